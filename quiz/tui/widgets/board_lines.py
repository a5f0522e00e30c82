"""Draws a board: the first three large, the others a row each, readable from the back of a hall.

Everything is placed cell by cell, so that names in any script, even wide ones, keep the columns aligned.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from textual.content import Content

from quiz.questions.text import ordinal, people
from quiz.reports.standings import Moved, Standing, initials
from quiz.tui.widgets.figures import block_figures
from quiz.tui.widgets.grid import first_row
from quiz.tui.widgets.pieces import evenly

LARGE = 3
"""How many lines are drawn large or on the podium."""
_FIGURES_FROM = 68
"""From this width there is room for points in block figures."""
_BARS_FROM = 100
_TALL = 34
"""From this height of the window there are a podium and bars."""
_LEAST_BAR = 16
_GAP = 2
_YOU = " (you)"

_PODIUM_ORDER = (1, 0, 2)
"""The places from left to right."""
_STEPS = {1: 10, 2: 7, 3: 5}
"""The height of each rank's step."""
_STEP_WIDTH, _LEAST_STEP = 30, 24
_ON_STEP = 3
"""The lines above a step: name, team, and the half line of its edge."""

_MOST_EMPTY = 60
"""The widest line on an empty board, in cells."""


class _Ink(NamedTuple):
    """The styles of a line: its main words, those beside them, its figures, and the paper."""

    strong: str
    muted: str
    figure: str
    paper: str


_LEADER = _Ink("bold $on-right", "$on-right", "$on-right", "$right")
_REST = _Ink("bold", "$muted", "$foreground", "")
_ON_PODIUM = _REST._replace(paper="$panel")
_PICKED = _REST._replace(paper="$picked")


