"""Asks the host which guests are staff, in a list to tick by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.screen import ModalScreen
from typing_extensions import override

from quiz.questions.text import plural
from quiz.store.guests import Guest
from quiz.tui.dialogs import HELP
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.pick_list import Look, PickList, row_line
from quiz.tui.widgets.plain_text import PlainText

_TOLD = (
    "Tick your own staff: this game counts for them as a quiz of their own, and what they missed of it as not right. "
    "It cannot be taken back."
)
_AROUND = 10
"""The lines of the dialog besides those of the list."""


@dataclass(frozen=True)
class _GuestRow:
    """A guest in the list."""

    guest: Guest
    ticked: bool
    beside: bool = False

    @property
    def key(self) -> str:
        """The name, which is unique."""
        return self.guest.name

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the guest with a tick box and the team, and whether somebody of that name has played here."""
        box = ("■ " if self.ticked else "□ ", "$primary")
        known = ("  has played here" if self.guest.has_played_here else "", "$right")
        team = (f"  {self.guest.team}" if self.guest.team else "", "$muted")
        return [row_line(Content.assemble(box, (self.guest.name, "bold"), known, team), width, look)]


class StaffScreen(ClosesOnce[tuple[str, ...]], ModalScreen[tuple[str, ...]]):
    """Closes with the names that were ticked, or with none if it is left. Nobody is ticked beforehand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "These are our staff"),
        Binding("space", "tick", "Tick", key_display="Space"),
        Binding("escape", "dismiss(())", "Back", key_display="Esc"),
        HELP,
    ]

    found = getters.query_one("#guests", PickList)

    def __init__(self, guests: Sequence[Guest]) -> None:
        """Offer ``guests``, first those whose names have played here before."""
        super().__init__(classes="dialog")
        self._guests = sorted(guests, key=lambda guest: (not guest.has_played_here, guest.name.casefold()))
        self._ticked: set[str] = set()

    @override
    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="box"):
            yield PlainText("", classes="title", id="heading")
            yield PlainText(_TOLD, classes="text")
            yield PickList(id="guests")
        yield KeyBar()

    def on_mount(self) -> None:
        """Start at the first guest, in a dialog no higher than the list needs."""
        self.query_one(".box").styles.max_height = len(self._guests) + _AROUND
        self._show(self._guests[0].name)
        self.found.focus()

    def _show(self, chosen: str) -> None:
        count = f"{len(self._ticked)} of {plural(len(self._guests), 'player')}"
        self.query_one("#heading", PlainText).update(f"Our staff: {count} ticked")
        self.found.show([_GuestRow(guest, guest.name in self._ticked) for guest in self._guests], chosen)
        self.refresh_bindings()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._ticked) if action == "done" else super().check_action(action, parameters)

    def action_tick(self) -> None:
        """Tick the chosen guest, or remove the tick."""
        self._ticked ^= {self.found.chosen}
        self._show(self.found.chosen)

    @on(PickList.Picked)
    def _clicked(self, event: PickList.Picked) -> None:
        """Tick with the mouse."""
        event.stop()
        self.action_tick()

    def action_done(self) -> None:
        """Close with the guests who are ticked."""
        self.dismiss(tuple(guest.name for guest in self._guests if guest.name in self._ticked))
