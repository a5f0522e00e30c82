"""What ``quiz doctor`` tries: the real thing, taken back; one probe that fails hides nothing of the others."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.services.doctor import Finding, Surroundings, examine
from quiz.store.store import open_store
from tests.cli.conftest import write_bank
from tests.store.test_sqlite_disk import own_disk


def surroundings_in(folder: Path) -> Surroundings:
    """Return surroundings in which all is well, with a store that is there."""
    write_bank(folder / "shipped", "first")
    store = folder / "scores" / "scores.db"
    open_store(str(store)).close()
    return Surroundings(
        python=(3, 11, 7),
        sqlite=(3, 45, 1),
        system="Linux",
        environment={"TERM": "xterm-256color"},
        terminal=True,
        size=(100, 30),
        encoding="utf-8",
        bank_folders=[folder / "shipped"],
        own_banks=folder / "own",
        settings_file=folder / "settings" / "settings.json",
        store=str(store),
        network=lambda path: None,
        most_files=lambda: 4096,
    )


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    return surroundings_in(tmp_path)


def bad(here: Surroundings, *, deep: bool = False) -> list[Finding]:
    return [finding for finding in examine(here, deep=deep) if finding.state != "well"]


def only_bad(here: Surroundings, *, deep: bool = False) -> Finding:
    (finding,) = bad(here, deep=deep)
    return finding


def ask(here: Surroundings, statement: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(here.store)) as raw, raw:
        return raw.execute(statement).fetchall()


def test_nothing_stays_of_a_trial(here: Surroundings) -> None:
    before = {file: file.read_bytes() for file in sorted(Path(here.store).parent.iterdir())}
    assert bad(here, deep=True) == []
    assert {file: file.read_bytes() for file in sorted(Path(here.store).parent.iterdir())} == before


@pytest.mark.parametrize("table", ["best", "players", "game_events"])
def test_a_store_without_one_of_its_tables_is_a_fault(here: Surroundings, table: str) -> None:
    ask(here, f"DROP TABLE {table}")
    assert only_bad(here).sentence == f"{here.store} is no longer whole, it lacks {table}; it was left as it is."


def test_a_database_of_another_program_is_a_fault_and_stays_as_it_is(here: Surroundings, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with contextlib.closing(sqlite3.connect(foreign)) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    foreign.chmod(0o600)
    before = foreign.read_bytes()
    assert "another program" in only_bad(replace(here, store=str(foreign))).sentence
    assert foreign.read_bytes() == before


def test_an_empty_file_is_a_store_that_is_still_to_be_filled(here: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch(0o600)
    assert bad(replace(here, store=str(tmp_path / "empty.db"))) == []
    assert (tmp_path / "empty.db").read_bytes() == b""


def test_an_older_store_is_well_and_is_not_migrated(here: Surroundings) -> None:
    for statement in ("DROP TABLE game_events", "DROP TABLE games", "UPDATE schema_version SET version = 1"):
        ask(here, statement)
    assert bad(here) == []
    assert ask(here, "SELECT version FROM schema_version") == [(1,)]


def test_a_link_to_nowhere_is_said(here: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "gone.db")
    found = only_bad(replace(here, store=str(tmp_path / "link.db")))
    assert found.sentence.startswith(f"{tmp_path / 'link.db'} is a link to {tmp_path / 'gone.db'}, which is not there")
    assert not (tmp_path / "gone.db").exists()


def test_a_home_that_nobody_has_is_a_fault(here: Surroundings) -> None:
    found = only_bad(replace(here, store="~nobody-of-this-name/scores.db"))
    assert "there is no home folder ~nobody-of-this-name" in found.sentence


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_pipes_in_place_of_files_are_said_at_once(here: Surroundings, tmp_path: Path) -> None:
    here.settings_file.parent.mkdir()
    for pipe in (here.settings_file, here.settings_file.with_name("school.toml"), tmp_path / "x.db"):
        os.mkfifo(pipe, 0o600)
    os.mkfifo(tmp_path / "shipped" / "pipe.toml")
    found = bad(replace(here, store=str(tmp_path / "x.db")))
    assert [finding.name for finding in found] == ["Banks", "Settings", "School", "Scores"]


def test_a_policy_is_read_and_one_that_cannot_be_is_named_with_its_place(here: Surroundings) -> None:
    school = here.settings_file.with_name("school.toml")
    school.parent.mkdir()
    school.write_text('[policy]\ntitle = "Acceptable use"\nversion = "1"\nfile = "use.md"\n', encoding="utf-8")
    found = only_bad(here)
    assert found.sentence.startswith(f'{school.with_name("use.md")}: The policy "Acceptable use" cannot be shown')
    assert "name another file in school.toml" in found.fix
    school.with_name("use.md").write_text("Be kind.", encoding="utf-8")
    assert f"The policy “Acceptable use”, version 1, is in {school.with_name('use.md')}." in {
        finding.sentence for finding in examine(here)
    }
    school.write_text('[policy]\ntitle = "Acceptable use"\n', encoding="utf-8")
    assert ["[policy] does not say its" in finding.sentence for finding in bad(here)] == [True, True]


def test_a_damaged_page_shows_when_all_is_read(here: Surroundings) -> None:
    file = Path(here.store)
    content = bytearray(file.read_bytes())
    content[-4096:] = b"\xff" * 4096
    file.write_bytes(content)
    assert only_bad(here, deep=True).name == "Scores"


def test_a_probe_that_fails_hides_nothing(here: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error", "/disk")

    monkeypatch.setattr("quiz.services.doctor.load_library", fail)
    found = examine(here)
    assert {finding.name for finding in found} >= {"Banks", "School", "Scores", "Permissions"}
    assert "at /disk: Input/output error." in next(finding.sentence for finding in found if finding.name == "Banks")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_files_that_others_may_read_are_named_with_their_companions(here: Surroundings, tmp_path: Path) -> None:
    backup = tmp_path / "scores" / "scores.db.backup-1"
    here.settings_file.parent.mkdir()
    for file in (here.settings_file, backup):
        file.write_text("{}")
        file.chmod(0o644)
    found = only_bad(here)
    assert (found.name, found.state) == ("Permissions", "advice")
    assert found.fix == f"Close them: chmod go= {here.settings_file} {backup}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_files_that_others_may_read_are_named_where_a_link_leads_to(here: Surroundings, tmp_path: Path) -> None:
    backup = tmp_path / "scores" / "scores.db.backup-2026-11-28"
    backup.touch()
    backup.chmod(0o644)
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "l.db").symlink_to(here.store)
    found = only_bad(replace(here, store=str(tmp_path / "link" / "l.db")))
    assert (found.name, found.fix) == ("Permissions", f"Close them: chmod go= {backup}")


def test_a_log_without_its_file_is_a_fault(here: Surroundings, tmp_path: Path) -> None:
    log = tmp_path / "gone.db-wal"
    log.write_text("x")
    log.chmod(0o600)
    found = only_bad(replace(here, store=str(tmp_path / "gone.db")))
    assert (found.name, found.state) == ("Scores", "fault")
    assert found.sentence == f"{log} lies there without its file {tmp_path / 'gone.db'}."


def test_settings_that_cannot_be_read_are_advice(here: Surroundings) -> None:
    here.settings_file.parent.mkdir()
    here.settings_file.write_text("{")
    here.settings_file.chmod(0o600)
    assert "cannot be read" in only_bad(here).sentence


class TestAsAnAccountWithoutRights:
    """What root may, others may not."""

    @pytest.fixture
    def here(self, unprivileged: Path) -> Surroundings:
        return surroundings_in(unprivileged)

    def test_a_store_that_may_only_be_read_is_a_fault(self, here: Surroundings) -> None:
        Path(here.store).chmod(0o400)
        assert only_bad(here).sentence == f"{here.store} may not be written."

    def test_a_store_that_may_not_even_be_read_is_a_fault(self, here: Surroundings) -> None:
        Path(here.store).chmod(0)
        assert only_bad(here).sentence == f"{here.store} may not be written."

    @pytest.mark.parametrize("mode", [0, 0o400, 0o100])
    def test_a_folder_without_permission_is_a_fault_and_the_rest_is_looked_at(self, here: Surroundings, mode: int) -> None:
        closed = Path(here.store).parents[1] / "closed"
        write_bank(closed, "second")
        closed.chmod(mode)
        found = bad(replace(here, bank_folders=[*here.bank_folders, closed]))
        closed.chmod(0o700)
        assert [(finding.name, finding.state) for finding in found] == [
            ("Banks" if mode == 0o400 else "Banks folder", "fault")
        ]

    def test_what_stands_in_a_folder_without_permission_is_a_fault(self, here: Surroundings) -> None:
        folder = Path(here.store).parent
        folder.chmod(0)
        found = bad(replace(here, bank_folders=[*here.bank_folders, folder / "inside"]))
        folder.chmod(0o700)
        assert {finding.name for finding in found} == {"Banks folder", "Scores", "Permissions"}


def test_a_full_disk_is_a_fault(here: Surroundings, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        subprocess.run([*own_disk(disk), "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this account may not mount a disk of its own")
    fill = f'cp "{here.store}" "{disk}/scores.db" && dd if=/dev/zero of="{disk}/junk" 2>/dev/null; exec "$@"'
    doctor = [sys.executable, "-m", "quiz", "doctor", "--store", str(disk / "scores.db")]
    done = subprocess.run(
        [*own_disk(disk), "sh", "-c", fill, "sh", *doctor], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "Scores: fault. The disk" in done.stdout
