"""A certificate as a PDF: one A4 page that screen readers can read and archives can keep, drawn by typst (extra ``pdf``)."""

import json
import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files

from quiz.questions.text import printable
from quiz.reports.certificate import (
    CODE,
    HAS_PASSED,
    TITLE,
    Certificate,
    acknowledged_line,
    bank_and_version,
    certificate_facts,
    certificate_notes,
    document_title,
)

_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_SPELT_OUT = re.compile(r"\\u\{(\w+)\}")
"""How typst's messages write combining letters."""
_LONG_WORD, _PIECE = 30, 10
_BREAK_HERE = "\u200b"


class UndrawableError(Exception):
    """The fonts lack ``letters`` that are needed."""

    def __init__(self, letters: str) -> None:
        """Keep the letters, each once."""
        super().__init__(letters)
        self.letters = letters


def certificate_pdf(one: Certificate) -> bytes:
    """Return the certificate as a PDF: the same for the same certificate, to the byte, on whatever machine.

    It is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2): typst refuses to write what does not hold to them. Only the
    fonts that come with typst are used. Raises UndrawableError where they lack a letter, or
    ModuleNotFoundError where typst is not installed.
    """
    import typst

    source = (files(__package__) / "certificate.typ").read_bytes()
    try:
        made = typst.compile(
            source,
            format="pdf",
            sys_inputs={"certificate": json.dumps(_said(one))},
            pdf_standards=["ua-1", "a-2a"],
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        found = "".join(_UNDRAWN.findall(str(error.diagnostic)))
        letters = "".join(dict.fromkeys(_SPELT_OUT.sub(lambda code: chr(int(code[1], 16)), found)))
        if not letters:
            raise
        raise UndrawableError(letters) from None
    return made


def _said(one: Certificate) -> dict[str, object]:
    """Return everything on it, for the page's source."""
    policy = acknowledged_line(one)
    return {
        "document": printable(document_title(one)),
        "day": {"year": one.on.year, "month": one.on.month, "day": one.on.day},
        "title": TITLE,
        "name": _text(one.name),
        "passed": HAS_PASSED,
        "bank": _text(bank_and_version(one)),
        "facts": [[label, _text(fact)] for label, fact in certificate_facts(one)],
        "policy": [_text(policy)] if policy else [],
        "code": [CODE, one.code],
        "notes": [printable(note) for note in certificate_notes(one)],
    }


def _text(text: str) -> str:
    """Return a text that can be broken even in long stretches without a blank."""
    words = printable(text).split(" ")
    return " ".join(_BREAK_HERE.join(_pieces(word)) if len(word) > _LONG_WORD else word for word in words)


def _pieces(word: str) -> Iterator[str]:
    """Yield a word in pieces of so many letters, each with its marks."""
    begin = letters = 0
    for at, character in enumerate(word):
        if unicodedata.category(character).startswith("M"):
            continue
        if letters == _PIECE:
            yield word[begin:at]
            begin, letters = at, 0
        letters += 1
    yield word[begin:]
