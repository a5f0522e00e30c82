"""From the answer section of a GIFT question to one of our types, by Moodle's rules."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from quiz.banks.formats.exchange import LeftOut
from quiz.banks.formats.gift_blocks import Piece, pieces, restore
from quiz.banks.formats.gift_import import QuestionImport
from quiz.questions.diagnostics import quoted
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse

Answers: TypeAlias = tuple[Callable[..., Question], dict[str, Any]]
"""A question type and the keys of its own."""

WEIGHT = re.compile(r"%(-*)([0-9]{1,2}\.?[0-9]*)%")
"""How a weight is written, right behind the ``~`` or ``=``."""

_CHOICE_MARKS = re.compile("[~=]")
_EQUALS = re.compile("=")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_FIGURE = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_WILDCARD = re.compile(r"(?<!\\)\*")
# What stands before a mark inside an address or a tag, and what follows it there.
_LIKE_ADDRESS = re.compile(r"[?&/<]|www\.")
_OF_WHOLE_MARKS = 1.0
_ESCAPE_EQUALS = r"If the = belongs to the text, write \= in the file and import it again."
_ESCAPE_HASH = r"If the # belongs to the text, write \# in the file and import it again."


def read_answers(case: QuestionImport, section: str, line: int) -> Answers:
    """Return what the answer section, general feedback taken off, says; raise ``LeftOut`` where no type can hold it."""
    if not section:
        fix = "Ask it as one of the types that mark themselves, or talk it over in the room."
        raise LeftOut("essay", "it is an essay question, which nobody could mark here.", fix)
    if section[0] == "#":
        return _number(case, section[1:], line)
    if "~" in section:
        return _choice(case, section, line)
    if "=" in section and "->" in section:
        return _match(case, section, line)
    if section.partition("#")[0].strip() in _TRUTHS:
        return _true_false(case, section, line)
    return _short(case, section, line)


def _weighed(text: str, usual: float) -> tuple[float, str]:
    """Return the weight in per cent and the text behind it."""
    match = WEIGHT.match(text) if text[:1] == "%" else None
    if not match:
        return usual, text
    return (-1 if match[1] else 1) * float(match[2]), text[match.end() :]


def _percent(weight: float) -> str:
    return f"{weight:g} %"


def _watch_traps(case: QuestionImport, piece: Piece, several: bool, before: str) -> None:
    """Advise where an ``=`` or a ``#`` was probably meant as text; ``before`` is the answer before this one."""
    if piece.mark == "=" and piece.glued:
        words = before.split()
        if several or piece.text[:1] in ('"', "'") or (words and _LIKE_ADDRESS.search(words[-1])):
            message = f"an = inside the text began a new right answer, {quoted(restore(piece.text))}, as it does in Moodle."
            case.advise("unescaped-equals", message, _ESCAPE_EQUALS, piece.line)
    head, sign, tail = piece.text.partition("#")
    if not sign:
        return
    last = (head.split() or [""])[-1]
    if "://" in last or last.startswith("www.") or (tail[:1].isdigit() and head[-1:].isspace()):
        message = f"a # inside the text began the feedback {quoted(restore(tail.strip()))}, as it does in Moodle."
        case.advise("unescaped-hash", message, _ESCAPE_HASH, piece.line)


def _watch_all_traps(case: QuestionImport, found: Sequence[Piece]) -> None:
    if not any(piece.glued or "#" in piece.text for piece in found):
        return
    several = sum(piece.mark == "=" for piece in found) > 1 and not all(piece.glued for piece in found[1:])
    before = ""
    for piece in found:
        _watch_traps(case, piece, several, before)
        before = piece.text


