"""What every import shares: what it says is still to be written."""

import pytest

from quiz.banks.formats.exchange import lacking
from quiz.questions.options import Option
from quiz.questions.question import Question
from tests import builders


@pytest.mark.parametrize(
    ("question", "wants_a_reason"),
    [
        (builders.true_false(answer=False, why=""), True),
        (builders.true_false(answer=False, why="It is not."), False),
        (builders.true_false(answer=True, why=""), False),
        (builders.single(options=(Option(text="a", correct=True), Option(text="b"))), True),
        (builders.single(), False),
    ],
)
def test_a_reason_that_is_missing_is_still_to_be_written(question: Question, wants_a_reason: bool) -> None:
    assert any("why" in note for note in lacking(question)) is wants_a_reason
