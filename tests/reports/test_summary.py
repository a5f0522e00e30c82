from quiz.play.attempt import Attempt, result_of
from quiz.questions.question import Question
from quiz.reports.summary import summarise
from tests import builders
from tests.builders import FakeClock


def test_a_summary_counts_by_topic_and_names_what_to_read_again() -> None:
    questions: list[Question] = [
        builders.single("one", topic="codes"),
        builders.single("two", topic="codes"),
        builders.short("three", topic="links"),
    ]
    clock = FakeClock()
    attempt = Attempt(builders.asked(*questions), "steady", clock)
    for question in questions:
        attempt.show()
        clock.move(2)
        right = builders.right_answer(question) if question.id != "two" else builders.wrong_answer(question)
        attempt.answer(right)
        attempt.advance()
    summary = summarise(attempt.asked, attempt.responses, {"guide": builders.source()})
    assert summary.right == 2
    assert [(share.topic, share.mark, share.questions) for share in summary.topics] == [
        ("codes", 50.0, 2),
        ("links", 100.0, 1),
    ]
    assert [response.question_id for response in summary.to_review] == ["two"]
    assert summary.read_again == (builders.source(),)
    result = result_of(attempt.asked, attempt.responses, 60)
    assert (result.mark, result.passed) == (66.67, True)


def test_an_unfinished_attempt_never_passes() -> None:
    asked = builders.asked(builders.single("one"), builders.single("two"))
    attempt = Attempt(asked, "steady", FakeClock(), grace=0)
    attempt.show()
    attempt.answer(builders.right_answer(asked[0].question))
    assert not result_of(asked, attempt.responses, 0).passed
