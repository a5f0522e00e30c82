"""A live game as a state machine: commands are checked and become events, and only events change the game.

Applying the events of a killed game to a new one restores it.
"""

from collections.abc import Mapping, Sequence

from quiz.game.events import (
    Answered,
    Approved,
    CertaintyStated,
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
    Reopened,
    Reseated,
    Revealed,
    RoundCut,
    Skipped,
    Struck,
)
from quiz.game.nicknames import is_suggested
from quiz.game.scoring import Member, hand_columns
from quiz.game.state import GameState, Phase
from quiz.play.points import Certainty
from quiz.questions.answers import Answer, Picked
from quiz.questions.names import NICKNAME_LENGTH, is_name, tidy_name

MOST_PLAYERS = 2000
MOST_JOINS = 4 * MOST_PLAYERS
"""The most players who may ever join one game, including those who left or were removed."""
MOST_HANDS = 9999
_ENOUGH = 10.0
"""The fewest seconds that a reopened question has."""
TO_STATE_CERTAINTY = 5.0
"""Seconds for which a question stays open after the last answer if players are asked how sure they are."""


class RejectedError(Exception):
    """Something cannot be done now; the message is a sentence for the one who asked."""

    def __init__(self, sentence: str, field: str = "") -> None:
        """Say why; ``field`` is ``name`` or ``team`` if that is what was refused."""
        super().__init__(sentence)
        self.field = field


