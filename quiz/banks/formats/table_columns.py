"""Checks whether a table's columns leave open what they mean: such a table is not read at all."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from quiz.banks.formats.exchange import Hints
from quiz.banks.formats.headings import (
    ALL_OPTIONS,
    Layout,
    headings_again,
    is_further_key,
    is_option,
    plain_heading,
    repeats_headings,
)
from quiz.banks.formats.recognition import form_responses
from quiz.questions.diagnostics import quoted

_HEADINGS_WITHIN = 40
"""How many rows that are not blank are searched for headings."""
_TERM_AND_DEFINITION = 2
_FEWEST = 2
"""The fewest columns that may be options."""
_PLACE_WORD = re.compile(r"\b(?:\d{1,2}|[a-t])\b")
_TICKS_FIX = "Give each option a column of ticks, called as it is: option 1, correct 1, option 2, correct 2, and so on."
NAME_THEM = (
    "Name the columns in a row above the questions: question, option 1, option 2, correct, and so on; "
    'or say what yours are called: --column question="…" --column correct="…".'
)
"""How to give headings to a table that has none."""


class Row(Struct, frozen=True):
    """A row with the line or row number by which people find it."""

    number: int
    cells: tuple[str, ...]
    figures: frozenset[int] = frozenset()
    """The positions of cells that hold a figure itself, not the text of one."""
    unclear: Mapping[int, str] = {}
    """What cells hold that show something else, and what is unknown, by position."""


class ColumnsFault(Struct, frozen=True):
    """Why a table is not read: the line that shows it, what it is, and what to do about it."""

    line: int
    message: str
    fix: str


def first_filled(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """Return the first rows that are not blank: those that are searched for headings."""
    return list(islice((row for row in rows if any(map(str.strip, row))), _HEADINGS_WITHIN))


def headings_fault(filled: Sequence[Row], hints: Hints) -> ColumnsFault:
    """Return what is wrong with a table in which no row of headings was found."""
    if not filled:
        return ColumnsFault(1, "The table is empty.", "Look whether it is the right one.")
    if answers := form_responses(filled[0].cells):
        return ColumnsFault(filled[0].number, *answers)
    missing = next((heading for heading in hints.columns.values() if not _is_there(heading, filled)), None)
    message = f"No column is called {quoted(missing)}." if missing else "The table has no column named question."
    pairs = all(sum(bool(cell.strip()) for cell in row.cells) == _TERM_AND_DEFINITION for row in filled)
    fix = f"Where these are terms with definitions: --format terms. {NAME_THEM}" if pairs else NAME_THEM
    return ColumnsFault(filled[0].number, message, fix)


def columns_fault(layout: Layout, hints: Hints, filled: Sequence[Row]) -> ColumnsFault | None:
    """Return what is wrong if the headings leave open what the columns mean."""
    rows = filled[layout.place + 1 :]
    said = _named_fault(layout, hints) or _ticks_fault(layout, hints) or _key_fault(layout)
    if said:
        return ColumnsFault(filled[layout.place].number, *said)
    return (
        _second_headings(layout, hints, rows)
        or _one_option_a_row(layout, rows)
        or _further_keys(layout, rows)
        or _unknown_options(layout, rows)
    )


def _named_fault(layout: Layout, hints: Hints) -> tuple[str, str] | None:
    """Return message and fix if a column is there twice, or one that was named is missing."""
    for place, column in layout.repeated.items():
        if column.startswith(("question", "correct", "option", "wrong", "tick")):
            message = f"Two columns mean {quoted(column)}: one of them is {quoted(layout.texts[place])}."
            return message, "Take one heading out, or call it something else."
    for column, heading in hints.columns.items():
        if column not in layout.columns:
            return f"No column is called {quoted(heading)}.", "Look how it is written in the row of headings."
    return None


def _ticks_fault(layout: Layout, hints: Hints) -> tuple[str, str] | None:
    """Return message and fix if columns of ticks do not match the options, or are not the only key."""
    ticks = {column.removeprefix("tick ") for column in layout.columns if column.startswith("tick ")}
    options = {column.removeprefix("option ") for column in layout.columns if column.startswith("option ")}
    if "correct" in hints.columns and (others := _like_it(hints.columns["correct"], layout)):
        message = f"{quoted(hints.columns['correct'])} is one of several columns, beside {quoted(others[0])}."
        return message, f"{_TICKS_FIX} Then leave --column correct out."
    if not ticks:
        return None
    if "correct" in layout.columns:
        return "A column says what is correct, and so do columns of ticks.", "Keep one of the two ways."
    if alone := sorted(ticks ^ options, key=int):
        what = "no column that says whether it is correct" if alone[0] in options else "a column of ticks, but no text"
        return f"Option {alone[0]} has {what}.", _TICKS_FIX
    return None


def _like_it(heading: str, layout: Layout) -> list[str]:
    """Return the headings that differ from one only in a number or letter."""
    plain = plain_heading(heading)
    stem = _PLACE_WORD.sub("#", plain)
    return [
        text
        for text in layout.texts
        if stem not in (plain, "#") and plain_heading(text) != plain and _PLACE_WORD.sub("#", plain_heading(text)) == stem
    ]


def _key_fault(layout: Layout) -> tuple[str, str] | None:
    """Return message and fix if no column says what is correct, or one column holds all options."""
    if ALL_OPTIONS in layout.columns and not any(column.startswith(("option", "wrong")) for column in layout.columns):
        return (
            "All options of a question stand in one cell.",
            "Give each a column of its own: option 1, option 2, and so on.",
        )
    if layout.columns & {"correct", "type", "tick 1"}:
        return None
    unknown = [text for text, one in zip(layout.texts, layout.headings, strict=True) if text.strip() and not one.column]
    example = next((text for text in unknown if not _like_it(text, layout)), "" if unknown else "…")
    fix = f"If one does, say so: --column correct={quoted(example)}." if example else _TICKS_FIX
    return "No column says what is correct.", fix


def _second_headings(layout: Layout, hints: Hints, rows: Sequence[Row]) -> ColumnsFault | None:
    """Return what is wrong if another table begins below the questions, since its columns may mean something else."""
    for row in rows:
        if headings_again(row.cells, layout, hints.columns) and not repeats_headings(row.cells, layout, hints.columns):
            message = "Other headings stand here than above the questions before."
            return ColumnsFault(row.number, message, "Give each table a file or a sheet of its own.")
    return None


def _one_option_a_row(layout: Layout, rows: Sequence[Row]) -> ColumnsFault | None:
    """Return what is wrong if the options of a question are below each other, one in each row."""
    columns = [heading.column for heading in layout.headings]
    if any(column.startswith(("option", "wrong")) and column not in ("option 1", "wrong 1") for column in columns):
        return None
    asks = columns.index("question")
    texts = [row.cells[asks].strip() if asks < len(row.cells) else "" for row in rows]
    asked = [text for text in texts if text]
    for place, column in enumerate(columns):
        if column not in ("", "option 1") or not layout.texts[place].strip():
            continue
        filled = [text for text, row in zip(texts, rows, strict=True) if place < len(row.cells) and row.cells[place].strip()]
        further = sum(not text for text in filled) or (is_option(layout.texts[place]) and len(filled) - len(set(filled)))
        if asked and further >= len(set(asked)):
            message = "The options of a question stand under each other, one option a row."
            fix = "Give each question one row, with its options side by side: question, option 1, option 2, correct."
            return ColumnsFault(rows[0].number, message, fix)
    return None


def _further_keys(layout: Layout, rows: Sequence[Row]) -> ColumnsFault | None:
    """Return what is wrong if a column that is not read gives further right answers."""
    for place in _unknown(layout):
        row = next((row for row in rows if place < len(row.cells) and row.cells[place].strip()), None)
        if row and is_further_key(layout.texts[place]):
            name = quoted(layout.texts[place].strip())
            message = f"The column {name} says of more answers that they are right, and one column is read for that."
            return ColumnsFault(
                row.number, message, "Put all into the column correct, parted by semicolons, and take it out."
            )
    return None


def _unknown_options(layout: Layout, rows: Sequence[Row]) -> ColumnsFault | None:
    """Return what is wrong if no column of options is known, and the keys name unknown columns or repeat their cells."""
    columns = [heading.column for heading in layout.headings]
    unknown = _unknown(layout)
    if "correct" not in columns or len(unknown) < _FEWEST or any(one.startswith(("option", "wrong")) for one in columns):
        return None
    key = columns.index("correct")
    keyed = [row.cells for row in rows if key < len(row.cells) and row.cells[key].strip()]
    names = {layout.texts[place].strip().casefold() for place in unknown}

    def is_among(cells: Sequence[str]) -> bool:
        beside = {cells[place].strip().casefold() for place in unknown if place < len(cells)}
        return cells[key].strip().casefold() in names | beside

    if not keyed or not all(map(is_among, keyed)):
        return None
    texts = [layout.texts[place].strip() for place in unknown]
    message = f"The keys name options, but no column is known for options ({', '.join(texts[:4])})."
    fix = f'Say which are: --column "option 1={texts[0]}" --column "option 2={texts[1]}", and so on.'
    return ColumnsFault(rows[0].number, message, fix)


def _unknown(layout: Layout) -> list[int]:
    """Return the positions of the headings that mean none of our columns."""
    return [
        i
        for i, text in enumerate(layout.texts)
        if text.strip() and not layout.headings[i].column and i not in layout.repeated
    ]


def _is_there(heading: str, rows: Sequence[Row]) -> bool:
    wanted = plain_heading(heading)
    return any(plain_heading(cell) == wanted for row in rows[:_HEADINGS_WITHIN] for cell in row.cells)
