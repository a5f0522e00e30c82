"""Home as it is drawn: where one stands at each bank, what comes first, and what its keys lead to."""

import threading
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.geometry import Size
from textual.pilot import Pilot

from quiz.services.attempt_session import Clocks, PlayOptions
from quiz.services.progress import Overview
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.services import Services
from quiz.services.settings import Settings, read_settings
from quiz.store.records import Mode, Player
from quiz.tui.app import QuizApp
from quiz.tui.home_layout import HomeLayout
from quiz.tui.home_rows import day_in_brief, played_in_words
from quiz.tui.home_state import HomeContents
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.name import NameScreen
from tests import builders
from tests.tui.drawn import lines_on, screen_cells
from tests.tui.driving import Hall, playing, press, settle, tap
from tests.tui.seeing import picture

SIZES = [(60, 20), (80, 24), *(pytest.param(size, marks=pytest.mark.thorough) for size in [(120, 40), (200, 50)])]
TODAY = datetime(2026, 11, 26, 12)
QUESTIONS = tuple(builders.single(f"q{number}", time_limit="none") for number in range(4))
TITLES = ("Passed bank", "Failed bank", "Begun bank", "New bank")

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


class Past:
    """What a player did before the app was opened."""

    def __init__(self, hall: Hall, services: Services) -> None:
        self.clock, self.services = hall.clock, services
        self.clock.now = max(self.clock.now, TODAY.timestamp())
        self.player = services.sign_in("Sam", None, Settings())

    def play(self, bank_id: str, right: int, *, wrong: int = 0, days_ago: int = 0, mode: Mode = "quiz") -> None:
        """Answer questions of a bank of four: the first ``right`` of them rightly, and leave it there."""
        now = self.clock.now
        self.clock.now -= timedelta(days=days_ago).total_seconds()
        bank = self.services.banks[bank_id]
        session = self.services.begin(self.player, bank, PlayOptions(mode=mode, grace=0.0), 7)
        for number in range(right + wrong):
            session.show()
            attempt = session.attempt
            response = attempt.answer(builders.right_answer(attempt.current.question)) if number < right else attempt.skip()
            assert response
            session.keep(response)
            attempt.advance()
        self.clock.now = now + 60


def past(hall: Hall) -> closing[Services]:
    """Open the hall's store as one who plays there before the app does."""
    clocks = Clocks(monotonic=hall.clock, wall=lambda: int(hall.clock() * 1000))
    request = AppRequest(
        store=str(hall.folder / "scores.db"), bank_folders=(hall.folder,), settings_file=hall.folder / "none.json"
    )
    services = Services(request, clocks)
    services.open_store()
    return closing(services)


def furnish(hall: Hall, *, ago: int = 0) -> None:
    """Write a bank of each state: passed, not passed, half done, never played, broken; all of it today, or ``ago``."""
    for identifier, title in zip("abcd", TITLES, strict=True):
        hall.add(*QUESTIONS, identifier=identifier, title=title, summary=f"All about {title}.")
    (hall.folder / "broken.toml").write_text("format = 1\nnonsense", encoding="utf-8")
    with past(hall) as services:
        sam = Past(hall, services)
        for right in (2, 3, 4):
            sam.play("a", right, wrong=4 - right)
        sam.play("b", 2, wrong=2, days_ago=3 * ago)
        sam.play("c", 1, wrong=1, days_ago=ago)


def home(app: QuizApp) -> HomeScreen:
    assert isinstance(app.screen, HomeScreen), app.screen
    return app.screen


async def listed(pilot: Pilot[None], app: QuizApp) -> list[str]:
    """Return the lines of the list, those out of sight too, by going from its first row to its last."""
    found: list[str] = []
    await press(pilot, "home")
    for _ in home(app).banks.keys:
        found += [line for line in rows_in_sight(app) if line and line not in found]
        await press(pilot, "down")
    await press(pilot, "home")
    return found


