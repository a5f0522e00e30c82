"""Makes a bank of other programs' files: what they hold, what is left out and why, and the draft to write.

All of it blocks, a large file for seconds: call it off the loop.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import msgspec
import tomli
from msgspec import Struct

from quiz.banks.foreign import import_command, imported_from
from quiz.banks.formats.exchange import Hints, Imported, Remarks, merge, slugify
from quiz.banks.formats.registry import read_file
from quiz.banks.formats.toml_writing import toml_text
from quiz.banks.loading import read_text
from quiz.banks.model import BankInfo, Document, document_type
from quiz.files import write_new
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.text import plural
from quiz.services.requests import RequestError

_HEAD = (
    "Imported: a draft that plays at once. What is still to be written is marked with To do.",
    "Watch it while you write: quiz bank preview. When all is there, take out the line  draft = true.",
)
_TO_SAY = re.compile(r"--(?:correct|count-from|column|format)\b")
"""An option that a fix asks for on the command line."""


class BankDraft(Struct, frozen=True, kw_only=True):
    """A bank that can be written."""

    document: Document
    remarks: Remarks
    """What each question still lacks, by its id."""
    files: tuple[str, ...] = ()
    """The names of the files that it is made of."""


def read_files(
    files: Sequence[Path],
    form: str | None = None,
    hints: Hints | None = None,
    follow: Callable[[int], None] = lambda done: None,
) -> list[Imported]:
    """Read files in the format ``form``, or each in the one it is recognised by; ``follow`` is told how many are done.

    Raises OSError. A file that cannot be used has one problem and no question.
    """
    parts = []
    for number, file in enumerate(files, 1):
        parts.append(read_file(file, form, hints))
        follow(number)
    return parts


def refuse_taken(target: Path) -> None:
    """Raise RequestError where there is a file already."""
    if target.exists() or target.is_symlink():
        raise _taken(target)


def _taken(target: Path) -> RequestError:
    return RequestError(f'"{target}" is there already and stays as it is. Choose another name.')


def left_out(part: Imported) -> int:
    """Return how many questions of a file were left out."""
    return part.tally.left_out if part.tally else sum(problem.level == "fault" for problem in part.problems)


def tally_words(part: Imported) -> str:
    """Return how the rows of a table add up, in a sentence; empty for what has no rows."""
    tally = part.tally
    if tally is None:
        return ""
    rows = plural(tally.rows, "row") if tally.what == "row" else f"{tally.rows} {'entry' if tally.rows == 1 else 'entries'}"
    others = f", {tally.others} of headings or without a question" if tally.others else ""
    return f"{rows} = {plural(tally.questions, 'question')}, {tally.left_out} left out{others}."


def deciding_command(file: Path, problems: Sequence[PlacedDiagnostic], bank: Path | None = None) -> str:
    """Return the command that reads ``file`` as somebody says it is meant, with dots for how; empty where it is plain.

    It makes a bank, or brings the file into ``bank``.
    """
    said = next(
        (found.group() for problem in problems if problem.level == "fault" and (found := _TO_SAY.search(problem.fix))), ""
    )
    return f"{import_command(file, bank)} {said} …" if said else ""


def draft_of(
    files: Sequence[Path], parts: Sequence[Imported], target: Path, today: date, title: str = "", identifier: str = ""
) -> BankDraft:
    """Return the draft of all questions in ``parts``, as read from ``files``, to be written to ``target``.

    A title or id not given is made from the target's name.

    Raises RequestError if there are no questions.
    """
    if not any(part.questions for part in parts):
        raise RequestError("No question could be read, so no bank was written.")
    title = title or next((part.title for part in parts if part.title), "") or target.stem.replace("-", " ").capitalize()
    identifier = identifier or slugify(target.stem) or "imported"
    about = BankInfo(id=identifier, title=title, version=f"{today:%Y.%m}", draft=True)
    document, remarks = merge(parts, about)
    return BankDraft(document=document, remarks=remarks, files=tuple(file.name for file in files))


def checked_text(draft: BankDraft) -> str:
    """Return a draft as the text of its file. Raises RequestError where it could not be played.

    The questions are known to be sound, so the rest is tried with the first alone. The whole is read only as TOML: as a
    bank, finding the line of every piece of advice would take most of the time.
    """
    document = draft.document
    text = toml_text(document, {"": [*map(imported_from, draft.files), *_HEAD], **draft.remarks})
    first = msgspec.structs.replace(document, questions=document.questions[:1])
    if faults := read_text(toml_text(first), "").faults:
        raise RequestError(f"{faults[0].message} {faults[0].fix}")
    written = msgspec.convert(tomli.loads(text), type=document_type())
    if (written.questions, written.sources) != (document.questions, document.sources):
        raise AssertionError("what was written is not what was read")
    return text


def write_draft(text: str, target: Path) -> None:
    """Write the text of a draft, whole or not at all. Raises RequestError where there is a file already, or OSError."""
    try:
        write_new(target, text.encode())
    except FileExistsError:
        raise _taken(target) from None
