"""``match`` in lines: a letter for each number."""

import re
from collections.abc import Iterator, Mapping

from quiz.plain.prompts.numbers import numbered, read_position, refuse_missing
from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, UnreadableError, headed
from quiz.questions.answers import Matched
from quiz.questions.match import Match
from quiz.reports.feedback import Feedback

_ITEM_AND_BOX = r"([0-9]{1,4})[\s.:=-]*([a-z]+)"
_ITEMS_AND_BOXES = re.compile(rf"(?:{_ITEM_AND_BOX}[\s,;.]*)+")


class MatchPrompter(Prompter):
    """Numbered items, and boxes with letters."""

    def first(self, question: Match, shown: tuple[int, ...], seed: int) -> Prompt:
        """List items and boxes."""
        every_box = question.boxes
        by_letter = {letter(place): every_box[position] for place, position in enumerate(shown)}
        count = len(question.pairs)
        return Prompt(
            lines=(
                "These are to be matched:",
                *numbered(pair.item for pair in question.pairs),
                "They can go with:",
                *(f"{label}. {box}" for label, box in by_letter.items()),
            ),
            ask=f"Type each number from 1 to {count} with a letter from a to {letter(len(shown) - 1)}, for example 1a 2b.",
            help="Find what each numbered line goes with. Answer with every number and its letter in one line. "
            "A letter may be used more than once or not at all.",
            read=lambda line: PromptAnswer(_read(line, count, by_letter)),
        )

    def key(self, question: Match, shown: tuple[int, ...], told: Feedback) -> Iterator[str]:
        """Yield which numbers are not right, then each item with its box."""
        wrong = [str(n) for n, (given, right) in enumerate(zip(told.given, told.key, strict=False), 1) if given != right]
        if wrong:
            yield f"Not right: {', '.join(wrong)}."
        yield from headed(question.KEY_HEADING, numbered(told.key))


def letter(position: int) -> str:
    """Return the letter of a box: a, b, c, and aa after z."""
    before, last = divmod(position, 26)
    return (letter(before - 1) if before else "") + "abcdefghijklmnopqrstuvwxyz"[last]


def _read(line: str, count: int, by_letter: Mapping[str, str]) -> Matched:
    line = line.casefold()
    if not _ITEMS_AND_BOXES.fullmatch(line):
        raise UnreadableError("That could not be read as numbers with letters.")
    found: dict[int, str] = {}
    for figures, label in re.findall(_ITEM_AND_BOX, line):
        item = read_position(figures, count)
        if label not in by_letter:
            raise UnreadableError(f"There is no letter {label} here.")
        if item in found:
            raise UnreadableError(f"You gave the number {item + 1} twice.")
        found[item] = by_letter[label]
    refuse_missing(found, count)
    return Matched(tuple(found[item] for item in range(count)))
