"""The questions of a Moodle file while it is read, with category, ids and sources, for GIFT and XML alike."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from quiz.banks.formats.attribution import read_attribution
from quiz.banks.formats.exchange import Imported, ImportReport, SourceKeys, refuse_faulty, slugify, unique_ids
from quiz.banks.formats.moodle_keys import Answers
from quiz.banks.formats.question_import import QuestionImport
from quiz.questions.diagnostics import quoted
from quiz.questions.question import Question

_BETWEEN_CATEGORIES = re.compile("(?<!/)/(?!/)")
# How Moodle begins the name of an unnamed category, in the languages that trainers here use.
_UNNAMED = ("Default for ", "Standard für ", "Défaut pour ", "Por defecto en ")


def names_in_path(path: str) -> list[str]:
    """Return the names of the categories in a path, the outermost first, as Moodle splits it.

    A slash that belongs to a name is written twice.
    """
    names = (name.replace("//", "/").strip() for name in _BETWEEN_CATEGORIES.split(path))
    return list(filter(None, names))


def category_path(names: Sequence[str]) -> str:
    """Return the path of a category from the names above it and its own, as Moodle writes it."""
    escaped = (name.replace("/", "//") for name in names)
    return "/".join(f"{' ' * name.startswith('/')}{name}{' ' * name.endswith('/')}" for name in escaped)


class _FoundQuestion(Struct):
    """A question before its id is settled."""

    question: Question
    wanted: str
    own: bool
    """Whether the file itself gave the id."""
    line: int
    label: str


class MoodleQuestions:
    """The questions of one file, one after the other."""

    def __init__(self, report: ImportReport) -> None:
        """Start without questions; ``title`` is set if the file names the bank."""
        self.title = ""
        self.topic = ""
        """The topic of the next questions by their category."""
        self._report = report
        self._found: list[_FoundQuestion] = []
        self._keys = SourceKeys()
        self._category_unused = False

    def enter_category(self, path: str, line: int) -> None:
        """Set the category of the next questions to the one at this path."""
        named = [name for name in names_in_path(path) if name != "top" and not name.startswith(("$", *_UNNAMED))]
        self.topic = next(reversed(named), "")
        self.title = self.title or self.topic
        self._category_unused = bool(self.topic)
        if above := named[:-1]:
            message = (
                f"Of the category {quoted(path.strip(), 80)} the last part became the topic; the parts above it stay behind."
            )
            self._report.advice(line, "category", message, f"Above it stood {quoted(above[-1])}.")

    def question(
        self, case: QuestionImport, answers: Answers, *, prompt: str, feedback: str, topic: str, **more: Any
    ) -> Question:
        """Return a question with everything in its general feedback. Raises LeftOut if it is not fit for a draft."""
        make, own_keys = answers
        attribution = read_attribution(feedback)
        question = make(
            id="unsettled",
            prompt=prompt,
            explanation=case.explained(attribution.explanation),
            action=attribution.action,
            sources=tuple(dict.fromkeys(self._keys.key_of(source) for source in attribution.sources)),
            topic=topic,
            **more,
            **own_keys,
        )
        refuse_faulty(question, self._keys.sources)
        return question

    def topic_by_tag(self, case: QuestionImport, tags: Sequence[str]) -> str:
        """Return the topic of a question with these tags: the first, as more precise than the category, or else that."""
        if len(tags) > 1:
            behind = ", ".join(quoted(tag) for tag in tags[1:])
            message = f"a question has one topic: of its tags {quoted(tags[0])} was kept, and {behind} left behind."
            case.advise("tags", message, "Put the tag first that should be the topic.")
        if tags and self._category_unused:
            message = f"its tag {quoted(tags[0])} is its topic, and not the category {quoted(self.topic)}; others likewise."
            case.advise("category", message, "Take the tags out where the category should be the topic.")
            self._category_unused = False
        return tags[0] if tags else self.topic

    def keep(self, question: Question, case: QuestionImport, line: int, ids: Sequence[str], name: str) -> None:
        """Keep a question under the first of its own ids, else under one made from its name or prompt."""
        if len(ids) > 1:
            message = f"of its ids {quoted(ids[0])} was kept, and {', '.join(map(quoted, ids[1:]))} left behind."
            case.advise("several-ids", message, "Keep one [id:…].")
        if ids and name and slugify(name) != slugify(ids[0]) and name[:40] != question.prompt[:40]:
            message = "its name was left behind, since a question has an id and a prompt here."
            case.advise("name", message, "There is nothing to do where the prompt says it all.")
        wanted = ids[0] if ids else name or question.prompt
        self._found.append(_FoundQuestion(question, wanted, bool(ids), line, case.label))

    def imported(self) -> Imported:
        """Return all questions, each with an id of its own, and every problem."""
        questions = tuple(self._with_ids())
        return Imported(questions=questions, problems=self._report.problems(), title=self.title, sources=self._keys.sources)

    def _with_ids(self) -> Iterator[Question]:
        # The file's own ids come first: results depend on them, so none may be taken by one that is made up.
        order = sorted(range(len(self._found)), key=lambda position: not self._found[position].own)
        ids = dict(zip(order, unique_ids(self._found[position].wanted for position in order), strict=True))
        for position, found in enumerate(self._found):
            if found.own and ids[position] != found.wanted:
                message = f"{found.label}: the id {quoted(found.wanted)} became {quoted(ids[position])}."
                fix = "Ids are unique, in lower-case words joined by hyphens."
                self._report.advice(found.line, "id-changed", message, fix)
            changed: dict[str, Any] = {"id": ids[position]}
            yield msgspec.structs.replace(found.question, **changed)
