"""The page marks, words and draws as the program does: both are asked the same of many questions, in a real browser."""

import json
from collections.abc import Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.banks.model import Bank
from quiz.live.option_markers import option_marker
from quiz.play.attempt import Result
from quiz.play.drawing import Pool
from quiz.questions.answers import Typed
from quiz.questions.figures import read_number, spell_number
from quiz.questions.question import Question, quiz_length
from quiz.questions.short import plain_words
from quiz.questions.types import QUESTION_TYPES
from quiz.standalone.bank_data import bank_data, question_data, safe_json
from quiz.standalone.bundle import bundled
from quiz.standalone.practice_page import page_modules
from tests import builders
from tests.play.strategies import FIGURES, answered
from tests.play.test_drawing import LENGTHS, SEEDS, kept, pools
from tests.questions.test_slips import slips

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROBE = """
import { Attempt } from "./attempt.js";
import { dice } from "./dice.js";
import { draw } from "./draw.js";
import { readNumber, spellNumber } from "./figures.js";
import { FORMS } from "./forms.js";
import { optionMarker } from "./page.js";
import { KINDS, onScreen } from "./screen.js";
import { TYPES } from "./types.js";
const judge = (question, answer) => {
  const { accepts, mark, words, reasons } = TYPES[question.type];
  return {
    accepts: accepts ? accepts(question, answer) : true,
    mark: mark(question, answer),
    words: words(question, answer),
    reasons: reasons(question, answer),
  };
};
const drawn = (bank, past, seed) => draw(bank, new Map(Object.entries(past)), dice(seed)).map((question) => question.id);
const known = () => [Object.keys(TYPES), Object.keys(KINDS), Object.keys(FORMS)];
const kept = (marks, told, most) => {
  const attempt = Attempt.begin(new Map());
  Object.assign(attempt, { marks, told });
  const text = attempt.written(most);
  return [text, Attempt.read(text)];
};
const result = (marks) => {
  const attempt = Attempt.begin(new Map());
  attempt.marks = marks;
  const { percent, passed } = attempt.result();
  return [percent, passed];
};
window.page = { drawn, kept, result, known, judge, onScreen, optionMarker, readNumber, spellNumber };
"""


async def asked_of_the_page(
    browser: Any, function: str, cases: Sequence[Sequence[object]], bank: Bank | None = None
) -> list[Any]:
    """Return what a function of the page's modules says of each case, all asked at once."""
    page = await (await browser.new_context()).new_page()
    data = safe_json(bank_data(bank or builders.bank(), {}))
    await page.set_content(f'<main id="main"></main><script type="application/json" id="bank">{data}</script>')
    await page.add_script_tag(content=bundled("probe", {**page_modules(), "probe": PROBE}))
    told: list[Any] = json.loads(
        await page.evaluate(
            "([name, cases]) => JSON.stringify(JSON.parse(cases).map((case_) => page[name](...case_)))",
            [function, json.dumps(cases)],
        )
    )
    return told


