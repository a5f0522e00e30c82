"""A figure to type."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Typed
from quiz.questions.counts import AnswerCount, PartCounts, commonest
from quiz.questions.diagnostics import Diagnostic
from quiz.questions.figures import read_number, spell_number
from quiz.questions.question import Question


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
        """Want figures that can be calculated with."""
        for name, value in (("answer", self.answer), ("tolerance", self.tolerance)):
            if not abs(value) <= sys.float_info.max:
                yield Diagnostic(
                    (name,), "out-of-range", "This is not a number that can be calculated with.", "For example 72."
                )
        if self.tolerance < 0:
            yield Diagnostic(("tolerance",), "out-of-range", "The tolerance is below 0.", "0 wants the exact figure.")

    def how_to_answer(self) -> str:
        """Ask for a figure, in its unit."""
        return f"Type a figure, in {self.unit}." if self.unit else self.HOW

    def count_answers(self, answers: Mapping[Typed, int]) -> tuple[PartCounts, ...]:
        """Count figures, however typed: the commonest, and a right one.

        What only one person typed is left out: it may be anything, even a telephone number.
        """
        figures: Counter[float] = Counter()
        for answer, count in answers.items():
            if (figure := read_number(answer.text, self.unit)) is not None:
                figures[figure] += count
        shared = {figure: count for figure, count in figures.items() if count > 1 or self._is_right(figure)}
        told = commonest(shared, sorted(shared))
        if not any(self._is_right(figure) for figure, _ in told):
            right = Counter({figure: count for figure, count in figures.items() if self._is_right(figure)})
            told += commonest(right, sorted(right), 1) or [(self.answer, 0)]
        counts = (AnswerCount(spell_number(figure, self.unit), count, self._is_right(figure)) for figure, count in told)
        return (PartCounts(answered=sum(answers.values()), counts=tuple(counts), complete=False),)

    def key_in_words(self) -> list[str]:
        """Return figure, unit and tolerance."""
        around = f" (within {self.tolerance:g})" if self.tolerance else ""
        return [spell_number(self.answer, self.unit) + around]

    def answer_in_words(self, answer: Typed) -> list[str]:
        """Return the figure that was read, with its unit."""
        figure = read_number(answer.text, self.unit)
        return [answer.shown if figure is None else spell_number(figure, self.unit)]

    def reasons(self, answer: Typed) -> list[str]:
        """Return the figure that words were read as."""
        figure = read_number(answer.text, self.unit)
        if figure is None or any(map(str.isdecimal, answer.text)):
            return []
        return [f"You typed “{answer.shown}”, taken as {spell_number(figure, self.unit)}."]

    def _accepts(self, answer: Typed) -> bool:
        return read_number(answer.text, self.unit) is not None

    def _mark(self, answer: Typed) -> float:
        figure = read_number(answer.text, self.unit)
        return float(figure is not None and self._is_right(figure))

    def _is_right(self, figure: float) -> bool:
        # The sliver allows for decimal fractions that binary cannot represent: 0.3 is within 0.1 of 0.2.
        sliver = 1e-9 * max(1.0, abs(self.answer))
        return abs(figure - self.answer) <= self.tolerance + sliver
