"""Every key of the screen below, made from its bindings, so that it is always true."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen

from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText


class HelpScreen(ModalScreen[None]):
    """A list of keys and what they do."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,q", "dismiss", "Back", key_display="Esc")]

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        """Explain ``bindings``, the active ones of a screen."""
        super().__init__(classes="dialog")
        self._active = list(bindings)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
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
