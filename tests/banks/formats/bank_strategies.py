"""Questions and banks of every kind that Moodle has too, for laws of writing and reading again."""

import string
import unicodedata
from datetime import date
from typing import Any

import msgspec
from hypothesis import strategies as st

from quiz.banks.loading import read_text
from quiz.banks.model import Bank, Source
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.short import Short, plain_words
from quiz.questions.single import Single
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
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
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
    accept = draw(distinct(1).filter(lambda found: all(plain_words(text) and "->" not in text for text in found)))
    return Short(**common, accept=tuple(accept))


OTHER = Source(
    title="Seven, or “eight” things",
    publisher="Us, and them",
    url="https://a.org/x,y?z=1#top",
    checked=date(2026, 1, 2),
    kind="secondary",
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


@st.composite
def whole_questions(draw: st.DrawFn) -> Question:
    """Return a question with any of the keys that all types have, those that Moodle has no place for included."""
    steps = distinct(2).map(tuple)
    orders = st.builds(Order, id=ids, prompt=texts, topic=topics, explanation=explanations, steps=steps)
    made = draw(questions() | orders)
    own: dict[str, Any] = {"unit": draw(perhaps)} if isinstance(made, Number) else {}
    own |= {"exact": draw(st.booleans())} if isinstance(made, Short) else {}
    changes: dict[str, Any] = {
        "weight": draw(st.sampled_from([1, 2, 0.5, 1000])),
        "hint": draw(perhaps),
        "shuffle": draw(st.booleans()),
        "fact": draw(st.none() | ids),
        "difficulty": draw(st.sampled_from([None, 1, 3])),
        "time_limit": draw(st.sampled_from([None, 30, "auto"])),
        "allow": draw(st.sampled_from([(), ("key-longest",)])),
        "action": draw(st.sampled_from(["", "Ring the office.", "Tell {dpo}."])),
    }
    return msgspec.structs.replace(made, **changes, **own)
