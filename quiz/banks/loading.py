"""Reads bank files: a typed bank where there is no fault, and every problem of every file where there is one."""

import gc
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import tomli
from msgspec import Struct

from quiz.banks import rules
from quiz.banks.model import FORMAT, Bank, BankInfo, Document, Source, document_type
from quiz.files import read_file
from quiz.paths import is_missing
from quiz.questions.diagnostics import Diagnostic, KeyPath, PlacedDiagnostic, quoted
from quiz.questions.question import Question
from quiz.questions.text import may_hide_refused_characters, printable
from quiz.questions.types import any_question


class Reading(Struct, frozen=True, kw_only=True):
    """What came of reading one file."""

    file: str
    bank: Bank | None
    """The bank, or None where the file has faults."""
    problems: tuple[PlacedDiagnostic, ...] = ()

    @property
    def faults(self) -> tuple[PlacedDiagnostic, ...]:
        """The problems that keep the bank from being played."""
        return tuple(problem for problem in self.problems if problem.level == "fault")


class Library(Struct, frozen=True, kw_only=True):
    """All banks that were found, and what is wrong with the others."""

    readings: tuple[Reading, ...] = ()

    @property
    def banks(self) -> dict[str, Bank]:
        """The banks that can be played, by id, sorted by title."""
        found = [reading.bank for reading in self.readings if reading.bank]
        return {bank.id: bank for bank in sorted(found, key=lambda bank: (bank.title.casefold(), bank.id))}

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


def load_library(folders: Iterable[Path]) -> Library:
    """Read every ``*.toml`` file of the folders. A bank whose id an earlier file has is left out, with both named."""
    return read_files(bank_files(folders))


def read_files(files: Iterable[Path]) -> Library:
    """Read these files, as ``load_library`` does those of folders. A file that is not there is one that has a fault."""
    readings: list[Reading] = []
    owner: dict[str, str] = {}
    for file in files:
        reading = read_bank(file)
        if reading.bank and reading.bank.id in owner:
            reading = _refuse_second(reading, owner[reading.bank.id])
        elif reading.bank:
            owner[reading.bank.id] = reading.file
        readings.append(reading)
    return Library(readings=tuple(readings))


def bank_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield each bank file of the folders once, sorted by name within a folder; missing folders hold none.

    A folder that may not be searched is yielded itself, so that reading it says why.
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
        # Path.glob says nothing of a folder that it may not list.
        return sorted(entry for entry in folder.iterdir() if os.path.normcase(entry.suffix) == ".toml")
    except OSError:
        return [folder]