class Game(GameState):
    """The state machine: each command returns its event, to be kept and applied, or raises RejectedError."""

    # What players do

    def join(self, player: str, name: str, team: str, at: float) -> Joined:
        """Let somebody in, even late. Raises RejectedError for a full or locked game, a bad name or team."""
        name, team = tidy_name(name, NICKNAME_LENGTH), tidy_name(team, NICKNAME_LENGTH)
        if self.phase is Phase.FINISHED:
            raise RejectedError("The game is over.")
        if self.locked:
            raise RejectedError("The host lets nobody else in at the moment. Ask at the front.")
        if self.player_count >= MOST_PLAYERS or len(self.members) >= MOST_JOINS:
            raise RejectedError(f"The game is full: it takes {MOST_PLAYERS} players.")
        if player in self.members:
            raise RejectedError("You are in the game already.")
        if not is_name(name):
            raise RejectedError("Choose a nickname with at least one letter or figure.", "name")
        suggested = is_suggested(name)
        if self.plan.suggested_names and not suggested:
            raise RejectedError("In this game only a suggested nickname is taken. Choose one of them.", "name")
        if taken := self.named(name):
            how = "has that nickname already" if taken.name.casefold() == name.casefold() else "has one that looks like it"
            raise RejectedError(f"Somebody {how}. Choose another.", "name")
        return Joined(at=at, player=player, name=name, team=self._team(team), suggested=suggested)

    def _team(self, team: str) -> str:
        """Return the team in its own spelling. Raises RejectedError for one that is not accepted."""
        if self.plan.teams:
            known = {one.casefold(): one for one in self.plan.teams}
            if team.casefold() not in known:
                raise RejectedError("Choose one of the teams.", "team")
            return known[team.casefold()]
        if team and self.plan.suggested_names:
            raise RejectedError("In this game nobody names a team. Leave it empty.", "team")
        return team

    def answer(self, player: str, number: int, step: int, given: Answer, at: float) -> Answered | None:
        """Take an answer to question ``number`` (from 0), or to decision ``step`` of a story; None if it is in already.

        Raises RejectedError if no answers are taken.
        """
        self._member(player)
        here = (number, step) == (self.number, len(self.path))
        before = self.replies.get(player)
        if here and before and before.given == given:
            return None
        if self.phase is not Phase.OPEN or not here or self.paused or self.seconds_left(at) == 0.0:
            raise RejectedError("That answer came when no answers were taken.")
        if before and not self.plan.may_change:
            raise RejectedError("Your first answer stands.")
        return self._taken(player, given, at)

    def state_certainty(
        self, player: str, number: int, step: int, certainty: Certainty, at: float
    ) -> CertaintyStated | None:
        """Take how sure a player is of their answer to question ``number`` (from 0); None if they have said so already.

        Raises RejectedError if nobody is asked, nothing is answered, or the question is closed.
        """
        self._member(player)
        here, reply = (number, step) == (self.number, len(self.path)), self.replies.get(player)
        if here and not self.asks_certainty:
            raise RejectedError("Nobody is asked how sure they are of this one.")
        if here and reply and reply.certainty == certainty:
            return None
        if self.phase is not Phase.OPEN or not here or self.paused or self.seconds_left(at) == 0.0:
            raise RejectedError("That came too late. Your answer counts all the same.")
        if reply is None:
            raise RejectedError("Answer first, then say how sure you are.")
        return CertaintyStated(at=at, player=player, certainty=certainty)

    def take_draft(self, player: str, given: Answer, at: float) -> Answered | None:
        """Take what a player had filled in when the question closes, as an answer given then; None if they have answered.

        Raises RejectedError if it does not fit the question.
        """
        self._member(player)
        if self.phase is not Phase.OPEN or player in self.replies:
            return None
        return self._taken(player, given, at)

    def _taken(self, player: str, given: Answer, at: float) -> Answered:
        """Return the event of an answer. Raises RejectedError if it does not fit the question."""
        if not self.open_part.accepts(given):
            how = self.current.question.how_to_answer()
            raise RejectedError(f"That is not an answer to this question. {how}".rstrip())
        return Answered(at=at, player=player, given=given)

    def leave(self, player: str, at: float, device: str = "") -> Removed:
        """Remove a player for good, and with them the ``device``, by its hash, if the host shuts it out.

        Raises RejectedError once the game is over: its results stand.
        """
        self._member(player)
        if self.phase is Phase.FINISHED:
            raise RejectedError("The game is over.")
        return Removed(at=at, player=player, device=device)

    # What the host does

    def lock(self, locked: bool, at: float) -> Locked:
        """Close the game to new players, or open it again."""
        if self.phase is Phase.FINISHED:
            raise RejectedError("The game is over.")
        return Locked(at=at, locked=locked)

    def mask(self, player: str, at: float) -> Renamed:
        """Replace a player's name with a harmless one."""
        member = self._member(player)
        return Renamed(at=at, player=player, name=member.alias or self.free_mask(player))

    def approve(self, player: str, at: float) -> Approved:
        """Approve a name for the hall."""
        if not self._member(player).alias:
            raise RejectedError("That name stands before the hall already.")
        return Approved(at=at, player=player)

    def reseat(self, player: str, seat: str, at: float) -> Reseated:
        """Give a player's seat to another device, whose token hashes to ``seat``; their score stays."""
        self._member(player)
        if self.seated(seat) is not None:
            raise RejectedError("That device has a seat already.")
        return Reseated(at=at, player=player, seat=seat)

    def pause(self, at: float) -> Paused | Continued:
        """Stop the clock, or let it go on."""
        if self.phase not in (Phase.READING, Phase.OPEN):
            raise RejectedError("No clock is running.")
        return Continued(at=at) if self.paused else Paused(at=at)

    def add_time(self, seconds: float, at: float) -> Extended:
        """Give more time for the open question."""
        if self.phase is not Phase.OPEN or self.limit() is None:
            raise RejectedError("Only an open question with a time limit can get more time.")
        return Extended(at=at, seconds=seconds)

    def reopen(self, at: float) -> Reopened:
        """Reopen a question closed by mistake, with the time that was left and enough for an answer."""
        if self.phase is not Phase.CLOSED:
            raise RejectedError("Only a question that is closed, and whose key was not shown, can be opened again.")
        if not self.plan.may_change and not self.plan.hands and all(one.id in self.replies for one in self.players):
            raise RejectedError("Everybody has answered, and an answer stands.")
        limit = self.limit()
        left = _ENOUGH if limit is None else self._since + limit - self._closed_at
        return Reopened(at=at, seconds=max(0.0, _ENOUGH - left))

    def strike(self, at: float) -> Struck:
        """Withdraw the points of the latest question, because its key is wrong."""
        if self.phase not in (Phase.REVEALED, Phase.STANDINGS) or self.number not in self.scored:
            raise RejectedError("Only a question whose answer was shown, and that counts, can be struck.")
        return Struck(at=at, number=self.number)

    def skip(self, at: float) -> Skipped:
        """Drop the current question; nobody gets anything for it."""
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
        """Take the host's count; a later one replaces it."""
        if not self.takes_count:
            raise RejectedError("There is nothing to count at the moment.")
        width = len(hand_columns(self.open_part))
        if set(hands) != set(self.teams) or any(len(row) != width for row in hands.values()):
            raise RejectedError("Count each column for each team.")
        if any(not 0 <= number <= MOST_HANDS for row in hands.values() for number in row):
            raise RejectedError(f"Type whole numbers from 0 to {MOST_HANDS}.")
        return Counted(at=at, hands={team: tuple(row) for team, row in hands.items()})

    def next(self, at: float) -> Event:
        """Take the next step, whatever it is: the host's most used key. Raises RejectedError at the end."""
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
        """End the game now; a question whose key was not shown does not count."""
        if self.phase is Phase.FINISHED:
            raise RejectedError("The game is over.")
        return Finished(at=at)

    def due(self, at: float) -> Opened | Closed | None:
        """Return what is due by the clock, or because everybody present has given a final answer.

        If players are asked how sure they are, the last of them gets a moment to say so.
        """
        if self.paused:
            return None
        if self.phase is Phase.READING and self.seconds_left(at) == 0.0:
            return Opened(at=at)
        if self.phase is Phase.OPEN and (self.seconds_left(at) == 0.0 or (self._all_answered() and self._all_sure(at))):
            return Closed(at=at)
        return None

    def _most_voted(self) -> int:
        """Return the choice with the most votes or hands, the first of equal ones."""
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

    def _all_sure(self, at: float) -> bool:
        """Say whether all have said how sure they are, or had time to; true if nobody is asked."""
        if not self.asks_certainty or at - self._answered_at >= TO_STATE_CERTAINTY:
            return True
        return all(reply.certainty is not None for reply in self.replies.values())

    def _member(self, player: str) -> Member:
        member = self.members.get(player)
        if member is None or member.removed:
            raise RejectedError("You are not in this game. Join it again.", "token")
        return member
