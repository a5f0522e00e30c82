"""How sure a player is, asked in a terminal once their answer is kept: a line below the question, and a key a level."""

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
    """Asks, and shows what was said. It takes the keys only while it is asked: else they are the answer's."""

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
        """The player goes back to the answer."""

    def __init__(self, may_change: bool, clock: Callable[[], float]) -> None:
        """Ask of an answer that may still be changed or not; ``clock`` gives seconds.

        A key that is held since the answer says nothing here.
        """
        super().__init__()
        self.key_gate = KeyGate(clock)
        self._may_change = may_change

    def on_mount(self) -> None:
        """Begin to ask."""
        self.key_gate.shut()

    def show(self, certainty: Certainty | None) -> None:
        """Show what was said; None where nothing was."""
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
