"""Turns what answers earn in Moodle into the key of one of our types, for GIFT and Moodle XML alike."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

from quiz.banks.formats.exchange import LeftOut
from quiz.banks.formats.question_import import QuestionImport
from quiz.questions.diagnostics import quoted
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single

Answers: TypeAlias = tuple[Callable[..., Question], dict[str, Any]]
"""A question type and its own keys."""

SHARES = {
    **{1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111"},
    **{10: "10", 20: "5"},
}
"""The equal share of each right option, as spelt in Moodle's list of weights, by the number of right options."""

MOST_ANSWERS = 200
"""The most answers that a question may have in a file."""

_FIGURE = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_WILDCARD = re.compile(r"(?<!\\)\*")
_OF_WHOLE_MARKS = 1.0


class Weighed(Struct, frozen=True):
    """An answer as Moodle keeps it, in plain text."""

    text: str
    weight: float
    """What it earns, in per cent."""
    why: str
    """Its feedback."""
    line: int


def refuse_too_many(count: int) -> None:
    """Raise LeftOut for a question with more answers than anybody could read."""
    if count > MOST_ANSWERS:
        raise LeftOut("too-many", f"it has {count:,} answers.", "Look whether a mark is missing that ends the question.")


def one_right(case: QuestionImport, answers: Sequence[Weighed]) -> Answers:
    """Return the type whose key is the option with the whole mark. Raises LeftOut."""
    right = sum(answer.weight >= 100 for answer in answers)
    if not right:
        raise LeftOut("no-key", "no option earns the whole mark.", "Give the right one 100 per cent.")
    partly = [answer.text for answer in answers if 0 < answer.weight < 100]
    if partly:
        message = f"{quoted(partly[0])}{_and_more(partly)} earned part of the mark in Moodle and is wrong here."
        case.advise("part-marks", message, "Make it plainly wrong or right, and say why in the feedback.")
    options = tuple(Option(text=answer.text, correct=answer.weight >= 100, why=answer.why) for answer in answers)
    if right == 1:
        return Single, {"options": options}
    message = f"in Moodle any one of the {right} right options earns the mark; here all of them have to be picked."
    case.advise("several-keys", message, "Keep one right option, or ask for all that are right.")
    return Multiple, {"options": options}


def several_right(case: QuestionImport, answers: Sequence[Weighed], no_key_fix: str) -> Answers:
    """Return the type whose key is all options that earn anything. Raises LeftOut."""
    right = sum(answer.weight > 0 for answer in answers)
    if not right:
        raise LeftOut("no-key", "no option is marked as right.", no_key_fix)
    share = 100 / right
    if any(abs(answer.weight - share) > _OF_WHOLE_MARKS for answer in answers if answer.weight > 0):
        message = f"its right options had other weights than {share:.5g} % each; here each counts the same."
        case.advise("weights", message, "See that this suits the question.")
    if any(abs(answer.weight + share) > _OF_WHOLE_MARKS for answer in answers if answer.weight <= 0):
        message = (
            f"here a wrong pick takes back one right pick ({share:.5g} %); in Moodle the file's weights said otherwise."
        )
        case.advise("weights", message, "See that this suits the question.")
    options = (Option(text=answer.text, correct=answer.weight > 0, why=answer.why) for answer in answers)
    return Multiple, {"options": tuple(options)}


def _and_more(texts: Sequence[str]) -> str:
    return f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""


def short(case: QuestionImport, answers: Sequence[Weighed]) -> Answers:
    """Return the type whose key is every answer with the whole mark that can be typed. Raises LeftOut."""
    accepted: dict[str, str] = {}
    behind: list[Weighed] = []
    for answer in answers:
        text = answer.text
        if not text:
            message = "an answer without text was left behind."
            case.advise("empty-answer", message, "Write it, or take it out.", answer.line)
            case.keep_elsewhere(answer.why)
        elif _WILDCARD.search(text):
            message = f"{quoted(text)} was left behind: in Moodle its * stands for any text, here for nothing."
            case.advise("wildcard", message, "Add every spelling that should count.", answer.line)
            behind.append(answer)
        elif answer.weight < 100:
            message = f"{quoted(text)} was worth {_percent(answer.weight)} and is wrong here."
            case.advise("part-marks", message, "Add it to  accept  if it should count.", answer.line)
            behind.append(answer)
        else:
            accepted.setdefault(text.replace("\\*", "*"), answer.why)
    if not accepted:
        raise LeftOut("no-key", "no answer that can be typed earns the whole mark.", "Give the right one 100 per cent.")
    _keep_feedback(case, list(accepted.items()), behind)
    return Short, {"accept": tuple(accepted)}


