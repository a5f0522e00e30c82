"""Preview and desk follow files however long those take to read: one look at a time, and no save is lost from view."""

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.banks.health import Health, health_of
from quiz.banks.loading import Library, Reading, read_bank
from quiz.tui.app import QuizApp
from quiz.tui.screens import preview, trainer
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.trainer import TrainerScreen
from quiz.tui.widgets.answers.panel import AnswerPanel
from tests import builders
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, press, settle, until
from tests.tui.test_workbench import rewrite


class SlowReads:
    """Readings that end when they are told to, as those of a long bank do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[Path] = []
        self.under_way = self.most = 0
        self.may_end = threading.Semaphore(0)
        monkeypatch.setattr(preview, "read_bank", self.read)

    def read(self, file: Path) -> Reading:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        self.begun.append(file)
        reading = read_bank(file)
        assert self.may_end.acquire(timeout=builders.PATIENCE)
        self.under_way -= 1
        return reading


async def opened(hall: Hall, pilot: Pilot[None]) -> PreviewScreen:
    await settle(pilot)
    pilot.app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
    await pilot.pause()
    return screen


async def test_a_bank_that_takes_long_to_read_is_read_by_one_look_which_no_other_cuts_short(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(builders.single("one"))
    reads = SlowReads(monkeypatch)
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await opened(hall, pilot)
        await until(pilot, lambda: len(reads.begun) == 1)
        for _ in range(5):
            screen._looking.ask()
            await pilot.pause(0.02)
        assert (len(reads.begun), reads.most) == (1, 1)
        reads.may_end.release()
        await until(pilot, lambda: bool(screen.query(AnswerPanel)))
        await settle(pilot)
        assert len(reads.begun) == 1, "what has not changed is not read again"


async def test_what_is_saved_while_the_file_is_read_is_seen_by_the_next_look(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(builders.single("one"))
    reads = SlowReads(monkeypatch)
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await opened(hall, pilot)
        await until(pilot, lambda: len(reads.begun) == 1)
        rewrite(hall, "What about one?", "What of the first?")
        screen._looking.ask()
        reads.may_end.release(2)
        await until(pilot, lambda: "What of the first?" in lines_on(app, screen.region))
        await settle(pilot)
        assert reads.most == 1


async def test_a_look_that_failed_is_repeated(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await opened(hall, pilot)
        await settle(pilot)
        rewrite(hall, "What about one?", "What of the first?")
        with monkeypatch.context() as failing:
            failing.setattr(screen, "_show_health", lambda _: (_ for _ in ()).throw(RuntimeError))
            with pytest.raises(RuntimeError):
                await screen.look()
        await screen.look()
        await settle(pilot)
        assert "What of the first?" in lines_on(app, screen.region)


async def test_a_file_put_in_the_place_of_another_as_old_and_as_long_is_seen(hall: Hall) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await opened(hall, pilot)
        await settle(pilot)
        file = hall.folder / "first.toml"
        new = hall.folder / "new"
        new.write_text(file.read_text(encoding="utf-8").replace("What about one?", "What about six?"), encoding="utf-8")
        stamps = file.stat()
        os.utime(new, ns=(stamps.st_atime_ns, stamps.st_mtime_ns))
        new.replace(file)
        await screen.look()
        await settle(pilot)
        assert "What about six?" in lines_on(app, screen.region)


class SlowAdvice:
    """Advice that comes when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
        self.may_come = threading.Event()
        self.asked = 0
        monkeypatch.setattr(module, "health_of", self.health_of)

    def health_of(self, library: Library, today: Any) -> list[Health]:
        self.asked += 1
        assert self.may_come.wait(builders.PATIENCE)
        return health_of(library, today)


