"""A question without a key: asked to start a discussion, and worth nothing."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Picked
from quiz.questions.diagnostics import Diagnostic, text_list_diagnostics
from quiz.questions.handout import Handout, lettered
from quiz.questions.options import ChoiceQuestion
from quiz.questions.question import Column, Pace, Part, within

MOST_OPTIONS = 9
"""The most options in a poll: each needs a key on the keyboard, and a hall has to read the bars."""


class PollOption(Part, frozen=True, kw_only=True):
    """One of the things to say; none is right."""

    text: Annotated[str, Meta(description="The answer as the player reads it.")]

    ELSEWHERE: ClassVar[Mapping[str, str]] = {
        "correct": "A poll has no right answer. Take correct out.",
        "why": "No option of a poll is wrong. Take why out, and say it in the explanation.",
    }


class Poll(ChoiceQuestion, frozen=True, kw_only=True, tag="poll"):
    """Several options, none of them right.

    It is counted without names. For a single player the store keeps the answer like any response, with a weight of 0: it is
    part of their own attempt, but no summary, board, report or export shows it with a name. For a live game it keeps each
    answer's event, under a guest's id, so that a killed host can resume; no response is made of it when the game ends,
    and the hall sees bars only of five answers or more.
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
        """Want two different options, and no more than there are keys."""
        yield from text_list_diagnostics((option.text for option in self.options), "options", 2, "text")
        if len(self.options) > MOST_OPTIONS:
            message = f"The poll has {len(self.options)} options."
            yield Diagnostic(("options",), "too-many", message, f"Keep {MOST_OPTIONS} or fewer.")

    def columns(self) -> tuple[Column, ...]:
        """Count by option; none of them is right."""
        return tuple(Column(option.text, 0.0) for option in self.options)

    def handout(self) -> Handout:
        """Return the options with letters, in the file's order, and that none is right."""
        return Handout(how=f"{self.NAME}: no right answer", shown=lettered(self.labelled()))

    def _accepts(self, answer: Picked) -> bool:
        return len(answer.options) == 1 and within(answer.options, len(self.options))
