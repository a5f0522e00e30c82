"""Reads columns of ticks, one beside each option, as the numbers of the right options."""

from collections.abc import Iterable, Mapping

from quiz.banks.formats.exchange import LeftOut
from quiz.banks.formats.headings import TICKS
from quiz.banks.formats.table_cells import JUDGED
from quiz.questions.diagnostics import quoted

_CROSS = "x"
"""A tick to some, but its opposite beside another mark."""
_TICKED = frozenset((_CROSS, "1", "✓", "✔", "✔️", "☑", "☒", "*", *(word for word, judged in JUDGED.items() if judged)))
_NOT_TICKED = frozenset(("", "0", "☐", "✗", "✘", "✕", "❌", "-", *(word for word, judged in JUDGED.items() if not judged)))
_FIX = "Put x beside each option that is right, and nothing beside the others."


def cross_is_no_tick(rows: Iterable[Mapping[str, str]]) -> bool:
    """Say whether a table has another tick besides ``x``, so that an ``x`` may mean either."""
    marks = {row.get(column, "").casefold() for row in rows for column in TICKS} & _TICKED
    return _CROSS in marks and len(marks) > 1


def with_key(cells: Mapping[str, str], crosses: bool) -> dict[str, str]:
    """Return a row with its ticks as a key of numbers. Raises LeftOut for a tick that can mean either.

    ``crosses`` says that an ``x`` may mean wrong as well as right.
    """
    right: list[str] = []
    for column in TICKS:
        mark, number = cells.get(column, "").casefold(), column.removeprefix("tick ")
        if mark not in _TICKED | _NOT_TICKED or (crosses and mark == _CROSS):
            meant = "which may mean right or wrong" if mark == _CROSS else "which is not a tick"
            raise LeftOut("key", f"beside option {number} stands {quoted(cells[column])}, {meant}.", _FIX)
        if mark in _TICKED:
            if not cells.get(f"option {number}"):
                raise LeftOut("key", f"option {number} is ticked, but blank.", _FIX)
            right.append(number)
    if not right and any(cells.get(column.replace("tick", "option")) for column in TICKS) and not cells.get("type"):
        raise LeftOut("key", "no option is ticked.", _FIX)
    others = {column: text for column, text in cells.items() if column not in TICKS}
    return others | {"correct": ",".join(right)} if right else others
