"""questions/COVERAGE.md is true: every statement and topic has a question, every question that it names is there."""

import re

import pytest

from quiz.banks.loading import load_library
from quiz.paths import shipped_banks

PAGE = (shipped_banks() / "COVERAGE.md").read_text("utf-8")
KNOWN = {f"{bank.id}/{q.id}" for bank in load_library([shipped_banks()]).banks.values() for q in bank.questions}
ROWS = dict(re.findall(r"^\| ([ADT]\d+) \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE))


def named(text: str) -> list[str]:
    return re.findall(r"`([a-z0-9-]+/[a-z0-9-]+)`", text)


def test_every_statement_and_topic_has_its_row() -> None:
    sections = {"A": 21, "D": 9, "T": 5}
    assert list(ROWS) == [f"{letter}{number}" for letter, last in sections.items() for number in range(1, last + 1)]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_names_a_question(row: str) -> None:
    assert named(ROWS[row])


def test_every_question_that_is_named_is_there() -> None:
    assert sorted(set(named(PAGE)) - KNOWN) == []
