"""questions/COVERAGE.md is true: every statement has a question, every question that it names is there."""

import re

from quiz.banks.loading import load_library
from quiz.paths import shipped_banks


def test_every_statement_has_questions_and_they_exist() -> None:
    known = {f"{bank.id}/{q.id}" for bank in load_library([shipped_banks()]).banks.values() for q in bank.questions}
    rows = re.findall(r"^\| (A\d+) \|[^|]*\|([^|]*)\|$", (shipped_banks() / "COVERAGE.md").read_text("utf-8"), re.MULTILINE)
    assert [statement for statement, _ in rows] == [f"A{number}" for number in range(1, 22)]
    for statement, cell in rows:
        named = re.findall(r"`([^`]+)`", cell)
        assert named, statement
        assert set(named) <= known, statement
