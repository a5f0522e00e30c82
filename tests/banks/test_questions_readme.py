"""The trainers' page shows a bank that loads, with every question type."""

from datetime import date

from quiz.banks.health import health_of
from quiz.banks.loading import Library, read_text
from quiz.paths import shipped_banks
from quiz.questions.types import QUESTION_TYPES


def test_the_worked_example_loads_and_has_every_type() -> None:
    page = (shipped_banks() / "README.md").read_text(encoding="utf-8")
    reading = read_text(page.split("```toml\n", 1)[1].split("```", 1)[0], "example.toml")
    assert not reading.faults
    assert reading.bank
    assert len({question.type for question in reading.bank.questions}) == len(QUESTION_TYPES)
    advice = health_of(Library(readings=(reading,)), date(2026, 11, 28))[0].in_short
    assert [problem.rule for problem in advice] == ["missing-explanation", "missing-sources"], "our example takes our advice"