def examples(strategy: st.SearchStrategy[Any], most: int) -> list[Any]:
    """Return examples of a strategy: the page is asked about all of them at once."""
    found: list[Any] = []

    @settings(max_examples=most)
    @given(strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return found


# Some as short as those in which no slip is forgiven.
_WORDS = st.text(ascii_lowercase, min_size=4, max_size=9)


@st.composite
def _typed_words(draw: st.DrawFn) -> tuple[Question, Typed]:
    """Return a word or two with a slip here and there, in any case and with any blanks."""
    words = draw(st.lists(_WORDS | st.sampled_from(["straße", "Σίσυφος", "ısparta", "été", "a.b"]), min_size=1, max_size=3))
    typed = [draw(slips(word) | st.just(word.upper()) | st.just(word)) for word in words]
    text = draw(st.sampled_from([" ", "\u00a0", "  ", "\x1f"])).join(typed) + draw(st.sampled_from(["", ".", " ..", " ."]))
    others = draw(st.lists(st.sampled_from(words).flatmap(lambda word: slips(word)).filter(plain_words), max_size=2))
    return builders.short("short", " ".join(words), *others, exact=draw(st.booleans())), Typed(text)


_PARTS = st.sampled_from([*"0123456789.,- £−+%", "1,024", "1 024", "seventy-two", "hundred", "A hundred", "72", "0,5", "٣"])
_UNITS = st.sampled_from(["", "hours", "school days", "£", "%", "Pounds", "million", "constructor"])
_BEHIND = st.sampled_from(["", " hours", "h", " days", " per cent", "%", " pounds", " million.", " constructor", " hour."])


@st.composite
def _typed_figures(draw: st.DrawFn) -> tuple[Question, Typed]:
    """Return a figure as people might type one, and things that are none."""
    figure = draw(st.lists(_PARTS, max_size=4).map("".join) | FIGURES.map(str))
    typed = draw(st.sampled_from(["", "", "£", "£ "])) + figure + draw(_BEHIND)
    return builders.number(answer=draw(FIGURES), tolerance=draw(st.sampled_from([0, 0.1])), unit=draw(_UNITS)), Typed(typed)


async def test_every_answer_is_marked_and_worded_as_the_program_does(browser: Any) -> None:
    asked = [
        *examples(answered(), 400),
        *examples(_typed_words(), 200),
        *examples(_typed_figures(), 300),
        *examples(st.tuples(st.just(builders.short()), st.text(max_size=12).map(Typed)), 50),
    ]
    cases = [[question_data(question, {}), msgspec.to_builtins(answer)] for question, answer in asked]
    for (question, answer), told in zip(asked, await asked_of_the_page(browser, "judge", cases), strict=True):
        said = f"{question} {answer}"
        assert told["mark"] == pytest.approx(question.mark(answer), abs=1e-12), said
        assert told["accepts"] is question.accepts(answer), said
        assert told["words"] == question.answer_in_words(answer), said
        assert told["reasons"] == question.reasons(answer), said


async def test_the_page_knows_every_type(browser: Any) -> None:
    (known,) = await asked_of_the_page(browser, "known", [[]])
    assert [sorted(types) for types in known] == [sorted(QUESTION_TYPES)] * 3


async def test_figures_are_read_and_written_alike(browser: Any) -> None:
    typed = [(answer.text, question.unit) for question, answer in examples(_typed_figures(), 300)]
    read = await asked_of_the_page(browser, "readNumber", typed)
    assert read == [read_number(*one) for one in typed]
    figures = examples(st.tuples(FIGURES | st.sampled_from([1, -0.0, 9999, 10_000, 17_500_000, 1.0]), _UNITS), 200)
    assert await asked_of_the_page(browser, "spellNumber", figures) == [spell_number(*one) for one in figures]


async def test_a_quiz_is_drawn_by_the_rules_of_the_program(browser: Any) -> None:
    drawn = examples(st.tuples(pools(most=1), LENGTHS | st.just(0), SEEDS), 150)
    cases, expected = [], []
    for (pool,), length, seed in drawn:
        with_poll = [*pool.questions, builders.poll("poll", topic="a", fact="one"), builders.poll("poll-2")]
        data = bank_data(builders.bank(*with_poll, quiz_length=length, topics=dict(pool.weights)), {})
        cases.append([data, {key: [past.times, past.right] for key, past in pool.past.items()}, seed])
        expected.append((pool, length))
    for (pool, length), ids in zip(expected, await asked_of_the_page(browser, "drawn", cases), strict=True):
        polls = [one for one in ids if one.startswith("poll")]
        by_id = {question.id: question for question in pool.questions}
        chosen = [by_id[one] for one in ids if one in by_id]
        assert len(chosen) == quiz_length(pool.questions, length)
        assert len(set(ids)) == len(ids)
        assert len(polls) == (1 if length else 2)
        if length:
            assert kept([(0, question) for question in chosen], [Pool(pool.questions)])
            assert "poll" not in polls or not any(question.fact == "one" for question in chosen)


async def test_what_is_new_comes_first_and_topics_have_their_parts(browser: Any) -> None:
    asked = [builders.number(f"{topic}-{number}", topic=topic) for topic in "abc" for number in range(6)]
    data = bank_data(builders.bank(*asked, quiz_length=6, topics={"c": 2}), {})
    past = {question.id: [1, question.id.endswith("0")] for question in asked if question.id[-1] in "01"}
    for ids in await asked_of_the_page(browser, "drawn", [[data, past, seed] for seed in range(40)]):
        assert not set(ids) & set(past)
        counts = [sum(one.startswith(topic) for one in ids) for topic in "abc"]
        assert counts[2] in (2, 3, 4)
        assert min(counts) >= 1
        assert all(one[0] != other[0] for one, other in pairwise(ids) if counts[2] <= 3)
    missed = [question.id for question in asked if question.id[-1] in "01"]
    past = {question.id: [3, False] if question.id in missed else [1, True] for question in asked}
    for ids in await asked_of_the_page(browser, "drawn", [[{**data, "topics": {}}, past, seed] for seed in range(10)]):
        assert sorted(ids) == missed, "what was missed comes before what is known"


async def test_what_is_shown_is_all_there_is_and_comes_back_as_it_was_meant(browser: Any) -> None:
    asked = [*builders.every_type(), builders.poll(), builders.single(shuffle=False), builders.match(shuffle=False)]
    cases: list[list[Any]] = [[question_data(question, {}), seed] for question in asked for seed in range(6)]
    for (data, _), screen in zip(cases, await asked_of_the_page(browser, "onScreen", cases), strict=True):
        order = screen["order"]
        assert sorted(order) == list(range(len(order)))
        if data["type"] == "order":
            assert order != sorted(order), "steps never stand right already"
        elif not data["shuffle"]:
            assert order == sorted(order)
        if data["type"] in ("single", "multiple"):
            shown = [option["text"] for option in screen["shown"]["options"]]
            assert [shown[at] for at in sorted(screen["rightOptions"], key=lambda at: order[at])] == data["key"]
    mixed = {str(screen["order"]) for screen in await asked_of_the_page(browser, "onScreen", cases[:6])}
    assert len(mixed) > 1
    markers = await asked_of_the_page(browser, "optionMarker", [[at] for at in range(40)])
    assert [(one["letter"], one["shape"]) for one in markers] == [option_marker(at) for at in range(40)]


async def test_marks_add_up_as_in_the_program(browser: Any) -> None:
    bank = builders.bank(*(builders.number(f"q{n}") for n in range(9)), quiz_length=0, pass_mark=75)
    lists = examples(st.lists(st.sampled_from([0, 1, 1, 1, 0.5, 0.333333, 0.666667]), min_size=9, max_size=9), 80)
    told = await asked_of_the_page(browser, "result", [[marks] for marks in lists], bank)
    for marks, (percent, passed) in zip(lists, told, strict=True):
        expected = Result.of(sum(marks), 9, 0, finished=True, pass_mark=75)
        assert (percent, passed) == (expected.mark, expected.passed)


async def test_a_place_is_kept_whole_in_what_a_vle_takes_and_never_in_more(browser: Any) -> None:
    bank = builders.bank(*(builders.number(f"q{number}") for number in range(300)), quiz_length=0)
    typed = {"text": "😀" * 100}
    some, many = [1, 0, 0.333333, 0.5] * 5, [0.333333] * 300
    asked: list[list[Any]] = [[some, None], [some, False], [some, typed], [many, None], [many, typed], [[], None]]
    told = await asked_of_the_page(browser, "kept", [[*one, 4096] for one in asked], bank)
    for (marks, answer), (text, read) in zip(asked, told, strict=True):
        assert len(text) <= 4096
        assert text.isascii()
        assert read["marks"] == marks
        assert read["told"] == (answer if len(marks) < 300 else None)
        assert sorted(read["drawn"]) == list(range(300))
    ((text, read),) = await asked_of_the_page(browser, "kept", [[some, None, 500]], bank)
    assert (text, read) == ("", None), "what does not fit is not kept in part"
