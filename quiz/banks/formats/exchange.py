"""Shared by all readers and writers of other formats: results, reports, and merging parts into one draft."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from quiz.banks.formats.headings import KeyKind
from quiz.banks.model import Bank, BankInfo, Document, Source
from quiz.banks.rules import question_diagnostics
from quiz.questions.characters import REFUSED_CHARACTER, name_of_character
from quiz.questions.diagnostics import KeyPath, PlacedDiagnostic
from quiz.questions.question import Question
from quiz.questions.text import plural, printable

LONGEST_TEXT = 20_000
"""The most characters in any text of an imported question; a longer one is hardly a question."""

LONGEST_ID = 60
"""The most characters in an id made from a name or a prompt; a number after it may add a few."""

# How many questions a line names that all lack the same.
_NAMED = 3
# How much of a name or prompt is read: the words of an id come from its beginning.
_LOOKED_AT = 200
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’]")


class Hints(Struct, frozen=True, kw_only=True):
    """What somebody says about a file that it does not say itself."""

    correct: KeyKind | None = None
    """How its keys are meant."""
    count_from: Literal[0, 1] | None = None
    """The number of its first position, where a format leaves that open."""
    columns: dict[str, str] = {}
    """The file's own headings, by our columns."""


class Tally(Struct, frozen=True, kw_only=True):
    """How the rows of a table, or the entries of a list, add up: each that is not blank is counted once."""

    rows: int
    questions: int
    left_out: int
    others: int
    """Headings, titles and other rows without a question."""
    what: Literal["row", "entry"] = "row"


class Imported(Struct, frozen=True, kw_only=True):
    """The result of reading a file in another format."""

    questions: tuple[Question, ...]
    """The questions, each fit for a draft; their ids are unique within the file."""
    problems: tuple[PlacedDiagnostic, ...] = ()
    """Level "fault": a question was left out. Level "advice": part of one was changed or left behind."""
    title: str = ""
    """A title for the bank, if the file has one."""
    sources: dict[str, Source] = {}
    """The sources that the file gives in full, as our own exports do, by key."""
    tally: Tally | None = None
    """How its rows add up, if it has rows."""


class Exported(Struct, frozen=True, kw_only=True):
    """A bank written in another format."""

    text: str
    content: bytes | None = None
    """The file if it is not text but, for example, a workbook."""
    problems: tuple[PlacedDiagnostic, ...] = ()
    """Level "fault": a question that the format cannot hold. Level "advice": a part of one that it cannot."""


class LeftOut(Exception):  # noqa: N818  (no error of the program)
    """A question that a reader or a writer cannot carry over: which rule it breaks, why, and what to do about it."""

    def __init__(self, rule: str, message: str, fix: str, line: int = 0, path: KeyPath = ()) -> None:
        """``line`` is 0 and ``path`` empty if the question as a whole is meant."""
        super().__init__(message)
        self.rule, self.message, self.fix, self.line, self.path = rule, message, fix, line, path


def no_such_type(question: Question, name: str) -> LeftOut:
    """Return the error for a type that the format called ``name`` does not have."""
    fix = "Ask it another way, or leave it to this program."
    return LeftOut("left-out", f'{name} has no "{question.type}" questions.', fix)


def refuse_faulty(question: Question, sources: Iterable[str]) -> None:
    """Raise LeftOut for a question that is not even fit for a draft, or has a text that is far too long.

    ``sources`` are the keys of the file's sources.
    """
    # Most questions are short as a whole, so their texts need no look.
    if len(msgspec.json.encode(question)) > LONGEST_TEXT:
        longest = max(map(len, _texts(msgspec.to_builtins(question))))
        if longest > LONGEST_TEXT:
            message = f"a text of it has {longest:,} characters."
            raise LeftOut("too-long", message, f"Look whether a mark is missing that ends it; {LONGEST_TEXT:,} is the most.")
    for fault in question_diagnostics(question, sources, draft=True):
        if fault.level == "fault":
            raise LeftOut(fault.rule, fault.message[:1].lower() + fault.message[1:], fault.fix, path=fault.path)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


class SourceKeys:
    """The sources of a bank being made, each once, under a unique key."""

    def __init__(self) -> None:
        """Start without sources."""
        self.sources: dict[str, Source] = {}
        """Every source by its key."""
        self._keys: dict[Source, str] = {}
        self._last: dict[str, int] = {}

    def key_of(self, source: Source, wanted: str = "") -> str:
        """Return the source's key, made from ``wanted`` or its title if it is new."""
        if source not in self._keys:
            stem = wanted or slugify(source.title) or "source"
            key = stem
            while key in self.sources:
                # Counts on from the last number, so that the thousandth source of a title takes no longer than the second.
                self._last[stem] = self._last.get(stem, 1) + 1
                key = f"{stem}-{self._last[stem]}"
            self._keys[source], self.sources[key] = key, source
        return self._keys[source]


def unique_ids(wanted: Iterable[str]) -> list[str]:
    """Return an id for each wanted text: lower-case words joined by hyphens, made unique by ``-2``, ``-3`` and so on.

    A text that is an id already keeps it unless an earlier one has it; one without a letter or figure that an id can
    hold becomes ``question``.
    """
    taken: set[str] = set()
    following: dict[str, int] = {}
    ids: list[str] = []
    for text in wanted:
        stem = slugify(text) or "question"
        identifier = stem
        while identifier in taken:
            following[stem] = following.get(stem, 1) + 1
            identifier = f"{stem}-{following[stem]}"
        taken.add(identifier)
        ids.append(identifier)
    return ids


