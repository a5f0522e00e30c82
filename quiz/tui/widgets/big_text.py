"""Text in letters three rows high, for the back row of a hall."""

from functools import lru_cache

from pyfiglet import Figlet

ROWS = 3


@lru_cache(maxsize=1)
def _figlet() -> Figlet:
    return Figlet(font="future", width=10_000)


@lru_cache(maxsize=256)
def big(text: str, width: int) -> str | None:
    """Return ``text`` as three lines of big letters, or None where it does not fit or has letters the font lacks."""
    figlet = _figlet()
    if any(ord(character) not in figlet.Font.chars or ord(character) > 126 for character in text):
        return None
    lines = figlet.renderText(text).splitlines()[:ROWS]
    if len(lines) < ROWS or max(len(line.rstrip()) for line in lines) > width:
        return None
    return "\n".join(line.rstrip() for line in lines)
