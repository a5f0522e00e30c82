"""Reads bank files: a typed bank from each file without faults, and every problem of every file."""

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import tomli
from msgspec import Struct

from quiz.banks import rules
from quiz.banks.model import FORMAT, Bank, BankInfo, Document, Source, document_type
from quiz.files import read_file
from quiz.paths import is_missing, is_shipped
from quiz.questions.characters import may_hide_refused_characters
from quiz.questions.diagnostics import Diagnostic, KeyPath, PlacedDiagnostic, quoted
from quiz.questions.question import Question
from quiz.questions.text import printable
from quiz.questions.types import any_question

REPEATED = "repeated-bank"
"""The rule that leaves out the second bank with an id."""


class Reading(Struct, frozen=True, kw_only=True):
    """The result of reading one file."""

    file: str
    bank: Bank | None
    """The bank; None if the file has faults."""
    problems: tuple[PlacedDiagnostic, ...] = ()
    in_place_of: str = ""
    """The file of the shipped bank with the same id that this one replaces; empty if there is none."""

    @property
    def faults(self) -> tuple[PlacedDiagnostic, ...]:
        """The problems that keep the bank from being played."""
        return tuple(problem for problem in self.problems if problem.level == "fault")


class Library(Struct, frozen=True, kw_only=True):
    """All files that were read, with their banks and problems."""

    readings: tuple[Reading, ...] = ()

    @property
    def by_title(self) -> tuple[Reading, ...]:
        """Every file in the order shown to people: those that can be played, by title, then the others."""
        return tuple(sorted(self.readings, key=_place_by_title))

    @property
    def banks(self) -> dict[str, Bank]:
        """The banks that can be played, by id, sorted by title."""
        return {reading.bank.id: reading.bank for reading in self.by_title if reading.bank}

    def shadows(self, bank: Bank) -> bool:
        """Say whether another bank of these files has the id of ``bank``, which was read by its path."""
        own = self.banks.get(bank.id)
        return own is not None and own.content_hash != bank.content_hash

    @property
    def problems(self) -> tuple[PlacedDiagnostic, ...]:
        """Every problem of every file."""
        return tuple(problem for reading in self.readings for problem in reading.problems)

    @property
    def broken(self) -> tuple[Reading, ...]:
        """The files that cannot be played."""
        return tuple(reading for reading in self.readings if reading.bank is None)


def _place_by_title(reading: Reading) -> tuple[bool, str, str]:
    bank = reading.bank
    return (False, bank.title.casefold(), bank.id) if bank else (True, "", "")


def load_library(folders: Iterable[Path]) -> Library:
    """Read every ``*.toml`` file of the folders. A bank with the id of an earlier file's is left out, and both are named."""
    return read_files(bank_files(folders))


def read_files(files: Iterable[Path]) -> Library:
    """Read these files as ``load_library`` reads those of folders. A missing file counts as one with a fault."""
    readings: list[Reading] = []
    owner: dict[str, Reading] = {}
    for file in files:
        reading = read_bank(file)
        bank = reading.bank
        before = owner.get(bank.id) if bank else None
        if before and is_shipped(Path(before.file)) and not is_shipped(file):
            # A shipped bank that somebody has changed replaces the one that came with the program.
            readings.remove(before)
            reading = msgspec.structs.replace(reading, in_place_of=before.file)
        elif before:
            reading = _refuse_second(reading, before.file)
        if bank and reading.bank:
            owner[bank.id] = reading
        readings.append(reading)
    return Library(readings=tuple(readings))


