"""What a question is drawn from: pieces of text on paper in a column, and how they are fitted into a window.

A piece is drawn as coloured lines of text, each exactly as wide as the column. No widget is involved, so what fits
can be worked out before anything is laid out: a layout is the costliest part of a key press.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from rich.cells import cell_len
from textual.content import Content

Role: TypeAlias = Literal[
    "prompt",
    "hint",
    "told",
    "talk",
    "answer",
    "other",
    "cue",
    "aside",
    "band",
    "yours",
    "why",
    "do",
    "source",
    "foot",
]
"""What a piece is to the reader, which decides how it folds: ``other`` are answers that were neither picked nor right,
``told`` is what has happened in a story so far, ``aside`` headings and boxes among the answers of an open question."""

Target: TypeAlias = object
"""What a click on a piece refers to; None for nothing."""

NOTHING = Content("")
TEXT_AT = 7
"""The cell where the text of an answer begins: after an edge, a blank, a cap of three and two blanks."""
GAP = "   "
"""The gap between the parts of a line."""
INSET = 2
"""Cells between a text and the right edge of its paper."""
_NOTE_GAP = 2
_LEAST_CUT = 14
"""Cells that a cut text keeps beside a long note."""
_MOST_BUBBLE = 0.8
"""The greatest share of the room that a bubble takes."""
_MOST_NOTE = 0.6
"""The greatest share of the width that a note takes."""
_LEAST_BESIDE = 0.5
"""The least share of the room that a text of several lines keeps beside a note; with less, the note goes below it."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Text on one paper, with a label before it and a note at the end of its line."""

    role: Role
    text: Content = NOTHING
    label: Content = NOTHING
    """Goes before the first line, in the cells up to ``indent``."""
    indent: int = 0
    note: Content = NOTHING
    """Goes at the right end, line by line beside the text, or below a text to which it would leave too little room."""
    paper: str = ""
    """The colour behind it; empty for the ground."""
    edge: str = ""
    """The colour of a bar of one cell along the left; empty for none."""
    is_marked: bool = False
    """Whether the edge is the half cell that marks the chosen piece."""
    above: int = 0
    """Empty lines before it, on the paper of a sheet, else on the ground."""
    is_sheet: bool = False
    is_card: bool = False
    """Whether it has half a line of its paper above and below it."""
    even: int = 0
    """The most cells in which text is wrapped evenly, as a prompt is; 0 for the whole width, wrapped as usual."""
    is_cut: bool = False
    """Whether it is one line: if it does not fit, its text is cut, then its note, except for the cells ``kept``."""
    kept: int = 0
    """How many cells at the end of the note are never cut. Such a note takes one line, below a text that it does not fit
    beside."""
    shared: int = 0
    """How many characters a neighbour's text begins with too: if the text is cut, those go first."""
    has_parts: bool = False
    """Whether a text that is cut loses whole parts, the last first; ``GAP`` separates them."""
    has_note_column: bool = False
    """Whether its note is in a column of its own, as those of its neighbours are."""
    bubble: str = ""
    """The colour behind the text alone, if somebody says it; empty for none."""
    is_own: bool = False
    """Whether the bubble is on the right, after its label: what the reader says."""
    is_low: bool = False
    """Whether it and what comes after it go at the foot of the window, if there is room."""
    beside: "tuple[Piece, ...]" = ()
    """Pieces shown side by side in its place."""
    target: Target = None

    def lines(self, width: int) -> list[Content]:
        """Return its lines, each ``width`` cells wide, without the empty lines before it."""
        return _lines(self, width)

    def height(self, width: int) -> int:
        """Return how many lines it takes, including those before it, without drawing any."""
        if self.role == "foot":
            return self.above + 1
        edges = 2 if self.is_card else 0
        if self.beside:
            share = _share(self, width)
            return self.above + edges + max(replace(one, is_card=False, above=0).height(share) for one in self.beside)
        if self.is_cut:
            return self.above + edges + 1
        if _is_note_below(self, width):
            room = _room(self, width, 0)
            note = 1 if self.kept else _line_count(self.note.plain, room)
            return self.above + edges + _line_count(self.text.plain, room) + note
        note_width = _note_width(self, width)
        text = _line_count(self.text.plain, _text_width(self, _room(self, width, note_width)))
        note = _line_count(self.note.plain, note_width) if note_width else 0
        return self.above + edges + max(text, note)

    def target_at(self, x: int, width: int) -> Target:
        """Return what a click ``x`` cells from the left refers to."""
        if not self.beside:
            return self.target
        share = _share(self, width)
        return self.beside[min(x // (share + _NOTE_GAP), len(self.beside) - 1)].target


def _room(piece: Piece, width: int, note_width: int) -> int:
    """Return how many cells are left for the text."""
    beside = note_width + _NOTE_GAP if note_width else 0
    return max(width - piece.indent - beside - (INSET if piece.paper else 0), 1)


def _is_note_below(piece: Piece, width: int) -> bool:
    """Return whether the note goes below the text because it would leave the text too little room."""
    if not piece.note or piece.is_cut or piece.has_note_column or piece.bubble:
        return False
    if piece.kept:
        return piece.text.cell_length > _room(piece, width, piece.note.cell_length)
    room = _room(piece, width, _note_width(piece, width))
    return room < _room(piece, width, 0) * _LEAST_BESIDE and _line_count(piece.text.plain, room) > 1


def _text_width(piece: Piece, room: int) -> int:
    """Return the width to which the text is wrapped."""
    if piece.bubble:
        return max(int(room * _MOST_BUBBLE) - 2, 1)
    return min(piece.even, room) if piece.even else room


@lru_cache(maxsize=4096)
def _line_count(plain: str, width: int) -> int:
    return len(Content(plain).wrap(width))


def _lines(piece: Piece, width: int) -> list[Content]:
    if piece.beside:
        return _side_by_side(piece, width)
    if piece.role == "foot":
        return [Content.assemble(("▀", piece.edge), ("▀" * (width - 1), piece.paper))]
    if _is_note_below(piece, width):
        room = _room(piece, width, 0)
        text, notes = [*piece.text.wrap(room), *_note_lines(piece, room)], []
    else:
        note_width = _note_width(piece, width)
        text = _text_lines(piece, _room(piece, width, note_width))
        notes = _note_lines(piece, note_width) if note_width else []
    rows = [_row(piece, number, text, notes, width) for number in range(max(len(text), len(notes)))]
    if piece.is_card:
        above, below = ("▄", "▀") if piece.paper else (" ", " ")
        rows = [Content.styled(above * width, piece.paper), *rows, Content.styled(below * width, piece.paper)]
    return rows


def _note_lines(piece: Piece, width: int) -> list[Content]:
    if (piece.is_cut or piece.kept) and piece.note.cell_length > width:
        head, tail = piece.note[: -piece.kept or None], piece.note[len(piece.note) - piece.kept :]
        return [head.truncate(max(width - tail.cell_length, 0), ellipsis=True) + tail]
    notes = piece.note.wrap(width)
    return [note.pad_right(width - note.cell_length) for note in notes] if piece.has_note_column else notes


def _text_lines(piece: Piece, room: int) -> list[Content]:
    if piece.is_cut:
        text = whole_parts(piece.text, room) if piece.has_parts else piece.text
        return [cut_where_unlike(text, piece.shared, room)]
    width = _text_width(piece, room)
    if not piece.bubble:
        return evenly(piece.text, width) if piece.even else piece.text.wrap(width)
    lines = evenly(piece.text, width)
    widest = max(line.cell_length for line in lines)
    return [line.pad_right(widest - line.cell_length).pad(1, 1).stylize_before(f"on {piece.bubble}") for line in lines]


def _row(piece: Piece, number: int, text: Sequence[Content], notes: Sequence[Content], width: int) -> Content:
    """Draw one line of a piece: edge, label, text, note, all on its paper."""
    label = piece.label if number == 0 or piece.role == "told" else NOTHING
    said = text[number] if number < len(text) else NOTHING
    indent = width - said.cell_length - 1 if piece.is_own else piece.indent
    free = max(indent - label.cell_length, 0)
    row = (label.pad_left(free) if piece.is_own else label.pad_right(free)) + said
    row = row.truncate(width)
    note = notes[number] if number < len(notes) else NOTHING
    right = INSET if piece.paper else 0
    if note:
        row = row.pad_right(max(width - right - note.cell_length - row.cell_length, 0)) + note
    row = row.pad_right(max(width - row.cell_length, 0))
    if piece.edge:
        bar = Content.styled("▌", piece.edge) if piece.is_marked else Content.styled(" ", f"on {piece.edge}")
        row = bar + row[1:]
    return row.stylize_before(f"on {piece.paper}") if piece.paper else row


def _note_width(piece: Piece, width: int) -> int:
    longest = max((line.cell_length for line in piece.note.split()), default=0)
    if piece.has_note_column:
        return width // 2 - INSET
    if piece.kept and not piece.is_cut:
        return longest
    if piece.is_cut:
        room = width - piece.indent - INSET - _NOTE_GAP
        return max(min(longest, room - min(piece.text.cell_length, _LEAST_CUT)), 0)
    return min(longest, int(width * _MOST_NOTE))


def _share(piece: Piece, width: int) -> int:
    return (width - _NOTE_GAP * (len(piece.beside) - 1)) // len(piece.beside)


def _side_by_side(piece: Piece, width: int) -> list[Content]:
    share = _share(piece, width)
    columns = [replace(one, is_card=piece.is_card).lines(share) for one in piece.beside]
    rows = []
    for number in range(max(map(len, columns))):
        cells = [column[number] if number < len(column) else Content(" " * share) for column in columns]
        row = Content(" " * _NOTE_GAP).join(cells)
        rows.append(row.pad_right(max(width - row.cell_length, 0)))
    return rows


def cut_where_unlike(text: Content, shared: int, width: int) -> Content:
    """Return ``text`` in at most ``width`` cells; if it is cut, its first ``shared`` characters go, then its end."""
    if text.cell_length > width and shared:
        text = "…" + text[shared:]
    return text.truncate(width, ellipsis=True)


def whole_parts(text: Content, width: int) -> Content:
    """Return the first part of ``text``, and as many of the others as fit into ``width`` cells."""
    while text.cell_length > width and (end := text.plain.rfind(GAP)) > 0:
        text = text[:end]
    return text


def shared_beginnings(texts: Sequence[str]) -> list[int]:
    """Return how many characters each text begins with that another begins with too, in whole words; 0 for just one word."""
    return [max((_shared(one, other) for other in texts if other != one), default=0) for one in texts]


def _shared(one: str, other: str) -> int:
    alike = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    whole = one.rfind(" ", 0, alike) + 1
    return whole if " " in one[:whole].rstrip() else 0


@lru_cache(maxsize=64)
def _least_width(plain: str, most: int) -> int:
    height = _line_count(plain, most)
    # Less would break a word, and lines are rarely so uneven that less than an equal share of the text would do.
    longest = max(map(cell_len, plain.split()), default=1)
    low, high = min(max(len(plain) // height, longest), most), most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _line_count(plain, middle) <= height else (middle + 1, high)
    return low


def evenly(text: Content, most: int) -> list[Content]:
    """Wrap ``text`` in as few lines of at most ``most`` cells as it needs, as equal as possible."""
    return text.wrap(_least_width(text.plain, most))


def cap(text: str, style: str) -> Content:
    """Return the cap of a key, three cells wide, with the blanks before it."""
    return Content.assemble("  ", (f" {text} ", style))


Fold: TypeAlias = Callable[[Sequence[Piece]], list[Piece]]
"""A way to make room: it returns the remaining pieces, some of them smaller."""


def without(*roles: Role) -> Fold:
    """Return a fold that leaves out the pieces of these roles."""
    return lambda pieces: [piece for piece in pieces if piece.role not in roles]


def closer(*roles: Role, keeps: int = 0) -> Fold:
    """Return a fold that removes the empty lines before pieces of these roles; the first piece ``keeps`` some."""

    def fold(pieces: Sequence[Piece]) -> list[Piece]:
        found = [piece for piece in pieces if piece.role in roles]
        first = found[0] if found else None
        leaves = {piece: min(piece.above, keeps if piece is first else 0) for piece in found}
        return [
            replace(piece, above=leaves[piece]) if piece.above != leaves.get(piece, piece.above) else piece
            for piece in pieces
        ]

    return fold


def without_edges(pieces: Sequence[Piece]) -> list[Piece]:
    """Replace the half lines around each card by an empty line before it."""
    return [replace(piece, is_card=False, above=max(piece.above, 1)) if piece.is_card else piece for piece in pieces]


@dataclass(frozen=True)
class DrawnLine:
    """One line of the column as it is drawn."""

    content: Content
    piece: Piece | None = None
    """None for an empty line."""


@dataclass(frozen=True)
class Fitted:
    """Pieces fitted into a window."""

    lines: tuple[DrawnLine, ...]
    folded: frozenset[str]
    """The names of the folds that were needed."""
    hidden: int = 0
    """How many lines are left below in what scrolls by itself."""
    top: int = 0
    """The first line shown of what scrolls by itself."""


def fit(
    pieces: Sequence[Piece],
    width: int,
    height: int,
    folds: Sequence[tuple[str, Fold]],
    give_back: Sequence[str] = (),
    scrolls: Role | None = None,
    top: int = 0,
    in_sight: Target = None,
) -> Fitted:
    """Fit ``pieces`` into ``height`` lines of ``width`` cells.

    ``folds`` are applied in order until all fits; then those in ``give_back`` are undone in its order, if there is room.
    If all folds are not enough, the pieces of the role ``scrolls`` show as many lines as there is room for, from
    their line ``top`` on, or so that what is about ``in_sight`` can be seen. If those would be too few to read, nothing
    is cut, and the column is higher than the window.
    """
    names: list[str] = []
    fitted = list(pieces)
    for name, fold in folds:
        if _height(fitted, width) <= height:
            break
        smaller = fold(fitted)
        if _height(smaller, width) < _height(fitted, width):
            names.append(name)
        fitted = smaller
    for name in give_back:
        if name in names:
            fewer = [(other, fold) for other, fold in folds if other in names and other != name]
            tried = list(pieces)
            for _, fold in fewer:
                tried = fold(tried)
            if _height(tried, width) <= height:
                names.remove(name)
                fitted = tried
    lines = list(_drawn(fitted, width))
    over = len(lines) - height
    if over > 0 and scrolls:
        return _scrolled(lines, over, scrolls, top, in_sight, frozenset(names))
    low = next((place for place, line in enumerate(lines) if line.piece and line.piece.is_low), None)
    if low is not None and height < _TALL:
        # One line stays free below.
        lines[low:low] = [DrawnLine(Content(" " * width))] * max(-over - 1, 0)
    return Fitted(tuple(lines), frozenset(names))


_TALL = 27
"""From this height of a window nothing needs to be at its foot to be in reach."""
_LEAST_SCROLLED = 3
"""The fewest lines in which something scrolls by itself."""


def _scrolled(lines: list[DrawnLine], over: int, scrolls: Role, top: int, in_sight: Target, names: frozenset[str]) -> Fitted:
    places = [place for place, line in enumerate(lines) if line.piece and line.piece.role == scrolls]
    # Anything between the first and the last of its lines scrolls with it.
    first, last = (places[0], places[-1]) if places else (0, -1)
    room = last - first + 1 - over
    if room < _LEAST_SCROLLED:
        return Fitted(tuple(lines), names)
    wanted = [place - first for place in places if in_sight is not None and _target(lines[place]) == in_sight]
    if wanted:
        top = max(min(top, wanted[0]), wanted[-1] - (room - 2))
    top = max(0, min(top, over + 1))
    shown = lines[first + top : first + top + room - 1]
    left = over + 1 - top
    words = f"{left} more {'lines' if left > 1 else 'line'} ↓" if left else "↑ the lines before"
    like = lines[last]
    assert like.piece
    marker = replace(like.piece, text=Content.styled(words, "$muted"), label=NOTHING, note=NOTHING, beside=(), above=0)
    shown.append(DrawnLine(marker.lines(like.content.cell_length)[0], marker))
    return Fitted((*lines[:first], *shown, *lines[last + 1 :]), names, left, top)


def _target(line: DrawnLine) -> Target:
    return line.piece.target if line.piece else None


def _height(pieces: Iterable[Piece], width: int) -> int:
    return sum(piece.height(width) for piece in pieces)


def _drawn(pieces: Iterable[Piece], width: int) -> Iterator[DrawnLine]:
    for piece in pieces:
        empty = replace(piece, text=NOTHING, label=NOTHING, note=NOTHING, beside=(), is_card=False, above=0)
        blank = DrawnLine(empty.lines(width)[0]) if piece.is_sheet else DrawnLine(Content(" " * width))
        yield from [blank] * piece.above
        yield from (DrawnLine(content, piece) for content in piece.lines(width))
