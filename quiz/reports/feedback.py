"""What a player is told after an answer: right or not, the key, why, what to do, and where it comes from."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from quiz.banks.model import (
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
from quiz.play.attempt import Response
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked, walk
from quiz.questions.text import REFUSED_CHARACTER, fill_names

Verdict: TypeAlias = Literal["right", "partly right", "wrong", "time is up", "no answer"]
"""What came of an answer, in a word or two."""


class Feedback(Struct, frozen=True, kw_only=True):
    """Everything that is said after one answer, as plain text."""

    verdict: Verdict
    points: int
    share: float
    """How much was right, 0 to 1."""
    given: tuple[str, ...]
    """The player's answer in words, a line each; empty where none was given."""
    key: tuple[str, ...]
    """The right answer in words, a line each."""
    whys: tuple[str, ...]
    """Why what the player gave was not right, a line each."""
    explanation: str
    action: str
    sources: tuple[Source, ...]


def key_in_words(question: Question) -> tuple[str, ...]:
    """Return the right answer in words, a line each."""
    return tuple(_DESCRIBERS[type(question)].key(question))


def feedback(question: Question, response: Response, sources: Mapping[str, Source], names: Mapping[str, str]) -> Feedback:
    """Return what to tell a player; ``names`` fill the placeholders of the action."""
    describe = _DESCRIBERS[type(question)]
    return Feedback(
        verdict=_verdict(response),
        points=response.points,
        share=response.fraction,
        given=tuple(describe.given(question, response.given)) if response.given else (),
        key=key_in_words(question),
        whys=tuple(why for why in describe.whys(question, response.given) if why) if response.given else (),
        explanation=question.explanation,
        action=fill_names(question.action, names),
        sources=tuple(sources[key] for key in question.sources if key in sources),
    )


def source_line(source: Source) -> str:
    """Return a source as one line of text: title, publisher, address, when it was checked, and any note."""
    checked = f"checked {source.checked.day} {source.checked:%b %Y}"
    parts = [f"{source.title}, {source.publisher}", source.url, checked, *([source.note] if source.note else [])]
    return " · ".join(parts)


def _verdict(response: Response) -> Verdict:
    if response.outcome == "expired":
        return "time is up"
    if response.outcome == "skipped":
        return "no answer"
    return "right" if response.right else "partly right" if response.mark > 0 else "wrong"


class _Describer(Struct, frozen=True):
    """How one question type puts its key, an answer, and the reasons against that answer into words."""

    key: Callable[[Any], list[str]]
    given: Callable[[Any, Any], list[str]]
    whys: Callable[[Any, Any], list[str]]


def _key_of_options(question: Single | Multiple) -> list[str]:
    return [option.text for option in question.options if option.correct]


def _picked(question: Single | Multiple, given: Picked) -> list[str]:
    return [question.options[position].text for position in sorted(given.options)]


def _whys_of_options(question: Single | Multiple, given: Picked) -> list[str]:
    picked = [question.options[position] for position in sorted(given.options)]
    if len(picked) == 1:
        return [picked[0].why]
    return [f"{option.text}: {option.why}" for option in picked if option.why]


def _true_or_false(value: bool) -> str:
    return "True" if value else "False"


def _whys_of_judgement(question: TrueFalse, given: Judged) -> list[str]:
    return [] if given.answer is question.answer else [question.why]


def _numbered(texts: list[str]) -> list[str]:
    return [f"{number}. {text}" for number, text in enumerate(texts, 1)]


def _steps(question: Order, given: Ordered) -> list[str]:
    return _numbered([question.steps[step] for step in given.steps])


def _pairs(question: Match) -> list[str]:
    return [f"{pair.item}: {pair.box}" for pair in question.pairs]


def _boxes(question: Match, given: Matched) -> list[str]:
    return [f"{pair.item}: {box or 'nothing'}" for pair, box in zip(question.pairs, given.boxes, strict=True)]


def _figure(question: Number) -> list[str]:
    figure = f"{question.answer:,}" if isinstance(question.answer, int) else f"{question.answer:,g}"
    around = f" (within {question.tolerance:g})" if question.tolerance else ""
    return [f"{figure} {question.unit}".strip() + around]


def _typed(question: Number | Short, given: Typed) -> list[str]:
    # An answer comes back from the store as it was kept there, by whatever program.
    return [REFUSED_CHARACTER.sub("", given.text).strip()]


def _key_of_spot(question: Spot) -> list[str]:
    return [_VERDICT_WORDS[question.verdict], *(f"“{line.text}” {line.cue}" for line in question.lines if line.cue)]


def _spotted(question: Spot, given: Spotted) -> list[str]:
    return [_VERDICT_WORDS[given.verdict], *(f"“{question.lines[position].text}”" for position in sorted(given.lines))]


def _whys_of_spot(question: Spot, given: Spotted) -> list[str]:
    if given.verdict != question.verdict:
        return []
    harmless = [question.lines[position].text for position in sorted(given.lines) if not question.lines[position].cue]
    return [f"“{text}” gives nothing away." for text in harmless]


def _best_way(question: Scenario) -> list[str]:
    """Return the best choices from the start to an end, one a line: at each scene the first with the highest mark."""
    lines: list[str] = []
    scene = question.scenes[question.start]
    while scene.choices:
        best = max(scene.choices, key=lambda choice: choice.mark)
        lines.append(best.text)
        scene = question.scenes[best.goto]
    return _numbered(lines)


def _walked(question: Scenario, given: Walked) -> list[str]:
    scenes = walk(question, given.choices)
    return _numbered([scene.choices[choice].text for scene, choice in zip(scenes, given.choices, strict=False)])


def _whys_of_walk(question: Scenario, given: Walked) -> list[str]:
    steps = zip(walk(question, given.choices), given.choices, strict=False)
    chosen = [scene.choices[choice] for scene, choice in steps]
    return [f"{choice.text}: {choice.why}" for choice in chosen if choice.mark < 1 and choice.why]


def _nothing(question: Question, given: Answer) -> list[str]:
    return []


_VERDICT_WORDS = {"scam": "It is a scam", "genuine": "It is genuine"}

_OPTIONS = _Describer(_key_of_options, _picked, _whys_of_options)

_DESCRIBERS: dict[type[Question], _Describer] = {
    Single: _OPTIONS,
    Multiple: _OPTIONS,
    TrueFalse: _Describer(
        lambda question: [_true_or_false(question.answer)],
        lambda question, given: [_true_or_false(given.answer)],
        _whys_of_judgement,
    ),
    Order: _Describer(lambda question: _numbered(list(question.steps)), _steps, _nothing),
    Match: _Describer(_pairs, _boxes, _nothing),
    Number: _Describer(_figure, _typed, _nothing),
    Short: _Describer(lambda question: [question.accept[0]], _typed, _nothing),
    Spot: _Describer(_key_of_spot, _spotted, _whys_of_spot),
    Scenario: _Describer(_best_way, _walked, _whys_of_walk),
}
