"""Files of other programs that become banks in the app: all questions are seen with their keys before one is written."""

import errno
import os
import threading
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.banks.loading import read_bank
from quiz.services.importing import checked_text, draft_of, read_files, write_draft
from quiz.tui.import_dialogs import BankNameScreen, UpdateScreen
from quiz.tui.screens import importing
from quiz.tui.screens.importing import ImportingScreen
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.trainer import TrainerScreen
from tests import builders
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, click, press, settle, tap
from tests.tui.seeing import picture

MINE = (
    "question,option 1,option 2,correct\n"
    "Who may see it?,Nobody,The head,2\n"
    "How long?,A day,A week,7\n"
    "What is it?,A name,[/] weather,1\n"
)
SUMS = "question,a,b,c,correct\nWhat is 2+2?,3,4,5,4\nWhat is 1+1?,2,1,3,2\nWhat is 3+1?,2,3,4,3\n"


async def looked_into(pilot: Pilot[None]) -> ImportingScreen:
    """Go by way of the desk to the file that is no bank, and return the screen that shows it."""
    await tap(pilot, "t")
    assert isinstance(pilot.app.screen, TrainerScreen)
    await tap(pilot, "end", "enter")
    await settle(pilot)
    assert isinstance(pilot.app.screen, ImportingScreen)
    return pilot.app.screen


def page_of(screen: ImportingScreen) -> str:
    return " ".join(lines_on(screen.app, screen.page.region).replace("│", " ").split())


async def named(pilot: Pilot[None], name: str) -> None:
    """Type a name for the bank's file in place of the one that is offered."""
    assert isinstance(pilot.app.screen, BankNameScreen)
    pilot.app.screen.query_one(Input).value = name
    await tap(pilot, "enter")


@pytest.fixture
def drop(hall: Hall) -> Path:
    """A bank, and beside it a file that waits for being imported."""
    hall.add(builders.single("one"))
    file = hall.folder / "mine.csv"
    file.write_text(MINE, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "size", [(60, 20), *(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (120, 40)])], ids=str
)
async def test_every_question_is_paged_through_with_its_key_and_one_key_makes_the_bank(
    hall: Hall, drop: Path, size: tuple[int, int]
) -> None:
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        screen = await looked_into(pilot)
        assert "2 questions, 1 left out" in picture(app)
        told = page_of(screen)
        assert "4 rows = 2 questions, 1 left out, 1 of headings" in told
        assert '3 "How long?"' in told, "its row, and which it is"
        assert "there are 2 options" in told
        await press(pilot, "right")
        assert "✔ The head right" in page_of(screen)
        await press(pilot, "right")
        await click(pilot, "2  What is it?")
        await settle(pilot)
        assert app.screen is screen, "a click shows a question, and makes no bank"
        assert "✔ A name right" in page_of(screen)
        assert "[/] weather" in page_of(screen)
        await tap(pilot, "enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        bank = read_bank(drop.with_suffix(".toml")).bank
        assert bank
        assert bank.about.draft
        assert [question.key_in_words() for question in bank.questions] == [["The head"], ["A name"]]
        await tap(pilot, "escape")
        assert "Mine draft" in " ".join(picture(app).split()), "the desk has it now, and asks no more"
        assert "import it?" not in picture(app)


async def test_a_file_that_is_there_is_never_replaced_and_another_name_can_be_typed(hall: Hall, drop: Path) -> None:
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await looked_into(pilot)
        before = (hall.folder / "first.toml").read_bytes()
        await tap(pilot, "enter")
        for name, why in (
            ("first", "is there already and stays as it is"),
            ("../elsewhere", "without a folder"),
            ("!!", "a letter or figure"),
            ("First!.toml", "first.toml has the id first"),
        ):
            await named(pilot, name)
            assert why in " ".join(picture(app).split()), name
        await named(pilot, "second.toml")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert (hall.folder / "first.toml").read_bytes() == before
        assert sorted(file.name for file in hall.folder.glob("*.toml")) == ["first.toml", "second.toml"]


async def test_what_nobody_but_the_trainer_can_say_is_said_in_a_terminal(hall: Hall, drop: Path) -> None:
    (hall.folder / drop.name).write_text(SUMS, encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        screen = await looked_into(pilot)
        command = f'quiz bank import "{drop}" --to "{drop.with_suffix(".toml")}" --correct …'
        assert "--correct …" in page_of(screen)
        assert "--correct text, --correct number or --correct letter" in page_of(screen)
        await tap(pilot, "enter")
        assert app.screen is screen, "there is nothing to write"
        await tap(pilot, "c")
        assert app.clipboard == command


async def test_a_file_that_takes_its_time_holds_up_nothing_and_is_left_by_escape(
    hall: Hall, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(importing, "read_files", lambda files: (goes_on.wait(builders.PATIENCE), read_files(files))[1])
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "t")
        await pilot.press("end", "enter")
        await pilot.pause()
        assert "Reading…" in picture(app)
        await pilot.press("enter", "right", "c")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TrainerScreen)
        goes_on.set()
        await settle(pilot)
        assert isinstance(app.screen, TrainerScreen)


async def test_a_file_that_has_gone_is_said_in_words(hall: Hall, drop: Path) -> None:
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "t")
        (hall.folder / drop.name).unlink()
        app.show_import(drop, lambda file: None)
        await settle(pilot)
        assert "cannot be read" in picture(app)
        await tap(pilot, "escape")
        assert isinstance(app.screen, TrainerScreen)


