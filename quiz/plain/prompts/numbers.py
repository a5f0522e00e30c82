"""Numbers in front of what is said, and read from a typed line.

Players hear and type numbers from 1, in the order shown; an answer holds positions of the bank file.
"""

import re
from collections.abc import Iterable

from quiz.plain.prompts.prompt import UnreadableError

_BETWEEN_NUMBERS = re.compile(r"(?:[\s,;]|\band\b)+")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,4}\.?")


def numbered(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts as lines with their numbers, from 1."""
    return tuple(f"{number}. {text}" for number, text in enumerate(texts, 1))


def read_positions(line: str, most: int, wanted: str = "numbers") -> list[int]:
    """Read numbers from 1 to ``most``, each once, as positions from 0. Raises UnreadableError."""
    words = [word for word in _BETWEEN_NUMBERS.split(line.casefold()) if word]
    if not words or not all(_WHOLE_NUMBER.fullmatch(word) for word in words):
        raise UnreadableError(f"That could not be read as {wanted}.")
    numbers = [int(word.removesuffix(".")) for word in words]
    for number in numbers:
        if not 1 <= number <= most:
            raise UnreadableError(f"There is no number {number} here.")
        if numbers.count(number) > 1:
            raise UnreadableError(f"You gave the number {number} twice.")
    return [number - 1 for number in numbers]


def read_position(line: str, most: int) -> int:
    """Read one number from 1 to ``most`` as a position from 0. Raises UnreadableError."""
    positions = read_positions(line, most, "a number")
    if len(positions) > 1:
        raise UnreadableError("Only one number can be taken here.")
    return positions[0]


def refuse_missing(found: Iterable[int], length: int) -> None:
    """Raise UnreadableError naming the numbers below ``length`` that were not ``found``."""
    given = set(found)
    if missing := [str(position + 1) for position in range(length) if position not in given]:
        raise UnreadableError(f"You left out {', '.join(missing)}.")
