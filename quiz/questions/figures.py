"""Figures as people type them, in digits or words, with or without a unit. Ambiguous ones are not read."""

import math
import re

_DIGITS = re.compile(r"£? ?([-+]?[0-9., ]*[0-9])\.? ?(.*)")
"""A figure, then a unit."""
_DECIMAL_POINT = re.compile(r"[-+]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
# Three digits after a comma may be thousands, but not after a 0.
_DECIMAL_COMMA = re.compile(r"[-+]?(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))")

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
FIGURES_IN_WORDS = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    **{f"{tens} {_ONES[one]}": 10 * ten + one for ten, tens in enumerate(_TENS, 2) for one in range(1, 10)},
    **dict.fromkeys(("hundred", "a hundred", "one hundred"), 100),
}
"""The words for 0 to 100, with blanks in place of hyphens."""
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")

USUAL_UNITS = {
    spelling: unit
    for unit, spellings in {
        "second": "seconds sec secs s",
        "minute": "minutes min mins",
        "hour": "hours hr hrs h",
        "day": "days d",
        "week": "weeks wk wks w",
        "month": "months mth mths",
        "year": "years yr yrs y",
        "%": "% percent per-cent",
        "£": "£ pound pounds gbp",
    }.items()
    for spelling in (unit, *(spelling.replace("-", " ") for spelling in spellings.split()))
}
"""Every usual spelling of a usual unit, and the one used to compare."""


def read_number(text: str, unit: str = "") -> float | None:
    """Read a typed figure; None if it is not one or is ambiguous.

    Thousands may have commas or blanks; decimals a point or, where it cannot mean thousands, a comma. Words are read up to
    a hundred. ``unit`` may follow, or any usual unit if that is empty; another one would make it another figure.
    """
    typed = " ".join(text.casefold().replace("−", "-").split()).removesuffix(".")
    # "£17.5 million" is fine where millions are asked for, but pounds are not hours.
    if typed.startswith("£") and USUAL_UNITS.get(unit.strip().casefold(), "£") != "£":
        return None
    figure, behind = _in_digits(typed) if any(map(str.isdecimal, typed)) else _in_words(typed)
    return figure if figure is not None and math.isfinite(figure) and _fits(behind, unit) else None


def is_usual_unit(text: str) -> bool:
    """Say whether a text is one of the usual units, which may follow a typed figure."""
    return text.strip().casefold() in USUAL_UNITS


def spell_number(figure: float, unit: str = "") -> str:
    """Return a figure with its unit in British style: ``7726``, ``17,500,000``, ``72 hours``, ``72%``, ``£5``."""
    whole = int(figure) if isinstance(figure, float) and figure.is_integer() and abs(figure) < 1e15 else figure
    # Four digits may be a year or a number to ring.
    digits = f"{whole:,}" if abs(whole) >= 10_000 else str(whole)
    unit = unit.strip()
    if unit == "£":
        return f"£{digits}"
    if whole == 1 and unit.rpartition(" ")[2].casefold() in USUAL_UNITS:
        unit = unit.removesuffix("s")
    return f"{digits}{'' if unit == '%' else ' '}{unit}".strip()


def _in_digits(typed: str) -> tuple[float | None, str]:
    parts = _DIGITS.fullmatch(typed)
    if not parts:
        return None, ""
    figure, behind = parts.groups()
    if _DECIMAL_POINT.fullmatch(figure):
        return float(figure.replace(",", "").replace(" ", "")), behind
    return (float(figure.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(figure) else None), behind


def _in_words(typed: str) -> tuple[float | None, str]:
    words = _HYPHEN.sub(" ", typed).split()
    for length in (2, 1):
        figure = FIGURES_IN_WORDS.get(" ".join(words[:length]))
        if figure is not None:
            return figure, " ".join(words[length:])
    return None, ""


def _fits(behind: str, unit: str) -> bool:
    """Say whether the text after a figure leaves its meaning unchanged."""
    if not behind:
        return True
    wanted = unit.casefold().split()
    if not wanted:
        return behind in USUAL_UNITS
    return _plain_unit(behind) in (_plain_unit(" ".join(wanted)), _plain_unit(wanted[-1]))


def _plain_unit(unit: str) -> str:
    return USUAL_UNITS.get(unit, unit.removesuffix("s"))
