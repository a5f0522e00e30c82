"""A question without a key: which of these is so here, asked to be talked about and worth nothing."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Picked
from quiz.questions.diagnostics import Diagnostic, text_list_diagnostics
from quiz.questions.handout import Handout, lettered
from quiz.questions.options import ChoiceQuestion
from quiz.questions.question import Column, Pace, Part, within

MOST_OPTIONS = 9
"""The most options that a poll may have: each has a key of its own, and a hall can still read the bars."""


class PollOption(Part, frozen=True, kw_only=True):
    """One of the things to say; none is right."""

    text: Annotated[str, Meta(description="The answer as the player reads it.")]

    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        "correct": "A poll has no right answer. Take correct out.",
        "why": "No option of a poll is wrong. Take why out, and say it in the explanation.",
    }


class Poll(ChoiceQuestion, frozen=True, kw_only=True, tag="poll"):
    """Several options, none of them right.

    It is counted without names. Of somebody who plays alone the store keeps the answer as it keeps every response, with a
    weight of 0: the player's own attempt knows it, and no summary, board, report or export tells it with a name. Of a live
    game it keeps the event of each answer, under the id of a guest, so that a host who was killed goes on; no response comes
    of it when the game ends, and the hall sees bars of five answers or more.
    """

    options: Annotated[
        tuple[PollOption, ...], Meta(description=f"Two to {MOST_OPTIONS}. A poll has no right answer, so none is marked.")
    ]

    NAME: ClassVar[str] = "Poll"
    HOW: ClassVar[str] = "There is no right answer: pick the one that is so for you."
    ANSWER: ClassVar[type[Picked]] = Picked
    PICKS_ONE: ClassVar[bool] = True
    PACE: ClassVar[Pace] = "quick"
    SCORED: ClassVar[bool] = False

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want two options that differ, and no more than there are keys."""
        yield from text_list_diagnostics((option.text for option in self.options), "options", 2, "text")
        if len(self.options) > MOST_OPTIONS:
            message = f"The poll has {len(self.options)} options."
            yield Diagnostic(("options",), "too-many", message, f"Keep {MOST_OPTIONS} or fewer.")

    def columns(self) -> tuple[Column, ...]:
        """Count by option; none of them is right."""
        return tuple(Column(option.text, 0.0) for option in self.options)

    def handout(self) -> Handout:
        """Return the options with letters, as they are written, and that none is right."""
        return Handout(how=f"{self.NAME}: no right answer", shown=lettered(self.labelled()))

    def _accepts(self, answer: Picked) -> bool:
        return len(answer.options) == 1 and within(answer.options, len(self.options))
