"""What the store hands out: rows with names and types."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from quiz.banks.model import Preset
from quiz.play.points import Certainty

SOME_DAY = Meta(ge=0, le=250_000_000_000_000)
"""Milliseconds that every calendar can tell the day of: whoever may write the file may have put anything there."""

Mode: TypeAlias = Literal["quiz", "learn", "mistakes", "topup"]
"""``learn`` is for practice: it has no clock and counts on no board. ``mistakes`` is a round of practice through what was
missed, and nothing to go on with: what was not right in it is missed still, and begins another round. ``topup`` is what a
top-up asked of one bank; only in a browser somebody goes on with one, on its day, and draws do not count it."""


Origin: TypeAlias = Literal["", "app", "plain", "live", "web", "ssh"]
"""From where an attempt was played; empty where that was not kept yet."""


class Player(Struct, frozen=True):
    """Somebody who plays here, by the name they chose."""

    id: str
    name: str
    team: str


class AttemptRecord(Struct, frozen=True, kw_only=True):
    """One attempt as it is kept. Times are milliseconds since 1970, UTC."""

    id: str
    player_id: str
    bank_id: str
    bank_version: str
    bank_hash: str
    mode: Mode
    preset: Preset
    seed: int
    questions: tuple[str, ...]
    """Ids of the questions, in the order asked."""
    possible: float
    """The sum of the questions' weights."""
    pass_mark: float
    on_board: bool = True
    """Whether it was played by its bank's own rules and so stands on the board once it is finished."""
    origin: Origin = ""
    game_id: str | None = None
    """The live game that it came of."""
    team: str = ""
    """The player's team as it was then."""
    site: str = ""
    """The school's site, as its school.toml named it then."""
    started_at: int
    shown_position: int | None = None
    """Place of the question that was last put on the screen."""
    shown_at: int | None = None
    ended_at: int | None = None
    outcome: Literal["open", "finished", "abandoned"] = "open"
    mark: float = 0.0
    """Per cent; final once the attempt is finished."""
    points: int = 0
    passed: bool = False

    @property
    def is_practice(self) -> bool:
        """Whether it has no clock, no points and no place on a board."""
        return self.mode != "quiz"


class BoardRow(Struct, frozen=True, kw_only=True):
    """One line of a board before it has a rank. ``mark`` is in per cent."""

    key: str
    """What tells lines apart between two looks: a player's id, or a team's folded name."""
    name: str
    team: str
    points: float
    mark: float
    bank: str | None
    at: int
    members: int = 1


class BoardPlace(Struct, frozen=True, kw_only=True):
    """Where a player stands on the board of a bank, and where they stood before one of their attempts."""

    points: float
    """Those by which they stand there."""
    players: int
    """How many stand there."""
    above: int
    """How many of them have more points."""
    points_before: float | None
    """The most points of their attempts before; None where there were none."""
    above_before: int
    """How many others have more than that."""
    best_before: float | None
    """The best mark of those attempts, in per cent."""


class Improvement(Struct, frozen=True, kw_only=True):
    """How far a player has come at one bank, from the first of several quizzes to the latest, in per cent."""

    name: str
    bank: str
    first: float
    latest: float


class Best(Struct, frozen=True):
    """What a player has reached at one bank."""

    mark: float
    points: int
    attempts: int
    whole: float | None = None
    """The best mark of quizzes of which they were asked enough: half a live game is not passed, however good the mark."""


class LatestAnswer(Struct, frozen=True):
    """What a player last gave to a question, in whatever attempt that was."""

    question_id: str
    mark: float
    """Fraction right, 0 to 1, times ``weight``."""
    weight: float
    at: int

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.weight > 0 and self.mark / self.weight > 1 - 1e-9


class RatedAnswer(Struct, frozen=True, array_like=True):
    """What an answer to a question says of its player's memory, in whatever attempt it was given."""

    bank_id: str
    bank_hash: str
    question_id: str
    mark: float
    """Fraction right, 0 to 1, times ``weight``."""
    weight: Annotated[float, Meta(gt=0)]
    certainty: Certainty | None
    at: Annotated[int, SOME_DAY]
    """Milliseconds since 1970, UTC."""
    mode: Mode


class FinishedMark(Struct, frozen=True):
    """What a finished attempt came to, in per cent, and when."""

    mark: float
    at: int
    whole: bool = True
    """Whether enough was asked to pass by; not of whoever came late to a live game."""
