"""Answering ``spot``: scam or genuine, and by which lines."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup
from textual.message import Message
from textual.widget import Widget

from quiz.play.attempt import Response
from quiz.questions.answers import Spotted
from quiz.questions.spot import Spot
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.conversation import Bubble, bubbles
from quiz.tui.widgets.plain_text import PlainText

_WORDS = {"scam": "a scam", "genuine": "genuine"}


class VerdictButton(PlainText):
    """One of the two verdicts, to click; the keys are s and g."""

    DEFAULT_CSS = """
    VerdictButton {
        width: auto;
        padding: 0 2;
        margin-right: 2;
        background: $panel;
    }

    VerdictButton.-picked {
        background: $primary;
        color: $background;
        text-style: bold;
    }

    .-locked VerdictButton, .-locked VerdictButton.-picked {
        background: $background;
        padding: 0;
    }

    VerdictButton.right, .-locked VerdictButton.right {
        color: $right;
        text-style: bold;
    }

    VerdictButton.wrong, .-locked VerdictButton.wrong {
        color: $wrong;
        text-style: bold;
    }
    """
    SCOPED_CSS = False

    class Clicked(Message):
        """It was clicked."""

        def __init__(self, verdict: Literal["scam", "genuine"]) -> None:
            """Carry the verdict."""
            super().__init__()
            self.verdict = verdict

    def __init__(self, verdict: Literal["scam", "genuine"], label: str) -> None:
        """Show ``label`` for ``verdict``."""
        super().__init__(label, classes="verdict")
        self.verdict = verdict

    def on_click(self) -> None:
        """Tell the conversation."""
        self.post_message(self.Clicked(self.verdict))


class ConversationToJudge(VerticalGroup, can_focus=True):
    """A conversation of which lines can be picked, and the two verdicts."""

    DEFAULT_CSS = """
    .verdicts {
        height: auto;
        margin-top: 1;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "verdict('scam')", "Scam"),
        Binding("g", "verdict('genuine')", "Genuine"),
        Binding("space", "pick", "Pick line", key_display="Space"),
        Binding("enter", "done", "Answer"),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        *(Binding(str(number), f"number({number - 1})", "Pick this line", show=False) for number in range(1, 10)),
    ]

    class Done(Message):
        """The player is sure."""

    def __init__(self, question: Spot) -> None:
        """Judge the conversation of ``question``."""
        super().__init__()
        self._question = question
        self.verdict: Literal["scam", "genuine"] | None = None
        self.picked: set[int] = set()
        self.cursor = 0
        self.locked = False

    def compose(self) -> ComposeResult:
        """Draw the conversation."""
        yield from _messages(self._question)
        with Horizontal(classes="verdicts"):
            yield VerdictButton("scam", "s  It is a scam")
            yield VerdictButton("genuine", "g  It is genuine")
        yield PlainText("Is it a scam or genuine? Press s or g.", classes="how")

    def on_mount(self) -> None:
        """Show where the cursor is."""
        self._paint()

    @property
    def lines(self) -> list[Bubble]:
        """The messages, from the top."""
        return list(self.query_children(Bubble))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys once the key is shown."""
        return not self.locked or action not in ("verdict", "pick", "done", "move", "number")

    def action_verdict(self, verdict: Literal["scam", "genuine"]) -> None:
        """Say what it is; what is genuine has no tell-tales."""
        self.verdict = verdict
        if verdict == "genuine":
            self.picked.clear()
        self._paint()

    def action_number(self, place: int) -> None:
        """Pick the line with this number."""
        if place < len(self._question.lines):
            self.cursor = place
            self.action_pick()

    def action_pick(self) -> None:
        """Pick the line under the cursor as a tell-tale, or take it back; whoever picks one thinks it a scam."""
        self.picked ^= {self.cursor}
        if self.picked:
            self.verdict = "scam"
        self._paint()

    def action_move(self, by: int) -> None:
        """Move the cursor, round the ends."""
        self.cursor = (self.cursor + by) % len(self._question.lines)
        self._paint()
        self.lines[self.cursor].scroll_visible(animate=False)

    def action_done(self) -> None:
        """Give the answer once there is a verdict."""
        if self.verdict is None:
            self.app.notify("First say what it is: s for a scam, g for genuine.", markup=False, timeout=4)
        else:
            self.post_message(self.Done())

    def on_verdict_button_clicked(self, event: VerdictButton.Clicked) -> None:
        """Judge with the mouse."""
        event.stop()
        if not self.locked:
            self.action_verdict(event.verdict)

    def on_click(self, event: events.Click) -> None:
        """Pick a line with the mouse."""
        for place, bubble in enumerate(self.lines):
            if not self.locked and event.widget in (bubble, *bubble.query("*")):
                self.action_number(place)

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor."""
        self._paint()

    def _paint(self) -> None:
        for place, bubble in enumerate(self.lines):
            here, picked = place == self.cursor, place in self.picked
            bubble.set_class(here, "-cursor")
            bubble.set_class(picked, "-picked")
            bubble.query_one(".cursor", PlainText).update("⚑" if picked else "▌" if here else " ", layout=False)
        for button in self.query(VerdictButton):
            button.set_class(button.verdict == self.verdict, "-picked")
        self.query_one(".how", PlainText).update(self._next_step())

    def _next_step(self) -> str:
        if self.verdict == "scam":
            return "Which lines give it away? Pick their numbers, then Enter."
        if self.verdict == "genuine":
            return "Enter if you are sure."
        return "Is it a scam or genuine? Press s or g."


