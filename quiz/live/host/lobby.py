"""The lobby: where to go, which code to type, who is there."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from typing_extensions import override

from quiz.questions.text import plural
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.big_text import big
from quiz.tui.widgets.plain_text import PlainText

_QR_ROOM = 40
"""Columns that the QR code takes."""
_QR_BORDER = 2
_QR_CELLS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""Two cells, one over the other, as one character."""


class Lobby(Horizontal):
    """What the hall sees before the first question."""

    DEFAULT_CSS = """
    Lobby { height: 1fr; }
    Lobby #way { width: 1fr; height: 1fr; }
    Lobby #address { height: auto; }
    Lobby #note { height: auto; margin-top: 1; }
    Lobby #qr { width: auto; height: auto; margin-left: 2; }
    .-narrow Lobby #qr, .-low Lobby #qr { display: none; }
    """
    SCOPED_CSS = False

    def __init__(self, live_game: LiveGame, addresses: list[str], note: str) -> None:
        """Show the way into ``live_game`` and a ``note`` on who can come in; without addresses the hall plays with hands."""
        super().__init__(id="lobby")
        self._note = note
        self._live_game = live_game
        self._addresses = addresses
        self._shown = -1

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll(id="way", can_focus=False):
            yield PlainText(self._way(), id="address")
            yield PlainText("", id="names")
            yield PlainText(self._note, id="note", classes="muted")
        if self._addresses:
            yield PlainText(qr_code(f"{self._addresses[0]}/?code={self._live_game.record.code}"), id="qr")

    def on_mount(self) -> None:
        """Show who is there already."""
        self.follow()

    def on_resize(self) -> None:
        """Draw the address as large as there is room."""
        self.query_one("#address", PlainText).update(self._way())

    def follow(self) -> None:
        """Show who has come since the last look."""
        game = self._live_game.game
        names = [member.name for member in game.players]
        shown = hash(tuple(names))
        if shown == self._shown or self._live_game.game.plan.hands:
            return
        self._shown = shown
        count = f"{plural(len(names), 'player')} here" if names else "Nobody is here yet."
        newest = ", ".join(reversed(names[-60:]))
        self.query_one("#names", PlainText).update(
            Content.assemble((count, "bold $primary"), "\n", newest, (" …" if len(names) > 60 else ""))
        )

    def _way(self) -> Content:
        plan = self._live_game.game.plan
        if not self._addresses:
            return Content.assemble(
                ("The hall answers with hands or cards", "bold $primary"),
                "\n\nNo device and no network is needed. Hold up A, B, C or D when you are asked.\n"
                "Where the answer is longer, write it down; hands go up once it is shown.\n\n",
                (f"Teams: {', '.join(plan.teams)}" if plan.teams else "The whole hall plays as one.", "$muted"),
            )
        room = self.size.width - _QR_ROOM
        bare = self._addresses[0].partition("://")[2]
        code = self._live_game.record.code
        others = f"\nor {', '.join(self._addresses[1:])}" if self._addresses[1:] else ""
        return Content.assemble(
            ("Open this page on your phone, tablet or laptop:\n", "$muted"),
            (self._addresses[0], "bold $primary"),
            (f"\n{large}" if (large := big(bare, room)) else "", "bold $primary"),
            (others, "$muted"),
            ("\nand type this code:  ", "$muted"),
            (code, "bold $accent"),
            (f"\n{large}" if (large := big(code, room)) else "", "bold $accent"),
            "\n",
        )


def qr_code(text: str) -> Content:
    """Return ``text`` as a QR code, two rows of it to a line, dark on light as cameras want it."""
    import segno

    rows = [[bool(dark) for dark in row] for row in segno.make(text, error="l", micro=False).matrix_iter(border=_QR_BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    lines = (
        "".join(_QR_CELLS[upper, lower] for upper, lower in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    )
    return Content.styled("\n".join(lines), "#000000 on #ffffff")
