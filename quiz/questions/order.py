"""Steps to put into the right order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from string import ascii_uppercase
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Ordered
from quiz.questions.counts import AnswerCount, PartCounts, commonest
from quiz.questions.diagnostics import Diagnostic, text_list_diagnostics
from quiz.questions.handout import HANDOUT_SEED, Handout, lettered, numbered
from quiz.questions.question import Question, shuffled


class Order(Question, frozen=True, kw_only=True, tag="order"):
    """Steps to put into the right order."""

    steps: Annotated[tuple[str, ...], Meta(description="Two or more, in the right order.")]

    NAME: ClassVar[str] = "Put in order"
    HOW: ClassVar[str] = "Put these into the right order."
    KEY_HEADING: ClassVar[str] = "The right order"
    ANSWER: ClassVar[type[Ordered]] = Ordered
    THINKING: ClassVar[float] = 20.0

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want two different steps."""
        yield from text_list_diagnostics(self.steps, "steps", 2)

    def texts(self) -> Iterator[str]:
        """Yield prompt and steps."""
        yield self.prompt
        yield from self.steps

    def arranged(self, seed: int) -> tuple[int, ...]:
        """Shuffle the steps, never into the right order."""
        order = shuffled(len(self.steps), f"{seed}/{self.id}")
        return order if list(order) != sorted(order) else (*order[1:], order[0])

    def labelled(self) -> tuple[str, ...]:
        """Return the steps."""
        return self.steps

    def count_answers(self, answers: Mapping[Ordered, int]) -> tuple[PartCounts, ...]:
        """Count neighbours in the wrong order: the commonest pairs."""
        wrong: Counter[tuple[int, int]] = Counter()
        for answer, count in answers.items():
            for first, second in pairwise(answer.steps):
                if first > second:
                    wrong[first, second] += count
        counts = tuple(
            AnswerCount(f"“{self.steps[first]}” before “{self.steps[second]}”", count, 0.0)
            for (first, second), count in commonest(wrong, sorted(wrong))
        )
        return (PartCounts(answered=sum(answers.values()), counts=counts, complete=False),)

    def key_in_words(self) -> list[str]:
        """Return the steps in their order."""
        return numbered(self.steps)

    def answer_in_words(self, answer: Ordered) -> list[str]:
        """Return the steps in the order given."""
        return numbered([self.steps[step] for step in answer.steps])

    def reasons(self, answer: Ordered) -> list[str]:
        """Return how many pairs are in the right order, unless all are."""
        right, pairs = self.pairs_right(answer)
        if right == pairs:
            return []
        chance = f" ({pairs / 2:g} by chance alone)" if right else ""
        return [f"{right} of {pairs} pairs stand in the right order{chance}."]

    def handout(self) -> Handout:
        """Return the steps, shuffled the same on every sheet."""
        order = self.arranged(HANDOUT_SEED)
        return Handout(
            shown=lettered(self.steps[step] for step in order),
            key=(" ".join(ascii_uppercase[order.index(step)] for step in range(len(self.steps))),),
        )

    def _accepts(self, answer: Ordered) -> bool:
        return sorted(answer.steps) == list(range(len(self.steps)))

    def _mark(self, answer: Ordered) -> float:
        # Kendall's rank correlation: 1 for the right order, 0 for half of the pairs, as by chance.
        right, pairs = self.pairs_right(answer)
        return max(2 * right / pairs - 1, 0.0)

    def pairs_right(self, answer: Ordered) -> tuple[int, int]:
        """Return how many of all pairs of steps, neighbours or not, are in the right order, and how many there are."""
        pairs = list(combinations(answer.steps, 2))
        return sum(first < second for first, second in pairs), len(pairs)
