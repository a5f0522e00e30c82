"""A Textual app that asks with an OptionList, says right or not in a Static, and goes on with Enter."""

from textual import on
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Footer, OptionList, Static


class BarePlay(App[None]):
    CSS = "OptionList { height: auto; } #body { height: 1fr; } Static { height: auto; }"
    BINDINGS = [
        *((str(number), f"pick({number - 1})", f"Pick {number}") for number in range(1, 5)),
        ("enter", "next", "Next"),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="prompt", markup=False)
            yield OptionList("The first", "The second", "The third", "The fourth", markup=False)
            yield Static("", id="feedback", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.number = 0
        self.action_next()

    def action_next(self) -> None:
        self.number += 1
        self.query_one("#prompt", Static).update(f"Prompt {self.number:05} asks which of these is so.")
        self.query_one("#feedback", Static).update("")
        self.set_focus(self.query_one(OptionList))

    def action_pick(self, position: int) -> None:
        options = self.query_one(OptionList)
        options.highlighted = position
        options.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        verdict = "Right" if event.option_index == 0 else "Not right"
        self.query_one("#feedback", Static).update(f"{verdict}\n\nThe first is so.")
        self.set_focus(None)


if __name__ == "__main__":
    BarePlay().run()
