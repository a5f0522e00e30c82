"""A Textual app that asks with an OptionList, says right or not, and goes on with Enter.

With a file as argument it does what a quiz must: it commits the answer to SQLite before it shows anything, shows as many
words as ours, and its Footer shows the current keys. Without one it only changes a short text.
"""

import asyncio
import sqlite3
import sys

from textual import on, work
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Footer, OptionList, Static

_TOLD = (
    "The first is so.\n\nBecause somebody looked at all four of them and found that the others are not so.\n\n"
    "Source: A page, A publisher, https://example.org/page, checked 23 Nov 2026"
)


class BarePlay(App[None]):
    CSS = "OptionList, Static { height: auto; } #body { height: 1fr; }"
    BINDINGS = [
        *((str(number), f"pick({number - 1})", f"Pick {number}") for number in range(1, 5)),
        ("enter", "next", "Next"),
    ]

    def __init__(self, file: str | None) -> None:
        super().__init__()
        self.file = file
        self.told = False
        self.connection = sqlite3.connect(file or ":memory:", check_same_thread=False)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("CREATE TABLE IF NOT EXISTS answers (number INTEGER, position INTEGER)")

    def _commit(self, position: int) -> None:
        with self.connection:
            self.connection.execute("INSERT INTO answers VALUES (?, ?)", (self.number, position))

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="prompt", markup=False)
            yield OptionList("The first", "The second", "The third", "The fourth", markup=False)
            yield Static("", id="feedback", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.number = 0
        self.action_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.file:
            return True
        return self.told if action == "next" else not self.told if action == "pick" else True

    def action_next(self) -> None:
        self.number += 1
        self.told = False
        self.query_one("#prompt", Static).update(f"Prompt {self.number:05} asks which of these is so.")
        self.query_one("#feedback", Static).update("")
        self.set_focus(self.query_one(OptionList))
        self.refresh_bindings()

    def action_pick(self, position: int) -> None:
        options = self.query_one(OptionList)
        options.highlighted = position
        options.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        verdict = "Right" if event.option_index == 0 else "Not right"
        if self.file:
            self._keep_and_tell(event.option_index, verdict)
        else:
            self.query_one("#feedback", Static).update(f"{verdict}\n\nThe first is so.")
            self.set_focus(None)

    @work
    async def _keep_and_tell(self, position: int, verdict: str) -> None:
        await asyncio.to_thread(self._commit, position)
        self.told = True
        self.query_one("#feedback", Static).update(f"{verdict}\n\n{_TOLD}")
        self.set_focus(None)
        self.refresh_bindings()


if __name__ == "__main__":
    BarePlay(sys.argv[1] if len(sys.argv) > 1 else None).run()
