"""How a bank file stands: can it be played, what advice is there, what is due to be read again."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from quiz.banks.citations import due
from quiz.banks.lint import lint
from quiz.banks.loading import Library, Reading, read_bank
from quiz.questions.diagnostics import PlacedDiagnostic

_QUESTION = re.compile(r"questions\[(\d+)\]")


class Health(Struct, frozen=True, kw_only=True):
    """One file and what there is to say about it."""

    reading: Reading
    advice: tuple[PlacedDiagnostic, ...]
    overdue: int
    """How many of its sources are due to be read again."""

    @property
    def problems(self) -> tuple[PlacedDiagnostic, ...]:
        """Faults first, then advice."""
        return (*self.reading.faults, *self.advice)


def health_of(library: Library, today: date) -> list[Health]:
    """Return how each file of a library stands, in the order of the library. Banks are compared with each other."""
    by_file: dict[str, list[PlacedDiagnostic]] = {}
    for problem in lint(library, today):
        by_file.setdefault(problem.file, []).append(problem)
    return [_health(reading, by_file.get(reading.file, ()), today) for reading in library.readings]


def health_of_file(file: Path, today: date) -> Health:
    """Read one file and return how it stands by itself."""
    return health_of(Library(readings=(read_bank(file),)), today)[0]


def question_of(problem: PlacedDiagnostic) -> int | None:
    """Return the position of the question that a problem is about, from 0; None where it is about none."""
    match = _QUESTION.match(problem.key)
    return int(match[1]) if match else None


def _health(reading: Reading, advice: Sequence[PlacedDiagnostic], today: date) -> Health:
    sources = reading.bank.sources.values() if reading.bank else ()
    # A draft's missing explanations and sources were noted when it was read.
    unfinished = (problem for problem in reading.problems if problem.level == "advice")
    advice = sorted((*unfinished, *advice), key=lambda problem: problem.line)
    return Health(reading=reading, advice=tuple(advice), overdue=sum(due(source) < today for source in sources))