async def test_a_folder_that_may_not_be_written_loses_nothing(
    hall: Hall, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(text: str, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(importing, "write_draft", refuse)
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await looked_into(pilot)
        await tap(pilot, "enter", "enter")
        assert "It cannot be written there: Permission denied." in " ".join(picture(app).split())
        await tap(pilot, "escape")
        assert isinstance(app.screen, ImportingScreen)


async def test_the_chosen_row_has_a_mark_and_a_question_without_explanation_no_empty_strip(hall: Hall, drop: Path) -> None:
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "t", "end")
        assert "+ mine.csv: import it?" in picture(app)
        await tap(pilot, "enter")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ImportingScreen)
        lines = lines_on(app, screen.questions.region).splitlines()
        assert [line[:1] for line in lines if line[2:4] in ("Wh", "1 ", "2 ")] == ["▌", " ", " "]
        await tap(pilot, "down")
        lines = lines_on(app, screen.questions.region).splitlines()
        assert [line[:1] for line in lines if line[2:4] in ("Wh", "1 ", "2 ")] == [" ", "▌", " "]
        *_, last = (line.strip(" │") for line in lines_on(app, screen.page.region).splitlines() if line.strip(" │"))
        assert not set(last) <= set("▀▄ "), last


async def test_a_name_too_long_for_its_column_is_whole_where_no_figures_follow(hall: Hall) -> None:
    hall.add(builders.single("one"))
    (hall.folder / "questions-of-the-whole-school.csv").write_text(MINE, encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "t", "end")
        assert "+ questions-of-the-whole-school.csv: import it?" in picture(app)


FIRST = "id,question,a,b,correct\none,Who may see it?,Nobody,The head,2\n"
AGAIN = "id,question,a,b,correct\none,Who may see it?,Nobody,The head,1\ntwo,What is it?,A name,[/] weather,1\n"


@pytest.fixture
def changed(drop: Path) -> Path:
    """A bank that was made of the file, which was saved again since; return the bank."""
    bank = drop.with_suffix(".toml")
    drop.write_text(FIRST, encoding="utf-8")
    write_draft(checked_text(draft_of([drop], read_files([drop]), bank, date(2026, 11, 1))), bank)
    drop.write_text(AGAIN, encoding="utf-8")
    os.utime(bank, (1, 1))
    return bank


def keys_of(bank: Path) -> list[list[str]]:
    read = read_bank(bank).bank
    assert read
    return [question.key_in_words() for question in read.questions]


def words_of(app: object) -> str:
    return " ".join(picture(app).replace("│", " ").split())  # type: ignore[arg-type]


