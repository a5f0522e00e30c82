"""Where files are: the banks that ship, the user's own, those of the environment, the scores and the settings."""

import os
from pathlib import Path

import platformdirs
import pytest

from quiz import paths
from quiz.banks.loading import load_library


def test_the_banks_that_ship_are_found_and_load() -> None:
    library = load_library([paths.shipped_banks()])
    assert len(library.banks) >= 6
    assert library.problems == ()


def test_the_installed_banks_go_before_those_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "quiz"
    package.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.shipped_banks() == tmp_path / "site-packages" / "questions"
    (package / "shipped").mkdir()
    assert paths.shipped_banks() == package / "shipped"


def test_banks_are_searched_in_the_shipped_the_own_the_environments_and_the_given_folders_in_this_order(
    pinned_environment: Path,
) -> None:
    environment = {"QUIZ_BANKS": os.pathsep.join(["/a", "", "~/b"])}
    assert paths.bank_folders(["/c", Path("d")], environment) == [
        paths.shipped_banks(),
        paths.own_banks(),
        Path("/a"),
        pinned_environment / "b",
        Path("/c"),
        Path("d"),
    ]


def test_the_process_environment_is_what_counts_if_no_other_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(paths.bank_folders()) == 2
    monkeypatch.setenv("QUIZ_BANKS", "/a")
    monkeypatch.setenv("QUIZ_STORE", "/scores.db")
    assert paths.bank_folders()[2:] == [Path("/a")]
    assert paths.store_address() == "/scores.db"


def test_a_home_that_nobody_has_is_an_ordinary_folder_that_is_not_there() -> None:
    folders = paths.bank_folders(["~nobody-of-this-name/banks"], {})
    assert load_library(folders[2:]).readings == ()


def test_the_scores_are_where_they_are_asked_for_else_where_the_environment_says_else_in_the_data_folder() -> None:
    environment = {"QUIZ_STORE": "postgresql://school/quiz"}
    assert paths.store_address("mine.db", environment) == "mine.db"
    assert paths.store_address(None, environment) == "postgresql://school/quiz"
    assert Path(paths.store_address(None, {"QUIZ_STORE": ""})).name == "scores.db"


def test_what_the_program_keeps_lies_in_the_users_own_folders_and_looking_makes_none(pinned_environment: Path) -> None:
    for path in (paths.own_banks(), paths.settings_file(), Path(paths.store_address(None, {}))):
        assert path.is_relative_to(pinned_environment)
        assert "inset-quiz" in path.parts
        assert not path.exists()
    assert list(pinned_environment.iterdir()) == []


@pytest.mark.parametrize("value", [None, "", "/elsewhere", "not/absolute"])
@pytest.mark.parametrize("home", ["/home/sam", None])
def test_the_users_folders_are_those_that_platformdirs_says(
    value: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, set_to in {"XDG_DATA_HOME": value, "XDG_CONFIG_HOME": value, "HOME": home}.items():
        if set_to is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, set_to)
    assert paths.settings_file() == platformdirs.user_config_path("inset-quiz", appauthor=False) / "settings.json"
    assert paths.own_banks() == platformdirs.user_data_path("inset-quiz", appauthor=False) / "banks"


def test_what_to_install_is_said_for_the_python_that_runs_this_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/opt/inset quiz/bin/python")
    assert (
        paths.install_command("psycopg[binary]", "segno")
        == "'/opt/inset quiz/bin/python' -m pip install 'psycopg[binary]' segno"
    )


def test_no_message_asks_for_the_program_itself_from_an_index() -> None:
    code = [path.read_text(encoding="utf-8") for path in Path(paths.__file__).parent.rglob("*.py")]
    assert not [text for text in code if "pip install 'inset-quiz" in text or "pip install '.[" in text]
