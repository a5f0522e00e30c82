"""The state of a bank file: whether it can be played, the advice on it, and the sources due to be read again."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct, structs

from quiz.banks.citations import due
from quiz.banks.lint import lint
from quiz.banks.loading import Library, Reading
from quiz.questions.diagnostics import PlacedDiagnostic

_QUESTION = re.compile(r"questions\[(\d+)\]")


class Health(Struct, frozen=True, kw_only=True):
    """One file and its problems."""

    reading: Reading
    advice: tuple[PlacedDiagnostic, ...]
    overdue: int
    """How many of its sources are due to be read again."""
    advised: bool = True
    """Whether the advice is complete: it takes several times as long as reading, and may come later."""

    @property
    def problems(self) -> tuple[PlacedDiagnostic, ...]:
        """Faults first, then advice."""
        return (*self.reading.faults, *self.advice)

    @property
    def in_short(self) -> tuple[PlacedDiagnostic, ...]:
        """Faults first, then advice, then what a draft still lacks, one line for each kind."""
        return in_short(self.problems, drafts_of((self.reading,)))


def health_of(library: Library, today: date) -> list[Health]:
    """Return the state of each file of a library, by title. Banks are compared with each other."""
    by_file: dict[str, list[PlacedDiagnostic]] = {}
    for problem in lint(library, today):
        by_file.setdefault(problem.file, []).append(problem)
    return [_health(reading, by_file.get(reading.file, ()), today) for reading in library.by_title]


def health_before_advice(library: Library, today: date) -> list[Health]:
    """Return the state of each file of a library, by title, as far as known from reading it."""
    unadvised = (_health(reading, (), today) for reading in library.by_title)
    return [structs.replace(health, advised=health.reading.bank is None) for health in unadvised]


_UNFINISHED = {
    "missing-explanation": "{} questions have no explanation yet.",
    "missing-sources": "{} questions have no source yet.",
    "missing-why": "{} wrong answers do not say yet why they are wrong.",
}
"""What a draft may still lack: the rule, and the message for several questions."""


def drafts_of(readings: Iterable[Reading]) -> set[str]:
    """Return the files of the banks that are drafts."""
    return {reading.file for reading in readings if reading.bank and reading.bank.about.draft}


def in_short(problems: Iterable[PlacedDiagnostic], drafts: Collection[str]) -> tuple[PlacedDiagnostic, ...]:
    """Return the problems, with what drafts still lack at the end: one line for each kind, with its number.

    ``drafts`` are the files of the banks that are drafts.
    """
    said: list[PlacedDiagnostic] = []
    lacking: dict[tuple[str, str], list[PlacedDiagnostic]] = {}
    for problem in problems:
        unfinished = problem.level == "advice" and problem.rule in _UNFINISHED
        if unfinished and (problem.file in drafts or problem.rule != "missing-why"):
            lacking.setdefault((problem.file, problem.rule), []).append(problem)
        else:
            said.append(problem)
    return (*said, *(_together(alike) for alike in lacking.values()))


def _together(alike: Sequence[PlacedDiagnostic]) -> PlacedDiagnostic:
    first = alike[0]
    if len(alike) == 1:
        return first
    words = f"{_UNFINISHED[first.rule].format(len(alike))} The first is here; the bank is a draft, and plays all the same."
    return structs.replace(first, message=words, key="", question="")


def question_of(problem: PlacedDiagnostic) -> int | None:
    """Return the position of the question that a problem is about, from 0; None if it is about none."""
    match = _QUESTION.match(problem.key)
    return int(match[1]) if match else None


def _health(reading: Reading, advice: Sequence[PlacedDiagnostic], today: date) -> Health:
    sources = reading.bank.sources.values() if reading.bank else ()
    # A draft's missing explanations and sources were noted when it was read.
    unfinished = (problem for problem in reading.problems if problem.level == "advice")
    advice = sorted((*unfinished, *advice), key=lambda problem: problem.line)
    return Health(reading=reading, advice=tuple(advice), overdue=sum(due(source) < today for source in sources))