def _choice(case: QuestionImport, section: str, line: int) -> Answers:
    found = pieces(section, line, _CHOICE_MARKS)
    _watch_all_traps(case, found)
    options: list[Option] = []
    weights: list[float] = []
    for piece in found:
        if piece.mark == "=":
            weight, rest = 100.0, piece.text
            if WEIGHT.match(rest):
                message = "a weight behind = is read as text here, as it is in Moodle."
                case.advise("weight-as-text", message, "Take the %…% out, or write ~ before it.", piece.line)
        else:
            weight, rest = _weighed(piece.text, 0.0)
            if not piece.mark:
                message = f"{quoted(restore(piece.text))} stands before the first = or ~ and was taken for a wrong answer."
                case.advise("no-mark", message, "Write = before the right answer and ~ before each wrong one.", piece.line)
        head, sign, tail = rest.partition("#")
        text, why = case.text(head), case.text(tail)
        if text:
            options.append(Option(text=text, correct=weight > 0, why=why))
            weights.append(weight)
            if sign and not tail.strip() and piece.mark != "=":
                case.advise("empty-feedback", "there is a # with nothing behind it.", _ESCAPE_HASH, piece.line)
        else:
            case.advise(
                "empty-option", "an option without text was left behind.", "Write it, or take its mark out.", piece.line
            )
            case.keep_elsewhere(why)
    if len(options) < 2:
        fix = "Write = before the right answer and ~ before each wrong one."
        raise LeftOut("too-few", "it has fewer than two options.", fix)
    return _one_of(case, options, weights) if "=" in section else _several_of(case, options, weights)


def _one_of(case: QuestionImport, options: list[Option], weights: list[float]) -> Answers:
    partly = [option.text for option, weight in zip(options, weights, strict=True) if 0 < weight < 100]
    if partly:
        message = f"{quoted(partly[0])}{_and_more(partly)} earned part of the mark in Moodle and is wrong here."
        case.advise("part-marks", message, "Make it plainly wrong or right, and say why in the feedback.")
    kept = tuple(
        Option(text=option.text, correct=weight >= 100, why=option.why)
        for option, weight in zip(options, weights, strict=True)
    )
    right = sum(option.correct for option in kept)
    if right == 1:
        return Single, {"options": kept}
    message = f"in Moodle any one of the {right} right options earns the mark; here all of them have to be picked."
    case.advise("several-keys", message, "Keep one right option, or ask for all that are right.")
    return Multiple, {"options": kept}


def _several_of(case: QuestionImport, options: list[Option], weights: list[float]) -> Answers:
    right = sum(option.correct for option in options)
    if not right:
        raise LeftOut("no-key", "no option is marked as right.", "Write = before the right one, or a weight such as ~%50%.")
    share = 100 / right
    if any(abs(weight - share) > _OF_WHOLE_MARKS for weight in weights if weight > 0):
        message = f"its right options had other weights than {share:.5g} % each; here each counts the same."
        case.advise("weights", message, "See that this suits the question.")
    if any(abs(weight + share) > _OF_WHOLE_MARKS for weight in weights if weight <= 0):
        message = (
            f"here a wrong pick takes back one right pick ({share:.5g} %); in Moodle the file's weights said otherwise."
        )
        case.advise("weights", message, "See that this suits the question.")
    return Multiple, {"options": tuple(options)}


def _and_more(texts: Sequence[str]) -> str:
    return f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""


def _true_false(case: QuestionImport, section: str, line: int) -> Answers:
    said, _, feedback = section.partition("#")
    wrong, _, right = feedback.partition("#")
    case.keep_elsewhere(case.text(right))
    return TrueFalse, {"answer": _TRUTHS[said.strip()], "why": case.text(wrong)}


def _short(case: QuestionImport, section: str, line: int) -> Answers:
    found = pieces(section, line, _EQUALS)
    _watch_all_traps(case, found)
    accepted: dict[str, str] = {}
    behind: list[tuple[str, str]] = []
    for piece in found:
        weight, rest = _weighed(piece.text, 100.0)
        head, _, tail = rest.partition("#")
        text, why = case.text(head), case.text(tail)
        if not text:
            case.advise(
                "empty-answer", "an answer without text was left behind.", "Write it, or take its = out.", piece.line
            )
            case.keep_elsewhere(why)
        elif _WILDCARD.search(text):
            message = f"{quoted(text)} was left behind: in Moodle its * stands for any text, here for nothing."
            case.advise("wildcard", message, "Add every spelling that should count.", piece.line)
            behind.append((text, why))
        elif weight < 100:
            message = f"{quoted(text)} was worth {_percent(weight)} and is wrong here."
            case.advise("part-marks", message, "Add it to  accept  if it should count.", piece.line)
            behind.append((text, why))
        else:
            accepted.setdefault(text.replace("\\*", "*"), why)
    if not accepted:
        raise LeftOut("no-key", "no answer that can be typed earns the whole mark.", "Write  {=the answer}.")
    if [text.lower() in ("true", "false", "t", "f") for text in accepted] == [True] and section[0] != "=":
        message = "the word is asked for, since Moodle takes only T, TRUE, F and FALSE in capitals for true or false."
        case.advise("true-false-spelling", message, "Write {TRUE} or {FALSE} if a true-or-false question is meant.")
    _keep_feedback(case, list(accepted.items()), behind)
    return Short, {"accept": tuple(accepted)}


