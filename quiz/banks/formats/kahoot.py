"""Writes a bank as Kahoot's own sheet, within its limits; ``workbooks`` reads such sheets like any others.

The limits are those that the template names in its headings: 120 characters a question, 75 an answer, two to four answers,
and a list of times.
"""

from collections.abc import Iterator
from typing import Any

from quiz.banks.formats.exchange import Exported, LeftOut, no_such_type, not_carried
from quiz.banks.formats.table_writing import workbook_of
from quiz.banks.model import Bank
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.options import OptionsQuestion
from quiz.questions.question import Question
from quiz.questions.true_false import TrueFalse

LONGEST_QUESTION = 120
LONGEST_ANSWER = 75
MOST_ANSWERS = 4
TIMES = (5, 10, 20, 30, 60, 90, 120, 240)
"""The time limits that Kahoot offers, in seconds."""
_USUAL_TIME = 20
_HEADINGS_ROW = 8
_HEADINGS = (
    "",
    f"Question - max {LONGEST_QUESTION} characters",
    *(f"Answer {number} - max {LONGEST_ANSWER} characters" for number in range(1, MOST_ANSWERS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_FIX = "Shorten it in the bank, or share the question in another way."


def write_kahoot(bank: Bank) -> Exported:
    """Return Kahoot's sheet with the questions that it can ask. Raises ModuleNotFoundError if openpyxl is not installed."""
    problems: list[PlacedDiagnostic] = []
    rows: list[list[Any]] = [["", bank.title], *([""] for _ in range(_HEADINGS_ROW - 2)), [*_HEADINGS]]
    for position, question in enumerate(bank.questions):
        try:
            row = _row(question)
        except LeftOut as why:
            problems.append(not_carried(bank, position, why.message, why.fix, left_out=True))
            continue
        rows.append([len(rows) - _HEADINGS_ROW + 1, *row])
        for part in _left_behind(question):
            problems.append(not_carried(bank, position, f"{part}.", "Share the TOML file for it."))
    return Exported(text="", content=workbook_of(rows, "Sheet1"), problems=tuple(problems))


def _row(question: Question) -> list[Any]:
    """Return the cells of a question. Raises LeftOut if it does not fit."""
    if isinstance(question, TrueFalse):
        answers, right = ["True", "False"], [1 if question.answer else 2]
    elif isinstance(question, OptionsQuestion):
        answers = [option.text for option in question.options]
        right = [number for number, option in enumerate(question.options, 1) if option.correct]
    else:
        raise no_such_type(question, "Kahoot's sheet")
    if len(question.prompt) > LONGEST_QUESTION:
        raise LeftOut("left-out", f"Kahoot takes at most {LONGEST_QUESTION} characters in a question.", _FIX)
    if len(answers) > MOST_ANSWERS:
        raise LeftOut("left-out", f"Kahoot takes at most {MOST_ANSWERS} answers.", "Leave some out.")
    if any(len(answer) > LONGEST_ANSWER for answer in answers):
        raise LeftOut("left-out", f"Kahoot takes at most {LONGEST_ANSWER} characters in an answer.", _FIX)
    padded = [*answers, *[""] * (MOST_ANSWERS - len(answers))]
    return [question.prompt, *padded, _seconds(question), ",".join(map(str, right))]


def _seconds(question: Question) -> int:
    """Return Kahoot's shortest time limit that is long enough, else its longest; the usual one without a limit."""
    limit = question.time_limit
    if limit is None or isinstance(limit, str):
        return _USUAL_TIME
    return next((seconds for seconds in TIMES if seconds >= limit), TIMES[-1])


def _left_behind(question: Question) -> Iterator[str]:
    """Yield the parts of a question that the sheet does not hold."""
    if isinstance(question, TrueFalse):
        yield "that this is a statement (it comes back as a question with two options, True and False)"
    limit = question.time_limit
    if limit is not None and limit != _seconds(question):
        yield "the time limit, which is the nearest that Kahoot has"
    whys = isinstance(question, TrueFalse) and question.why
    if whys or (isinstance(question, OptionsQuestion) and any(option.why for option in question.options)):
        yield "why answers are wrong"
    named = {"explanation": question.explanation, "action": question.action, "hint": question.hint, "topic": question.topic}
    yield from (f"the {name}" for name, text in named.items() if text)
    further = {
        "difficulty": question.difficulty is not None,
        "weight": question.weight != 1,
        "fact": question.fact is not None,
        "sources": bool(question.sources),
        "fixed order": not question.shuffle,
        "unwanted advice": bool(question.allow),
    }
    yield from (f"the {name}" for name, is_there in further.items() if is_there)
