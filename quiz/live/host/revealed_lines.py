"""Draws a question with its key: bars behind the words, what is right set apart, and the explanation below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from quiz.banks.model import Source
from quiz.live.host.canvas import Canvas
from quiz.live.host.clock import top_of
from quiz.live.host.measures import WIDE, cut, is_wide, margin, tick, wrap, write_lines, write_tall, write_tall_right
from quiz.live.host.slabs import letter_of, shape_of
from quiz.live.host.tall_letters import ROWS, Weight, tall_lines, tall_width
from quiz.live.stage_content import RevealedQuestion
from quiz.reports.feedback import source_line
from quiz.tui.widgets.source_lines import source_in_one_line

_Sources: TypeAlias = Literal["whole", "a line each", "one", "none"]
"""How much is said of the sources, the most first: all in full, a line for each, a line for the first, nothing."""
_LABEL = 9
_SLAB = 5
_TALL_SLAB = 9
_TALL_LEAD = 21
"""Cells before the words of a tall row: its slab, letter and shape."""
_COUNT = 6
_TALL_COUNT = 14


class _BarRow(NamedTuple):
    """An option or a share as a row with a bar behind its words."""

    sign: str
    text: str
    number: int | None
    """How many chose it; None if that is not shown."""
    right: bool


@dataclass(frozen=True)
class _KeyFold:
    """How much room everything takes."""

    air: int
    """Half lines around the words of a bar: 2 make a row of two and a half lines in all, 0 one of a single line."""
    prompt: int | None
    """The most lines of the prompt; None for all."""
    sources: _Sources
    gap: int
    """Empty lines between the parts."""
    stands_out: bool = True
    """Whether what is right has extra room on either side."""
    letters: tuple[Weight | None, Weight | None, bool] = (None, None, False)
    """The letters for options, those for what is right, and whether what to do now is tall."""


_FOLDS = (
    _KeyFold(2, None, "whole", 1),
    _KeyFold(2, None, "one", 1),
    _KeyFold(1, None, "one", 1),
    _KeyFold(1, None, "one", 0),
    _KeyFold(0, None, "one", 0),
    *(_KeyFold(0, prompt, "one", 0, stands_out=False) for prompt in (None, 2, 1, 0)),
    _KeyFold(0, 0, "none", 0, stands_out=False),
)
"""From everything down to the essentials: bars get thinner, sources shrink to a line, the prompt goes, then the sources."""
_TALL: tuple[tuple[Weight | None, Weight | None, bool], ...] = (
    ("tall", "tall", True),
    ("narrow", "narrow", True),
    (None, "tall", True),
    (None, "narrow", True),
    (None, "tall", False),
    (None, "narrow", False),
    (None, None, True),
)


def draw_revealed(content: RevealedQuestion, width: int, height: int, grown: float = 1.0) -> Canvas:
    """Draw the key for a body of this size, or higher if it does not fit. Bars have ``grown`` so far, 0 to 1."""
    laid = next((laid for laid in _ways(content, width, height) if laid.fits), None)
    if laid is None:
        return _LaidKey(content, width, height, _FOLDS[-1]).draw(grown)
    return laid.with_more_of_sources().draw(grown)


def _ways(content: RevealedQuestion, width: int, height: int) -> "Iterator[_LaidKey]":
    """Yield the possible layouts, the best first."""
    for letters in _TALL if is_wide(width, height) else ():
        for fold in (_KeyFold(2, 2, "one", 1, letters=letters), _KeyFold(1, 2, "one", 0, letters=letters)):
            yield _LaidKey(content, width, height, fold)
    for fold in _FOLDS:
        yield _LaidKey(content, width, height, fold)


@dataclass(frozen=True)
class _Part:
    """A text in its place: ``y`` is its first line, ``height`` its lines with the gap below."""

    y: int
    height: int
    label: str
    lines: Sequence[str]
    ink: str = "foreground"
    bold: bool = False
    tall: bool = False


class _LaidKey:
    """One layout of the key."""

    def __init__(self, content: RevealedQuestion, width: int, height: int, fold: _KeyFold) -> None:
        """Work out where everything goes."""
        self._content, self._width, self._height, self._fold = content, width, height, fold
        self._left = margin(width)
        self._inner = width - 2 * self._left
        self._options, self._right_letters, self._tall_action = fold.letters
        self._misfit = False
        y = top_of(height)
        self._prompt = self._folded(content.prompt, self._inner, fold.prompt)
        self._prompt_y = y
        y += len(self._prompt) + (fold.gap or 1 if self._prompt and fold.air else min(len(self._prompt), fold.gap))
        self._banner_y = y
        self._banner = wrap(content.banner, self._inner) if content.banner else ()
        y += len(self._banner) + 1 if self._banner else 0
        self._rows = list(self._rows_of(content))
        self._most = max([1, *(row.number or 0 for row in self._rows)])
        self._places, y = self._placed_rows(y)
        self._parts = list(self._placed_parts(y))
        if self._parts:
            y = self._parts[-1].y + self._parts[-1].height
        self._end = y
        self.fits = not self._misfit and y <= height

    def with_more_of_sources(self) -> "_LaidKey":
        """Return the same layout with as much of the sources as there is room for."""
        more: tuple[_Sources, ...] = ("whole", "a line each")
        fuller = (
            _LaidKey(self._content, self._width, self._height, replace(self._fold, sources=sources)) for sources in more
        )
        return next((laid for laid in fuller if laid.fits), self)

    def _folded(self, text: str, width: int, most: int | None) -> Sequence[str]:
        lines = wrap(text, width)
        if most is None or len(lines) <= most:
            return lines
        return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)] if most else ()

    def _rows_of(self, content: RevealedQuestion) -> Iterator[_BarRow]:
        for outcome in content.outcomes:
            yield _BarRow(
                f"{letter_of(outcome.place)} {shape_of(outcome.place)}", outcome.text, outcome.count, outcome.right
            )
        numbered = len(content.key) > 1
        for number, line in enumerate(content.key, 1):
            yield _BarRow(str(number) if numbered else "", line, None, True)
        for share in content.shares:
            yield _BarRow(share.glyph, share.words, share.count, False)

    # Rows

    def _weight(self, row: _BarRow) -> Weight | None:
        return self._right_letters if row.right else self._options

    def _texts(self, row: _BarRow) -> Sequence[str]:
        weight = self._weight(row)
        if weight:
            lines = tall_lines(row.text, self._inner - _TALL_LEAD - _TALL_COUNT - 2, weight)
            self._misfit = self._misfit or lines is None
            return lines or ()
        has_counts = row.number is not None or not self._content.key
        lead = self._lead + (_COUNT if has_counts else 0)
        return wrap(row.text, self._inner - lead - 1)

    @property
    def _lead(self) -> int:
        """The cells before the words of a row."""
        widest = max([0, *(len(row.sign) for row in self._rows)])
        return _SLAB + 1 + (widest + 2 if widest else 1)

    def _placed_rows(self, y: int) -> tuple[list[tuple[_BarRow, Sequence[str], int, int]], int]:
        """Return rows with their words, the half line where each begins and its height in halves; and the line below all."""
        placed = []
        half = 2 * y
        for number, row in enumerate(self._rows):
            texts = self._texts(row)
            lines = len(texts) * (ROWS if self._weight(row) else 1)
            stands_out = row.right and self._fold.stands_out and (len(self._content.key) < 2 or self._fold.air == 2)
            # What is right has a whole line on either side, unless the fold has no room for it.
            around = 2 if stands_out else min(self._fold.air, 1)
            before, after = around, around
            if self._fold.air == 1 and not stands_out:
                before = 0
            if self._weight(row) and not stands_out:
                before = after = 0
            # Words begin on a whole line.
            start = half + (half + before) % 2
            placed.append((row, texts, start, before + 2 * lines + after))
            half = start + before + 2 * lines + after
            if self._fold.air and number + 1 < len(self._rows):
                half += 1 if self._fold.air == 1 or self._weight(row) else 2 - half % 2
        gap = self._fold.gap if self._rows else 0
        return placed, (half + 1) // 2 + gap

    def _draw_row(self, canvas: Canvas, row: _BarRow, texts: Sequence[str], half: int, halves: int, grown: float) -> None:
        weight = self._weight(row)
        right = self._left + self._inner
        counts = row.number is not None or not self._content.key or bool(self._content.shares)
        edge = right - (_TALL_COUNT if weight else _COUNT) if counts else right
        canvas.fill(self._left, half, right - self._left, halves, "picked" if row.right else "background")
        canvas.fill(self._left, half, edge - self._left, halves, "picked" if row.right else "surface")
        if row.number:
            length = max(round((edge - self._left) * row.number * grown / self._most), 1)
            canvas.fill(self._left, half, length, halves, "bar-right" if row.right else "bar")
        if row.right:
            tick(canvas, self._left, half, halves, _TALL_SLAB if weight else _SLAB)
        lines = len(texts) * (ROWS if weight else 1)
        top = (half + (halves - 2 * lines) // 2 + 1) // 2 if halves > 2 * lines + 1 else (half + 1) // 2
        if weight:
            self._write_tall_row(canvas, row, texts, top, lines, weight)
            return
        canvas.write(self._left + _SLAB + 1, top, row.sign, bold=True)
        write_lines(canvas, self._left + self._lead, top, texts, bold=row.right)
        if row.number is not None:
            canvas.write_right(right - 1, top + (lines - 1) // 2, str(row.number), bold=True)

    def _write_tall_row(
        self, canvas: Canvas, row: _BarRow, texts: Sequence[str], top: int, lines: int, weight: Weight
    ) -> None:
        letter, _, shape = row.sign.partition(" ")
        middle = top + (lines - ROWS) // 2
        if sign := tall_lines(letter, _TALL_LEAD):
            write_tall(canvas, self._left + _TALL_SLAB + 2, middle, sign)
        else:
            canvas.write(self._left + _TALL_SLAB + 3, middle + 1, letter, bold=True)
        canvas.write(self._left + _TALL_SLAB + 8, middle + 1, shape, bold=True)
        write_tall(canvas, self._left + _TALL_LEAD, top, texts, weight=weight)
        if row.number is not None and tall_width(str(row.number)) <= _TALL_COUNT - 1:
            write_tall_right(canvas, self._left + self._inner - 1, middle, str(row.number))
        elif row.number is not None:
            canvas.write_right(self._left + self._inner - 1, middle + 1, str(row.number), bold=True)

    # The texts below

    def _placed_parts(self, y: int) -> Iterator[_Part]:
        fold, room = self._fold, self._inner - _LABEL
        told = list(self._content.told)
        for label, text in told:
            acts = label == "Do now"
            tall = tall_lines(text, room) if acts and self._tall_action else None
            if acts and self._tall_action and tall is None:
                self._misfit = True
            lines = tall or wrap(text, room)
            # In a wide window, all text to read is bold.
            bold = acts or self._width >= WIDE
            gap = fold.gap if self._width >= WIDE else 0
            yield _Part(y, len(lines) * (ROWS if tall else 1) + gap, label, lines, bold=bold, tall=tall is not None)
            y += len(lines) * (ROWS if tall else 1) + gap
        for number, lines in enumerate(_sources(self._content.sources, fold.sources, room)):
            yield _Part(y, len(lines), "" if number else "Source", lines, "muted")
            y += len(lines)

    def draw(self, grown: float) -> Canvas:
        """Draw the layout, with bars as far as they have ``grown``."""
        canvas = Canvas(self._width, max(self._height, 0 if self.fits else self._end))
        write_lines(canvas, self._left, self._prompt_y, self._prompt, "muted")
        write_lines(canvas, self._left, self._banner_y, self._banner, "wrong", bold=True)
        for row, texts, half, halves in self._places:
            self._draw_row(canvas, row, texts, half, halves, grown)
        for part in self._parts:
            label_y = part.y + (1 if part.tall else 0)
            canvas.write(
                self._left, label_y, part.label, "muted" if part.ink == "muted" else "right", bold=part.ink != "muted"
            )
            if part.tall:
                write_tall(canvas, self._left + _LABEL, part.y, part.lines)
            else:
                write_lines(canvas, self._left + _LABEL, part.y, part.lines, part.ink, bold=part.bold)
        return canvas


def _sources(sources: Sequence[Source], how: _Sources, room: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines of each source. In a single line only the title is cut: the publisher and the day matter more."""
    if how == "whole":
        # A hall has no use for a whole address; pads show it as a link.
        yield from (wrap(source_line(source, urlsplit(source.url).hostname or ""), room) for source in sources)
    elif how != "none":
        shown = sources if how == "a line each" else sources[:1]
        yield from ((source_in_one_line(source, room).plain,) for source in shown)
