"""Every format that banks are read from and written to. A new one needs its own module and a line here."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from quiz.banks.formats.exchange import Exported, Hints, Imported, ImportReport
from quiz.banks.formats.file_reading import UnusableFileError, encoding_advice, read_content, text_of
from quiz.banks.formats.recognition import recognise
from quiz.banks.model import Bank


class Format(Struct, frozen=True, kw_only=True):
    """How one format is read and written, and the suffixes of its files."""

    suffixes: tuple[str, ...]
    reader: str
    """``module:function`` that takes a text (``binary``: bytes) and a file name and returns an Imported."""
    writer: str = ""
    """``module:function`` that takes a Bank and returns an Exported; empty if the format is only read."""
    binary: bool = False
    hinted: bool = False
    """Whether the reader also takes what somebody says about the file (``Hints``)."""


FORMATS: dict[str, Format] = {
    "gift": Format(suffixes=(".gift",), reader="gift_reading:read_gift", writer="gift_writing:write_gift"),
    "moodle": Format(
        suffixes=(".xml",), reader="moodle_xml_reading:read_moodle_xml", writer="moodle_xml_writing:write_moodle_xml"
    ),
    "aiken": Format(suffixes=(".aiken",), reader="aiken:read_aiken", writer="aiken:write_aiken"),
    "csv": Format(suffixes=(".csv", ".tsv"), reader="delimited:read_csv", writer="table_writing:write_csv", hinted=True),
    "xlsx": Format(
        suffixes=(".xlsx", ".xlsm", ".xls", ".ods"),
        reader="workbooks:read_xlsx",
        writer="table_writing:write_xlsx",
        binary=True,
        hinted=True,
    ),
    "kahoot": Format(suffixes=(), reader="workbooks:read_xlsx", writer="kahoot:write_kahoot", binary=True, hinted=True),
    "terms": Format(suffixes=(), reader="terms:read_terms"),
    "quizmaster": Format(suffixes=(".json",), reader="quizmaster:read_quizmaster", hinted=True),
    "toml": Format(suffixes=(".toml",), reader="toml_reading:read_toml"),
}
"""By the name that ``--format`` takes."""


def read_file(file: Path, name: str | None = None, hints: Hints | None = None) -> Imported:
    """Read a file in the named format, or else in the one that its content and suffix tell. Raises OSError.

    A file that cannot be used, or is in no known format, gives one problem and no questions.
    """
    try:
        return _read(file, read_content(file), name, hints or Hints())
    except UnusableFileError as why:
        return _refused(file, why)


def _read(file: Path, content: bytes, name: str | None, hints: Hints) -> Imported:
    name = name or format_of(file, content)
    if name is None:
        fix = f"Say so with --format: {', '.join(FORMATS)}."
        raise UnusableFileError("Neither its name nor what is in it tells what it is.", fix)
    form = FORMATS[name]
    read: Callable[..., Imported] = _function(form.reader)
    said = (hints,) if form.hinted else ()
    if form.binary:
        return read(content, str(file), *said)
    found = text_of(content)
    imported = read(found.text, str(file), *said)
    if not (assumed := encoding_advice(found)):
        return imported
    line, message, fix = assumed
    report = ImportReport(str(file))
    report.advice(line, "encoding", message, fix)
    return msgspec.structs.replace(imported, problems=(*report.problems(), *imported.problems))


def write_bank(bank: Bank, name: str) -> Exported:
    """Return a bank in the named format, which must have a writer."""
    exported: Exported = _function(FORMATS[name].writer)(bank)
    return exported


def format_of(file: Path, content: bytes) -> str | None:
    """Return the name of a file's format, by its content and its suffix; None if neither tells.

    Raises UnusableFileError, with the way round, for a format that is known but not read.
    """
    suffix = file.suffix.lower()
    by_suffix = next((name for name, form in FORMATS.items() if suffix in form.suffixes), None)
    return recognise(content, by_suffix, FORMATS)


def _function(where: str) -> Callable[..., Any]:
    module, _, function = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"quiz.banks.formats.{module}"), function)
    return found


def _refused(file: Path, why: UnusableFileError) -> Imported:
    report = ImportReport(str(file))
    report.fault(why.line, "unreadable", why.message, why.fix)
    return Imported(questions=(), problems=report.problems())
