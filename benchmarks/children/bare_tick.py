"""A Textual app that changes a Static of fixed size once a second. Argument: a file for CPU seconds."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static

from benchmarks.children.sampling import sample_later


class BareTick(App[None]):
    CSS = "Static { width: 10; height: 1; }"

    def compose(self) -> ComposeResult:
        yield Static("0:60", markup=False)

    def on_mount(self) -> None:
        self.left = 60
        self.set_interval(1.0, self.tick)
        sample_later(self, Path(sys.argv[1]))

    def tick(self) -> None:
        self.left -= 1
        self.query_one(Static).update(f"0:{self.left:02}", layout=False)


if __name__ == "__main__":
    BareTick().run()
