"""What every app shows over its screens: a question with its answers, and help on the keys of the screen below."""

from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from typing_extensions import override

from quiz.tui.widgets.buttons import Buttons
from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar, NamesKeys
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow

_TEXTUAL_WORDS = {
    "cursor_up": "up and down",
    "cursor_down": "up and down",
    "scroll_up": "scroll",
    "scroll_down": "scroll",
    "page_up": "scroll a page",
    "page_down": "scroll a page",
    "first": "to the beginning or the end",
    "scroll_home": "to the beginning or the end",
    "last": "to the beginning or the end",
    "scroll_end": "to the beginning or the end",
    "app.focus_next": "to another part of the screen",
    "app.focus_previous": "to another part of the screen",
    "command_palette": "everything that can be done here, to choose from",
}
"""What Textual's own keys do, in a player's words; those missing are of little use to players, and are left out of help."""

_DIRECTIONS = ("up", "down")
_WARNING = "! "
"""Begins a title that reports a fault."""


HELP = Binding("f1,question_mark", "app.help", show=False)
"""Help over a dialog, as over every other screen."""


class Menu(Choices):
    """A list from which one way on is chosen."""

    FIRST: ClassVar[int | None] = 0
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "confirm", "Choose")]


class Card(VerticalScroll):
    """The sheet of a dialog, with the keys that close it as buttons at its foot; no text touches its scrollbar."""

    def __init__(self, title: str, *, can_focus: bool = True) -> None:
        """Begin with ``title``; without ``can_focus`` something on the sheet takes the keys instead."""
        classes = "title -warning" if title.startswith(_WARNING) else "title"
        self._inside = VerticalGroup(PlainText(title, classes=classes))
        super().__init__(self._inside, can_focus=can_focus)

    @override
    def compose_add_child(self, widget: Widget) -> None:
        # The buttons stay in sight at the foot while the rest scrolls.
        if isinstance(widget, Buttons):
            super().compose_add_child(widget)
        else:
            self._inside.compose_add_child(widget)


class Dialog(ClosesOnce[str], ModalScreen[str]):
    """A question with a button for each way on. Closes with the word of the way taken, or with ``left`` on Escape.

    Enter takes the first way, which has to be the safe one. The key of each other way is the first letter of its label
    that no earlier way has, or failing that a figure.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back"), HELP]

    def __init__(self, title: str, text: str, ways: Sequence[tuple[str, str]], left: str = "", back: str = "") -> None:
        """Ask with ``title`` and ``text``; each way is a word for the program and a label for the player.

        ``left`` is the word for Escape, and ``back`` the label of its button; empty for no button, if a way does the same.
        """
        super().__init__(classes="dialog" if title.startswith(_WARNING) else "dialog -brief")
        self._title = title
        self._text = text
        self._ways = ways
        self._left = left
        self._back = [("escape", back)] if back else []

    def action_leave(self) -> None:
        """Close with the word for Escape."""
        self.dismiss(self._left)

    @override
    def compose(self) -> ComposeResult:
        with Card(self._title):
            yield PlainText(self._text, classes="text")
            yield Buttons(*((key, label) for key, (_, label) in self._by_key().items()), *self._back)
        yield KeyBar(shows_keys=False)

    def _by_key(self) -> dict[str, tuple[str, str]]:
        """Return each way by its key."""
        (first, *others) = self._ways
        by_key = {"enter": first}
        for way in others:
            letters = (letter for letter in way[1].casefold() if letter.isalpha())
            by_key[next(key for key in chain(letters, map(str, count(1))) if key not in by_key)] = way
        return by_key

    def on_key(self, event: events.Key) -> None:
        """Take the way whose key was pressed."""
        if way := self._by_key().get(event.key):
            event.stop()
            self.dismiss(way[0])


class ListDialog(Dialog):
    """A question with many ways on, or long ones: a list to pick from by figure."""

    def __init__(self, title: str, text: str, ways: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Ask as a dialog does; the cursor begins on the way ``chosen``, which is marked as the present one."""
        super().__init__(title, text, ways, back="Back")
        self.remove_class("-brief")
        self._chosen = chosen

    @override
    def compose(self) -> ComposeResult:
        words = [word for word, _ in self._ways]
        is_among = self._chosen in words
        menu = Menu([_marked(label, word == self._chosen) if is_among else label for word, label in self._ways])
        menu.cursor = words.index(self._chosen) if is_among else 0
        with Card(self._title, can_focus=False):
            if self._text:
                yield PlainText(self._text, classes="text")
            yield menu
            yield Buttons(("enter", "Choose"), *self._back)
        yield KeyBar(shows_keys=False)

    @override
    def _by_key(self) -> dict[str, tuple[str, str]]:
        # The list takes the keys. An ``on_key`` here would not help: Textual would still call the base class's as well.
        return {}

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        self.dismiss(self._ways[event.positions[0]][0])


def _marked(label: str, is_now: bool) -> Content:
    """Return the label of a way after a mark that says whether it is the present one."""
    return Content.assemble(("● ", "bold $right") if is_now else ("○ ", "$muted"), label)


_HELP = ("question_mark", "f1")
_EVERYWHERE = ("enter", "escape", *_HELP)
"""Keys that mean the same on every screen."""
_KEYS_WIDTH = 14
_MOUSE_ON_KEYS = "click a key in the bottom line"