def rows_in_sight(app: QuizApp) -> list[str]:
    """Return the lines of the list that are in sight, without the mark of the chosen one and the bar for scrolling."""
    banks = home(app).banks
    lines = lines_on(app, banks.region).splitlines()
    return [line.replace("▌", " ")[: banks.region.x + banks.scrollable_content_region.width].rstrip() for line in lines]


def row_of(lines: list[str], title: str) -> str:
    """Return the line of the list that is about ``title``."""
    return next(line for line in lines if line.strip()[2:].startswith(title))


@at_every_size
async def test_each_bank_says_how_one_stands_at_it_with_a_glyph_of_its_own(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall, ago=1)
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        lines = await listed(pilot, app)
        states = {
            "Passed bank": ["✔ ", "100 %", "4 of 4"],
            "Failed bank": ["◐ ", "50 %", "2 of 4"],
            "Begun bank": ["▸ ", "begun", "2 of 4"],
            "New bank": ["○ ", "new", "1 minute"],
            "broken.toml": ["! ", "cannot be played: 1 fault"],
        }
        if size[0] >= 80:
            states["Passed bank"] += ["today"]
            states["Failed bank"] += ["▃ 50", "━━", "23 Nov"]
            states["Begun bank"] += ["1 of 4", "25 Nov"]
        for title, said in states.items():
            row = row_of(lines, title)
            assert row.strip().startswith(said[0]), row
            assert [words for words in said if words not in row] == [], row
        ends = {
            row_of(lines, title).index(best) + len(best)
            for title, best in zip(TITLES, ("100 %", "50 %", "begun", "new"), strict=True)
        }
        assert len(ends) == 1, lines


@at_every_size
async def test_what_was_left_open_last_comes_first_then_what_was_missed_then_the_banks(
    hall: Hall, size: tuple[int, int]
) -> None:
    furnish(hall)
    with past(hall) as services:
        Past(hall, services).play("a", 3, days_ago=2)
        Past(hall, services).play("d", 1, mode="learn")
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert home(app).banks.keys[:3] == ["learn:d", "missed:", "bank:c"]
        above = " ".join(" ".join(await listed(pilot, app)).split("Bank ")[0].split())
        assert "▸ Go on practising" in above
        assert "1 of 4" in above
        assert "New bank" in above
        # The bank with the most misses is another: this one has the latest.
        others = "2 in Failed" if size[0] >= 200 else "2 elsewhere"
        assert f"1 in Begun bank, {others}" in above if size[0] > 60 else "You missed: questions of 2 banks" in above
        # What else is open is reached from its bank.
        assert "2 of 4" in row_of(await listed(pilot, app), "Begun bank")


@at_every_size
async def test_a_mark_that_just_failed_is_not_rounded_to_the_pass_mark(hall: Hall, size: tuple[int, int]) -> None:
    hall.add(*QUESTIONS[:3], identifier="a", pass_mark=67)
    with past(hall) as services:
        Past(hall, services).play("a", 2, wrong=1)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "66 %" in "\n".join(await listed(pilot, app))
        await press(pilot, "end")
        assert "66.67 %" in await read_on(pilot, app)


