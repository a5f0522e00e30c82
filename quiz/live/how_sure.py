"""Asks in a terminal how sure a player is, once their answer is kept: a line below the question, and a key per level."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from typing_extensions import override

from quiz.play.points import CERTAINTY_WORDS, Certainty
from quiz.tui.key_gate import KeyGate
from quiz.tui.widgets.plain_text import PlainText


class HowSure(PlainText, can_focus=True):
    """Asks, and shows the reply. It takes keys only while it has the focus; otherwise they belong to the answer."""

    DEFAULT_CSS = """
    HowSure { height: auto; padding: 0 2; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(level), f"say({level})", words.capitalize()) for level, words in CERTAINTY_WORDS.items()),
        Binding("escape", "back", "Change the answer"),
    ]

    class Said(Message):
        """The player said how sure they are."""

        def __init__(self, certainty: Certainty) -> None:
            """Carry the level."""
            super().__init__()
            self.certainty = certainty

    class Left(Message):
        """The player went back to the answer."""

    def __init__(self, may_change: bool, clock: Callable[[], float]) -> None:
        """Ask about an answer that can still be changed if ``may_change``; ``clock`` gives seconds.

        A key held down since the answer is ignored.
        """
        super().__init__()
        self.key_gate = KeyGate(clock)
        self._may_change = may_change

    def on_mount(self) -> None:
        """Ignore keys held down since the answer."""
        self.key_gate.shut()

    def show(self, certainty: Certainty | None) -> None:
        """Show the reply; None before there is one."""
        said = f"   You said: {CERTAINTY_WORDS[certainty]}." if certainty else ""
        self.update(Content.assemble(("How sure are you?", "bold"), (said, "$right")))

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "back" or self._may_change

    def action_say(self, certainty: Certainty) -> None:
        """Tell the pad."""
        self.post_message(self.Said(certainty))

    def action_back(self) -> None:
        """Let the answer be changed."""
        self.post_message(self.Left())