def _messages(question: Spot) -> Iterator[Widget]:
    """Yield where the messages were received and from whom, then the messages."""
    yield from (PlainText(text, classes="channel") for _, text in question.stimulus())
    yield from bubbles(question.lines, question.sender, numbered=True)


class SpotPanel(AnswerPanel):
    """A conversation to judge."""

    SHOWS_KEY: ClassVar[bool] = True
    question: Spot

    def compose(self) -> ComposeResult:
        """Draw it."""
        question = self.question
        yield ConversationToJudge(question)

    @staticmethod
    def seen_before(question: Spot) -> Iterable[Widget]:
        """Return the conversation."""
        return _messages(question)

    def first_focus(self) -> Widget:
        """Return the conversation."""
        return self.query_one(ConversationToJudge)

    @on(ConversationToJudge.Done)
    def _done(self, event: ConversationToJudge.Done) -> None:
        event.stop()
        judged = self.query_one(ConversationToJudge)
        if judged.verdict:
            self.give(Spotted(judged.verdict, tuple(sorted(judged.picked))))

    def reveal(self, response: Response) -> None:
        """Put each cue under its line, and say which were picked."""
        question = self.question
        judged = self.query_one(ConversationToJudge)
        judged.locked = True
        judged.add_class("-locked")
        picked = response.given.lines if isinstance(response.given, Spotted) else ()
        for place, bubble in enumerate(judged.lines):
            cue = bubble.line.cue
            if cue:
                bubble.query_one(".cue", PlainText).update(f"⚑ {cue}" if place in picked else f"⚑ missed: {cue}")
                bubble.add_class("tell-tale")
            elif place in picked:
                bubble.query_one(".cue", PlainText).update("✘ this line gives nothing away")
                bubble.add_class("wrong")
        for button in judged.query(VerdictButton):
            mine = isinstance(response.given, Spotted) and response.given.verdict == button.verdict
            if button.verdict == question.verdict:
                button.add_class("right")
                button.update(
                    f"✔ It is {'a scam' if button.verdict == 'scam' else 'genuine'}{', as you said' if mine else ''}"
                )
            elif mine:
                button.add_class("wrong")
                button.update(f"✘ You said {_WORDS[button.verdict]}")
            else:
                button.display = False
        judged.query_one(".how").display = False
        judged.refresh_bindings()
