"""Plans and games for tests: a few questions, a clock that is a number."""

from typing import Any

from quiz.game.events import Event, GamePlan, PlannedBank, PlannedQuestion
from quiz.game.game import Game
from quiz.questions.question import Question
from tests import builders

USUAL = (builders.single("a"), builders.multiple("b"))


def plan(*questions: Question, limit: float | None = 20.0, rounds: tuple[int, ...] = (), **changes: Any) -> GamePlan:
    """Return a plan that asks these questions, or the two usual ones."""
    questions = questions or USUAL
    bank = PlannedBank(id="first", title="The first bank", version="1", content_hash="0123456789abcdef", pass_mark=80)
    return GamePlan(
        banks=(bank,),
        questions=tuple(PlannedQuestion(bank="first", question=q.id, reading=5.0, limit=limit) for q in questions),
        rounds=rounds or (len(questions),),
        seed=1,
        **changes,
    )


def game(*questions: Question, limit: float | None = 20.0, **changes: Any) -> Game:
    """Return a game of these questions in its lobby."""
    questions = questions or USUAL
    return Game(plan(*questions, limit=limit, **changes), builders.asked(*questions, limit=limit))


def do(game: Game, event: Event | None) -> Event | None:
    """Apply what a command became."""
    if event is not None:
        game.apply(event)
    return event


def opened(game: Game, *names: str, team: str = "") -> Game:
    """Let players with these names in, their ids the names in lower case, and open the first question at 0 seconds."""
    for name in names:
        do(game, game.join(name.lower(), name, team, 0.0))
        game.came(name.lower())
    go(game, 2)
    return game


def go(game: Game, steps: int = 1, at: float = 0.0) -> None:
    """Press the key that goes on."""
    for _ in range(steps):
        do(game, game.next(at))
