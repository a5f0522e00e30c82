"""What happens in a live game, one event after another: the game is nothing but what its events made of it.

Events are what the store keeps. Times are seconds of the host's clock since the game began; what a player's device says of
time is never asked for.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.play.board_rules import practice_notice
from quiz.play.points import Certainty
from quiz.questions.answers import Answer

LivePreset: TypeAlias = Literal["steady", "accuracy", "classic"]
"""The ways to give points in a live game: those of a quiz without certainty, for which a hall has no time."""

Mood: TypeAlias = Literal["serious", "playful"]


class PlannedBank(Struct, frozen=True, kw_only=True):
    """A bank that the game asks from, as it was when the game began."""

    id: str
    title: str
    version: str
    content_hash: str
    pass_mark: float
    """Per cent."""
    on_board: bool = True
    """Whether what comes of the game stands on the bank's board, as it always did in games from before."""
    practice: tuple[str, ...] = ()
    """Why it does not, as clauses that follow "because"; empty also where a game from before did not say."""
    ask_certainty: bool = True
    """Whether its questions may be followed by how sure one is."""


class PlannedQuestion(Struct, frozen=True, kw_only=True):
    """A question of the game, by where it is to be found."""

    bank: str
    """The bank's id."""
    question: str
    reading: float
    """Seconds for reading the prompt before the options open."""
    limit: float | None
    """Seconds to answer in, for each decision of a story; None for no limit."""


class PlannedDoor(Struct, frozen=True, kw_only=True):
    """Where pads reach the game, so that a host that comes back stands in the same place."""

    port: int
    lan: bool = False
    public_url: str = ""
    certificate: str = ""
    """File of the certificate, with its key in ``key``; empty where the host speaks plain http."""
    key: str = ""
    stage_key: str = ""
    """What opens the projector's page, which so comes back by itself; empty in games from before this was kept."""


class GamePlan(Struct, frozen=True, kw_only=True):
    """What was settled before the game began; it does not change. Raises ValueError where it does not hold together."""

    banks: tuple[PlannedBank, ...]
    questions: tuple[PlannedQuestion, ...]
    rounds: tuple[int, ...]
    """How many questions each round has; together as many as there are questions."""
    seed: int
    """One arrangement of options for the whole hall depends on it."""
    preset: LivePreset = "steady"
    mood: Mood = "playful"
    may_change: bool = False
    """Whether a player may change an answer until the time ends."""
    teams: tuple[str, ...] = ()
    """The teams to choose from; empty where a team is anybody's to name."""
    hands: bool = False
    """Whether the hall answers with hands or cards that the host counts: there are no players, only teams."""
    approve: bool = False
    """Whether the host looks at each name before the hall sees it, but for those that the program itself suggested."""
    suggested_names: bool = False
    """Whether only names are taken that the program itself suggests."""
    how_sure: bool = False
    """Whether players are asked how sure they are of an answer; it moves no points."""
    door: PlannedDoor | None = None
    """Where pads came in; None with hands, and in games from before this was kept."""
    site: str = ""
    """The school's site that plays it."""

    def __post_init__(self) -> None:
        """Check that the rounds share out the questions."""
        if not self.questions or sum(self.rounds) != len(self.questions) or min(self.rounds) < 1:
            raise ValueError("A game needs questions, and rounds of at least one that together have all of them.")

    @property
    def practice_notice(self) -> str:
        """What players should know of the leaderboard before the game; empty where all of it counts there."""
        counting = [bank.title for bank in self.banks if bank.on_board]
        if self.hands or len(counting) == len(self.banks):
            return ""
        if counting:
            return f"On the leaderboard only the questions of {', '.join(counting)} count."
        # What keeps one bank's questions off its board may be another thing than what keeps the next one's.
        shared = tuple(reason for reason in self.banks[0].practice if all(reason in bank.practice for bank in self.banks))
        if shared:
            return practice_notice(shared, "game")
        return "For practice: a bank's own number of questions and points alone count on the leaderboard."

    @property
    def title(self) -> str:
        """What the game is about: the titles of its banks."""
        return ", ".join(bank.title for bank in self.banks)


class _Event(Struct, frozen=True, kw_only=True, tag_field="event"):
    """What all events have in common."""

    at: float
    """Seconds since the game began."""


