"""Reads quizzes kept as JSON the way quiz programs keep them: a list of questions with options and an answer.

There is no standard; these are the words that such files use: ``question``, ``prompt`` or ``text``; ``options``,
``choices`` or ``answers`` (texts, a table of letters, or ``{text, correct, feedback}``); ``answer`` or ``correct…``
(a position, a letter, a text, or several of them), or ``correct_answer`` beside ``incorrect_answers`` (Open Trivia
Database); ``explanation``; ``category``; ``difficulty``; ``id``. How answers are meant is decided once per file.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from quiz.banks.formats.exchange import Hints, Imported, ImportReport, LeftOut, Tally, refuse_faulty, with_ids
from quiz.banks.formats.headings import find_layout, option_place
from quiz.banks.formats.question_import import QuestionImport
from quiz.banks.formats.quizmaster_answers import (
    EVERY_WAY,
    FIX,
    SAID,
    Decision,
    Entry,
    Way,
    decide,
    kind_of,
    plain_text,
    right_positions,
    shown,
    ways_of,
)
from quiz.banks.formats.table_cells import JUDGED_LETTERS, LEVELS, could_be_thousands, is_fraction, part_unit, read_figure
from quiz.banks.formats.table_columns import Row
from quiz.banks.formats.tables import read_table
from quiz.questions.diagnostics import quoted
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse

# Names are compared in lower case and without signs between words.
_PROMPTS = ("question", "prompt", "text", "questiontext", "title")
_OPTIONS = ("options", "choices", "answers", "answeroptions")
_INDEXES = ("answerindex", "correctindex", "correctanswerindex", "correctoptionindex")
"""Names of answers that can only be positions."""
_ANSWERS = (
    *("answer", "correct", "correctanswer", "correctanswers", *_INDEXES, "correctoption", "correctoptions", "rightanswer"),
    "solution",
)
_WRONG = ("incorrectanswers", "wronganswers")
_EXPLANATIONS = ("explanation", "feedback", "rationale", "reason", "info")
_TOPICS = ("topic", "category", "subject", "tag")
_RIGHT = ("correct", "iscorrect", "right")
_NUMBERS = ("number", "no", "index", "questionnumber")
"""Names of fields that only number the questions."""
_LISTS = ("questions", "quiz", "items", "results", "data")
_DIFFICULTIES = ("difficulty", "level")
_NESTED = frozenset((*_PROMPTS, *_EXPLANATIONS, *_TOPICS, "hint", "id"))
"""Names of fields that are read if they are or hold a text, and not if they are a list."""
_READ = _NESTED | {*_OPTIONS, *_ANSWERS, *_WRONG, *_NUMBERS, "type"}


def read_quizmaster(text: str, file: str, hints: Hints | None = None) -> Imported:
    """Return the questions of a JSON quiz; line numbers are not known, so problems name the entry."""
    report = ImportReport(file)
    try:
        found = msgspec.json.decode(text.removeprefix("\ufeff").encode("utf-8", "replace"))
        doubled = _doubled(text)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        report.fault(0, "syntax", f"This is not JSON: {error}.", "Save it anew from the program that made it.")
        return Imported(questions=(), problems=report.problems())
    if doubled:
        report.fault(0, "structure", f"The name {quoted(doubled)} stands twice in one {{ … }}, so one would be lost.", FIX)
        return Imported(questions=(), problems=report.problems())
    title = _raw(_folded(found), ("title", "name")) if isinstance(found, Mapping) else ""
    entries = _listed(found, report)
    if rows := _rows(entries):
        return read_table(rows, report, hints or Hints())
    return _QuizmasterReading(report, hints or Hints()).read(entries, title)


def _doubled(text: str) -> str:
    """Return the first name that occurs twice in one object of a JSON text; empty if none does."""
    doubled: list[str] = []

    def keep(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            doubled.append(next(name for name in names if names.count(name) > 1))

    json.loads(text.removeprefix("\ufeff"), object_pairs_hook=keep)
    return doubled[0] if doubled else ""


def _folded(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return a JSON object with its names in the form used to compare them."""
    return {_folded_name(name): value for name, value in found.items()}


