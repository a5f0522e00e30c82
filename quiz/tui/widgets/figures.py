"""Figures in solid blocks: large ones for results, small ones for a board that is read from afar."""

from typing import Literal, TypeAlias

Size: TypeAlias = Literal["large", "small"]

_LARGE = {
    "0": ("▄████▄", "██  ██", "██  ██", "██  ██", "▀████▀"),
    "1": (" ▄██  ", " ▀██  ", "  ██  ", "  ██  ", " ▄██▄ "),
    "2": ("▄████▄", "▀▀  ██", "  ▄██▀", "▄██▀  ", "██████"),
    "3": ("▄████▄", "▀▀  ██", "  ███▄", "▄▄  ██", "▀████▀"),
    "4": ("██  ██", "██  ██", "▀█████", "    ██", "    ██"),
    "5": ("██████", "██▄▄▄ ", "▀▀▀▀██", "▄▄  ██", "▀████▀"),
    "6": ("▄████▄", "██    ", "█████▄", "██  ██", "▀████▀"),
    "7": ("██████", "    ██", "   ██ ", "  ██  ", "  ██  "),
    "8": ("▄████▄", "██  ██", "▄████▄", "██  ██", "▀████▀"),
    "9": ("▄████▄", "██  ██", "▀█████", "    ██", "▀████▀"),
    "%": ("██  ▄█▀", "██ ▄█▀ ", "  ▄█▀  ", " ▄█▀   ", "▄█▀  ██"),
}
_SMALL = {
    "0": ("█▀▀█", "█  █", "█▄▄█"),
    "1": ("▀█ ", " █ ", "▄█▄"),
    "2": ("▀▀▀█", "█▀▀▀", "█▄▄▄"),
    "3": ("▀▀▀█", " ▀▀█", "▄▄▄█"),
    "4": ("█  █", "▀▀▀█", "   █"),
    "5": ("█▀▀▀", "▀▀▀█", "▄▄▄█"),
    "6": ("█▀▀▀", "█▀▀█", "█▄▄█"),
    "7": ("▀▀▀█", "  ▄▀", "  █ "),
    "8": ("█▀▀█", "█▀▀█", "█▄▄█"),
    "9": ("█▀▀█", "▀▀▀█", "▄▄▄█"),
    ",": (" ", " ", " "),
    "-": ("   ", "▀▀▀", "   "),
}
_PIXELS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
}

SHIELD = (
    "▄▄▄▄▄▄▄▄▄▄▄▄▄",
    "█████████▄▀██",
    "███▀▄██▄▀████",
    "█████▀▀██████",
    "▀███████████▀",
    "  ▀███████▀  ",
    "     ▀█▀     ",
)
"""The badge for a pass: 13 cells wide, 7 rows high."""


def block_figures(text: str, size: Size) -> list[str]:
    """Return ``text`` as 5 (large) or 3 (small) rows of equal width, a cell between two figures.

    The large size has the ten figures, each 6 cells wide, and the per cent sign; the small one the figures, 4 cells wide
    (the 1 is 3), comma and minus.
    Raises KeyError for anything else.
    """
    font = _LARGE if size == "large" else _SMALL
    glyphs = [font[character] for character in text]
    return [" ".join(row) for row in zip(*glyphs, strict=True)]


def pixel_figures(text: str) -> list[str]:
    """Return ``text`` as five rows of pixels, to be drawn at any size: the ten figures, each 3 wide, and the colon.

    Raises KeyError for anything else.
    """
    return [" ".join(row) for row in zip(*(_PIXELS[character] for character in text), strict=True)]
