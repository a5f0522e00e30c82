"""One GIFT question while it is read: the formats that its texts name, and their escapes resolved."""

import re

from quiz.banks.formats.exchange import ImportReport
from quiz.banks.formats.gift_blocks import restore
from quiz.banks.formats.question_import import QuestionImport

LEADING_FORMAT = re.compile(r"\A\[(html|moodle|plain|markdown)\]")
"""The beginning of a text that names its format."""


class GiftImport(QuestionImport):
    """What is known about one question, including the format of its texts."""

    def __init__(self, report: ImportReport, line: int, label: str, text_format: str = "moodle") -> None:
        """``label`` names the question in messages."""
        super().__init__(report, line, label)
        self.text_format = text_format

    def prompt(self, raw: str) -> str:
        """Return the prompt as plain text; the format that it names also applies to the answers."""
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
        """Return, on one line, a text that Moodle takes literally."""
        return restore(" ".join(raw.split("\n"))).strip()

    def _unescaped(self, raw: str, text_format: str) -> str:
        if text_format != "markdown" and "\n" in raw:
            raw = " ".join(line for part in raw.split("\n") if (line := part.strip()))
        return self.plain(restore(raw), text_format)
