"""Reads the answer section of a GIFT question as one of our types, by Moodle's rules."""

import re
from collections.abc import Sequence

from quiz.banks.formats import moodle_keys
from quiz.banks.formats.exchange import LeftOut
from quiz.banks.formats.gift_blocks import AnswerPart, pieces, restore
from quiz.banks.formats.gift_import import GiftImport
from quiz.banks.formats.moodle_keys import Answers, Weighed, refuse_too_many
from quiz.questions.diagnostics import quoted
from quiz.questions.order import Order
from quiz.questions.true_false import TrueFalse

WEIGHT = re.compile(r"%(-*)([0-9]{1,2}\.?[0-9]*)%")
"""A weight, as written right after the ``~`` or ``=``."""

_CHOICE_MARKS = re.compile("[~=]")
_EQUALS = re.compile("=")
# How Moodle's ordering questions begin: how many steps are shown, and how; each line below is a step.
_ORDERING = re.compile(r">[A-Za-z0-9_ \t]*\n")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
# Found in the last word before a mark that is part of an address or a tag.
_LIKE_ADDRESS = re.compile(r"[?&/<]|www\.")
_ESCAPE_EQUALS = r"If the = belongs to the text, write \= in the file and import it again."
_ESCAPE_HASH = r"If the # belongs to the text, write \# in the file and import it again."


def read_answers(case: GiftImport, section: str, line: int) -> Answers:
    """Return the answers in a section without its general feedback. Raises LeftOut if no type can hold them."""
    if not section:
        fix = "Ask it as one of the types that mark themselves, or talk it over in the room."
        raise LeftOut("essay", "it is an essay question, which nobody could mark here.", fix)
    if section[0] == "#":
        return _number(case, section[1:], line)
    if settings := _ORDERING.match(section):
        return _order(case, section[settings.end() :])
    if "~" in section:
        return _choice(case, section, line)
    if "=" in section and "->" in section:
        return _match(case, section, line)
    if section.partition("#")[0].strip() in _TRUTHS:
        return _true_false(case, section, line)
    return _short(case, section, line)


def _read_weight(text: str, usual: float) -> tuple[float, str]:
    """Return the weight in per cent and the text after it."""
    match = WEIGHT.match(text) if text[:1] == "%" else None
    if not match:
        return usual, text
    return (-1 if match[1] else 1) * float(match[2]), text[match.end() :]


def _watch_traps(case: GiftImport, piece: AnswerPart, several: bool, before: str) -> None:
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


def _watch_all_traps(case: GiftImport, found: Sequence[AnswerPart]) -> None:
    if not any(piece.glued or "#" in piece.text for piece in found):
        return
    several = sum(piece.mark == "=" for piece in found) > 1 and not all(piece.glued for piece in found[1:])
    before = ""
    for piece in found:
        _watch_traps(case, piece, several, before)
        before = piece.text


def _parts(case: GiftImport, section: str, line: int, marks: re.Pattern[str]) -> list[AnswerPart]:
    refuse_too_many(len(marks.findall(section)))
    found = pieces(section, line, marks)
    _watch_all_traps(case, found)
    return found


def _choice(case: GiftImport, section: str, line: int) -> Answers:
    answers = [answer for piece in _parts(case, section, line, _CHOICE_MARKS) if (answer := _option(case, piece))]
    if len(answers) < 2:
        fix = "Write = before the right answer and ~ before each wrong one."
        raise LeftOut("too-few", "it has fewer than two options.", fix)
    if "=" in section:
        return moodle_keys.one_right(case, answers)
    return moodle_keys.several_right(case, answers, "Write = before the right one, or a weight such as ~%50%.")


def _option(case: GiftImport, piece: AnswerPart) -> Weighed | None:
    """Return an option; None for one without text."""
    if piece.mark == "=":
        weight, rest = 100.0, piece.text
        if WEIGHT.match(rest):
            message = "a weight behind = is read as text here, as it is in Moodle."
            case.advise("weight-as-text", message, "Take the %…% out, or write ~ before it.", piece.line)
    else:
        weight, rest = _read_weight(piece.text, 0.0)
        if not piece.mark:
            message = f"{quoted(restore(piece.text))} stands before the first = or ~ and was taken for a wrong answer."
            case.advise("no-mark", message, "Write = before the right answer and ~ before each wrong one.", piece.line)
    head, sign, tail = rest.partition("#")
    answer = Weighed(case.text(head), weight, case.text(tail), piece.line)
    if not answer.text:
        case.advise("empty-option", "an option without text was left behind.", "Write it, or take its mark out.", piece.line)
        case.keep_elsewhere(answer.why)
        return None
    if sign and not tail.strip() and piece.mark != "=":
        case.advise("empty-feedback", "there is a # with nothing behind it.", _ESCAPE_HASH, piece.line)
    return answer


def _true_false(case: GiftImport, section: str, line: int) -> Answers:
    said, _, feedback = section.partition("#")
    wrong, _, right = feedback.partition("#")
    case.keep_elsewhere(case.text(right))
    return TrueFalse, {"answer": _TRUTHS[said.strip()], "why": case.text(wrong)}


def _order(case: GiftImport, steps: str) -> Answers:
    lines = list(filter(None, map(str.strip, steps.split("\n"))))
    refuse_too_many(len(lines))
    return Order, {"steps": tuple(map(case.text, lines))}


def _weighed(case: GiftImport, piece: AnswerPart) -> Weighed:
    weight, rest = _read_weight(piece.text, 100.0)
    head, _, tail = rest.partition("#")
    return Weighed(case.text(head), weight, case.text(tail), piece.line)


def _short(case: GiftImport, section: str, line: int) -> Answers:
    answers = [_weighed(case, piece) for piece in _parts(case, section, line, _EQUALS)]
    made = moodle_keys.short(case, answers)
    accepted = [text.lower() for text in made[1]["accept"]]
    if len(accepted) == 1 and accepted[0] in ("true", "false", "t", "f") and section[0] != "=":
        message = "the word is asked for, since Moodle takes only T, TRUE, F and FALSE in capitals for true or false."
        case.advise("true-false-spelling", message, "Write {TRUE} or {FALSE} if a true-or-false question is meant.")
    return made


def _match(case: GiftImport, section: str, line: int) -> Answers:
    refuse_too_many(section.count("="))
    rows: list[tuple[str, str, int]] = []
    for piece in pieces(section, line, _EQUALS):
        left, arrow, right = piece.text.partition("->")
        if not arrow:
            message = f"its answer {quoted(restore(piece.text))} has no ->."
            raise LeftOut("no-arrow", message, r"Write  =left -> right; an = inside the text is written \=.", piece.line)
        if "#" in right:
            message = "a matching question has no feedback: the # stays in the text, as it does in Moodle."
            case.advise("hash-in-match", message, "Put the feedback behind #### at the end.", piece.line)
        rows.append((case.text(left), case.literal(right), piece.line))
    return moodle_keys.match(case, rows)


def _number(case: GiftImport, section: str, line: int) -> Answers:
    figures, _, otherwise = section.partition("~")
    refuse_too_many(figures.count("="))
    case.keep_elsewhere(case.text(otherwise.partition("#")[2]))
    return moodle_keys.number(case, [_weighed(case, piece) for piece in pieces(figures, line, _EQUALS)])
