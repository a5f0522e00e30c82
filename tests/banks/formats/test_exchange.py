"""What every import shares: how parts become one, and what it says is still to be written."""

import pytest

from quiz.banks.formats.exchange import Imported, joined, lacking
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


def test_parts_that_call_their_own_by_one_name_are_told_apart() -> None:
    parts = [
        Imported(
            questions=(builders.single("a"), builders.single("b", sources=())),
            sources={"guide": builders.source(url=f"https://{host}.org")},
        )
        for host in ("one", "two", "one")
    ]
    questions, sources = joined(parts)
    assert [question.id for question in questions] == ["a", "b", "a-2", "b-2", "a-3", "b-3"]
    assert [sources[key].url for question in questions for key in question.sources] == [
        *("https://one.org", "https://two.org", "https://one.org")
    ]
    assert len(sources) == 2
