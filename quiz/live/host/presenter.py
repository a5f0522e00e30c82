"""Works out what the stage shows in each phase of the game and what the host may do, without any widgets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from quiz.game.events import Closed, Continued, Decided, Event, Finished, Opened, QuestionShown, Ranked, Revealed
from quiz.game.ranking import podium_steps
from quiz.game.state import Phase
from quiz.live.host.clock import ClockFace
from quiz.live.option_markers import marker_words
from quiz.live.stage_content import (
    Content,
    Corner,
    Lobby,
    asked,
    decided,
    ending,
    everybody,
    lobby,
    podium,
    revealed,
    standings,
)
from quiz.live.wire_questions import shown_order
from quiz.questions.text import plural
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.timer_bar import HURRY

_GO_ON = "Go on"
NEXT_PLACE = "Next place"
KEEP_REPORT = "Keep the report"
_NEXT_QUESTION = {Phase.LOBBY: "Start", Phase.REVEALED: "Next question", Phase.STANDINGS: "Next round"}
"""The words for going on to a question, by the current phase."""
_STEPS: dict[type[Event], str] = {
    Continued: _GO_ON,
    Closed: "Close",
    Decided: "Decide",
    Revealed: "Show answer",
    Ranked: "Standings",
    Finished: "The end",
}
"""The words for other steps, by the event that they cause."""
_OPEN_NOW = "Open now"
NEXT_STEPS = (*_NEXT_QUESTION.values(), _OPEN_NOW, *_STEPS.values(), NEXT_PLACE, KEEP_REPORT)
"""Everything that Enter may do, in the words of the bottom line."""


@dataclass(frozen=True)
class StageStatus:
    """What changes from moment to moment. Equal ones need no redrawing, whatever the time left."""

    phase: Phase
    face: ClockFace
    places: tuple[str, ...]
    """The place in the game in words of various lengths, the shortest last."""
    corner: Corner
    left: float | None = field(compare=False)
    """Seconds left; None without a clock."""
    limit: float | None = field(compare=False)
    """Seconds in all."""


class StagePresenter:
    """Puts a live game into words for the hall. It has no state of its own, only the game's."""

    def __init__(self, live_game: LiveGame, names: Mapping[str, str]) -> None:
        """Present ``live_game``; ``names`` are the school's own, for what to do now."""
        self._live_game = live_game
        self._game = live_game.game
        self._names = names

    def status(self, address: str = "") -> StageStatus:
        """Return the status at this moment; pads join at ``address``, as people type it."""
        game = self._game
        left = game.seconds_left(self._live_game.now)
        return StageStatus(
            phase=game.phase,
            face=self._face(left),
            places=self._places(),
            corner=self._corner(address),
            left=left,
            limit=game.limit() if game.number >= 0 else None,
        )

    def lobby(self, addresses: Sequence[str], notes: Sequence[str], *, names: bool = True) -> Lobby:
        """Return how to join at ``addresses``; with ``names``, as the lobby shows it."""
        return lobby(self._live_game, addresses, notes, names=names)

    def content(self, *, all_places: bool = False) -> Content:
        """Return what the stage shows after the lobby; with ``all_places``, everybody's place once the game is over."""
        live_game = self._live_game
        match self._game.phase:
            case Phase.READING | Phase.OPEN | Phase.CLOSED:
                return asked(live_game)
            case Phase.DECIDED:
                return decided(live_game)
            case Phase.REVEALED:
                return revealed(live_game, self._names)
            case Phase.FINISHED:
                if all_places:
                    return everybody(live_game)
                return podium(live_game) if self._podium_steps else ending(live_game)
        return standings(live_game)

    def counting(self) -> tuple[str, ...]:
        """Return the headings of the columns of hands to count now; empty if there is nothing to count."""
        return self.counted() if self._game.wants_count and not self._game.counted else ()

    def counted(self) -> tuple[str, ...]:
        """Return the headings of the columns to count for the current question, in the order of the screen."""
        if not self._game.current.question.PICKS_ONE:
            return ("All right", "Not right")
        return tuple(marker_words(place) for place in range(len(shown_order(self._game))))

    def in_bank_order(self, hands: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        """Return each team's counts in the order of the bank file, as the game keeps them."""
        if not self._game.current.question.PICKS_ONE:
            return dict(hands)
        order = shown_order(self._game)
        places = [order.index(position) for position in range(len(order))]
        return {team: tuple(row[place] for place in places) for team, row in hands.items()}

    @property
    def _podium_steps(self) -> int:
        return len(podium_steps(self._game))

    def next_step(self) -> str:
        """Return what Enter does at present, one of ``NEXT_STEPS``."""
        game = self._game
        if game.phase is Phase.FINISHED:
            return NEXT_PLACE if self._live_game.podium_shown < self._podium_steps else KEEP_REPORT
        # Ask the game itself, so that the key's words are always what will happen.
        event = game.next(self._live_game.now)
        match event:
            case QuestionShown():
                return _NEXT_QUESTION[game.phase]
            case Opened():
                return _OPEN_NOW if game.phase is Phase.READING else _GO_ON
        return _STEPS[type(event)]

    def offers(self, action: str) -> bool:
        """Say whether one of the host's actions is possible at present."""
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
            case "players" | "lock" | "way":
                return not game.plan.hands and game.phase is not Phase.FINISHED
            case "count":
                return game.takes_count
            case "reopen":
                return game.phase is Phase.CLOSED
            case "strike":
                return game.phase in (Phase.REVEALED, Phase.STANDINGS) and game.number in game.scored
            case "everybody":
                # Any earlier, it would give the podium away.
                return game.phase is Phase.FINISHED and 0 < self._podium_steps <= self._live_game.podium_shown
        return True

    def offers_staff(self, *, quietly: bool) -> bool:
        """Say whether the host may say now which players are staff; ``quietly`` if names were approved or suggested."""
        plan = self._game.plan
        is_masked = plan.approve or plan.suggested_names
        return self._live_game.is_over and not plan.hands and self._game.played_count > 0 and is_masked is quietly

    def _face(self, left: float | None) -> ClockFace:
        game = self._game
        if game.paused:
            return ClockFace("", "Paused", paused=True)
        if game.phase is Phase.READING:
            return ClockFace(_seconds(left), "Answers open")
        has_pads = not game.plan.hands
        answered = str(len(game.replies)) if has_pads else ""
        if game.phase is Phase.OPEN and left is not None:
            words = f"{answered} of {game.player_count} in" if has_pads else ""
            return ClockFace(_seconds(left), words, hurry=left <= HURRY)
        if game.phase in (Phase.OPEN, Phase.CLOSED):
            return ClockFace(answered, f"of {game.player_count} in" if has_pads else "")
        return ClockFace("", "")

    def _corner(self, address: str) -> Corner:
        game = self._game
        locked = [("locked", "wrong"), ("   ", "muted")] if game.locked and game.phase is not Phase.FINISHED else []
        if game.phase is Phase.FINISHED:
            return Corner(() if game.plan.hands else ((f"{game.played_count} played", "muted"),))
        if game.plan.hands:
            return Corner((("hands and cards", "muted"),))
        if game.phase is Phase.LOBBY:
            return Corner((*locked, (f"{game.present_count} of {game.player_count} connected", "muted")))
        join = (("Join ", "muted"), (address, "bold"), ("  code ", "muted"), (self._live_game.record.code, "bold"))
        return Corner((*locked, *join))

    def _places(self) -> tuple[str, ...]:
        game, rounds = self._game, len(self._game.plan.rounds)
        match game.phase:
            case Phase.LOBBY:
                questions = plural(len(game.asked), "question")
                return (f"{questions} in {rounds} rounds", questions) if rounds > 1 else (questions,)
            case Phase.STANDINGS:
                return (f"after round {game.round} of {rounds}", f"round {game.round}")
            case Phase.FINISHED:
                return ("That was the quiz",)
        question = f"question {game.number + 1} of {len(game.asked)}"
        short = f"{game.number + 1} of {len(game.asked)}"
        story = f" · decision {game.last_step + 1}" if game.scene else ""
        found = (f"{question}{story} · round {game.round} of {rounds}",) if rounds > 1 else ()
        return (*found, f"{question}{story}", question, short)


def _seconds(left: float | None) -> str:
    """Return seconds for the large figures, as minutes and seconds from 100."""
    if left is None:
        return ""
    seconds = ceil(left)
    return str(seconds) if seconds < 100 else f"{seconds // 60}:{seconds % 60:02}"