async def test_questions_and_edits_wait_for_no_advice(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(builders.single("one", explanation="", action="why 2"), draft=True)
    rewrite(hall, 'why = "why 2"', 'why = ""')
    advice = SlowAdvice(monkeypatch, preview)
    app = hall.app()
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        screen = await opened(hall, pilot)
        await until(pilot, lambda: "looking for advice" in lines_on(app, screen.region))
        await until(pilot, lambda: screen._drawing._running is None)
        assert "missing-explanation" in lines_on(app, screen.region), "which reading has told"
        rewrite(hall, "What about one?", "What of the first?")
        screen._looking.ask()
        await until(pilot, lambda: "What of the first?" in lines_on(app, screen.region))
        await pilot.pause()
        await until(pilot, lambda: screen._drawing._running is None)
        panel = screen.query_one(AnswerPanel)
        advice.may_come.set()
        await settle(pilot)
        assert advice.asked == 2
        assert "missing-why" in lines_on(app, screen.region)
        assert screen.query_one(AnswerPanel) is panel, "somebody may be trying the question"


async def test_the_desk_shows_files_before_their_advice(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(builders.single("one"))
    rewrite(hall, 'why = "why 2"', 'why = ""')
    advice = SlowAdvice(monkeypatch, trainer)
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await until(pilot, lambda: "The first bank" in lines_on(app, app.screen.region))
        assert "Looking for advice…" in lines_on(app, app.screen.region)
        advice.may_come.set()
        await settle(pilot)
        assert "missing-why" in lines_on(app, app.screen.region)


async def test_the_desk_sees_a_change_that_another_screen_saw_first(hall: Hall) -> None:
    hall.add(identifier="first", title="First")
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        screen = app.screen
        assert isinstance(screen, TrainerScreen)
        hall.add(identifier="second", title="Second")
        assert app.services.look_again()
        screen._following.ask()
        await settle(pilot)
        assert "Second" in lines_on(app, screen.files.region)


async def test_a_spreadsheet_among_the_banks_stands_on_the_desk_with_the_command_that_imports_it(hall: Hall) -> None:
    hall.add(identifier="first", title="First")
    (hall.folder / "questions.csv").write_text("question,correct\n", encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        assert "questions.csv: import it?" in lines_on(app, app.screen.region)
        await press(pilot, "end")
        assert "quiz bank import" in lines_on(app, app.screen.region)
        (hall.folder / "questions.csv").unlink()
        assert isinstance(app.screen, TrainerScreen)
        app.screen._following.ask()
        await settle(pilot)
        assert "questions.csv" not in lines_on(app, app.screen.files.region)


class Editor:
    """What would have been run in place of the app, or beside it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.suspended = False
        for name in ("vim", "code"):
            (folder / name).write_text("", encoding="utf-8")
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setattr(subprocess, "run", self.run)
        monkeypatch.setattr(subprocess, "Popen", self.run)
        monkeypatch.setattr(QuizApp, "suspend", self.suspend)

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        self.suspended = True
        yield

    def run(self, arguments: tuple[str, ...], **_: Any) -> SimpleNamespace:
        self.calls.append(arguments)
        return SimpleNamespace(poll=lambda: 0)


async def test_e_opens_the_editor_at_the_question_and_at_a_fault(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hall.add(builders.single("one"), builders.true_false("two"))
    file = hall.folder / "first.toml"
    editor = Editor(monkeypatch, tmp_path)
    monkeypatch.setenv("EDITOR", "vim")
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await opened(hall, pilot)
        await settle(pilot)
        await press(pilot, "right", "e")
        lines = file.read_text(encoding="utf-8").split("\n")
        second = [number for number, line in enumerate(lines, 1) if line == "[[questions]]"][1]
        assert editor.calls.pop() == ("vim", f"+{second}", str(file))
        assert editor.suspended
        rewrite(hall, "answer = true", "answer = True")
        await screen.look()
        await settle(pilot)
        await press(pilot, "e")
        fault = next(number for number, line in enumerate(lines, 1) if line == "answer = true")
        assert editor.calls.pop() == ("vim", f"+{fault}", str(file))
        for key in ("escape", "t", "e"):
            await press(pilot, key)
        assert editor.calls.pop() == ("vim", f"+{fault}", str(file)), "on the desk too"
        monkeypatch.setenv("EDITOR", "code")
        editor.suspended = False
        await press(pilot, "e")
        assert editor.calls.pop() == ("code", "--goto", f"{file}:{fault}")
        assert not editor.suspended


async def test_where_no_editor_can_be_opened_it_is_said_what_to_do(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(builders.single("one"))
    for name in ("VISUAL", "EDITOR", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    monkeypatch.setattr("sys.platform", "linux")
    app = hall.app()
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await opened(hall, pilot)
        await settle(pilot)
        await press(pilot, "e")
        assert "export EDITOR=nano" in app.notice
        assert "first.toml at line" in app.notice
