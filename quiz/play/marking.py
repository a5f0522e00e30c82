"""How much of a question was right, 0 to 1, for each question type (design: one table, one function a type)."""

from collections.abc import Callable, Collection
from typing import Any

from quiz.banks.model import (
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Scenario,
    Short,
    Single,
    Spot,
    TrueFalse,
)
from quiz.questions.answers import (
    Answer,
    Judged,
    Matched,
    Ordered,
    Picked,
    Spotted,
    Typed,
    Walked,
    plain_words,
    read_number,
    walk,
)


def fraction_right(question: Question, given: Answer | None) -> float:
    """Return how much of ``question`` the answer ``given`` got right, 0 to 1; nothing given is 0.

    Raises TypeError where the answer is of another kind than the question asks for.
    """
    if given is None:
        return 0.0
    kind, marked = _MARKING[type(question)]
    if not isinstance(given, kind):
        raise TypeError(f"{type(given).__name__} does not answer a {type(question).__name__} question")
    return float(marked(question, given))


def is_readable(question: Question, given: Answer) -> bool:
    """Say whether the answer is one that the question can have: real positions, every step once, a figure."""
    match question, given:
        case (Single(), Picked(options)):
            return len(options) == 1 and _within(options, len(question.options))
        case (Multiple(), Picked(options)):
            return 0 < len(options) == len(set(options)) and _within(options, len(question.options))
        case (TrueFalse(), Judged()):
            return True
        case (Order(), Ordered(steps)):
            return sorted(steps) == list(range(len(question.steps)))
        case (Match(), Matched(given_boxes)):
            known = {*boxes(question), None}
            return len(given_boxes) == len(question.pairs) and set(given_boxes) <= known and any(given_boxes)
        case (Number(), Typed(text)):
            return read_number(text, question.unit) is not None
        case (Short(), Typed(text)):
            return bool(plain_words(text))
        case (Spot(), Spotted(_, lines)):
            return len(lines) == len(set(lines)) and _within(lines, len(question.lines))
        case (Scenario(), Walked(choices)):
            try:
                return walk(question, choices)[-1].end
            except IndexError:
                return False
    return False


def boxes(question: Match) -> tuple[str, ...]:
    """Return what the items of a ``match`` question can go into, each once, distractors last."""
    return tuple(dict.fromkeys([*(pair.box for pair in question.pairs), *question.distractors]))


def _within(positions: Collection[int], length: int) -> bool:
    return all(0 <= position < length for position in positions)


def _share_picked(picked: Collection[int], right: Collection[int]) -> float:
    """Return max((right picked - wrong picked) / right in all, 0); picked twice counts once."""
    hits = len(set(picked) & set(right))
    return max((hits - len(set(picked) - set(right))) / len(right), 0.0)


def _single(question: Single, given: Picked) -> float:
    return float(len(given.options) == 1 and question.options[given.options[0]].correct)


def _multiple(question: Multiple, given: Picked) -> float:
    return _share_picked(given.options, [i for i, option in enumerate(question.options) if option.correct])


def _true_false(question: TrueFalse, given: Judged) -> float:
    return float(given.answer is question.answer)


def _order(question: Order, given: Ordered) -> float:
    neighbours = list(zip(given.steps, given.steps[1:], strict=False))
    return sum(first < second for first, second in neighbours) / len(neighbours)


def _match(question: Match, given: Matched) -> float:
    right = sum(pair.box == box for pair, box in zip(question.pairs, given.boxes, strict=True))
    return right / len(question.pairs)


def _number(question: Number, given: Typed) -> float:
    value = read_number(given.text, question.unit)
    # The sliver forgives decimal fractions that binary arithmetic cannot hold: 0.3 is within 0.1 of 0.2.
    sliver = 1e-9 * max(1.0, abs(question.answer))
    return float(value is not None and abs(value - question.answer) <= question.tolerance + sliver)


def _short(question: Short, given: Typed) -> float:
    return float(plain_words(given.text) in {plain_words(accepted) for accepted in question.accept})


def _spot(question: Spot, given: Spotted) -> float:
    if given.verdict != question.verdict:
        return 0.0
    cues = [i for i, line in enumerate(question.lines) if line.cue]
    lines = _share_picked(given.lines, cues) if cues else float(not given.lines)
    return 0.5 + 0.5 * lines


def _scenario(question: Scenario, given: Walked) -> float:
    scenes = walk(question, given.choices)
    marks = [scene.choices[choice].mark for scene, choice in zip(scenes, given.choices, strict=False)]
    return sum(marks) / len(marks) if marks else 0.0


_MARKING: dict[type[Question], tuple[type[Any], Callable[[Any, Any], float]]] = {
    Single: (Picked, _single),
    Multiple: (Picked, _multiple),
    TrueFalse: (Judged, _true_false),
    Order: (Ordered, _order),
    Match: (Matched, _match),
    Number: (Typed, _number),
    Short: (Typed, _short),
    Spot: (Spotted, _spot),
    Scenario: (Walked, _scenario),
}
