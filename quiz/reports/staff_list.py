"""The school's list of staff, and records of other training, read from tables of other programs. Never stored."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from quiz.banks.formats.file_reading import FileText, UnusableFileError, text_of
from quiz.banks.formats.headings import plain_heading
from quiz.questions.diagnostics import quoted
from quiz.questions.names import NAME_LENGTH, NICKNAME_LENGTH, tidy_name
from quiz.questions.text import plural

_STAFF = {
    "name": "name | full name | staff name | employee | employee name | member of staff | staff member",
    "team": "team | department | dept | faculty",
    "site": "site | school | academy | campus",
    "also": "also | also known as | other spellings | alias",
    "from": "from | start | start date | started | joined | date of joining | date started",
    "left": "left | leaving date | leave date | date of leaving | date left | end date",
    "role": "role | roles | post | job title",
}
_RECORDS = {
    "name": _STAFF["name"],
    "date": "date | completed | completed on | date completed | completion date | passed on",
    "course": "course | course name | training | training name | module",
}
_PARTS_OF_A_NAME = frozenset(("surname", "last name", "family name", "forename", "first name", "given name"))
_MARKS = ",;\t|"
_LOOKED_AT = 20
"""How many rows to search for headings, since exports begin with a title."""
_MOST_NAMED = 5
_DATES = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y", "%Y/%m/%d", "%d/%m/%y", "%d-%b-%y")
_SEPT = re.compile(r"\bsept\b", re.IGNORECASE)
"""As the British write it, which strptime does not know."""
_TYPED_ALIKE = str.maketrans("’‘ʼ`–—‐‑", "''''----")
"""Typographic apostrophes and hyphens, and those of a keyboard."""
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class StaffListError(ValueError):
    """A table cannot be used; the text says what was found, what is missing, and what to do."""


class Person(Struct, frozen=True, kw_only=True, dict=True):
    """Somebody on the list of staff."""

    name: str
    """As in the list."""
    team: str = ""
    site: str = ""
    """Where they work, if one list covers several schools or sites."""
    also: tuple[str, ...] = ()
    """Other spellings that they may play under."""
    began: date | None = None
    left: date | None = None
    """The first day on which they are no longer here."""
    roles: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """Their spellings as they are compared."""
        return frozenset(name_key(name) for name in (self.name, *self.also)) - {""}

    def has_left(self, day: date) -> bool:
        """Say whether they are no longer here on a day."""
        return self.left is not None and self.left <= day

    def is_here(self, day: date) -> bool:
        """Say whether they have started by a day, and not left."""
        return not self.has_left(day) and not (self.began and self.began > day)


class TrainingRecord(Struct, frozen=True, kw_only=True):
    """A training of somebody else's that a person has done."""

    name: str
    course: str
    on: date


class StaffList(Struct, frozen=True, kw_only=True):
    """Everybody on the list, in its order, and how the file was read."""

    people: tuple[Person, ...]
    taken: str
    """What each column was taken for, in a sentence."""
    notes: tuple[str, ...] = ()
    """What to look into: rows left out, names that nobody can play under, an encoding that was only assumed."""


class TrainingRecords(Struct, frozen=True, kw_only=True):
    """Records of other training, and how their file was read."""

    records: tuple[TrainingRecord, ...]
    taken: str
    notes: tuple[str, ...] = ()
    file: str = ""


def name_key(name: str) -> str:
    """Return a name as it is compared: composed (NFC), case folded, with single blanks, one apostrophe and one hyphen.

    Which apostrophe or hyphen was typed is not part of a name. Nothing else is treated as equal.
    """
    return tidy_name(name, None).translate(_TYPED_ALIKE).casefold()


def names_cut_in_halls(people: Sequence[Person]) -> dict[str, str]:
    """Return what names of the list are compared by, by what they are in a hall, which has but the beginning of long ones.

    Where several begin so, or somebody is called just that, nobody can tell who it was.
    """
    cut: dict[str, dict[int, str]] = defaultdict(dict)
    for place, person in enumerate(people):
        for name in (person.name, *person.also):
            if len(name) > NICKNAME_LENGTH and (begins := tidy_name(name, NICKNAME_LENGTH)) != tidy_name(name, None):
                cut[name_key(begins)][place] = name_key(name)
    taken = {key for person in people for key in person.keys}
    return {key: next(iter(whole.values())) for key, whole in cut.items() if len(whole) == 1 and key not in taken}


