"""Counting hands in a table that the hall sees: a row for each team, with a number to type in each column."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from typing_extensions import override

from quiz.game.game import MOST_HANDS
from quiz.live.host.canvas import Canvas
from quiz.live.host.measures import chosen_look, cut, margin, slab, wrap, write_lines
from quiz.live.host.stage_view import CanvasWidget

HOW = "Type a number, Enter goes on. Empty is none."
_SHORT_HOW = "Type a number, Enter goes on."
_TITLE = "Count the hands"
_TEAM = 22
_COLUMN = 14
_CELL = 11
_MOST_DIGITS = 4
_HEAD_ROWS = 3


@dataclass
class Counts:
    """The numbers typed so far, and where the next one goes."""

    teams: Sequence[str]
    columns: Sequence[str]
    typed: dict[tuple[int, int], str] = field(default_factory=dict)
    row: int = 0
    column: int = 0

    def totals(self) -> list[int]:
        """Return the hands of each column so far."""
        return [sum(self.number(row, column) for row in range(len(self.teams))) for column in range(len(self.columns))]

    def number(self, row: int, column: int) -> int:
        """Return a number; 0 if nothing was typed."""
        return int(self.typed.get((row, column)) or 0)

    def hands(self) -> dict[str, tuple[int, ...]]:
        """Return the hands of each team, in the order of the columns."""
        places = range(len(self.columns))
        return {team: tuple(self.number(row, column) for column in places) for row, team in enumerate(self.teams)}

    def move(self, rows: int, columns: int) -> None:
        """Move to another number, within the table."""
        self.row = min(max(self.row + rows, 0), len(self.teams) - 1)
        self.column = min(max(self.column + columns, 0), len(self.columns) - 1)

    def advance(self) -> bool:
        """Go to the next number; return False if this was the last."""
        if self.column + 1 < len(self.columns):
            self.column += 1
        elif self.row + 1 < len(self.teams):
            self.row, self.column = self.row + 1, 0
        else:
            return False
        return True

    def type(self, digit: str) -> None:
        """Add a digit to the current number, unless that would be more hands than can be counted."""
        longer = self.typed.get((self.row, self.column), "").lstrip("0") + digit
        if len(longer) <= _MOST_DIGITS and int(longer) <= MOST_HANDS:
            self.typed[self.row, self.column] = longer

    def erase(self) -> None:
        """Erase the last digit."""
        self.typed[self.row, self.column] = self.typed.get((self.row, self.column), "")[:-1]


def draw_counts(counts: Counts, prompt: str, width: int, height: int, *, slabs: bool) -> Canvas:
    """Draw the table for a body of this size, headed by letters on ``slabs`` or by words; if need be, rows scroll."""
    canvas = Canvas(width, height)
    left = margin(width)
    lines = wrap(prompt, width - 2 * left) if prompt else ()
    lines = lines if len(lines) <= 2 else (lines[0], cut(" ".join(lines[1:]), width - 2 * left))
    y = write_lines(canvas, left, 1 if prompt and height > 12 else 0, lines, "muted")
    y += 1 if prompt and height > 12 else 0
    canvas.write(left, y, _TITLE, "right", bold=True)
    beside = left + len(_TITLE) + 2
    canvas.write(beside, y, HOW if beside + len(HOW) <= width else cut(_SHORT_HOW, width - beside))
    team, column = _widths(counts, width - 2 * left)
    y += 2 if height > 12 else 1
    is_large = slabs and height - y >= _HEAD_ROWS + 2 + len(counts.teams)
    for place, heading in enumerate(counts.columns):
        x = left + team + place * column
        cell = min(_CELL, column - 1)
        if slabs:
            slab(canvas, x, 2 * y, 2 * (_HEAD_ROWS if is_large else 1), place, chosen_look(place), cell)
        else:
            canvas.write(x, y, cut(heading, cell), bold=True)
    y += _HEAD_ROWS + 1 if is_large else 1
    _draw_rows(canvas, counts, left, y, team, column)
    return canvas


def _widths(counts: Counts, room: int) -> tuple[int, int]:
    """Return the widths of a team's name and of a column, in cells."""
    team = min(_TEAM, max(room // 3, 8))
    return team, max(min(_COLUMN, (room - team) // len(counts.columns)), 2)


def _draw_rows(canvas: Canvas, counts: Counts, left: int, y: int, team: int, column: int) -> None:
    free = canvas.height - y - 1
    step = 2 if free >= 2 * len(counts.teams) else 1
    shown = max(free // step, 1)
    first = min(max(counts.row - shown + 1, 0), max(len(counts.teams) - shown, 0))
    cell = min(_CELL, column - 1)
    for row in range(first, min(first + shown, len(counts.teams))):
        canvas.write(left, y, cut(counts.teams[row], team - 1), bold=True)
        for place in range(len(counts.columns)):
            _draw_cell(canvas, counts, row, place, left + team + place * column, y, cell)
        y += step
    canvas.write(left, canvas.height - 1 if step == 1 else y, "So far", "muted")
    for place, total in enumerate(counts.totals()):
        canvas.write(left + team + place * column + 2, canvas.height - 1 if step == 1 else y, str(total), "muted")


def _draw_cell(canvas: Canvas, counts: Counts, row: int, place: int, x: int, y: int, cell: int) -> None:
    typed = counts.typed.get((row, place), "")
    active = (row, place) == (counts.row, counts.column)
    canvas.fill(x, 2 * y, cell, 2, "picked" if active else "raised" if typed else "surface")
    if active:
        canvas.write(x, y, "▌", "right", bold=True)
    canvas.write(x + 2, y, f"{typed}_" if active else typed or "·", "foreground" if typed or active else "muted", bold=True)


class CountingPanel(CanvasWidget, can_focus=True):
    """Numbers to type; Enter goes on to the next, and counts them all after the last."""

    DEFAULT_CSS = """
    CountingPanel { height: 1fr; }
    CountingPanel.-below { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "advance", "Next number", key_display="Enter"),
        Binding("f10", "all_counted", "All counted", key_display="F10"),
        *(
            Binding(keys, f"move({rows}, {columns})", show=False)
            for keys, rows, columns in (("up", -1, 0), ("down", 1, 0), ("left,shift+tab", 0, -1), ("right,tab", 0, 1))
        ),
        Binding("backspace", "erase", show=False),
    ]

    class Counted(Message):
        """The hands of each team, in the order of the columns on the screen."""

        def __init__(self, hands: dict[str, tuple[int, ...]]) -> None:
            """Carry the numbers."""
            super().__init__()
            self.hands = hands

    def __init__(self, teams: Sequence[str], columns: Sequence[str], prompt: str, *, slabs: bool) -> None:
        """Ask for a number in each of ``columns`` for each of ``teams``.

        With ``slabs``, the columns are options, and the table has the stage to itself under the ``prompt``.
        """
        super().__init__()
        self.counts = Counts(teams, columns)
        self._prompt, self._slabs = prompt, slabs
        self.set_class(not slabs, "-below")

    @property
    @override
    def canvas(self) -> Canvas:
        return draw_counts(self.counts, self._prompt, max(self.size.width, 1), self.size.height, slabs=self._slabs)

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return min(len(self.counts.teams) + 3, max(container.height // 2, 5))

    def on_key(self, event: events.Key) -> None:
        """Take a digit."""
        if event.character and event.character in "0123456789":
            event.stop()
            self.counts.type(event.character)
            self.refresh()

    def action_erase(self) -> None:
        """Erase the last digit."""
        self.counts.erase()
        self.refresh()

    def action_move(self, rows: int, columns: int) -> None:
        """Go to another number."""
        self.counts.move(rows, columns)
        self.refresh()

    def action_advance(self) -> None:
        """Go on to the next number; after the last, count them all."""
        if not self.counts.advance():
            self.action_all_counted()
        self.refresh()

    def action_all_counted(self) -> None:
        """Count the numbers typed so far."""
        self.post_message(self.Counted(self.counts.hands()))