async def test_a_file_that_has_changed_since_goes_into_its_bank_and_that_is_taken_back(hall: Hall, changed: Path) -> None:
    app, before = hall.app(), (hall.folder / changed.name).read_bytes()
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "t", "end")
        assert "+ mine.csv: changed, import it?" in picture(app)
        assert f'quiz bank import "{hall.folder / "mine.csv"}" --into' in words_of(app)
        await tap(pilot, "enter")
        await settle(pilot)
        assert isinstance(app.screen, ImportingScreen)
        told = page_of(app.screen)
        assert "changed one: options => B The head now A Nobody" in told
        assert "new two: What is it?" in told
        assert "No other question is in the bank." in told
        await tap(pilot, "enter")
        assert isinstance(app.screen, UpdateScreen)
        assert "new two: What is it?" in words_of(app)
        await tap(pilot, "escape")
        assert (hall.folder / changed.name).read_bytes() == before, "nobody agreed"
        await tap(pilot, "enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert "1 question changed, 1 added. u takes it back." in words_of(app)
        assert keys_of(changed) == [["Nobody"], ["A name"]]
        await tap(pilot, "u")
        await settle(pilot)
        assert (hall.folder / changed.name).read_bytes() == before


async def test_what_was_saved_meanwhile_is_looked_at_before_anything_is_written(hall: Hall, changed: Path) -> None:
    app, before = hall.app(), (hall.folder / changed.name).read_bytes()
    file = hall.folder / "mine.csv"
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        screen = await looked_into(pilot)
        await tap(pilot, "enter")
        file.write_text(AGAIN + "three,Third?,a,b,1\n", encoding="utf-8")
        await tap(pilot, "enter")
        await settle(pilot)
        assert "was saved again meanwhile" in words_of(app)
        assert app.screen is screen
        assert "new three: Third?" in page_of(screen)
        assert (hall.folder / changed.name).read_bytes() == before
        await tap(pilot, "enter")
        (hall.folder / changed.name).write_bytes(before + b"# mine\n")
        await tap(pilot, "enter")
        await settle(pilot)
        assert "mine.toml was changed elsewhere meanwhile." in words_of(app)
        assert (hall.folder / changed.name).read_bytes() == before + b"# mine\n"
        (hall.folder / file.name).unlink()
        await tap(pilot, "enter", "enter")
        await settle(pilot)
        assert len(keys_of(changed)) == 3, "what was seen is written, though its file has gone"


async def test_a_full_disk_changes_no_bank(hall: Hall, changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))

    monkeypatch.setattr("quiz.services.mending.replace_file", refuse)
    app, before = hall.app(), (hall.folder / changed.name).read_bytes()
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        screen = await looked_into(pilot)
        await tap(pilot, "enter", "enter")
        await settle(pilot)
        assert "mine.toml cannot be written: No space left on device." in words_of(app)
        assert app.screen is screen
        (hall.folder / changed.name).unlink()
        await tap(pilot, "enter", "enter")
        await settle(pilot)
        assert "mine.toml cannot be written: No such file or directory." in words_of(app)
        (hall.folder / changed.name).write_bytes(before)
        await tap(pilot, "b", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen), "a new bank can be made all the same"
        assert keys_of(hall.folder / "mine-csv.toml") == [["Nobody"], ["A name"]]
        assert (hall.folder / changed.name).read_bytes() == before


async def test_a_bank_of_the_same_name_that_was_made_of_another_file_is_offered_aside(hall: Hall, changed: Path) -> None:
    (hall.folder / changed.name).write_bytes(
        (hall.folder / changed.name).read_bytes().replace(b"# Made of mine.csv", b"# Made of other.csv")
    )
    app = hall.app()
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "t", "end")
        assert "+ mine.csv: import it?" in picture(app)
        await tap(pilot, "enter", "enter")
        assert isinstance(app.screen, BankNameScreen), "it is not known to be the bank of these questions"
        await tap(pilot, "escape", "i", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert keys_of(changed) == [["Nobody"], ["A name"]]


async def test_a_bank_with_a_fault_is_said_to_be_so_and_nothing_is_brought_into_it(hall: Hall, changed: Path) -> None:
    (hall.folder / changed.name).write_bytes(
        (hall.folder / changed.name).read_bytes().replace(b"draft = true", b"draft = yes")
    )
    os.utime(changed, (1, 1))
    app = hall.app()
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        screen = await looked_into(pilot)
        await tap(pilot, "home")
        assert "! It cannot be: " in page_of(screen)
        await tap(pilot, "enter")
        assert app.screen is screen
        await tap(pilot, "b")
        assert isinstance(app.screen, BankNameScreen)


@pytest.mark.skipif(os.name == "nt", reason="such names there are none")
async def test_a_name_with_what_a_terminal_obeys_is_shown_and_imported(hall: Hall) -> None:
    hall.add(builders.single("one"))
    name = os.fsdecode(b"[x] \x1b[31m\n\xff$x.csv")
    (hall.folder / name).write_text(FIRST, encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        screen = await looked_into(pilot)
        assert "Import: [x] \\u001b[31m\\u000a\\udcff$x.csv" in picture(app)
        await tap(pilot, "c", "enter")
        assert app.screen.query_one(Input).value == "x-31m-x.toml"
        await named(pilot, "second")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen), page_of(screen)
        assert keys_of(hall.folder / "second.toml") == [["The head"]]
        await tap(pilot, "escape")
        await settle(pilot)
        assert "import it?" not in picture(app)