def read_staff(content: bytes, file: str) -> StaffList:
    """Return the list of staff in a table's bytes; ``file`` is its name, for messages. Raises StaffListError."""
    table = _Table(content, file, _STAFF, needed=("name",))
    people = tuple(
        Person(
            name=row["name"],
            team=row["team"],
            site=row["site"],
            also=_several(row["also"]),
            began=table.day(row["from"]),
            left=table.day(row["left"]),
            roles=_several(row["role"].replace(",", ";")),
        )
        for row in table.rows(dates=("from", "left"))
    )
    if not people:
        raise StaffListError(f"{file}: nobody is on the list. {table.taken()}")
    return StaffList(people=people, taken=table.taken(), notes=tuple(table.notes))


def read_training_records(content: bytes, file: str) -> TrainingRecords:
    """Return the records in a table's bytes with the columns name, date and course. Raises StaffListError."""
    table = _Table(content, file, _RECORDS, needed=("name", "date", "course"))
    rows = [*table.rows(dates=("date",))]
    records = tuple(
        TrainingRecord(name=row["name"], course=row["course"], on=on)
        for row in rows
        if row["course"] and (on := table.day(row["date"]))
    )
    without_course = sum(not row["course"] for row in rows)
    if without_course:
        table.notes.append(f"{file}: {plural(without_course, 'row')} without a course left out.")
    if undated := len(rows) - without_course - len(records):
        # Other systems list people who have yet to do it like this.
        table.notes.append(f"{file}: {plural(undated, 'row')} without a date taken for not done yet.")
    return TrainingRecords(records=records, taken=table.taken(), notes=tuple(table.notes), file=file)


class _Parted(NamedTuple):
    """The rows of a text split at one mark, by line number, as far as they can be read."""

    rows: list[tuple[int, list[str]]]
    fault: str = ""
    """Where and why reading stopped."""


def _parted(text: str, mark: str) -> _Parted:
    reader, rows, before = csv.reader(io.StringIO(text), delimiter=mark, strict=True), list[tuple[int, list[str]]](), 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        return _Parted(rows, f"line {before + 1}: the table cannot be read any further ({error}).")
    return _Parted(rows)


