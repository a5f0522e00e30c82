"""Text four lines high for the back row of a hall, in pyfiglet's "Small Block"; and the code, larger still.

The face (by Sam Hocevar, free to use) has letters of one width; here each takes only what it needs. A text with a letter
that the face lacks is cell text as a whole.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

Weight: TypeAlias = Literal["tall", "narrow"]
"""``tall`` letters have stems of two pixels, ``narrow`` ones of one."""

ROWS = 4
_HALVES = 2 * ROWS
_BLANK = 3
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_SAME = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "·": "-", "•": "-", "→": "->", "…": "...", "\u00a0": " "}
)
"""Characters that the face lacks, with ones that read alike."""

_Pixels: TypeAlias = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=1)
def _font() -> dict[int, list[str]]:
    # Imported here, since only a window with room for tall letters needs it.
    from pyfiglet import FigletFont

    found = {code: rows for code, rows in FigletFont("smblock").chars.items() if code < 0x250}
    # Its 0 has a stroke across it, which makes an 8 of it at this size. Its O is what every other face here has for a 0.
    return {**found, ord("0"): found[ord("O")]}


@lru_cache(maxsize=512)
def _glyph(character: str, weight: Weight) -> _Pixels | None:
    """Return the rows of pixels of a letter, without blank columns around it; None if the face lacks it."""
    if character == " ":
        return ((False,) * _BLANK,) * _HALVES
    rows = _font().get(ord(character))
    if rows is None or not any(row.strip() for row in rows):
        return None
    pixels = [[False] * (2 * max(map(len, rows))) for _ in range(_HALVES)]
    for y, row in enumerate(rows[:ROWS]):
        for x, cell in enumerate(row):
            found = max(_QUADRANTS.find(cell), 0)
            for bit in range(4):
                pixels[2 * y + bit // 2][2 * x + bit % 2] |= bool(found >> bit & 1)
    used = [x for x in range(len(pixels[0])) if any(row[x] for row in pixels)]
    trimmed = [row[used[0] : used[-1] + 1] for row in pixels] if used else pixels
    return tuple(tuple(_bold(row) if weight == "tall" else row) for row in trimmed)


def _bold(row: Sequence[bool]) -> list[bool]:
    """Return a row with each stem one pixel wider, except that gaps of one pixel stay open."""
    at = [*row, False, False, False]
    return [at[x] or (x > 0 and at[x - 1] and not at[x + 1]) for x in range(len(row) + 1)]


def can_draw(text: str) -> bool:
    """Say whether the face has every letter of ``text``."""
    return all(_glyph(character, "narrow") is not None for character in text.translate(_SAME))


def tall_width(text: str, weight: Weight = "tall") -> int:
    """Return how many cells ``text`` takes in one line. The face must have every letter."""
    glyphs = [_glyph(character, weight) for character in text.translate(_SAME)]
    pixels = sum(len(glyph[0]) + 1 for glyph in glyphs if glyph)
    return (pixels + 1) // 2


def tall(text: str, weight: Weight = "tall") -> list[str]:
    """Return ``text`` in one line of tall letters: four strings of equal length. The face must have every letter."""
    lines: list[list[bool]] = [[] for _ in range(_HALVES)]
    for character in text.translate(_SAME):
        for line, row in zip(lines, _glyph(character, weight) or (), strict=True):
            line += [*row, False]
    for line in lines:
        line += [False] * (len(line) % 2)
    return ["".join(_cell(lines[y], lines[y + 1], x) for x in range(0, len(lines[0]), 2)) for y in range(0, _HALVES, 2)]


def _cell(above: list[bool], below: list[bool], x: int) -> str:
    return _QUADRANTS[above[x] | above[x + 1] << 1 | below[x] << 2 | below[x + 1] << 3]


@lru_cache(maxsize=512)
def tall_lines(text: str, width: int, weight: Weight = "tall", first: int = 0, less: int = 0) -> tuple[str, ...] | None:
    """Return ``text`` wrapped to ``width`` cells in tall letters; None if the face lacks a letter or a word is too long.

    The ``first`` lines, this many, are narrower by ``less``.
    """
    if not can_draw(text):
        return None
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if tall_width(longer, weight) <= width - (less if len(lines) <= first else 0):
            lines[-1] = longer
        elif tall_width(word, weight) <= width - (less if len(lines) < first else 0):
            lines.append(word)
        else:
            return None
    return tuple(lines)


@lru_cache(maxsize=8)
def code_letters(text: str, *, bold: bool) -> tuple[str, ...]:
    """Return ``text`` as seven rows of pixels to draw at any size, in pyfiglet's face "6x10"; ``bold`` stems are two wide.

    A letter that the face lacks is left blank.
    """
    # Imported here, since only the screens that show how to join have a code.
    from pyfiglet import FigletFont

    chars = FigletFont("6x10").chars
    rows = [""] * 7
    for character in text:
        glyph = [row.ljust(6)[1:6] for row in chars.get(ord(character), [])[1:8]] or [" " * 5] * 7
        pixels = [[cell != " " for cell in row] for row in glyph]
        for y, row in enumerate(map(_bold, pixels) if bold else pixels):
            rows[y] += " " + "".join("█" if on else " " for on in row)
    return tuple(row[1:] for row in rows)
