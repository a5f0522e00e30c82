"""Nothing that has to be read is cut off on a terminal of 60 by 20."""

import pytest

from quiz.questions.conversation import Line
from quiz.questions.match import Match, Pair
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.scenario import Choice, Scene
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse
from quiz.tui.widgets.answers.panel import AnswerPanel
from tests import builders
from tests.tui.panels import NARROW, answered_panel, open_panel, text_of
from tests.tui.test_feedback_fits import is_seen

LONG = "ring the colleague on the number you already have, wait for an answer, and tell nobody the code before that"


def long(word: object) -> str:
    """Return a text of several lines that is unlike any other."""
    return f"{word} {LONG} {word}"


def long_questions() -> list[Question]:
    """Return a question of each type whose answers do not fit on a line."""
    options = tuple(Option(text=long(i), correct=i == 1, why=long(f"why {i}")) for i in range(4))
    choices = (
        Choice(text=long("well"), goto="end", mark=1, why=long("good")),
        Choice(text=long("badly"), goto="end", mark=0),
    )
    return [
        builders.single(options=options, explanation=long("because"), action=long("do")),
        builders.multiple(options=(*options[:3], Option(text=long(3), correct=True))),
        builders.true_false(prompt=long("true")),
        builders.order(steps=tuple(long(f"step {i}") for i in range(4))),
        builders.match(pairs=tuple(Pair(item=long(f"item {i}"), box=box) for i, box in enumerate("ABAC"))),
        builders.number(prompt=long("how many")),
        builders.short(prompt=long("what")),
        builders.spot(lines=tuple(Line(text=long(f"line {i}"), cue=long("cue") if i == 1 else "") for i in range(4))),
        builders.scenario(
            start="door",
            scenes={
                "door": Scene(text=long("door"), choices=choices, lines=(Line(text=long("hello"), sender="Mum"),)),
                "end": Scene(text=long("over"), end=True),
            },
        ),
    ]


def words_of(panel: AnswerPanel) -> list[str]:
    return text_of(panel.fitted_in(*NARROW)).split()


@pytest.mark.parametrize("question", long_questions(), ids=lambda question: question.id)
def test_long_answers_wrap_before_and_after_the_answer(question: Question) -> None:
    panel = open_panel(question)
    words = words_of(panel)
    for text in question.texts():
        assert panel.SCROLLS or is_seen(text, words), text
    answered = answered_panel(question, None)
    answered.unfold()
    words = words_of(answered)
    for text in [] if isinstance(question, Match | Spot | TrueFalse) else question.labelled():
        assert is_seen(text, words), text
