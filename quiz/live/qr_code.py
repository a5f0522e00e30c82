"""The QR code that brings a phone into a game."""

from functools import lru_cache

_BORDER = 2
"""Modules of quiet zone around it in a terminal."""


@lru_cache(maxsize=4)
def qr_code(text: str, border: int = _BORDER) -> tuple[str, ...]:
    """Return ``text`` as a QR code: rows of pixels, blank for light, with a quiet zone of ``border`` modules."""
    # Imported here, since a game with hands has no code.
    import segno

    matrix = segno.make(text, error="l", micro=False).matrix_iter(border=border)
    return tuple("".join("█" if dark else " " for dark in row) for row in matrix)
