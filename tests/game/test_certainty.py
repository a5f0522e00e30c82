"""How sure players of a live game are: asked after the answer, kept beside it, and never in its way."""

from typing import Any

import msgspec
import pytest

from quiz.game.events import CertaintyStated, Closed, Event, GamePlan, PlannedBank
from quiz.game.game import TO_STATE_CERTAINTY, Game, RejectedError
from quiz.game.planning import plan_game
from quiz.questions.answers import Picked
from quiz.questions.question import Question
from quiz.store.rows import from_json
from tests import builders
from tests.game.games import do, game, go, opened, plan

RIGHT, WRONG = Picked((1,)), Picked((0,))
SINGLE = builders.single("a")


def asking(*questions: Question, **changes: Any) -> Game:
    """Return a game that asks how sure, in which Ann and Bea answer the first of these questions."""
    return opened(game(*questions, how_sure=True, **changes), "Ann", "Bea")


def answers(asked: Game, player: str, given: Picked = RIGHT, at: float = 1.0) -> None:
    do(asked, asked.answer(player, 0, 0, given, at))


def says(asked: Game, player: str, certainty: int, at: float = 2.0) -> None:
    do(asked, asked.state_certainty(player, 0, 0, certainty, at))  # type: ignore[arg-type]  # one of the three


def test_what_is_said_stands_beside_the_answer_and_changes_nothing_of_it() -> None:
    asked, silent = asking(SINGLE), asking(SINGLE)
    for one in (asked, silent):
        answers(one, "ann")
        answers(one, "bea", WRONG)
    says(asked, "ann", 1)
    says(asked, "ann", 3)
    assert asked.state_certainty("ann", 0, 0, 3, 2.0) is None, "it is said already"
    for one in (asked, silent):
        go(one, 2, at=5.0)
    assert [asked.members[player].scores[0].certainty for player in ("ann", "bea")] == [3, None]
    for player in ("ann", "bea"):
        before, after = (msgspec.structs.replace(one.members[player].scores[0], certainty=None) for one in (silent, asked))
        assert before == after, "points, time and mark are as if nobody had been asked"


def test_only_who_has_answered_what_is_open_can_say_so() -> None:
    asked = asking(SINGLE)
    with pytest.raises(RejectedError, match="Answer first"):
        says(asked, "ann", 3)
    answers(asked, "ann")
    with pytest.raises(RejectedError, match="not in this game"):
        says(asked, "nobody", 3)
    with pytest.raises(RejectedError, match="Your answer counts all the same"):
        says(asked, "ann", 3, at=20.0)
    do(asked, asked.pause(2.0))
    with pytest.raises(RejectedError, match="too late"):
        says(asked, "ann", 3)
    go(asked, 2, at=3.0)
    with pytest.raises(RejectedError, match="too late"):
        says(asked, "ann", 3)
    assert asked.replies["ann"].certainty is None


def test_a_changed_answer_is_one_that_nothing_was_said_of() -> None:
    asked = asking(SINGLE, may_change=True)
    answers(asked, "ann", WRONG)
    says(asked, "ann", 3)
    answers(asked, "ann", RIGHT, at=3.0)
    assert asked.replies["ann"].certainty is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        (builders.single("a"), True),
        (builders.order("a"), True),
        (builders.poll("a"), False),
        (builders.scenario("a"), False),
    ],
)
def test_it_is_asked_of_what_has_a_key_and_is_each_players_own(question: Question, asks: bool) -> None:
    asked = asking(question)
    assert asked.asks_certainty is asks
    if not asks:
        answers(asked, "ann", Picked((0,)))
        with pytest.raises(RejectedError, match="Nobody is asked"):
            says(asked, "ann", 3)


def test_it_is_asked_only_where_host_and_bank_want_it() -> None:
    bank, quiet = builders.bank(SINGLE), builders.bank(SINGLE, ask_certainty=False)
    for one, how_sure, hands, asks in (
        (bank, True, False, True),
        (bank, False, False, False),
        (quiet, True, False, False),
        (bank, True, True, False),
    ):
        planned = plan_game([one], 1, how_sure=how_sure, hands=hands)
        asked = Game(planned, builders.asked(SINGLE))
        assert not asked.asks_certainty, "nothing is asked in the lobby"
        go(asked)
        assert asked.asks_certainty is asks


def test_the_last_to_answer_has_a_moment_to_say_so_and_no_more() -> None:
    asked = asking(SINGLE)
    answers(asked, "ann", at=1.0)
    answers(asked, "bea", at=2.0)
    assert asked.due(2.0) is None
    says(asked, "ann", 1)
    assert asked.due(2.0 + TO_STATE_CERTAINTY - 0.1) is None
    assert asked.due(2.0 + TO_STATE_CERTAINTY) == Closed(at=2.0 + TO_STATE_CERTAINTY)
    do(asked, asked.pause(3.0))
    do(asked, asked.pause(13.0))
    assert asked.due(2.0 + TO_STATE_CERTAINTY) is None, "a pause is none of it"
    says(asked, "bea", 2, at=13.0)
    assert asked.due(13.0) == Closed(at=13.0), "all have said so"


def test_the_time_of_the_question_stays_what_it_was() -> None:
    asked = asking(SINGLE)
    answers(asked, "ann", at=19.0)
    answers(asked, "bea", at=19.5)
    assert asked.due(19.9) is None
    assert asked.due(20.0) == Closed(at=20.0)


def test_games_from_before_are_read_and_ask_nobody() -> None:
    written = msgspec.to_builtins(plan(SINGLE))
    del written["how_sure"], written["banks"][0]["ask_certainty"]
    read = msgspec.convert(written, GamePlan)
    assert not read.how_sure
    assert isinstance(read.banks[0], PlannedBank)
    said = CertaintyStated(at=2.0, player="ann", certainty=3)
    assert from_json(msgspec.json.encode(said).decode(), Event) == said
