"""What a trainer should look at in a question, from its figures and from what was chosen: as data, with words."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.questions.question import Question
from quiz.reports.item_statistics import ItemStatistics
from quiz.reports.option_counts import OptionCounts, wrong_answers
from quiz.reports.suppression import FEWEST

FEWEST_FOR_FACILITY = FEWEST
"""The fewest people needed to say how many knew it."""
FEWEST_FOR_DISCRIMINATION = 20
"""The fewest people needed to say how well a question discriminates: with fewer it is mostly chance."""
FEWEST_ON_EITHER_SIDE = FEWEST
"""How many must have it right, and how many not, before their difference is worth a word: with one it is chance."""
HARDLY_KNOWN = 5.0
"""The facility, in per cent, up to which a question is faulty or extremely difficult (The Open University's iCMA guide)."""
FEWEST_FOR_UNCHOSEN = 50
"""The number of answers from which an option that nobody chose is worth a word."""
DUBIOUS_BELOW = 15.0
"""The discriminative efficiency under which Moodle calls a question dubious."""

Concern: TypeAlias = Literal[
    "hardly-known", "negative-discrimination", "does-not-tell-apart", "key-outvoted", "nobody-chooses"
]
"""The kinds of notice; ``quiz.banks.lint.OF_ANSWERS`` has the same names, which a bank or a question may allow."""


class Notice(Struct, frozen=True, kw_only=True):
    """One thing to look at."""

    concern: Concern
    words: str
    """The notice in a sentence or two."""
    figure: float | None = None
    """The discrimination index or the discriminative efficiency that it is about."""
    option: str = ""
    """The answer that it is about."""
    count: int | None = None
    """How many gave it."""
    answered: int | None = None
    """How many answered in all."""


def notices(question: Question, people: int, figures: ItemStatistics, counts: OptionCounts) -> list[Notice]:
    """Return what to look at in a question that so many people answered; the gravest first.

    Figures count from ``FEWEST_FOR_DISCRIMINATION`` people, choices from ``FEWEST_FOR_FACILITY``.
    """
    if people < FEWEST_FOR_FACILITY:
        return []
    told = _of_figures(question, figures, counts) if people >= FEWEST_FOR_DISCRIMINATION else ()
    return [*told, *_outvoted(question, counts), *_unchosen(question, counts)]


def _of_figures(question: Question, figures: ItemStatistics, counts: OptionCounts) -> Iterator[Notice]:
    if question.SCORED and figures.facility <= HARDLY_KNOWN:
        words = "Hardly anybody had it right: check the key and the wording, or brief on it."
        yield Notice(concern="hardly-known", words=words, figure=figures.facility)
    if min(counts.right, counts.answered - counts.right) < FEWEST_ON_EITHER_SIDE:
        return
    index, efficiency = figures.discrimination_index, figures.discriminative_efficiency
    if index is not None and index < 0:
        words = "Those who got it wrong did better in the rest than those who got it right: check the key."
        yield Notice(concern="negative-discrimination", words=words, figure=index)
    elif efficiency is not None and efficiency < DUBIOUS_BELOW:
        words = "It does not tell apart who did well and who did not."
        yield Notice(concern="does-not-tell-apart", words=words, figure=efficiency)


def _outvoted(question: Question, counts: OptionCounts) -> Iterator[Notice]:
    for wrong in wrong_answers(question, counts):
        # A scene that hardly anybody reached says nothing.
        if wrong.outvotes and wrong.part.answered >= FEWEST_FOR_FACILITY:
            about = f"For “{wrong.part.about}” more" if wrong.part.about else "More"
            yield Notice(
                concern="key-outvoted",
                words=f"{about} chose “{wrong.answer.text}” than the right answer: check the key, or brief on it.",
                option=wrong.answer.text,
                count=wrong.answer.count,
                answered=wrong.part.answered,
            )


def _unchosen(question: Question, counts: OptionCounts) -> Iterator[Notice]:
    for part in counts.parts if question.SCORED else ():
        if not part.complete or part.answered < FEWEST_FOR_UNCHOSEN:
            continue
        for option in part.counts:
            if not option.count:
                yield Notice(
                    concern="nobody-chooses",
                    words=f"Nobody of {part.answered} chose “{option.text}”.",
                    option=option.text,
                    count=0,
                    answered=part.answered,
                )