def number(case: QuestionImport, answers: Sequence[Weighed]) -> Answers:
    """Return the type whose key is the figure with the whole mark; texts are ``72``, ``72:0.5`` or ``71..73``.

    Of several, the widest is the key if it contains all others. Raises LeftOut.
    """
    right: list[Weighed] = []
    behind: list[Weighed] = []
    for answer in answers:
        if answer.weight < 100 or answer.text == "*":
            said = f"was worth {_percent(answer.weight)}" if answer.weight < 100 else "stands for any figure"
            message = f"{quoted(answer.text)} {said} and is left behind: one figure is right here."
            case.advise("part-marks", message, "Widen the tolerance if it should count.", answer.line)
            behind.append(answer)
        elif not (right and right[0].text == answer.text):
            right.append(answer)
    if not right:
        raise LeftOut("no-key", "no figure earns the whole mark.", "Give the right one 100 per cent.")
    found = [(_range(case, answer.text, answer.line), answer) for answer in right]
    widest, first = max(found, key=lambda one: one[0][1])
    for other, answer in found:
        if answer is not first and not _covers(widest, other):
            message = (
                f"{quoted(first.text)} and {quoted(answer.text)} both earn the mark, and here one figure or range is right."
            )
            raise LeftOut(
                "several-figures", message, "Give it one range that holds both, or ask two questions.", answer.line
            )
    _keep_feedback(case, [(answer.text, answer.why) for answer in right], behind)
    return Number, {"answer": widest[0], "tolerance": widest[1]}


def _covers(wide: tuple[int | float, int | float], narrow: tuple[int | float, int | float]) -> bool:
    """Say whether the range of one figure with its tolerance contains that of another."""
    (figure, tolerance), (other, spread) = (map(Decimal, map(repr, one)) for one in (wide, narrow))
    try:
        return abs(other - figure) + spread <= tolerance
    except ArithmeticError:
        return False


def match(case: QuestionImport, rows: Sequence[tuple[str, str, int]]) -> Answers:
    """Return the type that pairs each item with its box; rows are item, box and line. A box without an item is spare.

    Raises LeftOut.
    """
    pairs: list[Pair] = []
    loose: list[str] = []
    for item, box, line in rows:
        if item and box:
            pairs.append(Pair(item=item, box=box))
        elif box:
            loose.append(box)
        elif item:
            message = f"{quoted(item)} has nothing to go with it."
            raise LeftOut("blank", message, "Write what it belongs with.", line)
        else:
            case.advise("empty-pair", "an empty pair was left behind.", "Take it out.", line)
    boxes = {pair.box for pair in pairs}
    if needless := [box for box in loose if box in boxes]:
        message = f"{quoted(needless[0])}{_and_more(needless)} belongs with an item and was given once more without one."
        case.advise("repeated", message, "Nothing is lost.")
    return Match, {"pairs": tuple(pairs), "distractors": tuple(dict.fromkeys(box for box in loose if box not in boxes))}


def _keep_feedback(case: QuestionImport, right: Sequence[tuple[str, str]], behind: Sequence[Weighed]) -> None:
    """Save the feedback on single answers; if it is the same for every right answer, none of them is named."""
    alike = len({why for _, why in right}) == 1
    for text, why in right:
        case.keep_elsewhere(why, "" if alike else text)
    for answer in behind:
        case.keep_elsewhere(answer.why, answer.text)


def _percent(weight: float) -> str:
    return f"{weight:g} %"


def _range(case: QuestionImport, text: str, line: int) -> tuple[int | float, int | float]:
    """Return the figure and its tolerance from ``72``, ``72:0.5`` or ``71..73``."""
    low, dots, high = text.partition("..")
    if dots and low:
        first, last = _figure(low, line), _figure(high, line)
        if last < first:
            case.advise(
                "range-reversed", f"the range {quoted(text)} runs backwards and was turned round.", "See that it is right."
            )
        return _plain_number((first + last) / 2), _plain_number(abs(last - first) / 2)
    answer, colon, tolerance = text.partition(":")
    return _plain_number(_figure(answer, line)), _plain_number(_figure(tolerance, line).copy_abs()) if colon else 0


def _figure(text: str, line: int) -> Decimal:
    text = text.strip()
    if not _FIGURE.fullmatch(text):
        fix = "Write figures with a point and without unit or blanks: 1822, 3.14, -5, 1..5, 3.14:0.01."
        raise LeftOut("no-figure", f"{quoted(text)} is not a figure.", fix, line)
    return Decimal(text)


def _plain_number(figure: Decimal) -> int | float:
    return int(figure) if figure.as_tuple().exponent == 0 else float(figure)
