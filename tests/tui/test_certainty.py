"""How sure a player is: asked with one key after an answer, before anything is said of it, and apart from points."""

import re
import threading
from typing import Any

import pytest

from quiz.banks.model import Preset
from quiz.play.attempt import Response, State
from quiz.questions.question import Question
from quiz.store.errors import StoreError
from quiz.store.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.screens.review import ReviewScreen
from tests import builders
from tests.tui.driving import Hall, click, few_types, playing, right_keys, settle, tap
from tests.tui.seeing import picture, texts

ASKED = "How sure are you?"
SECOND_LOOK = "worth a second look"

SEEN = {
    "single": r"▌  \d   option 1",
    "multiple": r"■  option 2",
    "true-false": r"▌  t   True",
    "order": r"4   step 3",
    "match": r"item 3 +→ C",
    "number": r"│  72 +│  hours",
    "short": r"│  reportfraud +│",
    "spot": r"▌  s   Scam.*2 lines picked",
    "scenario": r"▌  \d   best",
}
"""What of its right answer stands on the screen while it is asked how sure the player is, by the type: patterns."""


def kept(app: QuizApp) -> list[Response]:
    """Return what is in the store of the attempt that is played."""
    session = playing(app).session
    return session.store.responses(session.record.id)


@pytest.mark.parametrize("size", [pytest.param((80, 24), marks=pytest.mark.thorough), (60, 20)], ids=["80x24", "60x20"])
@pytest.mark.parametrize("question", few_types("single", "number", "scenario"), ids=lambda question: question.id)
async def test_it_is_asked_below_the_answer_and_nothing_is_said_of_it_before(
    hall: Hall, question: Question, size: tuple[int, int]
) -> None:
    hall.add(question)
    app = hall.app(ask_certainty=True)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        screen = playing(app)
        await tap(pilot, *right_keys(screen.attempt.current, screen.session.record.seed))
        drawn = picture(app)
        *_, question_row, keys_row = drawn.splitlines()
        assert ASKED in question_row
        assert all(f" {words}" in f" {keys_row}" for words in ("1 not", "2 or Enter fairly", "3 very", "Esc leave"))
        assert re.search(SEEN[question.id], drawn)
        assert question.explanation not in texts(screen)
        assert question.type == "scenario" or not [glyph for glyph in "✔✘◐" if glyph in drawn]
        assert [response.certainty for response in kept(app)] == [None]
        await tap(pilot, "3")
        assert "✔ Right" in picture(app)
        assert ASKED not in texts(screen)
        assert [(response.certainty, response.right) for response in kept(app)] == [(3, True)]


