"""A Textual app with the widgets of our home screen and as many bindings, which do nothing."""

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, OptionList, Static


class BareHome(App[None]):
    CSS = """
    #top { height: 1; }
    #house { height: 1fr; }
    #banks { width: 1fr; }
    #about { width: 1fr; }
    .left { width: 1fr; }
    .right { width: auto; }
    """
    BINDINGS = [
        ("enter", "nothing", "Play"),
        ("l", "nothing", "Practise"),
        ("b", "nothing", "Leaderboard"),
        ("n", "nothing", "Name"),
        ("s", "nothing", "Settings"),
        ("q", "quit", "Quit"),
        ("question_mark", "nothing", "Help"),
    ]

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("INSET Quiz", classes="left", markup=False)
            yield Static("", classes="right", markup=False)
        with Horizontal(id="house"):
            yield OptionList(id="banks", markup=False)
            with VerticalScroll(id="about", can_focus=False):
                yield Static("", markup=False)
        yield Footer(show_command_palette=False)

    def action_nothing(self) -> None:
        pass


if __name__ == "__main__":
    BareHome().run()
