"""What the stage shows in each phase of the game, and what the host may do then: worked out without any widget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from quiz.game.state import Phase
from quiz.live.host.rows import podium_rows, question_rows, standings_rows
from quiz.live.option_markers import marker_words
from quiz.live.wire_questions import shown_order
from quiz.questions.text import plural
from quiz.services.live_game import LiveGame
from quiz.store.errors import HostedElsewhereError, StoreError
from quiz.tui.widgets.row_view import TextRow
from quiz.tui.widgets.timer_bar import HURRY, clock_words

_GO_ON = "Go on"
_DECIDE = "Decide"
_NEXT_STEPS = {
    Phase.LOBBY: "Start",
    Phase.READING: "Open now",
    Phase.OPEN: "Close",
    Phase.CLOSED: "Show answer",
    Phase.DECIDED: _GO_ON,
    Phase.REVEALED: "Next",
    Phase.STANDINGS: "Next round",
}
NEXT_STEPS = (*dict.fromkeys(_NEXT_STEPS.values()), _DECIDE)
"""Everything that Enter may do, in the words of the bottom line."""


@dataclass(frozen=True)
class StageStatus:
    """What a moment may change. Two are equal where there is nothing to draw anew: the line of time follows the clock."""

    phase: Phase
    clock: str
    hurry: bool
    """Whether the time is nearly up."""
    answers: str
    """How many have answered, or how many are there."""
    trouble: str
    """Why nothing can be kept at the moment; empty where all is well."""
    left: float | None = field(compare=False)
    """Seconds left; None where no time runs."""
    limit: float | None = field(compare=False)
    """Seconds in all."""


@dataclass(frozen=True)
class StageContent:
    """What stands on the stage until something happens in the game."""

    place: str
    """Where in the game the question is."""
    columns: tuple[Sequence[TextRow], ...] = ()
    """Rows side by side; none in the lobby, which is a widget of its own."""
    counted: tuple[str, ...] = ()
    """For what hands are to be counted now, a heading each; empty where there is nothing to count."""


class StagePresenter:
    """Puts a live game into words for the hall. It holds nothing of its own: what it says is how the game stands."""

    def __init__(self, live_game: LiveGame, names: Mapping[str, str]) -> None:
        """Present ``live_game``; ``names`` are the school's own, for what to do now."""
        self._live_game = live_game
        self._game = live_game.game
        self._names = names

    def status(self) -> StageStatus:
        """Return what this moment shows."""
        game, trouble = self._game, self._live_game.writer.trouble
        left = game.seconds_left(self._live_game.now)
        return StageStatus(
            phase=game.phase,
            clock=self._clock(left),
            hurry=game.phase is Phase.OPEN and left is not None and left <= HURRY,
            answers=self._answers(),
            trouble=_trouble_words(trouble),
            left=left,
            limit=game.limit() if game.number >= 0 else None,
        )

    def content(self, width: int) -> StageContent:
        """Return what stands on a stage of ``width`` cells."""
        game = self._game
        match game.phase:
            case Phase.LOBBY:
                return StageContent(self._place())
            case Phase.STANDINGS:
                return StageContent("", self._standings(f"After round {game.round} of {len(game.plan.rounds)}"))
            case Phase.FINISHED:
                podium = podium_rows(self._live_game, width if game.plan.hands else width * 2 // 3)
                return StageContent("", (podium, *([] if game.plan.hands else self._teams())))
        counts = game.wants_count and not game.counted
        rows = question_rows(self._live_game, width, self._names)
        return StageContent(self._place(), (rows,), self.counted() if counts else ())

    def counted(self) -> tuple[str, ...]:
        """Return what is counted of the current question, a heading each, in the order of the screen."""
        if not self._game.current.question.PICKS_ONE:
            return ("All right", "Not right")
        return tuple(marker_words(place) for place in range(len(shown_order(self._game))))

    def in_bank_order(self, hands: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        """Return what was counted for each team in the order of the bank file, in which the game counts."""
        if not self._game.current.question.PICKS_ONE:
            return dict(hands)
        order = shown_order(self._game)
        places = [order.index(position) for position in range(len(order))]
        return {team: tuple(row[place] for place in places) for team, row in hands.items()}

    def next_step(self) -> str:
        """Return what Enter does now, one of ``NEXT_STEPS``; empty at the end of the game."""
        game = self._game
        if game.paused:
            return _GO_ON
        if game.phase is Phase.CLOSED and game.scene:
            return _DECIDE
        if game.phase is Phase.DECIDED and game.scene and game.scene.end:
            return _NEXT_STEPS[Phase.CLOSED]
        return _NEXT_STEPS.get(game.phase, "")

    def offers(self, action: str) -> bool:
        """Say whether the moment allows one of the host's actions."""
        game = self._game
        in_question = game.phase in (Phase.READING, Phase.OPEN, Phase.CLOSED, Phase.DECIDED)
        match action:
            case "pause":
                return game.phase in (Phase.READING, Phase.OPEN)
            case "time":
                return game.phase is Phase.OPEN and game.limit() is not None
            case "skip":
                return in_question
            case "end_round":
                return (in_question or game.phase is Phase.REVEALED) and len(game.plan.rounds) > 1 and not game.round_ends
            case "players" | "lock":
                return not game.plan.hands and game.phase is not Phase.FINISHED
            case "count":
                return game.wants_count
        return True

    def _clock(self, left: float | None) -> str:
        if self._game.paused:
            return "Paused"
        if left is not None and self._game.phase is Phase.READING:
            return f"opens in {ceil(left)}"
        return clock_words(left)

    def _answers(self) -> str:
        game = self._game
        if game.plan.hands:
            return ""
        lock = " · locked" if game.locked else ""
        if game.phase in (Phase.OPEN, Phase.CLOSED):
            return f"{len(game.replies)} of {game.player_count} answers in{lock}"
        return f"{plural(game.player_count, 'player')}{lock}"

    def _place(self) -> str:
        game = self._game
        if game.number < 0:
            return ""
        rounds = len(game.plan.rounds)
        round_words = f"round {game.round} of {rounds} · " if rounds > 1 else ""
        story = f" · decision {game.last_step + 1}" if game.scene else ""
        return f"{round_words}question {game.number + 1} of {len(game.asked)}{story}"

    def _standings(self, title: str) -> tuple[Sequence[TextRow], ...]:
        game = self._game
        if game.plan.hands:
            return (standings_rows(title, game.team_standings()),)
        return (standings_rows(title, game.standings()), *self._teams())

    def _teams(self) -> list[Sequence[TextRow]]:
        """Return the teams as a column, if there are any."""
        teams = self._game.team_standings()
        return [standings_rows("Teams", teams)] if teams else []


def _trouble_words(trouble: StoreError | None) -> str:
    """Return why nothing is kept; empty where all is well. A game that another host has taken up does not come back."""
    if trouble is None:
        return ""
    waits = "" if isinstance(trouble, HostedElsewhereError) else " The game waits, and goes on by itself."
    return f"✘ {trouble}{waits}"
