"""What a reader or a writer of another format has to say about the file it reads or the bank it writes."""

from typing import Literal

from quiz.bank.model import Bank
from quiz.bank.problems import Problem, printable
from quiz.bank.text import REFUSED_CHARACTER, name_of_character


class Notes:
    """The problems of one file, in the order of its lines."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def fault(self, line: int, rule: str, message: str, mend: str) -> None:
        """Note that a question was left out."""
        self._problems.append(
            Problem(file=self._file, line=line, key="", level="fault", rule=rule, message=message, mend=mend)
        )

    def advice(self, line: int, rule: str, message: str, mend: str) -> None:
        """Note that something was changed or left behind."""
        self._problems.append(
            Problem(file=self._file, line=line, key="", level="advice", rule=rule, message=message, mend=mend)
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return everything that was noted, in the order of the lines."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))


def clean_lines(text: str, notes: Notes) -> str:
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


def not_carried(bank: Bank, position: int | None, message: str, mend: str, *, left_out: bool = False) -> Problem:
    """Return what a format cannot hold: of the question at ``position``, or of the bank itself where that is None."""
    level: Literal["fault", "advice"] = "fault" if left_out else "advice"
    rule = "left-out" if left_out else "not-carried"
    key = "bank" if position is None else f"questions[{position}]"
    return Problem(file=bank.file, line=0, key=key, level=level, rule=rule, message=message, mend=mend)
