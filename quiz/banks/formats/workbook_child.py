"""Reads a workbook in a separate process, within a memory limit, and writes its filled sheets to standard output.

A workbook of a few bytes can ask for terabytes, and the library then ends the process. This process may be lost: it knows
nothing of the program, takes the workbook from standard input and returns ``[name, rows, formats, is_hidden, hidden_rows]``
of each sheet. The formats are ``[row, column, code]`` of the cells that hold a figure with decimals, a date, or a figure
with a format.
"""

import io
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from xml.etree import ElementTree

import msgspec

MOST_MEMORY = 1024 * 2**20
"""The most bytes of address space that the process may use."""
IN_FROZEN = "--read-a-workbook"
"""The only argument of a frozen program that is to run this instead of its command line."""
FAR_OUT, BROKEN = 3, 4
"""Exit statuses: a cell is far beyond any table of questions, or the workbook cannot be read; standard output says which
cell, or why."""

# A cell with content beyond column ZZ or row 99,999. A cell that cannot match is not tried again at every attribute.
_FAR_OUT = re.compile(
    rb"""(?><(?:\w+:)?c\b[^<>]*?\sr\s*=\s*["']([A-Z]{3,}[0-9]+|[A-Z]+[0-9]{6,})["'])[^<>]*+(?<!/)>(?!\s*</)"""
)
# A quick test whether there may be one, which hardly any workbook passes.
_FAR_REFERENCE = re.compile(rb"""\sr\s*=\s*["'](?:[A-Z]{3,}[0-9]|[A-Z]+[0-9]{6})""")
# The attributes of a cell, and its content up to its end or, if it has none, to the next cell.
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)(?<!/)>((?:[^<]++|<(?!/?(?:\w+:)?c\b))*+)")
_ATTRIBUTE = re.compile(rb"""\s([rst])\s*=\s*["']([^"']*)["']""")
_REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
GENERAL, DATE, UNKNOWN = "General", "date", "unknown"
"""Number formats: of a figure shown unchanged; of a date, however it is shown; and an unknown one."""
_BUILT_IN = {"0": GENERAL, "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@"}
_BUILT_IN |= dict.fromkeys(("37", "38"), "#,##0_);(#,##0)") | dict.fromkeys(("39", "40"), "#,##0.00_);(#,##0.00)")
"""The formats that a workbook need not write out (ECMA-376, part 1, 18.8.30); the others depend on the country."""
NO_VALUE = "(a formula without a value)"
"""The text of a cell with a formula whose value no program has yet written into the file."""
ERROR = "(an error, such as #N/A)"
"""The text of a cell that shows an error; the library leaves it blank."""
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>[^<]")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\b(?=[^<>]*\shidden\s*=\s*["'](?:1|true)["'])[^<>]*?\sr\s*=\s*["']([0-9]{1,7})["']"""
)
_HAS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


class _Marks(NamedTuple):
    """What the library does not say about a sheet's cells; rows count from 1, columns from 0."""

    formats: dict[tuple[int, int], str] | None
    """The number formats other than GENERAL, by row and column; None if they are unknown."""
    without_value: dict[int, dict[int, str]]
    """The texts of cells that the library leaves blank, by row and column: formulas without a value, and errors."""
    hidden_rows: tuple[int, ...] = ()
    """The rows that are not shown."""


