"""A bank as a run sheet for whoever leads a session on paper: what is asked, the key, and what to say about it."""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from msgspec import Struct

from quiz.banks.model import (
    AnyQuestion,
    Bank,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Scenario,
    Short,
    Single,
    Source,
    Spot,
    TrueFalse,
)
from quiz.play.drawing import arrangement
from quiz.play.marking import boxes
from quiz.play.timing import time_limit
from quiz.questions.text import fill_names
from quiz.reports.feedback import key_in_words

Labelled = tuple[str, str]
"""A letter, figure or name, and the text that it stands before."""

_SHEET_SEED = 1
"""Steps and boxes stand in one shuffled order on every sheet of a bank."""


class SheetQuestion(Struct, frozen=True, kw_only=True):
    """One question on the sheet."""

    topic: str
    kind: str
    """How to answer, in words."""
    seconds: float | None
    """Time to give; None for none."""
    prompt: str
    shown: tuple[Labelled, ...]
    """What players see beside the prompt: options, steps, a conversation, a story."""
    key: tuple[str, ...]
    talk: tuple[Labelled, ...]
    """What to say: each wrong answer with why it is wrong, or each tell-tale."""
    explanation: str
    action: str
    sources: tuple[Source, ...]


class Sheet(Struct, frozen=True, kw_only=True):
    """A whole run sheet."""

    title: str
    summary: str
    about: str
    """Audience, version and licence in a line."""
    draft: bool
    questions: tuple[SheetQuestion, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes to ask all of it, and to talk about each for as long again."""
        return max(1, round(sum(2 * (question.seconds or 30) for question in self.questions) / 60))


def run_sheet(bank: Bank, names: Mapping[str, str]) -> Sheet:
    """Return the run sheet of a bank; ``names`` are the school's own, for what to do now."""
    about = bank.about
    return Sheet(
        title=about.title,
        summary=about.summary.strip(),
        about=" · ".join(part for part in (about.audience, about.version, about.licence) if part),
        draft=about.draft,
        questions=tuple(_sheet_question(question, bank, names) for question in bank.questions),
    )


def _sheet_question(question: AnyQuestion, bank: Bank, names: Mapping[str, str]) -> SheetQuestion:
    return SheetQuestion(
        topic=question.topic,
        kind=_KINDS[type(question)],
        seconds=time_limit(question, bank.about.time_limit, 1.0),
        prompt=question.prompt,
        shown=tuple(_shown(question)),
        key=tuple(_key(question)),
        talk=tuple(_talk(question)),
        explanation=question.explanation,
        action=fill_names(question.action, names),
        sources=tuple(bank.sources[key] for key in question.sources if key in bank.sources),
    )


def _shown(question: Question) -> Iterator[Labelled]:
    match question:
        case Single() | Multiple():
            yield from zip(ascii_uppercase, (option.text for option in question.options), strict=False)
        case TrueFalse():
            yield from (("A", "True"), ("B", "False"))
        case Order():
            order = arrangement(question, _SHEET_SEED)
            yield from zip(ascii_uppercase, (question.steps[step] for step in order), strict=False)
        case Match():
            yield from ((str(number), pair.item) for number, pair in enumerate(question.pairs, 1))
            yield from zip(ascii_uppercase, _boxes(question), strict=False)
        case Spot():
            yield "", f"{_CHANNELS[question.channel]} from {question.sender}"
            yield from ((str(number), _said(line.sender, line.text)) for number, line in enumerate(question.lines, 1))
            yield from (("A", "It is a scam"), ("B", "It is genuine"))
        case Scenario():
            yield from _story(question)


def _story(question: Scenario) -> Iterator[Labelled]:
    """Yield the scenes, numbered in the order of the file; each choice says where it leads."""
    numbers = {name: number for number, name in enumerate(question.scenes, 1)}
    for name, scene in question.scenes.items():
        start = " (start)" if name == question.start else " (end)" if not scene.choices else ""
        yield f"Scene {numbers[name]}{start}", scene.text
        yield from (("", _said(line.sender, line.text)) for line in scene.lines)
        for letter, choice in zip(ascii_uppercase, scene.choices, strict=False):
            yield letter, f"{choice.text} → scene {numbers[choice.goto]}"


def _key(question: Question) -> Iterator[str]:
    """Yield the key as the letters of the sheet where it has letters, else in words."""
    match question:
        case Single() | Multiple():
            right = [(letter, o.text) for letter, o in zip(ascii_uppercase, question.options, strict=False) if o.correct]
            yield from (f"{letter}  {text}" for letter, text in right)
        case TrueFalse():
            yield "A  True" if question.answer else "B  False"
        case Order():
            order = arrangement(question, _SHEET_SEED)
            yield " ".join(ascii_uppercase[order.index(step)] for step in range(len(question.steps)))
        case Match():
            shown = _boxes(question)
            yield "   ".join(
                f"{number}{ascii_uppercase[shown.index(pair.box)]}" for number, pair in enumerate(question.pairs, 1)
            )
        case _:
            yield from key_in_words(question)


def _talk(question: Question) -> Iterator[Labelled]:
    match question:
        case Single() | Multiple():
            for letter, option in zip(ascii_uppercase, question.options, strict=False):
                if option.why:
                    yield letter, option.why
        case TrueFalse() if question.why:
            yield "B" if question.answer else "A", question.why
        case Scenario():
            for number, scene in enumerate(question.scenes.values(), 1):
                for letter, choice in zip(ascii_uppercase, scene.choices, strict=False):
                    if choice.why:
                        yield f"{number}{letter}", choice.why


def _boxes(question: Match) -> list[str]:
    known = boxes(question)
    return [known[position] for position in arrangement(question, _SHEET_SEED)]


def _said(sender: str, text: str) -> str:
    return f"{sender}: {text}" if sender else text


_CHANNELS = {"whatsapp": "WhatsApp", "email": "E-mail", "sms": "Text message"}

_KINDS: dict[type[Question], str] = {
    Single: "One answer",
    Multiple: "Several answers",
    TrueFalse: "True or false",
    Order: "Put in order",
    Match: "Match",
    Number: "A figure",
    Short: "A word or two",
    Spot: "Scam or genuine, and what gives it away",
    Scenario: "A story: decide at each scene",
}
