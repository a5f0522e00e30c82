"""What a reader or a writer of another format has to say about the file it reads or the bank it writes."""

from typing import Literal

from quiz.banks.model import Bank
from quiz.questions.diagnostics import PlacedDiagnostic, printable
from quiz.questions.text import REFUSED_CHARACTER, name_of_character


class ImportReport:
    """The problems of one file, in the order of its lines."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[PlacedDiagnostic] = []

    def fault(self, line: int, rule: str, message: str, fix: str) -> None:
        """Note that a question was left out."""
        self._problems.append(
            PlacedDiagnostic(file=self._file, line=line, key="", level="fault", rule=rule, message=message, fix=fix)
        )

    def advice(self, line: int, rule: str, message: str, fix: str) -> None:
        """Note that something was changed or left behind."""
        self._problems.append(
            PlacedDiagnostic(file=self._file, line=line, key="", level="advice", rule=rule, message=message, fix=fix)
        )

    def problems(self) -> tuple[PlacedDiagnostic, ...]:
        """Return everything that was noted, in the order of the lines."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))


def clean_lines(text: str, notes: ImportReport) -> str:
    """Return ``text`` with line feeds alone between its lines and without byte order mark and refused characters."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = REFUSED_CHARACTER.search(text)
    if not first:
        return text
    names = sorted({name_of_character(character) for character in REFUSED_CHARACTER.findall(text)})
    some = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    message = f"Characters that mislead or cannot be seen were taken out, the first of them here: {printable(some)}."
    notes.advice(text.count("\n", 0, first.start()) + 1, "refused-character", message, "See that the text still reads well.")
    return REFUSED_CHARACTER.sub("", text)


def not_carried(bank: Bank, position: int | None, message: str, fix: str, *, left_out: bool = False) -> PlacedDiagnostic:
    """Return what a format cannot hold: of the question at ``position``, or of the bank itself where that is None."""
    level: Literal["fault", "advice"] = "fault" if left_out else "advice"
    rule = "left-out" if left_out else "not-carried"
    key = "bank" if position is None else f"questions[{position}]"
    return PlacedDiagnostic(file=bank.file, line=0, key=key, level=level, rule=rule, message=message, fix=fix)
