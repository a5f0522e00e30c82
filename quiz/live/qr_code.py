"""The QR code by which a phone finds the way into a game."""

from functools import lru_cache

_BORDER = 2
"""Modules of quiet around it in a terminal."""


@lru_cache(maxsize=4)
def qr_code(text: str, border: int = _BORDER) -> tuple[str, ...]:
    """Return ``text`` as a QR code: rows of pixels, dark ones not blank, with ``border`` modules of quiet around."""
    # Here, for a game with hands has none.
    import segno

    matrix = segno.make(text, error="l", micro=False).matrix_iter(border=border)
    return tuple("".join("█" if dark else " " for dark in row) for row in matrix)
