"""How each question type is put into words, and how the line that answers it is read: one table, one function a type.

Numbers that a player hears and types begin at 1 and follow the order shown; an answer holds positions of the bank file.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.conversation import Line
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number, read_number
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario, Scene
from quiz.questions.short import Short, plain_words
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse


class UnreadableError(ValueError):
    """A line that is no answer to what was asked; the message is a sentence that says why."""


@dataclass(frozen=True)
class PromptAnswer:
    """An answer, and what is told at the end of the story that led to it."""

    given: Answer
    ending: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One thing to be said and one line to be read. All questions have one turn but a ``scenario``, with one a decision."""

    lines: tuple[str, ...]
    """What there is to choose from, or to judge."""
    ask: str
    """One sentence that says what to type."""
    help: str
    """More about how to answer, for those who ask."""
    read: Callable[[str], "PromptAnswer | Prompt"] = field(repr=False)
    """Read a line that is not empty: the answer, or the next turn. Raises UnreadableError."""
    lead: tuple[str, ...] = ()
    """What is said once, before the lines: what came of the decision before."""


def first_prompt(asked: PresentedQuestion, seed: int) -> Prompt:
    """Return the turn with which a question begins; ``seed`` is the attempt's own."""
    return _TURNS[type(asked.question)](asked.question, asked.arrangement, seed)