class _Table:
    """A table whose columns are found by their headings, whatever separates its cells."""

    def __init__(self, content: bytes, file: str, known: Mapping[str, str], needed: Sequence[str]) -> None:
        self.file, self.known, self.notes = file, known, list[str]()
        self.headings: list[str] = []
        self.columns: dict[str, int] = {}
        """The position of each column that was found."""
        self._days: dict[str, date | None] = {}
        self._meanings = {word.strip(): column for column, words in known.items() for word in words.split("|")}
        self._cells = self._read(self._text(content))
        missing = [column for column in needed if column not in self.columns]
        if missing:
            raise StaffListError(self._lacking(missing))

    def _text(self, content: bytes) -> str:
        if content.startswith((_WORKBOOK, _OLD_WORKBOOK)):
            raise StaffListError(f"{self.file} is a workbook. Save its sheet as CSV (UTF-8), and name that file.")
        try:
            found: FileText = text_of(content)
        except UnusableFileError as error:
            place = f", line {error.line}" if error.line else ""
            raise StaffListError(f"{self.file}{place}: {error.message} Save it as CSV (UTF-8).") from None
        if found.doubtful_line:
            read_as = f"{self.file} is not UTF-8 and was read as {found.encoding}"
            self.notes.append(f"{read_as}: look at the names in line {found.doubtful_line}.")
        return found.text.replace("\r\n", "\n").replace("\r", "\n")

    def _read(self, text: str) -> list[tuple[int, list[str]]]:
        """Find the headings, and return the rows below them by line number."""
        first, _, rest = text.partition("\n")
        named = first[4:] if first.lower().startswith("sep=") and len(first) == len("sep=;") else ""
        text = f"\n{rest}" if named else text
        best = _Parted([])
        for mark in named or _MARKS:
            parted = _parted(text, mark)
            place, columns = self._headings(parted.rows)
            if len(columns) > len(self.columns) or not self.headings:
                self.columns, best = columns, _Parted(parted.rows[place + 1 :], parted.fault)
                self.headings = [cell.strip() for cell in parted.rows[place][1]] if parted.rows else []
        if self.columns and best.fault:
            # An unclosed quote would swallow everybody below it.
            raise StaffListError(f"{self.file}, {best.fault} Look at the quotes there.")
        return best.rows

    def _headings(self, rows: Sequence[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
        """Return the position of the row with the most known headings, and the position of each column in it."""
        found: tuple[int, dict[str, int]] = (0, {})
        for place, (_, cells) in enumerate(islice(rows, _LOOKED_AT)):
            columns: dict[str, int] = {}
            for number, cell in enumerate(cells):
                if column := self._meanings.get(plain_heading(cell)):
                    columns.setdefault(column, number)
            if len(columns) > len(found[1]):
                found = place, columns
        return found

    def rows(self, dates: Sequence[str]) -> Iterator[dict[str, str]]:
        """Yield each row's cells by column, noting rows without a name. Raises StaffListError for a bad date."""
        self._refuse_wide_rows()
        wrong, nameless, turned, too_long = list[str](), list[int](), list[int](), list[int]()
        found = []
        for line, cells in self._cells:
            row = {column: self._cell(cells, column) for column in self.known}
            wrong += [f"line {line} has {quoted(row[one])}" for one in dates if row[one] and not self.day(row[one])]
            if name_key(row["name"]):
                found.append(row)
                turned += [line] if "," in row["name"] else []
                too_long += [line] if "also" in row and not _can_be_played_under(row["name"], *_several(row["also"])) else []
            else:
                nameless.append(line)
        if wrong:
            more = f" and {len(wrong) - _MOST_NAMED} more" if len(wrong) > _MOST_NAMED else ""
            dates_in = "; ".join(wrong[:_MOST_NAMED])
            raise StaffListError(
                f"{self.file}: what should be a day is none: {dates_in}{more}. Write 2026-09-01 or 1/9/2026, the day first. "
                f"{self.taken()}"
            )
        if nameless:
            self.notes.append(f"{self.file}: {plural(len(nameless), 'row')} without a name left out ({_lines(nameless)}).")
        if too_long:
            names = f"{plural(len(too_long), 'name')} of more than {NAME_LENGTH} characters ({_lines(too_long)})"
            self.notes.append(
                f"{self.file}: {names}. Nobody can play under a name so long: write the shorter one that they use into the "
                "column also."
            )
        if turned:
            names = f"{plural(len(turned), 'name')} with a comma ({_lines(turned)})"
            self.notes.append(
                f"{self.file}: {names}. Names are compared as they stand: if people play as Forename Surname, write that, "
                "or add it in a column also."
            )
        yield from found

    def day(self, text: str) -> date | None:
        """Return the day in a cell, None if there is none."""
        # Cached: a list of thousands has few different days, and trying every format is slow.
        if text not in self._days:
            self._days[text] = _day(text)
        return self._days[text]

    def _refuse_wide_rows(self) -> None:
        """Raise StaffListError where a row has more cells than headings: an unquoted name with a comma was split."""
        headings = len(self.headings)
        wide = [line for line, cells in self._cells if any(cell.strip() for cell in cells[headings:])]
        if wide:
            raise StaffListError(
                f"{self.file} has more cells than headings in {_lines(wide)}. "
                'Put a name that has a comma in it in "double quotes", and a heading above every column.'
            )

    def _cell(self, cells: Sequence[str], column: str) -> str:
        place = self.columns.get(column, len(cells))
        return " ".join(cells[place].split()) if place < len(cells) else ""

    def taken(self) -> str:
        """Say what each column was taken for, and which were not used."""
        parts = [
            column if plain_heading(self.headings[place]) == column else f"{column} (“{self.headings[place]}”)"
            for column, place in self.columns.items()
        ]
        used = set(self.columns.values())
        others = [heading for place, heading in enumerate(self.headings) if heading and place not in used]
        unused = f"; not used: {', '.join(others)}" if others else ""
        return f"Taken from {self.file}: {', '.join(parts) or 'nothing'}{unused}."

    def _lacking(self, missing: Sequence[str]) -> str:
        named = [f'"{column}"' for column in missing]
        wanted = f"{'columns' if len(named) > 1 else 'column'} {' and '.join(named)}"
        rest = [column for column in self.known if column not in missing]
        beside = f" Known beside: {', '.join(rest)}." if rest else ""
        in_parts = "name" in missing and any(plain_heading(one) in _PARTS_OF_A_NAME for one in self.headings)
        joined = " A name in two columns has to stand in one, as people play: Forename Surname." if in_parts else ""
        return f"{self.file} has no {wanted}. {self.taken()} Put the right heading above each.{joined}{beside}"


def _lines(numbers: Sequence[int]) -> str:
    return f"line {', '.join(map(str, numbers[:_MOST_NAMED]))}{', …' if len(numbers) > _MOST_NAMED else ''}"


def _can_be_played_under(*spellings: str) -> bool:
    """Say whether any spelling of a name is short enough to be a player's."""
    return any(len(tidy_name(name, None)) <= NAME_LENGTH for name in spellings)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.replace("|", ";").split(";") if part.strip())


def _day(text: str) -> date | None:
    """Return the day in a cell, ignoring a time after it; None if there is none. Days come before months."""
    text = _SEPT.sub("Sep", text)
    words = text.split("T")[0] if text[:4].isdigit() else text
    for candidate in (words, words.partition(" ")[0]):
        try:
            return date.fromisoformat(candidate)
        except ValueError:
            pass
        for form in _DATES:
            try:
                return datetime.strptime(candidate, form).date()
            except ValueError:
                continue
    return None
