"""The school's policy: read to its end, and then acknowledged by players who have passed a quiz."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from typing_extensions import override

from quiz.reports.certificate import day_in_full
from quiz.services.markdown import RunLook, TextBlock
from quiz.services.policy import SignOff, acknowledge, sign_off
from quiz.store.records import Player
from quiz.tui.base import QuizBase
from quiz.tui.widgets.buttons import Buttons
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow
from quiz.tui.widgets.scrolling import SCROLL_KEYS, PageScreen

_LOOKS: dict[RunLook, str] = {"": "", "strong": "bold", "stressed": "italic", "code": "bold"}
_A_STEP = 3
"""Cells by which the content of an item is indented."""
_A_RULE = 24

WILL_FOLLOW = "I have read this and will follow it"


async def show_policy(app: QuizBase, player: Player | None) -> None:
    """Read the school's policy and show it to ``player``; if it cannot be read, say why. Call from a worker."""
    services = app.services
    source = services.policy
    if source is None:
        return

    found = await app.unless_refused(lambda: sign_off(services.store, player, source))
    if found:
        await app.push_screen(PolicyScreen(found, player))


class PolicyScreen(PageScreen):
    """The whole policy on one page, with the button to acknowledge it at the end; its key works once that was in sight."""

    DEFAULT_CSS = """
    PolicyScreen {
        #acknowledge {
            dock: none;
        }

        #standing {
            margin-top: 1;
            text-style: bold;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "acknowledge", "Acknowledge", tooltip=WILL_FOLLOW),
        *SCROLL_KEYS,
        Binding("escape,q,y", "dismiss", "back", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    bar = getters.query_one(KeyBar)

    def __init__(self, found: SignOff, player: Player | None) -> None:
        """Show what was ``found`` to ``player``, if anybody is signed in."""
        super().__init__()
        self._found = found
        self._player = player
        self._seen_to_the_end = False

    @override
    def compose(self) -> ComposeResult:
        policy = self._found.policy
        with Center(), Horizontal(id="top"):
            yield PlainText(policy.title, classes="left title")
            yield PlainText(f"version {policy.version}", classes="right")
        with VerticalScroll(id="page", can_focus=False), VerticalGroup(classes="column"):
            yield Rows(list(_rows(policy.blocks)), id="policy")
            if self._may_acknowledge:
                yield Buttons(("enter", WILL_FOLLOW), id="acknowledge")
            else:
                yield PlainText(self._standing(), id="standing")
        yield KeyBar()

    @property
    def _may_acknowledge(self) -> bool:
        """Whether the player has this to acknowledge, and the store will still know it tomorrow."""
        return self._player is not None and self._found.is_due and self.app.services.trouble is None

    def _standing(self) -> Content:
        """Return why there is nothing to acknowledge."""
        if known := self._found.acknowledged:
            return Content.styled(f"✔ You acknowledged it on {day_in_full(known.day())}.", "$right")
        if self._found.has_passed:
            return Content("Scores cannot be kept just now, so it cannot be acknowledged.")
        return Content("You can acknowledge it once you have passed a quiz.")

    def on_mount(self) -> None:
        """Follow how far it has been read. Textual calls the handler of ``PageScreen`` as well."""
        for attribute in ("virtual_size", "scroll_y"):
            self.watch(self.page, attribute, self._look_again, init=False)
        self.bar.tell("Read it to its end to acknowledge it." if self._may_acknowledge else self._standing())

    def on_resize(self) -> None:
        """Look again whether the end is in sight."""
        self._look_again()

    def _look_again(self) -> None:
        self.call_after_refresh(self._see)

    def _see(self) -> None:
        """Note when the end has been in sight: before the first layout nothing is."""
        page = self.page
        if page.size.height and page.virtual_size.height and page.scroll_offset.y >= page.max_scroll_y:
            self._seen_to_the_end = True
        if self._seen_to_the_end and self._may_acknowledge:
            self.bar.tell("")
        self.refresh_bindings()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "acknowledge":
            return self._may_acknowledge and self._seen_to_the_end
        return super().check_action(action, parameters)

    @work(exclusive=True)
    async def action_acknowledge(self) -> None:
        """Record that it was read and will be followed, and go back."""
        player, policy, services = self._player, self._found.policy, self.app.services
        assert player
        now = services.clocks.wall()

        # The pass may have been erased meanwhile by another program.
        kept = await self.app.unless_refused(lambda: acknowledge(services.store, player, policy, now))
        if kept:
            self.app.say(f"Acknowledged on {day_in_full(kept.day())}. Your certificate says so from now on.")
            self.dismiss()


def _rows(blocks: Sequence[TextBlock]) -> Iterator[TextRow]:
    """Yield the text, block by block; bold and italic do not depend on colours."""
    for place, block in enumerate(blocks):
        if place and not block.is_close:
            yield TextRow(Content(""))
        words = Content.assemble(*((run.text, _LOOKS[run.look]) for run in block.runs))
        left = block.depth * _A_STEP
        match block.kind:
            case "heading":
                yield TextRow(words.stylize("bold $right"))
            case "item":
                marker = Content.styled(" " * left + f"{block.marker} ", "$muted")
                yield TextRow(words, marker, max(left + _A_STEP, marker.cell_length))
            case "quote":
                for line in words.split("\n"):
                    yield TextRow(line, Content.styled("│ ", "$muted"), _A_STEP)
            case "rule":
                yield TextRow(Content.styled("─" * _A_RULE, "$line"))
            case _:
                yield TextRow(words, indent=left)
