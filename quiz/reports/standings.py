"""Standings for the board: ranks that equal points share, movement, and names as initials.

``standings`` reads the store it is handed; the front end opens and closes it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from quiz.store.records import BoardRow
from quiz.store.store import Store

By: TypeAlias = Literal["player", "team", "site"]
"""What a line of the board is for."""
Moved: TypeAlias = int | Literal["new"]
"""How many places a line has risen, negative if it fell; or that it was not there before."""

NAME_A_SITE = 'Each machine names its site in school.toml: site = "Hill Primary"'
"""How to get a site onto a board."""

_FIRST_DAY = date(1970, 1, 2)
"""The earliest day that can be asked for."""


class Standing(Struct, frozen=True, kw_only=True):
    """One line of a board."""

    key: str
    """Identifies a line from one look to the next."""
    rank: int
    """From 1; equal points share a rank, and the next rank skips as many."""
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


def standings(
    store: Store,
    bank: str | None,
    by: By,
    since: int | None = None,
    most: int | None = None,
    until: int | None = None,
    site: str = "",
) -> list[Standing]:
    """Read a board of results from ``since`` to before ``until`` (milliseconds, UTC). Raises StoreError.

    With ``site`` only what was played on that site of the school counts; a board by site has all of them.
    """
    if by == "site":
        return ranked(store.sites_board(bank, since, most, until))
    read = store.players_board if by == "player" else store.teams_board
    return ranked(read(bank, since, most, until, site))


def ranked(rows: Sequence[BoardRow]) -> list[Standing]:
    """Give rows, highest points first, their ranks: 1, 2, 2, 4."""
    found: list[Standing] = []
    for place, row in enumerate(rows, 1):
        same = bool(found) and found[-1].points == row.points
        rank = found[-1].rank if same else place
        found.append(Standing(rank=rank, **msgspec.structs.asdict(row)))
    return found


def movements(before: Sequence[Standing], now: Sequence[Standing]) -> dict[str, Moved]:
    """Return how each key has moved from the board ``before`` to ``now``; nothing if the earlier board was empty."""
    ranks = {line.key: line.rank for line in before}
    return {line.key: ranks[line.key] - line.rank if line.key in ranks else "new" for line in now} if ranks else {}


class Span(Struct, frozen=True, kw_only=True):
    """The time for which results count on a board, and the one before, to compare its lines with."""

    words: str
    since: date | None
    """The first day; None for all time."""
    compared_from: date | None
    """The first day of the span before."""
    compared_until: date
    """The first day after the span before."""


def spans(today: date) -> tuple[Span, Span, Span]:
    """Return the spans that a board offers: all time, against how it stood yesterday; today; since Monday."""
    monday = today - timedelta(days=today.weekday())
    return (
        Span(words="all time", since=None, compared_from=None, compared_until=today),
        Span(words="today", since=today, compared_from=today - timedelta(days=1), compared_until=today),
        Span(words="since Monday", since=monday, compared_from=monday - timedelta(days=7), compared_until=monday),
    )


def span_from(day: date, today: date) -> Span:
    """Return the span from ``day`` on, compared with as many days before it."""
    length = max((today - day).days + 1, 1)
    before = day - timedelta(days=min(length, (day - _FIRST_DAY).days))
    return Span(words=f"since {day.day} {day:%b %Y}", since=day, compared_from=before, compared_until=day)


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
            raise ValueError(
                f'"{text}" is not a day. Write today, 7d (the last seven days) or a date: 2026-11-23.'
            ) from None
    return day_begins(day, zone)


def day_begins(day: date, zone: tzinfo | None) -> int:
    """Return when ``day`` begins in ``zone``, None for the machine's own, in milliseconds UTC."""
    # Nothing is kept from before 1970, and not every system can handle earlier days.
    return int(datetime.combine(max(day, _FIRST_DAY), time(), zone).timestamp() * 1000)
