"""How the app looks, as files to read: tests/tui/snapshots. QUIZ_UPDATE_SNAPSHOTS=1 writes them anew."""

import pytest

from quiz.questions.options import Option
from tests import builders
from tests.tui.driving import Hall, press, settle
from tests.tui.seeing import assert_same_picture

SIZES = [(60, 20), (80, 24), (120, 40)]


def furnish(hall: Hall) -> None:
    """Write the two banks of the pictures."""
    options = tuple(
        Option(text=text, correct=i == 1, why="" if i == 1 else "The code is the key to your account.")
        for i, text in enumerate(
            [
                "Forward it: the code is no use to you",
                "Ring the colleague on the number you already have",
                "Ask in the group whether it is really them",
                "Ignore it and carry on",
            ]
        )
    )
    question = builders.single(
        "code",
        options=options,
        shuffle=False,
        topic="account theft",
        prompt="A colleague's account asks you for a six-digit code that came to you by mistake. What do you do first?",
        explanation="It is your own registration code: whoever has it can take your account.",
        action="Tell IT support at once.",
    )
    hall.add(question, identifier="scams", title="Recognising scams", summary="What to look at before you click.")
    hall.add(identifier="zoo", title="What else there is", summary="Nine questions.")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_home_a_question_and_its_feedback_look_as_before(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall)
    app = hall.app(player="Quick Badger", team="Science")
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        assert_same_picture(app, f"home-{name}")
        await press(pilot, "enter")
        hall.clock.move(5)
        app.screen.tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert_same_picture(app, f"question-{name}")
        await press(pilot, "1")
        assert_same_picture(app, f"feedback-{name}")
