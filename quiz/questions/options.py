"""What the types made of options share."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Annotated, Any

from msgspec import Meta

from quiz.questions.answers import Answer, Picked
from quiz.questions.diagnostics import Diagnostic, KeyPath, quoted, text_list_diagnostics
from quiz.questions.handout import Handout, lettered
from quiz.questions.question import Column, Part, Question


class Option(Part, frozen=True, kw_only=True):
    """One of several answers; the right ones are the key, the others distractors."""

    text: Annotated[str, Meta(description="The answer as the player reads it.")]
    correct: Annotated[bool, Meta(description="true for a right answer.")] = False
    why: Annotated[str, Meta(description="Shown to a player who picked this option.")] = ""


class ChoiceQuestion(Question, frozen=True, kw_only=True):
    """What the types made of options share, whether any of them is right or not."""

    options: tuple[Any, ...]

    def texts(self) -> Iterator[str]:
        """Yield prompt and options."""
        yield self.prompt
        yield from (option.text for option in self.options)

    def arranged(self, seed: int) -> tuple[int, ...]:
        """Shuffle the options."""
        return self._order(len(self.options), seed)

    def labelled(self) -> tuple[str, ...]:
        """Return the options."""
        return tuple(option.text for option in self.options)

    def columns_of(self, answer: Answer) -> Sequence[int]:
        """Return the options picked."""
        return answer.options if isinstance(answer, Picked) else ()

    def answer_in_words(self, answer: Picked) -> list[str]:
        """Return the options picked."""
        return [self.options[position].text for position in sorted(answer.options)]


class OptionsQuestion(ChoiceQuestion, frozen=True, kw_only=True):
    """What the types made of options with a key share, whether one or several are right."""

    options: Annotated[tuple[Option, ...], Meta(description="Two or more, at least one of them correct.")]

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want two options that differ, and a key."""
        yield from text_list_diagnostics((option.text for option in self.options), "options", 2, "text")
        if not any(option.correct for option in self.options):
            fix = "Add  correct = true  to the right one."
            yield Diagnostic(("options",), "no-key", "No option is marked as right.", fix)

    def columns(self) -> tuple[Column, ...]:
        """Count by option."""
        return tuple(Column(option.text, float(option.correct)) for option in self.options)

    def key_in_words(self) -> list[str]:
        """Return the right options."""
        return [option.text for option in self.options if option.correct]

    def reasons(self, answer: Picked) -> list[str]:
        """Return the ``why`` of each option picked, with its text if there are several."""
        picked = [self.options[position] for position in sorted(answer.options)]
        if len(picked) == 1:
            return [picked[0].why]
        return [f"{option.text}: {option.why}" for option in picked if option.why]

    def unexplained(self) -> Iterator[tuple[KeyPath, str]]:
        """Want a reason for each wrong option."""
        for position, option in enumerate(self.options):
            if not option.correct and not option.why.strip():
                yield ("options", position), f"The wrong option {quoted(option.text)} does not say why it is wrong."

    def handout(self) -> Handout:
        """Return the options with letters, as they are written."""
        lines = list(zip(ascii_uppercase, self.options, strict=False))
        return Handout(
            shown=lettered(self.labelled()),
            key=tuple(f"{letter}  {option.text}" for letter, option in lines if option.correct),
            talk=tuple((letter, option.why) for letter, option in lines if option.why),
        )