# A file has the same few names in each of thousands of entries.
@lru_cache(maxsize=256)
def _folded_name(name: object) -> str:
    return re.sub(r"[\s_-]", "", str(name)).casefold()


def _rows(entries: Sequence[Any]) -> list[Row]:
    """Return the entries as rows of a table if each has its options in separate keys: A, B, C, or option1."""
    flat = entries and all(
        isinstance(one, Mapping) and not any(isinstance(value, list | Mapping) for value in one.values()) for one in entries
    )
    headings = list(dict.fromkeys(name for one in entries for name in one)) if flat else []
    named = next((name for name in headings if str(name).casefold() in _PROMPTS[2:]), "")
    layout = find_layout([headings], {}) or (find_layout([headings], {"question": named}) if named else None)
    if not layout or not any(column.startswith(("option", "wrong")) for column in layout.columns):
        return []
    rows = [Row(place, tuple(_cell(one.get(name)) for name in headings)) for place, one in enumerate(entries, 1)]
    asked = next(place for place, heading in enumerate(layout.headings) if heading.column == "question")
    return [Row(0, tuple("question" if place == asked else name for place, name in enumerate(headings))), *rows]


def _cell(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _listed(found: Any, report: ImportReport) -> list[Any]:
    """Return the list of questions, however deep it is nested, and report what is beside it."""
    while isinstance(found, Mapping):
        name = next((name for name in _LISTS if isinstance(found.get(name), list | Mapping)), None)
        if name is None:
            break
        beside = [quoted(key) for key, value in found.items() if key != name and isinstance(value, list | Mapping) and value]
        if beside:
            message = f"Beside the questions, left behind: {', '.join(beside[:8])}."
            report.advice(0, "left-behind", message, "Look whether there are questions in it.")
        found = found[name]
    if isinstance(found, list) and found:
        return found
    fix = 'It should be a list of {"question": …, "options": […], "answer": …}.'
    report.fault(0, "structure", "There is no list of questions in it.", fix)
    return []


class _QuizmasterReading:
    """A file of a quizmaster program being read."""

    def __init__(self, report: ImportReport, hints: Hints) -> None:
        self._report = report
        self._hints = hints
        self._questions: list[Question] = []
        self._wanted: list[str] = []
        self._behind: dict[str, list[int]] = {}

    def read(self, found: Sequence[Any], title: str) -> Imported:
        entries = [entry for number, one in enumerate(found, 1) if (entry := self._entry(number, one))]
        kinds = {kind_of(entry.answer) for entry in entries if not entry.is_decided}
        decisions = {kind: decide([e for e in entries if not e.is_decided and kind_of(e.answer) == kind]) for kind in kinds}
        for kind, decision in decisions.items():
            if decision.way is None and decision.open:
                self._refuse([entry for entry in entries if kind_of(entry.answer) == kind], decision.open)
        for entry in entries:
            decision = Decision() if entry.is_decided else decisions[kind_of(entry.answer)]
            if decision.way or not decision.open:
                self._add(entry, decision)
        for name, numbers in self._behind.items():
            message = (
                f"{quoted(name)} was left behind, in {len(numbers)} of {len(found)} entries, first in entry {numbers[0]}."
            )
            self._report.advice(0, "left-behind", message, "Put in by hand what is wanted.")
        made = with_ids(self._questions, self._wanted)
        tally = Tally(rows=len(found), questions=len(made), left_out=len(found) - len(made), others=0, what="entry")
        return Imported(questions=made, problems=self._report.problems(), title=title, tally=tally)

    def _refuse(self, entries: Sequence[Entry], open_ways: Sequence[Way]) -> None:
        """Report that nothing tells how answers are meant, with the first answer for which that matters."""
        open_entries = [entry for entry in entries if any(way in entry.ways for way in open_ways)]
        different = (e for e in open_entries if len({e.ways[way] for way in open_ways if way in e.ways}) > 1)
        first = next(different, open_entries[0])
        texts = dict.fromkeys(first.options[first.ways[way][0]].text for way in open_ways if way in first.ways)
        message = f"its answer {quoted(shown(first.answer))} can be {' or '.join(map(quoted, texts))}"
        if len(texts) == 1:
            # Each answer fits only one way, and no way fits more of them than another.
            message = f"its answer {quoted(shown(first.answer))} is meant in one way, and other entries' in another"
        behind = f", so that {len(entries)} entries like it cannot be read."
        counted = set(open_ways) <= {"from 0", "from 1", "judged"}
        flags = "--count-from 0 or --count-from 1" if counted else "--correct text or number"
        self._report.fault(0, "key", f"{first.texts.label}: {message}{behind}", f"Say how answers are meant: {flags}.")

    def _entry(self, number: int, found: Any) -> Entry | None:
        found = _folded(found) if isinstance(found, Mapping) else {}
        prompt = _raw(found, _PROMPTS)
        label = f"Entry {number}" + (f", {quoted(prompt, 50)}" if prompt else "")
        texts = QuestionImport(self._report, 0, label)
        if not prompt:
            texts.leave_out(LeftOut("entry", "it asks nothing.", FIX))
            return None
        options, labels = _options(found, texts)
        if not options and (lost := _raw(found, _OPTIONS)):
            message = f"its options are one text, {quoted(lost)}, and not a list."
            texts.leave_out(LeftOut("entry", message, 'Write each by itself: "options": ["…", "…"].'))
            return None
        answer = next((found[name] for name in _ANSWERS if found.get(name) is not None), None)
        entry = Entry(number, found, texts, plain_text(prompt, texts), options, labels, answer, {})
        if not entry.is_decided:
            entry.ways = ways_of(entry, self._admitted(found))
        return entry

    def _admitted(self, found: Mapping[str, Any]) -> frozenset[Way]:
        """Return what an answer may mean, by the trainer's hints and by its name."""
        ways = EVERY_WAY
        if self._hints.correct:
            ways = SAID[self._hints.correct]
        elif any(found.get(name) is not None for name in _INDEXES):
            ways = SAID["number"]
        other: dict[int, Way] = {0: "from 1", 1: "from 0"}
        return ways if self._hints.count_from is None else ways - {other[self._hints.count_from], "judged"}

    def _add(self, entry: Entry, decision: Decision) -> None:
        try:
            question = _question(entry, decision)
            refuse_faulty(question, ())
        except LeftOut as why:
            entry.texts.leave_out(why)
            return
        entry.texts.report_markup()
        for name in _left_behind(entry.found):
            self._behind.setdefault(name, []).append(entry.number)
        self._questions.append(question)
        self._wanted.append(_raw(entry.found, ("id",)) or question.prompt)


def _question(entry: Entry, decision: Decision) -> Question:
    texts, found = entry.texts, entry.found
    shared: dict[str, Any] = {
        "id": "unsettled",
        "prompt": entry.prompt,
        "explanation": _text(found, _EXPLANATIONS, texts),
        "topic": _text(found, _TOPICS, texts),
        "hint": _text(found, ("hint",), texts),
        "difficulty": LEVELS.get(_raw(found, _DIFFICULTIES).casefold()),
    }
    if not entry.options:
        return _without_options(entry, shared)
    right = right_positions(entry, decision)
    judged = [option.text.casefold() for option in entry.options]
    if sorted(judged) == ["false", "true"] and len(right) == 1:
        return TrueFalse(answer=judged[right[0]] == "true", **shared)
    options = tuple(
        Option(text=option.text, correct=position in right, why=option.why) for position, option in enumerate(entry.options)
    )
    return Single(options=options, **shared) if len(right) == 1 else Multiple(options=options, **shared)


def _without_options(entry: Entry, shared: dict[str, Any]) -> Question:
    judged = {"true": True, "false": False}.get(str(entry.answer).strip().casefold())
    if judged is not None:
        return TrueFalse(answer=judged, **shared)
    is_list = isinstance(entry.answer, list)
    answers = entry.answer if is_list else [entry.answer]
    accept = tuple(plain_text(one, entry.texts) for one in answers)
    if not any(accept) or any(name in entry.found for name in _INDEXES):
        raise LeftOut("entry", "it has neither options nor an answer.", FIX)
    unread = next((name for name in _left_behind(entry.found) if isinstance(entry.found[name], list | Mapping)), "")
    if unread and option_place(str(entry.answer)):
        message = f"its answer {quoted(str(entry.answer))} may count what stands in {quoted(unread)}, which is not read."
        raise LeftOut("key", message, 'Call the options of a question "options".')
    if isinstance(entry.answer, int | float):
        return Number(answer=entry.answer, **shared)
    if not is_list:
        _refuse_open(accept[0])
        if figure := part_unit(accept[0]):
            return Number(answer=read_figure(figure[0], "its answer", False), unit=figure[1], **shared)
    return Short(accept=tuple(filter(None, accept)), **shared)


def _refuse_open(answer: str) -> None:
    """Raise LeftOut for an answer without options that could be two things, or that nobody can type."""
    if is_fraction(answer):
        raise LeftOut("key", f"its answer is {quoted(answer)}, which cannot be typed on most keyboards.", FIX)
    figure = part_unit(answer)
    if figure and could_be_thousands(figure[0]):
        fix = "Write it without a sign for thousands, or with all its decimals."
        raise LeftOut("figure", f"its answer is {quoted(answer)}, which may have decimals or thousands.", fix)
    if answer.casefold() in JUDGED_LETTERS:
        message = f"its answer is {quoted(answer)}, which may be short for true or false, or something else."
        raise LeftOut("key", message, 'Write true or false; or a list, where it is a word to type: "answer": ["…"].')
    if any(mark in answer for mark in ";|\n"):
        fix = 'Write a list where each counts as right: "answer": ["…", "…"].'
        raise LeftOut("key", f"its answer is {quoted(answer)}, which may be one answer or several.", fix)


def _options(entry: Mapping[str, Any], texts: QuestionImport) -> tuple[list[Option], list[str]]:
    """Return the options, and their names if they have any."""
    wrong = next((entry[name] for name in _WRONG if isinstance(entry.get(name), list)), None)
    answer = next((entry[name] for name in _ANSWERS if entry.get(name) is not None), None)
    if wrong and isinstance(answer, str | int | float) and not isinstance(answer, bool):
        return [Option(text=plain_text(one, texts), correct=not place) for place, one in enumerate((answer, *wrong))], []
    found: Any = next((entry[name] for name in _OPTIONS if isinstance(entry.get(name), list | Mapping)), [])
    each = list(found.values()) if isinstance(found, Mapping) else found
    labels = [str(label) for label in found] if isinstance(found, Mapping) else [_label(one) for one in each]
    return [_option(one, texts) for one in each], labels if all(labels) else []


def _label(option: Any) -> str:
    return _raw(_folded(option), ("id", "key", "letter")) if isinstance(option, Mapping) else ""


def _option(one: Any, texts: QuestionImport) -> Option:
    """Return an option; one that is not text becomes a blank one, so that positions still count it."""
    if isinstance(one, Mapping):
        one = _folded(one)
        right = any(one.get(name) is True for name in _RIGHT)
        text = _text(one, ("text", "answer", "option", "label", "value"), texts)
        return Option(text=text, correct=right, why=_text(one, _EXPLANATIONS, texts))
    return Option(text=plain_text(one, texts))


def _left_behind(entry: Mapping[str, Any]) -> list[str]:
    """Return the names of an entry's fields that are not used."""
    return [name for name, value in entry.items() if value not in (None, "", []) and not _is_read(name, value)]


def _is_read(name: str, value: Any) -> bool:
    if name in _DIFFICULTIES:
        return _raw({name: value}, (name,)).casefold() in LEVELS
    return name in _READ and not (name in _NESTED and isinstance(value, list))


def _raw(entry: Mapping[str, Any], names: Sequence[str]) -> str:
    """Return the first of these values that is a text or a figure, or holds one."""
    for name in names:
        value = entry.get(name)
        if isinstance(value, Mapping):
            value = value.get("text")
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _text(entry: Mapping[str, Any], names: Sequence[str], texts: QuestionImport) -> str:
    return plain_text(_raw(entry, names), texts)