@dataclass(frozen=True, kw_only=True)
class BoardLines:
    """The lines of a board, and how to show them."""

    all: Sequence[Standing] = ()
    groups: bool = False
    """Whether they are teams or sites rather than players."""
    initials: bool = False
    """Whether players' names are shown as initials."""
    moved: Mapping[str, Moved] = field(default_factory=dict)
    """How each key has moved since the span before; empty if that is not known."""
    new: Collection[str] = ()
    """The keys of lines that are new."""
    you: str = ""
    """The key of this screen's own player; empty for a hall."""

    def draw(self, shown: Sequence[Standing], width: int, room: int, window: int) -> list[Content]:
        """Draw the lines ``shown`` in ``width`` cells, spaced if they leave some of the ``room`` free.

        ``window`` is the height of the whole window in lines.
        """
        is_tall = window >= _TALL
        columns = _Columns(self, width, has_bars=is_tall)
        blocks = self._podium(shown[:LARGE], width) if is_tall else []
        if not blocks:
            blocks = [self._large(line, columns) for line in shown[:LARGE]]
        blocks += [[self._row(line, columns)] for line in shown[LARGE:]]
        blocks += [[self._row(line, columns, yours=True)] for line in self.all[len(shown) :] if line.key == self.you]
        return _with_air(blocks, room, most_above=first_row(window) - 3)

    def name_of(self, line: Standing, room: int | None = None) -> Content:
        """Return the name of a line, cut to ``room``, with a word if it is this screen's own player."""
        name = Content(line.name if self.groups or not self.initials else initials(line.name))
        you = _YOU if line.key == self.you else ""
        return Content.assemble(name if room is None else name.truncate(max(room - len(you), 0), ellipsis=True), you)

    def detail_of(self, line: Standing) -> str:
        """Return what goes with a name: a player's team, or how many people a group has."""
        return people(line.members) if self.groups else line.team

    def moved_words(self, line: Standing) -> str:
        """Return how far a line has risen or fallen, with an arrow, or that it is new."""
        moved = self.moved.get(line.key, 0)
        if moved == "new":
            return "new"
        return f"▲ {moved}" if moved > 0 else f"▼ {-moved}" if moved < 0 else ""

    @cached_property
    def _shared(self) -> Collection[int]:
        """The ranks shared by several lines."""
        return {rank for rank, count in Counter(line.rank for line in self.all).items() if count > 1}

    def _ink(self, line: Standing, otherwise: _Ink) -> _Ink:
        return _PICKED if line.key in self.new else otherwise

    def _row(self, line: Standing, columns: "_Columns", *, yours: bool = False) -> Content:
        """Return one line of text, marked if it is ``yours``, added below the lines shown."""
        rank = f"={line.rank}" if line.rank in self._shared else str(line.rank)
        ink = _PICKED if yours else self._ink(line, _REST)
        row = _at(Content.styled("▌" if yours else " ", "$right"), columns.rank_end - len(rank), rank, "bold $right")
        detail = Content(self.detail_of(line)).truncate(columns.detail_room, ellipsis=True)
        name_room = (columns.detail if detail else columns.moved) - _GAP - columns.name
        row = _at(row, columns.name, self.name_of(line, name_room), ink.strong)
        row = _at(row, columns.detail, detail, ink.muted)
        if columns.bar_room:
            done = _share(line.points, self.all[0].points, columns.bar_room)
            row = _at(row, columns.bar, "━" * done, "$right") + Content.styled("─" * (columns.bar_room - done), "$line")
        row = _at(row, columns.moved, self.moved_words(line), ink.muted)
        row = _at(row, columns.end - len(points_words(line)), points_words(line), ink.strong)
        return _on_paper(row, ink, columns.width)

    def _large(self, line: Standing, columns: "_Columns") -> list[Content]:
        """Return the three rows of a large line; the leader's are on a band, which has an edge above and below."""
        is_leader = line.rank == 1
        ink = self._ink(line, _LEADER if is_leader else _REST)
        points = columns.figures(line)
        moved_at = columns.moved_beside_figures if len(points) > 1 else columns.moved
        points_at = columns.end - len(points[0])
        room = (min(moved_at, points_at) if self.moved_words(line) else points_at) - _GAP - columns.name
        beside: list[tuple[str | Content, str]] = [
            *((name, ink.strong) for name in self._name_in_two(line, room)),
            (Content(self.detail_of(line)).truncate(room, ellipsis=True), ink.muted),
        ]
        rows = []
        for number, (rank, (text, style)) in enumerate(zip(block_figures(str(line.rank), "small"), beside, strict=True)):
            row = _at(_at(Content(""), columns.rank, rank, ink.figure), columns.name, text, style)
            if number == 1:
                row = _at(row, moved_at, self.moved_words(line), ink.muted)
            if len(points) > 1 or number == 1:
                part = points[number if len(points) > 1 else 0]
                row = _at(row, columns.end - len(part), part, f"bold {ink.figure}")
            rows.append(_on_paper(row, ink, columns.width))
        return [_edge("▄", columns.width, ink), *rows, _edge("▀", columns.width, ink)] if is_leader else rows

    def _name_in_two(self, line: Standing, room: int) -> tuple[Content, Content]:
        """Return the name of a line in one row below an empty one, or in both if it is long."""
        name = self.name_of(line)
        if name.cell_length <= room:
            return Content(""), name
        above, *below = name.wrap(room)
        if len(below) > 1:
            return Content(""), self.name_of(line, room)
        return above.rstrip(), below[0]

    def _podium(self, lines: Sequence[Standing], width: int) -> list[list[Content]]:
        """Return the podium as one block; nothing if it or a name does not fit, or if there are fewer than three."""
        longest = max((self.name_of(line).cell_length for line in lines), default=0)
        step = min(max(_STEP_WIDTH, longest), (width - 2 * _GAP) // LARGE)
        if len(lines) < LARGE or step < max(_LEAST_STEP, longest):
            return []
        high = _ON_STEP + max(_STEPS.values())
        steps = [list(self._step(lines[place], step, high)) for place in _PODIUM_ORDER]
        left, gap = " " * ((width - LARGE * step - (LARGE - 1) * _GAP) // 2), Content(" " * _GAP)
        rows = [left + gap.join(parts) for parts in zip(*steps, strict=True)]
        return [[*rows, Content("")]]

    def _step(self, line: Standing, width: int, high: int) -> Iterator[Content]:
        """Yield the ``high`` rows of one step, from above the name down to the floor."""
        ink = self._ink(line, _LEADER if line.rank == 1 else _ON_PODIUM)
        place = f"{'joint ' if line.rank in self._shared else ''}{ordinal(line.rank)}"
        detail = " · ".join(filter(None, (place, self.detail_of(line), self.moved_words(line))))
        figures = block_figures(points_words(line), "small")
        if len(figures[0]) > width - 2:
            figures = ["", points_words(line), ""]
        on_step = [Content(""), *(Content.styled(figure, f"bold {ink.figure}") for figure in figures)]
        on_step += [Content("")] * (_STEPS[line.rank] - len(on_step))
        yield from [Content(" " * width)] * (high - _ON_STEP - len(on_step))
        yield _centred(self.name_of(line).stylize("bold"), width)
        yield _centred(Content.styled(detail, "$muted").truncate(width, ellipsis=True), width)
        yield _edge("▄", width, ink)
        yield from (_on_paper(_centred(part, width), ink, width) for part in on_step)


class _Columns:
    """The cell where each column of a board begins; each fits its longest entry while there is room."""

    def __init__(self, board: BoardLines, width: int, *, has_bars: bool) -> None:
        self.width = width
        self._has_figures = width >= _FIGURES_FROM
        self.rank, self.name, least_detail = (3, 12, 38) if self._has_figures else (2, 9, 34)
        self.rank_end = self.name - 6 if self._has_figures else self.name - _GAP
        self.end = width - self.rank
        longest = max((board.name_of(line).cell_length for line in board.all), default=0)
        details = max((Content(board.detail_of(line)).cell_length for line in board.all), default=0)
        points = max((len(points_words(line)) for line in board.all), default=0)
        moved = max((len(board.moved_words(line)) for line in board.all), default=0)
        self.moved = self.end - max(points, 5) - _GAP - max(moved, 3)
        # If long names and long teams do not fit beside one another, teams get a third of the room.
        least_room = min(details, (self.moved - self.name) // 3)
        self.detail = max(least_detail, min(self.name + longest + _GAP, self.moved - 1 - least_room))
        self.bar = max(self.detail + 18, self.detail + details + _GAP)
        room = self.moved - self.width // 13 - self.bar
        self.bar_room = room if has_bars and width >= _BARS_FROM and room >= _LEAST_BAR else 0
        self.detail_room = max((self.bar if self.bar_room else self.moved) - 1 - self.detail, 0)
        self._figures_width = max((len(row[0]) for row in map(self.figures, board.all[:LARGE])), default=0)

    @property
    def moved_beside_figures(self) -> int:
        """Where the movement begins on lines whose points are block figures."""
        return self.end - max(self._figures_width, 26) - 3

    def figures(self, line: Standing) -> Sequence[str]:
        """Return the points as three rows of block figures, or as one row of text if those do not fit."""
        points = points_words(line)
        figures = block_figures(points, "small")
        return figures if self._has_figures and len(figures[0]) < self.width // 2 else [points]


def points_words(line: Standing) -> str:
    """Return the points as they are shown."""
    return f"{line.points:,.0f}"


def empty_board(what: str, command: str, why: str, width: int, room: int) -> list[Content]:
    """Return what an empty board says, centred: that nobody is on it, how to get there, and why it may be empty."""
    parts = [
        Content.styled(what, "bold"),
        Content("Whoever finishes a bank appears here at once:"),
        Content.styled(f"  {command}  ", "bold on $chip"),
        Content.styled(why, "$muted"),
    ]
    lines: list[Content] = []
    for part in parts:
        wrapped = evenly(part, min(_MOST_EMPTY, width))
        lines += [*([Content("")] if lines else []), *(_centred(line, width) for line in wrapped)]
    return [Content("")] * max((room - len(lines)) // 2, 0) + lines


def _share(points: float, of: float, room: int) -> int:
    return max(0, min(round(room * points / of), room)) if of > 0 else 0


def _at(row: Content, cell: int, text: str | Content, style: str) -> Content:
    """Return ``row`` with ``text`` added at this ``cell``."""
    content = Content(text) if isinstance(text, str) else text
    return row.pad_right(max(cell - row.cell_length, 0)) + content.stylize_before(style) if content else row


def _centred(text: Content, width: int) -> Content:
    left = max((width - text.cell_length) // 2, 0)
    return text.pad_left(left).pad_right(max(width - text.cell_length - left, 0))


def _edge(half: str, width: int, ink: _Ink) -> Content:
    """Return an edge: half a row in the colour of the ink's paper."""
    return Content.styled(half * width, ink.paper)


def _on_paper(row: Content, ink: _Ink, width: int) -> Content:
    return row.pad_right(max(width - row.cell_length, 0)).stylize_before(f"on {ink.paper}") if ink.paper else row


def _with_air(blocks: Sequence[Sequence[Content]], room: int, most_above: int) -> list[Content]:
    """Return the lines of ``blocks``, spaced as far as the ``room`` allows, with part of the rest of it above."""
    lines = sum(map(len, blocks))
    figures = [len(block) == LARGE for block in blocks]
    usual = [int(before) for before in figures[:-1]]
    # Large figures never touch one another; if not everything fits, the board scrolls.
    tight = [int(before and behind) for before, behind in pairwise(figures)]
    gaps = next((gaps for gaps in ([1] * len(usual), usual, tight) if lines + sum(gaps) <= room), usual)
    above = max(min((room - lines - sum(gaps)) // 2, most_above), 0)
    aired = [Content("")] * above
    for block, gap in zip(blocks, (*gaps, 0), strict=True):
        aired += [*block, *[Content("")] * gap]
    return aired
