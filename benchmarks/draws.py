"""Quizzes drawn from the shipped banks: how mixed and varied they are, and that no fact comes twice."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.table import Line
from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.paths import shipped_banks
from quiz.play.drawing import Pool, draw
from quiz.questions.question import Question

_MOST_QUICK = 7
_QUIZ = 10
_GAME = 36
"""Questions in a long game of two banks."""


def measure(folder: Path, times: int) -> list[Line]:
    """Draw ``times`` quizzes from each bank, and as many games from each bank and the next."""
    banks = list(load_library([shipped_banks()]).banks.values())
    lines = [line for bank in banks for line in _lines_of(bank, times)]
    pairs = list(pairwise([*banks, banks[0]]))
    games = [_drawn([*pair], _GAME, seed) for pair in pairs for seed in range(times // len(pairs))]
    return [*lines, _share(f"Games of {_GAME} from two banks that ask for one fact twice", games, _has_twins, 0)]


def _lines_of(bank: Bank, times: int) -> list[Line]:
    quizzes = [_drawn([bank], _QUIZ, seed) for seed in range(times)]
    name = f"`{bank.id}`, {times:,} quizzes of {_QUIZ}:"
    return [
        _share(f"{name} more than {_MOST_QUICK} quick choices", quizzes, _is_hasty, 0),
        _share(f"{name} neighbours of one topic", quizzes, _has_alike_neighbours, 0),
        _share(f"{name} no story or conversation", quizzes, _tells_nothing, 0),
        _share(f"{name} one fact twice", quizzes, _has_twins, 0),
        Line(f"{name} stories and conversations, on average", f"{_told(quizzes):.1f}"),
        Line(f"{name} topics", _topics(quizzes)),
    ]


def _drawn(banks: Sequence[Bank], length: int, seed: int) -> list[Question]:
    pools = [Pool(bank.questions, bank.about.topics) for bank in banks]
    return [question for _, question in draw(pools, length, Random(seed))]


def _share(
    what: str, quizzes: Sequence[Sequence[Question]], holds: Callable[[Sequence[Question]], bool], most: float
) -> Line:
    share = 100 * sum(map(holds, quizzes)) / len(quizzes)
    return Line(what, f"{share:.1f} %", share, most, " %")


def _is_hasty(quiz: Sequence[Question]) -> bool:
    return sum(question.PACE == "quick" for question in quiz) > _MOST_QUICK


def _has_alike_neighbours(quiz: Sequence[Question]) -> bool:
    return any(one.topic == other.topic != "" for one, other in pairwise(quiz))


def _tells_nothing(quiz: Sequence[Question]) -> bool:
    return not any(question.PACE == "told" for question in quiz)


def _has_twins(quiz: Sequence[Question]) -> bool:
    facts = [question.fact for question in quiz if question.fact]
    return len(set(facts)) < len(facts)


def _told(quizzes: Sequence[Sequence[Question]]) -> float:
    return sum(question.PACE == "told" for quiz in quizzes for question in quiz) / len(quizzes)


def _topics(quizzes: Sequence[Sequence[Question]]) -> str:
    """Return each topic's share of the questions asked."""
    counts = Counter(question.topic for quiz in quizzes for question in quiz)
    return ", ".join(f"{topic} {100 * count / counts.total():.0f} %" for topic, count in counts.most_common())
