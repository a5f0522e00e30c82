"""A conversation to judge: scam or genuine, and which lines give it away."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from msgspec import Meta
from msgspec.structs import replace

from quiz.questions.answers import Answer, Spotted, Verdict
from quiz.questions.conversation import Line, line_diagnostics
from quiz.questions.diagnostics import Diagnostic
from quiz.questions.handout import Handout, Labelled, lettered
from quiz.questions.question import Column, Pace, Question, share_picked, within

CHANNELS = {"whatsapp": "WhatsApp", "email": "E-mail", "sms": "Text message"}
"""Where a conversation was received, in words."""

VERDICTS: dict[Verdict, str] = {"scam": "It is a scam", "genuine": "It is genuine"}
"""The two verdicts in words, in the order in which they are shown."""


class Spot(Question, frozen=True, kw_only=True, tag="spot", rename={"sender": "from"}):
    """A conversation to judge: scam or genuine, and by which lines. The file's key for the sender is ``from``."""

    channel: Annotated[Literal["whatsapp", "email", "sms"], Meta(description="Where it was received.")]
    sender: Annotated[str, Meta(description="Who it seems to come from.")]
    verdict: Annotated[Literal["scam", "genuine"], Meta(description="What it is.")]
    lines: Annotated[tuple[Line, ...], Meta(description="The messages; one with a cue is a tell-tale.")]

    NAME: ClassVar[str] = "Spot the scam"
    HOW: ClassVar[str] = "Scam or genuine? And which lines give it away?"
    ANSWER: ClassVar[type[Spotted]] = Spotted
    THINKING: ClassVar[float] = 20.0
    PICKS_ONE: ClassVar[bool] = True
    PACE: ClassVar[Pace] = "told"

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want messages, and cues only in scams."""
        yield from line_diagnostics(self.lines)
        if not self.lines:
            yield Diagnostic(("lines",), "too-few", "There are no messages to judge.", "Give one or more.")
        if self.verdict == "genuine":
            for position, line in enumerate(self.lines):
                if line.cue:
                    fix = 'Take the cue out, or make the verdict "scam".'
                    message = "A line has a cue, but a genuine conversation has no tell-tales."
                    yield Diagnostic(("lines", position, "cue"), "cue-in-genuine", message, fix)

    def texts(self) -> Iterator[str]:
        """Yield prompt and messages."""
        yield self.prompt
        yield from (line.text for line in self.lines)

    def stimulus(self) -> tuple[Labelled, ...]:
        """Return where the messages were received, and from whom."""
        return (("", f"{CHANNELS[self.channel]} · {self.sender}"),)

    def conversation(self) -> tuple[Line, ...]:
        """Return the messages."""
        return tuple(line if line.sender else replace(line, sender=self.sender) for line in self.lines)

    def columns(self) -> tuple[Column, ...]:
        """Count the verdicts."""
        return tuple(Column(words, float(verdict == self.verdict)) for verdict, words in VERDICTS.items())

    def columns_of(self, answer: Answer) -> Sequence[int]:
        """Return the verdict's position."""
        return (list(VERDICTS).index(answer.verdict),) if isinstance(answer, Spotted) else ()

    def key_in_words(self) -> list[str]:
        """Return the verdict, then each tell-tale with its cue."""
        return [VERDICTS[self.verdict], *(f"“{line.text}” {line.cue}" for line in self.lines if line.cue)]

    def answer_in_words(self, answer: Spotted) -> list[str]:
        """Return the verdict, then each line picked."""
        return [VERDICTS[answer.verdict], *(f"“{self.lines[position].text}”" for position in sorted(answer.lines))]

    def reasons(self, answer: Spotted) -> list[str]:
        """Return which of the lines picked are harmless."""
        if answer.verdict != self.verdict:
            return []
        harmless = [self.lines[position].text for position in sorted(answer.lines) if not self.lines[position].cue]
        return [f"“{text}” gives nothing away." for text in harmless]

    def handout(self) -> Handout:
        """Return the messages with figures, and the verdicts with letters."""
        heading = ("", f"{CHANNELS[self.channel]} from {self.sender}")
        said = tuple((str(number), line.said()) for number, line in enumerate(self.lines, 1))
        how = "Scam or genuine, and what gives it away"
        return Handout(how=how, shown=(heading, *said, *lettered(self.labelled())), key=tuple(self.key_in_words()))

    def _accepts(self, answer: Spotted) -> bool:
        return len(answer.lines) == len(set(answer.lines)) and within(answer.lines, len(self.lines))

    def _mark(self, answer: Spotted) -> float:
        if answer.verdict != self.verdict:
            return 0.0
        cues = [i for i, line in enumerate(self.lines) if line.cue]
        lines = share_picked(answer.lines, cues) if cues else float(not answer.lines)
        return 0.5 + 0.5 * lines
