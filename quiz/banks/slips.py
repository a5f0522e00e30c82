"""What was probably meant by a value that is invalid or of the wrong kind: 23/11/2026, 80%, 17,5, True, no."""

import re
import unicodedata
from datetime import date, datetime

_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})[./ -](\d{1,2})[./ -](\d{1,2})")
_WITH_MONTH = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_FIGURE = re.compile(r"[£$€]?\s*([+-]?\d+(?:[.,]\d+)*)\s*(%|per ?cent|[A-Za-z]+)?", re.IGNORECASE)
_BLANK_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_FRACTION = re.compile(r"(?:(\d{1,9}) )?(\d{1,9})/([1-9]\d{0,8})")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_YES = {"true", "yes", "on", "y", "right", "correct"}
_NO = {"false", "no", "off", "n", "wrong"}
_UNSEEN = "Take out the character that cannot be seen. Text stands in double quotes."
_NOTHING = {"none", "null", "nil", "n/a", "undefined", "-", "–"}


def meant_date(word: str) -> date | None:
    """Return the day meant by a date not written as in TOML; the day comes before the month, as in Britain."""
    word = _ORDINAL.sub("", word.strip()).replace(",", " ")
    if found := _DAY_FIRST.fullmatch(word):
        day, month, year = map(int, found.groups())
        return _day(year, month, day) or _day(year, day, month)
    if found := _YEAR_FIRST.fullmatch(word):
        return _day(*map(int, found.groups()))
    for way in _WITH_MONTH:
        try:
            return datetime.strptime(" ".join(word.split()), way).date()
        except ValueError:
            continue
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def meant_number(word: str) -> str | None:
    """Return the figure that was meant, as TOML writes it: without a unit, and with a decimal point."""
    word = word.strip().replace("−", "-")
    if blanks := _BLANK_THOUSANDS.match(word):
        word = re.sub(r"\s", "", blanks[0]) + word[blanks.end() :]
    found = _FIGURE.fullmatch(word)
    if not found:
        return None
    figure = found[1].removeprefix("+")
    if _THOUSANDS.fullmatch(figure):
        return figure.replace(",", "")
    figure = figure.replace(",", ".")
    # TOML allows no leading zeros, and a figure with two points is something else.
    return None if figure.count(".") > 1 else re.sub(r"^(-?)0+(?=\d)", r"\1", figure)


def _meant_fraction(word: str) -> str | None:
    """Return 1/2, 1 1/2 or ½ as a figure with a decimal point; None for other words."""
    if len(word) == 1 and word.isnumeric():
        return f"{unicodedata.numeric(word):.4g}"
    found = _FRACTION.fullmatch(word)
    if not found:
        return None
    whole, part, of = (int(figure or 0) for figure in found.groups())
    return f"{whole + part / of:.10g}" if (part * 10**4) % of == 0 else f"{whole + part / of:.4f}"


def meant_truth(word: str) -> bool | None:
    """Return whether a word means true or false; None if it means neither."""
    word = word.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def fix_of_word(word: str) -> str | None:
    """Return what to write in place of an invalid value without quotes; None if unknown."""
    if day := meant_date(word):
        return f"Write the year first, then month and day: {day.isoformat()}"
    if _SHORT_YEAR.fullmatch(word.strip()):
        return "Write the date with all four figures of the year, and that first: for example 2026-11-23"
    if number := meant_number(word) or _meant_fraction(word.strip()):
        return f"Write the figure alone, with a point for decimals: {number}"
    truth = meant_truth(word)
    if truth is not None:
        plain = str(truth).lower()
        return f"Write  {plain}  in small letters." if word.strip().lower() == plain else f"Write  {plain}"
    if word.strip().casefold() in _NOTHING:
        return "Take the whole line out: what there is not is not written."
    if any(character.isalpha() for character in word) and not set(word) & set("\"'{}[]=\\"):
        return f'Put text in double quotes: "{word.strip()}"' if word.strip().isprintable() else _UNSEEN
    return None
