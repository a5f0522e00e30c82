"""What each floor brings in when it is really imported, in a fresh interpreter: a static graph sees no late import."""

import ast
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import quiz
from quiz.store.due import Due
from quiz.store.store import open_store
from tests.banks.faulty import text_of

PACKAGE = Path(quiz.__file__).parent
FRONT_END_LIBRARIES = {"textual", "rich", "aiohttp", "click"}
FLOORS = ["questions", "banks", "play", "game", "store", "reports", "services"]


def modules_of(floor: str) -> list[str]:
    """Return the name of every module of a floor."""
    files = sorted((PACKAGE / floor).rglob("*.py"))
    parts = [file.relative_to(PACKAGE.parent).with_suffix("").parts for file in files]
    return [".".join(part for part in names if part != "__init__") for names in parts]


def unmeasured() -> dict[str, str]:
    """Return the environment without what makes new processes measure their coverage, which imports much of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def imported_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after running ``code``."""
    after = "\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", code + after]
    ran = subprocess.run(command, env=unmeasured(), capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(ran.stdout.splitlines()[-1])}


@pytest.mark.parametrize("floor", FLOORS)
def test_no_module_of_a_floor_brings_in_a_front_ends_library(floor: str) -> None:
    modules = modules_of(floor)
    assert len(modules) > 3
    code = "import quiz.paths, quiz.services.settings, " + ", ".join(modules)
    assert not imported_by(code) & FRONT_END_LIBRARIES


def command(*arguments: str) -> str:
    return f"""
import sys
sys.argv = ["quiz", *{list(arguments)!r}]
from quiz.cli import main
try:
    main()
except SystemExit:
    pass
"""


def test_asking_for_the_version_starts_no_front_end() -> None:
    assert not imported_by(command("--version")) & {"textual", "rich", "aiohttp", "msgspec", "sqlite3"}


def test_serving_browsers_brings_in_nothing_of_the_app() -> None:
    imported = imported_by("import quiz.cli.serve, quiz.serve.running")
    assert "aiohttp" in imported
    assert not imported & {"textual", "rich"}


def test_checking_a_bank_starts_no_front_end(tmp_path: Path) -> None:
    good = tmp_path / "good.toml"
    good.write_text(text_of(), encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(text_of().replace("prompt", "promt"), encoding="utf-8")
    for file in (good, bad):
        imported = imported_by(command("bank", "check", str(file)))
        assert "msgspec" in imported
        assert not imported & {"textual", "rich", "aiohttp", "sqlite3"}


def test_reading_a_good_bank_does_not_pay_for_what_only_problems_need(tmp_path: Path) -> None:
    file = tmp_path / "good.toml"
    file.write_text(text_of(), encoding="utf-8")
    code = f"from pathlib import Path\nfrom quiz.banks.loading import read_bank\nassert read_bank(Path({str(file)!r})).bank"
    assert "tree_sitter" not in imported_by(code)


def test_no_class_has_the_name_of_another_in_the_program() -> None:
    found: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for part in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(part, ast.ClassDef):
                found.setdefault(part.name, []).append(str(file.relative_to(PACKAGE)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


LONG = {
    "banks/formats/table_rows.py": "a row there and what its type makes of it: half of it are the types' readers",
    "game/state.py": "a case for each of the events, and what is asked of a game between them",
    "live/messages.py": "structs alone: every word that a pad and a host exchange",
    "live/terminal_pad.py": "one app with one screen and its form",
    "services/doctor.py": "a probe each, none of which knows another",
    "services/services.py": "one object, the same before every front end",
    "store/store.py": "a method a transaction, few of which are longer than their statement",
    "tui/home_rows.py": "the cards and rows of one list, which share their columns",
    "tui/screens/play.py": "one screen through all states of an attempt",
    "tui/widgets/pieces.py": "one way from pieces to lines, whose steps call each other",
}
"""Files of more than 400 lines, each with its reason. One that is short again leaves the table."""


def test_no_file_is_long_without_a_reason() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in PACKAGE.rglob("*.py")}
    assert {file.relative_to(PACKAGE).as_posix() for file, length in lengths.items() if length > 400} == set(LONG)


def test_what_reckons_memory_is_imported_only_when_something_is_reckoned() -> None:
    modules = ", ".join(
        name for floor in ("play", "store", "reports", "services", "plain", "tui") for name in modules_of(floor)
    )
    assert "fsrs" not in imported_by(f"import {modules}")


def test_a_shells_profile_waits_for_nothing_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "scores.db"
    monkeypatch.setenv("QUIZ_STORE", str(file))
    with closing(open_store(str(file))) as store:
        store.keep_due(store.sign_in("Ann", "", 1).id, [Due(2, 1, 1)])
    imported = imported_by(command("topup", "--due", "--player", "Ann"))
    assert "sqlite3" in imported
    assert not imported & {"textual", "rich", "aiohttp", "msgspec", "fsrs", "tomli"}
