"""A finished quiz compared: its player's place on the board, and their earlier results."""

from msgspec import Struct

from quiz.store.records import AttemptRecord, BoardPlace
from quiz.store.store import Store

_MOST_MARKS = 4
"""How many of the latest marks are shown."""


class Placing(Struct, frozen=True, kw_only=True):
    """How one finished quiz compares. Marks are in per cent."""

    rank: int | None
    """The player's place on the bank's board, from 1; None if it means nothing: without a point, or with nobody else
    there."""
    players: int
    """How many players are on that board."""
    risen: int
    """How many places this quiz has gained; 0 if none, or if it was the first with points."""
    by_another: bool
    """Whether the place comes from an earlier quiz with more points."""
    best_before: float | None
    """The player's best earlier mark at the bank; None if this was the first quiz."""
    since_last: float | None
    """How much higher the mark is than that of the quiz before; None if this was the first."""
    marks: tuple[float, ...]
    """The latest marks, this one last."""


def placing(store: Store, record: AttemptRecord) -> Placing | None:
    """Return how the finished quiz of ``record`` compares; None off the board. Raises StoreError."""
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
    """Return how many players were above and are now below."""
    had_place = place.points_before is not None and place.points_before > 0
    return max(place.above_before - place.above, 0) if had_place else 0


def _ended(record: AttemptRecord) -> int:
    return record.ended_at or 0
