"""Who of the staff has done the training: the list read, what is to be done, and what the store knows of it.

The same for the command and for the trainer's desk. The list is read and never kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, tzinfo
from pathlib import Path
from typing import NamedTuple

from quiz.banks.formats.file_reading import UnusableFileError, read_content
from quiz.banks.loading import Library
from quiz.banks.model import Bank
from quiz.questions.text import plural, printable
from quiz.reports.completion import (
    Completion,
    Course,
    Rules,
    completion,
    other_courses,
    players_of,
    quiz_evidence,
    record_evidence,
)
from quiz.reports.overdue import By, OverdueTable, overdue_table
from quiz.reports.staff_list import (
    StaffList,
    StaffListError,
    TrainingRecords,
    name_key,
    read_staff,
    read_training_records,
)
from quiz.services.bank_finding import find_bank, refuse_empty
from quiz.services.requests import RequestError
from quiz.store.finished import BegunAttempt, FinishedAttempt
from quiz.store.store import Store

_MOST_NAMED = 5


class StaffLists(NamedTuple):
    """The list of staff and the records of other training, as read from files."""

    staff: StaffList
    records: TrainingRecords

    def notes(self, today: date) -> tuple[str, ...]:
        """Return what each column was taken for and what to look into, one sentence each, naming nobody."""
        found = (self.staff.taken, *self.staff.notes, self.records.taken, *self.records.notes, *self._of_records(today))
        return tuple(line for line in found if line)

    def _of_records(self, today: date) -> Iterator[str]:
        """Yield which records of other training count for nobody on the list today."""
        if to_come := sum(one.on > today for one in self.records.records):
            yield f"{self.records.file}: {plural(to_come, 'row')} on a day that is still to come, not counted before it."
        listed = {key for person in self.staff.people for key in person.keys}
        if strange := {name_key(name) for name in {one.name for one in self.records.records}} - listed:
            yield f"{self.records.file}: {plural(len(strange), 'name')} in it on no list of staff."


def read_lists(staff: Path, other: Path | None = None) -> StaffLists:
    """Read the list of staff, and records of other training where there are any. Blocks. Raises RequestError."""
    try:
        records = read_training_records(_content(other), other.name) if other else TrainingRecords(records=(), taken="")
        return StaffLists(read_staff(_content(staff), staff.name), records)
    except StaffListError as error:
        raise RequestError(str(error)) from None


def _content(file: Path) -> bytes:
    try:
        return read_content(file)
    except UnusableFileError as error:
        raise RequestError(f"{file}: {error.message} Name a CSV table.") from None
    except OSError as error:
        why = error.strerror or str(error)
        raise RequestError(f'"{file}" cannot be used: {why}. Check that it is there and that you may use it.') from None


def banks_to_do(library: Library, asked: Iterable[str] = ()) -> list[Bank]:
    """Return the banks that are to be done: those ``asked`` for, else all that are no draft. Raises RequestError.

    A draft does not count as training unless it is asked for.
    """
    banks = [find_bank(bank, library) for bank in dict.fromkeys(asked)]
    if not banks:
        refuse_empty(library)
        banks = [bank for bank in library.banks.values() if not bank.about.draft]
    if not banks:
        raise RequestError("Every bank is still a draft, so nothing is to be done yet.", "Name one: --bank BANK")
    return [*{bank.id: bank for bank in banks}.values()]


def courses_of(library: Library, asked: Iterable[str] = ()) -> list[Course]:
    """Return the banks that are to be done as courses. Raises RequestError as ``banks_to_do`` does."""
    return [course_of(bank) for bank in banks_to_do(library, asked)]


def course_of(bank: Bank) -> Course:
    """Return what is to be done at a bank: its quiz."""
    return Course(id=bank.id, title=bank.title, questions=bank.quiz_length(), pass_mark=bank.about.pass_mark)


def left_out_notes(library: Library) -> Iterator[str]:
    """Yield which banks are left out when none is asked for: files with faults, and drafts."""
    if broken := [Path(reading.file).name for reading in library.broken]:
        yield f"Not counted, {plural(len(broken), 'bank file')} with faults: {_first(broken)}. See: quiz bank check"
    if drafts := [bank.title for bank in library.banks.values() if bank.about.draft]:
        yield f"Not counted, {plural(len(drafts), 'draft')}: {_first(drafts)}."


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(map(printable, names[:_MOST_NAMED]))}{more}"


class KeptQuizzes(NamedTuple):
    """What the store tells of everybody."""

    finished: list[FinishedAttempt]
    begun: list[BegunAttempt]


NOTHING_KEPT = KeptQuizzes([], [])
"""What there is before a store exists."""


def read_kept(store: Store) -> KeptQuizzes:
    """Read both. Raises StoreError."""
    # In this order, so that a quiz that ends in between is seen twice rather than missed.
    begun = store.begun_attempts()
    return KeptQuizzes(store.finished_attempts(), begun)


class StaffTraining:
    """A list of staff held against what is known of everybody."""

    def __init__(self, lists: StaffLists, courses: Iterable[Course], kept: KeptQuizzes, zone: tzinfo | None = None) -> None:
        """Hold ``lists`` against ``kept``, at ``courses`` and other training; ``zone`` None is the machine's own."""
        self._people = lists.staff.people
        records = lists.records.records
        self._courses = [*courses, *other_courses(records).values()]
        self._evidence = [*quiz_evidence(*kept, zone, self._courses), *record_evidence(records)]
        self._players = players_of(kept.finished, self._courses)

    def completion(self, rules: Rules) -> Completion:
        """Return who is done with what, and whom to follow up."""
        return completion(self._people, self._courses, self._evidence, self._players, rules)

    def overdue(self, rules: Rules, day: date, by: By) -> OverdueTable:
        """Return how many are overdue at a day, by groups, naming nobody."""
        return overdue_table(self._people, self._courses, self._evidence, rules, day, by)
