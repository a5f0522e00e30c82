"""The state of a live game: the result of its events so far, who is ahead, and the time left."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TypeAlias, assert_never

from msgspec.structs import replace
from typing_extensions import override

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
    GamePlan,
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
from quiz.game.roster import Roster
from quiz.game.scoring import (
    Hands,
    Member,
    Placement,
    Reply,
    Score,
    hand_columns,
    hands_places,
    player_places,
    team_places,
)
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import points_for
from quiz.questions.question import Answerable
from quiz.questions.scenario import Scene

_Step: TypeAlias = QuestionShown | Opened | Closed | Reopened | Decided | Skipped | Revealed | Ranked | Finished
"""The events that change the phase; all others happen within one."""
EVERYBODY = "The hall"
"""The single team of a game with hands but without teams."""


class Phase(Enum):
    """The phases of a game."""

    LOBBY = "lobby"
    READING = "reading"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"
    """A story's decision is taken, and its outcome is shown."""
    REVEALED = "revealed"
    STANDINGS = "standings"
    FINISHED = "finished"


class GameState(Roster):
    """A live game as the result of its events; only ``apply`` changes it.

    Connections are not events, since a killed host has none: ``came`` and ``went`` note them.
    """

    def __init__(self, plan: GamePlan, asked: Sequence[PresentedQuestion], events: Iterable[Event] = ()) -> None:
        """Begin in the lobby, or where ``events`` lead. ``asked`` are the plan's questions in its order."""
        super().__init__()
        self.plan = plan
        self.asked = tuple(asked)
        self.phase = Phase.LOBBY
        self.number = -1
        """Position of the latest question, from 0; -1 before the first."""
        self.path: tuple[int, ...] = ()
        """The choices that the hall has made in the current story."""
        self.locked = False
        self.replies: dict[str, Reply] = {}
        """Players' answers to the open question, by id."""
        self.hands: dict[int, dict[int, Hands]] = {}
        """The counts, by the question's position and the decision of a story."""
        self.skipped: set[int] = set()
        self.struck: set[int] = set()
        """The questions whose points were withdrawn because the key was wrong."""
        self.scored: set[int] = set()
        """The questions whose points count; never polls."""
        self.last_at = 0.0
        """When the last event happened."""
        self._scores: dict[str, list[Score]] = {}
        self._awaited: set[str] = set()
        self._since = 0.0
        """When reading or answering began, moved forward by every pause."""
        self._paused_at: float | None = None
        self._more_time = 0.0
        self._answered_at = 0.0
        """When the latest answer came, moved forward by every pause."""
        self._closed_at = 0.0
        self._cut = False
        for event in events:
            self.apply(event)
        # After a restart nobody is connected yet, so wait for everybody who was in the game.
        self._awaited = {member.id for member in self.players}

    # What is so now

    @property
    def paused(self) -> bool:
        """Whether the clock is stopped."""
        return self._paused_at is not None

    def streak(self, member: Member) -> int:
        """Return how many of the latest questions that count a player had all right in a row. It earns nothing."""
        found = 0
        for number in sorted(self.scored, reverse=True):
            score = member.scores.get(number)
            if score is None or not score.right:
                break
            found += 1
        return found

    @property
    def current(self) -> PresentedQuestion:
        """The latest question shown. Raises IndexError before the first."""
        if self.number < 0:
            raise IndexError(self.number)
        return self.asked[self.number]

    @property
    def upcoming(self) -> PresentedQuestion | None:
        """The question that comes next; None after the last."""
        number = self._next_number()
        return self.asked[number] if self.phase is not Phase.FINISHED and number < len(self.asked) else None

    def scene_at(self, step: int) -> Scene | None:
        """Return the scene of the current story after ``step`` decisions; None if the question is not a story."""
        return self.current.question.scene_after(self.path[:step])

    @property
    def scene(self) -> Scene | None:
        """The current scene; None if the question is not a story."""
        return self.scene_at(len(self.path))

    @property
    def ending(self) -> str:
        """How the current story has ended, in words; empty if it goes on, or the question is not a story."""
        return self.scene.text if self.scene and self.scene.end else ""

    @property
    def open_part(self) -> Answerable:
        """What answers are to: the current question, or its current scene."""
        return self.scene or self.current.question

    @property
    def last_part(self) -> Answerable:
        """What is open or was answered last: the current question, or a scene of its story."""
        return self.scene_at(self.last_step) or self.current.question

    @property
    def last_step(self) -> int:
        """The decision of a story that is open or was taken last, from 0; 0 for other questions."""
        return max(len(self.path) - (self.phase is not Phase.OPEN and self.phase is not Phase.CLOSED), 0)

    @property
    def asks_certainty(self) -> bool:
        """Whether players are asked how sure they are of their answer to the current question.

        Not for polls, where nobody can be, nor in stories, whose decisions are the hall's.
        """
        if not self.plan.how_sure or self.number < 0 or self.scene is not None:
            return False
        bank_id = self.plan.questions[self.number].bank
        return self.current.question.SCORED and any(bank.id == bank_id and bank.ask_certainty for bank in self.plan.banks)

    @property
    def round(self) -> int:
        """The current round, from 1."""
        ended = 0
        for number, length in enumerate(self.plan.rounds, 1):
            ended += length
            if self.number < ended:
                return number
        return len(self.plan.rounds)

    @property
    def round_ends(self) -> bool:
        """Whether the current question is the last of its round."""
        return self._cut or self.number + 1 >= self._end_of_round()

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams of a game with hands."""
        return self.plan.teams or (EVERYBODY,)

    @property
    def wants_count(self) -> bool:
        """Whether the host is to count hands now: before the key, or after it if the hall marks itself."""
        if not self.plan.hands or self.number < 0 or self.number in self.skipped | self.struck:
            return False
        question = self.current.question
        if not question.SCORED and not question.PICKS_ONE:
            return False
        after = not question.PICKS_ONE
        return self.phase is (Phase.REVEALED if after else Phase.CLOSED)

    @property
    def takes_count(self) -> bool:
        """Whether the host may count hands now: after the key a second time, except in a story."""
        again = self.plan.hands and self.number in self.scored and self.phase is Phase.REVEALED and not self.path
        return self.wants_count or again

    @property
    def counted(self) -> Hands | None:
        """The count for the current question or scene."""
        return self.hands.get(self.number, {}).get(len(self.path))

    def limit(self) -> float | None:
        """Return how long reading or answering may take in all; None without a clock."""
        planned = self.plan.questions[self.number]
        if self.phase is Phase.READING:
            return planned.reading
        if planned.limit is not None and self.phase in (Phase.OPEN, Phase.CLOSED):
            return planned.limit + self._more_time
        return None

    def seconds_left(self, at: float) -> float | None:
        """Return the time left for reading or answering; None without a clock."""
        if self.phase not in (Phase.READING, Phase.OPEN):
            return None
        limit = self.limit()
        now = at if self._paused_at is None else self._paused_at
        return None if limit is None else max(self._since + limit - now, 0.0)

    def standings(self) -> list[Placement]:
        """Return the players, the best first; an open question does not count yet."""
        return player_places(self.players)

    def team_standings(self) -> list[Placement]:
        """Return the teams, the best first, by the mean of their members' points or of the hands counted."""
        return hands_places(self._points_of_hands()) if self.plan.hands else team_places(self.players)

    def came(self, player: str) -> None:
        """Note that a player is connected."""
        if not self.members[player].removed:
            self._present.add(player)
            self._awaited.add(player)

    def went(self, player: str) -> None:
        """Note that a player has disconnected; the open question still waits for them, later ones do not."""
        self._present.discard(player)

    # What events make of it

    # One case for each event: long, but the cases are independent.
    def apply(self, event: Event) -> None:  # noqa: C901
        """Change the game as the event says. Events come in the order in which they happened."""
        self.last_at = event.at
        match event:
            case Joined():
                current = self.phase in (Phase.READING, Phase.OPEN) and not self.path
                first = self.number if current else self.number + 1
                free_team = bool(event.team) and not self.plan.teams
                # A team that a player has typed is read with the name, and so is looked at with it.
                waits = self.plan.approve and (free_team or not event.suggested)
                alias = self.free_mask(event.player) if waits else ""
                self._take_in(Member(event.player, event.name, event.team, first, alias, free_team))
            case Renamed():
                self._rename(event.player, event.name)
            case Approved():
                self._let_stand(event.player)
            case Reseated():
                self._give_seat(event.player, event.seat)
            case Removed():
                self._remove(event.player, event.device)
            case Locked():
                self.locked = event.locked
            case Answered():
                self.replies[event.player] = Reply(event.given, round(event.at - self._since, 3))
                self.members[event.player].answered = True
                self._answered_at = event.at
            case CertaintyStated():
                self.replies[event.player] = replace(self.replies[event.player], certainty=event.certainty)
            case Counted():
                self._note_hands(event.hands)
            case Extended():
                self._more_time += event.seconds
            case Paused():
                self._paused_at = event.at
            case Continued():
                self._continue(event.at)
            case RoundCut():
                self._cut = True
            case Struck():
                self._strike(event.number)
            case _:
                self._continue(event.at)
                self._enter(event)

    def _enter(self, event: _Step) -> None:
        match event:
            case QuestionShown():
                self.number, self._cut, self.path = self._next_number(), False, ()
                self._begin(Phase.READING, event.at)
            case Opened():
                self._awaited = set(self._present)
                self._begin(Phase.OPEN, event.at)
            case Closed():
                self.phase, self._closed_at = Phase.CLOSED, event.at
            case Reopened():
                self.phase = Phase.OPEN
                self._since += event.at - self._closed_at
                self._more_time += event.seconds
                self._awaited = {member.id for member in self.players}
                self._count_late_comers()
            case Decided():
                self._settle_step()
                self.path = (*self.path, event.choice)
                self.phase = Phase.DECIDED
            case Skipped():
                self.skipped.add(self.number)
                self._scores.clear()
                self.phase = Phase.REVEALED
            case Revealed():
                self._settle()
                self.phase = Phase.REVEALED
            case Ranked():
                self.phase = Phase.STANDINGS
            case Finished():
                self.phase = Phase.FINISHED
            case _:
                assert_never(event)

    def _count_late_comers(self) -> None:
        """Let a reopened question count for players who joined while it was closed."""
        if not self.path:
            for member in self.members.values():
                member.first = min(member.first, self.number)

    def _begin(self, phase: Phase, at: float) -> None:
        self.phase, self._since, self._more_time = phase, at, 0.0
        self.replies = {}

    def _continue(self, at: float) -> None:
        if self._paused_at is not None:
            self._since += at - self._paused_at
            self._answered_at += at - self._paused_at
            self._paused_at = None

    def _settle_step(self) -> None:
        """Score each answer to the question or scene, all by the final time limit."""
        asked, scene, limit = self.current, self.scene, self.limit()
        for player, reply in self.replies.items():
            fraction = self.open_part.mark(reply.given)
            points = points_for(self.plan.preset, fraction, asked.question.worth, reply.seconds, limit)
            given = None if scene is not None else reply.given
            self._scores.setdefault(player, []).append(Score(given, reply.seconds, fraction, points, reply.certainty))

    def _settle(self) -> None:
        """Give the points of the current question: in a story the mean over its decisions, with 0 for a missing vote."""
        if self.scene is None:
            self._settle_step()
        steps = max(len(self.path), 1)
        for player, found in self._scores.items():
            member = self.members[player]
            score = found[0]
            if self.path:
                fraction = sum(one.fraction for one in found) / steps
                seconds = round(sum(one.seconds for one in found), 3)
                score = Score(None, seconds, fraction, round(sum(one.points for one in found) / steps))
            member.scores[self.number] = score
            member.points += score.points
        self._scores = {}
        if self.current.question.SCORED:
            self.scored.add(self.number)

    def _strike(self, number: int) -> None:
        self.scored.discard(number)
        self.struck.add(number)
        for member in self.members.values():
            if score := member.scores.pop(number, None):
                member.points -= score.points

    def _note_hands(self, hands: Mapping[str, tuple[int, ...]]) -> None:
        counted = Hands(hand_columns(self.open_part), hands)
        self.hands.setdefault(self.number, {})[len(self.path)] = counted

    def _points_of_hands(self) -> dict[str, float]:
        points = dict.fromkeys(self.teams, 0.0)
        for number in self.scored:
            weight = self.asked[number].question.worth
            counts = self.hands.get(number, {})
            for team in points:
                shares = [counted.mean(team) for counted in counts.values()]
                points[team] += 1000 * weight * sum(shares) / len(shares) if shares else 0.0
        return points

    @override
    def _remove(self, player: str, device: str) -> None:
        super()._remove(player, device)
        for answers in (self.replies, self._scores):
            answers.pop(player, None)
        self._awaited.discard(player)

    def _end_of_round(self) -> int:
        return sum(self.plan.rounds[: self.round])

    def _next_number(self) -> int:
        """Return the position of the next question: the next round's first if the host ended the round."""
        return self._end_of_round() if self._cut else self.number + 1
