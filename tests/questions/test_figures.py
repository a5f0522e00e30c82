"""Figures as people type them: read in every usual way, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.questions.answers import Typed
from quiz.questions.figures import read_number, spell_number
from tests.builders import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("72", 72),
        ("1,024", 1024),
        ("1 024", 1024),
        ("1\u00a0024 000", 1_024_000),
        (" 72 hours ", 72),
        ("72h", 72),
        ("72hrs.", 72),
        ("1 hour", 1),
        ("-3", -3),
        ("−3", -3),
        ("8,5", 8.5),
        ("0,125", 0.125),
        ("1.200", 1.2),
        (".5", 0.5),
        ("seven", 7),
        ("Seventy-Two", 72),
        ("seventy two hours", 72),
        ("a hundred", 100),
        ("one hundred hours", 100),
    ],
)
def test_figures_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text, "hours") == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("20 days", "school days"),
        ("20 school days", "school days"),
        ("4 device", "devices"),
        ("72 per cent", "%"),
        ("72%", "per cent"),
        ("£5", "pounds"),
        ("£8.50", "£"),
        ("£ 1,200", ""),
        ("£17.5 million", "million"),
        ("5 pounds", "£"),
        ("17.5 million", "million"),
        ("4 weeks", ""),
        ("4%", ""),
    ],
)
def test_the_unit_may_stand_behind(text: str, unit: str) -> None:
    assert read_number(text, unit) is not None


@pytest.mark.parametrize(
    ("text", "unit"),
    [("3 days", "hours"), ("72 %", "hours"), ("72 minutes", "hours"), ("1 m", "months"), ("5 million", ""), ("2 dozen", "")],
)
def test_another_unit_would_be_another_figure_and_is_not_read(text: str, unit: str) -> None:
    assert read_number(text, unit) is None


@pytest.mark.parametrize("text", ["", "hours", "nan", "inf", "1e999", "7 2", "--3", "½", "7²", "72,", "01 234", "-"])
def test_what_is_no_figure_is_not_read(text: str) -> None:
    assert read_number(text, "hours") is None


@pytest.mark.parametrize("between", [" or ", "-", " to ", " ", ", ", "/", " hours "])
def test_two_figures_are_not_read(between: str) -> None:
    assert read_number(f"72{between}73", "hours") is None
    assert read_number(f"seventy{between}eighty", "hours") is None


@pytest.mark.parametrize(
    "text",
    [
        *("1234,567", "1,23,456", "12 34", "twelve hundred", "five two", "twenty ten", "a hundred and five", "hundred five"),
        *("two and a half", "minus five", "-seventy", "about 72", "72 or so", "9" * 400),
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert read_number(text, "hours") is None
    assert not number().accepts(Typed(text))


@given(st.integers(0, 100), st.sampled_from("- "), st.sampled_from(["", " hours", " Hrs"]))
def test_every_number_to_a_hundred_is_read_in_words(value: int, joined: str, unit: str) -> None:
    tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    ones = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    ones += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    if value == 100:
        words = "a hundred"
    elif value < 20:
        words = ones[value]
    else:
        words = tens[value // 10] + (joined + ones[value % 10] if value % 10 else "")
    assert read_number(words + unit, "hours") == value


@given(st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))
def test_what_is_shown_is_read_as_the_same_figure(value: float) -> None:
    assert read_number(spell_number(value, "hours"), "hours") == value


@given(st.text(max_size=60), st.text(max_size=8))
def test_any_text_is_a_figure_or_none(text: str, unit: str) -> None:
    value = read_number(text, unit)
    assert value is None or value == value


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (72, "hours", "72 hours"),
        (7726, "", "7726"),
        (17_500_000, "", "17,500,000"),
        (4.0, "%", "4%"),
        (1, "months", "1 month"),
        (1200.0, "£", "£1200"),
    ],
)
def test_figures_are_shown_as_british_people_write_them(value: float, unit: str, shown: str) -> None:
    assert spell_number(value, unit) == shown


def test_words_are_shown_with_what_they_were_taken_for() -> None:
    question = number()
    assert question.answer_in_words(Typed("72h")) == ["72 hours"]
    assert question.answer_in_words(Typed("seventy-two")) == ["72 hours"]
    assert question.reasons(Typed("72")) == []
    assert question.reasons(Typed("seventy-two")) == ["You typed “seventy-two”, taken as 72 hours."]


@pytest.mark.parametrize("text", ["hours 72", "٧٢"])
def test_an_answer_that_an_older_version_took_is_still_shown(text: str) -> None:
    assert number().answer_in_words(Typed(text)) == [text]


@pytest.mark.parametrize("unit", ["hours", "%", "days"])
def test_pounds_are_no_other_unit(unit: str) -> None:
    assert read_number("£72", unit) is None
