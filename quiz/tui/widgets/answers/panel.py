"""What every way of answering has in common."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget

from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer
from quiz.questions.question import Question


class AnswerPanel(VerticalGroup):
    """A question's options, or whatever stands in their place; tells the screen what was given, and shows the key."""

    SHOWS_KEY: ClassVar[bool] = False
    """Whether the panel itself shows the whole key once it is revealed, so that it need not be said again below."""

    question: Question
    """What is asked. A panel says which type it is for by narrowing this."""

    class Answered(Message):
        """The player gave an answer. It counts once the attempt has taken it."""

        def __init__(self, given: Answer, panel: "AnswerPanel") -> None:
            """Carry the answer that was given on ``panel``."""
            super().__init__()
            self.given = given
            self.panel = panel

    def __init__(self, asked: PresentedQuestion, seed: int, clock: Callable[[], float]) -> None:
        """Ask ``asked``; ``seed`` is the attempt's, ``clock`` gives seconds."""
        super().__init__()
        self.asked = asked
        self.question = asked.question
        self.seed = seed
        self.clock = clock

    @staticmethod
    def seen_before(question: Any) -> Iterable[Widget]:
        """Return what else than its prompt a question is remembered by, for looking back at it without its panel."""
        return ()

    def first_focus(self) -> Widget:
        """Return the widget that takes the keys."""
        raise NotImplementedError

    def reveal(self, response: Response) -> None:
        """Take no more answers, and show what was right."""
        raise NotImplementedError

    def give(self, given: Answer) -> None:
        """Tell the screen."""
        self.post_message(self.Answered(given, self))
