"""The letter and the shape of each option, the same on the projector and on every pad: never colour alone."""

from typing import Literal, TypeAlias

Shape: TypeAlias = Literal["circle", "square", "triangle", "diamond", "star", "cross", "moon", "heart", "hexagon"]

SHAPES: dict[Shape, str] = {
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "diamond": "◆",
    "star": "★",
    "cross": "✚",
    "moon": "☾",
    "heart": "♥",
    "hexagon": "⬢",
}
"""Each shape as a character one cell wide."""

_NAMES = tuple(SHAPES)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def option_marker(position: int) -> tuple[str, Shape]:
    """Return the letter and the shape for a position on the screen, from 0; both repeat if there are too many."""
    return _LETTERS[position % len(_LETTERS)], _NAMES[position % len(_NAMES)]


def marker_words(position: int) -> str:
    """Return the letter and the shape as text: ``A ●``."""
    letter, shape = option_marker(position)
    return f"{letter} {SHAPES[shape]}"
