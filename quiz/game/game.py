"""A live game as a state machine: commands are checked and become events, and events alone change the game.

A game that was killed is the same again once its events have been applied to a new one.
"""

from collections.abc import Mapping, Sequence

from quiz.game.events import (
    Answered,
    Closed,
    Continued,
    Counted,
    Decided,
    Event,
    Extended,
    Finished,
    Joined,
    Locked,
    Opened,
    Paused,
    QuestionShown,
    Ranked,
    Removed,
    Renamed,
    Revealed,
    RoundCut,
    Skipped,
)
from quiz.game.scoring import Member, hand_columns
from quiz.game.state import GameState, Phase
from quiz.questions.answers import Answer, Picked
from quiz.questions.text import tidy_name

MOST_PLAYERS = 2000
MOST_JOINS = 4 * MOST_PLAYERS
"""The most who may ever come into one game, those who were removed or left included."""
MOST_HANDS = 9999
MASKED = "Player"
"""What stands for a name that the host took away, with a number behind it."""


class RejectedError(Exception):
    """Something that cannot be done now; its message is a sentence for whoever asked."""

    def __init__(self, sentence: str, field: str = "") -> None:
        """Say why; ``field`` is ``name`` or ``team`` where that is what cannot be taken."""
        super().__init__(sentence)
        self.field = field


