"""Writes what to do and the sources after an explanation in our exports, and reads them back."""

import re
from datetime import date
from typing import cast

from msgspec import Struct

from quiz.banks.model import Source, SourceKind
from quiz.banks.rules import source_diagnostics

_DO_NOW = "Do now: "
_LONGEST_LINE = 2000
_SOURCE = re.compile(
    r"Source: (?:“(?P<quoted>.+?)”|(?P<title>[^“,][^,]*)), (?P<publisher>.+), (?P<url>https?://\S+), "
    r"(?P<how>checked|cited since) (?P<checked>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:, (?P<kind>primary|secondary) source)?"
    r"(?:, review by (?P<review_by>[0-9]{4}-[0-9]{2}-[0-9]{2}))?(?: \((?P<note>.+)\))?"
)


class Attribution(Struct, frozen=True):
    """The parts of a general feedback: the explanation, then what to do now and the sources."""

    explanation: str
    action: str
    sources: tuple[Source, ...]


def attribution_line(source: Source) -> str:
    """Write a source as ``Source: title, publisher, address, checked 2026-11-23``; a title with a comma in quotes.

    A page that nobody read was ``cited since 2026-11-23``, and its note says that it was not read.
    """
    title = _one_line(source.title)
    quoted = f"“{title}”" if "," in title or title.startswith("“") else title
    kind = f", {source.kind} source" if source.kind else ""
    review = f", review by {source.review_by.isoformat()}" if source.review_by else ""
    note = f" ({_one_line(source.note)})" if source.note.strip() else ""
    publisher = _one_line(source.publisher)
    how = "checked" if source.was_read else "cited since"
    return f"Source: {quoted}, {publisher}, {source.url}, {how} {source.checked.isoformat()}{kind}{review}{note}"


def action_line(action: str) -> str:
    """Write what to do now."""
    return _DO_NOW + _one_line(action)


def read_attribution(feedback: str) -> Attribution:
    """Take the lines of ``attribution_line`` and ``action_line`` off the end of a general feedback."""
    lines = feedback.split("\n")
    sources: list[Source] = []
    while lines and (source := _read_source(lines[-1])):
        sources.append(source)
        lines.pop()
    action = lines.pop().removeprefix(_DO_NOW).strip() if lines and lines[-1].startswith(_DO_NOW) else ""
    return Attribution("\n".join(lines).strip(), action, tuple(reversed(sources)))


def _read_source(line: str) -> Source | None:
    match = _SOURCE.fullmatch(line) if line.startswith("Source: ") and len(line) <= _LONGEST_LINE else None
    if not match:
        return None
    try:
        source = Source(
            title=match["quoted"] or match["title"],
            publisher=match["publisher"],
            url=match["url"],
            checked=date.fromisoformat(match["checked"]),
            kind=cast(SourceKind | None, match["kind"]),
            review_by=date.fromisoformat(match["review_by"]) if match["review_by"] else None,
            note=match["note"] or "",
        )
    except ValueError:
        return None
    # We write "cited since" only of a page whose note says that it was not read.
    is_ours = match["how"] == "checked" or not source.was_read
    return None if not is_ours or any(source_diagnostics(source)) else source


def _one_line(text: str) -> str:
    return " ".join(text.split())
