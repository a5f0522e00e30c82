"""What is said and read for one question, and what each question type's file has to provide."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from quiz.questions.answers import Answer
from quiz.reports.feedback import Feedback


class UnreadableError(ValueError):
    """A line is not an answer to what was asked; the message says why."""


@dataclass(frozen=True)
class PromptAnswer:
    """An answer, and the ending of the story that led to it."""

    given: Answer
    ending: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One thing to be said and one line to be read. A question has one prompt; a story has one for each decision."""

    lines: tuple[str, ...] = ()
    """What to choose from, or to judge."""
    ask: str
    """One sentence that says what to type."""
    help: str
    """More about how to answer, for players who ask."""
    read: Callable[[str], "PromptAnswer | Prompt"] = field(repr=False)
    """Read a line that is not empty: the answer, or the next prompt. Raises UnreadableError."""
    lead: tuple[str, ...] = ()
    """Said once, before the lines: the outcome of the last decision."""


class Prompter:
    """How questions of one type are asked as lines of text, and how their key is told."""

    TELLS_REASONS: ClassVar[bool] = False
    """Whether the prompts already say why an answer is not right, so that it is not repeated afterwards."""

    def first(self, question: Any, shown: tuple[int, ...], seed: int) -> Prompt:
        """Return the first prompt of a question.

        ``shown`` are the positions of the bank file in the order shown; ``seed`` is the attempt's own.
        """
        raise NotImplementedError

    def key(self, question: Any, shown: tuple[int, ...], told: Feedback) -> Iterator[str]:
        """Yield the right answer, for a player who did not give it; ``shown`` as above."""
        return headed(question.KEY_HEADING, told.key)


def headed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines below their heading, or after it if there is only one."""
    lines = tuple(lines)
    if len(lines) == 1:
        yield f"{heading}: {lines[0]}"
    else:
        yield f"{heading}:"
        yield from lines
