"""Single cells of a question table: figures as people write them, yes and no in five languages, and the like."""

import math
import re
import unicodedata
from collections.abc import Callable, Set
from typing import Any

from quiz.banks.formats.exchange import LeftOut
from quiz.banks.rules import LONGEST_LIMIT, MOST_WEIGHT
from quiz.questions.diagnostics import quoted
from quiz.questions.figures import is_usual_unit

_TRUE, _FALSE = (
    "true t yes wahr richtig ja vrai oui verdadero sí cywir gwir",
    "false f no falsch nein faux non falso anghywir ffug",
)
JUDGED = dict.fromkeys(_TRUE.split(), True) | dict.fromkeys(_FALSE.split(), False)
"""The words for true and false."""
_LETTER_PAIRS = tuple(pair.split("/") for pair in ["t/f", "y/n", "r/w", "w/f", "r/f", "j/n", "v/f", "g/ff"])
"""Letters for true and false in the five languages; one letter may mean either, so all pairs that fit must agree."""
JUDGED_LETTERS = frozenset(letter for pair in _LETTER_PAIRS for letter in pair)
"""Every letter that may stand for true or false."""
_LEVEL_WORDS = {
    1: "1 easy simple beginner low leicht einfach facile fácil hawdd",
    2: "2 medium moderate intermediate average mittel moyen medio media canolig",
    3: "3 hard difficult advanced high schwer schwierig difficile difícil anodd",
}
LEVELS = {word: level for level, words in _LEVEL_WORDS.items() for word in words.split()}
"""The difficulty that a word means."""
_FIGURE = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,10})?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[+-]?[1-9]\d{0,2}(?:\.\d{3}){2,}")
_COMMA_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+")
_COMMA_DECIMAL = re.compile(r"[+-]?(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))")
_POINT_DECIMAL = re.compile(r"[+-]?(?:\d+\.\d+|[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,})")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_LONGEST_FIGURE = 40
_NO_WORDS = frozenset(["x", "n/a", "n.a.", "n.a", "tbc", "tbd", "tba", "todo"])
_WITH_UNIT = re.compile(r"(£ ?)?([+-]?[0-9](?:[0-9., ]*[0-9])?)\.? ?(.*)")
_BLANK_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_SECONDS = re.compile(r" ?(?:s|secs?|seconds?)\.?$")


def is_no_word(text: str) -> bool:
    """Say whether a text is no answer where a word is wanted: a tick, a dash, to be confirmed."""
    return text.casefold() in _NO_WORDS or not any(map(str.isalnum, text))


def letters_meant(letters: Set[str]) -> dict[str, bool]:
    """Return what a file's letters for true and false mean, as far as every pair that contains them agrees."""
    fitting = [pair for pair in _LETTER_PAIRS if letters <= {*pair}]
    meant = {letter: {letter == pair[0] for pair in fitting} for letter in letters}
    return {letter: values.pop() for letter, values in meant.items() if len(values) == 1}


def spellings(key: str, kind: str) -> list[str]:
    """Return the answers that count as right in one cell; ``kind`` is the type that the row states, or empty.

    Raises LeftOut for what nobody would type.
    """
    if is_fraction(key):
        message = f"what is correct is {quoted(key)}, which cannot be typed on most keyboards."
        raise LeftOut("key", message, "Write the figure with decimals: 0.5.")
    parts = [part for part in map(str.strip, re.split(r"[;|\n]", key)) if part]
    if len(parts) > 1 and not kind:
        message = f"what is correct is {quoted(key)}, which may be one answer or several."
        raise LeftOut("key", message, "Write short in a column type where each counts as right.")
    return parts


def part_unit(text: str) -> tuple[str, str] | None:
    """Return the figure and the usual unit of ``72 hours``, ``25%``, ``£5`` or ``1 000``; None for other texts."""
    found = _WITH_UNIT.fullmatch(" ".join(text.replace("−", "-").split()))
    if not found:
        return None
    pound, figure, unit = found.groups()
    if _BLANK_THOUSANDS.fullmatch(figure):
        figure = figure.replace(" ", "")
    if not any(kind.fullmatch(figure) for kind in (_FIGURE, _THOUSANDS, _COMMA_THOUSANDS)):
        return None
    if pound:
        return None if unit else (figure, "£")
    # "3D" is not three days.
    is_unit = not unit or (is_usual_unit(unit) and (len(unit) > 1 or not unit.isalpha()))
    return (figure, unit) if is_unit else None