def with_ids(questions: Sequence[Question], wanted: Iterable[str]) -> tuple[Question, ...]:
    """Return the questions with the ids that ``unique_ids`` makes from ``wanted``."""
    ids: list[dict[str, Any]] = [{"id": identifier} for identifier in unique_ids(wanted)]
    return tuple(msgspec.structs.replace(question, **own) for question, own in zip(questions, ids, strict=True))


def slugify(text: str) -> str:
    """Return the beginning of ``text`` as lower-case words joined by hyphens; empty if it has no letter or figure."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text[:_LOOKED_AT])).encode("ascii", "ignore").decode()
    whole = _NOT_IN_IDS.sub("-", plain.lower()).strip("-")
    if len(whole) <= LONGEST_ID:
        return whole
    words, _, _ = whole[: LONGEST_ID + 1].rpartition("-")
    return words or whole[:LONGEST_ID]


class ImportReport:
    """The problems of one file, in the order of its lines."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[PlacedDiagnostic] = []

    def fault(self, line: int, rule: str, message: str, fix: str) -> None:
        """Note that a question was left out."""
        self._problems.append(
            PlacedDiagnostic(file=self._file, line=line, key="", level="fault", rule=rule, message=message, fix=fix)
        )

    def advice(self, line: int, rule: str, message: str, fix: str) -> None:
        """Note that something was changed or left behind."""
        self._problems.append(
            PlacedDiagnostic(file=self._file, line=line, key="", level="advice", rule=rule, message=message, fix=fix)
        )

    def problems(self) -> tuple[PlacedDiagnostic, ...]:
        """Return all problems in the order of the lines."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))


def clean_lines(text: str, report: ImportReport) -> str:
    """Return ``text`` with plain line feeds, and without a byte order mark or refused characters."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = REFUSED_CHARACTER.search(text)
    if not first:
        return text
    names = sorted({name_of_character(character) for character in REFUSED_CHARACTER.findall(text)})
    some = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    message = f"Characters that mislead or cannot be seen were taken out, the first of them here: {printable(some)}."
    report.advice(
        text.count("\n", 0, first.start()) + 1, "refused-character", message, "See that the text still reads well."
    )
    return REFUSED_CHARACTER.sub("", text)


def not_carried(bank: Bank, position: int | None, what: str, fix: str, *, left_out: bool = False) -> PlacedDiagnostic:
    """Return the problem for what a format cannot hold of the question at ``position``, or of the bank if that is None.

    ``what`` is the part that is left behind, or why the question is left out. Questions with the same are listed together,
    so it names nothing of this one alone.
    """
    level: Literal["fault", "advice"] = "fault" if left_out else "advice"
    rule = "left-out" if left_out else "not-carried"
    key, question = ("bank", "") if position is None else (f"questions[{position}]", bank.questions[position].id)
    message = f"{'Left out' if left_out else 'Left behind'}: {what}"
    return PlacedDiagnostic(
        file=bank.file, line=0, key=key, level=level, rule=rule, message=message, fix=fix, question=question
    )


def losses_in_short(problems: Iterable[PlacedDiagnostic]) -> Iterator[str]:
    """Yield a line for each kind of thing that was not carried over: what, of how many questions, and of which.

    Every question that was left out is named; of those that lack a part, the first few.
    """
    kinds: dict[tuple[str, str, bool], list[str]] = {}
    for problem in problems:
        kinds.setdefault((problem.message, problem.fix, problem.level == "fault"), []).append(problem.question)
    for (message, fix, left_out), ids in sorted(kinds.items(), key=lambda kind: kind[0][2]):
        named = ids if left_out else ids[:_NAMED]
        more = f" and {len(ids) - len(named)} more" if len(ids) > len(named) else ""
        # What is lost of the bank as a whole is of no question.
        of = f" {plural(len(ids), 'question')}: {', '.join(named)}{more}." if all(ids) else ""
        yield f"{message}{of} {fix}"


Remarks = dict[str, list[str]]
"""Notes to write above questions, by question id."""


def joined(parts: Sequence[Imported]) -> tuple[tuple[Question, ...], dict[str, Source]]:
    """Return all questions and all sources, with unique ids and keys."""
    sources = SourceKeys()
    questions: list[Question] = []
    for part in parts:
        keys = {key: sources.key_of(source, key) for key, source in part.sources.items()}
        for question in part.questions:
            changes: dict[str, Any] = {"sources": tuple(keys.get(key, key) for key in question.sources)}
            questions.append(msgspec.structs.replace(question, **changes))
    return with_ids(questions, (question.id for question in questions)), sources.sources


def merge(parts: Sequence[Imported], about: BankInfo) -> tuple[Document, Remarks]:
    """Return one document of all questions, and what each of them still lacks."""
    questions, sources = joined(parts)
    remarks = {question.id: notes for question in questions if (notes := lacking(question))}
    return Document(format=1, bank=about, sources=sources, questions=questions), remarks


def lacking(question: Question) -> list[str]:
    """Return a note for each thing that the trainer still has to write."""
    notes: list[str] = []
    if not question.explanation.strip():
        notes.append("To do: an explanation, which is shown after the answer, right or wrong.")
    if not question.sources:
        notes.append('To do: a source. Write a [sources.name] table above, and here  sources = ["name"].')
    if any(question.unexplained()):
        notes.append("To do: a  why  for each answer that is not right.")
    return notes
