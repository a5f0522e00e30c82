"""The trainers' page shows a bank that loads, with every question type."""

from quiz.banks.loading import read_text
from quiz.paths import shipped_banks


def test_the_worked_example_loads_and_has_every_type() -> None:
    page = (shipped_banks() / "README.md").read_text(encoding="utf-8")
    reading = read_text(page.split("```toml\n", 1)[1].split("```", 1)[0], "example.toml")
    assert not reading.faults
    assert reading.bank
    assert len({question.type for question in reading.bank.questions}) == 9
