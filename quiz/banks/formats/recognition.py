"""Recognises a file's format by its content, and says the way round for formats that are known but not read."""

import io
import re
import zipfile
from collections.abc import Container, Sequence

from msgspec import Struct

from quiz.banks.formats.file_reading import MOST_MEMBERS, UnusableFileError, text_of
from quiz.banks.formats.headings import find_layout

TABLE = "copy the questions into a table with the columns question, option 1, option 2, correct, and import that."
_OR_TABLE = f"If there is no such choice, {TABLE}"
_EXPORT = f"Where it was made, choose Moodle XML, GIFT, Excel or CSV when you export it. {_OR_TABLE}"

_LOOKED_AT = 20_000
"""How many characters at the beginning show what a text is."""

_MOODLE_EXPORT = "In Moodle, open the question bank, choose Export, and Moodle XML."


class _Unread(Struct, frozen=True):
    """A format that is known but not read."""

    name: str
    fix: str


_PICTURE = _Unread("a picture", f"Read it off: {TABLE}")
_DOCUMENT = _Unread("a text document", f"Save it as plain text in the form of Aiken, or {TABLE}")
_PACKAGE = _Unread("a package of QTI or Common Cartridge, as Canvas, Blackboard and others write it", _EXPORT)

_MAGIC = {
    b"%PDF": _Unread("a PDF", f"Ask for the file from which it was made, or {TABLE}"),
    b"{\\rtf": _DOCUMENT,
    b"\x1f\x8b": _Unread("a packed file, such as a backup of Moodle", _MOODLE_EXPORT),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"SQLite format 3": _Unread("a database", f"Export the questions from the program to which it belongs, or {TABLE}"),
}
"""The first bytes of files that are not text."""

_MEMBERS: dict[str, str | _Unread] = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsx",
    "h5p.json": _Unread("H5P", f"H5P is exported to nothing else: open it where it was made, and {TABLE}"),
    "collection.anki2": _Unread("a deck of Anki", "In Anki, choose File, Export, and Notes in Plain Text (.txt)."),
    "assessment_meta.xml": _Unread("a quiz from Canvas", f"Canvas exports QTI and nothing else: open the quiz, and {TABLE}"),
    "imsmanifest.xml": _PACKAGE,
    "moodle_backup.xml": _Unread("a backup of Moodle", _MOODLE_EXPORT),
    "word/document.xml": _DOCUMENT,
    "ppt/presentation.xml": _Unread("a presentation", f"Open it, and {TABLE}"),
}
"""The format, or what else it is, by a file in the archive; the first that is there decides."""

_ROOTS: dict[str, str | _Unread] = {
    "quiz": "moodle",
    "questestinterop": _Unread("QTI 1.2, as Canvas, Blackboard and others write it", _EXPORT),
    **dict.fromkeys(("assessmentitem", "assessmenttest"), _Unread("QTI 2", _EXPORT)),
    **dict.fromkeys(("qti-assessment-item", "qti-assessment-test"), _Unread("QTI 3", _EXPORT)),
    "manifest": _PACKAGE,
    "pool": _Unread("a pool of Blackboard", "Import it into Moodle as Blackboard, and export it there as Moodle XML."),
    "examview": _Unread("ExamView", "Import it into Moodle as Examview, and export it there as Moodle XML."),
    **dict.fromkeys(
        ("html", "table"), _Unread("a web page", f"Open it in a spreadsheet program and save it as xlsx, or {TABLE}")
    ),
    "workbook": _Unread("an Excel sheet of 2003 in XML", "Open it in your spreadsheet program and save it as xlsx."),
    "question": _Unread("one question of Moodle XML alone", "Write  <quiz>  before it and  </quiz>  behind it."),
}
"""The format, or what else it is, by the first tag of a text, in lower case."""

_OF_FORM = f"of a form, {TABLE}"
_GOOGLE_LINK = re.compile(r'\{[^{}\[\]]*"doc_id"')
_LONGEST_KIND = 100
_MARKS = "\t;,|"
_FIRST_TAG = re.compile(r"<([A-Za-z][\w.:-]*)")
_AIKEN = re.compile(r"^ANSWER:[ \t]*[A-Z]", re.MULTILINE)
_GIFT = re.compile(r"\{[^{}]*\}|^[ \t]*(?:::|\$CATEGORY:)", re.MULTILINE)
_PAIR = re.compile(r"[^\t]*[^\t\s][^\t]*\t[^\t]*\S")
_TABBED = re.compile(r"[^\t]*[^\t\s][^\t]*\t.*")
_BLACKBOARD = re.compile(r"(?:MC|MA|TF|ESS|ORD|MAT|FIB|NUM|SR|OP|QUIZ_BOWL)\t")
_STARRED = re.compile(r"^[ \t]*\*[ \t]*[a-hA-H][.)]", re.MULTILINE)
_RESPONSES = {
    "google": re.compile(r"timestamp|zeitstempel|horodateur|marca temporal|stamp amser"),
    "microsoft": re.compile(r"start time|startzeit|heure de d.but|hora de inicio|amser cychwyn"),
}


