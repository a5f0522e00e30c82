"""The user's settings: kept whole in one private file, and never a reason not to start."""

import json
import os
import stat
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.play.points import PRESETS
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.services.personal_data import forget_in_settings
from quiz.services.settings import (
    EXTRA_TIMES,
    HOW_TO_LINES,
    MOVEMENTS,
    Settings,
    SettingsKeeper,
    kept_aside,
    read_settings,
    write_settings,
)

SAFE = st.text().map(lambda text: REFUSED_CHARACTER.sub("", text))
ALL_SETTINGS = st.builds(
    Settings,
    player=SAFE,
    team=SAFE,
    theme=SAFE,
    extra_time=st.sampled_from([*EXTRA_TIMES]),
    points=st.sampled_from(("bank", *PRESETS)),
    initials_only=st.booleans(),
    how_to_lines=st.sampled_from([*HOW_TO_LINES]),
    movement=st.sampled_from(MOVEMENTS),
    ask_certainty=st.booleans(),
    staff_list=SAFE,
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(ALL_SETTINGS)
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    file = tmp_path_factory.getbasetemp() / "settings.json"
    write_settings(settings, file)
    assert read_settings(file) == settings


@given(st.dictionaries(st.sampled_from([*asdict(Settings()), "unknown"]), JSON_VALUES) | JSON_VALUES)
def test_whatever_the_file_holds_settings_that_work_come_of_it(
    tmp_path_factory: pytest.TempPathFactory, found: object
) -> None:
    file = tmp_path_factory.getbasetemp() / "found.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    settings = read_settings(file)
    assert settings.extra_time in EXTRA_TIMES
    assert settings.points in ("bank", *PRESETS)
    assert settings.how_to_lines in HOW_TO_LINES
    assert settings.movement in MOVEMENTS
    assert {name: type(value) for name, value in asdict(settings).items()} == {
        name: type(value) for name, value in asdict(Settings()).items()
    }


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 100_000], ids=["", "{", "bytes", "[]", "null", "[[["]
)
def test_a_file_that_holds_no_settings_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert read_settings(file) == Settings()


@pytest.mark.parametrize("theme", ["\ud800", "\x1b[2J", "\u202e"])
def test_text_that_no_screen_can_show_counts_as_none(tmp_path: Path, theme: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"player": "Ada", "theme": theme}))
    assert read_settings(file) == Settings(player="Ada")


def test_settings_that_are_a_link_are_written_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    file = tmp_path / "settings.json"
    file.symlink_to(tmp_path / "elsewhere" / "settings.json")
    write_settings(Settings(player="Ada"), file)
    assert file.is_symlink()
    assert read_settings(tmp_path / "elsewhere" / "settings.json").player == "Ada"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_in_their_place_gives_the_defaults_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.json")
    assert read_settings(tmp_path / "settings.json") == Settings()


def test_where_nobody_has_the_home_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="There is no home folder"):
        write_settings(Settings(), Path("~nobody-of-this-name/settings.json"))
    assert not (tmp_path / "~nobody-of-this-name").exists()


def test_no_file_and_a_folder_in_its_place_give_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.json") == read_settings(tmp_path) == Settings()


def test_one_bad_setting_leaves_the_others_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"player": "Ada", "team": 7, "extra_time": "9", "points": "classic", "initials_only": 1, "x": 1}')
    assert read_settings(file) == Settings(player="Ada", points="classic")


@pytest.mark.parametrize(("preset", "points"), [("steady", "bank"), ("accuracy", "accuracy"), ("nonsense", "bank")])
def test_a_preset_chosen_in_an_earlier_version_stays_and_the_default_one_leaves_it_to_the_bank(
    tmp_path: Path, preset: str, points: str
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"player": "Ada", "preset": preset}))
    assert read_settings(file) == Settings(player="Ada", points=points)


def test_the_folder_is_made_and_the_file_is_for_the_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "settings.json"
    write_settings(Settings(extra_time="2"), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["settings.json"]  # noqa: PTH208


def test_where_writing_fails_the_old_settings_stand_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.json"
    write_settings(Settings(player="Ada"), file)
    before = file.read_bytes()

    def no_space(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    with pytest.raises(OSError, match="No space"):
        write_settings(Settings(player="Grace"), file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["settings.json"]


def test_a_file_of_before_has_the_newer_settings_as_they_are_by_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"player": "Ada", "team": "", "theme": "nord", "extra_time": "2", "points": "bank"}))
    assert read_settings(file) == Settings(
        player="Ada", theme="nord", extra_time="2", how_to_lines="first", movement="short"
    )


def test_what_is_written_is_the_newest_and_only_where_it_has_changed(tmp_path: Path) -> None:
    keeper = SettingsKeeper(tmp_path / "settings.json")
    keeper.write()
    assert not keeper.file.exists()
    for theme in ("nord", "dracula"):
        keeper.settings = Settings(theme=theme)
    keeper.write()
    assert read_settings(keeper.file).theme == "dracula"
    keeper.file.unlink()
    keeper.write()
    assert not keeper.file.exists()


def test_what_another_program_wrote_meanwhile_stays_and_an_erased_name_does_not_come_back(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    write_settings(Settings(player="Ann", team="Maths"), file)
    keeper = SettingsKeeper(file)
    assert forget_in_settings(file)
    write_settings(replace(read_settings(file), extra_time="2"), file)
    keeper.settings = replace(keeper.settings, theme="inset-light")
    keeper.write()
    assert read_settings(file) == Settings(theme="inset-light", extra_time="2")
    file.unlink()
    keeper.settings = replace(keeper.settings, movement="off")
    keeper.write()
    assert read_settings(file).theme == "inset-light"


@pytest.mark.parametrize("damaged", ["", "{", "[]", "\x00\x00"])
def test_settings_that_cannot_be_read_are_kept_beside_the_new_ones(tmp_path: Path, damaged: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(damaged, encoding="utf-8")
    keeper = SettingsKeeper(file)
    assert keeper.are_lost
    for theme in ("nord", "dracula"):
        keeper.settings = replace(keeper.settings, theme=theme)
        keeper.write()
    assert read_settings(file) == Settings(theme="dracula")
    assert kept_aside(file).read_text(encoding="utf-8") == damaged


def test_settings_that_were_mended_or_damaged_meanwhile_are_taken_as_they_are_now(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{", encoding="utf-8")
    keeper = SettingsKeeper(file)
    write_settings(Settings(player="Ann"), file)
    keeper.settings = replace(keeper.settings, theme="nord")
    keeper.write()
    assert (read_settings(file), kept_aside(file).exists()) == (Settings(player="Ann", theme="nord"), False)
    file.write_text("{", encoding="utf-8")
    keeper.settings = replace(keeper.settings, movement="off")
    keeper.write()
    assert (read_settings(file).theme, kept_aside(file).read_text(encoding="utf-8")) == ("nord", "{")
