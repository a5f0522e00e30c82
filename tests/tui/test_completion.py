"""Who of the staff has done it, on the trainer's desk: figures first, names on a key alone, and the list never kept."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from quiz.banks.loading import load_library
from quiz.reports.completion import Course, Rules, completion
from quiz.reports.staff_list import Person
from quiz.services.settings import read_settings
from quiz.store.store import open_store
from quiz.tui.completion_rows import follow_up_rows
from quiz.tui.screens.completion import CompletionScreen
from quiz.tui.screens.follow_up import FollowUpScreen
from quiz.tui.screens.staff_list import StaffListScreen, typed_path
from quiz.tui.screens.trainer import TrainerScreen
from quiz.tui.widgets.path_suggester import PathSuggester
from tests import builders
from tests.store.makers import play
from tests.tui.drawn import illegible
from tests.tui.driving import Hall, press, settle, tap
from tests.tui.seeing import picture, solid, texts
from tests.tui.test_gallery import assert_legible

HOSTILE = "[@click=app.quit]Zoë[/]\x1b[2J"


def write_list(hall: Hall, *names: str) -> Path:
    """Put these people on a list of staff, all of them in one team."""
    file = hall.folder / "school" / "staff.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(["Name;Team", *(f"{name};Maths" for name in names)]), encoding="utf-8")
    return file


def done(hall: Hall, *names: str) -> None:
    """Let these people pass the first bank."""
    bank = load_library([hall.folder]).banks["first"]
    with closing(open_store(str(hall.folder / "scores.db"))) as store:
        for name in names:
            play(store, store.sign_in(name, "", 1), bank=bank.id, mark=1.0)


@pytest.fixture
def staffed(hall: Hall) -> Hall:
    """Return a hall in which six of eight people of the list are done, and one who is on none."""
    hall.add(builders.single("a"), title="Recognising scams")
    hall.add(builders.single("b"), identifier="second", title="What to do")
    done(hall, *(f"Person {number}" for number in range(6)), "Stranger")
    write_list(hall, *(f"Person {number}" for number in range(7)), HOSTILE)
    return hall


@pytest.mark.parametrize(
    "size", [(60, 20), (80, 24), *(pytest.param(size, marks=pytest.mark.thorough) for size in ((120, 40), (200, 50)))]
)
async def test_figures_come_first_and_names_on_a_key_alone(staffed: Hall, size: tuple[int, int]) -> None:
    app = staffed.app(staff_list=str(staffed.folder / "school" / "staff.csv"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "t", "c")
        assert isinstance(app.screen, CompletionScreen)
        drawn = picture(app)
        for words in ("Recognising scams", "6 of 8", "2 more", "0 of 8", "8 people on the list"):
            assert words in drawn
        assert ("┃" in drawn) == (size[0] > 60)
        assert "6 of 8 done (75 %), target 95 %: 2 more needed" in texts(app.screen)
        assert "Enter Show the names" in drawn
        await press(pilot, *["space"] * 9)
        assert not [name for name in ("Person", "Zoë", "Stranger") if name in drawn + picture(app)]
        assert "Played, but on no list: 1 name." in texts(app.screen)
        await press(pilot, "enter")
        assert isinstance(app.screen, FollowUpScreen)
        drawn = picture(app)
        for words in ("2 people to follow up", "Not begun (2)", "Person 6", "[@click=app.quit]Zoë[/]\\u001b[2J", "Maths"):
            assert words in drawn
        assert not illegible(app)
        await press(pilot, "escape")
        assert not illegible(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TrainerScreen)


@pytest.mark.thorough
async def test_all_of_it_is_legible_in_the_hardest_themes(staffed: Hall) -> None:
    app = staffed.app(staff_list=str(staffed.folder / "school" / "staff.csv"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for key in ("t", "c", "enter", "escape", "l"):
            await tap(pilot, key)
            await assert_legible(pilot)
        assert isinstance(app.screen, StaffListScreen)


async def test_the_list_is_asked_for_once_and_only_where_it_is_is_kept(staffed: Hall) -> None:
    app = staffed.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "t", "c")
        assert isinstance(app.screen, StaffListScreen)
        app.screen.line.value = "nowhere.csv"
        await tap(pilot, "enter")
        assert "cannotbeused:Nosuchfile" in solid(picture(app))
        app.screen.line.value = f" '{staffed.folder / 'school' / 'staff.csv'}' "
        await tap(pilot, "enter")
        await settle(pilot)
        assert "6 of 8" in picture(app)
    kept = (staffed.folder / "settings.json").read_text(encoding="utf-8")
    assert read_settings(staffed.folder / "settings.json").staff_list == str(staffed.folder / "school" / "staff.csv")
    assert "Person" not in kept


async def test_who_names_no_list_is_at_the_desk_again(staffed: Hall) -> None:
    app = staffed.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "t", "c", "escape")
        await settle(pilot)
        assert isinstance(app.screen, TrainerScreen)


async def test_it_is_read_again_on_a_key_and_a_list_that_is_gone_is_said(staffed: Hall) -> None:
    file = staffed.folder / "school" / "staff.csv"
    app = staffed.app(staff_list=str(file))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "c")
        done(staffed, "Person 6")
        write_list(staffed, *(f"Person {number}" for number in range(7)))
        await press(pilot, "r")
        drawn = picture(app)
        assert "7 of 7" in drawn
        assert "reached" in drawn
        assert "Nobody needs following up." in drawn
        assert "Show the names" not in drawn
        file.unlink()
        await press(pilot, "r")
        drawn = picture(app)
        assert "7 of 7" not in drawn
        assert "staff.csvcannotbeused" in solid(drawn).replace('"', "")
        assert "lnamesanotherlist" in solid(drawn)


async def test_those_who_stand_alike_can_be_seen_alone(staffed: Hall) -> None:
    (staffed.folder / "school" / "staff.csv").write_text('name\nPerson 6\nTwin\ntwin\n"Ash, Ann"\n', encoding="utf-8")
    app = staffed.app(staff_list=str(staffed.folder / "school" / "staff.csv"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "c")
        assert "1 name on the list twice" in picture(app)
        assert "! staff.csv: 1 name with a comma (line 5)." in picture(app)
        await press(pilot, "enter")
        assert "! staff.csv: 1 name with a comma (line 5)." in picture(app)
        seen = []
        for _ in range(3):
            await press(pilot, "f")
            drawn = picture(app)
            seen.append([name for name in ("Person 6", "Twin") if name in drawn])
        assert seen == [["Person 6"], ["Twin"], ["Person 6", "Twin"]]


def test_of_thousands_as_many_are_named_as_can_be_drawn_and_all_are_counted() -> None:
    people = [Person(name=f"p{number}") for number in range(1200)]
    one = completion(people, [Course(id="scams", title="Scams")], (), (), Rules(today=date(2026, 11, 28))).courses[0]
    rows = [str(row) for row in follow_up_rows(one, None, 80)]
    assert rows[0] == "Not begun (1200)"
    assert "And 200 more." in rows[-1]
    assert len(rows) == 1003


async def test_the_rest_of_a_path_is_offered(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    for name in ("lists/staff.CSV", "lists/staff.docx", "lists/.hidden.csv"):
        (tmp_path / name).write_text("")
    suggester = PathSuggester((".csv",))
    assert await suggester.get_suggestion(f"{tmp_path}/li") == f"{tmp_path}/lists/"
    assert await suggester.get_suggestion(f"{tmp_path}/lists/") == f"{tmp_path}/lists/staff.CSV"
    for nothing in ("", "~", f"{tmp_path}/nowhere/x", f"{tmp_path}/lists/x", f"{tmp_path}/\0"):
        assert await suggester.get_suggestion(nothing) is None


def test_a_path_is_taken_as_terminals_put_it_there(tmp_path: Path) -> None:
    file = tmp_path / "our staff.csv"
    assert {typed_path(typed) for typed in (f"'{file}'", f' "{file}"', file.as_uri())} == {str(file)}
    assert typed_path("  ") == ""
