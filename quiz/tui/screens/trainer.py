"""The trainer's desk: every bank file with its health, and the way to its preview."""

import asyncio
from collections import Counter
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.banks.citations import due
from quiz.banks.health import Health, health_of
from quiz.questions.text import plural
from quiz.services.coalescer import Coalescer
from quiz.tui.bank_details import about_broken
from quiz.tui.base import QuizBase
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_LOOK_AGAIN = 2.0
"""Seconds after which a bank file that has changed is looked at again."""
_MOST_ADVICE = 40


class FileList(OptionList):
    """The bank files; Enter opens the preview."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Preview")]


class HealthOption(Option):
    """A line of the list, with how its file stood when the list was made."""

    def __init__(self, health: Health) -> None:
        """List the file of ``health``."""
        super().__init__(health_prompt(health))
        self.health = health


class TrainerScreen(Screen[None]):
    """Bank files at the left, what there is to do about the chosen one at the right."""

    CSS_PATH = "trainer.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Back", key_display="Esc")]

    app = getters.app(QuizBase)
    files = getters.query_one("#files", FileList)
    details = getters.query_one("#details", PlainText)

    def __init__(self) -> None:
        """Begin with an empty list; the banks are looked at after the first frame."""
        super().__init__()
        self.healths: list[Health] = []
        self._following = Coalescer(self._follow, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
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
        self._timer = self.set_interval(_LOOK_AGAIN, self._following.ask)
        self._following.ask()

    def on_screen_suspend(self) -> None:
        """Rest while another screen is on top."""
        self._timer.pause()

    def on_screen_resume(self) -> None:
        """Look again: a bank may have been fixed in the meantime."""
        self._timer.resume()

    async def _follow(self) -> None:
        if await asyncio.to_thread(self.app.services.look_again) or not self.healths:
            await self.look()

    async def look(self) -> None:
        """Show how every bank stands now."""
        services = self.app.services
        today = date.fromtimestamp(services.clocks.wall() / 1000)
        self.healths = await asyncio.to_thread(health_of, services.library, today)
        chosen = self.files.highlighted or 0
        self.files.set_options(HealthOption(health) for health in self.healths)
        if self.healths:
            self.files.highlighted = min(chosen, len(self.healths) - 1)
        else:
            folders = "\n".join(map(str, services.request.bank_folders))
            self.details.update(f"No bank was found. Begin one:\n\nquiz bank new my-bank.toml\n\nin one of\n\n{folders}")

    @on(OptionList.OptionHighlighted, "#files")
    def _describe(self, event: OptionList.OptionHighlighted) -> None:
        if isinstance(event.option, HealthOption) and event.option is self.files.highlighted_option:
            self.details.update(about_health(event.option.health))
            self.query_one("#health").scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#files")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if isinstance(event.option, HealthOption):
            self.app.show_preview(Path(event.option.health.reading.file))


def health_prompt(health: Health) -> Content:
    """Return a file as two lines of the list: its title, and how it stands."""
    bank, advice = health.reading.bank, len(health.advice)
    if bank is None:
        faults = plural(len(health.reading.faults), "fault")
        name = Path(health.reading.file).name
        return Content.assemble((name, "bold"), "\n", (f"✘ {faults}", "$wrong"))
    said = [
        plural(len(bank.questions), "question"),
        f"{plural(advice, 'piece')} of advice" if advice else "",
        f"{plural(health.overdue, 'source')} overdue" if health.overdue else "",
        "draft" if bank.about.draft else "",
    ]
    sign, colour = ("!", "$wrong") if advice or health.overdue else ("✔", "$right")
    return Content.assemble((bank.title, "bold"), "\n", (f"{sign} ", colour), (" · ".join(filter(None, said)), "$muted"))


def about_health(health: Health) -> Content:
    """Return everything there is to know and to do about one file."""
    bank = health.reading.bank
    if bank is None:
        return about_broken(health.reading)
    parts: list[Content | tuple[str, str] | str] = [(bank.title, "bold $primary"), "\n", (bank.file, "$muted"), "\n\n"]
    if bank.about.draft:
        parts += [("Draft: still being written", "$wrong"), "\n\n"]
    kinds = Counter(question.type for question in bank.questions)
    topics = Counter(question.topic for question in bank.questions if question.topic)
    parts += [("Types  ", "$muted"), ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()), "\n\n"]
    if topics:
        parts += [("Topics  ", "$muted"), ", ".join(f"{topic} {count}" for topic, count in topics.most_common()), "\n\n"]
    if bank.sources:
        first = min(map(due, bank.sources.values()))
        overdue = f", {health.overdue} overdue" if health.overdue else ""
        parts += [("Sources  ", "$muted"), f"{len(bank.sources)}{overdue}; the first to read again by {first}", "\n\n"]
    if not health.advice:
        parts += [("✔ No faults, and no advice.", "$right")]
    for problem in health.advice[:_MOST_ADVICE]:
        parts += [
            (f"! line {problem.line}  ", "bold $wrong"),
            f"{problem.message} {problem.fix}",
            (f"  {problem.rule}\n\n", "$muted"),
        ]
    if len(health.advice) > _MOST_ADVICE:
        parts.append(f"and {len(health.advice) - _MOST_ADVICE} more: quiz bank check")
    return Content.assemble(*parts)