def bank_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield each bank file of the folders once, sorted by name within a folder; missing folders hold none.

    A folder that may not be searched is yielded itself, so that reading it reports why.
    """
    seen: set[Path] = set()
    for folder in folders:
        for file in _files_of(folder):
            resolved = Path(os.path.realpath(file))
            if resolved not in seen:
                seen.add(resolved)
                yield file


def _files_of(folder: Path) -> list[Path]:
    if is_missing(folder):
        return []
    try:
        # Path.glob is silent about a folder that it may not list.
        return sorted(entry for entry in folder.iterdir() if os.path.normcase(entry.suffix) == ".toml")
    except OSError:
        return [folder]


def read_bank(file: Path) -> Reading:
    """Read one bank file. Never raises for the file's content, or if the file cannot be read."""
    try:
        content = read_file(file)
    except OSError as error:
        return _unreadable(file, f"It cannot be read: {error.strerror or error}.", "Check its name and permissions.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fix = 'In your editor choose "Save with encoding" and UTF-8.'
        return _unreadable(file, "The file is not UTF-8 text.", fix, line)
    return read_text(text, str(file), hashlib.sha256(content).hexdigest()[:16])


def read_text(text: str, file: str, content_hash: str = "") -> Reading:
    """Read a bank from the text of a TOML file, which may have a byte order mark; ``file`` names it in problems."""
    try:
        with resting_collector():
            return _read_text(text, text.removeprefix("\ufeff").replace("\r\n", "\n"), file, content_hash)
    except RecursionError:
        fault = _fault(file, 0, "syntax", "The values are nested too deeply to be read.", "Take brackets out.")
        return Reading(file=file, bank=None, problems=(fault,))


@contextmanager
def resting_collector() -> Iterator[None]:
    """Pause the garbage collector while everything made stays in use: it would walk through it in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read_text(whole: str, text: str, file: str, content_hash: str) -> Reading:
    try:
        document = tomli.loads(text)
    except ValueError:
        return Reading(file=file, bank=None, problems=_problems_of_broken(text, file))
    try:
        typed = msgspec.convert(document, document_type())
    except msgspec.ValidationError:
        return Reading(file=file, bank=None, problems=_problems_of_misshapen(document, text, file))
    diagnostics = list(_document_diagnostics(typed))
    if may_hide_refused_characters(text):
        diagnostics += rules.text_diagnostics(document)
    problems = _placed(diagnostics, document, text, file) if diagnostics else ()
    if any(problem.level == "fault" for problem in problems):
        return Reading(file=file, bank=None, problems=problems)
    bank = Bank(
        about=typed.bank,
        sources=typed.sources,
        questions=typed.questions,
        file=file,
        content_hash=content_hash,
        text=whole,
    )
    return Reading(file=file, bank=bank, problems=problems)


def _problems_of_misshapen(document: dict[str, Any], text: str, file: str) -> tuple[PlacedDiagnostic, ...]:
    """Return what is wrong with a document that is TOML but not a bank."""
    from quiz.banks.syntax import has_odd_lines

    if has_odd_lines(text):
        return _problems_of_broken(text, file)
    return _placed(_all_diagnostics(document), document, text, file)


def _document_diagnostics(document: Document) -> Iterator[Diagnostic]:
    yield from _below(("bank",), rules.about_diagnostics(document.bank))
    for key, source in document.sources.items():
        yield from _below(("sources", key), rules.source_diagnostics(source))
    if not document.questions:
        yield _NO_QUESTIONS
    yield from _questions_diagnostics(list(enumerate(document.questions)), document.sources, document.bank.draft)
    yield from rules.scored_diagnostics(document.questions)
    yield from _below(("bank",), rules.topics_diagnostics(document.bank, document.questions))


_NO_QUESTIONS = Diagnostic(
    ("questions",), "no-questions", "The bank has no questions.", "Add at least one [[questions]] table."
)


def _questions_diagnostics(
    questions: list[tuple[int, Question]], sources: Iterable[str] | None, draft: bool
) -> Iterator[Diagnostic]:
    for position, question in questions:
        yield from _below(("questions", position), rules.question_diagnostics(question, sources, draft))
    yield from rules.repeated_id_diagnostics(questions)


def _all_diagnostics(document: dict[str, object], whole: bool = True) -> Iterator[Diagnostic]:
    """Yield every diagnostic of a document that does not fit the model: on its shape, and by the rules where they apply.

    ``whole`` is false if parts of the file could not be parsed: then nothing is reported that only seems to be missing.
    """
    from quiz.banks.shape import coerce, shape_diagnostics

    if isinstance(number := document.get("format"), int) and not isinstance(number, bool) and number != FORMAT:
        message = f"This bank has format {number}; this program reads format {FORMAT}."
        yield Diagnostic(("format",), "unknown-format", message, f"Write  format = {FORMAT}, or install a newer program.")
        if number > FORMAT:
            return
        document = {**document, "format": FORMAT}
    misfits = list(shape_diagnostics(document, document_type()))
    for diagnostic in misfits:
        if whole or len(diagnostic.path) > 1 or diagnostic.rule != "missing-key":
            yield diagnostic
    yield from rules.text_diagnostics(document)
    left_out = {diagnostic.path for diagnostic in misfits}
    left_out |= {(*diagnostic.path[:-1], diagnostic.meant) for diagnostic in misfits if diagnostic.meant}
    holding = {path[:length] for path in left_out for length in range(len(path))}
    for diagnostic in _rule_diagnostics(coerce(document, document_type()), whole):
        if not _follows(diagnostic, left_out, holding):
            yield diagnostic


def _follows(diagnostic: Diagnostic, left_out: set[KeyPath], holding: set[KeyPath]) -> bool:
    """Say whether a rule may be broken only because a misfit was left out: the key may be there, though unreadable."""
    path = diagnostic.path
    if any(path[:length] in left_out for length in range(1, len(path) + 1)):
        return True
    match diagnostic.rule:
        case "no-key" | "no-way-on" | "too-few":
            return path in holding
        case "unreachable-scene":
            return path[:3] in holding
        case "unknown-scene":
            return (*path[:2], "scenes") in left_out
        case "unknown-source":
            return ("sources",) in left_out
        case "missing-explanation" | "missing-sources":
            # It may be a draft, for which these are not faults, but that cannot be read.
            return ("bank", "draft") in left_out or ("bank",) in left_out
        case "unknown-topic":
            return any(_may_hide_topic(misfit) for misfit in left_out)
    return False


def _may_hide_topic(misfit: KeyPath) -> bool:
    """Say whether this misfit may hide a question's topic."""
    match misfit:
        case ("questions",) | ("questions", _) | ("questions", _, "topic" | "type"):
            return True
    return False


def _rule_diagnostics(document: dict[str, Any], whole: bool) -> Iterator[Diagnostic]:
    about = msgspec.convert(document["bank"], BankInfo)
    yield from _below(("bank",), rules.about_diagnostics(about))
    sources = document.get("sources", {})
    for key, source in sources.items():
        yield from _below(("sources", key), rules.source_diagnostics(msgspec.convert(source, Source)))
    if not document["questions"]:
        yield _NO_QUESTIONS
    typed = [(i, msgspec.convert(question, any_question())) for i, question in enumerate(document["questions"]) if question]
    yield from _questions_diagnostics(typed, sources if whole else None, about.draft)
    if whole:
        yield from _below(("bank",), rules.topics_diagnostics(about, (question for _, question in typed)))


def _below(path: KeyPath, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics about a part of the document as diagnostics about the document."""
    for diagnostic in diagnostics:
        yield msgspec.structs.replace(diagnostic, path=path + diagnostic.path)


def _placed(
    diagnostics: Iterable[Diagnostic],
    document: dict[str, Any],
    text: str,
    file: str,
    numbers: Sequence[int] | None = None,
) -> tuple[PlacedDiagnostic, ...]:
    """Give diagnostics of a document their file, line and question, sorted by line.

    ``numbers`` are the positions in the file of the questions in ``text``, if others were blanked.
    """
    from quiz.banks.lines import LineFinder

    finder = LineFinder(text)
    problems = [
        diagnostic.placed(
            file,
            finder.line(diagnostic.path),
            _renumbered(diagnostic.path, numbers),
            _id_of_question(document, diagnostic.path),
        )
        for diagnostic in diagnostics
    ]
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _id_of_question(document: dict[str, Any], path: KeyPath) -> str:
    """Return the id of the question that a path leads into; empty if it has none."""
    match path:
        case ("questions", int(position), *_):
            questions = document.get("questions")
            question = questions[position] if isinstance(questions, list) else None
            identifier = question.get("id") if isinstance(question, dict) else None
            return identifier if isinstance(identifier, str) else ""
    return ""


def _renumbered(path: KeyPath, numbers: Sequence[int] | None) -> KeyPath:
    match path:
        case ("questions", int(position), *rest) if numbers is not None:
            return ("questions", numbers[position], *rest)
    return path


def _problems_of_broken(text: str, file: str) -> tuple[PlacedDiagnostic, ...]:
    """Return every syntax fault of a file, and what is wrong in the parts that can be read."""
    from quiz.banks.syntax import parse_broken

    parsed = parse_broken(text)
    problems = [_fault(file, fault.line, "syntax", fault.message, fault.fix) for fault in parsed.faults]
    diagnostics = _all_diagnostics(parsed.document, parsed.whole)
    problems += _placed(diagnostics, parsed.document, parsed.text, file, parsed.numbers)
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _fault(file: str, line: int, rule: str, message: str, fix: str, key: str = "") -> PlacedDiagnostic:
    return PlacedDiagnostic(file=file, line=line, key=key, level="fault", rule=rule, message=message, fix=fix)


def _unreadable(file: Path, message: str, fix: str, line: int = 0) -> Reading:
    return Reading(file=str(file), bank=None, problems=(_fault(str(file), line, "unreadable", message, fix),))


def _refuse_second(reading: Reading, owner: str) -> Reading:
    bank = reading.bank
    assert bank
    message = f"The bank id {quoted(bank.id)} belongs to {printable(owner)} already."
    fix = "Give one of the two another id."
    fault = _fault(reading.file, _line_of_id(reading.file), REPEATED, message, fix, "bank.id")
    return Reading(file=reading.file, bank=None, problems=(*reading.problems, fault))


def _line_of_id(file: str) -> int:
    return _line_in(Path(file), ("bank", "id"))


def line_of_question(file: Path, position: int) -> int:
    """Return the line at which the question at ``position`` begins; 1 if that is unknown."""
    return _line_in(file, ("questions", position))


def _line_in(file: Path, path: KeyPath) -> int:
    from quiz.banks.lines import LineFinder

    try:
        return LineFinder(read_file(file).decode("utf-8-sig")).line(path)
    except (OSError, ValueError):
        return 1
