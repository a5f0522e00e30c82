"""What happens in a live game, event by event: the game is nothing but the result of its events.

Events are what the store keeps. Times are seconds by the host's clock since the game began; players' clocks are never
asked.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.play.board_rules import practice_notice
from quiz.play.points import Certainty
from quiz.questions.answers import Answer

LivePreset: TypeAlias = Literal["steady", "accuracy", "classic"]
"""The ways to give points in a live game: those of a quiz except certainty, for which a hall has no time."""

Mood: TypeAlias = Literal["serious", "playful"]


class PlannedBank(Struct, frozen=True, kw_only=True):
    """A bank of the game, as it was when the game began."""

    id: str
    title: str
    version: str
    content_hash: str
    pass_mark: float
    """Per cent."""
    on_board: bool = True
    """Whether results count on the bank's board, as they always did in older games."""
    practice: tuple[str, ...] = ()
    """Why they do not, as clauses that follow "because"; empty also in older games, which did not say."""
    ask_certainty: bool = True
    """Whether its questions may ask how sure players are."""


class PlannedQuestion(Struct, frozen=True, kw_only=True):
    """A question of the game, by its bank and id."""

    bank: str
    """The bank's id."""
    question: str
    reading: float
    """Seconds for reading the prompt before the options open."""
    limit: float | None
    """Seconds to answer in, for each decision of a story; None for no limit."""


class PlannedDoor(Struct, frozen=True, kw_only=True):
    """Where pads reach the game, so that a restarted host is at the same address."""

    port: int
    lan: bool = False
    public_url: str = ""
    certificate: str = ""
    """File of the certificate, with its key in ``key``; empty for plain http."""
    key: str = ""
    stage_key: str = ""
    """The key to the projector's page, kept so that the page reconnects by itself; empty in older games."""


class GamePlan(Struct, frozen=True, kw_only=True):
    """What was settled before the game began; it never changes. Raises ValueError if it is inconsistent."""

    banks: tuple[PlannedBank, ...]
    questions: tuple[PlannedQuestion, ...]
    rounds: tuple[int, ...]
    """How many questions each round has; they add up to all questions."""
    seed: int
    """Decides the one order of options for the whole hall."""
    preset: LivePreset = "steady"
    mood: Mood = "playful"
    may_change: bool = False
    """Whether a player may change an answer until the time ends."""
    teams: tuple[str, ...] = ()
    """The teams to choose from; empty if players name their own."""
    hands: bool = False
    """Whether the hall answers with hands or cards that the host counts: there are no players, only teams."""
    approve: bool = False
    """Whether the host looks at each name before the hall sees it, but for those that the program itself suggested."""
    suggested_names: bool = False
    """Whether only names that the program suggests are accepted."""
    how_sure: bool = False
    """Whether players are asked how sure they are of an answer; it moves no points."""
    door: PlannedDoor | None = None
    """Where pads come in; None with hands, and in older games."""
    site: str = ""
    """The school's site where it is played."""

    def __post_init__(self) -> None:
        """Check that the rounds add up to the questions."""
        if not self.questions or sum(self.rounds) != len(self.questions) or min(self.rounds) < 1:
            raise ValueError("A game needs questions, and rounds of at least one that together have all of them.")

    @property
    def practice_notice(self) -> str:
        """What to tell players about the leaderboard before the game; empty if all of it counts."""
        counting = [bank.title for bank in self.banks if bank.on_board]
        if self.hands or len(counting) == len(self.banks):
            return ""
        if counting:
            return f"On the leaderboard only the questions of {', '.join(counting)} count."
        # Each bank may have its own reasons for staying off its board.
        shared = tuple(reason for reason in self.banks[0].practice if all(reason in bank.practice for bank in self.banks))
        if shared:
            return practice_notice(shared, "game")
        return "For practice: a bank's own number of questions and points alone count on the leaderboard."

    @property
    def title(self) -> str:
        """What the game is about: the titles of its banks."""
        return ", ".join(bank.title for bank in self.banks)


class _Event(Struct, frozen=True, kw_only=True, tag_field="event"):
    """What all events share."""

    at: float
    """Seconds since the game began."""


class Joined(_Event, frozen=True, kw_only=True, tag="joined"):
    """A player is in the game."""

    player: str
    """An id made by the host."""
    name: str
    team: str = ""
    suggested: bool = False
    """Whether the program suggests this name, so that nobody need look at it; False in games from before this was kept."""


class Renamed(_Event, frozen=True, kw_only=True, tag="renamed"):
    """The host replaced a player's name."""

    player: str
    name: str


class Approved(_Event, frozen=True, kw_only=True, tag="approved"):
    """The host has approved a player's name for the hall."""

    player: str


class Reseated(_Event, frozen=True, kw_only=True, tag="reseated"):
    """A player has moved to another device; the old one is out, and their score stays."""

    player: str
    seat: str
    """The hash of the new device's token."""


class Removed(_Event, frozen=True, kw_only=True, tag="removed"):
    """A player left, or the host removed them: their answers no longer count."""

    player: str
    device: str = ""
    """The hash of a device that the host shut out with them for good; empty for none."""


class Locked(_Event, frozen=True, kw_only=True, tag="locked"):
    """The host closed the game to new players, or opened it again."""

    locked: bool


class QuestionShown(_Event, frozen=True, kw_only=True, tag="read"):
    """The next question is on the projector, its options still hidden."""


class Opened(_Event, frozen=True, kw_only=True, tag="opened"):
    """The options are open and the time runs."""


class Answered(_Event, frozen=True, kw_only=True, tag="answered"):
    """A player answered, or changed their answer. At a story's decision it is a vote, as ``Picked``."""

    player: str
    given: Answer


class CertaintyStated(_Event, frozen=True, kw_only=True, tag="certainty"):
    """A player said how sure they are of their answer, or changed that."""

    player: str
    certainty: Certainty


class Counted(_Event, frozen=True, kw_only=True, tag="counted"):
    """The host counted hands, by team and column of the question."""

    hands: dict[str, tuple[int, ...]]


class Extended(_Event, frozen=True, kw_only=True, tag="extended"):
    """The host gave more time."""

    seconds: float


class Paused(_Event, frozen=True, kw_only=True, tag="paused"):
    """The clock has stopped."""


class Continued(_Event, frozen=True, kw_only=True, tag="continued"):
    """The clock goes on."""


class Closed(_Event, frozen=True, kw_only=True, tag="closed"):
    """No more answers are taken: time is up, all have answered, or the host said so."""


class Reopened(_Event, frozen=True, kw_only=True, tag="reopened"):
    """A question closed by mistake takes answers again, with the time that was left."""

    seconds: float
    """Extra time on top, so that there is enough for an answer."""


class Decided(_Event, frozen=True, kw_only=True, tag="decided"):
    """A story goes on with this choice, by position from 0: where most votes went."""

    choice: int


class Skipped(_Event, frozen=True, kw_only=True, tag="skipped"):
    """The host dropped the question: nobody gets anything for it."""


class Struck(_Event, frozen=True, kw_only=True, tag="struck"):
    """A question with a wrong key no longer counts: everybody loses what it gave them."""

    number: int
    """Its position, from 0."""


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
