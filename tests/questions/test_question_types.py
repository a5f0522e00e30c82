"""Every table of question types is total: it has each type that there is, or this says which it leaves out and why."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

import quiz.live.pad
from quiz.banks.formats.aiken import write_aiken
from quiz.banks.formats.gift_writing import TYPES_IN_GIFT
from quiz.banks.formats.table_rows import TYPES_IN_TABLES
from quiz.live.forms import PAD_FORMS
from quiz.plain.prompts import PROMPTERS
from quiz.questions.order import Order
from quiz.questions.poll import Poll
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.types import QUESTION_TYPES
from quiz.tui.widgets.answers import ANSWER_PANELS
from tests import builders

EVERY_TYPE = set(QUESTION_TYPES.values())
SCORED = {kind for kind in EVERY_TYPE if kind.SCORED}


@pytest.mark.parametrize(
    ("table", "left_out"),
    [
        pytest.param(PROMPTERS, (), id="plain lines"),
        pytest.param(ANSWER_PANELS, (), id="the app"),
        pytest.param(PAD_FORMS, (), id="pads"),
        # Moodle has neither an order of steps nor a conversation nor a story that GIFT could write; nor what has no key.
        pytest.param(TYPES_IN_GIFT, (Order, Spot, Scenario, Poll), id="GIFT"),
        # A row has one level of cells: messages with senders and scenes with choices have two. And each row has a key.
        pytest.param(TYPES_IN_TABLES, (Spot, Scenario, Poll), id="tables"),
    ],
)
def test_a_table_has_every_type(table: dict[type[Question], Any], left_out: Collection[type[Question]]) -> None:
    assert set(table) == EVERY_TYPE - set(left_out)
    assert set(left_out) <= EVERY_TYPE


def test_the_page_for_phones_has_a_form_for_every_type() -> None:
    script = (Path(quiz.live.pad.__path__[0]) / "forms.js").read_text(encoding="utf-8")
    forms = script.partition("export const FORMS = {\n")[2].partition("\n};")[0]
    assert re.findall(r'^  "?([a-z-]+)"?: \(question\b', forms, re.MULTILINE) != []
    assert set(re.findall(r'^  "?([a-z-]+)"?: \(question\b', forms, re.MULTILINE)) == set(QUESTION_TYPES)


def test_aiken_has_questions_with_one_right_option_alone() -> None:
    written = write_aiken(builders.bank())
    left_out = [problem for problem in written.problems if problem.level == "fault"]
    assert len(left_out) == len(SCORED - {Single})


def test_the_builders_have_every_type() -> None:
    assert {type(question) for question in builders.every_type()} == SCORED
    assert {type(builders.poll())} == EVERY_TYPE - SCORED


def test_every_type_has_a_name_of_its_own_and_says_what_answers_it() -> None:
    names = [kind.NAME for kind in EVERY_TYPE]
    assert len(set(names)) == len(names)
    for question in builders.every_type():
        assert question.accepts(builders.right_answer(question))
        assert question.mark(builders.right_answer(question)) == 1
        assert question.KEY_HEADING
        assert question.key_in_words()
        assert question.answer_in_words(builders.right_answer(question))
