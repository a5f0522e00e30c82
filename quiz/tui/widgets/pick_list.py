"""A list from which one thing is chosen, drawn by one widget: rows, cards side by side, headings between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

Look: TypeAlias = Literal["rest", "hover", "chosen"]
"""How an item is drawn: at rest, under the mouse, or as the chosen one."""

_GAP = 2
"""Cells between two items side by side."""


class Item(Protocol):
    """Something in the list."""

    @property
    def key(self) -> str:
        """Its name in the list; empty if it cannot be chosen."""

    @property
    def beside(self) -> bool:
        """Whether it goes to the right of the item before."""

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return its lines, each ``width`` cells wide; their number depends only on the width."""


_NOTHING = Content("")


@dataclass(frozen=True)
class Words:
    """Something to read between the items that can be chosen: a heading, a blank, a line of text."""

    text: Content = _NOTHING
    key: str = ""
    beside: bool = False

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the text in one line."""
        return [self.text.truncate(width, ellipsis=True, pad=True)]


PAPERS: dict[Look, str] = {"rest": "", "hover": "on $raised", "chosen": "on $picked"}
"""The paper of a row of the list."""


def row_line(text: Content, width: int, look: Look) -> Content:
    """Return ``text`` as a row of the list, with the mark of the chosen one before it."""
    mark = Content.styled("▌ ", "$right") if look == "chosen" else Content("  ")
    line = mark + text.truncate(width - 2, ellipsis=True, pad=True)
    return line.stylize(PAPERS[look]) if PAPERS[look] else line


class PickList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list from which one item is chosen, by arrows or the mouse; what that does is up to the screen."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "", show=False),
        Binding("down", "move(1)", "", show=False),
        Binding("left", "aside(-1)", "", show=False),
        Binding("right", "aside(1)", "", show=False),
        Binding("home", "jump(0)", "", show=False),
        Binding("end", "jump(-1)", "", show=False),
        Binding("pageup", "page(-1)", "", show=False),
        Binding("pagedown", "page(1)", "", show=False),
    ]
    DEFAULT_CSS = """
    PickList {
        height: auto;
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    """

    chosen: reactive[str] = reactive("")
    """The key of the chosen item; empty if there is nothing to choose."""
    _hovered: reactive[str] = reactive("")

    @dataclass
    class Moved(Message):
        """Another item is chosen now."""

        key: str

    @dataclass
    class Picked(Message):
        """An item was clicked."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:
        """Begin empty."""
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._placed: list[tuple[Region, Item]] = []
        self._drawn: dict[tuple[int, int, Look], list[Content]] = {}
        """The lines drawn, by the item's identity, its width and its look."""

    def show(self, items: Sequence[Item], chosen: str) -> None:
        """Show ``items``, with the one whose key is ``chosen`` as the chosen one."""
        self._items = items
        self._drawn.clear()
        self._place()
        if chosen != self.chosen:
            self.set_reactive(PickList.chosen, chosen)
            self.post_message(self.Moved(chosen))
        self.refresh(layout=True)
        self.call_after_refresh(self._keep_in_sight)

    @property
    def keys(self) -> list[str]:
        """The keys of what can be chosen, in order."""
        return [item.key for item in self._items if item.key]

    def _place(self) -> None:
        """Lay the items out in the present width."""
        width = self.scrollable_content_region.width
        self._placed = list(self._places(width)) if width else []
        bottom = max((region.bottom for region, _ in self._placed), default=0)
        self.virtual_size = Size(width, bottom)

    def _lines(self, item: Item, width: int, look: Look) -> list[Content]:
        """Return the lines of ``item``, drawn only once until other items are shown."""
        called = id(item), width, look
        if called not in self._drawn:
            self._drawn[called] = item.lines(width, look)
        return self._drawn[called]

    def _places(self, width: int) -> Iterator[tuple[Region, Item]]:
        """Yield each item with its place in ``width`` cells: below the one before, or beside it."""
        y, rest = 0, list(self._items)
        while rest:
            row = [rest.pop(0)]
            while rest and rest[0].beside:
                row.append(rest.pop(0))
            each = (width - _GAP * (len(row) - 1)) // len(row)
            lefts = [place * (each + _GAP) for place in range(len(row))]
            widths = [*(each for _ in row[1:]), width - lefts[-1]]
            heights = [len(self._lines(item, wide, "rest")) for item, wide in zip(row, widths, strict=True)]
            for item, left, wide, high in zip(row, lefts, widths, heights, strict=True):
                yield Region(left, y, wide, high), item
            y += max(heights)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all items have in ``width`` cells."""
        return max((region.bottom for region, _ in self._places(width)), default=0)

    def on_resize(self) -> None:
        """Lay the items out again."""
        self._place()
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        line, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        drawn = Content("")
        for region, item in self._placed:
            if region.y <= line < region.bottom:
                look = self._look(item)
                drawn = (
                    drawn.pad_right(region.x - drawn.cell_length) + self._lines(item, region.width, look)[line - region.y]
                )
        strips = Visual.to_strips(self, drawn, width, 1, self.visual_style)
        return strips[0] if strips else Strip.blank(width, self.visual_style.rich_style)

    def _look(self, item: Item) -> Look:
        if not item.key:
            return "rest"
        return "chosen" if item.key == self.chosen else "hover" if item.key == self._hovered else "rest"

    def watch_chosen(self) -> None:
        """Draw the choice, and report that it has moved."""
        self.refresh()
        self._keep_in_sight()
        self.post_message(self.Moved(self.chosen))

    def watch__hovered(self) -> None:
        """Draw what is under the mouse."""
        self.refresh()

    def _keep_in_sight(self) -> None:
        found = [region for region, item in self._placed if item.key == self.chosen]
        if found and self.chosen:
            # The first item brings what is above it into sight, the last what is below it.
            keys, (here, *_) = self.keys, found
            top = 0 if keys[0] == self.chosen else here.y
            bottom = self.virtual_size.height if keys[-1] == self.chosen else here.bottom
            if bottom - top > self.size.height:
                top, bottom = (top, here.bottom) if here.bottom - top <= self.size.height else (here.y, bottom)
            self.scroll_to_region(Region(0, top, here.width, bottom - top), animate=False, force=True)

    def _at(self, event: events.MouseEvent) -> str:
        place = event.get_content_offset(self)
        if place is None:
            return ""
        place += self.scroll_offset
        return next((item.key for region, item in self._placed if region.contains_point(place)), "")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would choose."""
        self._hovered = self._at(event)

    def on_leave(self) -> None:
        """Show that nothing is under the mouse."""
        self._hovered = ""

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked, and report it."""
        if key := self._at(event):
            self.chosen = key
            self.post_message(self.Picked(key))

    def action_move(self, by: int) -> None:
        """Choose the next or the previous item, round the ends; if there is nothing to choose, scroll."""
        if not self.keys:
            self.scroll_relative(y=by, animate=False)
        else:
            keys = self.keys
            place = keys.index(self.chosen) + by if self.chosen in keys else 0
            self.chosen = keys[place % len(keys)]

    def action_aside(self, by: int) -> None:
        """Choose the item to the left or right."""
        rows = [[item.key for region, item in self._placed if item.key and region.y == y] for y in self._tops()]
        row = next((row for row in rows if self.chosen in row), [])
        if row:
            self.chosen = row[max(0, min(row.index(self.chosen) + by, len(row) - 1))]

    def _tops(self) -> list[int]:
        return list(dict.fromkeys(region.y for region, _ in self._placed))

    def action_jump(self, place: int) -> None:
        """Choose the first or the last."""
        if keys := self.keys:
            self.chosen = keys[place]

    def action_page(self, by: int) -> None:
        """Choose an item a page further down or up."""
        here = next((region.y for region, item in self._placed if item.key == self.chosen), 0)
        wanted = here + by * max(self.size.height - 1, 1)
        near = [(abs(region.y - wanted), place) for place, (region, item) in enumerate(self._placed) if item.key]
        if near:
            self.chosen = self._placed[min(near)[1]][1].key
