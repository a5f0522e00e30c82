"""Nothing that has to be read is cut off on a terminal of 60 by 20."""

import pytest

from quiz.questions.conversation import Line
from quiz.questions.match import Pair
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.scenario import Choice, Scene
from quiz.tui.screens.play import PlayScreen
from quiz.tui.widgets.feedback_panel import FeedbackPanel
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import RowView
from tests import builders
from tests.tui.driving import Hall, playing, press, right_keys, settle
from tests.tui.seeing import drawn

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


def assert_whole(screen: PlayScreen) -> None:
    """Every text of the question is drawn to its last word, inside what can be scrolled to."""
    inside = screen.body.scrollable_content_region
    assert screen.body.max_scroll_x == 0
    for words in screen.body.query(PlainText).exclude(".cursor"):
        said = " ".join(str(words.render()).split())
        if said and all(parent.display for parent in words.ancestors_with_self):
            assert drawn(words) == said
            assert inside.x <= words.region.x
            assert words.region.right <= inside.right
            assert words.virtual_region.bottom <= words.parent.virtual_size.height  # type: ignore[union-attr]
    for rows in (shown for shown in screen.body.query(RowView) if shown.display):
        # Columns stand side by side, so that a wrapped text does not come in one piece.
        assert sorted(drawn(rows).split()) == sorted(str(rows.render()).split())
        assert inside.x <= rows.region.x
        assert rows.region.right <= inside.right


@pytest.mark.parametrize("question", long_questions(), ids=lambda question: question.id)
async def test_long_answers_wrap_before_and_after_the_answer(hall: Hall, question: Question) -> None:
    hall.add(question)
    app = hall.app()
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        screen = playing(app)
        assert_whole(screen)
        hall.clock.move(1)
        await press(pilot, *("space" if key == "\x00" else key for key in right_keys(screen.attempt.current, 5)))
        assert screen.query_one(FeedbackPanel).display
        assert_whole(screen)
