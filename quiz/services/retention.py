"""How long what people did is kept: what is overdue, and which files may be tidied away."""

import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from pathlib import Path

from quiz.files import read_file
from quiz.paths import is_missing
from quiz.questions.diagnostics import quoted
from quiz.questions.text import plural
from quiz.reports.completion import Period, read_period
from quiz.reports.standings import day_begins
from quiz.services.mending import Mending
from quiz.services.settings import kept_aside
from quiz.store.errors import StoreError
from quiz.store.location import copies, left_over, store_file
from quiz.store.retention import Overdue

_CRASH_NOTE = re.compile(r"quiz-\w{8}\.txt")
_TRACEBACK = b"Traceback (most recent call last)"
_DAY = timedelta(days=1)


def period_of(rule: str) -> Period:
    """Return how long a store keeps things, by its ``rule``. Raises StoreError if that cannot be read."""
    try:
        return read_period(rule)
    except ValueError:
        what = f"The scores say that they are kept for {quoted(rule)}, which is not a length of time."
        raise StoreError(what, "Set it anew: quiz data keep-for 18m") from None


def too_old(period: Period, today: date, zone: tzinfo | None = None) -> int:
    """Return the time before which things are older than the period, in milliseconds UTC."""
    try:
        day = Period(months=-period.months, days=-period.days).after(today)
    except (ValueError, OverflowError):
        # Longer than the calendar goes back.
        day = date.min
    return day_begins(day, zone)


def overdue_words(overdue: Overdue) -> str:
    """Return how much is overdue: "3 attempts, 1 live game"; empty for nothing."""
    counts = [(overdue.attempts, "attempt"), (overdue.games, "live game"), (overdue.flags, "flag")]
    counts += [(overdue.acknowledgements, "acknowledgement"), (overdue.players, "name without anything under it")]
    parts = [plural(number, thing) for number, thing in counts if number]
    return ", ".join(parts).replace("name without anything under its", "names without anything under them")


@dataclass(frozen=True)
class Litter:
    """A file that nobody needs any more."""

    file: Path
    why: str


def litter(
    address: str,
    before: int | None,
    mending: Mending,
    banks: Iterable[Path],
    now: int,
    *,
    settings: Path,
    notes: Path | None = None,
) -> Iterator[Litter]:
    """Yield the files that may go: copies of the store older than ``before``, unfinished copies, crash notes, orphans.

    ``before`` None: no rule says when a copy is too old. ``banks`` are the files of all banks, ``settings`` that of the
    settings, beside which old ones may lie; ``notes`` is where crash notes are, None for the usual. Times are
    milliseconds UTC.
    """
    if store := store_file(address):
        halves = left_over(store)
        for copy in copies(store):
            changed = _changed(copy)
            if copy in halves:
                if changed < now - _DAY.total_seconds() * 1000:
                    yield Litter(copy, "half of a copy that was not finished")
            elif before is not None and changed < before:
                yield Litter(copy, "a copy of the scores that is older than they are kept")
    for note in sorted(_crash_notes(notes or Path(tempfile.gettempdir()))):
        yield Litter(note, "details of a defect, kept for a report of it")
    if not is_missing(damaged := kept_aside(settings)):
        yield Litter(damaged, "settings that could not be read, and may still name a player")
    for kept in mending.orphans(banks):
        yield Litter(kept, "a bank file as it was before a change, and the bank is in no folder any more")


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime * 1000
    except OSError:
        return float("inf")


def _crash_notes(folder: Path) -> Iterator[Path]:
    """Yield the notes of this account's crashes, and no other program's file of such a name."""
    with suppress(OSError):
        for file in folder.glob("quiz-*.txt"):
            with suppress(OSError):
                about = file.lstat()
                own = sys.platform == "win32" or about.st_uid == os.getuid()
                is_note = _CRASH_NOTE.fullmatch(file.name) and stat.S_ISREG(about.st_mode) and own
                if is_note and _TRACEBACK in read_file(file):
                    yield file
