"""Ready?: said once, before the first go at a bank; what is chosen there holds at once."""

import pytest

from quiz.services.requests import PlayRequest
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.ready import ReadyScreen
from tests import builders
from tests.tui.driving import Hall, click, playing, settle, tap, until
from tests.tui.seeing import picture

QUESTIONS = tuple(builders.true_false(f"q{number}", time_limit=20) for number in range(3))


def words(app: object) -> str:
    return " ".join(picture(app).split())  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_first_go_says_what_is_to_come_and_enter_begins(newcomers: Hall, size: tuple[int, int]) -> None:
    newcomers.add(*QUESTIONS)
    app = newcomers.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        seen = words(app)
        for said in (
            *("3 questions, about 1 minute. 80 % to pass.", "Your first answer is final.", "never a better mark"),
            *("c Clock ● as set ○ half more ○ none", "l Play ● for the board ○ as practice", "Enter Begin Esc Not now"),
        ):
            assert said in seen
        await tap(pilot, "enter")
        assert playing(app).session.record.on_board
        await tap(pilot, "escape", "l", "enter")
        assert not isinstance(app.screen, ReadyScreen), "asked at each go"


async def test_where_scores_cannot_be_kept_home_and_ready_say_so(newcomers: Hall) -> None:
    newcomers.add(*QUESTIONS)
    (newcomers.folder / "scores.db").write_bytes(b"no scores at all" * 100)
    app = newcomers.app(player="Oluwaseun Adebayo-Fortescue-Williamson")
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await tap(pilot, "p")
        await settle(pilot)
        assert "INSET Quiz  ! scores not kept   Oluwaseun" in picture(app).splitlines()[0]
        await tap(pilot, "enter")
        seen = words(app)
        assert "l Play ● as a quiz ○ as practice" in seen
        assert "· Scores are not kept this time." in seen
        assert "is kept" not in seen


async def test_the_clock_goes_round_with_a_key_or_is_clicked_and_holds_at_once(newcomers: Hall) -> None:
    newcomers.add(*QUESTIONS)
    app = newcomers.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "c")
        assert "○ as set ● half more ○ none" in words(app)
        await click(pilot, "none")
        assert "● none" in words(app)
        assert "Every right answer gives the same board points" in words(app)
        await tap(pilot, "c", "c", "enter")
        assert playing(app).attempt.current.limit == 30
        assert app.settings.extra_time == "1.5"


async def test_a_time_that_the_settings_have_is_one_of_the_values(newcomers: Hall) -> None:
    newcomers.add(*QUESTIONS)
    app = newcomers.app(extra_time="2")
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        assert "○ as set ○ half more ● double ○ none" in words(app)


async def test_practice_has_no_clock_and_the_board_can_be_had_again(newcomers: Hall) -> None:
    newcomers.add(*QUESTIONS)
    app = newcomers.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "l", "c")
        assert "○ for the board ● as practice" in words(app)
        assert "○ as set ○ half more ● none" in words(app)
        assert app.settings.extra_time == "1", "practice is no reason to change it"
        await click(pilot, "for the board")
        assert "● as set" in words(app)
        await tap(pilot, "l", "enter")
        assert playing(app).session.record.mode == "learn"


async def test_what_the_command_line_or_the_bank_settles_cannot_be_chosen(newcomers: Hall) -> None:
    newcomers.add(*QUESTIONS)
    newcomers.add(builders.true_false("calm", time_limit="none"), identifier="second")
    app = newcomers.app(play=PlayRequest(extra_time="2"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in ((), ("down",)):
            await tap(pilot, *keys, "enter")
            assert "c Clock" not in words(app)
            await tap(pilot, "c", "escape")
            assert app.settings.extra_time == "1"
        assert isinstance(app.screen, HomeScreen)
        assert app.player
        assert app.services.store.open_attempts(app.player.id) == []


async def test_practice_instead_of_starting_again_leaves_the_quiz_that_was_begun(newcomers: Hall) -> None:
    newcomers.add(*QUESTIONS)
    app = newcomers.app(play=PlayRequest(seed=5))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        assert "This quiz is for practice" in words(app)
        assert "● as a quiz ○ as practice" in words(app)
        await tap(pilot, "enter")
        newcomers.clock.move(1)
        await tap(pilot, "1", "escape", "l", "enter", "s", "l", "enter")
        assert playing(app).session.record.mode == "learn"
        assert app.player
        assert len(app.services.store.open_attempts(app.player.id)) == 2