def numbered(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts as lines with their numbers, from 1."""
    return tuple(f"{number}. {text}" for number, text in enumerate(texts, 1))


_BETWEEN_NUMBERS = re.compile(r"(?:[\s,;]|\band\b)+")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,4}\.?")


def _positions(line: str, most: int, wanted: str = "numbers") -> list[int]:
    """Read numbers from 1 to ``most``, each once, as positions from 0. Raises UnreadableError."""
    words = [word for word in _BETWEEN_NUMBERS.split(line.casefold()) if word]
    if not words or not all(_WHOLE_NUMBER.fullmatch(word) for word in words):
        raise UnreadableError(f"That could not be read as {wanted}.")
    numbers = [int(word.removesuffix(".")) for word in words]
    for number in numbers:
        if not 1 <= number <= most:
            raise UnreadableError(f"There is no number {number} here.")
        if numbers.count(number) > 1:
            raise UnreadableError(f"You gave the number {number} twice.")
    return [number - 1 for number in numbers]


def _one_position(line: str, most: int) -> int:
    positions = _positions(line, most, "a number")
    if len(positions) > 1:
        raise UnreadableError("Only one number can be taken here.")
    return positions[0]


def _single(question: Single, shown: tuple[int, ...], seed: int) -> Prompt:
    return Prompt(
        lines=numbered(question.options[position].text for position in shown),
        ask=f"Type one number from 1 to {len(shown)}.",
        help="One of these is right. Answer with its number.",
        read=lambda line: PromptAnswer(Picked((shown[_one_position(line, len(shown))],))),
    )


def _multiple(question: Multiple, shown: tuple[int, ...], seed: int) -> Prompt:
    return Prompt(
        lines=numbered(question.options[position].text for position in shown),
        ask=f"Type one or more numbers from 1 to {len(shown)}.",
        help="One or more of these are right, and each wrong one that you pick takes a right one away. "
        "Answer with all your numbers in one line, commas between them.",
        read=lambda line: PromptAnswer(Picked(tuple(shown[place] for place in _positions(line, len(shown))))),
    )


def _true_false(question: TrueFalse, shown: tuple[int, ...], seed: int) -> Prompt:
    def read(line: str) -> PromptAnswer:
        word = plain_words(line)
        if word not in ("true", "t", "false", "f"):
            raise UnreadableError("That is neither true nor false.")
        return PromptAnswer(Judged(word.startswith("t")))

    return Prompt(
        lines=(),
        ask="Type true or false.",
        help="Say whether the statement is true. Answer with the word true or the word false, or with t or f.",
        read=read,
    )


def _order(question: Order, shown: tuple[int, ...], seed: int) -> Prompt:
    def read(line: str) -> PromptAnswer:
        places = _positions(line, len(shown))
        if missing := [str(place + 1) for place in range(len(shown)) if place not in places]:
            raise UnreadableError(f"You left out {', '.join(missing)}.")
        return PromptAnswer(Ordered(tuple(shown[place] for place in places)))

    return Prompt(
        lines=numbered(question.steps[position] for position in shown),
        ask=f"Type all the numbers from 1 to {len(shown)} in the right order.",
        help="These steps are mixed up. Answer with every number once in one line: first the number of the step that "
        "comes first, with blanks or commas between them.",
        read=read,
    )


_ITEM_AND_BOX = r"([0-9]{1,4})[\s.:=-]*([a-z]+)"
_ITEMS_AND_BOXES = re.compile(rf"(?:{_ITEM_AND_BOX}[\s,;.]*)+")


def letter(position: int) -> str:
    """Return the letter of a box: a, b, c, and aa after z."""
    before, last = divmod(position, 26)
    return (letter(before - 1) if before else "") + "abcdefghijklmnopqrstuvwxyz"[last]


def _match(question: Match, shown: tuple[int, ...], seed: int) -> Prompt:
    every_box = question.boxes
    by_letter = {letter(place): every_box[position] for place, position in enumerate(shown)}
    last = letter(len(shown) - 1)

    def read(line: str) -> PromptAnswer:
        line = line.casefold()
        if not _ITEMS_AND_BOXES.fullmatch(line):
            raise UnreadableError("That could not be read as numbers with letters.")
        found: dict[int, str] = {}
        for figures, label in re.findall(_ITEM_AND_BOX, line):
            item = _one_position(figures, len(question.pairs))
            if label not in by_letter:
                raise UnreadableError(f"There is no letter {label} here.")
            if item in found:
                raise UnreadableError(f"You gave the number {item + 1} twice.")
            found[item] = by_letter[label]
        if missing := [str(item + 1) for item in range(len(question.pairs)) if item not in found]:
            raise UnreadableError(f"You left out {', '.join(missing)}.")
        return PromptAnswer(Matched(tuple(found[item] for item in range(len(question.pairs)))))

    return Prompt(
        lines=(
            "These are to be matched:",
            *numbered(pair.item for pair in question.pairs),
            "They can go with:",
            *(f"{label}. {box}" for label, box in by_letter.items()),
        ),
        ask=f"Type each number from 1 to {len(question.pairs)} with a letter from a to {last}, for example 1a 2b.",
        help="Find what each numbered line goes with. Answer with every number and its letter in one line. "
        "A letter may be used more than once or not at all.",
        read=read,
    )


def _number(question: Number, shown: tuple[int, ...], seed: int) -> Prompt:
    def read(line: str) -> PromptAnswer:
        if read_number(line, question.unit) is None:
            raise UnreadableError("That could not be read as a figure.")
        return PromptAnswer(Typed(line))

    return Prompt(
        lines=(),
        ask=f"Type a figure; it is counted in {question.unit}." if question.unit else "Type a figure.",
        help="Answer with a number in figures, not in words. A decimal point and commas between thousands are understood.",
        read=read,
    )


def _short(question: Short, shown: tuple[int, ...], seed: int) -> Prompt:
    def read(line: str) -> PromptAnswer:
        if not plain_words(line):
            raise UnreadableError("There is no word in that.")
        return PromptAnswer(Typed(line))

    return Prompt(
        lines=(),
        ask="Type a word or a few words.",
        help="Answer in your own words, as short as you can. Capital letters and a full stop make no difference.",
        read=read,
    )


_CHANNELS = {
    "whatsapp": "A WhatsApp chat with {}.",
    "email": "An email from {}.",
    "sms": "Text messages with {}.",
}
_VERDICT_AND_LINES = re.compile(r"(scam|genuine)(?![a-z])[\s,;.:]*(.*)", re.DOTALL)
_VERDICTS: dict[str, Literal["scam", "genuine"]] = {"scam": "scam", "genuine": "genuine"}


def _spot(question: Spot, shown: tuple[int, ...], seed: int) -> Prompt:
    def read(line: str) -> PromptAnswer:
        found = _VERDICT_AND_LINES.fullmatch(line.casefold())
        if not found:
            raise UnreadableError("That begins neither with scam nor with genuine.")
        verdict = _VERDICTS[found[1]]
        if verdict == "genuine" and found[2]:
            raise UnreadableError("Only a scam has lines that give it away.")
        return PromptAnswer(Spotted(verdict, tuple(_positions(found[2], len(question.lines))) if found[2] else ()))

    writers = {line.sender for line in question.lines}
    return Prompt(
        lines=(
            _CHANNELS[question.channel].format(question.sender),
            *numbered(_message(line, question.sender) if len(writers) > 1 else line.text for line in question.lines),
        ),
        ask="Type genuine, or type scam and the numbers of the lines that give it away.",
        help="Judge whether this is a scam. If it is, say which lines show it: for example, scam 1, 2 means that it is a "
        "scam and that lines 1 and 2 give it away. Half of the mark is for the verdict and half for the lines.",
        read=read,
    )


def _message(line: Line, sender: str = "") -> str:
    writer = line.sender or sender
    return f"{writer}: {line.text}" if writer else line.text


def _scenario(question: Scenario, shown: tuple[int, ...], seed: int) -> Prompt:
    return _decision(question, seed, question.start, (), ())


def _decision(question: Scenario, seed: int, name: str, path: tuple[int, ...], lead: tuple[str, ...]) -> Prompt:
    """Return the turn of one scene; ``path`` are the choices that led to it."""
    scene = question.scenes[name]
    shown = question.choices_arranged(name, seed)

    def read(line: str) -> PromptAnswer | Prompt:
        position = shown[_one_position(line, len(shown))]
        choice = scene.choices[position]
        why = (choice.why,) if choice.why else ()
        following = question.scenes[choice.goto]
        if following.end:
            return PromptAnswer(Walked((*path, position)), (*why, *_told(following)))
        return _decision(question, seed, choice.goto, (*path, position), why)

    return Prompt(
        lead=lead,
        lines=(*_told(scene), "What do you do?", *numbered(scene.choices[position].text for position in shown)),
        ask=f"Type one number from 1 to {len(shown)}.",
        help="This is a story, and each decision leads on to what happens next. Answer with the number of your decision.",
        read=read,
    )


def _told(scene: Scene) -> tuple[str, ...]:
    return (scene.text, *(_message(line) for line in scene.lines))


_TURNS: dict[type[Question], Callable[[Any, tuple[int, ...], int], Prompt]] = {
    Single: _single,
    Multiple: _multiple,
    TrueFalse: _true_false,
    Order: _order,
    Match: _match,
    Number: _number,
    Short: _short,
    Spot: _spot,
    Scenario: _scenario,
}
"""A question, the arrangement it is shown in and the attempt's seed, to the turn it begins with."""
