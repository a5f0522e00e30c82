"""How many chose what, for the bars on the projector."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from quiz.banks.model import Multiple, Question, Scene, Single, Spot, TrueFalse
from quiz.game.scoring import ALL_RIGHT, Hands, fraction_of
from quiz.questions.answers import Answer, Judged, Picked, Spotted

_OF_ITSELF = ("All of it right", "Partly right", "Not right")


class Bar(Struct, frozen=True):
    """One bar."""

    position: int | None
    """Position in the bank file of the option that it is about; None where it is about no option."""
    text: str
    """What it is about, where that is no option."""
    count: int
    right: bool


def bars(question: Question, scene: Scene | None, givens: Sequence[Answer]) -> list[Bar]:
    """Count answers: by option where there are options, in a story the votes, else by how much was right.

    What was typed is not shown: anybody may have typed anything.
    """
    if scene is not None:
        return _by_option([choice.mark == 1 for choice in scene.choices], [_picked(given) for given in givens])
    match question:
        case Single() | Multiple():
            return _by_option([option.correct for option in question.options], [_picked(given) for given in givens])
        case TrueFalse():
            judged = [(0 if given.answer else 1,) for given in givens if isinstance(given, Judged)]
            return _by_option([question.answer, not question.answer], judged)
        case Spot():
            verdicts = [(0 if given.verdict == "scam" else 1,) for given in givens if isinstance(given, Spotted)]
            return _by_option([question.verdict == "scam", question.verdict == "genuine"], verdicts)
    shares = [fraction_of(question, None, given) for given in givens]
    right, wrong = sum(share > ALL_RIGHT for share in shares), sum(share <= 0 for share in shares)
    counts = (right, len(shares) - right - wrong, wrong)
    return [Bar(None, text, count, text == _OF_ITSELF[0]) for text, count in zip(_OF_ITSELF, counts, strict=True)]


def bars_of_hands(hands: Hands, has_options: bool) -> list[Bar]:
    """Return what was counted, of all teams together."""
    lines = enumerate(zip(hands.totals, hands.fractions, strict=True))
    if has_options:
        return [Bar(position, "", count, share > ALL_RIGHT) for position, (count, share) in lines]
    return [Bar(None, _OF_ITSELF[2 * position], count, share > ALL_RIGHT) for position, (count, share) in lines]


def _by_option(right: Sequence[bool], picked: Sequence[Sequence[int]]) -> list[Bar]:
    counts = dict.fromkeys(range(len(right)), 0)
    for options in picked:
        for option in options:
            counts[option] += 1
    return [Bar(position, "", count, right[position]) for position, count in counts.items()]


def _picked(given: Answer) -> Sequence[int]:
    return given.options if isinstance(given, Picked) else ()


def largest(found: Sequence[Bar]) -> int:
    """Return the greatest count, at least 1: what a bar of full length stands for."""
    return max([1, *(bar.count for bar in found)])


def by_position(found: Sequence[Bar]) -> Mapping[int, Bar]:
    """Return the bars that are about options, by position in the bank file."""
    return {bar.position: bar for bar in found if bar.position is not None}