async def test_a_key_that_is_held_says_nothing_and_enter_is_the_middle(hall: Hall) -> None:
    hall.add(builders.number(), builders.single())
    app = hall.app(ask_certainty=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        if playing(app).attempt.current.question.id == "single":
            await tap(pilot, "f4", "enter")
        await tap(pilot, *"72", "enter")
        for awaited in (State.GIVEN, State.ANSWERED):
            for _ in range(20):
                hall.clock.move(0.03)
                await pilot.press("enter")
            await settle(pilot)
            assert playing(app).attempt.state is awaited
            assert playing(app).attempt.current.question.id == "number"
            await tap(pilot, *["enter"] * (awaited is State.GIVEN))
        assert kept(app)[-1].certainty == 2


@pytest.mark.parametrize(
    ("about", "settings"), [({"ask_certainty": False}, {"ask_certainty": True}), ({}, {"ask_certainty": False})]
)
async def test_nobody_is_asked_whose_settings_or_bank_do_not_want_it(
    hall: Hall, about: dict[str, Any], settings: dict[str, Any]
) -> None:
    hall.add(builders.true_false(), **about)
    app = hall.app(**settings)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t")
        assert "✔ Right" in picture(app)


async def test_practice_does_not_ask(hall: Hall) -> None:
    hall.add(builders.true_false())
    app = hall.app(ask_certainty=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "l", "t")
        assert "✔ Right" in picture(app)


@pytest.mark.parametrize(("preset", "certainty", "points"), [("steady", None, 1000), ("certainty", 1, 333)])
async def test_an_answer_counts_though_its_time_ends_while_it_is_asked(
    hall: Hall, preset: Preset, certainty: int | None, points: int
) -> None:
    hall.add(builders.true_false(), preset=preset)
    app = hall.app(ask_certainty=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t")
        hall.clock.move(1000)
        playing(app).tick()
        await settle(pilot)
        assert "✔ Right" in picture(app)
        [response] = kept(app)
        assert (response.certainty, response.outcome) == (certainty, "answered")
        assert points - 100 < response.points <= points


@pytest.mark.parametrize("preset", ["steady", "certainty"])
async def test_who_leaves_while_it_is_asked_keeps_the_answer(hall: Hall, preset: Preset) -> None:
    hall.add(builders.true_false("one"), builders.true_false("two"), preset=preset)
    app = hall.app(ask_certainty=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t", "escape")
        assert isinstance(app.screen, Dialog)
        assert "1 still to come" in " ".join(picture(app).split())
        await tap(pilot, "l")
        assert isinstance(app.screen, HomeScreen)
        assert app.player
        [record] = app.services.store.open_attempts(app.player.id)
        assert [response.outcome for response in app.services.store.responses(record.id)] == ["answered"]


async def test_escape_at_the_last_answer_says_nothing_of_how_sure_and_shows_what_came_of_it(hall: Hall) -> None:
    hall.add(builders.true_false())
    app = hall.app(ask_certainty=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t", "escape")
        assert "✔ Right" in picture(app)
        assert kept(app)[0].certainty is None
        await tap(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)


async def test_a_window_that_changes_its_size_tells_nothing_and_still_asks(hall: Hall) -> None:
    hall.add(builders.true_false())
    app = hall.app(ask_certainty=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t")
        for size in ((40, 12), (60, 20), (200, 50)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            drawn = " ".join(picture(app).split())
            assert ASKED in drawn
            assert "3 very" in drawn
            assert "✔" not in drawn


@pytest.mark.parametrize(
    ("key", "is_said"), [pytest.param("1", False, marks=pytest.mark.thorough), ("2", False), ("3", True)]
)
async def test_who_was_very_sure_and_wrong_is_told_to_look_again_there_and_in_the_review(
    hall: Hall, key: str, is_said: bool
) -> None:
    hall.add(builders.true_false())
    app = hall.app(ask_certainty=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "f", key)
        assert "✘ Not right" in picture(app)
        assert (SECOND_LOOK in picture(app)) is is_said
        await tap(pilot, "enter", "r")
        assert isinstance(app.screen, ReviewScreen)
        assert (SECOND_LOOK in picture(app)) is is_said


async def test_it_can_be_said_with_the_mouse(hall: Hall) -> None:
    hall.add(builders.true_false())
    app = hall.app(ask_certainty=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t")
        hall.clock.move(1)
        await click(pilot, "very sure")
        await settle(pilot)
        assert kept(app)[0].certainty == 3


async def test_help_says_what_hangs_on_it(hall: Hall) -> None:
    hall.add(builders.true_false(), preset="certainty")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t")
        assert "sure and wrong costs" in picture(app)
        await tap(pilot, "f1")
        assert "One key says how sure you are." in " ".join(picture(app).split())


async def test_what_is_said_is_not_lost_with_a_store_that_fails_for_a_moment(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(builders.true_false())
    app = hall.app(ask_certainty=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "t")
        with monkeypatch.context() as full:

            def fails(*_: object) -> None:
                raise StoreError("The disk is full.", "Make room.")

            full.setattr(Store, "note_certainty", fails)
            await tap(pilot, "3")
            assert isinstance(app.screen, Dialog)
        await tap(pilot, "enter")
        assert "✔ Right" in picture(app)
        assert kept(app)[0].certainty == 3


async def test_a_story_says_nothing_of_its_last_decision_before(hall: Hall) -> None:
    story = builders.scenario()
    hall.add(story)
    app = hall.app(ask_certainty=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        screen = playing(app)
        await tap(pilot, *right_keys(screen.attempt.current, screen.session.record.seed))
        endings = [scene.text for scene in story.scenes.values() if scene.end]
        assert not [text for text in endings if text in texts(screen)]
        await tap(pilot, "1")
        assert kept(app)[0].certainty == 1


async def test_a_story_that_has_ended_takes_no_decision_while_a_slow_store_writes_it_down(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(builders.scenario())
    app = hall.app(ask_certainty=True)
    go_on = threading.Event()
    record = Store.record

    def slowly(store: Store, *what: Any) -> bool:
        go_on.wait(builders.PATIENCE)
        return record(store, *what)

    monkeypatch.setattr(Store, "record", slowly)
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        screen = playing(app)
        *before, last = right_keys(screen.attempt.current, screen.session.record.seed)
        await tap(pilot, *before)
        for key in (last, "1", "1"):
            hall.clock.move(1)
            await pilot.press(key)
            await pilot.pause()
        go_on.set()
        await settle(pilot)
        assert ASKED in picture(app)
        await tap(pilot, "2")
        assert "✔ Right" in picture(app)
