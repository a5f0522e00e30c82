"""One question of Moodle XML while it is read: its texts by their own format, and the files attached to them."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from quiz.banks.formats.exchange import ImportReport, LeftOut
from quiz.banks.formats.markup import in_html
from quiz.banks.formats.question_import import QuestionImport
from quiz.banks.formats.xml_reading import Element
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.questions.diagnostics import quoted

TEXT_FORMATS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
    "wiki_like": "moodle",
}
"""Our names for the formats of a text, by Moodle's."""


class XmlImport(QuestionImport):
    """What is known about one ``<question>``."""

    def __init__(self, report: ImportReport, element: Element) -> None:
        """Take a whole element."""
        self.element = element
        asked = element.first("questiontext")
        self._text_format = TEXT_FORMATS.get(asked.attributes.get("format", ""), "html") if asked else "html"
        self.name = self.literal(element.first("name"))
        label = self.name or self.literal(asked)
        super().__init__(report, element.line, quoted(" ".join(label.split()), 50) if label else "A question")
        # Moodle before 2.0 attached files to the question itself.
        self._files = [(child.text, child.line) for child in element.all("image") if child.text]

    def text(self, part: Element | None) -> str:
        """Return an element's text as plain text, by its own format or else the question's, and note its files."""
        if part is None:
            return ""
        self._files += [(child.attributes.get("name", "without a name"), child.line) for child in part.all("file")]
        text_format = TEXT_FORMATS.get(part.attributes.get("format", ""), self._text_format)
        raw = self.literal(part)
        # HTML shows a line end as a blank; if there are tags, they say where lines end.
        made = self.plain(raw, text_format)
        return in_html(made) if text_format == "html" and made == raw else made

    def literal(self, part: Element | None) -> str:
        """Return an element's raw text, with or without a ``<text>`` around it. Raises LeftOut for loose HTML."""
        if part is None:
            return ""
        holder = part.first("text")
        if holder and holder.children:
            fix = "Put it into <![CDATA[ … ]]>, or write &lt; for <."
            raise LeftOut("html", "HTML stands in it as if it were XML.", fix, holder.children[0].line)
        return text_in(part)

    def value(self, name: str, usual: str = "") -> str:
        """Return the text of a child of the question, ``usual`` if there is none."""
        found = self.element.first(name)
        return self.literal(found) if found else usual

    def report_files(self) -> None:
        """Report the files left behind that no text names in square brackets."""
        named = {unquote(word) for lost in self.lost for word in (lost.partition(" ")[2], lost.rpartition(" ")[2])}
        for name, line in dict(self._files).items():
            if name not in named:
                fix = "Say in words what it shows or says."
                self.advise("media", f"the file {quoted(name)} was left behind.", fix, line)


def text_in(part: Element | None) -> str:
    """Return an element's raw text, with or without a ``<text>`` around it, without refused characters."""
    if part is None:
        return ""
    return unicodedata.normalize("NFC", REFUSED_CHARACTER.sub("", (part.first("text") or part).text))


def is_yes(text: str) -> bool:
    """Say whether a setting is on: anything but ``false``, ``0`` and nothing."""
    return text.casefold() not in ("", "0", "false")


def weight_of(case: XmlImport, answer: Element) -> float:
    """Return what an answer earns, in per cent. Raises LeftOut if that is not a share of the mark."""
    said = answer.attributes.get("fraction") or case.literal(answer.first("fraction")) or "0"
    try:
        weight = float(said.replace(",", "."))
    except ValueError:
        weight = float("nan")
    if not abs(weight) <= 1000:
        message = f"an answer earns {quoted(said)}, which is not a share of the mark."
        raise LeftOut(
            "no-key", message, 'Write fraction="100" at the right answer and fraction="0" at a wrong one.', answer.line
        )
    return weight


def joined(texts: Iterable[str]) -> str:
    """Return texts below one another, each once, without empty ones."""
    return "\n".join(dict.fromkeys(filter(None, texts)))
