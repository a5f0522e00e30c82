"""A figure to type."""

import re
import sys
from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Typed
from quiz.questions.diagnostics import Diagnostic
from quiz.questions.question import Question
from quiz.questions.text import REFUSED_CHARACTER

_FIGURE = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")


class Number(Question, frozen=True, kw_only=True, tag="number"):
    """A figure to type."""

    answer: Annotated[int | float, Meta(description="The right figure.")]
    tolerance: Annotated[int | float, Meta(description="How far off still counts.", extra_json_schema={"minimum": 0})] = 0
    unit: Annotated[str, Meta(description="Shown behind the figure, for example hours.")] = ""

    NAME: ClassVar[str] = "A figure"
    HOW: ClassVar[str] = "Type a figure."
    ANSWER: ClassVar[type[Typed]] = Typed
    THINKING: ClassVar[float] = 15.0

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want figures that can be reckoned with."""
        for name, value in (("answer", self.answer), ("tolerance", self.tolerance)):
            if not abs(value) <= sys.float_info.max:
                yield Diagnostic(
                    (name,), "out-of-range", "This is not a number that can be reckoned with.", "For example 72."
                )
        if self.tolerance < 0:
            yield Diagnostic(("tolerance",), "out-of-range", "The tolerance is below 0.", "0 wants the exact figure.")

    def how_to_answer(self) -> str:
        """Ask for a figure, in its unit."""
        return f"Type a figure, in {self.unit}." if self.unit else self.HOW

    def key_in_words(self) -> list[str]:
        """Return figure, unit and tolerance."""
        figure = f"{self.answer:,}" if isinstance(self.answer, int) else f"{self.answer:,g}"
        around = f" (within {self.tolerance:g})" if self.tolerance else ""
        return [f"{figure} {self.unit}".strip() + around]

    def answer_in_words(self, answer: Typed) -> list[str]:
        """Return what was typed."""
        return [REFUSED_CHARACTER.sub("", answer.text).strip()]

    def _accepts(self, answer: Typed) -> bool:
        return read_number(answer.text, self.unit) is not None

    def _mark(self, answer: Typed) -> float:
        value = read_number(answer.text, self.unit)
        # The sliver forgives decimal fractions that binary arithmetic cannot hold: 0.3 is within 0.1 of 0.2.
        sliver = 1e-9 * max(1.0, abs(self.answer))
        return float(value is not None and abs(value - self.answer) <= self.tolerance + sliver)


def read_number(text: str, unit: str = "") -> float | None:
    """Read a typed figure; None where it is none. Thousands may have commas, and the unit, a £ or a % may stand by it."""
    figure = text.strip().lower()
    if unit:
        figure = figure.removesuffix(unit.strip().lower()).removeprefix(unit.strip().lower())
    figure = figure.strip().removeprefix("£").removesuffix("%").strip()
    if not any(character.isdecimal() for character in figure) or not _FIGURE.fullmatch(figure):
        return None
    return float(figure.replace(",", ""))