def recognise(content: bytes, by_suffix: str | None, known: Container[str]) -> str | None:
    """Return the name of a file's format; None if nothing tells.

    ``by_suffix`` is the format by its suffix, ``known`` are the formats that are read. Raises UnusableFileError, with the
    way round, for a format that is known but not read.
    """
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise _refusal(what)
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "WordDocument".encode("utf-16-le") in content:
            raise _refusal(_DOCUMENT)
        return "xlsx"
    if by_suffix == "xlsx" and b"\0" in content[:100]:
        return by_suffix
    return _text(text_of(content).text, by_suffix, known)


def form_responses(cells: Sequence[str]) -> tuple[str, str] | None:
    """Return message and fix if the first row of a table is that of answers to a form; else None."""
    heads = [cell.strip().casefold() for cell in cells[:3]]
    if heads and _RESPONSES["google"].fullmatch(heads[0]):
        return "These are the answers to a Google form, and not its questions.", f"Open the form, and {TABLE}"
    if len(heads) == 3 and _RESPONSES["microsoft"].fullmatch(heads[1]):
        return "These are the answers to a Microsoft form, and not its questions.", f"Open the form, and {TABLE}"
    return None


def _refusal(what: _Unread) -> UnusableFileError:
    return UnusableFileError(f"This is {what.name}, which is not read here.", what.fix)


def _archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            paths = archive.namelist()[:MOST_MEMBERS]
            says = "mimetype" in paths and archive.getinfo("mimetype").file_size < _LONGEST_KIND
            kind = archive.read("mimetype") if says else b""
    except Exception:  # zipfile raises a dozen kinds; what matters is that the archive cannot be opened
        raise UnusableFileError("The archive is damaged.", "Save or download it again.") from None
    if b"opendocument" in kind:
        if b"spreadsheet" in kind:
            return "xlsx"
        raise _refusal(_DOCUMENT)
    # If it was packed with its folder, the telling files are further down.
    names = {*paths, *(path.rpartition("/")[2] for path in paths)}
    what = next((what for member, what in _MEMBERS.items() if member in names), None)
    if isinstance(what, str):
        return what
    raise _refusal(what) if what else UnusableFileError("This is an archive.", "Unpack it, and import the files in it.")


def _text(text: str, by_suffix: str | None, known: Container[str]) -> str | None:
    head = text.lstrip("\ufeff \t\r\n")[:_LOOKED_AT]
    if head.startswith("<") and by_suffix in (None, "moodle", "xlsx") and (found := _markup(head, by_suffix)):
        return found
    if _GOOGLE_LINK.match(head):
        raise _refusal(
            _Unread("a link to a Google file", "Open it in your browser, and download it as .xlsx or .csv; " + _OF_FORM)
        )
    if by_suffix == "quizmaster" and '"questionItem"' in head:
        raise _refusal(_Unread("a Google form", f"Open the form, and {TABLE}"))
    if by_suffix not in (None, "xlsx"):
        return by_suffix
    return _plain_text(text, head, known) or by_suffix


def _markup(head: str, by_suffix: str | None) -> str | None:
    """Return the format of a text that begins with a tag; None if a question may begin so. Raises UnusableFileError."""
    tag = _FIRST_TAG.search(head)
    name = tag[1].lower() if tag else ""
    what = _ROOTS.get(name.rpartition(":")[2])
    if what is None and (head.startswith(("<?", "<!")) or by_suffix == "moodle"):
        what = _Unread(f"XML that begins with <{name[:40]}>", f"Of XML, Moodle's is read here. {_EXPORT}")
    if isinstance(what, _Unread):
        raise _refusal(what)
    return what


def _plain_text(text: str, head: str, known: Container[str]) -> str | None:
    """Return the format of a text whose suffix does not tell; None if it could be anything. Raises UnusableFileError."""
    if head.lower().startswith("#separator:") and "terms" in known:
        return "terms"
    if head.startswith(("{", "[")) and re.match(r'[{\[]\s*[{\["]', head):
        return "quizmaster"
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if any(map(_AIKEN.match, lines)):
        return "aiken"
    if _BLACKBOARD.match(head):
        raise _refusal(_Unread("a list of questions for Blackboard", _EXPORT))
    if _is_table(lines):
        return "csv"
    notes = [line for line in lines if not line.startswith("#")]
    if _most(_TABBED, notes):
        return "terms" if "terms" in known and _most(_PAIR, notes) else "csv"
    if _GIFT.search(text):
        return "gift"
    if _STARRED.search(text):
        fix = 'Write it in the form of Aiken: options as "A) yes", and "ANSWER: A" in place of the star.'
        raise _refusal(_Unread("a list of questions with a star before what is right", fix))
    return None


def _most(pattern: re.Pattern[str], lines: Sequence[str]) -> bool:
    """Say whether nine lines in ten are of this form."""
    return bool(lines) and 10 * sum(bool(pattern.fullmatch(line)) for line in lines) >= 9 * len(lines)


def _is_table(lines: Sequence[str]) -> bool:
    """Say whether one of the first lines is a row of headings."""
    return any(find_layout([line.split(mark) for line in lines[:40]], {}) for mark in _MARKS)
