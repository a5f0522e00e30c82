"""One GIFT question while it is read: what its texts say of their own format, and their escapes resolved."""

import re

from quiz.banks.formats.exchange import ImportReport
from quiz.banks.formats.gift_blocks import restore
from quiz.banks.formats.question_import import QuestionImport

LEADING_FORMAT = re.compile(r"\A\[(html|moodle|plain|markdown)\]")
"""What a text may begin with to say how it is written."""


class GiftImport(QuestionImport):
    """What is known of one question, how its texts are written included."""

    def __init__(self, report: ImportReport, line: int, label: str, text_format: str = "moodle") -> None:
        """``label`` is what the question is called in messages."""
        super().__init__(report, line, label)
        self.text_format = text_format

    def prompt(self, raw: str) -> str:
        """Return what is asked as plain text; the format that it names holds for the answers as well."""
        raw = raw.strip()
        if match := LEADING_FORMAT.match(raw):
            self.text_format = match[1]
        return self._unescaped(raw[match.end() :] if match else raw, self.text_format)

    def text(self, raw: str) -> str:
        """Return a part of the question as plain text. Wrapped lines are joined; only an escaped line end breaks one."""
        raw = raw.strip()
        match = LEADING_FORMAT.match(raw) if raw[:1] == "[" else None
        return self._unescaped(raw[match.end() :], match[1]) if match else self._unescaped(raw, self.text_format)

    def literal(self, raw: str) -> str:
        """Return a text in which Moodle reads no format, on one line."""
        return restore(" ".join(raw.split("\n"))).strip()

    def _unescaped(self, raw: str, text_format: str) -> str:
        if text_format != "markdown" and "\n" in raw:
            raw = " ".join(line for part in raw.split("\n") if (line := part.strip()))
        return self.plain(restore(raw), text_format)
