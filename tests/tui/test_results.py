"""The end of a quiz as it is drawn: the mark, passed or how far off, what to do, and the rounds through one's mistakes."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.pilot import Pilot

from quiz.reports.placing import Placing
from quiz.reports.result_lines import placing_in_words
from quiz.services.attempt_session import PlayOptions
from quiz.services.requests import PlayRequest
from quiz.store.errors import StoreError
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.ready import ReadyScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.widgets.figures import SHIELD, block_figures
from quiz.tui.widgets.result_card import COUNT_MS, ResultCard
from quiz.tui.widgets.topic_bars import BARS_MS
from tests import builders
from tests.builders import right_answer, wrong_answer
from tests.store.makers import play
from tests.tui.drawn import illegible, lines_on, screen_cells
from tests.tui.driving import Hall, playing, press, settle, tap

SIZES = pytest.mark.parametrize(
    "size",
    [(60, 20), *(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (120, 40)])],
    ids=lambda size: f"{size[0]}x{size[1]}",
)


def furnish(hall: Hall, count: int, **about: Any) -> None:
    """Write a bank of ``count`` statements, all of them true, each with a thing to do."""
    (hall.folder / "school.toml").write_text('it_support = "the helpdesk (214)"\n', encoding="utf-8")
    statements = [
        builders.true_false(
            f"q{number}", answer=True, action=f"Ask {{it_support}} about {number}.", topic=f"topic {number % 2}"
        )
        for number in range(count)
    ]
    hall.add(*statements, title="Recognising scams", quiz_length=0, **about)


async def answer(pilot: Pilot[None], hall: Hall, *rights: bool) -> None:
    """Answer one question after another, rightly or not, and go on after each."""
    for right in rights:
        hall.clock.move(1)
        await press(pilot, "1" if right else "2")
        hall.clock.move(1)
        await press(pilot, "enter")


async def played(pilot: Pilot[None], hall: Hall, *rights: bool, begin: str = "enter") -> None:
    """Play the first bank to its end."""
    await settle(pilot)
    await press(pilot, begin)
    await answer(pilot, hall, *rights)
    assert isinstance(pilot.app.screen, ResultsScreen)


def seen(app: QuizApp) -> str:
    """Return all that is on the screen, each run of blanks as one."""
    return " ".join(lines_on(app, app.screen.region).split())


def results(app: QuizApp) -> ResultsScreen:
    """Return the results, which have to be on top."""
    assert isinstance(app.screen, ResultsScreen), app.screen
    return app.screen


def card(app: QuizApp) -> str:
    """Return what stands on the card, each run of blanks as one."""
    return " ".join(lines_on(app, app.screen.query_one(ResultCard).region).split())


def figure(app: QuizApp, text: str) -> bool:
    """Whether ``text`` stands on the card in block figures."""
    shown = lines_on(app, app.screen.query_one(ResultCard).region)
    return all(row.strip() in shown for row in block_figures(text, "large"))


async def show(pilot: Pilot[None], hall: Hall, rights: int, count: int) -> ResultsScreen:
    """Show the results of the first bank, of whose ``count`` questions so many were right, without playing it by keys."""
    app = pilot.app
    assert isinstance(app, QuizApp)
    await settle(pilot)
    assert app.player
    bank = app.services.banks["first"]
    session = app.services.begin(app.player, bank, PlayOptions(grace=0.0), None)
    for place in range(count):
        session.show()
        hall.clock.move(1)
        question = session.attempt.current.question
        response = session.attempt.answer(right_answer(question) if place < rights else wrong_answer(question))
        assert response
        session.keep(response)
        session.attempt.advance()
    await app.push_screen(ResultsScreen(session))
    await settle(pilot)
    return results(app)


def keys(app: QuizApp) -> str:
    """Return the line of keys."""
    return lines_on(app, app.screen.region).splitlines()[-1].strip()


SHIELD_ROW = SHIELD[2]
"""A row of the shield that is like nothing else on the screen."""


@SIZES
async def test_a_pass_is_a_card_in_the_colour_of_right_with_a_shield_where_there_is_room(
    hall: Hall, size: tuple[int, int]
) -> None:
    furnish(hall, 5)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await played(pilot, hall, True, True, False, True, True)
        place = app.screen.query_one(ResultCard).region
        cells = screen_cells(app)[place.y + 2][place.x : place.right]
        chip = [cell.text for cell in cells if cell.paper == Color.parse(app.theme_variables["right"]) and cell.text]
        assert "".join(chip).strip(" ▄█▀") == "✔ Passed"
        assert cells[0].paper == Color.parse(app.theme_variables["right-tint"])
        assert figure(app, "80")
        assert "Just the pass mark of 80" in card(app)
        beside = lines_on(app, place).splitlines()
        points = f"{results(app).session.result().points:,} points"
        assert [sum(fact in line for line in beside) for fact in ("4 of 5 right", points)] == [1, 1]
        assert "Your first time at this bank" in card(app)
        assert "on the board" not in seen(app), "where nobody else stands"
        assert (SHIELD_ROW in seen(app)) == (size[0] >= 70)
        assert keys(app).startswith("Enter Home")
        assert not illegible(app)


async def test_a_long_title_keeps_its_distance_from_who_plays(hall: Hall) -> None:
    hall.add(builders.true_false("one"), title="A title that is much longer than any line " * 2)
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await show(pilot, hall, 0, 1)
        assert re.search(r"…  +Sam", lines_on(app, app.screen.region).splitlines()[0])


async def test_what_stands_on_the_card_is_whole_where_it_is_narrow_too(hall: Hall) -> None:
    furnish(hall, 5)
    app = hall.app()
    async with app.run_test(size=(56, 20)) as pilot:
        await show(pilot, hall, 4, 5)
        await pilot.press("escape")
        await show(pilot, hall, 5, 5)
        told = card(app)
        assert "Your best yet, +20 on" in told
        assert "time" in told
        assert "…" not in told


@SIZES
async def test_who_has_not_passed_hears_how_far_off_it_was_and_what_to_do(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall, 8)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await played(pilot, hall, *[True] * 2, *[False] * 6)
        shown = seen(app)
        assert "◐ Not passed yet" in card(app)
        assert "Five more right answers and you pass" in card(app)
        assert "2 of 8 right" in card(app)
        assert figure(app, "25")
        assert "✔" not in card(app)
        assert SHIELD_ROW not in shown
        if size == (80, 24):
            asked = re.findall(r"Ask the helpdesk \(214\) about (\d).[ ▁-▇]+What about q(\d)\?", shown)
            assert len(asked) == 5, "each with its question, on the first screenful, and no more than five"
            assert all(number == about for number, about in asked)
        if size == (120, 40):
            asked = re.findall(r"✘ What about q(\d)\? ✔ True Do now Ask the helpdesk \(214\) about (\d).", shown)
            assert len(asked) == 5, "where there is room, with the right answer too"
        assert "Ask the helpdesk (214) about" in shown
        assert "{" not in shown
        assert re.match("Enter Practise (my )?6 mistakes", keys(app))
        assert not illegible(app)


async def test_the_card_counts_then_the_shield_comes_and_no_row_moves(hall: Hall) -> None:
    furnish(hall, 5)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await show(pilot, hall, 5, 5)
        end = lines_on(app, app.screen.region)
        assert figure(app, "100")

        async def at(moment: float) -> str:
            screen.elapsed = moment
            await pilot.pause()
            return lines_on(app, app.screen.region)

        assert "━" not in await at(0.0)
        half = await at(BARS_MS / 2)
        assert 0 < half.count("━") < end.count("━")
        await at(COUNT_MS / 2)
        assert figure(app, "50")
        counted = await at(COUNT_MS)
        assert figure(app, "100")
        assert SHIELD_ROW not in counted
        begun = await at(COUNT_MS + 120)
        assert SHIELD_ROW in begun
        assert SHIELD[4] not in begun
        assert await at(COUNT_MS + 240) == end


async def test_any_key_ends_what_moves(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.tui.screens.results._MOVES_SECONDS", 10_000.0)
    furnish(hall, 5)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.animation_level = "full"
        await show(pilot, hall, 5, 5)
        assert not figure(app, "100")
        await pilot.press("z")
        assert figure(app, "100")
        assert SHIELD_ROW in seen(app)


@SIZES
async def test_bars_and_figures_say_the_same_and_what_was_right_in_part_is_counted(
    hall: Hall, size: tuple[int, int]
) -> None:
    hall.add(
        builders.multiple("one", topic="codes", shuffle=False),
        builders.true_false("two", topic="links"),
        quiz_length=0,
        pass_mark=50,
    )
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        for _ in range(2):
            hall.clock.move(1)
            await press(pilot, "1")
            await press(pilot, "enter")
            hall.clock.move(1)
            await press(pilot, "enter")
        shown = seen(app)
        assert results(app).summary.topics[0].mark == 50
        beside = lines_on(app, app.screen.query_one(ResultCard).region).splitlines()
        points = f"{results(app).session.result().points:,} points"
        assert [sum(fact in line for line in beside) for fact in ("1 of 2 right, 1 in part", points)] == [1, 1]
        [parts] = re.findall("◐ codes (━+)(─+) 50 %", shown)
        assert abs(len(parts[0]) - len(parts[1])) <= 1
        assert re.search("✔ links ━+ 1 of 1", shown)


async def test_a_thing_to_do_has_its_question_in_one_line_however_long_that_is(hall: Hall) -> None:
    question = builders.true_false("one", answer=True, action="Ring her.", prompt="Is this " + "really " * 40 + "so?")
    hall.add(question, quiz_length=0)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await played(pilot, hall, False)
        lines = [line.strip() for line in lines_on(app, app.screen.query_one("#to-do").region).splitlines()]
        assert lines[0] == "Ring her."
        assert lines[1].startswith("Is this really")
        assert lines[1].endswith("…")
        assert len(lines) == 2


async def test_what_is_below_the_edge_is_read_with_the_keys_that_are_named_for_as_long_as_it_is(hall: Hall) -> None:
    furnish(hall, 8)
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await played(pilot, hall, *[False] * 8)
        assert "↓ more" in keys(app)
        await press(pilot, "pagedown", "pagedown")
        shown = seen(app)
        assert "✘ topic 1" in shown
        assert "A guide · ICO · 23 Nov 2026" in shown
        await pilot.resize_terminal(80, 40)
        await settle(pilot)
        assert "↓ more" not in keys(app)
        assert "A guide · ICO · 23 Nov 2026" in seen(app)


async def test_where_only_what_to_read_again_has_no_room_a_key_still_opens_it(hall: Hall) -> None:
    furnish(hall, 8)
    app = hall.app()
    async with app.run_test(size=(100, 24)) as pilot:
        await show(pilot, hall, 5, 8)
        assert "Read again" not in seen(app)
        assert "↓ more" not in keys(app)
        assert "o 1 source" in keys(app)


@SIZES
async def test_the_place_and_the_times_before_come_later_and_move_nothing(
    hall: Hall, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(hall, 4)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await show(pilot, hall, 1, 4)
        store = app.services.store
        bob = store.sign_in("Bob", "", 1)
        play(store, bob, points=results(app).session.result().points + 1, mark=0.5, at=1)
        await press(pilot, "escape")
        with monkeypatch.context() as patched:
            patched.setattr(ResultsScreen, "_look_up", lambda screen: None)
            await show(pilot, hall, 3, 4)
        before = lines_on(app, app.screen.region).splitlines()
        assert "on last time" not in seen(app)
        results(app)._look_up()
        await settle(pilot)
        after = lines_on(app, app.screen.region).splitlines()
        assert "1st of 2 on the board, up 1 " in card(app)
        assert "Your best yet, +50 on last time" in card(app)
        assert "Your marks ▁▅ 25 75" in seen(app)
        differ = [number for number, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        assert len(differ) == 3


@SIZES
async def test_practice_says_that_it_was_practice_and_gives_no_points(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall, 2)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await played(pilot, hall, True, False, begin="l")
        shown = seen(app)
        assert shown.startswith("Practice: Recognising scams")
        assert card(app).endswith("▀" * 20)
        for words in ("◐ Practised", "1 of 2 right", "You know 1 of 2 here now", "No clock, no points, no board"):
            assert words in card(app)
        assert not [word for word in ("assed", "pass mark", "800", "1st", "First", "Best") if word in shown]
        await tap(pilot, "a")
        assert playing(app).session.record.mode == "learn"


async def test_a_quiz_for_practice_has_its_points_and_no_place(hall: Hall) -> None:
    furnish(hall, 3)
    app = hall.app(play=PlayRequest(bank="first", questions=1))
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, ReadyScreen):
            await pilot.pause()
        await press(pilot, "enter")
        await answer(pilot, hall, True)
        assert "✔ Passed" in card(app)
        assert " points" in card(app)
        assert "For practice, so on no board" in card(app)
        assert "board" not in keys(app)


@SIZES
async def test_mistakes_come_back_in_rounds_until_each_was_right_once(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall, 4)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await played(pilot, hall, True, False, False, False)
        first = {response.question_id for response in results(app).session.attempt.responses if not response.right}
        assert re.match("Enter Practise (my )?3 mistakes", keys(app))
        await tap(pilot, "m")
        assert {asked.question.id for asked in playing(app).attempt.asked} == first
        assert playing(app).attempt.seconds_left() is None
        await answer(pilot, hall, True, False, False)
        assert seen(app).startswith("Practice: my mistakes")
        assert figure(app, "1")
        for words in ("◐ 1 of 3 cleared", "2 mistakes come again", "You know 2 of 4 here now, 1 more than before"):
            assert words in card(app)
        assert keys(app).startswith("Enter Go on with 2    r review")
        missed = {response.question_id for response in results(app).summary.to_review}
        await tap(pilot, "enter")
        assert {asked.question.id for asked in playing(app).attempt.asked} == missed
        await answer(pilot, hall, True, True)
        for words in ("✔ All cleared", "3 mistakes, each right once", "You know 4 of 4 here now, 3 more than before"):
            assert words in card(app)
        assert re.search("You know topic 0 ━+ 2 of 2 topic 1 ━+ 2 of 2", seen(app))
        assert keys(app).startswith("Enter Home    a play the bank again")
        assert not illegible(app)
        await tap(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert len(app.services.store.players_board("first")) == 1


@pytest.mark.thorough
async def test_a_round_that_is_left_keeps_its_answers_and_is_nothing_to_go_on_with(hall: Hall) -> None:
    furnish(hall, 3)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await played(pilot, hall, False, False, False)
        await tap(pilot, "m")
        hall.clock.move(1)
        await press(pilot, "1")
        playing(app).dismiss()
        await settle(pilot)
        services, player = app.services, app.player
        assert player
        assert isinstance(app.screen, HomeScreen)
        assert services.store.open_attempts(player.id) == []
        assert services.open_attempts(player) == []
        assert len(services.mistakes(player, services.banks["first"])) == 2


async def test_again_plays_the_bank_again(hall: Hall) -> None:
    furnish(hall, 1)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await played(pilot, hall, False)
        before = results(app).session.record.id
        await tap(pilot, "a")
        assert playing(app).session.record.id != before
        assert len(app.screen_stack) == 2


async def test_a_click_on_what_to_read_again_opens_it(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QuizApp, "open_link", lambda app, url: opened.append(url))
    furnish(hall, 1)
    app = hall.app()
    async with app.run_test(size=(80, 30)) as pilot:
        await played(pilot, hall, False)
        await pilot.click("#read-again", offset=(5, 0))
        await pilot.click("#to-do", offset=(5, 0))
        assert opened == [builders.source().url]


def test_who_has_been_here_before_is_not_told_of_a_first_time_though_nothing_is_known_of_the_last() -> None:
    found = Placing(rank=None, players=1, risen=0, by_another=False, best_before=50.0, since_last=None, marks=(80.0,))
    assert placing_in_words(found, 80.0, 75.0) == ["Your best yet"]
    assert placing_in_words(found, 40.0, 75.0) == ["Best so far 50 %"]


class TestCertificate:
    """A passed quiz has one, with the name that is asked for, in the folder for documents."""

    @SIZES
    async def test_c_asks_the_name_and_says_where_it_is_written(self, hall: Hall, size: tuple[int, int]) -> None:
        furnish(hall, 4)
        app = hall.app()
        async with app.run_test(size=size, notifications=True) as pilot:
            await show(pilot, hall, 4, 4)
            assert "c certificate" in seen(app)
            await tap(pilot, "c")
            assert "Sam" in seen(app)
            for theme in ("inset-light", "solarized-dark", "inset-dark"):
                app.theme = theme
                await pilot.pause()
                assert not illegible(app), theme
            await tap(pilot, "end", "space", "J", ".", "enter")
            await settle(pilot)
            (file,) = Path.home().glob("certificate-first-*.html")
            assert "Sam J." in file.read_text(encoding="utf-8")
            assert file.name in seen(app).replace(" ", "")
            # Asked once: next time it stands there already, and an existing file stays as it is.
            await tap(pilot, "c")
            assert "Sam J." in seen(app)
            await tap(pilot, "enter")
            await settle(pilot)
            assert len({page.read_bytes() for page in Path.home().glob("certificate-first-*.html")}) == 1
            assert len(list(Path.home().glob("certificate-first-*.html"))) == 2
            # Another day home has it, too.
            await tap(pilot, "escape")
            assert "c certificate" in seen(app) or size[0] < 80, "the keys of the narrowest are behind ?"
            await tap(pilot, "c", "enter")
            await settle(pilot)
            assert len(list(Path.home().glob("certificate-first-*.html"))) == 3

    async def test_a_name_that_is_none_is_asked_for_again_and_escape_writes_nothing(self, hall: Hall) -> None:
        furnish(hall, 2)
        app = hall.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await show(pilot, hall, 2, 2)
            await tap(pilot, "c", "backspace", "backspace", "backspace", "enter")
            assert "Type a name with letters or figures." in seen(app)
            await tap(pilot, "escape")
            assert results(app)
            assert not list(Path.home().glob("*.html"))

    async def test_scores_that_are_gone_with_the_quiz_certify_nothing(self, hall: Hall) -> None:
        furnish(hall, 4)
        app = hall.app()
        async with app.run_test() as pilot:
            await settle(pilot)
            app.services.trouble = StoreError("No.", "Nothing.")
            await show(pilot, hall, 4, 4)
            assert "certificate" not in seen(app)

    async def test_what_is_not_passed_has_none(self, hall: Hall) -> None:
        furnish(hall, 4)
        app = hall.app()
        async with app.run_test(size=(120, 40)) as pilot:
            await show(pilot, hall, 1, 4)
            assert "certificate" not in seen(app)
            await tap(pilot, "c")
            assert results(app)
