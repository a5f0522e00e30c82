"""One question while it is read: its texts as plain text, and what to report about it."""

import unicodedata

from quiz.banks.formats.exchange import ImportReport, LeftOut
from quiz.banks.formats.markup import from_html, from_markdown, has_markup
from quiz.banks.formats.multilang import one_language
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.questions.diagnostics import quoted


class QuestionImport:
    """What is known about one question: what was turned into plain text, and the feedback that has no place yet."""

    def __init__(self, report: ImportReport, line: int, label: str) -> None:
        """``label`` names the question in messages."""
        self.line = line
        self.label = label
        self._homeless: list[str] = []
        self._report = report
        self._was_markup: set[str] = set()
        self._languages: dict[str, None] = {}
        self.lost: list[str] = []
        """What texts only name now that they are plain text, for example ``image 3.png``."""

    def plain(self, text: str, text_format: str) -> str:
        """Return a text as plain text; its format is ``html``, ``markdown``, ``plain``, or ``moodle`` for HTML in lines."""
        if "mlang" in text or "multilang" in text:
            text, behind = one_language(text)
            self._languages |= dict.fromkeys(behind)
        # Resolved entities may combine into one letter; all text is kept composed.
        return unicodedata.normalize("NFC", self._plain(text, text_format))

    def _plain(self, text: str, text_format: str) -> str:
        if text_format == "markdown":
            return self._made_plain(text, text_format)
        if text_format != "plain" and ("<" in text or "&" in text) and has_markup(text):
            return self._made_plain(text.replace("\n", "<br>") if text_format == "moodle" else text, "html")
        return text.strip()

    def guessed(self, text: str) -> str:
        """Return a text of unknown format as plain text; one that is only a tag may be about that tag, and stays."""
        return self.plain(text, "moodle") or text.strip()

    def advise(self, rule: str, message: str, fix: str, line: int = 0) -> None:
        """Note that something of the question was changed or left behind."""
        self._report.advice(line or self.line, rule, f"{self.label}: {message}", fix)

    def leave_out(self, why: LeftOut) -> None:
        """Note that the question was left out."""
        self._report.fault(why.line or self.line, why.rule, f"{self.label} was left out: {why.message}", why.fix)

    def keep_elsewhere(self, feedback: str, answer: str = "") -> None:
        """Keep feedback that our type has no key for; ``answer`` is the one that it belongs to."""
        if feedback:
            self._homeless.append(f"“{answer}”: {feedback}" if answer else feedback)

    def explained(self, explanation: str) -> str:
        """Return the explanation with all feedback that has no place of its own, and note if there is any."""
        if not self._homeless:
            return explanation
        message = "feedback on single answers, for which this type of question has no place, was put into the explanation."
        self.advise("feedback-moved", message, "Read the explanation again.")
        return "\n".join([*([explanation] if explanation else []), *dict.fromkeys(self._homeless)])

    def report_markup(self) -> None:
        """Report once what plain text could not keep."""
        if self._languages:
            languages = ", ".join(list(self._languages)[:5])
            message = f"it says the same in several languages, and one was kept: left behind is {languages}."
            self.advise("languages", message, "Make a bank of each language where all are wanted.")
        for name in sorted(self._was_markup):
            self.advise(name.lower(), f"{name} was turned into plain text.", "See that it still reads well.")
        for name in self.lost:
            message = f"the {quoted(name)} was left behind; its name stands in square brackets."
            self.advise("media", message, "Say in words what it shows, or take the name out.")

    def _made_plain(self, text: str, text_format: str) -> str:
        plain = from_markdown(text) if text_format == "markdown" else from_html(text)
        self.lost += plain.lost
        made = REFUSED_CHARACTER.sub("", plain.text).strip()
        if plain.differs:
            self._was_markup.add("Markdown" if text_format == "markdown" else "HTML")
        return made
