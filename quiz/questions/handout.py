"""A question on paper, and the letters and figures in front of its texts."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import TypeAlias

from msgspec import Struct

Labelled: TypeAlias = tuple[str, str]
"""A letter, figure or name, and the text that follows it."""

HANDOUT_SEED = 1
"""Gives steps and boxes the same shuffled order on every sheet of a bank."""


class Handout(Struct, frozen=True, kw_only=True):
    """A question on paper: what players see beside the prompt, the key, and what there is to say about it."""

    how: str = ""
    """How to answer, if the type's name does not say it."""
    shown: tuple[Labelled, ...] = ()
    key: tuple[str, ...] = ()
    talk: tuple[Labelled, ...] = ()
    """Each wrong answer with why it is wrong."""


def lettered(texts: Iterable[str]) -> tuple[Labelled, ...]:
    """Return the texts with letters in front, from A."""
    return tuple(zip(ascii_uppercase, texts, strict=False))


def numbered(texts: Sequence[str]) -> list[str]:
    """Return the texts with figures in front, from 1."""
    return [f"{number}. {text}" for number, text in enumerate(texts, 1)]
