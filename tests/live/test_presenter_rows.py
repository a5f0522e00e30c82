"""What the presenter reads of a question, asked of the rows alone: every type, in every phase, whatever was answered."""

import pytest

from quiz.game.state import Phase
from quiz.live.host.presenter_rows import PresenterNotes
from quiz.questions.answers import Answer, Picked
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from tests import builders
from tests.live.halls import Hall, hall

SIZES = ((54, 21), (110, 42))


def answer_to(played: Hall) -> Answer:
    """Return an answer to what is open now: in a story a vote."""
    question = played.game.current.question
    if isinstance(question, Scenario) or not question.SCORED:
        return Picked((0,))
    return builders.right_answer(question)


def read(played: Hall, width: int, height: int) -> str:
    notes = PresenterNotes(played, {}, "")  # type: ignore[arg-type]  # all of it that is asked for
    return "\n".join(map(str, notes.rows(width, height)))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("question", [*builders.every_type(), builders.poll()], ids=lambda one: one.type)
def test_every_type_is_read_from_the_first_phase_to_the_last(question: Question, size: tuple[int, int]) -> None:
    played, _ = hall(question)
    players = played.join("Ann", "Bea")
    seen: list[Phase] = []
    while Phase.FINISHED not in seen:
        played.step()
        if played.game.phase is Phase.OPEN:
            for player in players:
                played.answer(player, answer_to(played))
        said = read(played, *size)
        if played.game.number >= 0 and "The podium" not in said:
            assert question.prompt in said
        seen.append(played.game.phase)
    assert Phase.REVEALED in seen


@pytest.mark.parametrize("steps", [2, 3, 4, 5])
def test_a_story_is_read_also_where_it_is_skipped_on_the_way(steps: int) -> None:
    played, _ = hall(builders.scenario())
    played.join("Ann")
    for _ in range(steps):
        played.step()
        if played.game.phase is Phase.OPEN:
            played.answer("id-Ann", Picked((0,)))
    played.game.apply(played.game.skip(played.now))
    assert "does not count" in read(played, 80, 30)
