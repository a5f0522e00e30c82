"""``spot`` in lines: the verdict, and the numbers of what gives a scam away."""

import re
from collections.abc import Iterator

from quiz.plain.prompts.numbers import numbered, read_positions
from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, UnreadableError
from quiz.questions.answers import Spotted, Verdict
from quiz.questions.spot import Spot
from quiz.reports.feedback import Feedback

_CHANNELS = {
    "whatsapp": "A WhatsApp chat with {}.",
    "email": "An email from {}.",
    "sms": "Text messages with {}.",
}
_VERDICT_AND_LINES = re.compile(r"(scam|genuine)(?![a-z])[\s,;.:]*(.*)", re.DOTALL)
_VERDICTS: dict[str, Verdict] = {"scam": "scam", "genuine": "genuine"}


class SpotPrompter(Prompter):
    """Numbered messages, and what they are."""

    def first(self, question: Spot, shown: tuple[int, ...], seed: int) -> Prompt:
        """Say where the messages were received and from whom, and list them."""
        writers = {line.sender for line in question.lines}
        messages = (line.said(question.sender) if len(writers) > 1 else line.text for line in question.lines)
        return Prompt(
            lines=(_CHANNELS[question.channel].format(question.sender), *numbered(messages)),
            ask="Type genuine, or type scam and the numbers of the lines that give it away.",
            help="Judge whether this is a scam. If it is, say which lines show it: for example, scam 1, 2 means that it is "
            "a scam and that lines 1 and 2 give it away. Half of the mark is for the verdict and half for the lines.",
            read=lambda line: PromptAnswer(_read(line, len(question.lines))),
        )

    def key(self, question: Spot, shown: tuple[int, ...], told: Feedback) -> Iterator[str]:
        """Yield the verdict, then each tell-tale with the number it was read out with."""
        verdict, *cues = told.key
        yield f"{question.KEY_HEADING}: {verdict}."
        if cues:
            yield "What gives it away:"
            numbers = [number for number, line in enumerate(question.lines, 1) if line.cue]
            yield from (f"{number}. {cue}" for number, cue in zip(numbers, cues, strict=True))


def _read(line: str, count: int) -> Spotted:
    found = _VERDICT_AND_LINES.fullmatch(line.casefold())
    if not found:
        raise UnreadableError("That begins neither with scam nor with genuine.")
    verdict = _VERDICTS[found[1]]
    if verdict == "genuine" and found[2]:
        raise UnreadableError("Only a scam has lines that give it away.")
    return Spotted(verdict, tuple(read_positions(found[2], count)) if found[2] else ())
