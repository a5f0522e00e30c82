"""Where a finished quiz has put its player: on the board, and beside what they reached before."""

from msgspec import Struct

from quiz.store.records import AttemptRecord, BoardPlace
from quiz.store.store import Store

_MOST_MARKS = 4
"""How many of the latest marks are shown."""


class Placing(Struct, frozen=True, kw_only=True):
    """How one finished quiz compares. Marks are in per cent."""

    rank: int | None
    """The player's place on the board of the bank, from 1; None where there is none to speak of: without a point, or with
    nobody else there."""
    players: int
    """How many stand on that board."""
    risen: int
    """How many places this quiz has brought; 0 where it has brought none, or was the first with points."""
    by_another: bool
    """Whether it is an earlier quiz, with more points, by which the player has that place."""
    best_before: float | None
    """The best mark that the player had reached at the bank before; None where this was the first quiz."""
    since_last: float | None
    """How much higher the mark is than that of the quiz before; None where this was the first."""
    marks: tuple[float, ...]
    """The latest marks, this one last."""


def placing(store: Store, record: AttemptRecord) -> Placing | None:
    """Return where the finished quiz of ``record`` has put its player; None off the board. Raises StoreError."""
    place = store.board_place(record) if record.on_board else None
    if place is None:
        return None
    latest = store.history(record.player_id, record.bank_id, on_board=True)
    earlier = [one.mark for one in latest if one.id != record.id and _ended(one) <= _ended(record)]
    is_earned = place.points > 0 and place.players > 1
    return Placing(
        rank=place.above + 1 if is_earned else None,
        players=place.players,
        risen=_risen(place) if is_earned else 0,
        by_another=place.points > record.points,
        best_before=place.best_before,
        since_last=record.mark - earlier[0] if earlier else None,
        marks=(*reversed(earlier[: _MOST_MARKS - 1]), record.mark),
    )


def _risen(place: BoardPlace) -> int:
    """Return how many of those who stood above are below now."""
    had_place = place.points_before is not None and place.points_before > 0
    return max(place.above_before - place.above, 0) if had_place else 0


def _ended(record: AttemptRecord) -> int:
    return record.ended_at or 0
