"""Fields of a form: a text of any length, a tick, and faults and advice under the field they are about."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import TextArea
from typing_extensions import override

from quiz.questions.diagnostics import Diagnostic
from quiz.tui.widgets.plain_text import PlainText

_CURSOR_WIDTH = 1


class FormText(TextArea):
    """A text of any length, as high as it needs. Up and down leave it at its ends, and Enter leaves a one-line text."""

    DEFAULT_CSS = """
    /* Textual's cursor in a light theme is grey, however that can be read. */
    FormText:light .text-area--cursor {
        color: $input-cursor-foreground;
        background: $input-cursor-background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up", show=False),
        Binding("down", "down", show=False),
    ]

    def __init__(self, text: str, *, one_line: bool = False, placeholder: str = "", id: str | None = None) -> None:
        """Begin with ``text``."""
        super().__init__(text, id=id, compact=True, highlight_cursor_line=False, placeholder=placeholder)
        self._one_line = one_line

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        # Textual measures the height before it has wrapped the text to its width.
        self.wrapped_document.wrap(max(width - _CURSOR_WIDTH, 1), tab_width=self.indent_width)
        return max(self.wrapped_document.height, 1)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._one_line:
            event.stop()
            event.prevent_default()
            self.screen.focus_next()
            return
        await super()._on_key(event)

    def action_up(self) -> None:
        """Go up a line, and from the first into the field above."""
        if self.cursor_at_first_line:
            self.screen.focus_previous()
        else:
            self.action_cursor_up()

    def action_down(self) -> None:
        """Go down a line, and from the last into the field below."""
        if self.cursor_at_last_line:
            self.screen.focus_next()
        else:
            self.action_cursor_down()


class Tick(Widget, can_focus=True):
    """A box that is ticked or not; Space, Enter or a click changes it."""

    class Changed(Message):
        """The user changed it."""

        def __init__(self, tick: "Tick") -> None:
            """Carry ``tick``."""
            super().__init__()
            self.tick = tick

    ALLOW_SELECT = False
    DEFAULT_CSS = "Tick { height: 1; width: auto; } Tick:focus { background: $picked; text-style: bold; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "tick", "tick", key_display="Space"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    value: reactive[bool] = reactive(False)

    def __init__(self, label: str, value: bool, *, one_of: bool = False, id: str | None = None) -> None:
        """Begin with ``value``; with ``one_of`` it looks like one of several of which at most one is ticked."""
        super().__init__(id=id)
        self._label = label
        self._signs = "●○" if one_of else "■□"
        self.set_reactive(Tick.value, value)

    def render(self) -> Content:
        """Draw the sign and the label."""
        sign = Content.styled(self._signs[0], "$right") if self.value else Content.styled(self._signs[1], "$muted")
        mark = "▌" if self.has_focus else " "
        return Content.assemble((mark, "$right"), sign, f" {self._label} ")

    @override
    def get_content_width(self, *_: object) -> int:
        return Content(self._label).cell_length + 4

    def action_tick(self) -> None:
        """Change it, and tell the form."""
        self.value = not self.value
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        """Change it."""
        self.action_tick()


class FormRow(Vertical):
    """A label, its field or fields, and below them any faults and advice."""

    DEFAULT_CSS = """
    FormRow {
        height: auto;
        margin-bottom: 1;

        & > Horizontal {
            height: auto;
        }

        .label {
            width: 13;
            color: $muted;
        }

        .told {
            margin-left: 14;
            display: none;
        }

        FormText, FormText:focus {
            width: 1fr;
            height: auto;
            min-height: 1;
            max-height: 8;
            padding: 0 1;
            background: $surface;
            background-tint: transparent;
            color: $foreground;
            scrollbar-size-vertical: 1;
        }

        FormText:focus {
            background: $picked;
        }

        .text-area--placeholder {
            color: $muted;
        }
    }
    """

    def __init__(self, label: str, *fields: Widget, id: str, classes: str | None = None) -> None:
        """Put ``fields`` in a row behind ``label``."""
        super().__init__(id=id, classes=classes)
        self._label = label
        self._fields = fields
        self._told: list[Content] = []

    @override
    def compose(self) -> ComposeResult:
        with Horizontal():
            yield PlainText(self._label, classes="label")
            yield from self._fields
        yield PlainText("", classes="told")

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Show faults and advice about the fields."""
        lines = [_line(diagnostic) for diagnostic in diagnostics]
        if lines == self._told:
            # Every key typed calls this for every row, and a layout would make typing slow.
            return
        self._told = lines
        told = self.query_one(".told", PlainText)
        told.update(Content("\n").join(lines))
        told.display = bool(lines)


def _line(diagnostic: Diagnostic) -> Content:
    sign = ("! ", "bold $wrong") if diagnostic.level == "fault" else ("· ", "$muted")
    return Content.assemble(sign, f"{diagnostic.message} ", (f"→ {diagnostic.fix}", "$right"))