class Joined(_Event, frozen=True, kw_only=True, tag="joined"):
    """A player is in the game."""

    player: str
    """An id that the host made."""
    name: str
    team: str = ""
    suggested: bool = False
    """Whether the program suggests this name, so that nobody need look at it; False in games from before this was kept."""


class Renamed(_Event, frozen=True, kw_only=True, tag="renamed"):
    """The host put another name in place of a player's."""

    player: str
    name: str


class Approved(_Event, frozen=True, kw_only=True, tag="approved"):
    """The host has let a player's name stand before the hall."""

    player: str


class Reseated(_Event, frozen=True, kw_only=True, tag="reseated"):
    """A player has come to another device; the one from before is out, and what they have stays."""

    player: str
    seat: str
    """What the new device's token hashes to."""


class Removed(_Event, frozen=True, kw_only=True, tag="removed"):
    """A player left, or the host removed them: their answers no longer count."""

    player: str
    device: str = ""
    """What the device hashes to that the host took out with them, to be let in no more; empty where none was."""


class Locked(_Event, frozen=True, kw_only=True, tag="locked"):
    """The host closed the game to new players, or opened it again."""

    locked: bool


class QuestionShown(_Event, frozen=True, kw_only=True, tag="read"):
    """The next question is on the projector, its options still hidden."""


class Opened(_Event, frozen=True, kw_only=True, tag="opened"):
    """The options are open and the time runs."""


class Answered(_Event, frozen=True, kw_only=True, tag="answered"):
    """A player answered what is open, or changed the answer. At a story's decision it is a vote, as ``Picked``."""

    player: str
    given: Answer


class CertaintyStated(_Event, frozen=True, kw_only=True, tag="certainty"):
    """A player said how sure they are of the answer that they gave to what is open, or changed that."""

    player: str
    certainty: Certainty


class Counted(_Event, frozen=True, kw_only=True, tag="counted"):
    """The host counted hands: for each team how many there were in each of the question's columns."""

    hands: dict[str, tuple[int, ...]]


class Extended(_Event, frozen=True, kw_only=True, tag="extended"):
    """The host gave more time."""

    seconds: float


class Paused(_Event, frozen=True, kw_only=True, tag="paused"):
    """The clock stands still."""


class Continued(_Event, frozen=True, kw_only=True, tag="continued"):
    """The clock goes on."""


class Closed(_Event, frozen=True, kw_only=True, tag="closed"):
    """No more answers are taken: the time is over, all have answered, or the host said so."""


class Reopened(_Event, frozen=True, kw_only=True, tag="reopened"):
    """What was closed by mistake takes answers again, with the time that was left."""

    seconds: float
    """More time than that, so that there is enough for an answer."""


class Decided(_Event, frozen=True, kw_only=True, tag="decided"):
    """A story goes on with this choice, by position from 0: where most votes went."""

    choice: int


class Skipped(_Event, frozen=True, kw_only=True, tag="skipped"):
    """The host took the question out of the game: nobody gets anything for it."""


class Struck(_Event, frozen=True, kw_only=True, tag="struck"):
    """A question whose key is wrong counts no more: what it gave is taken back from everybody."""

    number: int
    """Its place, from 0."""


class Revealed(_Event, frozen=True, kw_only=True, tag="revealed"):
    """The key is shown, and points are given."""


class RoundCut(_Event, frozen=True, kw_only=True, tag="round-cut"):
    """The round ends with the current question; the rest of it is left out."""


class Ranked(_Event, frozen=True, kw_only=True, tag="ranked"):
    """The standings at the end of a round are shown."""


class Finished(_Event, frozen=True, kw_only=True, tag="finished"):
    """The game is over."""


Event: TypeAlias = (
    Joined
    | Renamed
    | Approved
    | Reseated
    | Removed
    | Locked
    | QuestionShown
    | Opened
    | Answered
    | CertaintyStated
    | Counted
    | Extended
    | Paused
    | Continued
    | Closed
    | Reopened
    | Decided
    | Skipped
    | Struck
    | Revealed
    | RoundCut
    | Ranked
    | Finished
)
"""Anything that happens in a game."""
