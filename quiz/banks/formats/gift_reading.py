"""Reads GIFT, the text format of Moodle's question bank, by the rules that Moodle really follows."""

from quiz.banks.formats.exchange import Imported, ImportReport, LeftOut, clean_lines
from quiz.banks.formats.gift_answers import read_answers
from quiz.banks.formats.gift_blocks import CATEGORY, Block, blocks, ids_in, protect, restore, tags_in
from quiz.banks.formats.gift_import import LEADING_FORMAT, GiftImport
from quiz.banks.formats.moodle_questions import MoodleQuestions
from quiz.questions.diagnostics import quoted
from quiz.questions.question import Question

TITLE = "// Bank:"
"""The comment at the beginning of our own exports; the bank's title follows."""

_ONE_SECTION = r"Give each question one { … }; a brace that belongs to the text is written \{ or \}."


def read_gift(text: str, file: str) -> Imported:
    """Return the questions of a GIFT file, and line by line what could not be carried over."""
    return _GiftReading(file).read(text)


class _GiftReading:
    """A GIFT file being read."""

    def __init__(self, file: str) -> None:
        self._report = ImportReport(file)
        self._questions = MoodleQuestions(self._report)

    def read(self, text: str) -> Imported:
        for block in blocks(clean_lines(text, self._report)):
            self._read_block(block)
        return self._questions.imported()

    def _read_block(self, block: Block) -> None:
        for comment in block.comments:
            if comment.startswith(TITLE) and not self._questions.title:
                self._questions.title = comment.removeprefix(TITLE).strip()
        if not block.text:
            if apart := ids_in(block.comments) + tags_in(block.comments):
                message = (
                    f"{', '.join(map(quoted, apart))}: an id or tag that stands apart from any question was left behind."
                )
                self._report.advice(block.line, "stray-comment", message, "Take out the blank line below it.")
            return
        if block.text.lstrip().startswith(CATEGORY):
            self._enter_category(block)
        else:
            self._read_question(block)

    def _enter_category(self, block: Block) -> None:
        first, _, rest = block.text.lstrip().partition("\n")
        self._questions.enter_category(restore(protect(first.removeprefix(CATEGORY))), block.line)
        if rest.strip():
            message = "A question stands right below $CATEGORY:, where Moodle takes it for a part of the category's name."
            self._report.advice(block.line + 1, "category", message, "Put a blank line between the two.")
            self._read_question(Block(block.line + 1, rest, block.comments))

    def _read_question(self, block: Block) -> None:
        text = protect(block.text).strip()
        line = block.line + block.text.count("\n", 0, len(block.text) - len(block.text.lstrip()))
        name, text, line = _name_taken_off(text, line)
        case = GiftImport(self._report, line, _label(name, text))
        try:
            question = self._question(case, text, block)
        except LeftOut as why:
            case.leave_out(why)
            return
        case.report_markup()
        self._questions.keep(question, case, block.line, ids_in(block.comments), name)

    def _question(self, case: GiftImport, text: str, block: Block) -> Question:
        prompt, section, line = _taken_apart(text, case.line)
        section, separator, general = section.rpartition("####")
        if not separator:
            section, general = general, ""
        asked = case.prompt(prompt)
        answers = read_answers(case, section.strip(), line)
        feedback = case.text(general)
        topic = self._questions.topic_by_tag(case, tags_in(block.comments))
        return self._questions.question(case, answers, prompt=asked, feedback=feedback, topic=topic)


def _label(name: str, text: str) -> str:
    """Return what to call the question in messages: its name, else its beginning."""
    beginning = LEADING_FORMAT.sub("", text[:100]).partition("{")[0]
    return quoted(name or " ".join(restore(beginning).split()), 50) if name or beginning.strip() else "A question"


def _name_taken_off(text: str, line: int) -> tuple[str, str, int]:
    """Return the name between ``::`` and ``::``, the rest, and the line on which the rest begins."""
    if not text.startswith("::"):
        return "", text, line
    name, colons, rest = text[2:].partition("::")
    if not colons:
        return "", text[2:].lstrip(), line
    blank = len(rest) - len(rest.lstrip())
    return restore(" ".join(name.split())), rest.lstrip(), line + name.count("\n") + rest.count("\n", 0, blank)


def _taken_apart(text: str, line: int) -> tuple[str, str, int]:
    """Return the prompt, the answer section without its braces, and the section's line.

    Raises LeftOut unless there is exactly one section.
    """
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        fix = "Give it an answer in { … }, or put the text into the questions that need it."
        raise LeftOut("description", "it has no { … }, so it is a text to read and no question.", fix)
    if start < 0 or end < start:
        here = line + text.count("\n", 0, max(end, 0))
        if start < 0:
            fix = r"A blank line ends a question: take out any between its { and its }. A brace in the text is written \}."
            raise LeftOut("braces", "it has a } without a {.", fix, here)
        if end < 0:
            fix = r"Close it; a blank line ends a question, so leave none inside. A brace in the text is written \{."
            raise LeftOut("braces", "it has a { without a }.", fix, line + text.count("\n", 0, start))
        raise LeftOut("braces", "a } stands before its {.", _ONE_SECTION, here)
    after = text[end + 1 :]
    if "{" in after or "}" in after:
        message = "braces stand behind its { … }."
        raise LeftOut("braces", message, _ONE_SECTION, line + text.count("\n", 0, end))
    blank = "_____" if after.strip() else ""
    section = text[start + 1 : end]
    blanks = len(section) - len(section.lstrip())
    return f"{text[:start]}{blank}{after}", section.strip(), line + text.count("\n", 0, start + 1 + blanks)
