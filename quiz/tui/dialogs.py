"""What every app shows over its screens: a question with ways on, and the keys of the screen below."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from typing_extensions import override

from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText


class Menu(Choices):
    """Ways on, of which one is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "confirm", "Choose")]


class Dialog(ModalScreen[str]):
    """Ends with the word of the way that was picked, or with "" when it was left with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", "Back")]

    def __init__(self, title: str, text: str, ways: Sequence[tuple[str, str]]) -> None:
        """Ask with ``title`` and ``text``; each way is a word for the program and a label for the player."""
        super().__init__(classes="dialog")
        self._title = title
        self._text = text
        self._ways = ways

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield PlainText(self._title, classes="title")
            yield PlainText(self._text, classes="text")
            yield Menu([label for _, label in self._ways])
        yield KeyBar()

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        self.dismiss(self._ways[event.positions[0]][0])


class HelpScreen(ModalScreen[None]):
    """Every key of the screen below, made from its bindings, so that it is always true."""

    DEFAULT_CSS = """
    HelpScreen .key {
        height: auto;
    }

    HelpScreen .keys {
        width: 20;
        color: $primary;
        text-style: bold;
    }

    HelpScreen .does {
        width: 1fr;
    }

    HelpScreen .note {
        margin-top: 1;
    }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,q", "dismiss", "Back", key_display="Esc")]

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        """Explain ``bindings``, the active ones of a screen."""
        super().__init__(classes="dialog")
        self._active = list(bindings)

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield PlainText("Keys", classes="title")
            for keys, does in self._keys().items():
                with Horizontal(classes="key"):
                    yield PlainText(keys, classes="keys")
                    yield PlainText(does, classes="does")
            yield PlainText("The mouse works too: click an answer, or a key in the bottom line.", classes="muted note")
        yield KeyBar()

    def _keys(self) -> dict[str, str]:
        """Return what each key or group of keys does; keys with one meaning stand together."""
        by_meaning: dict[str, list[str]] = {}
        # What stands on the bottom line comes first; scrolling and the like, which Textual binds, last.
        for active in sorted(self._active, key=lambda active: not active.binding.show):
            binding = active.binding
            if active.enabled and binding.description and not binding.system:
                does = active.tooltip or binding.tooltip or binding.description
                shown = self.app.get_key_display(binding)
                keys = by_meaning.setdefault(f"{binding.description}: {does}" if does != binding.description else does, [])
                if shown not in keys:
                    keys.append(shown)
        return {_together(keys): does for does, keys in by_meaning.items()}


def _together(keys: list[str]) -> str:
    """Write keys in a row, long runs of figures or letters as from and to."""
    figures = [key for key in keys if len(key) == 1 and key.isdigit()]
    letters = [key for key in keys if len(key) == 1 and key.isalpha()]
    rest = [key for key in keys if key not in figures and key not in letters]
    runs = [f"{run[0]} to {run[-1]}" if len(run) > 2 else " ".join(run) for run in (figures, letters) if run]
    return ", ".join(runs + rest)
