"""What people still know after 30 days and 90: by topic, of enough people, of questions that stayed the same."""

from quiz.reports.retained import retention, retention_lines
from quiz.store.finished import SpacedAnswer
from tests import builders

BANK = builders.bank(builders.single("a", topic="leavers"), builders.single("b", topic="photos"))
TOLD_OTHERWISE = builders.bank(builders.single("a", topic="leavers", explanation="For another reason."))
ANOTHER_TASK = builders.bank(builders.single("a", topic="leavers", prompt="What else?"))
BANKS = {"now": BANK, "told": TOLD_OTHERWISE, "other": ANOTHER_TASK}


def answers(people: int, right: int, *, question: str = "a", days: int = 40, before: str = "now") -> list[SpacedAnswer]:
    return [
        SpacedAnswer(f"p{number}", "first", "now", question, float(number < right), 1.0, days, before)
        for number in range(people)
    ]


def lines(*found: list[SpacedAnswer], fewest: int = 5) -> list[str]:
    topic_of = {"a": "leavers", "b": "photos"}
    told = retention(
        [one for some in found for one in some], BANKS, lambda _hash, _bank, question: topic_of[question], fewest
    )
    return retention_lines(told)[1:]


def test_each_topic_is_told_of_after_30_days_and_after_90() -> None:
    assert lines(
        answers(12, 9), answers(10, 3, days=90), answers(8, 8, question="b", days=30), answers(7, 0, question="b", days=400)
    ) == [
        "   after 30 days        75 % of 12 answers, 12 people: leavers",
        "   after 90 days        30 % of 10 answers, 10 people: leavers",
        "   after 30 days  almost all of 8 answers, 8 people: photos",
        "   after 90 days almost none of 7 answers, 7 people: photos",
    ]


def test_of_few_people_nothing_is_told_not_even_the_topic() -> None:
    assert lines(answers(4, 2), answers(5, 2, question="b")) == [
        "   after 30 days        40 % of 5 answers, 5 people: photos"
    ]
    assert lines(answers(5, 2), fewest=6) == []
    assert lines(answers(4, 2) * 9) == [], "people count, not answers"


def test_a_question_that_changed_meanwhile_was_never_known() -> None:
    assert lines(answers(6, 3, before="told"))
    assert lines(answers(6, 3, before="other")) == []
    assert lines(answers(6, 3, before="not kept")) == []
