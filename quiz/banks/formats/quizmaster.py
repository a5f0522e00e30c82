"""Reads quizzes kept as JSON the way quiz-master programs keep them: a list of questions with options and an answer.

There is no standard. Read here are the words that such files use: ``question``, ``prompt`` or ``text``; ``options``,
``choices`` or ``answers`` (texts, a table of letters, or ``{text, correct, feedback}``); ``answer`` or ``correct…``
(a position, a letter, a text, or several of them); ``explanation``; ``category``; ``difficulty``; ``id``. A position counts
from 0, unless one of them is as high as there are options.
"""

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

import msgspec

from quiz.banks.formats.exchange import Imported, ImportReport, unique_ids
from quiz.banks.rules import question_diagnostics
from quiz.questions.diagnostics import quoted
from quiz.questions.multiple import Multiple
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.text import REFUSED_CHARACTER
from quiz.questions.true_false import TrueFalse

_PROMPTS = ("question", "prompt", "text", "questionText", "question_text", "title")
_OPTIONS = ("options", "choices", "answers", "answerOptions", "answer_options")
_ANSWERS = (
    *("answer", "correct", "correctAnswer", "correct_answer", "correctAnswers", "correct_answers", "answerIndex"),
    *("correctIndex", "correct_index", "correctOption", "correct_option", "solution"),
)
_EXPLANATIONS = ("explanation", "feedback", "rationale", "reason", "info")
_TOPICS = ("topic", "category", "subject", "tag")
_RIGHT = ("correct", "isCorrect", "is_correct", "right")
_LEVELS = {"easy": 1, "medium": 2, "hard": 3, "1": 1, "2": 2, "3": 3}
_LISTS = ("questions", "quiz", "items", "results", "data")


class _UnusableError(Exception):
    """An entry that is no question that can be read."""


