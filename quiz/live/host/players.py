"""The players: letting them back to a seat, approving and masking names, taking somebody out."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.game.events import Answered, CertaintyStated, Event
from quiz.game.game import RejectedError
from quiz.game.scoring import Member
from quiz.live.host.base import HostBase
from quiz.questions.text import plural
from quiz.services.coalescer import Coalescer
from quiz.services.live_game import LiveGame
from quiz.tui.dialogs import HELP
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import NARROW
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_MOST = 300
_LOOK_EVERY = 1.0
"""Seconds between checks of who is away and who asks for a seat, neither of which is an event of the game."""
_READ, _STAND = "Read name", "Let stand"
_DEVICE, _DEVICE_IN_BRIEF = "Whole device", "Device"


class PlayersScreen(ClosesOnce[None], ModalScreen[None]):
    """Everybody in the game: first those asking for a seat, then names to approve, then the newest.

    A rude name most often belongs to somebody who has just joined. Even here, a name to approve is hidden until the host
    asks to read it, since this screen may be on the projector.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "let_back", "Let in", key_display="F3", tooltip="Give the seat to the device that asks for it"),
        Binding("f5", "refuse_back", "Refuse", key_display="F5", tooltip="Send the device away that asks for the seat"),
        Binding("f4", "approve", _READ, key_display="F4", tooltip="Read a name that waits; once more lets it stand"),
        Binding("f2", "mask", "Mask", key_display="F2", tooltip="Put a harmless name in place of this one"),
        Binding("f8", "remove", "Remove", key_display="F8", tooltip="Take the player out of the game"),
        Binding(
            "f9",
            "remove_device",
            _DEVICE,
            key_display="F9",
            tooltip="Take out everybody who plays on that device, and let it in no more",
        ),
        Binding("escape", "dismiss", "Back", key_display="Esc"),
        Binding("up", "cursor(-1)", "Up", show=False),
        Binding("down", "cursor(1)", "Down", show=False),
        HELP,
    ]

    app = getters.app(HostBase)
    found = getters.query_one("#players", OptionList)

    def __init__(self, live_game: LiveGame) -> None:
        """List the players of ``live_game``."""
        super().__init__(classes="dialog")
        self._live_game = live_game
        self._game = live_game.game
        self._listed: list[tuple[str, Content]] = []
        """The players in the list, by id, with their lines."""
        self._following = Coalescer(self._follow, self.run_worker)
        self._read = ""
        """The id of the player whose hidden name the host is reading; empty for nobody."""

    @override
    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="box"):
            yield PlainText("", classes="title", id="heading")
            yield Input(placeholder="Type part of a name", id="part", compact=True)
            yield OptionList(id="players", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """List everybody, and start following who comes and goes."""
        self.query_one("#part", Input).focus()
        self._live_game.watchers.append(self._happened)
        self.set_interval(_LOOK_EVERY, self.follow)
        self.follow()

    def on_unmount(self) -> None:
        """Stop following the game."""
        if self._happened in self._live_game.watchers:
            self._live_game.watchers.remove(self._happened)

    def _happened(self, event: Event) -> None:
        # Answers change nothing here, and may come a thousand at once.
        if not isinstance(event, Answered | CertaintyStated):
            self._following.ask()

    async def _follow(self) -> None:
        self.follow()

    def on_input_changed(self) -> None:
        """List the players whose names contain what was typed."""
        self.follow()

    def on_input_submitted(self) -> None:
        """Go to the list."""
        self.found.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Draw the lines again for the new width."""
        self.call_later(self.follow)

    def action_cursor(self, way: int) -> None:
        """Move up or down the list while a name is being typed."""
        if self._listed:
            self.found.highlighted = ((self.found.highlighted or 0) + way) % len(self._listed)

    # The list

    def follow(self) -> None:
        """List who is in the game now; the cursor stays on its player."""
        if not self.is_mounted:
            return
        asking = self.app.door.asking_back() if self.app.door else []
        part = self.query_one("#part", Input).value.casefold()
        members = [member for member in self._in_order(asking) if part in self._shown_name(member).casefold()][:_MOST]
        before, at, place = [player for player, _ in self._listed], self._chosen, self.found.highlighted or 0
        ids = [member.id for member in members]
        to = ids.index(at) if at in ids else min(place, len(ids) - 1)
        lines = [self._line(member, member.id in asking, place == to) for place, member in enumerate(members)]
        self.query_one("#heading", PlainText).update(self._heading(len(asking)))
        drawn, self._listed = [line for _, line in self._listed], list(zip(ids, lines, strict=True))
        if ids != before:
            self.found.set_options(map(Option, lines))
            self.found.highlighted = to if ids else None
        else:
            # Change single lines, so that the list stays scrolled as it is.
            for place, (line, was) in enumerate(zip(lines, drawn, strict=True)):
                if line != was:
                    self.found.replace_option_prompt_at_index(place, line)
        self.refresh_bindings()

    def _in_order(self, asking: list[str]) -> list[Member]:
        newest_first = reversed(self._game.players)
        return sorted(newest_first, key=lambda member: (member.id not in asking, not member.alias))

    def _heading(self, asking: int) -> str:
        players = self._game.players
        away = sum(not self._game.is_present(member.id) for member in players)
        waiting = sum(bool(member.alias) for member in players)
        told = [f"{away} away" if away else "", f"{waiting} to look at" if waiting else ""]
        told.append(f"{asking} {'asks' if asking == 1 else 'ask'} for a seat" if asking else "")
        return " · ".join([f"Players: {len(players) or 'nobody is here yet'}", *filter(None, told)])

    def _shown_name(self, member: Member) -> str:
        """Return the name to show: one to approve only while the host is reading it."""
        return member.name if member.id == self._read else member.public_name

    def _line(self, member: Member, asks: bool, is_chosen: bool) -> Content:
        cursor, name = ("▌ " if is_chosen else "  ", "$primary"), (self._shown_name(member), "bold")
        if asks:
            return Content.assemble(cursor, ("▲ ", "$wrong"), name, (" asks to play on another device", "$wrong"))
        shown_team = member.team if member.id == self._read else member.public_team
        team = (f"  {shown_team}" if shown_team else "", "$muted")
        away = ("" if self._game.is_present(member.id) else "  ○ away", "$muted")
        if member.alias:
            return Content.assemble(cursor, ("▲ ", "$wrong"), name, (" waits for a look", "$wrong"), team, away)
        return Content.assemble(cursor, name, team, away)

    # Commands

    @property
    def _chosen(self) -> str:
        """The id of the player at the cursor; empty if there is none."""
        place = self.found.highlighted
        return self._listed[place][0] if place is not None and place < len(self._listed) else ""

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted or action not in ("let_back", "refuse_back", "approve", "mask", "remove", "remove_device"):
            return True
        member, door = self._game.members.get(self._chosen), self.app.door
        if member is None or member.removed:
            return False
        match action:
            case "let_back" | "refuse_back":
                return door is not None and member.id in door.asking_back()
            case "approve":
                return bool(member.alias)
            case "remove_device":
                return door is not None
        return True

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Say what F4 does now, as a name is read before it is approved; and F9 in words that fit the window."""
        match binding.action:
            case "approve":
                return "F4", _STAND if self._read and self._read == self._chosen else _READ
            case "remove_device":
                return "F9", _DEVICE_IN_BRIEF if self.app.size.width < NARROW else _DEVICE
        return None

    @on(OptionList.OptionHighlighted, "#players")
    def _moved(self) -> None:
        """Hide a name that was being read once the cursor has moved away."""
        if self._read != self._chosen:
            self._read = ""
        self.follow()

    @work
    async def action_let_back(self) -> None:
        """Give the chosen player's seat to the device that asks for it."""
        if self.app.door:
            await self._try(self.app.door.let_back, self._chosen)

    @work
    async def action_refuse_back(self) -> None:
        """Turn away the device that asks for the chosen player's seat."""
        if self.app.door:
            await self._try(self.app.door.refuse_back, self._chosen)

    @work
    async def action_approve(self) -> None:
        """Show a name that is to be approved, or approve it once it was shown."""
        player = self._chosen
        if self._read == player:
            self._read = ""
            await self._do(self._game.approve, player)
        else:
            self._read = player
            self.follow()

    @work
    async def action_mask(self) -> None:
        """Put a harmless name in place of the chosen one."""
        await self._do(self._game.mask, self._chosen)

    @work
    async def action_remove(self) -> None:
        """Take the chosen player out of the game."""
        await self._do(self._game.leave, self._chosen)

    @work
    async def action_remove_device(self) -> None:
        """Take out everybody on the chosen player's device, and keep the device out."""
        if self.app.door:
            before = self._game.player_count
            await self._try(self.app.door.remove_device, self._chosen)
            self.app.say(f"{plural(before - self._game.player_count, 'player')} of that device taken out.")

    async def _do(self, command: Callable[[str, float], Event], player: str) -> None:
        async def happen(player: str) -> None:
            await self._live_game.do(lambda at: command(player, at))

        await self._try(happen, player)

    async def _try(self, deed: Callable[[str], Awaitable[None]], player: str) -> None:
        """Do something with a player, or say why it cannot be done."""
        if not player:
            return
        try:
            await deed(player)
        except RejectedError as refusal:
            self.app.say(str(refusal))
        self.follow()
