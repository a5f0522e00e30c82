"""The trainer's desk: every bank file with its health, and the way to its preview."""

import asyncio
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.banks.health import Health, health_of
from quiz.tui.app import QuizApp
from quiz.tui.health_words import about_health, health_prompt
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText


class FileList(OptionList):
    """The bank files; Enter opens the preview."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Preview")]


class TrainerScreen(Screen[None]):
    """Bank files at the left, what there is to do about the chosen one at the right."""

    CSS_PATH = "trainer.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Back", key_display="Esc")]

    app = getters.app(QuizApp)
    files = getters.query_one("#files", FileList)
    details = getters.query_one("#details", PlainText)

    def __init__(self) -> None:
        """Begin with an empty list; the banks are looked at after the first frame."""
        super().__init__()
        self.healths: list[Health] = []

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        with Horizontal(id="top"):
            yield PlainText("Banks and their health", classes="left")
            yield PlainText("", id="folders", classes="right")
        with Horizontal(id="desk"):
            yield FileList(id="files", markup=False)
            with VerticalScroll(id="health"):
                yield PlainText("Looking at every bank…", id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Let the first frame be painted, and look once every other second whether a file has changed."""
        self.files.focus()
        self._following = self.set_interval(2.0, self._follow)
        self._look()

    def on_screen_suspend(self) -> None:
        """Rest while another screen is on top."""
        self._following.pause()

    def on_screen_resume(self) -> None:
        """Look again: a bank may have been fixed in the meantime."""
        self._following.resume()

    @work(exclusive=True, group="look")
    async def _follow(self) -> None:
        if await asyncio.to_thread(self.app.backstage.look_again):
            await self.look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        await self.look()

    async def look(self) -> None:
        """Show how every bank stands now."""
        backstage = self.app.backstage
        today = date.fromtimestamp(backstage.clocks.wall() / 1000)
        self.healths = await asyncio.to_thread(health_of, backstage.library, today)
        chosen = self.files.highlighted or 0
        self.files.set_options(Option(health_prompt(health)) for health in self.healths)
        if self.healths:
            self.files.highlighted = min(chosen, len(self.healths) - 1)
        else:
            folders = "\n".join(map(str, backstage.request.bank_folders))
            self.details.update(f"No bank was found. Begin one:\n\nquiz bank new my-bank.toml\n\nin one of\n\n{folders}")

    @on(OptionList.OptionHighlighted, "#files")
    def _describe(self, event: OptionList.OptionHighlighted) -> None:
        self.details.update(about_health(self.healths[event.option_index]))
        self.query_one("#health").scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#files")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        from quiz.tui.screens.preview import PreviewScreen

        self.app.push_screen(PreviewScreen(Path(self.healths[event.option_index].reading.file)))
