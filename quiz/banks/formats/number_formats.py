"""Writes the figures of a workbook as their cells show them: ``0.25`` in the format ``0%`` is ``25%``."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_LITERAL = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.|\*.|\[(?:black|blue|cyan|green|magenta|red|white|yellow)\]', re.I
)
_FORMAT = re.compile(r"([^#0?.,%A-Za-z@/\[\]]*)([#,]*[0#,]*[0#])(?:\.(0*)(#*))?( ?%)?([^#0?.,%A-Za-z@/\[\]]*)")
"""The text before the figure, how the figure is written, and the text after it."""
_MARKED = "\ue000"
"""The first of the private-use characters that replace literal texts while a format is taken apart."""
_MOST_DIGITS = 40
_WITH_NOUGHT = 3
"""How many sections a format has that includes one for nought, after those for figures above and below it."""


def shown(value: str, code: str) -> str | None:
    """Return a figure as a cell with this number format shows it; None if that is unknown.

    A figure that is only grouped or padded with decimals stays unchanged.
    """
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(next(filter(None, match.groups()), ""))
        return chr(ord(_MARKED) + len(literals) - 1)

    sections = _LITERAL.sub(keep, code).split(";")
    parts = _FORMAT.fullmatch(sections[0].strip())
    if not parts or len(value) > _MOST_DIGITS:
        return None
    before, whole, fixed, further, percent, behind = (part or "" for part in parts.groups())
    try:
        figure = Decimal(value)
        rounded = abs(figure * 100 if percent else figure).quantize(Decimal(1).scaleb(-len(fixed + further)), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    if not figure.is_finite():
        return None
    if figure < 0 < len(sections) - 1 or (not figure and len(sections) >= _WITH_NOUGHT):
        return None
    written = f"{rounded:{',' if ',' in whole else ''}f}"
    if further:
        kept = len(written) - len(further)
        written = written[:kept] + written[kept:].rstrip("0")
        written = written.rstrip(".")
    noughts = whole.count("0")
    digits = written.partition(".")[0].replace(",", "")
    written = "0" * (noughts - len(digits)) + written if "," not in whole else written
    sign = "-" if figure < 0 else ""
    before, behind = (_with_literals(text, literals) for text in (before, behind))
    if before or behind or percent:
        return f"{sign}{before}{written}{percent.strip()}{behind}".strip()
    plain = written.replace(",", "")
    return value if noughts <= 1 and Decimal(f"{sign}{plain}") == figure else f"{sign}{plain}"


def _with_literals(text: str, literals: list[str]) -> str:
    return "".join(
        literals[ord(character) - ord(_MARKED)] if 0 <= ord(character) - ord(_MARKED) < len(literals) else character
        for character in text
    )