def read_bank(file: Path) -> Reading:
    """Read one bank file. Never raises for what is in the file or for a file that cannot be read."""
    try:
        content = read_file(file)
    except OSError as error:
        return _unreadable(file, f"It cannot be read: {error.strerror or error}.", "Check its name and permissions.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fix = 'In your editor choose "Save with encoding" and UTF-8.'
        return _unreadable(file, "The file is not UTF-8 text.", fix, line)
    return read_text(text, str(file), hashlib.sha256(content).hexdigest()[:16])


def read_text(text: str, file: str, content_hash: str = "") -> Reading:
    """Read a bank from the text of a TOML file; ``file`` names it in problems."""
    # All that reading makes is still in use at its end: the collector would only walk through it, again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_text(text.replace("\r\n", "\n"), file, content_hash)
    except RecursionError:
        fault = _fault(file, 0, "syntax", "The values are nested too deeply to be read.", "Take brackets out.")
        return Reading(file=file, bank=None, problems=(fault,))
    finally:
        if collecting:
            gc.enable()


def _read_text(text: str, file: str, content_hash: str) -> Reading:
    try:
        document = tomli.loads(text)
    except ValueError:
        return Reading(file=file, bank=None, problems=_problems_of_broken(text, file))
    try:
        typed = msgspec.convert(document, document_type())
    except msgspec.ValidationError:
        return Reading(file=file, bank=None, problems=_placed(_all_diagnostics(document), text, file))
    diagnostics = list(_document_diagnostics(typed))
    if may_hide_refused_characters(text):
        diagnostics += rules.text_diagnostics(document)
    problems = _placed(diagnostics, text, file) if diagnostics else ()
    if any(problem.level == "fault" for problem in problems):
        return Reading(file=file, bank=None, problems=problems)
    bank = Bank(about=typed.bank, sources=typed.sources, questions=typed.questions, file=file, content_hash=content_hash)
    return Reading(file=file, bank=bank, problems=problems)


def _document_diagnostics(document: Document) -> Iterator[Diagnostic]:
    yield from _below(("bank",), rules.about_diagnostics(document.bank))
    for key, source in document.sources.items():
        yield from _below(("sources", key), rules.source_diagnostics(source))
    if not document.questions:
        yield _NO_QUESTIONS
    yield from _questions_diagnostics(list(enumerate(document.questions)), document.sources, document.bank.draft)


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
    """Yield every diagnostic of a document that is not shaped like the model: its shape, and the rules where they apply.

    ``whole`` is false where parts of the file could not be parsed: then nothing is said of what seems to be missing.
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


def _below(path: KeyPath, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics about a part of the document as diagnostics about the document."""
    for diagnostic in diagnostics:
        yield msgspec.structs.replace(diagnostic, path=path + diagnostic.path)


def _placed(
    diagnostics: Iterable[Diagnostic], text: str, file: str, numbers: Sequence[int] | None = None
) -> tuple[PlacedDiagnostic, ...]:
    """Give diagnostics their file and line, in the order of the lines.

    ``numbers`` are the positions that the questions of ``text`` have in the file, where others were blanked.
    """
    from quiz.banks.lines import LineFinder

    finder = LineFinder(text)
    problems = [
        diagnostic.placed(file, finder.line(diagnostic.path), _renumbered(diagnostic.path, numbers))
        for diagnostic in diagnostics
    ]
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _renumbered(path: KeyPath, numbers: Sequence[int] | None) -> KeyPath:
    match path:
        case ("questions", int(position), *rest) if numbers is not None:
            return ("questions", numbers[position], *rest)
    return path


# The tables of a question, such as [questions.scenes.door], are parts of it and begin none of their own.
_HEADER = re.compile(r"^[ \t]*\[{1,2}(?![\[ \t]*questions[ \t]*\.)", re.MULTILINE)
_QUESTION_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
_LONG_FIGURE = re.compile(r"[0-9_]{4300,}")
_MOST_SYNTAX_FAULTS = 50


def _problems_of_broken(text: str, file: str) -> tuple[PlacedDiagnostic, ...]:
    """Return every syntax fault of a file that is not TOML, and what is wrong in the parts that are.

    After each fault the part around it, a question or a ``[table]``, is blanked and the rest parsed again.
    """
    problems: list[PlacedDiagnostic] = []
    rest = text
    document: dict[str, object] = {}
    for _ in range(_MOST_SYNTAX_FAULTS):
        try:
            document = tomli.loads(rest)
            break
        except ValueError as error:
            position = _place_of_fault(error, rest)
            problems.append(_syntax_problem(error, position, rest, file))
            rest = _without_part(rest, position)
    diagnostics = _all_diagnostics(document, whole=False)
    problems += _placed(diagnostics, rest, file, _question_numbers(text, rest, document))
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _place_of_fault(error: ValueError, text: str) -> int:
    """Return the position in ``text`` at which a person would look for the fault."""
    if not isinstance(error, tomli.TOMLDecodeError):
        too_long = _LONG_FIGURE.search(text)
        return too_long.start() if too_long else 0
    # A text that is not closed is reported at the end of the file; it began at the last quotes of its kind. A list that
    # is not closed is reported at what follows it; the comma or bracket is missing where the text before that ends.
    for said, quotes in _OPENERS.items():
        if error.msg.startswith(said) and quotes in text:
            return text.rindex(quotes)
    return len(text[: error.pos].rstrip()) if error.msg.startswith("Unclosed") else min(error.pos, len(text.rstrip()))


def _question_numbers(text: str, rest: str, document: dict[str, object]) -> list[int] | None:
    """Return which of the questions of ``text`` those of ``rest`` are; None where their headers do not tell."""
    every = {match.start(): number for number, match in enumerate(_QUESTION_HEADER.finditer(text))}
    left = [match.start() for match in _QUESTION_HEADER.finditer(rest)]
    questions = document.get("questions")
    if not isinstance(questions, list) or len(questions) != len(left):
        return None
    return [every[start] for start in left]


def _without_part(text: str, position: int) -> str:
    """Return ``text`` with the table around ``position`` blanked, line for line."""
    headers = [match.start() for match in _HEADER.finditer(text)]
    start = max((header for header in headers if header <= position), default=0)
    end = min((header for header in headers if header > position), default=len(text))
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


_OPENERS = {"Unterminated": '"""', "Expected \"'''": "'''", "Expected \"'": "'"}
_SYNTAX_FIXES = {
    "Illegal character '\\n'": 'Close the text with a double quote on the same line, or use """ for several lines.',
    "Illegal character": "Take the character out: it cannot be seen.",
    "Expected \"'": "Close the text with the same quotes that opened it.",
    "Invalid date": "Write a date that exists, such as 2026-11-23.",
    "Unterminated string": "Close the text with the same quotes that opened it.",
    "Unclosed array": "Close the list with ] and put commas between its entries.",
    "Unclosed inline table": "Close the { … } and put commas between its keys.",
    "Invalid value": "Put text in double quotes; write true, false, numbers and dates without.",
    "Cannot overwrite a value": "The same key stands twice in this part: take one out.",
    "Cannot declare": "The same [table] stands twice: take one out, or write [[…]] for a list.",
    "Expected '='": "Write  key = value.",
    "Expected newline": 'Put each key on a line of its own; a quote inside text is written \\".',
    "Number too long": "Write a shorter number, or put it in double quotes.",
    "Unescaped": "A backslash inside text is written twice, or use single quotes around the text.",
}


def _syntax_problem(error: ValueError, position: int, text: str, file: str) -> PlacedDiagnostic:
    said = error.msg if isinstance(error, tomli.TOMLDecodeError) else "Number too long"
    fix = next((fix for start, fix in _SYNTAX_FIXES.items() if said.startswith(start)), "See this line again.")
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    seen = text.split("\n")[line - 1].strip()
    at = f", in {quoted(seen, 60)}" if seen else ""
    return _fault(file, line, "syntax", f"This is not TOML: {printable(said)} at column {column}{at}.", fix)


def _fault(file: str, line: int, rule: str, message: str, fix: str, key: str = "") -> PlacedDiagnostic:
    return PlacedDiagnostic(file=file, line=line, key=key, level="fault", rule=rule, message=message, fix=fix)


def _unreadable(file: Path, message: str, fix: str, line: int = 0) -> Reading:
    return Reading(file=str(file), bank=None, problems=(_fault(str(file), line, "unreadable", message, fix),))


def _refuse_second(reading: Reading, owner: str) -> Reading:
    bank = reading.bank
    assert bank
    message = f"The bank id {quoted(bank.id)} belongs to {printable(owner)} already."
    fix = "Give one of the two another id."
    fault = _fault(reading.file, _line_of_id(reading.file), "repeated-bank", message, fix, "bank.id")
    return Reading(file=reading.file, bank=None, problems=(*reading.problems, fault))


def _line_of_id(file: str) -> int:
    from quiz.banks.lines import LineFinder

    try:
        return LineFinder(read_file(Path(file)).decode("utf-8-sig")).line(("bank", "id"))
    except (OSError, ValueError):
        return 1
