"""What the store hands out: rows with names and types."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from quiz.banks.model import Preset
from quiz.play.points import Certainty

SOME_DAY = Meta(ge=0, le=250_000_000_000_000)
"""Milliseconds whose day every calendar can tell: anyone who can write the file may have put anything there."""

Mode: TypeAlias = Literal["quiz", "learn", "mistakes", "topup"]
"""``learn`` is practice: no clock, and on no board. ``mistakes`` is a round of practice through what was missed; it is never
resumed, for what was not right in it is still missed and begins another round. ``topup`` is a top-up's questions from one
bank; it is resumed only in a browser, on its day, and draws do not count it."""


Origin: TypeAlias = Literal["", "app", "plain", "live", "web", "ssh"]
"""Where an attempt was played from; empty for attempts from before that was kept."""


class Player(Struct, frozen=True):
    """Somebody who plays here, by the name they chose."""

    id: str
    name: str
    team: str


class AttemptRecord(Struct, frozen=True, kw_only=True):
    """One attempt as kept. Times are milliseconds since 1970, UTC."""

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
    """Whether it was played by its bank's own rules, and so goes on the board once finished."""
    origin: Origin = ""
    game_id: str | None = None
    """The live game that it came from."""
    team: str = ""
    """The player's team at the time."""
    site: str = ""
    """The school's site, as school.toml named it at the time."""
    started_at: int
    shown_position: int | None = None
    """The position of the question that was last on the screen."""
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
    """Identifies a line from one look to the next: a player's id, or a team's folded name."""
    name: str
    team: str
    points: float
    mark: float
    bank: str | None
    at: int
    members: int = 1


class BoardPlace(Struct, frozen=True, kw_only=True):
    """A player's place on the board of a bank, now and before one of their attempts."""

    points: float
    """The points that gave them the place."""
    players: int
    """How many players are on that board."""
    above: int
    """How many of them have more points."""
    points_before: float | None
    """The most points of earlier attempts; None where there were none."""
    above_before: int
    """How many others have more than that."""
    best_before: float | None
    """The best mark of the earlier attempts, in per cent."""


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
    """The best mark of quizzes that asked enough: half a live game is not a pass, however good the mark."""


class LatestAnswer(Struct, frozen=True):
    """A player's last answer to a question, in whichever attempt."""

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
    """What an answer says about its player's memory, in whichever attempt."""

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
    """The mark of a finished attempt, in per cent, and when it was."""

    mark: float
    at: int
    whole: bool = True
    """Whether enough was asked for a pass; not so if they came late to a live game."""
