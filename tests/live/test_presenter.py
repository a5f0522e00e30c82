"""What the stage is told to show, asked of the presenter alone: a game and its events, no screen and no store."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from quiz.game.events import GamePlan
from quiz.game.game import Game
from quiz.game.planning import asked_in, plan_game
from quiz.game.state import Phase
from quiz.live.host.presenter import NEXT_STEPS, StagePresenter
from tests import builders


@dataclass
class Hall:
    """What the presenter reads of a live game."""

    game: Game
    banks: dict[str, Any]
    now: float = 0.0
    writer: Any = field(default_factory=lambda: SimpleNamespace(trouble=None))

    @property
    def bank(self) -> Any:
        return self.banks[self.game.plan.questions[self.game.number].bank]

    def step(self, seconds: float = 1.0) -> None:
        self.now += seconds
        self.game.apply(self.game.next(self.now))


def hall(*questions: Any, **plan: Any) -> tuple[Hall, StagePresenter]:
    bank = builders.bank(*(questions or (builders.single("a"), builders.single("b"))))
    made: GamePlan = plan_game([bank], 5, questions=0, **plan)
    found = Hall(Game(made, asked_in(made, {bank.id: bank})), {bank.id: bank})
    return found, StagePresenter(found, {})  # type: ignore[arg-type]


def words(presenter: StagePresenter, width: int = 80) -> str:
    return "\n".join(str(row) for column in presenter.content(width).columns for row in column)


def test_enter_is_named_for_what_it_does_next() -> None:
    played, presenter = hall()
    steps = []
    while played.game.phase is not Phase.FINISHED:
        steps.append(presenter.next_step())
        played.step()
    question = ["Open now", "Close", "Show answer", "Next"]
    assert steps == ["Start", *question, *question]
    assert presenter.next_step() == ""
    assert set(steps) <= set(NEXT_STEPS)


def test_a_story_is_decided_before_its_answer_is_shown() -> None:
    played, presenter = hall(builders.scenario("a"))
    steps = []
    while played.game.phase is not Phase.FINISHED:
        steps.append(presenter.next_step())
        played.step()
    assert "Decide" in steps
    assert steps.index("Decide") < steps.index("Show answer")


def test_a_paused_game_goes_on() -> None:
    played, presenter = hall()
    played.step()
    played.game.apply(played.game.pause(played.now))
    assert presenter.next_step() == "Go on"
    assert presenter.status().clock == "Paused"


def test_time_that_only_runs_on_is_no_other_status_until_its_words_change() -> None:
    played, presenter = hall()
    played.step()
    played.step()
    before = presenter.status()
    played.now += 0.01
    assert presenter.status() == before
    assert presenter.status().left != before.left
    played.now += 1.0
    assert presenter.status() != before


def test_trouble_of_the_store_is_in_the_status() -> None:
    played, presenter = hall()
    assert presenter.status().trouble == ""
    played.writer.trouble = "The disk is full."
    assert presenter.status().trouble == "✘ The disk is full. The game waits, and goes on by itself."


@pytest.mark.parametrize(("question", "headings"), [(builders.single("a"), "A ●"), (builders.short("a"), "All right")])
def test_hands_are_counted_once_for_each_heading(question: Any, headings: str) -> None:
    played, presenter = hall(question, hands=True)
    while not played.game.wants_count:
        assert presenter.content(80).counted == ()
        played.step()
    counted = presenter.content(80).counted
    assert counted[0] == headings
    numbers = tuple(range(len(counted)))
    in_order = presenter.in_bank_order(dict.fromkeys(played.game.teams, numbers))
    assert all(sorted(row) == list(numbers) for row in in_order.values())
    played.game.apply(played.game.count(in_order, played.now))
    assert presenter.content(80).counted == ()


def test_the_lobby_has_no_rows_and_a_question_has_its_prompt_and_place() -> None:
    played, presenter = hall()
    assert presenter.content(80).columns == ()
    played.step()
    assert "What about" in words(presenter)
    assert presenter.content(80).place == "question 1 of 2"
