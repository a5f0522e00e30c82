"""How many keys a reader without any knowledge of the subject finds by the style of the options alone.

A logistic regression over what can be seen without knowledge: length, hedges, absolutes, words of the prompt, and
words that are commoner in keys than in wrong options. It learns from all banks but one, and guesses in that one.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from operator import mul
from pathlib import Path
from statistics import fmean, pstdev

from benchmarks.table import Line
from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.paths import shipped_banks
from quiz.questions.options import Option
from quiz.questions.single import Single

_MOST = 33
"""The most per cent of keys that style may find, in questions with about four options."""
_ROUNDS = 100
_STEP = 1.0
_DECAY = 0.02
_SEEN = 3
"""How many options must have a word for it to count."""
_LONG_WORD = 5

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_HEDGES = frozenset(
    (
        *("may", "might", "can", "could", "often", "usually", "sometimes", "probably", "likely", "mostly", "partly"),
        *("some", "unless", "depends", "perhaps", "generally", "if"),
    )
)
_ABSOLUTES = frozenset(
    (
        *("always", "never", "all", "only", "none", "every", "nobody", "everybody", "anything", "nothing", "everything"),
        *("impossible", "must", "any", "whatever"),
    )
)
_STOCK = frozenset(
    (
        *("ask", "tell", "ring", "check", "report", "lead", "school", "record", "explain", "keep", "agreed"),
        *("through", "own", "known", "policy"),
    )
)
_NEGATIONS = frozenset(("no", "not", "nothing", "without", "cannot", "can't", "don't", "doesn't", "isn't", "won't"))


class _Words:
    """Counts of the keys and of the wrong options with each word."""

    def __init__(self, questions: Sequence[Single]) -> None:
        self._keys: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()
        for question in questions:
            for option in question.options:
                (self._keys if option.correct else self._wrong).update(_words(option.text))

    def without(self, question: Single) -> "_Words":
        """Return the counts without those from one question: its words must not vouch for themselves."""
        own = _Words([question])
        fewer = _Words([])
        fewer._keys, fewer._wrong = self._keys - own._keys, self._wrong - own._wrong
        return fewer

    def worth(self, option: Option) -> float:
        """Return how typical an option's words are of keys, on average."""
        known = [word for word in sorted(_words(option.text)) if self._keys[word] + self._wrong[word] >= _SEEN]
        base = (self._keys.total() + 1) / (self._wrong.total() + 1)
        return fmean(math.log((self._keys[word] + 1) / (self._wrong[word] + 1) / base) for word in known) if known else 0.0


def measure(folder: Path, times: int) -> list[Line]:
    """Guess in each bank by what was learnt from the others."""
    asked = {bank.id: _singles(bank) for bank in load_library([shipped_banks()]).banks.values()}
    found: list[tuple[int, float, int]] = []
    for name, questions in asked.items():
        others = [question for other, of_other in asked.items() if other != name for question in of_other]
        words, weights = _Words(others), _learnt(others)
        right = sum(_guess(question, words, weights) == _key(question) for question in questions)
        found.append((right, sum(1 / len(question.options) for question in questions), len(questions)))
    lines = [_line(f"`{name}`", *counts) for name, counts in zip(asked, found, strict=True)]
    right, chance, of = (sum(column) for column in zip(*found, strict=True))
    return [*lines, _line("All banks", right, chance, of, most=_MOST)]


def _line(name: str, right: float, chance: float, of: float, most: float | None = None) -> Line:
    share, by_chance = (100 * count / max(of, 1) for count in (right, chance))
    what = f"{name}: keys of {of:.0f} questions with one answer that style alone finds"
    return Line(what, f"{share:.0f} % (chance: {by_chance:.0f} %)", share, most, " %")


def _singles(bank: Bank) -> list[Single]:
    return [question for question in bank.questions if isinstance(question, Single) and len(question.options) > 2]


def _key(question: Single) -> int:
    return next(place for place, option in enumerate(question.options) if option.correct)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _learnt(questions: Sequence[Single]) -> list[float]:
    """Return the weight of each mark of style that makes the questions' keys most likely."""
    words = _Words(questions)
    seen = [(_styles(question, words.without(question)), _key(question)) for question in questions]
    weights = [0.0] * len(seen[0][0][0])
    for _ in range(_ROUNDS):
        slope = [-_DECAY * weight for weight in weights]
        for styles, key in seen:
            for place, (style, chance) in enumerate(zip(styles, _chances(styles, weights), strict=True)):
                miss = ((place == key) - chance) / len(seen)
                slope = [one + miss * mark for one, mark in zip(slope, style, strict=True)]
        weights = [weight + _STEP * one for weight, one in zip(weights, slope, strict=True)]
    return weights


def _guess(question: Single, words: _Words, weights: Sequence[float]) -> int:
    chances = _chances(_styles(question, words), weights)
    return chances.index(max(chances))


def _chances(styles: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    powers = [math.exp(sum(map(mul, style, weights))) for style in styles]
    return [power / sum(powers) for power in powers]


def _styles(question: Single, words: _Words) -> list[list[float]]:
    """Return the marks of style of each option, relative to those of the question's other options."""
    marks = [_marks(option, question, words) for option in question.options]
    columns = [_compared(column) for column in zip(*marks, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _marks(option: Option, question: Single, words: _Words) -> list[float]:
    own = _words(option.text)
    others = [_words(other.text) for other in question.options if other is not option]
    lengths = [len(other.text) for other in question.options]
    return [
        len(option.text),
        float(len(option.text) == max(lengths)),
        float(len(option.text) == min(lengths)),
        len(own & _HEDGES),
        len(own & _ABSOLUTES),
        len(own & _NEGATIONS),
        len(own & _STOCK),
        len({word for word in own & _words(question.prompt) if len(word) >= _LONG_WORD}),
        sum(map(str.isdecimal, option.text)),
        sum(map(option.text.count, ",;:–()")),
        fmean(len(own & other) for other in others),
        words.worth(option),
    ]


def _compared(column: Sequence[float]) -> list[float]:
    """Return the figures as deviations from their mean, in standard deviations."""
    spread = pstdev(column) or 1.0
    return [(figure - fmean(column)) / spread for figure in column]
