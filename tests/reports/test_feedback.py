from datetime import date

import msgspec
import pytest

from quiz.banks.model import Source
from quiz.play.attempt import Attempt, Response
from quiz.questions.answers import Answer, Picked, Spotted
from quiz.questions.question import Question
from quiz.reports.feedback import feedback, source_line
from tests import builders
from tests.builders import FakeClock


def answered(question: Question, given: Answer | None) -> Response:
    clock = FakeClock()
    attempt = Attempt(builders.asked(question), "steady", clock)
    attempt.show()
    clock.move(5)
    response = attempt.answer(given) if given else attempt.skip()
    assert response
    return response


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda question: question.id)
def test_a_right_answer_of_every_type_is_called_right(question: Question) -> None:
    said = feedback(question, answered(question, builders.right_answer(question)), {}, {})
    assert (said.judgement, said.share) == ("right", 1.0)
    assert said.key
    assert said.given


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda question: question.id)
def test_a_wrong_answer_of_every_type_has_the_key_in_words(question: Question) -> None:
    said = feedback(question, answered(question, builders.wrong_answer(question)), {}, {})
    assert said.judgement in ("not right", "partly right")
    assert said.key
    assert said.key != said.given
    assert said.explanation == question.explanation


def test_the_why_of_the_option_that_was_picked_is_said_and_no_other() -> None:
    question = builders.single(right=1)
    said = feedback(question, answered(question, Picked((3,))), {}, {})
    assert said.whys == ("why 3",)


def test_a_harmless_line_that_was_picked_is_said_to_give_nothing_away() -> None:
    question = builders.spot()
    harmless = next(place for place, line in enumerate(question.lines) if not line.cue)
    said = feedback(question, answered(question, Spotted("scam", (harmless,))), {}, {})
    assert question.lines[harmless].text in said.whys[0]


def test_no_answer_and_time_up_are_told_apart() -> None:
    question = builders.single()
    clock = FakeClock()
    attempt = Attempt(builders.asked(question), "steady", clock)
    attempt.show()
    clock.move(60)
    expired = attempt.expire()
    assert expired
    assert feedback(question, expired, {}, {}).judgement == "time is up"
    assert feedback(question, answered(question, None), {}, {}).judgement == "no answer"


def test_the_actions_placeholders_are_filled() -> None:
    question = builders.single(action="Tell {dpo} at once.")
    response = answered(question, builders.right_answer(question))
    assert feedback(question, response, {}, {}).action == "Tell your data protection lead at once."
    assert feedback(question, response, {}, {"dpo": "Ms Patel"}).action == "Tell Ms Patel at once."


def test_a_source_line_says_title_publisher_address_and_date() -> None:
    found = Source(title="Account theft", publisher="Help", url="https://example.org/a", checked=date(2026, 11, 3))
    assert source_line(found, found.url) == "Account theft, Help · https://example.org/a · checked 3 Nov 2026"
    unread = msgspec.structs.replace(found, note="not read here: quoted beside it")
    assert source_line(unread) == "Account theft, Help · not read here: quoted beside it"


@pytest.mark.parametrize(("mark", "per_cent"), [(0.001, 1), (0.5, 50), (0.999, 99)])
def test_a_part_is_never_said_to_be_nothing_or_all(mark: float, per_cent: int) -> None:
    question = builders.single()
    response = msgspec.structs.replace(Response.unanswered(question), outcome="answered", mark=mark)
    said = feedback(question, response, {}, {})
    assert (said.judgement, said.per_cent) == ("partly right", per_cent)
