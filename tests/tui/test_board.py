"""The board as it is drawn: who stands where, on the podium and below it, on screens of every size."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.color import Color
from textual.pilot import Pilot

from quiz.reports.standings import Standing
from quiz.services.requests import BoardRequest
from quiz.tui.app import QuizApp
from quiz.tui.screens.board import BoardScreen
from quiz.tui.widgets.board_lines import BoardLines
from tests.builders import true_false
from tests.store.makers import play
from tests.tui.drawn import illegible, screen_cells
from tests.tui.driving import Hall, press, settle
from tests.tui.seeing import picture

NAMES = ("Siân", "Llŷr", "王小明", "محمد علي", "Ann", "Zoë", "Ольга", "Δημήτρης", "김민수", "Øyvind", "Çağla", "José")
TALL = (120, 40)
DAY = 24 * 60 * 60
ALL_SIZES = pytest.mark.parametrize(
    "size", [(60, 20), TALL, *(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (200, 50)])], ids=str
)


@asynccontextmanager
async def board(
    hall: Hall,
    names: Sequence[str] = NAMES,
    size: tuple[int, int] = (80, 24),
    *,
    points: Sequence[int] = (),
    team: str = "",
    projector: bool = False,
    title: str = "Recognising scams",
    sites: Sequence[str] = (),
    site: str = "",
) -> AsyncIterator[Pilot[None]]:
    """Show the board of all banks on which ``names`` stand, the first with the most points unless those are given.

    ``sites`` are where each has played, and ``site`` is this machine's own.
    """
    hall.add(true_false("one"), title=title)
    (hall.folder / "school.toml").write_text(f'site = "{site}"' if site else "", encoding="utf-8")
    app = hall.app()
    if projector:
        app.request = replace(app.request, board=BoardRequest())
    store_of = hall.app(player="")
    async with store_of.run_test() as pilot:
        await settle(pilot)
        store = store_of.services.store
        for place, name in enumerate(names):
            play(
                store,
                store.sign_in(name, team, 1),
                points=points[place] if points else 9000 - 100 * place,
                at=2000 + place,
                site=sites[place] if sites else "",
            )
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        if not projector:
            await press(pilot, "b")
        yield pilot


def are_alike(one: Color, other: Color) -> bool:
    """Return whether two colours are the same but for what is lost on the way to the screen."""
    return max(abs(a - b) for a, b in zip(one.rgb, other.rgb, strict=True)) <= 2


def line_with(pilot: Pilot[None], text: str) -> str:
    """Return the one line of the screen that says ``text``."""
    (found,) = (line for line in picture(pilot.app).splitlines() if text in line)
    return found


async def test_a_narrow_board_has_room_for_long_names_and_for_their_teams(hall: Hall) -> None:
    """The first three stand whole, in two rows where one does not do; a row of the others is shared out."""
    long, team = "Oluwaseun Adebayo-Fortescue-Williamson", "Modern Foreign Languages and Classics"
    async with board(hall, ("Sam", long, f"Bartholomew {long}"[:40], "Ann", f"B{long}"), (60, 20), team=team) as pilot:
        assert line_with(pilot, f" {long}").endswith(f" {long}    8,900")
        assert picture(pilot.app).count(team) == 3
        assert line_with(pilot, " Ann ").split() == ["4", "Ann", "Modern", "For…", "8,700"]
        assert line_with(pilot, " BO").split() == ["5", "BOluwaseun", "Adebayo-For…", "Modern", "For…", "8,600"]


def test_a_name_that_is_cut_leaves_the_word_that_it_is_that_of_who_sits_here() -> None:
    lines = [
        Standing(key=str(n), rank=n, name="W" * 40, team="M" * 40, points=9, mark=9, bank=None, at=0) for n in range(1, 5)
    ]
    *_, drawn = BoardLines(all=lines, you="4").draw(lines, 58, 20, 20)
    assert drawn.plain.split() == ["4", f"{'W' * 16}…", "(you)", f"{'M' * 10}…", "9"]


@pytest.mark.parametrize(("size", "named"), [((60, 20), 6), ((80, 24), 10), (TALL, 10), ((200, 50), 10)], ids=str)
async def test_the_first_are_named_in_letters_of_one_size_whatever_their_script(
    hall: Hall, size: tuple[int, int], named: int
) -> None:
    async with board(hall, size=size) as pilot:
        assert [name for name in NAMES if name in picture(pilot.app)] == list(NAMES[:named])
        await press(pilot, "end")
        assert NAMES[9] in picture(pilot.app)
        assert NAMES[10] not in picture(pilot.app)


async def test_the_first_three_have_figures_in_blocks_and_the_leader_a_band_of_five_lines(hall: Hall) -> None:
    async with board(hall, ("Ann", "Bob", "Cem", "Dee"), points=(9420, 8150, 7985, 600), team="Maths") as pilot:
        drawn = picture(pilot.app).splitlines()
        assert drawn[3].split() == ["▀█", "█▀▀█", "█", "█", "▀▀▀█", "█▀▀█"]
        assert [name for name in ("Ann", "Bob", "Cem", "Dee") for line in drawn if name in line] == [
            "Ann",
            "Bob",
            "Cem",
            "Dee",
        ]
        assert [next(y for y, line in enumerate(drawn) if name in line) for name in ("Ann", "Bob", "Cem")] == [4, 9, 13]
        cells, right = screen_cells(pilot.app), Color.parse(pilot.app.theme_variables["right"])
        band = [y for y, line in enumerate(cells) if line[2].paper and are_alike(line[2].paper, right)]
        assert band == [3, 4, 5], "with half a line above and below"
        assert (cells[2][2].text, cells[6][2].text) == ("▄", "▀")
        assert line_with(pilot, "Dee").split() == ["4", "Dee", "Maths", "600"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 30)], ids=str)
async def test_wide_names_and_those_written_from_the_right_leave_the_columns_where_they_are(
    hall: Hall, size: tuple[int, int]
) -> None:
    async with board(hall, ("A", "B", "C", "王小明", "محمد علي", "Zoë"), size, team="Office") as pilot:
        await press(pilot, "end")
        cells = ["".join(cell.text or "\0" for cell in line) for line in screen_cells(pilot.app)]
        rows = [line for name in ("王", "محمد", "Zoë") for line in cells if name in line]
        assert len(rows) == 3
        assert len({row.index("Office") for row in rows}) == len({row.index("8,") for row in rows}) == 1


@ALL_SIZES
async def test_all_are_shown_on_a_key_that_the_board_names_and_only_the_first_on_the_next(
    hall: Hall, size: tuple[int, int]
) -> None:
    async with board(hall, size=size) as pilot:
        assert ("a all 12 names" if size[0] > 60 else "a all ") in picture(pilot.app)
        await press(pilot, "a", "end")
        assert NAMES[11] in picture(pilot.app)
        assert ("a the first 10" if size[0] > 60 else "a ten ") in picture(pilot.app)
        await press(pilot, "a", "end")
        assert NAMES[11] not in picture(pilot.app)
        assert NAMES[9] in picture(pilot.app)


async def test_no_key_for_all_where_all_are_shown(hall: Hall) -> None:
    async with board(hall, NAMES[:10]) as pilot:
        assert " a all" not in picture(pilot.app)


async def test_the_keys_of_the_board_are_named_by_what_they_would_show(hall: Hall) -> None:
    async with board(hall, size=(120, 24)) as pilot:

        def keys() -> str:
            return " ".join(picture(pilot.app).splitlines()[-1].split())

        assert keys().startswith("t teams ← → bank s since a all 12 names i initials Esc back")
        await press(pilot, "t")
        assert keys().startswith("t players ← → bank s since Esc back")
        await press(pilot, "t")
        await press(pilot, "i")
        assert "i names" in keys()


async def test_equal_points_share_a_rank(hall: Hall) -> None:
    points = (900, 900, 800, 700, 700)
    async with board(hall, ("Ann", "Bob", "Cem", "Dee", "Eve"), points=points, size=(80, 30)) as pilot:
        edges = [line for line in picture(pilot.app).splitlines() if set(line.strip()) == {"▄"}]
        assert len(edges) == 2, "each has a band"
        assert [line_with(pilot, name).split()[0] for name in ("Dee", "Eve")] == ["=4", "=4"]
        await pilot.resize_terminal(*TALL)
        await settle(pilot)
        assert picture(pilot.app).count("joint 1st") == 2


async def test_three_stand_on_a_podium_where_the_screen_is_tall_and_bars_stand_in_the_rows(hall: Hall) -> None:
    async with board(hall, ("Ann", "Bob", "Cem", "Dee"), TALL, points=(9000, 8000, 7000, 4500), team="Maths") as pilot:
        drawn = picture(pilot.app).splitlines()
        height = {name: next(y for y, line in enumerate(drawn) if name in line) for name in ("Ann", "Bob", "Cem", "Dee")}
        assert (height["Bob"] - height["Ann"], height["Cem"] - height["Ann"]) == (3, 5)
        column = {name: drawn[height[name]].index(name) for name in ("Bob", "Ann", "Cem")}
        assert column["Bob"] < column["Ann"] < column["Cem"]
        assert "1st · Maths" in picture(pilot.app)
        assert "█▀▀█" in picture(pilot.app), "the points are big figures"
        dee = line_with(pilot, "Dee")
        assert (dee.split()[0], dee.split()[-1]) == ("4", "4,500")
        assert abs(dee.count("━") - dee.count("─")) < 2, "half of the leader's points"
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "1st" not in picture(pilot.app)
        assert "━" not in "".join(picture(pilot.app).splitlines()[2:])


@pytest.mark.parametrize(("names", "size"), [(("Ann", "Bob"), TALL), (("Ann", "Bob", "Cem"), (120, 33))])
async def test_no_podium_for_two_nor_on_a_low_screen(hall: Hall, names: Sequence[str], size: tuple[int, int]) -> None:
    async with board(hall, names, size) as pilot:
        assert "1st" not in picture(pilot.app)
        assert "Ann" in picture(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), TALL], ids=str)
async def test_who_has_risen_or_fallen_or_is_new_since_yesterday_is_said(hall: Hall, size: tuple[int, int]) -> None:
    hall.clock.move(10 * DAY)
    async with board(hall, ("Ann", "Bob", "Cem", "Dee"), size) as pilot:
        assert "new" not in picture(pilot.app)
        assert "▲" not in picture(pilot.app)
        app = pilot.app
        assert isinstance(app, QuizApp)
        store, now = app.services.store, int(hall.clock() * 1000)
        play(store, store.sign_in("Dee", "", 1), points=8950, at=now)
        play(store, store.sign_in("Eve", "", 1), points=100, at=now)
        assert isinstance(app.screen, BoardScreen)
        app.screen.follow()
        await settle(pilot)
        drawn = " ".join(picture(app).split())
        assert [mark in drawn for mark in ("▲ 2", "▼ 1", "▲ 1", "▼ 2")] == [True, True, False, False]
        assert drawn.count("▼ 1") == 2
        assert "new" in line_with(pilot, "Eve")
        await press(pilot, "s")
        assert "new" not in picture(app), "nobody stood on yesterday's"


async def test_a_line_that_comes_is_picked_out_until_any_key_but_not_without_movement(hall: Hall) -> None:
    async with board(hall, ("Ann", "Bob", "Cem", "Dee")) as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        assert isinstance(app.screen, BoardScreen)

        async def comes(name: str, points: int) -> bool:
            """Let somebody come, and return whether their line is picked out."""
            store = app.services.store
            play(store, store.sign_in(name, "", 1), points=points, at=9000)
            assert isinstance(app.screen, BoardScreen)
            app.screen.follow()
            await settle(pilot)
            return is_picked(pilot, name)

        app.animation_level = "full"
        assert await comes("Eve", 50)
        assert not is_picked(pilot, "Dee")
        assert await comes("Fay", 9500), "a leader too"
        await press(pilot, "x")
        assert not is_picked(pilot, "Fay")
        app.animation_level = "none"
        assert not await comes("Gus", 40)


@pytest.mark.parametrize("size", [(80, 24), TALL], ids=str)
async def test_nothing_is_drawn_in_the_colour_of_wrong_and_all_can_be_read(hall: Hall, size: tuple[int, int]) -> None:
    async with board(hall, size=size, team="Science") as pilot:
        for theme in ("inset-dark", "inset-light", "nord"):
            pilot.app.theme = theme
            await settle(pilot)
            wrong = Color.parse(pilot.app.theme_variables["wrong"])
            colours = {colour for line in screen_cells(pilot.app) for cell in line for colour in (cell.ink, cell.paper)}
            assert not [colour for colour in colours if colour and are_alike(colour, wrong)]
            assert not illegible(pilot.app)


@pytest.mark.parametrize("projector", [False, True])
async def test_the_player_below_the_tenth_has_a_line_of_their_own_but_not_on_a_projector(
    hall: Hall, projector: bool
) -> None:
    async with board(hall, (*NAMES, "Sam"), projector=projector) as pilot:
        if projector:
            assert "Sam" not in picture(pilot.app)
        else:
            assert line_with(pilot, "Sam").split() == ["▌", "13", "Sam", "(you)", "7,800"]
            await press(pilot, "a", "end")
            assert line_with(pilot, "Sam").split() == ["13", "Sam", "(you)", "7,800"]


@pytest.mark.parametrize("size", [(60, 20), TALL], ids=str)
async def test_bank_and_span_and_whose_board_stand_in_the_heading(hall: Hall, size: tuple[int, int]) -> None:
    async with board(hall, size=size) as pilot:

        def heading() -> str:
            return " ".join(picture(pilot.app).splitlines()[0].split())

        assert heading() == "All banks players all time"
        await press(pilot, "right", "t", "s")
        means = ", by the mean of their members" if size == TALL else ""
        assert heading() == f"Recognising scams teams{means} today"
        await press(pilot, "s", "left")
        await pilot.resize_terminal(200, 50)
        await settle(pilot)
        lines = picture(pilot.app).splitlines()
        assert {len(line) - len(line.lstrip()) for line in (lines[0], lines[1], lines[-1])} == {30}, "in one column"
        means = ", by the mean of their members"
        assert heading() == f"All banks teams{means} since Monday"
        await press(pilot, "s")
        assert heading().endswith("all time")


async def test_a_long_title_is_cut_before_whose_board_it_is_and_since_when(hall: Hall) -> None:
    title = "Everything that a school has to know about messengers"
    async with board(hall, size=(60, 20), title=title) as pilot:
        await press(pilot, "right")
        heading = picture(pilot.app).splitlines()[0]
        assert heading.split("…")[0].strip() in title
        assert heading.split("…")[1].split() == ["players", "all", "time"]
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert f"{title}  players" in picture(pilot.app)


async def test_where_there_are_several_sites_keys_show_ours_and_the_board_by_sites(hall: Hall) -> None:
    async with board(
        hall, ("Ann", "Bob", "Cem"), sites=("Hill Primary", "Vale", "Hill Primary"), site="Hill Primary"
    ) as pilot:
        assert "o site" in picture(pilot.app)
        await press(pilot, "o")
        drawn = picture(pilot.app)
        assert drawn.splitlines()[0].split("  ")[1:3] == ["All banks", "players at Hill Primary"]
        assert ("Ann" in drawn, "Bob" in drawn, "Cem" in drawn, "o sites" in drawn) == (True, False, True, True)
        await press(pilot, "o", "t")
        assert "t sites" in picture(pilot.app)
        await press(pilot, "t")
        drawn = picture(pilot.app)
        assert "sites, by the mean of their people" in drawn
        assert [drawn.index(words) for words in ("Vale", "1 person", "Hill Primary", "2 people")] == sorted(
            drawn.index(words) for words in ("Vale", "1 person", "Hill Primary", "2 people")
        )
        assert ("t players" in drawn, " o " in drawn) == (True, False)


async def test_where_there_is_one_site_no_key_speaks_of_sites(hall: Hall) -> None:
    async with board(hall, ("Ann", "Bob"), sites=("Hill", "Hill"), site="Hill") as pilot:
        assert "o site" not in picture(pilot.app)
        await press(pilot, "t")
        assert "t players" in picture(pilot.app)


async def test_a_board_asked_for_since_a_day_says_which_and_s_leads_to_all_time(hall: Hall) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    app.request = replace(app.request, board=BoardRequest(since=1000))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "since 1 Jan 1970" in picture(app)
        assert "This board shows results since 1 Jan 1970; s shows all of them." in " ".join(picture(app).split())
        await press(pilot, "s")
        assert "all time" in picture(app)


async def test_most_improved_is_said_on_the_message_line_with_the_bank_where_it_could_be_any_and_by_initials(
    hall: Hall,
) -> None:
    async with board(hall, ("Ann Bell",), team="Science") as pilot:
        assert "Most improved" not in picture(pilot.app)
        app = pilot.app
        assert isinstance(app, QuizApp)
        store = app.services.store
        play(store, store.sign_in("Ann Bell", "Science", 1), mark=0.8, at=5000)
        await press(pilot, "right")
        assert picture(app).splitlines()[-2] == "  Most improved: Ann Bell, from 50 % to 80 %"
        await press(pilot, "left")
        assert "Most improved: Ann Bell, from 50 % to 80 % at Recognising scams" in picture(app)
        await press(pilot, "i")
        assert "Most improved: A. B., from" in picture(app)
        await press(pilot, "t")
        assert "Science" in picture(app)
        assert "Most improved" not in picture(app)


@ALL_SIZES
async def test_an_empty_board_says_how_to_fill_it_and_what_does_not(hall: Hall, size: tuple[int, int]) -> None:
    async with board(hall, (), size) as pilot:

        def said() -> str:
            return " ".join(picture(pilot.app).split())

        assert "Nobody is on the board yet. Whoever finishes a bank appears here at once: quiz play first " in said()
        assert "Practice does not count" in said()
        assert "This board" not in said()
        await press(pilot, "s")
        assert "This board shows results of today; s shows those since Monday." in said()
        await press(pilot, "s")
        assert "This board shows results since Monday; s shows all of them." in said()
        await press(pilot, "t")
        assert "No team is on the board yet." in said()
        assert 'quiz play first --team "Our team"' in said()


@ALL_SIZES
async def test_long_names_and_teams_are_whole(hall: Hall, size: tuple[int, int]) -> None:
    name, team = "Maximiliana-Alexandrina", "Modern Foreign Languages"
    async with board(hall, (name, *(f"{place} {name}"[:24] for place in range(3))), size, team=team) as pilot:
        drawn = " ".join(picture(pilot.app).split())
        assert name in drawn
        assert team.split()[-1] in drawn
        await press(pilot, "t")
        assert team in picture(pilot.app)


async def test_the_id_of_a_bank_that_is_gone_is_no_command_to_the_terminal(hall: Hall) -> None:
    async with board(hall, ()) as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        store = app.services.store
        ann = store.sign_in("Ann", "", 1)
        for mark, at in ((0.5, 2000), (0.8, 3000)):
            play(store, ann, "gone\x1b]0;mine\x07", mark=mark, at=at)
        assert isinstance(app.screen, BoardScreen)
        app.screen.follow()
        await settle(pilot)
        assert "from 50 % to 80 % at gone\\u001b]0;mine\\u0007" in picture(app)


class Pending:
    """A timer that runs out when a test says so."""

    def __init__(self, then: Callable[[], None], running: list["Pending"]) -> None:
        self.then = then
        self._running = running
        running.append(self)

    def stop(self) -> None:
        """End without anything."""
        if self in self._running:
            self._running.remove(self)


async def test_a_line_is_picked_out_for_its_own_time_and_on_its_own_board_only(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with board(hall, ("Bea", "Ann", "Cy", "Dee"), (100, 30), points=(900, 900, 100, 90)) as pilot:
        screen, running = pilot.app.screen, list[Pending]()
        assert isinstance(screen, BoardScreen)
        monkeypatch.setattr(screen, "set_timer", lambda _, then: Pending(then, running))
        pilot.app.animation_level = "full"
        for name in ("Eve", "Fay"):
            store = screen.app.services.store
            play(store, store.sign_in(name, "", 1), points=50, at=9000)
            screen.follow()
            await settle(pilot)
        assert len(running) == 1, "that of Eve does not end that of Fay"
        assert is_picked(pilot, "Fay")
        await press(pilot, "x")
        assert not running
        play(store, store.sign_in("Gus", "", 1), points=40, at=9000)
        screen.follow()
        await settle(pilot)
        assert is_picked(pilot, "Gus")
        # A click changes the board without a key.
        for _ in range(2):
            screen.action_by()
            await settle(pilot)
        assert not is_picked(pilot, "Gus")
        assert not running


def is_picked(pilot: Pilot[None], name: str) -> bool:
    """Return whether the line of this name is drawn as one that has just come."""
    y = next(y for y, line in enumerate(picture(pilot.app).splitlines()) if name in line)
    paper = screen_cells(pilot.app)[y][10].paper
    return paper is not None and are_alike(paper, Color.parse(pilot.app.theme_variables["picked"]))