def read_quizmaster(text: str, file: str) -> Imported:
    """Return the questions of a JSON quiz; line numbers are not known, so problems name the entry."""
    report = ImportReport(file)
    try:
        found = msgspec.json.decode(text.removeprefix("\ufeff").encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        report.fault(0, "syntax", f"This is no JSON: {error}.", "Save it anew from the program that made it.")
        return Imported(questions=(), problems=report.problems())
    entries = list(_entries(found))
    title = _text(found, ("title", "name")) if isinstance(found, Mapping) else ""
    if not entries:
        fix = 'It should be a list of {"question": …, "options": […], "answer": …}.'
        report.fault(0, "structure", "There is no list of questions in it.", fix)
    from_one = _counts_from_one(entries)
    questions: list[Question] = []
    wanted: list[str] = []
    for number, entry in enumerate(entries, 1):
        label = f"Entry {number}" + (f", {quoted(_text(entry, _PROMPTS), 50)}" if _text(entry, _PROMPTS) else "")
        try:
            question = _question(entry, from_one)
            fault = next((f for f in question_diagnostics(question, {}, draft=True) if f.level == "fault"), None)
            if fault:
                raise _UnusableError(f"{fault.message[:1].lower()}{fault.message[1:]} {fault.fix}")
        except _UnusableError as error:
            report.fault(0, "entry", f"{label}: {error}", "Fix it in the file, or write the question anew.")
            continue
        if behind := _left_behind(entry):
            report.advice(0, "left-behind", f"{label}: left behind: {', '.join(behind)}.", "Put in by hand what is wanted.")
        questions.append(question)
        wanted.append(_text(entry, ("id",)) or question.prompt)
    ids = unique_ids(wanted)
    settled: list[dict[str, Any]] = [{"id": identifier} for identifier in ids]
    made = tuple(msgspec.structs.replace(question, **new) for question, new in zip(questions, settled, strict=True))
    if any(isinstance(_answer(entry), int) and not isinstance(_answer(entry), bool) for entry in entries):
        start = "1" if from_one else "0"
        message = f"Positions of right answers were counted from {start}."
        report.advice(0, "positions", message, "Look at a few questions in the preview.")
    return Imported(questions=made, problems=report.problems(), title=title)


def _entries(found: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the questions, whatever list they are kept in."""
    if isinstance(found, Mapping):
        for name in _LISTS:
            if isinstance(found.get(name), list):
                yield from _entries(found[name])
                return
    elif isinstance(found, list):
        yield from (entry for entry in found if isinstance(entry, Mapping))


def _question(entry: Mapping[str, Any], from_one: bool) -> Question:
    prompt = _text(entry, _PROMPTS)
    if not prompt:
        raise _UnusableError("it asks nothing.")
    shared: dict[str, Any] = {
        "id": "unsettled",
        "prompt": prompt,
        "explanation": _text(entry, _EXPLANATIONS),
        "topic": _text(entry, _TOPICS),
        "hint": _text(entry, ("hint",)),
        "difficulty": _LEVELS.get(_text(entry, ("difficulty", "level")).casefold()),
    }
    options = _options(entry)
    answer = _answer(entry)
    if not options:
        judged = {"true": True, "false": False}.get(str(answer).casefold())
        if judged is not None:
            return TrueFalse(answer=judged, **shared)
        texts = [_clean(one) for one in (answer if isinstance(answer, list) else [answer]) if isinstance(one, str | int)]
        if not any(texts):
            raise _UnusableError("it has neither options nor an answer.")
        return Short(accept=tuple(filter(None, texts)), **shared)
    if [option.text.casefold() for option in options] == ["true", "false"]:
        right = _right_positions(options, answer, from_one)
        return TrueFalse(answer=right == {0}, **shared)
    right = _right_positions(options, answer, from_one)
    made = tuple(
        Option(text=option.text, correct=position in right, why=option.why) for position, option in enumerate(options)
    )
    return Single(options=made, **shared) if len(right) == 1 else Multiple(options=made, **shared)


def _options(entry: Mapping[str, Any]) -> list[Option]:
    found: Any = next((entry[name] for name in _OPTIONS if isinstance(entry.get(name), list | dict)), [])
    options: list[Option] = []
    for one in found.values() if isinstance(found, dict) else found:
        if isinstance(one, Mapping):
            right = any(one.get(name) is True for name in _RIGHT)
            options.append(
                Option(
                    text=_text(one, ("text", "answer", "option", "label", "value")),
                    correct=right,
                    why=_text(one, _EXPLANATIONS),
                )
            )
        elif isinstance(one, str | int | float):
            options.append(Option(text=_clean(one)))
    wrong = entry.get("incorrect_answers") or entry.get("incorrectAnswers")
    if not options and isinstance(wrong, list):
        options = [Option(text=_clean(one)) for one in (_answer(entry), *wrong) if isinstance(one, str | int | float)]
    return options


def _right_positions(options: Sequence[Option], answer: Any, from_one: bool) -> set[int]:
    """Return the positions of the right options. Raises _UnusableError."""
    marked = {position for position, option in enumerate(options) if option.correct}
    if marked:
        return marked
    texts = [option.text for option in options]
    right: set[int] = set()
    for one in answer if isinstance(answer, list) else [answer]:
        said = _clean(one) if isinstance(one, str | int | float) else ""
        if said in texts and isinstance(one, str):
            right.add(texts.index(said))
        elif isinstance(one, int) and not isinstance(one, bool) and 0 <= one - from_one < len(texts):
            right.add(one - from_one)
        elif len(said) == 1 and said.upper() in ascii_uppercase[: len(texts)]:
            right.add(ascii_uppercase.index(said.upper()))
        else:
            raise _UnusableError(f"its answer {quoted(said)} is none of its options.")
    return right


def _counts_from_one(entries: Sequence[Mapping[str, Any]]) -> bool:
    positions = [(answer, len(_options(entry))) for entry in entries for answer in _positions_in(entry)]
    return any(answer == count for answer, count in positions) and all(answer for answer, _ in positions)


def _positions_in(entry: Mapping[str, Any]) -> list[int]:
    answer = _answer(entry)
    found = answer if isinstance(answer, list) else [answer]
    return [one for one in found if isinstance(one, int) and not isinstance(one, bool)]


def _answer(entry: Mapping[str, Any]) -> Any:
    return next((entry[name] for name in _ANSWERS if entry.get(name) is not None), None)


def _left_behind(entry: Mapping[str, Any]) -> list[str]:
    read = {*_PROMPTS, *_OPTIONS, *_ANSWERS, *_EXPLANATIONS, *_TOPICS, "hint", "difficulty", "level", "id", "type"}
    read |= {"incorrect_answers", "incorrectAnswers"}
    return sorted(quoted(str(name)) for name, value in entry.items() if name not in read and value not in (None, "", []))[:8]


def _text(entry: Mapping[str, Any], names: Sequence[str]) -> str:
    """Return the first of these values that is a text or a figure."""
    return next((_clean(entry[name]) for name in names if isinstance(entry.get(name), str | int) and entry[name] != ""), "")


def _clean(value: object) -> str:
    return REFUSED_CHARACTER.sub("", str(value)).strip()[:20_000]