class Game(GameState):
    """The state machine: each command returns the event that it became, to be kept and applied, or says why it cannot be."""

    # What players do

    def join(self, player: str, name: str, team: str, at: float) -> Joined:
        """Let somebody in, also late. Raises RejectedError for a full or locked game, a bad name or team."""
        name, team = tidy_name(name), tidy_name(team)
        if self.phase is Phase.FINISHED:
            raise RejectedError("The game is over.")
        if self.locked:
            raise RejectedError("The host lets nobody else in at the moment. Ask at the front.")
        if self.player_count >= MOST_PLAYERS or len(self.members) >= MOST_JOINS:
            raise RejectedError(f"The game is full: it takes {MOST_PLAYERS} players.")
        if player in self.members:
            raise RejectedError("You are in the game already.")
        if not any(character.isalnum() for character in name):
            raise RejectedError("Choose a nickname with at least one letter or figure.", "name")
        if name.casefold() in self._names:
            raise RejectedError("Somebody has that nickname already. Choose another.", "name")
        if self.plan.teams:
            known = {one.casefold(): one for one in self.plan.teams}
            if team.casefold() not in known:
                raise RejectedError("Choose one of the teams.", "team")
            team = known[team.casefold()]
        return Joined(at=at, player=player, name=name, team=team)

    def answer(self, player: str, number: int, step: int, given: Answer, at: float) -> Answered | None:
        """Take an answer to question ``number`` (from 0), in a story to decision ``step``; None where the same one is kept.

        Raises RejectedError where none is taken.
        """
        self._member(player)
        here = (number, step) == (self.number, len(self.path))
        if self.phase is not Phase.OPEN or not here or self.paused or self.seconds_left(at) == 0.0:
            raise RejectedError("That answer came when no answers were taken.")
        before = self.replies.get(player)
        if before and before.given == given:
            return None
        if before and not self.plan.may_change:
            raise RejectedError("Your first answer stands.")
        if not self.open_part.accepts(given):
            raise RejectedError("That is no answer to this question.")
        return Answered(at=at, player=player, given=given)

    def leave(self, player: str, at: float) -> Removed:
        """Let a player go for good."""
        self._member(player)
        return Removed(at=at, player=player)

    # What the host does

    def lock(self, locked: bool, at: float) -> Locked:
        """Close the game to new players, or open it again."""
        if self.phase is Phase.FINISHED:
            raise RejectedError("The game is over.")
        return Locked(at=at, locked=locked)

    def mask(self, player: str, at: float) -> Renamed:
        """Put a harmless name in place of a player's."""
        self._member(player)
        number = list(self.members).index(player) + 1
        while f"{MASKED} {number}".casefold() in self._names:
            number += 1
        return Renamed(at=at, player=player, name=f"{MASKED} {number}")

    def pause(self, at: float) -> Paused | Continued:
        """Stop the clock, or let it go on."""
        if self.phase not in (Phase.READING, Phase.OPEN):
            raise RejectedError("No clock is running.")
        return Continued(at=at) if self.paused else Paused(at=at)

    def add_time(self, seconds: float, at: float) -> Extended:
        """Give more time for what is open."""
        if self.phase is not Phase.OPEN or self.limit() is None:
            raise RejectedError("Only an open question with a time limit can get more time.")
        return Extended(at=at, seconds=seconds)

    def skip(self, at: float) -> Skipped:
        """Take the current question out of the game; nobody gets anything for it."""
        if self.phase not in (Phase.READING, Phase.OPEN, Phase.CLOSED, Phase.DECIDED):
            raise RejectedError("There is no question to skip.")
        return Skipped(at=at)

    def end_round(self, at: float) -> RoundCut:
        """End the round with the current question."""
        if self.phase not in (Phase.READING, Phase.OPEN, Phase.CLOSED, Phase.DECIDED, Phase.REVEALED):
            raise RejectedError("No round is under way.")
        if self.round_ends:
            raise RejectedError("The round ends with this question already.")
        return RoundCut(at=at)

    def count(self, hands: Mapping[str, Sequence[int]], at: float) -> Counted:
        """Take what the host counted; a later count of the same takes its place."""
        if not self.wants_count:
            raise RejectedError("There is nothing to count at the moment.")
        width = len(hand_columns(self.open_part))
        if set(hands) != set(self.teams) or any(len(row) != width for row in hands.values()):
            raise RejectedError("Count each column for each team.")
        if any(not 0 <= number <= MOST_HANDS for row in hands.values() for number in row):
            raise RejectedError(f"Type whole numbers from 0 to {MOST_HANDS}.")
        return Counted(at=at, hands={team: tuple(row) for team, row in hands.items()})

    def next(self, at: float) -> Event:
        """Go one step on, whatever that is now: the key that the host presses most. Raises RejectedError at the end."""
        if self.paused:
            return Continued(at=at)
        match self.phase:
            case Phase.DECIDED if self.scene is not None and self.scene.end:
                return Revealed(at=at)
            case Phase.READING | Phase.DECIDED:
                return Opened(at=at)
            case Phase.OPEN:
                return Closed(at=at)
            case Phase.CLOSED if self.scene is not None:
                return Decided(at=at, choice=self._most_voted())
            case Phase.CLOSED:
                return Revealed(at=at)
            case Phase.REVEALED if self.round_ends and self._next_number() < len(self.asked):
                return Ranked(at=at)
            case Phase.LOBBY | Phase.REVEALED | Phase.STANDINGS:
                return QuestionShown(at=at) if self._next_number() < len(self.asked) else Finished(at=at)
        raise RejectedError("The game is over.")

    def finish(self, at: float) -> Finished:
        """End the game now; a question whose key was not shown counts nothing."""
        if self.phase is Phase.FINISHED:
            raise RejectedError("The game is over.")
        return Finished(at=at)

    def due(self, at: float) -> Opened | Closed | None:
        """Return what has become due by the clock, or because everybody who is here has given an answer that stands."""
        if self.paused:
            return None
        if self.phase is Phase.READING and self.seconds_left(at) == 0.0:
            return Opened(at=at)
        if self.phase is Phase.OPEN and (self.seconds_left(at) == 0.0 or self._all_answered()):
            return Closed(at=at)
        return None

    def _most_voted(self) -> int:
        """Return the choice with the most votes or hands; of equal ones the first on the screen."""
        scene = self.scene
        assert scene is not None
        votes = [0] * len(scene.choices)
        for reply in self.replies.values():
            if isinstance(reply.given, Picked):
                votes[reply.given.options[0]] += 1
        if counted := self.counted:
            votes = list(counted.totals)
        return max(range(len(votes)), key=lambda choice: votes[choice])

    def _all_answered(self) -> bool:
        return not self.plan.may_change and bool(self.replies) and all(one in self.replies for one in self._awaited)

    def _member(self, player: str) -> Member:
        member = self.members.get(player)
        if member is None or member.removed:
            raise RejectedError("You are not in this game. Join it again.", "token")
        return member
