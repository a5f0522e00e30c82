"""A law: a bank that is written as GIFT and read again asks the same, and what it lost was reported."""

import string
from datetime import date
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from quiz.banks.formats.gift_reading import read_gift
from quiz.banks.formats.gift_writing import write_gift
from quiz.banks.loading import read_text
from quiz.banks.model import Bank, Source
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.text import REFUSED_CHARACTER
from quiz.questions.true_false import TrueFalse
from tests.builders import bank, document, to_toml

ALPHABET = st.characters(exclude_categories=["Cs"]).filter(lambda character: not REFUSED_CHARACTER.match(character))
SNAGS = [
    *"\\:#={}~%[]<>&/*-.\n\t ",
    *(
        "%50%",
        "[html]",
        "[plain]",
        "//",
        "::",
        "####",
        "->",
        "\\n",
        "&amp;",
        "<b>",
        "$CATEGORY: x",
        "TRUE",
        "[id:x]",
        "_____",
    ),
]
texts = (
    st.lists(st.text(ALPHABET, max_size=6) | st.sampled_from(SNAGS), min_size=1, max_size=6)
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
perhaps = st.just("") | texts
# An explanation that ends like a source or an action is read as one; the export says so.
explanations = perhaps.filter(lambda text: "Source: " not in text and "Do now: " not in text)
ids = st.lists(st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=6), min_size=1, max_size=4).map("-".join)
topics = st.just("") | texts.filter(lambda text: not set(text) & set("<>`\n\t\\]") and text.isprintable())
figures = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False, width=32)


def distinct(least: int, most: int = 5) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique=True)


@st.composite
def options(draw: st.DrawFn, one: bool) -> tuple[Option, ...]:
    given_texts = draw(distinct(2))
    right = {draw(st.integers(0, len(given_texts) - 1))}
    if not one:
        right |= set(draw(st.lists(st.integers(0, len(given_texts) - 1))))
    return tuple(Option(text=text, correct=i in right, why=draw(perhaps)) for i, text in enumerate(given_texts))


@st.composite
def matches(draw: st.DrawFn, common: dict[str, Any]) -> Match:
    items = draw(distinct(2).filter(lambda found: not any("->" in text for text in found)))
    boxes = draw(distinct(2))
    pairs = tuple(Pair(item=item, box=draw(st.sampled_from(boxes))) for item in items)
    used = {pair.box for pair in pairs}
    return Match(**common, pairs=pairs, distractors=tuple(box for box in boxes if box not in used))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    common: dict[str, Any] = {
        "id": draw(ids),
        "prompt": draw(texts),
        "explanation": draw(explanations),
        "topic": draw(topics),
        "sources": draw(st.sampled_from([(), ("guide",), ("guide", "other")])),
    }
    kind = draw(st.sampled_from([Single, Multiple, TrueFalse, Match, Number, Short]))
    if kind is Single or kind is Multiple:
        return kind(**common, options=draw(options(kind is Single)))
    if kind is TrueFalse:
        return TrueFalse(**common, answer=draw(st.booleans()), why=draw(perhaps))
    if kind is Match:
        return draw(matches(common))
    if kind is Number:
        return Number(**common, answer=draw(figures), tolerance=abs(draw(figures)))
    accept = draw(distinct(1).filter(lambda found: not any("->" in text for text in found)))
    return Short(**common, accept=tuple(accept))


OTHER = Source(
    title="Seven, or “eight” things",
    publisher="Us, and them",
    url="https://a.org/x,y?z=1#top",
    checked=date(2026, 1, 2),
    review_by=date(2027, 1, 2),
    note="an (old) copy",
)


def with_questions(made: list[Question]) -> Bank:
    """Return a bank that has been through TOML, as a bank in use has."""
    plain = document(bank(*made))
    plain["sources"]["other"] = document(
        Bank(about=bank().about, sources={"o": OTHER}, questions=(), file="", content_hash="")
    )["sources"]["o"]
    plain["bank"]["draft"] = True
    reading = read_text(to_toml(plain), "mine.toml")
    assert reading.bank, reading.problems
    return reading.bank


@given(st.lists(questions(), min_size=1, max_size=4, unique_by=lambda question: question.id))
@example(
    [Single(id="a", prompt="[html]x", options=(Option(text="%50%b", correct=False), Option(text="[plain]", correct=True)))]
)
@example([Short(id="a", prompt="\\", accept=("\\*", "*", "TRUE", "%50%a"))])
def test_prompt_options_key_feedback_id_and_topic_survive_the_way_to_gift_and_back(made: list[Question]) -> None:
    ours = with_questions(made)
    exported = write_gift(ours)
    imported = read_gift(exported.text, "mine.txt")
    assert [problem for problem in exported.problems if problem.key != "bank"] == []
    assert imported.problems == ()
    assert imported.title == ours.title
    assert len(imported.questions) == len(ours.questions)
    for before, after in zip(ours.questions, imported.questions, strict=True):
        assert (type(after), after.id, after.prompt) == (type(before), before.id, before.prompt)
        assert (after.explanation, after.topic) == (before.explanation, before.topic)
        for key in ("options", "answer", "why", "pairs", "distractors", "accept", "tolerance"):
            assert getattr(after, key, None) == getattr(before, key, None)
        cited = [imported.sources[key] for key in after.sources]
        assert [source.url for source in cited] == [ours.sources[key].url for key in before.sources]


@given(texts)
def test_a_source_is_read_back_whole(title: str) -> None:
    assume(not {"“", "”"} & set(title))
    plain = with_questions([TrueFalse(id="a", prompt="?", answer=True, sources=("guide",))])
    guide = Source(title=" ".join(title.split()), publisher="A, b", url="https://a.org", checked=date(2026, 1, 2), note="n")
    exported = write_gift(
        Bank(about=plain.about, sources={"guide": guide}, questions=plain.questions, file="", content_hash="")
    )
    assert list(read_gift(exported.text, "mine.txt").sources.values()) == [guide]
