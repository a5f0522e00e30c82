"""Every format that banks are read from and written to. A new one is a module of its own and a line here."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from quiz.banks.formats.exchange import Exported, Imported
from quiz.banks.model import Bank
from quiz.files import read_file as read_bytes
from quiz.questions.diagnostics import PlacedDiagnostic

_AIKEN = re.compile(r"^ANSWER:\s*[A-Z]", re.MULTILINE)


class Format(Struct, frozen=True, kw_only=True):
    """One format by its name."""

    suffixes: tuple[str, ...]
    reader: str
    """``module:function`` that takes a text (``binary``: bytes) and a file name and returns an Imported."""
    writer: str = ""
    """``module:function`` that takes a Bank and returns an Exported; empty where nothing is written."""
    binary: bool = False


FORMATS: dict[str, Format] = {
    "gift": Format(suffixes=(".gift", ".txt"), reader="gift_reading:read_gift", writer="gift_writing:write_gift"),
    "aiken": Format(suffixes=(".aiken", ".txt"), reader="aiken:read_aiken", writer="aiken:write_aiken"),
    "csv": Format(suffixes=(".csv", ".tsv"), reader="tables:read_csv", writer="tables:write_csv"),
    "xlsx": Format(suffixes=(".xlsx", ".xlsm", ".xls", ".ods"), reader="tables:read_xlsx", binary=True),
    "quizmaster": Format(suffixes=(".json",), reader="quizmaster:read_quizmaster"),
    "toml": Format(suffixes=(".toml",), reader="toml_reading:read_toml"),
}
"""By the name that ``--format`` takes."""


def read_file(file: Path, name: str | None = None) -> Imported:
    """Read a file in the format of this name, or in the one that its name and content tell. Raises OSError.

    A file of no known format, or one that is not UTF-8, has one problem and no question.
    """
    content = read_bytes(file)
    name = name or format_of(file, content)
    if name is None:
        message = "Its name does not tell what it is."
        return _refused(file, 0, message, f"Say so with --format: {', '.join(FORMATS)}.")
    form = FORMATS[name]
    if form.binary:
        imported: Imported = _function(form.reader)(content, str(file))
        return imported
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fix = 'Save it as UTF-8: in your editor, or in Moodle and Excel, choose "UTF-8" when you save or export it.'
        return _refused(file, line, "The file is not UTF-8 text.", fix)
    read: Imported = _function(form.reader)(text, str(file))
    return read


def write_bank(bank: Bank, name: str) -> Exported:
    """Return a bank in the format of this name; it must be one that is written."""
    exported: Exported = _function(FORMATS[name].writer)(bank)
    return exported


def format_of(file: Path, content: bytes) -> str | None:
    """Return the name of a file's format, by its suffix, and by its content where two share that; None if unknown."""
    suffix = file.suffix.lower()
    if suffix == ".txt":
        # Aiken's answers are unmistakable; everything else that Moodle writes into a text file is GIFT.
        return "aiken" if _AIKEN.search(content.decode("utf-8", "replace").replace("\r", "\n")) else "gift"
    return next((name for name, form in FORMATS.items() if suffix in form.suffixes), None)


def _function(where: str) -> Callable[..., Any]:
    module, _, function = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"quiz.banks.formats.{module}"), function)
    return found


def _refused(file: Path, line: int, message: str, fix: str) -> Imported:
    problem = PlacedDiagnostic(file=str(file), line=line, key="", level="fault", rule="unreadable", message=message, fix=fix)
    return Imported(questions=(), problems=(problem,))
