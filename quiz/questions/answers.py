"""A player's answer, one class for each way of answering.

Positions are those of the bank file, never of the screen, so that a stored answer means the same whatever the shuffle.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.questions.characters import REFUSED_CHARACTER

Verdict: TypeAlias = Literal["scam", "genuine"]
"""What a conversation is."""


class _Answer(Struct, frozen=True, tag_field="kind"):
    """What all answers share: they never change, and are stored with a word for their kind."""


class Picked(_Answer, frozen=True, tag="picked"):
    """Options picked, by position from 0: one for ``single``, several for ``multiple``."""

    options: tuple[int, ...]


class Judged(_Answer, frozen=True, tag="judged"):
    """A statement judged true or false."""

    answer: bool


class Ordered(_Answer, frozen=True, tag="ordered"):
    """Steps, by position from 0, in the player's order."""

    steps: tuple[int, ...]


class Matched(_Answer, frozen=True, tag="matched"):
    """The box given to each item, in the items' order; None for none."""

    boxes: tuple[str | None, ...]


class Typed(_Answer, frozen=True, tag="typed"):
    """A figure or words as typed, for ``number`` and ``short``."""

    text: str

    @property
    def shown(self) -> str:
        """What was typed, safe to show."""
        return REFUSED_CHARACTER.sub("", self.text).strip()


class Spotted(_Answer, frozen=True, tag="spotted"):
    """A conversation judged, and the lines, by position from 0, that gave it away."""

    verdict: Verdict
    lines: tuple[int, ...] = ()


class Walked(_Answer, frozen=True, tag="walked"):
    """The choice, by position from 0, at each scene on the way."""

    choices: tuple[int, ...]


Answer: TypeAlias = Picked | Judged | Ordered | Matched | Typed | Spotted | Walked
"""An answer of any kind."""
