"""Ready?: what is to come, shown before the first question of a bank, with the choice of clock and practice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from msgspec import structs
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from typing_extensions import override

from quiz.banks.model import Bank
from quiz.questions.reading_time import usual_minutes
from quiz.questions.text import plural
from quiz.services.attempt_session import PlayOptions
from quiz.services.settings import EXTRA_TIMES
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import HELP, Card
from quiz.tui.widgets.buttons import Buttons, ClickRow, Snippet
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow

_CLOCKS = {"1": "as set", "1.25": "quarter more", "1.5": "half more", "2": "double", "none": "none"}
"""The choices of extra time, in a word or two."""
_OFFERED = ("1", "1.5", "none")
"""The choices always shown; another is shown only if it is the one in the settings."""
_NAME_WIDTH = 6


class Switch(ClickRow):
    """A setting with all its values in sight; its key takes the next one, a click any."""

    def __init__(self, key: str, name: str, *, id: str) -> None:
        """Name the setting and the key that changes it."""
        super().__init__(gap=" ", id=id)
        self._label = Snippet(Content.assemble((f"{key}  ", "bold $right"), name.ljust(_NAME_WIDTH)))

    def offer(self, values: Sequence[tuple[str, Callable[[], object] | None]], chosen: int) -> None:
        """Show ``values`` in words, each with the function that chooses it; the one at ``chosen`` is in force."""
        self.show([self._label, *(_value(words, choose, at == chosen) for at, (words, choose) in enumerate(values))])


def _value(words: str, choose: Callable[[], object] | None, chosen: bool) -> Snippet:
    if chosen:
        return Snippet(Content.styled(f" ● {words} ", "bold $foreground on $picked"))
    return Snippet(Content.styled(f" ○ {words} ", "$muted"), choose)


class ReadyScreen(ClosesOnce[str], ModalScreen[str]):
    """Closes with "begin", with "learn" for practice instead, or with "" on Escape."""

    DEFAULT_CSS = """
    ReadyScreen {
        #what, #facts, #clock-switch, #play-switch {
            margin-bottom: 1;
        }

        &.-usual > Card, &.-tall > Card {
            padding-bottom: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin"),
        Binding("c", "clock", "Clock", tooltip="The usual time for each question, more of it, or no clock"),
        Binding("l", "practice", "Play", tooltip="As a quiz, or as practice that counts on no board"),
        Binding("escape", "dismiss('')", "Not now"),
        HELP,
    ]

    app = getters.app(QuizBase)

    def __init__(self, bank: Bank, options: PlayOptions, *, extra_time_given: bool) -> None:
        """Explain ``options`` for ``bank``; with ``extra_time_given`` the command line has set the clock for this run."""
        super().__init__(classes="dialog")
        self._bank = bank
        self._options = options
        self._extra_time_given = extra_time_given
        self._practice = False
        self._reasons = options.practice_reasons(bank)
        """Why it counts on no board whatever is chosen here."""
        clock = self._clock_before = self.app.settings.extra_time
        self._clocks = [name for name in EXTRA_TIMES if name in (*_OFFERED, clock)]

    @override
    def compose(self) -> ComposeResult:
        with Card(self._bank.title):
            yield PlainText(Content.styled(self._what(), "bold"), id="what")
            yield Rows(id="facts")
            yield Switch("c", "Clock", id="clock-switch")
            yield Switch("l", "Play", id="play-switch")
            yield Buttons(("enter", "Begin"), ("escape", "Not now"))
        yield KeyBar(shows_keys=False)

    def on_mount(self) -> None:
        """Show the settings in force."""
        self.query_one("#clock-switch").display = self._has_clock()
        self._show()

    def _what(self) -> str:
        count = self._options.number_of_questions(self._bank)
        minutes = usual_minutes(self._options.questions(self._bank), count)
        return f"{plural(count, 'question')}, about {plural(minutes, 'minute')}. {self._bank.about.pass_mark:g} % to pass."

    def _show(self) -> None:
        """Show what is in force, as sentences and on the switches."""
        self.query_one("#facts", Rows).show(
            [TextRow(Content(f), Content.styled("·", "bold $right"), 2) for f in self._facts()]
        )
        clock = "none" if self._practice else self.app.settings.extra_time
        take = None if self._practice else self._take_time
        times = [(_CLOCKS[name], take and partial(take, name)) for name in self._clocks]
        self.query_one("#clock-switch", Switch).offer(times, self._clocks.index(clock))
        first = "as a quiz" if self._reasons or self.app.services.trouble else "for the board"
        ways = [(words, partial(self._take_practice, at == 1)) for at, words in enumerate((first, "as practice"))]
        self.query_one("#play-switch", Switch).offer(ways, int(self._practice))

    def _facts(self) -> list[str]:
        """Return what to know before beginning now."""
        options = structs.replace(self._options, mode="learn") if self._practice else self._options
        facts = options.facts(self._bank, is_kept=not self.app.services.trouble)
        if not self._practice and self.app.settings.extra_time != self._clock_before:
            facts.append("The clock stays as chosen here until you choose again.")
        return facts

    def _has_clock(self) -> bool:
        """Say whether a clock can be chosen: the bank has time limits, and the command line has not set the clock."""
        return not self._extra_time_given and structs.replace(self._options, extra_time=1.0).is_timed(self._bank)

    def action_begin(self) -> None:
        """Begin as the switches say."""
        self.dismiss("learn" if self._practice else "begin")

    def action_clock(self) -> None:
        """Take the next clock, and after the last the first."""
        here = self._clocks.index(self.app.settings.extra_time)
        self._take_time(self._clocks[(here + 1) % len(self._clocks)])

    def _take_time(self, extra_time: str) -> None:
        """Play by this clock, and keep it for later quizzes."""
        self.app.keep_settings(replace(self.app.settings, extra_time=extra_time))
        extra = None if extra_time == "none" else float(extra_time)
        self._options = structs.replace(self._options, extra_time=extra)
        self._show()

    def action_practice(self) -> None:
        """Play as practice, or for the board again."""
        self._take_practice(not self._practice)

    def _take_practice(self, practice: bool) -> None:
        self._practice = practice
        self._show()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the clock only if it can be chosen."""
        return action != "clock" or (self._has_clock() and not self._practice)