class HelpScreen(ClosesOnce[None], ModalScreen[None]):
    """Every key of the screen below, made from its bindings so that it cannot be out of date."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,question_mark,f1,q", "dismiss", "Close")]

    def __init__(
        self,
        bindings: Iterable[ActiveBinding],
        how: str = "",
        title: str = "",
        *,
        enter: str = "",
        has_button: bool = True,
    ) -> None:
        """Explain ``bindings``, the active ones of a screen, and ``how`` its question is answered and counts.

        ``title`` says what is explained: "This question: put in order"; ``enter`` what Enter will do if it does nothing yet.
        Without ``has_button`` the screen has no button for Enter, and help mentions neither buttons nor clicking answers.
        """
        super().__init__(classes="dialog -brief")
        self._how = how
        self._title = title or ("This question" if how else "Keys here")
        self._enter = enter
        self._has_button = has_button
        self._active = [active for active in bindings if active.enabled]

    @override
    def compose(self) -> ComposeResult:
        everywhere = [active for active in self._active if self._is_everywhere(active)]
        here = [active for active in self._active if active not in everywhere]
        with Card(self._title):
            later = [_row("Enter", self._enter)] if self._enter and not self._has_enter() else []
            yield Rows([*self._rows(here), *later])
            if self._how:
                yield PlainText(self._how, classes="text how")
            yield PlainText("Everywhere", classes="title -next")
            mouse = "click an answer, a button, or a key in the bottom line" if self._has_button else _MOUSE_ON_KEYS
            yield Rows([*self._rows(everywhere), _row("Mouse", mouse)])
            yield Buttons(("enter", "Close"))
        yield KeyBar(shows_keys=False)

    def _has_enter(self) -> bool:
        return any(active.binding.key == "enter" for active in self._active)

    def _is_everywhere(self, active: ActiveBinding) -> bool:
        binding = active.binding
        if binding.key == "enter" and not self._has_button:
            return False
        return binding.key in _EVERYWHERE or binding.action in _TEXTUAL_WORDS or active.node is self.app

    def _rows(self, bindings: Sequence[ActiveBinding]) -> list[TextRow]:
        """Return what each key or group of keys does; keys with the same meaning share a row."""
        by_meaning: dict[str, list[str]] = {}
        named = {_action(active) for active in bindings if active.binding.show}
        # Keys on the bottom line come first; scrolling and the like, which Textual binds, last.
        for active in sorted(bindings, key=lambda active: not active.binding.show):
            # One key of a kind stands for all: “1-4”, “↑ ↓”.
            if not active.binding.show and _action(active) in named:
                continue
            shown, meaning = self._words(active)
            if shown and meaning:
                keys = by_meaning.setdefault(meaning, [])
                if shown not in keys:
                    keys.append(shown)
        return [_row(_together(keys), does) for does, keys in by_meaning.items()]

    def _words(self, active: ActiveBinding) -> tuple[str, str]:
        """Return how a key is shown and what it does."""
        is_help = active.binding.key in _HELP
        words = active.node.key_words(active.binding) if isinstance(active.node, NamesKeys) and not is_help else None
        told = active.tooltip or active.binding.tooltip
        if words is None:
            return self.app.get_key_display(active.binding), _meaning(active, has_button=self._has_button)
        return words[0], f"{words[1]}: {told}" if told and words[1] else words[1]


def _action(active: ActiveBinding) -> tuple[object, str]:
    """Return the action of a key and where it acts, without the arguments by which keys of a kind differ."""
    return active.node, active.binding.action.partition("(")[0]


def _row(keys: str, does: str) -> TextRow:
    return TextRow(Content(does), Content.styled(keys, "bold $right"), _KEYS_WIDTH)


def _meaning(active: ActiveBinding, *, has_button: bool) -> str:
    """Return what a key does, in a player's words; empty if players have no use for it."""
    binding = active.binding
    if binding.action in _TEXTUAL_WORDS:
        return _TEXTUAL_WORDS[binding.action]
    textuals = (kind for kind in type(active.node).__mro__ if kind.__module__.startswith("textual."))
    if any(binding in Binding.make_bindings(vars(kind).get("BINDINGS", ())) for kind in textuals):
        return ""
    if binding.key in _HELP:
        return "this card"
    words = active.node.key_words(binding) if isinstance(active.node, NamesKeys) else None
    description = words[1] if words else binding.description
    if binding.key == "enter" and has_button:
        return f"the filled button: {description}" if description else ""
    does = description[:1].casefold() + description[1:]
    if does in _DIRECTIONS:
        return _TEXTUAL_WORDS["cursor_up"]
    told = active.tooltip or binding.tooltip
    return f"{does}: {told}" if told else does


def _together(keys: list[str]) -> str:
    """Join keys, writing long runs of figures or letters as ranges."""
    figures = [key for key in keys if len(key) == 1 and key.isdigit()]
    letters = [key for key in keys if len(key) == 1 and key.isalpha()]
    rest = [key for key in keys if key not in figures and key not in letters]
    return " ".join([*_run(figures), *rest, *_run(letters)])


def _run(keys: list[str]) -> list[str]:
    return [f"{keys[0]}-{keys[-1]}"] if len(keys) > 2 else keys