def is_fraction(text: str) -> bool:
    """Say whether a text is a figure with a sign such as ½, which is not read in typed figures."""
    return any(unicodedata.category(c) == "No" for c in text) and all(c.isnumeric() or c in " +-−" for c in text)


def could_be_thousands(figure: str) -> bool:
    """Say whether a figure such as 1.250 or 2,500 may have decimals as well as thousands."""
    return bool(_EITHER.fullmatch(figure))


def parts_decimals_by_comma(figure: str) -> bool:
    """Say whether a figure has a comma that can only be a decimal comma."""
    return "," in figure and bool(_COMMA_DECIMAL.fullmatch(figure) or _COMMA_THOUSANDS.fullmatch(figure))


def parts_decimals_by_point(figure: str) -> bool:
    """Say whether a figure has a point that can only be a decimal point, or commas that can only separate thousands."""
    if _EITHER.fullmatch(figure) or _COMMA_THOUSANDS.fullmatch(figure):
        return False
    return bool(_POINT_DECIMAL.fullmatch(figure))


def read_key_figure(text: str, what: str, decimal_commas: bool, decimal_points: bool) -> int | float:
    """Return a figure that decides what is right. Raises LeftOut if it could be two, and nothing in the file says which.

    ``1,250`` may be over a thousand or just over one, unless other figures of the file have decimal points.
    """
    if _EITHER.fullmatch(text.replace(" ", "").replace("\xa0", "")) and not decimal_commas and not decimal_points:
        message = f"{what} is {quoted(text)}, which may have thousands or decimals."
        raise LeftOut(
            "figure", message, f"Write {quoted(re.sub('[.,]', '', text))}, or with one more nought {quoted(text + '0')}."
        )
    return read_figure(text, what, decimal_commas)


def read_figure(text: str, what: str, decimal_commas: bool) -> int | float:
    """Return a figure. Raises LeftOut if it is not one, or could be two because the file has decimal commas."""
    plain = text.replace(" ", "").replace("\xa0", "")
    if decimal_commas and _EITHER.fullmatch(plain):
        message = f"{what} is {quoted(text)}, and other figures of the file have decimal commas."
        raise LeftOut("figure", message, "Write it without a sign for thousands, or with all its decimals.")
    if _COMMA_THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif match := _THOUSANDS.fullmatch(plain):
        plain = plain.replace("," if "," in match[0] else ".", "")
    else:
        plain = plain.replace(",", ".")
    try:
        value = float(plain) if len(plain) <= _LONGEST_FIGURE else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise LeftOut("left-out", f"{what} is {quoted(text)}, which is not a figure.", "Write a figure such as 72 or 2.5.")
    return int(plain) if plain.lstrip("+-").isdecimal() else value


def written_figure(figure: float) -> str:
    """Return a figure that reads in one way only: three decimals get a further nought, or they might be thousands."""
    text = repr(figure)
    return f"{text}0" if _EITHER.fullmatch(text) else text


def _difficulty(text: str, decimal_commas: bool) -> int:
    level = LEVELS.get(text.casefold())
    if level is None:
        raise LeftOut("left-out", f"the difficulty is {quoted(text)}.", "Write 1 for easy, 2, or 3 for hard.")
    return level


def _seconds(text: str, decimal_commas: bool) -> int | float | str:
    said = text.casefold()
    if said in ("auto", "none"):
        return said
    seconds = read_figure(_SECONDS.sub("", said), "the time", decimal_commas)
    if not 0 < seconds <= LONGEST_LIMIT:
        raise LeftOut("left-out", f"the time is {quoted(text)}.", "Write seconds, auto or none.")
    return seconds


def _weight(text: str, decimal_commas: bool) -> int | float:
    weight = read_figure(text, "the weight", decimal_commas)
    if not 0 < weight <= MOST_WEIGHT:
        raise LeftOut("left-out", f"the weight is {quoted(text)}.", "1 is usual; 2 counts double.")
    return weight


def _shuffle(text: str, decimal_commas: bool) -> bool:
    judged = JUDGED.get(text.casefold())
    if judged is None:
        raise LeftOut("left-out", f"shuffle is {quoted(text)}.", "Write true or false, or nothing.")
    return judged


DETAILS: dict[str, Callable[[str, bool], Any]] = {
    "difficulty": _difficulty,
    "weight": _weight,
    "seconds": _seconds,
    "shuffle": _shuffle,
}
"""How to read the columns of every type that are not texts: by the cell, and whether the file has decimal commas."""
