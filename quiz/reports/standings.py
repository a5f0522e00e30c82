"""Standings for the board: ranks in which equal points share a place, movement, and names as initials.

Nothing here opens a store: ``standings`` reads the one that is handed in, which the front end opens and closes.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from quiz.store.records import BoardRow
from quiz.store.store import Store

By: TypeAlias = Literal["player", "team"]
"""Whose line a line of the board is."""


class Standing(Struct, frozen=True, kw_only=True):
    """One line of a board."""

    key: str
    """What tells lines apart between two looks."""
    rank: int
    """From 1; equal points share a rank, and the ranks they take up are left out after them."""
    name: str
    team: str
    points: float
    mark: float
    """Per cent."""
    bank: str | None
    """The bank's id; None for all banks together."""
    at: int
    """When it was reached, milliseconds since 1970 in UTC."""
    members: int = 1


def standings(store: Store, bank: str | None, by: By, since: int | None = None, most: int | None = None) -> list[Standing]:
    """Read a board. ``since`` (milliseconds, UTC) counts only what was reached then or later. Raises StoreError."""
    read = store.players_board if by == "player" else store.teams_board
    return ranked(read(bank, since, most))


def ranked(rows: Sequence[BoardRow]) -> list[Standing]:
    """Give rows, highest points first, their ranks: 1, 2, 2, 4."""
    found: list[Standing] = []
    for place, row in enumerate(rows, 1):
        same = bool(found) and found[-1].points == row.points
        rank = found[-1].rank if same else place
        found.append(Standing(rank=rank, **msgspec.structs.asdict(row)))
    return found


def movements(before: Mapping[str, int], now: Sequence[Standing]) -> dict[str, int]:
    """Return how many places each key has risen (above 0) or fallen (below 0) since the ranks ``before``.

    Keys that are new are left out.
    """
    return {line.key: before[line.key] - line.rank for line in now if line.key in before}


def initials(name: str) -> str:
    """Return a name as initials: "Sam Jones" as "S. J."."""
    return " ".join(f"{word[0].upper()}." for word in re.findall(r"\w+", name)) or "?"


def since_when(text: str, today: date, zone: tzinfo | None) -> int:
    """Turn ``today``, ``7d`` or ``2026-11-23`` into the time it begins at, in milliseconds UTC.

    ``zone`` is the zone in which the day begins, None for the machine's own. Raises ValueError for anything else.
    """
    word = text.strip().lower()
    if word == "today":
        day = today
    elif match := re.fullmatch(r"(\d{1,5})d", word):
        day = today - timedelta(days=min(int(match[1]), 20_000))
    else:
        try:
            day = date.fromisoformat(word)
        except ValueError:
            raise ValueError(f'"{text}" is no day. Write today, 7d (the last seven days) or a date: 2026-11-23.') from None
    # Nothing is kept from before 1970, and not every system can reckon with earlier days.
    return int(datetime.combine(max(day, date(1970, 1, 2)), time(), zone).timestamp() * 1000)
