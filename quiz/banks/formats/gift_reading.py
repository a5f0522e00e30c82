"""Reads GIFT, the text format of Moodle's question bank, by the rules that Moodle really follows."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from quiz.banks.formats.attribution import read_attribution
from quiz.banks.formats.exchange import Imported, ImportReport, LeftOut, SourceKeys, clean_lines, slugify, unique_ids
from quiz.banks.formats.gift_answers import read_answers
from quiz.banks.formats.gift_blocks import CATEGORY, Block, blocks, ids_in, protect, restore, tags_in
from quiz.banks.formats.gift_import import LEADING_FORMAT, QuestionImport
from quiz.banks.rules import question_diagnostics
from quiz.questions.diagnostics import quoted
from quiz.questions.question import Question

TITLE = "// Bank:"
"""The comment with which our own exports begin; the bank's title follows."""

_ONE_SECTION = r"Give each question one { … }; a brace that belongs to the text is written \{ or \}."


class _Found(Struct):
    """A question before its id is settled."""

    question: Question
    wanted: str
    own: bool
    """Whether the file itself gave the id."""
    line: int
    label: str


def read_gift(text: str, file: str) -> Imported:
    """Return the questions of a GIFT file, and line by line what could not be carried over."""
    return _Reading(file).read(text)


class _Reading:
    """One file while it is read."""

    def __init__(self, file: str) -> None:
        self._report = ImportReport(file)
        self._found: list[_Found] = []
        self._keys = SourceKeys()
        self._topic = ""
        self._category_unused = False
        self._title = ""

    def read(self, text: str) -> Imported:
        for block in blocks(clean_lines(text, self._report)):
            self._read_block(block)
        return Imported(
            questions=tuple(self._with_ids()),
            problems=self._report.problems(),
            title=self._title,
            sources=self._keys.sources,
        )

    def _read_block(self, block: Block) -> None:
        for comment in block.comments:
            if comment.startswith(TITLE) and not self._title:
                self._title = comment.removeprefix(TITLE).strip()
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
        path = restore(protect(first.removeprefix(CATEGORY)))
        # A slash that belongs to a category's name is written twice.
        parts = [part.strip().replace("\x00", "/") for part in path.replace("//", "\x00").split("/")]
        self._topic = next((part for part in reversed(parts) if part), "")
        self._title = self._title or self._topic
        self._category_unused = bool(self._topic)
        if above := [part for part in parts if part and part != "top" and not part.startswith("$")][:-1]:
            message = (
                f"Of the category {quoted(path.strip(), 80)} the last part became the topic; the parts above it stay behind."
            )
            self._report.advice(block.line, "category", message, f"Above it stood {quoted(above[-1])}.")
        if rest.strip():
            message = "A question stands right below $CATEGORY:, where Moodle takes it for a part of the category's name."
            self._report.advice(block.line + 1, "category", message, "Put a blank line between the two.")
            self._read_question(Block(block.line + 1, rest, block.comments))

    def _read_question(self, block: Block) -> None:
        text = protect(block.text).strip()
        line = block.line + block.text.count("\n", 0, len(block.text) - len(block.text.lstrip()))
        name, text, line = _name_taken_off(text, line)
        case = QuestionImport(self._report, line, _label(name, text))
        try:
            question = self._question(case, text, block)
        except LeftOut as why:
            case.leave_out(why)
            return
        case.report_markup()
        ids = ids_in(block.comments)
        if len(ids) > 1:
            message = f"of its ids {quoted(ids[0])} was kept, and {', '.join(map(quoted, ids[1:]))} left behind."
            case.advise("several-ids", message, "Keep one [id:…].")
        if ids and name and slugify(name) != slugify(ids[0]) and name[:40] != question.prompt[:40]:
            message = "its name was left behind, since a question has an id and a prompt here."
            case.advise("name", message, "Nothing is to be done where the prompt says it all.")
        wanted = ids[0] if ids else name or question.prompt
        self._found.append(_Found(question, wanted, bool(ids), block.line, case.label))

    def _question(self, case: QuestionImport, text: str, block: Block) -> Question:
        prompt, section, line = _taken_apart(text, case.line)
        section, separator, general = section.rpartition("####")
        if not separator:
            section, general = general, ""
        asked = case.prompt(prompt)
        make, own_keys = read_answers(case, section.strip(), line)
        attribution = read_attribution(case.text(general))
        question = make(
            id="unsettled",
            prompt=asked,
            explanation=case.explained(attribution.explanation),
            action=attribution.action,
            sources=tuple(dict.fromkeys(self._keys.key_of(source) for source in attribution.sources)),
            topic=self._topic_of(case, block),
            **own_keys,
        )
        self._refuse_faulty(question)
        return question

    def _topic_of(self, case: QuestionImport, block: Block) -> str:
        tags = tags_in(block.comments)
        if len(tags) > 1:
            behind = ", ".join(quoted(tag) for tag in tags[1:])
            message = f"a question has one topic: of its tags {quoted(tags[0])} was kept, and {behind} left behind."
            case.advise("tags", message, "Put the tag first that should be the topic.")
        if tags and self._category_unused:
            message = f"its tag {quoted(tags[0])} is its topic, and not the category {quoted(self._topic)}; others likewise."
            case.advise("category", message, "Take the tags out where the category should be the topic.")
            self._category_unused = False
        return tags[0] if tags else self._topic

    def _refuse_faulty(self, question: Question) -> None:
        fault = next((f for f in question_diagnostics(question, self._keys.sources, draft=True) if f.level == "fault"), None)
        if fault:
            raise LeftOut(fault.rule, fault.message[:1].lower() + fault.message[1:], fault.fix)

    def _with_ids(self) -> Iterable[Question]:
        # The file's own ids come first: results hang on them, so none may be taken by one that is made up.
        order = sorted(range(len(self._found)), key=lambda position: not self._found[position].own)
        ids = dict(zip(order, unique_ids(self._found[position].wanted for position in order), strict=True))
        for position, found in enumerate(self._found):
            if found.own and ids[position] != found.wanted:
                message = f"{found.label}: the id {quoted(found.wanted)} became {quoted(ids[position])}."
                fix = "Ids are unique, in lower-case words joined by hyphens."
                self._report.advice(found.line, "id-changed", message, fix)
            changed: dict[str, Any] = {"id": ids[position]}
            yield msgspec.structs.replace(found.question, **changed)


def _label(name: str, text: str) -> str:
    """Return what the question is called in messages: its name, else how it begins."""
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
    """Return what is asked, the answer section without its braces, and the section's line.

    Raise ``LeftOut`` where there is not exactly one section.
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
