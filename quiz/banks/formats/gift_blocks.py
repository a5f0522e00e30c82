"""Splits a GIFT file as Moodle does: blocks between blank lines, comments, escapes, one answer section.

Escaped characters are replaced by stand-ins before anything is split, and put back by ``restore``.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

# The stand-ins are control characters, which ``clean_lines`` has removed from the text.
_STANDS_IN = {":": "\x01", "#": "\x02", "=": "\x03", "{": "\x04", "}": "\x05", "~": "\x06", "n": "\x07", "\\": "\\"}
_REAL = str.maketrans({stand_in: "\n" if real == "n" else real for real, stand_in in _STANDS_IN.items() if real != "\\"})
_ESCAPE = re.compile(r"\\([:#={}~n\\])")

# Moodle's own patterns for ids and tags, limited to 255 characters so that no line is searched again and again.
ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f]){1,255})\]")
TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f]){1,255})\]")
CATEGORY = "$CATEGORY:"


class Block(Struct):
    """The lines between two blank ones."""

    line: int
    """Line of its first text, from 1; of its first comment if it has no text."""
    text: str
    """Its lines without comments; escapes are not yet resolved."""
    comments: list[str]


class AnswerPart(Struct):
    """One answer of an answer section."""

    mark: str
    """The ``=`` or ``~`` before it; empty if the section begins without one."""
    text: str
    line: int
    glued: bool
    """Whether there is no blank before the mark, as with an ``=`` inside an address."""


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a file, including those with only comments."""
    lines: list[str] = []
    comments: list[str] = []
    start = 0
    for number, line in enumerate(f"{text}\n".split("\n"), start=1):
        stripped = line.strip()
        if stripped.startswith("//"):
            start = start or number
            comments.append(stripped)
            if lines:
                lines.append("")
        elif stripped:
            if not lines:
                start = number
            lines.append(line)
        elif start:
            yield Block(start, "\n".join(lines), comments)
            lines, comments, start = [], [], 0


def protect(text: str) -> str:
    """Replace each escaped character by its stand-in."""
    return _ESCAPE.sub(lambda escape: _STANDS_IN[escape[1]], text) if "\\" in text else text


def restore(text: str) -> str:
    """Put the escaped characters back, without their backslash."""
    # Stand-ins are control characters: a text that can be printed has none, and most can.
    return text if text.isprintable() else text.translate(_REAL)


def ids_in(comments: list[str]) -> list[str]:
    """Return every ``[id:…]`` of the comments; Moodle takes the first."""
    return [identifier for found in ID.findall("\n".join(comments)) if (identifier := _unbracketed(found))]


def tags_in(comments: list[str]) -> list[str]:
    """Return every ``[tag:…]`` of the comments."""
    return [tag for found in TAG.findall("\n".join(comments)) if (tag := _unbracketed(found))]


def pieces(section: str, line: int, marks: re.Pattern[str]) -> list[AnswerPart]:
    """Split an answer section at its unescaped ``marks``; ``line`` is where it begins."""
    found: list[AnswerPart] = []
    mark, start, glued = "", 0, False
    for match in marks.finditer(section):
        _add_piece(found, mark, section[start : match.start()], line, glued)
        line += section.count("\n", start, match.start())
        before = section[match.start() - 1 : match.start()]
        glued = bool(before) and not before.isspace() and match.start() > start
        mark, start = match[0], match.end()
    _add_piece(found, mark, section[start:], line, glued)
    return found


def _add_piece(found: list[AnswerPart], mark: str, text: str, line: int, glued: bool) -> None:
    stripped = text.lstrip()
    if mark or stripped:
        blank = len(text) - len(stripped)
        found.append(AnswerPart(mark, stripped.rstrip(), line + text.count("\n", 0, blank), glued))


def _unbracketed(found: str) -> str:
    return found.strip().replace("\\]", "]")
