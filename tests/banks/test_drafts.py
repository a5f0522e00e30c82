"""Drafts: a bank that is being written plays although explanations and sources are missing, and says what is."""

from quiz.banks.loading import read_text
from tests.banks.faulty import ABOUT, SINGLE, text_of

DRAFT = ABOUT + "draft = true\n"
BARE = SINGLE.replace('explanation = "Because."\n', "").replace('sources = ["guide"]\n', "")


def test_what_a_draft_lacks_is_advice_and_the_bank_plays() -> None:
    reading = read_text(text_of(about=DRAFT, question=BARE), "mine.toml")
    assert reading.bank is not None
    assert reading.bank.about.draft
    assert [(problem.level, problem.rule) for problem in reading.problems] == [
        ("advice", "missing-explanation"),
        ("advice", "missing-sources"),
    ]
    assert reading.faults == ()
    assert all("draft" in problem.message for problem in reading.problems)


def test_what_is_missing_from_a_finished_bank_is_a_fault() -> None:
    reading = read_text(text_of(question=BARE), "mine.toml")
    assert reading.bank is None
    assert [problem.rule for problem in reading.faults] == ["missing-explanation", "missing-sources"]


def test_other_faults_of_a_draft_are_faults_all_the_same_and_its_advice_stays_advice() -> None:
    for spoilt in (DRAFT.replace('"first"', '"First"'), DRAFT.replace('title = "First"\n', "")):
        reading = read_text(text_of(about=spoilt, question=BARE), "mine.toml")
        assert reading.bank is None
        assert [problem.level for problem in reading.problems].count("advice") == 2
        assert len(reading.faults) == 1