def _keep_feedback(case: QuestionImport, right: list[tuple[str, str]], behind: list[tuple[str, str]]) -> None:
    """Put feedback on single answers where it is not lost; said of every right answer alike, it needs no name."""
    alike = len({why for _, why in right}) == 1
    for answer, why in right:
        case.keep_elsewhere(why, "" if alike else answer)
    for answer, why in behind:
        case.keep_elsewhere(why, answer)


def _match(case: QuestionImport, section: str, line: int) -> Answers:
    pairs: list[Pair] = []
    loose: list[str] = []
    found = pieces(section, line, _EQUALS)
    for piece in found:
        left, arrow, right = piece.text.partition("->")
        if not arrow:
            message = f"its answer {quoted(restore(piece.text))} has no ->."
            raise LeftOut("no-arrow", message, r"Write  =left -> right; an = inside the text is written \=.", piece.line)
        if "#" in right:
            message = "a matching question has no feedback: the # stays in the text, as it does in Moodle."
            case.advise("hash-in-match", message, "Put the feedback behind #### at the end.", piece.line)
        item, box = case.text(left), case.literal(right)
        if item and box:
            pairs.append(Pair(item=item, box=box))
        elif box:
            loose.append(box)
        else:
            message = f"{quoted(item)} has nothing to go with it." if item else "an empty pair was left behind."
            if item:
                raise LeftOut("blank", message, "Write what it belongs with behind the ->.", piece.line)
            case.advise("empty-pair", message, "Take it out.", piece.line)
    boxes = {pair.box for pair in pairs}
    if needless := [box for box in loose if box in boxes]:
        message = f"{quoted(needless[0])}{_and_more(needless)} belongs with an item and was given once more without one."
        case.advise("repeated", message, "Nothing is lost.")
    return Match, {"pairs": tuple(pairs), "distractors": tuple(dict.fromkeys(box for box in loose if box not in boxes))}


def _number(case: QuestionImport, section: str, line: int) -> Answers:
    figures, _, otherwise = section.partition("~")
    right: list[tuple[str, str, int]] = []
    behind: list[tuple[str, str]] = []
    for piece in pieces(figures, line, _EQUALS):
        weight, rest = _weighed(piece.text, 100.0)
        head, _, tail = rest.partition("#")
        text, why = case.text(head), case.text(tail)
        if weight >= 100 and text != "*" and not (right and right[0][0] == text):
            right.append((text, why, piece.line))
        if weight < 100 or text == "*":
            said = f"was worth {_percent(weight)}" if weight < 100 else "stands for any figure"
            message = f"{quoted(text)} {said} and is left behind: one figure is right here."
            case.advise("part-marks", message, "Widen the tolerance if it should count.", piece.line)
            behind.append((text, why))
    case.keep_elsewhere(case.text(otherwise.partition("#")[2]))
    if not right:
        raise LeftOut("no-key", "no figure earns the whole mark.", "Write  {#72}, {#72:0.5} or {#71..73}.")
    for other, why, other_line in right[1:]:
        message = f"{quoted(other)} is left behind: one figure or range is right here, and {quoted(right[0][0])} came first."
        case.advise("several-figures", message, "Widen the tolerance, or ask two questions.", other_line)
        behind.append((other, why))
    _keep_feedback(case, [right[0][:2]], behind)
    answer, tolerance = _range(case, right[0][0], right[0][2])
    return Number, {"answer": answer, "tolerance": tolerance}


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
        raise LeftOut("no-figure", f"{quoted(text)} is no figure.", fix, line)
    return Decimal(text)


def _plain_number(figure: Decimal) -> int | float:
    return int(figure) if figure.as_tuple().exponent == 0 else float(figure)
