"""What the store hands out: rows with names and types."""

from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.banks.model import Preset

Mode: TypeAlias = Literal["quiz", "learn"]
"""``learn`` is for practice: it has no clock and counts on no board."""


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


class Best(Struct, frozen=True):
    """What a player has reached at one bank."""

    mark: float
    points: int
    attempts: int