async def test_enter_on_the_first_row_goes_on_and_asks_nothing(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Enter Go on" in picture(app)
        await tap(pilot, "enter")
        assert playing(app).session.bank.title == "Begun bank"
        assert playing(app).attempt.position == 2


async def test_enter_is_called_what_it_does_and_the_arrows_go_through_all(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        said = {
            "": "Enter Go on",
            "right": "Enter Start",
            "left": "Enter Go on",
            "down": "Enter Start",
            "down ": "Enter Play",
        }
        for key, words in said.items():
            await press(pilot, *key.split())
            assert words in picture(app)
        await press(pilot, "end")
        assert "Enter" not in picture(app)
        assert home(app).banks.chosen.startswith("file:")
        await press(pilot, "down", "up", "pageup")
        assert not home(app).banks.chosen.startswith("file:")


async def test_the_mouse_shows_what_it_would_choose_and_a_click_begins_it(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        line = rows_in_sight(app).index(row_of(rows_in_sight(app), "New bank"))
        await pilot.hover("#banks", offset=(10, line))
        await pilot.pause()
        region = home(app).banks.region
        raised = Color.parse(app.theme_variables["panel"])
        assert screen_cells(app)[region.y + line][region.x + 10].paper == raised
        await pilot.click("#banks", offset=(10, line))
        await settle(pilot)
        assert playing(app).session.bank.title == "New bank"


@pytest.mark.parametrize(("chosen", "key"), [("missed:", "enter"), ("bank:b", "m")], ids=["card", "m"])
async def test_what_was_missed_is_practised_and_nothing_else(hall: Hall, chosen: str, key: str) -> None:
    furnish(hall)
    with past(hall) as services:
        sam = Past(hall, services)
        sam.play("c", 4)
        missed = services.mistakes(sam.player, services.banks["b"])
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        home(app).banks.chosen = chosen
        await press(pilot, key)
        record = playing(app).session.record
        assert (record.bank_id, record.mode, sorted(record.questions)) == ("b", "mistakes", sorted(missed))
        assert len(missed) == 2


async def test_where_nothing_was_missed_there_is_no_card_and_m_says_so(hall: Hall) -> None:
    hall.add(*QUESTIONS, identifier="a")
    with past(hall) as services:
        Past(hall, services).play("a", 4)
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert home(app).banks.keys == ["bank:a"]
        assert "You missed" not in picture(app)
        await press(pilot, "m")
        assert "Nothing to practise: everything you were asked was right." in picture(app)
        await press(pilot, "up", "enter")
        assert playing(app).session.record.mode == "quiz"


async def test_without_a_card_the_bank_that_was_played_last_is_chosen(hall: Hall) -> None:
    for identifier in "abc":
        hall.add(*QUESTIONS, identifier=identifier, title=f"Bank {identifier}")
    with past(hall) as services:
        Past(hall, services).play("c", 4, days_ago=3)
        Past(hall, services).play("b", 4)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert home(app).banks.chosen == "bank:b"


async def test_l_practises_the_whole_bank(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        home(app).banks.chosen = "bank:d"
        await press(pilot, "l")
        record = playing(app).session.record
        assert (record.mode, len(record.questions)) == ("learn", 4)


async def test_without_a_name_one_is_welcomed_and_n_asks_for_one(hall: Hall) -> None:
    furnish(hall)
    app = hall.app(player="")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Welcome. Five minutes are enough." in picture(app)
        assert picture(app).count("○") == 4
        assert picture(app).count("start here") == 1
        assert "n  choose a name" in picture(app).splitlines()[0]
        assert "p progress" not in picture(app)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, NameScreen)
        await press(pilot, *"Sam", "enter")
        assert "Welcome" not in picture(app)
        assert "100 %" in picture(app)
        assert picture(app).splitlines()[0].split() == ["INSET", "Quiz", "Sam"]


@at_every_size
async def test_titles_come_first_and_nothing_moves_when_the_figures_come(
    hall: Hall, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(hall)
    known, whole = threading.Event(), Services.overview

    def slowly(services: Services, player: Player) -> Overview:
        known.wait(builders.PATIENCE)
        return whole(services, player)

    monkeypatch.setattr(Services, "overview", slowly)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        while not home(app).banks.keys:
            await pilot.pause(0.01)
        await pilot.pause()
        before = rows_in_sight(app)
        assert not any("50 %" in line for line in before)
        known.set()
        await settle(pilot)
        after = rows_in_sight(app)
        assert any("50 %" in line for line in after)
        for words in ("Go on", "You missed", "Best", *TITLES[:2]):
            places = [[line.find(words) for line in lines][: len(before)] for lines in (before, after)]
            assert max(places[0]) >= 0, words
            if size[1] < 36:
                assert places[0] == places[1], words


async def test_a_player_named_on_the_command_line_is_not_remembered(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app(player="Sam", team="Maths", play=PlayRequest(player="Kim", team="Art"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Kim · Art" in picture(app).splitlines()[0]
        app.theme = "inset-light"
        await settle(pilot)
    kept = read_settings(hall.folder / "settings.json")
    assert (kept.player, kept.team, kept.theme) == ("Sam", "Maths", "inset-light")


async def test_the_name_in_the_settings_is_kept(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app(player="Sam", play=PlayRequest(team="Art"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
    assert read_settings(hall.folder / "settings.json").team == "Art"


@at_every_size
async def test_where_there_is_no_bank_or_only_a_broken_one_it_says_what_to_do(hall: Hall, size: tuple[int, int]) -> None:
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "No question banks were found" in picture(app)
        assert "Put a bank (a .toml file) into one of these folders" in " ".join(picture(app).split())
        assert hall.folder.name in "".join(picture(app).split())
        (hall.folder / "broken.toml").write_text("format = 1\nnonsense", encoding="utf-8")
        await home(app).follow()
        await settle(pilot)
        assert "! broken.toml" in picture(app)
        assert "cannot be played: 1 fault" in picture(app)
        assert "Enter" not in picture(app)
        assert "line 2" in await read_on(pilot, app)


@at_every_size
async def test_what_is_cut_in_the_list_is_whole_in_the_summary(hall: Hall, size: tuple[int, int]) -> None:
    long = {
        "title": "A title of many words that is longer than any row " * 2 + "end of title",
        "summary": "Words. " * 60 + "Last",
    }
    hall.add(*QUESTIONS, identifier="a", **long)
    with past(hall) as services:
        Past(hall, services).play("a", 1, wrong=1)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for _ in range(3):
            said = await read_on(pilot, app)
            assert "end of title" in said
            await press(pilot, "down")
        assert "Last" in said
        assert "scams" in said


@pytest.mark.parametrize(("store", "stays"), [("scores.db", True), (":memory:", True), ("postgresql://school/quiz", False)])
def test_that_answers_stay_on_this_machine_is_said_only_where_they_do(hall: Hall, store: str, stays: bool) -> None:
    hall.add(*QUESTIONS)
    services = Services(AppRequest(store=store, bank_folders=(hall.folder,), settings_file=hall.folder / "none.json"))
    welcome = HomeContents.of(services).items(HomeLayout(Size(80, 24)))[0]
    said = " ".join(" ".join(line.plain for line in welcome.lines(76, "rest")).split())
    assert "Welcome." in said
    assert ("leaves this machine" in said) == stays


async def test_a_fault_in_the_schools_file_is_said_on_home(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    (hall.folder / "school.toml").write_text('site = "Hill"\ndpo = "Mrs', encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "school.toml: It cannot be read:" in picture(app)


async def test_a_broken_file_stays_chosen_when_one_before_it_comes(hall: Hall) -> None:
    (hall.folder / "m.toml").write_text("format = 1\nnonsense", encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "▌ ! m.toml" in picture(app)
        (hall.folder / "a.toml").write_text("format = 1\nnonsense", encoding="utf-8")
        await home(app).follow()
        await settle(pilot)
        assert "▌ ! m.toml" in picture(app)
        assert "── m.toml" in picture(app)


async def test_who_reads_on_keeps_the_place_when_the_list_is_made_anew(hall: Hall) -> None:
    hall.add(*QUESTIONS, summary="Words. " * 200)
    hall.add(*QUESTIONS, identifier="second", summary="Words. " * 200)
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "space")
        place = home(app).about.scroll_offset.y
        assert place > 0
        home(app)._refreshing.ask()
        await settle(pilot)
        assert home(app).about.scroll_offset.y == place
        await press(pilot, "down")
        assert home(app).about.scroll_offset.y == 0


async def read_on(pilot: Pilot[None], app: QuizApp) -> str:
    """Return what stands about the chosen row, read to its end with the key that the message names."""
    said = ""
    for _ in range(20):
        said += " " + lines_on(app, home(app).about.scrollable_content_region)
        if "↓ Space" not in picture(app):
            break
        await press(pilot, "space")
    return " ".join(said.split())


@pytest.mark.parametrize(("size", "beside"), [((80, 24), False), ((109, 30), False), ((110, 30), True), ((200, 50), True)])
async def test_the_summary_stands_below_or_beside_where_it_is_wide(hall: Hall, size: tuple[int, int], beside: bool) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert ("── Begun bank ──" in picture(app)) is not beside
        assert (home(app).about.region.x > home(app).banks.region.right - 1) is beside
        assert "All about Begun bank." in picture(app)
        assert "80 % to pass" in " ".join(lines_on(app, home(app).about.region).split())


async def test_a_tall_screen_has_what_comes_of_all_banks_and_a_taller_one_the_latest_goes(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "up", "up", "up", "up")
        assert "of 16 questions likely known" in picture(app)
        assert "1 of 4 banks passed" in picture(app)
        assert "Answers a week" in picture(app)
        assert "Latest goes" not in picture(app)
        await pilot.resize_terminal(200, 50)
        await settle(pilot)
        assert "Latest goes" in picture(app)
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert "Answers a week" not in picture(app)


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (6, "6 days ago"),
        (7, "19 Nov"),
        (360, "1 Dec 2025"),
    ],
)
def test_when_a_bank_was_played_is_said_as_people_say_it(days_ago: int, words: str) -> None:
    at = int((TODAY - timedelta(days=days_ago)).timestamp() * 1000)
    assert played_in_words(at, TODAY.date()) == words


@given(st.integers())
def test_no_time_that_a_store_can_hold_is_too_much(at: int) -> None:
    assert len(played_in_words(at, TODAY.date())) <= 12


@given(st.integers())
def test_every_day_fits_its_column(at: int) -> None:
    assert len(day_in_brief(at, TODAY.date())) <= 6


@pytest.mark.parametrize(("days_ago", "words"), [(-1, "today"), (0, "today"), (1, "25 Nov"), (329, "1 Jan"), (330, "2025")])
def test_the_day_in_the_list_is_the_day_of_the_month_and_later_the_year(days_ago: int, words: str) -> None:
    at = int((TODAY - timedelta(days=days_ago)).timestamp() * 1000)
    assert day_in_brief(at, TODAY.date()) == words


async def test_under_a_heading_stands_only_what_it_names(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        lines = await listed(pilot, app)
        assert not any("You know" in line for line in lines)
        found = [row_of(lines, title).split("   ")[-1].strip() for title in TITLES]
        assert found == ["4 of 4 known", "2 of 4 known", "▸ 2 of 4", "1 minute"]


async def test_a_card_cuts_its_title_and_never_the_end_of_the_line(hall: Hall) -> None:
    for identifier in "ab":
        hall.add(*QUESTIONS, identifier=identifier, title=f"{identifier.upper()} bank of a title that no card has room for")
    with past(hall) as services:
        Past(hall, services).play("a", 1, wrong=3)
        Past(hall, services).play("b", 1, wrong=1)
    app = hall.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        second = next(line for line in picture(app).splitlines() if "elsewhere" in line)
        assert "… · today" in second
        assert second.split("│")[0].rstrip().endswith("…, 3 elsewhere")


async def test_topics_fold_where_all_else_has_room_and_what_is_said_of_more_is_true_after_a_resize(hall: Hall) -> None:
    topics = [f"a topic of many words, number {number}" for number in range(8)]
    hall.add(*(builders.true_false(f"q{place}", topic=topic) for place, topic in enumerate(topics)), summary="Words. " * 25)
    app = hall.app(player="")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Topics" in picture(app)
        for width, height in ((80, 22), (60, 20), (80, 16), (60, 17), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            home = app.screen
            assert isinstance(home, HomeScreen)
            assert ("more line" in picture(app)) == (home.about.max_scroll_y > 0), (width, height)
            if height == 16:
                assert "Topics" not in picture(app)
                assert "Welcome" in picture(app)
