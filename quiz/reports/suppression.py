"""Counts of people as anybody may see them: what would tell of a few is hidden, and cannot be worked out.

A table of counts with its totals is a network: each row and each column is a node, each cell a pipe from its row to its
column, each total a pipe beyond. What flows into a node flows out of it, which is all that readers of the table know about
hidden cells. A hidden cell could have another value if people can be moved round a ring of hidden cells that includes it;
so each small cell gets a ring, the cheapest there is. This is the network method of cell suppression; for totals that may
be hidden see T. Hsu and M. Kao, "Statistical Disclosure Control with General Cell Suppressions" (2002).
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

FEWEST = 5
"""The fewest people whose figures are shown, unless otherwise asked."""
LEAST_FEWEST, MOST_FEWEST = 3, 20
"""The bounds of what may be asked instead."""

ShownShare: TypeAlias = float | Literal["almost none", "almost all"] | None
"""A share in per cent; in words for all or none of a small group; None if nothing may be said."""


class SafeTable(Struct, frozen=True, kw_only=True):
    """A table of counts of people with its totals; None for hidden counts."""

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def suppress(table: Sequence[Sequence[int]], fewest: int = FEWEST, secret: Collection[tuple[int, int]] = ()) -> SafeTable:
    """Hide counts and totals that would tell of fewer than ``fewest`` people, and whatever would give those away.

    ``fewest`` is from 3 to 20; rows are of equal length. Totals may be hidden like cells, but only where no cell will do.

    *What is hidden at first.* Every count from 1 to below ``fewest``, totals included, and the ``secret`` cells, by row and
    column. A 0 is nobody, yet it tells of everybody else in its row and column ("nobody in the office has passed"): it
    is shown only if both its totals are at least twice ``fewest``.

    *What is guaranteed.* From the published table alone, and counts being whole and not negative, no hidden count can be
    worked out: at least two values are possible for each, one of them ``fewest`` or more for each that was too small. That
    is exact, and not only for sums of one row or column, because a whole other table is possible for each.

    *What is not.* It does not hold against somebody who knows some of the people, has another table of them, or
    reasons from how the cells to hide were chosen.

    Raises ValueError where ``fewest`` is out of bounds, a count is below 0, or rows are of different length.
    """
    _check(table, fewest)
    rows, columns = len(table), len(table[0]) if table else 0
    if not rows or not columns:
        return SafeTable(cells=((),) * rows, row_totals=(None,) * rows, column_totals=(None,) * columns, total=None)
    counts = _Counts(table)
    small = [cell for cell, count in counts.of.items() if cell in secret or _is_small(counts, cell, fewest)]
    hidden = set(small)
    # The smallest first: the ring of one count often serves others.
    for cell in sorted(small, key=lambda cell: (counts.of[cell], cell)):
        hidden |= _cheapest_ring(counts, hidden, cell, max(fewest - counts.of[cell], 1))

    def shown(row: int, column: int) -> int | None:
        return None if (row, column) in hidden else counts.of[row, column]

    return SafeTable(
        cells=tuple(tuple(shown(row, column) for column in range(columns)) for row in range(rows)),
        row_totals=tuple(shown(row, columns) for row in range(rows)),
        column_totals=tuple(shown(rows, column) for column in range(columns)),
        total=shown(rows, columns),
    )


def safe_share(part: int, whole: int, people: int, fewest: int = FEWEST) -> ShownShare:
    """Return a ``part`` as a share of the ``whole``, as it may be shown for a group of so many ``people``.

    Nothing for fewer than ``fewest``. None or all of fewer than twice as many would tell of each of them, so that is put in
    words that leave it open, and neither number may be shown beside them.
    """
    if people < fewest or not whole:
        return None
    if people < 2 * fewest and part in (0, whole):
        return "almost all" if part else "almost none"
    return 100 * part / whole


_Cell: TypeAlias = tuple[int, int]
"""Row and column; one past the last are the totals."""
_Node: TypeAlias = tuple[str, int]
"""A row or a column; one past the last are the totals."""


class _Counts:
    """A table with its totals, as a network."""

    def __init__(self, table: Sequence[Sequence[int]]) -> None:
        self.rows, self.columns = len(table), len(table[0])
        lines = [[*row, sum(row)] for row in table]
        lines.append([sum(column) for column in zip(*lines, strict=True)])
        self.of: Mapping[_Cell, int] = {
            (row, column): count for row, line in enumerate(lines) for column, count in enumerate(line)
        }
        self.total = self.of[self.rows, self.columns]
        self.leaving: Mapping[_Node, list[tuple[_Node, _Cell, bool]]] = self._network()
        """Where each node leads, over which cell, and whether that cell grows by it."""

    def ends(self, cell: _Cell) -> tuple[_Node, _Node]:
        """Return where the people of a cell come from and go to: into a row by its total, out by its cells."""
        row, column = cell
        from_row_to_column = ("row", row), ("column", column)
        is_cell_or_total_of_all = (row == self.rows) == (column == self.columns)
        return from_row_to_column if is_cell_or_total_of_all else from_row_to_column[::-1]

    def cost(self, cell: _Cell) -> int:
        """Return the cost of hiding a cell: its people; more for a total than for any cell, and most for the grand total."""
        of_totals = (cell[0] == self.rows) + (cell[1] == self.columns)
        return 1 + self.of[cell] + of_totals * self.total

    def _network(self) -> dict[_Node, list[tuple[_Node, _Cell, bool]]]:
        leaving: dict[_Node, list[tuple[_Node, _Cell, bool]]] = defaultdict(list)
        for cell in self.of:
            begin, end = self.ends(cell)
            leaving[begin].append((end, cell, True))
            leaving[end].append((begin, cell, False))
        return leaving


def _check(table: Sequence[Sequence[int]], fewest: int) -> None:
    if not LEAST_FEWEST <= fewest <= MOST_FEWEST:
        raise ValueError(f"The fewest people of whom a figure is shown are from {LEAST_FEWEST} to {MOST_FEWEST}.")
    if len({len(row) for row in table}) > 1:
        raise ValueError("The rows of the table are of different length.")
    if any(count < 0 for row in table for count in row):
        raise ValueError("A count of people is below 0.")


def _is_small(counts: _Counts, cell: _Cell, fewest: int) -> bool:
    if counts.of[cell]:
        return counts.of[cell] < fewest
    row, column = cell
    return min(counts.of[row, counts.columns], counts.of[counts.rows, column]) < 2 * fewest


def _cheapest_ring(counts: _Counts, hidden: set[_Cell], cell: _Cell, more: int) -> set[_Cell]:
    """Return the cheapest ring of cells to hide so that ``cell`` might be larger by ``more`` (Dijkstra).

    There always is one, for the totals of its row, its column and the whole can grow without end.
    """
    goal, start = counts.ends(cell)
    best: dict[_Node, int] = {start: 0}
    came: dict[_Node, tuple[_Node, _Cell]] = {}
    waiting = [(0, start)]
    while waiting:
        cost, node = heapq.heappop(waiting)
        if node == goal:
            break
        if cost > best[node]:
            continue
        for end, over, extra in _ways_on(counts, hidden, node, cell, more):
            if cost + extra < best.get(end, cost + extra + 1):
                best[end] = cost + extra
                came[end] = node, over
                heapq.heappush(waiting, (cost + extra, end))
    ring: set[_Cell] = set()
    while goal != start:
        goal, over = came[goal]
        ring.add(over)
    return ring


def _ways_on(counts: _Counts, hidden: set[_Cell], node: _Node, cell: _Cell, more: int) -> Iterator[tuple[_Node, _Cell, int]]:
    """Yield where ``more`` people can move to from a node, over which other cell, and the cost of hiding that."""
    for end, over, grows in counts.leaving[node]:
        if over != cell and (grows or counts.of[over] >= more):
            yield end, over, 0 if over in hidden else counts.cost(over)
