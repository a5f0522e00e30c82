"""Counting hands: a row for each team, a number for each column."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup
from textual.message import Message
from textual.widgets import Input
from typing_extensions import override

from quiz.tui.widgets.plain_text import PlainText


class HandsInput(Input):
    """A number to type; what its Enter does is on the bottom line, unlike that of other lines to type in."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Next number", key_display="Enter")]


class CountingPanel(VerticalGroup):
    """Numbers to type; Enter goes on to the next one, and after the last one all are counted."""

    DEFAULT_CSS = """
    CountingPanel { height: auto; margin-top: 1; padding: 0 1; background: $surface; }
    .counts { height: 1; }
    .counts > .team { width: 24; text-style: bold; }
    .counts > .column { width: 12; margin-right: 1; }
    .counts > Input { background: $panel; }
    """

    class Counted(Message):
        """The hands of each team, in the order of the columns on the screen."""

        def __init__(self, hands: dict[str, tuple[int, ...]]) -> None:
            """Carry the numbers."""
            super().__init__()
            self.hands = hands

    def __init__(self, teams: Sequence[str], columns: Sequence[str]) -> None:
        """Ask for a number for each of ``columns`` for each of ``teams``."""
        super().__init__()
        self._teams = teams
        self._columns = columns

    @override
    def compose(self) -> ComposeResult:
        yield PlainText("Count the hands: type a number for each, Enter goes on. Empty is none.", classes="how")
        with Horizontal(classes="counts"):
            yield PlainText("", classes="team")
            yield from (PlainText(column, classes="column") for column in self._columns)
        for team in self._teams:
            with Horizontal(classes="counts"):
                yield PlainText(team, classes="team")
                yield from (HandsInput(restrict=r"\d{0,4}", compact=True, classes="column") for _ in self._columns)

    def first_focus(self) -> Input:
        """Return the first number."""
        return self.query(Input).first()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = list(self.query(Input))
        place = inputs.index(event.input)
        if place + 1 < len(inputs):
            inputs[place + 1].focus()
            return
        numbers = [int(one.value or 0) for one in inputs]
        width = len(self._columns)
        rows = {team: tuple(numbers[row * width : (row + 1) * width]) for row, team in enumerate(self._teams)}
        self.post_message(self.Counted(rows))
