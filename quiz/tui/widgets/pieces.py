"""What a question is drawn from: pieces of text on paper, one under the other, and how they are fitted into a window.

A piece is drawn as lines of text with their colours, each exactly as wide as the column. No widget is involved, so what
fits can be reckoned before anything is laid out: a layout is what a key press can least afford.
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
"""What a piece is to the reader, by which folding goes: ``other`` are answers that were neither picked nor right,
``told`` is what was decided in a story so far, ``aside`` what may go last of an open question."""

Target: TypeAlias = object
"""What a click on a piece is about; None for nothing."""

NOTHING = Content("")
TEXT_AT = 7
"""The cell in which the text of an answer begins: an edge, a blank, a cap of three, two blanks."""
GAP = "   "
"""What stands between the parts of a line."""
INSET = 2
"""The cells between a text and the right edge of its paper."""
_NOTE_GAP = 2
_LEAST_CUT = 16
"""Cells that a text which is cut keeps beside a long note."""
_MOST_BUBBLE = 0.8
"""The share of the room that a bubble takes at most."""
_MOST_NOTE = 0.6
"""The share of the width that a note takes at most."""
_LEAST_BESIDE = 0.5
"""The share of the room that a text of several lines keeps beside a note; below it the note stands under the text."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Text on one paper, with what stands before it and a note at the end of its line."""

    role: Role
    text: Content = NOTHING
    label: Content = NOTHING
    """What stands before the first line, in the cells up to ``indent``."""
    indent: int = 0
    note: Content = NOTHING
    """What stands at the right end, or under a text that it leaves no room; several lines stand beside those of the text."""
    paper: str = ""
    """The colour behind it; empty for the ground."""
    edge: str = ""
    """The colour of a bar of one cell along the left; empty for none."""
    is_marked: bool = False
    """Whether the edge is the half cell that marks what is chosen."""
    above: int = 0
    """Empty lines before it, on the paper of a sheet, else on the ground."""
    is_sheet: bool = False
    is_card: bool = False
    """Whether half a line of its paper stands above and below it."""
    even: int = 0
    """The most cells of text that is wrapped evenly, as a prompt is; 0 for all that there are."""
    is_cut: bool = False
    """Whether it is one line: its text is cut where it does not fit, then its note, but for the cells that are ``kept``."""
    kept: int = 0
    """The last cells of the note, that are never cut."""
    shared: int = 0
    """The first characters of the text that a neighbour begins with too: where it is cut, those go first."""
    has_parts: bool = False
    """Whether what has no room of a text that is cut goes in whole parts, the last first: ``GAP`` stands between them."""
    has_note_column: bool = False
    """Whether its note stands in a column of its own, as those of its neighbours do."""
    bubble: str = ""
    """The colour behind the text alone, where somebody says it; empty for none."""
    is_own: bool = False
    """Whether the bubble stands at the right, with its label before it: what the reader says."""
    is_low: bool = False
    """Whether it stands at the foot of the window, with what comes after it, where there is room."""
    beside: "tuple[Piece, ...]" = ()
    """Pieces that stand side by side in its place."""
    target: Target = None

    def lines(self, width: int) -> list[Content]:
        """Return what it is drawn as, without the empty lines before it: each line ``width`` cells wide."""
        return _lines(self, width)

    def height(self, width: int) -> int:
        """Return how many lines it takes, those before it included, without drawing any."""
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
            return self.above + edges + sum(_line_count(part.plain, room) for part in (self.text, self.note))
        note_width = _note_width(self, width)
        text = _line_count(self.text.plain, _text_width(self, _room(self, width, note_width)))
        note = _line_count(self.note.plain, note_width) if note_width else 0
        return self.above + edges + max(text, note)

    def target_at(self, x: int, width: int) -> Target:
        """Return what a click ``x`` cells from the left is about."""
        if not self.beside:
            return self.target
        share = _share(self, width)
        return self.beside[min(x // (share + _NOTE_GAP), len(self.beside) - 1)].target


def _room(piece: Piece, width: int, note_width: int) -> int:
    """Return how many cells are left for the text."""
    beside = note_width + _NOTE_GAP if note_width else 0
    return max(width - piece.indent - beside - (INSET if piece.paper else 0), 1)


def _is_note_below(piece: Piece, width: int) -> bool:
    """Return whether the note would leave its text so little room that it stands under the text instead."""
    if not piece.note or piece.is_cut or piece.has_note_column or piece.bubble:
        return False
    room = _room(piece, width, _note_width(piece, width))
    return room < _room(piece, width, 0) * _LEAST_BESIDE and _line_count(piece.text.plain, room) > 1


def _text_width(piece: Piece, room: int) -> int:
    """Return in how many cells the text is wrapped."""
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
        text, notes = [*piece.text.wrap(room), *piece.note.wrap(room)], []
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
    if piece.is_cut and piece.note.cell_length > width:
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
    """Return ``text`` in at most ``width`` cells; where it is cut its first ``shared`` characters go, then its end."""
    if text.cell_length > width and shared:
        text = "…" + text[shared:]
    return text.truncate(width, ellipsis=True)


def whole_parts(text: Content, width: int) -> Content:
    """Return of ``text`` the first part, and of the others as many as have room in ``width`` cells."""
    while text.cell_length > width and (end := text.plain.rfind(GAP)) > 0:
        text = text[:end]
    return text


def shared_beginnings(texts: Sequence[str]) -> list[int]:
    """Return with how many characters each text begins as another does, in whole words; 0 where that is but a word."""
    return [max((_shared(one, other) for other in texts if other != one), default=0) for one in texts]


def _shared(one: str, other: str) -> int:
    alike = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    whole = one.rfind(" ", 0, alike) + 1
    return whole if " " in one[:whole].rstrip() else 0


@lru_cache(maxsize=64)
def _least_width(plain: str, most: int) -> int:
    height = _line_count(plain, most)
    # In less a word would be broken; and words are rarely shared out so badly that less than their share would do.
    longest = max(map(cell_len, plain.split()), default=1)
    low, high = min(max(len(plain) // height, longest), most), most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _line_count(plain, middle) <= height else (middle + 1, high)
    return low


def evenly(text: Content, most: int) -> list[Content]:
    """Wrap ``text`` in as few lines of at most ``most`` cells as it needs, and those as equal as can be."""
    return text.wrap(_least_width(text.plain, most))


def cap(text: str, style: str) -> Content:
    """Return the cap of a key, three cells wide, with the blanks before it."""
    return Content.assemble("  ", (f" {text} ", style))


Fold: TypeAlias = Callable[[Sequence[Piece]], list[Piece]]
"""What makes room: it returns the pieces that are left, some of them smaller."""


def without(*roles: Role) -> Fold:
    """Return the fold that leaves out the pieces of these roles."""
    return lambda pieces: [piece for piece in pieces if piece.role not in roles]


def closer(*roles: Role, keeps: int = 0) -> Fold:
    """Return the fold that takes the empty lines before the pieces of these roles; the first of them ``keeps`` some."""

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
    """Take the half lines around each card; an empty line stands before each instead."""
    return [replace(piece, is_card=False, above=max(piece.above, 1)) if piece.is_card else piece for piece in pieces]


@dataclass(frozen=True)
class DrawnLine:
    """One line of the column as it is drawn."""

    content: Content
    piece: Piece | None = None
    """None for an empty line."""


@dataclass(frozen=True)
class Fitted:
    """Pieces as they stand in a window."""

    lines: tuple[DrawnLine, ...]
    folded: frozenset[str]
    """The names of the folds that were needed."""
    hidden: int = 0
    """The lines of what scrolls by itself that are not shown."""
    top: int = 0
    """The first of those lines that is shown."""


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

    ``folds`` are made in their order until all fits; then those of ``give_back`` are taken back in theirs, where there is
    room. Where even that is too little, the pieces of the role ``scrolls`` show as many lines as there is room for, from
    their line ``top`` on, or so that what is about ``in_sight`` can be seen. Where that would be too few to read, nothing
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
        # One line stays free below it.
        lines[low:low] = [DrawnLine(Content(" " * width))] * max(-over - 1, 0)
    return Fitted(tuple(lines), frozenset(names))


_TALL = 27
"""Lines of a window from which on nothing has to stand at its foot to be found."""
_LEAST_SCROLLED = 3
"""The fewest lines in which something may scroll by itself."""


def _scrolled(lines: list[DrawnLine], over: int, scrolls: Role, top: int, in_sight: Target, names: frozenset[str]) -> Fitted:
    places = [place for place, line in enumerate(lines) if line.piece and line.piece.role == scrolls]
    # What stands between its first and its last line scrolls with it.
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
