"""GIFT as Moodle takes it: its spelling, its weights, and what is said of the rest."""

from typing import Any

import pytest

from quiz.banks.formats.gift_reading import read_gift
from quiz.banks.formats.gift_writing import write_gift
from quiz.questions.options import Option
from quiz.questions.question import Question
from tests.builders import bank, every_type, match, multiple, number, order, scenario, short, single, spot, true_false

WRITTEN = """\
// Bank: The first bank
// Written by INSET Quiz for Moodle's question bank: import it there as "GIFT format".

// [id:single]
// [tag:scams]
::single::[plain]Is 1 \\= 2\\: yes?{
\t~option 0#why 0
\t=option 1#why 1
\t####Because.\\nDo now\\: Tell IT support.\\nSource\\: A guide, ICO, https\\://ico.org.uk/guide, checked 2026-11-23
}

// [id:true-false]
// [tag:scams]
::true-false::[plain]What about true-false?{TRUE#It is so.
\t####Because.\\nSource\\: A guide, ICO, https\\://ico.org.uk/guide, checked 2026-11-23
}

// [id:number]
::number::[plain]What about number?{#72:0.5
}

// [id:match]
::match::[plain]What about match?{
\t=item 0 -> A
\t=item 1 -> B
\t=item 2 -> A
\t=item 3 -> C
\t= -> D
}
"""


def lost(*questions: Question) -> list[tuple[str, str, str]]:
    return [(problem.key, problem.level, problem.message) for problem in write_gift(bank(*questions)).problems[1:]]


def test_a_bank_is_written_as_moodle_reads_it() -> None:
    bare: dict[str, Any] = {"explanation": "", "sources": (), "topic": ""}
    asked = single(prompt="Is 1 = 2: yes?", of=2, action="Tell {it_support}.")
    questions = (asked, true_false(), number(tolerance=0.5, unit="", **bare), match(**bare))
    assert write_gift(bank(*questions)).text == WRITTEN


@pytest.mark.parametrize(
    ("right", "weight"),
    [
        (1, "100"),
        (2, "50"),
        (3, "33.33333"),
        (4, "25"),
        (6, "16.66667"),
        (7, "14.28571"),
        (8, "12.5"),
        (9, "11.11111"),
        (20, "5"),
    ],
)
def test_weights_are_of_moodles_list(right: int, weight: str) -> None:
    text = write_gift(bank(multiple(right=tuple(range(right)), of=right + 1))).text
    assert text.count(f"\t~%{weight}%option") == right
    assert text.count(f"\t~%-{weight}%option") == 1


def test_what_gift_has_no_place_for_is_reported_and_the_rest_is_written() -> None:
    questions = (
        *(single(hint="Look.", weight=2, time_limit=30, shuffle=False), order(), spot(), scenario()),
        *(multiple(right=tuple(range(11)), of=12), short("short", "a -> b"), number(unit="hours")),
        short("exactly", "Ireland", exact=True),
    )
    reported: dict[str, tuple[str, str]] = {}
    for key, level, message in lost(*questions):
        reported[key] = (level, f"{reported[key][1] if key in reported else ''} {message}")
    assert reported["questions[0]"][0] == "advice"
    for part in ("weight", "time limit", "hint", "order"):
        assert part in reported["questions[0]"][1]
    for position, word in ((1, "order"), (2, "spot"), (3, "scenario"), (4, "11 right options"), (5, "->")):
        assert reported[f"questions[{position}]"][0] == "fault"
        assert word in reported[f"questions[{position}]"][1]
    assert "unit" in reported["questions[6]"][1]
    assert "exact" in reported["questions[7]"][1]
    written = read_gift(write_gift(bank(*questions)).text, "mine.txt")
    assert [question.id for question in written.questions] == ["single", "number", "exactly"]


def test_what_of_the_bank_stays_behind_is_said_once() -> None:
    [first, *others] = write_gift(bank(*every_type(), pass_mark=50)).problems
    assert (first.key, first.level) == ("bank", "advice")
    assert "pass mark" in first.message
    assert all(problem.key != "bank" for problem in others)


@pytest.mark.parametrize("topic", ["a < b", "a `b`", "two\nlines"])
def test_a_topic_that_moodle_takes_for_no_tag_is_reported(topic: str) -> None:
    [(_, level, message)] = lost(single(topic=topic))
    assert level == "advice"
    assert "topic" in message


def test_an_explanation_that_ends_like_a_source_is_reported() -> None:
    [(_, _, message)] = lost(single(explanation="So.\nDo now: nothing"))
    assert "explanation" in message


def test_options_that_look_like_weights_and_formats_stay_text() -> None:
    options = (Option(text="%50%a", correct=True), Option(text="%50%b"), Option(text="[html]c", why="[moodle]d"))
    text = write_gift(bank(single(options=options))).text
    assert "\t=[plain]%50%a\n\t~[plain]%50%b\n\t~[plain][html]c#[plain][moodle]d\n" in text