def main() -> int:
    """Read a workbook from standard input, write its sheets, and return the exit status."""
    _bound_memory()
    content = sys.stdin.buffer.read()
    if far := _far_out(content):
        sys.stdout.write(far)
        return FAR_OUT
    try:
        sheets = _sheets(content)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the library raises several kinds, and for some broken files a panic of its own
        sys.stdout.buffer.write((str(error)[:200] or type(error).__name__).encode("utf-8", "replace"))
        return BROKEN
    sys.stdout.buffer.write(msgspec.msgpack.encode(sheets))
    return 0


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _far_out(content: bytes) -> str:
    """Return the first cell that is far out, empty if none is: the library allocates all cells before it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                text = archive.read(name) if _SHEET.fullmatch(name) else b""
                if _FAR_REFERENCE.search(text) and (found := _FAR_OUT.search(text)):
                    return found[1].decode()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        pass
    return ""


def _sheets(content: bytes) -> list[tuple[str, list[list[str]], list[tuple[int, int, str]], bool, tuple[int, ...]]]:
    import python_calamine

    workbook = python_calamine.load_workbook(io.BytesIO(content))
    marks = _marks(content)
    hidden = {one.name for one in workbook.sheets_metadata if "Visible" not in str(one.visible).partition(".")[2]}
    sheets: list[tuple[str, list[list[str]], list[tuple[int, int, str]], bool, tuple[int, ...]]] = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        # Rows come from the first on, but columns only from the first with content.
        before = [""] * (sheet.start[1] if sheet.start else 0)
        formats, without_value, hidden_rows = marks.get(name, _Marks(None, {}))
        rows: list[list[str]] = []
        found: list[tuple[int, int, str]] = []
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [*before, *row]
            for column, said in without_value.get(number, {}).items():
                cells += [""] * (column + 1 - len(cells))
                cells[column] = said
            rows.append(_row(cells))
            found += [
                (number, place, code)
                for place, cell in enumerate(cells)
                if not isinstance(cell, str) and (code := _code(cell, number, place, formats))
            ]
        if any(rows):
            sheets.append((name, rows, found, name in hidden, hidden_rows))
    return sheets


def _code(cell: Any, row: int, place: int, formats: dict[tuple[int, int], str] | None) -> str:
    """Return the number format of a cell; DATE for a date, UNKNOWN if it is unknown, empty if it does not matter."""
    if isinstance(cell, date | datetime | time | timedelta):
        return DATE
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return ""
    whole = float(cell).is_integer()
    if formats is None:
        return "" if whole else UNKNOWN
    return formats.get((row, place), "" if whole else GENERAL)


def _marks(content: bytes) -> dict[str, _Marks]:
    """Return the marks of each sheet that has XML, by its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            codes = _codes_of_styles(archive)
            return {name: _marks_of(archive.read(path), codes) for name, path in _files_of_sheets(archive)}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, ElementTree.ParseError):
        return {}


def _files_of_sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the name of each sheet and of its file in the archive, without sheets whose file is missing."""
    targets = {one.get("Id"): one.get("Target", "") for one in _parsed(archive, "xl/_rels/workbook.xml.rels")}
    there = set(archive.namelist())
    files: list[tuple[str, str]] = []
    for sheet in _named(_parsed(archive, "xl/workbook.xml"), "sheet"):
        target = targets.get(next((value for key, value in sheet.items() if key.endswith("}id")), None), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in there:
            files.append((sheet.get("name", ""), path))
    return files


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))  # noqa: S314  (hostile XML ends this process at most)


def _named(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == name]


def _codes_of_styles(archive: zipfile.ZipFile) -> dict[bytes, str] | None:
    """Return the number format of each cell style with another than GENERAL or text; None if no XML holds them."""
    try:
        root = _parsed(archive, "xl/styles.xml")
    except (KeyError, ElementTree.ParseError):
        return None
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _named(root, "numFmt")}
    codes: dict[bytes, str] = {}
    for styles in _named(root, "cellXfs"):
        for number, style in enumerate(styles):
            known = style.get("numFmtId", "0")
            code = own.get(known) or _BUILT_IN.get(known, "?")
            if code not in (GENERAL, "@"):
                codes[str(number).encode()] = code
    return codes


def _marks_of(sheet: bytes, codes: dict[bytes, str] | None) -> _Marks:
    """Return the marks of a sheet by the number formats of its styles."""
    formats: dict[tuple[int, int], str] = {}
    without_value: dict[int, dict[int, str]] = {}
    is_told = codes is not None
    for cell in _CELL.finditer(sheet) if codes or _FORMULA.search(sheet) or _HAS_ERROR.search(sheet) else ():
        found = dict(_ATTRIBUTE.findall(cell[1]))
        code = codes.get(found.get(b"s", b"")) if codes else None
        place = _REFERENCE.fullmatch(found.get(b"r", b""))
        if not place:
            # The place of a cell without a reference could only be counted.
            is_told = is_told and not code
            continue
        row, column = int(place[2]), _column(place[1])
        if code:
            formats[row, column] = code
        # A formula whose value is an empty text has the type str.
        if found.get(b"t") == b"e":
            without_value.setdefault(row, {})[column] = ERROR
        elif _FORMULA.search(cell[2]) and not _VALUE.search(cell[2]) and found.get(b"t") != b"str":
            without_value.setdefault(row, {})[column] = NO_VALUE
    return _Marks(formats if is_told else None, without_value, tuple(int(row) for row in _HIDDEN_ROW.findall(sheet)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _row(cells: list[Any]) -> list[str]:
    """Return the texts of a row's cells, without blank ones at its end."""
    texts = [cell if isinstance(cell, str) else _text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | timedelta) else ""


if __name__ == "__main__":
    sys.exit(main())
