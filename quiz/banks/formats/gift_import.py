"""One GIFT question while it is read: its texts made plain, and what is to be said about it."""

import re

from quiz.banks.formats.exchange import ImportReport, LeftOut
from quiz.banks.formats.gift_blocks import restore
from quiz.banks.formats.markup import from_html, from_markdown, has_markup
from quiz.questions.diagnostics import quoted
from quiz.questions.text import REFUSED_CHARACTER

LEADING_FORMAT = re.compile(r"\A\[(html|moodle|plain|markdown)\]")
"""What a text may begin with to say how it is written."""


class QuestionImport:
    """What is known of one question: how its texts are written, and which feedback has found no place yet."""

    def __init__(self, report: ImportReport, line: int, label: str, text_format: str = "moodle") -> None:
        """``label`` is what the question is called in messages."""
        self.line = line
        self.label = label
        self.text_format = text_format
        self._homeless: list[str] = []
        self._report = report
        self._was_markup: set[str] = set()
        self._lost: list[str] = []

    def prompt(self, raw: str) -> str:
        """Return what is asked as plain text; the format that it names holds for the answers as well."""
        raw = raw.strip()
        if match := LEADING_FORMAT.match(raw):
            self.text_format = match[1]
        return self._plain(raw[match.end() :] if match else raw, self.text_format)

    def text(self, raw: str) -> str:
        """Return a part of the question as plain text. Wrapped lines are joined; only an escaped line end breaks one."""
        raw = raw.strip()
        match = LEADING_FORMAT.match(raw) if raw[:1] == "[" else None
        return self._plain(raw[match.end() :], match[1]) if match else self._plain(raw, self.text_format)

    def _plain(self, raw: str, text_format: str) -> str:
        if text_format == "markdown":
            return self._made_plain(restore(raw), text_format)
        if "\n" in raw:
            raw = " ".join(line for part in raw.split("\n") if (line := part.strip()))
        text = restore(raw).strip()
        if text_format != "plain" and ("<" in text or "&" in text) and has_markup(text):
            # Moodle's own format breaks lines where the text does; HTML does not.
            return self._made_plain(text.replace("\n", "<br>") if text_format == "moodle" else text, "html")
        return text

    def literal(self, raw: str) -> str:
        """Return a text in which Moodle reads no format, on one line."""
        return restore(" ".join(raw.split("\n"))).strip()

    def advise(self, rule: str, message: str, fix: str, line: int = 0) -> None:
        """Note that something of the question was changed or left behind."""
        self._report.advice(line or self.line, rule, f"{self.label}: {message}", fix)

    def leave_out(self, why: LeftOut) -> None:
        """Note that the question was left out."""
        self._report.fault(why.line or self.line, why.rule, f"{self.label} was left out: {why.message}", why.fix)

    def keep_elsewhere(self, feedback: str, answer: str = "") -> None:
        """Keep feedback that our type has no key for; with ``answer`` it says to which one it belongs."""
        if feedback:
            self._homeless.append(f"“{answer}”: {feedback}" if answer else feedback)

    def explained(self, explanation: str) -> str:
        """Return the explanation with all feedback that has no place of its own; say so where there is any."""
        if not self._homeless:
            return explanation
        message = "feedback on single answers, for which this type of question has no place, was put into the explanation."
        self.advise("feedback-moved", message, "Read the explanation again.")
        return "\n".join([*([explanation] if explanation else []), *dict.fromkeys(self._homeless)])

    def report_markup(self) -> None:
        """Say once what plain text could not keep."""
        for name in sorted(self._was_markup):
            self.advise(name.lower(), f"{name} was turned into plain text.", "See that it still reads well.")
        for name in self._lost:
            message = f"the {quoted(name)} was left behind; its name stands in square brackets."
            self.advise("media", message, "Say in words what it shows, or take the name out.")

    def _made_plain(self, text: str, text_format: str) -> str:
        plain = from_markdown(text) if text_format == "markdown" else from_html(text)
        self._lost += plain.lost
        made = REFUSED_CHARACTER.sub("", plain.text).strip()
        if made != text.strip():
            self._was_markup.add("Markdown" if text_format == "markdown" else "HTML")
        return made
