"""``quiz doctor``: what may keep the program from working, as findings with fixes."""

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.services.doctor import Finding, Surroundings, examine
from quiz.store.store import open_store
from tests.cli.conftest import BROKEN, Program, write_bank


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    """Return surroundings in which all is well."""
    write_bank(tmp_path / "shipped", "first")
    return Surroundings(
        python=(3, 11, 7),
        sqlite=(3, 45, 1),
        system="Linux",
        environment={"TERM": "xterm-256color"},
        terminal=True,
        size=(100, 30),
        encoding="utf-8",
        bank_folders=[tmp_path / "shipped", tmp_path / "own"],
        own_banks=tmp_path / "own",
        settings_file=tmp_path / "settings" / "settings.json",
        store=str(tmp_path / "scores" / "scores.db"),
        network=lambda path: None,
        most_files=lambda: 4096,
    )


def bad(here: Surroundings) -> list[Finding]:
    return [finding for finding in examine(here) if finding.state != "well"]


def test_where_all_is_well_nothing_needs_a_fix(here: Surroundings) -> None:
    assert bad(here) == []
    assert {finding.name for finding in examine(here)} == {
        *("Python", "SQLite", "Terminal", "Characters", "Colours", "Size"),
        *("Banks folder", "Banks", "Settings", "Theme", "School", "Scores", "Drive", "Permissions", "Live games"),
    }


def test_a_theme_that_cannot_be_had_is_told(here: Surroundings) -> None:
    (finding,) = bad(replace(here, theme=lambda: "ansi-dark"))
    assert (finding.name, finding.state) == ("Theme", "advice")
    assert "ansi-dark" in finding.sentence


def test_the_command_tries_the_theme_of_the_settings(quiz: Program, pinned_environment: Path) -> None:
    file = pinned_environment / ".config" / "inset-quiz" / "settings.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"theme": "nowhere"}', encoding="utf-8")
    assert "Theme: advice. The theme “nowhere”" in quiz("doctor").stdout


def test_looking_makes_no_file(here: Surroundings, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    examine(here)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("change", "name", "state"),
    [
        ({"python": (3, 9, 2)}, "Python", "fault"),
        ({"sqlite": (3, 31, 1)}, "SQLite", "fault"),
        ({"environment": {"TERM": "dumb"}}, "Terminal", "advice"),
        ({"terminal": False}, "Terminal", "advice"),
        ({"encoding": "cp1252"}, "Characters", "advice"),
        ({"encoding": ""}, "Characters", "advice"),
        ({"environment": {"TERM": "xterm"}}, "Colours", "advice"),
        ({"size": (79, 24)}, "Size", "advice"),
        ({"size": (59, 24)}, "Size", "fault"),
        ({"size": (80, 19)}, "Size", "fault"),
        ({"store": ":memory:"}, "Scores", "advice"),
        ({"network": lambda path: "nfs4"}, "Drive", "advice"),
        ({"most_files": lambda: 256}, "Live games", "advice"),
    ],
)
def test_what_is_amiss_is_named_and_has_a_fix(here: Surroundings, change: dict[str, object], name: str, state: str) -> None:
    found = {finding.name: finding for finding in bad(replace(here, **change))}  # type: ignore[arg-type]
    assert found[name].state == state
    assert found[name].fix != ""


@pytest.mark.parametrize(
    "environment", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": "truecolor"}, {"WT_SESSION": "x"}]
)
def test_colours_that_are_told_of_or_not_wanted_are_well(here: Surroundings, environment: dict[str, str]) -> None:
    assert bad(replace(here, environment=environment)) == []


def test_each_bank_that_cannot_be_played_is_a_fault(here: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "broken.toml").write_text(BROKEN)
    (finding,) = bad(here)
    assert (finding.name, finding.state) == ("Banks", "fault")
    assert "broken.toml cannot be played: it has 2 faults." in finding.sentence


def test_a_spreadsheet_among_the_banks_is_told_with_the_command_that_imports_it(here: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "questions.csv").write_text("question,correct\n")
    (finding,) = bad(here)
    assert (finding.name, finding.state) == ("Banks", "advice")
    assert finding.sentence.endswith("questions.csv is not a bank yet: import it?")
    assert finding.fix.startswith("quiz bank import ")


def test_a_folder_that_was_named_and_is_not_there_is_a_fault(here: Surroundings, tmp_path: Path) -> None:
    (finding,) = bad(replace(here, bank_folders=[*here.bank_folders, tmp_path / "stick"]))
    assert (finding.name, finding.state) == ("Banks folder", "fault")


def test_no_bank_at_all_is_a_fault(here: Surroundings) -> None:
    assert [finding.name for finding in bad(replace(here, bank_folders=[]))] == ["Banks"]


def test_a_store_that_is_there_and_can_be_written_is_well(here: Surroundings) -> None:
    open_store(here.store).close()
    assert bad(here) == []


def test_a_store_that_cannot_be_made_is_a_fault(here: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (finding,) = bad(replace(here, store=str(tmp_path / "file" / "scores.db")))
    assert (finding.name, finding.state) == ("Scores", "fault")


def test_a_damaged_store_is_a_fault(here: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "scores.db").write_bytes(b"no scores" * 1000)
    (tmp_path / "scores.db").chmod(0o600)
    (finding,) = bad(replace(here, store=str(tmp_path / "scores.db")))
    assert "damaged" in finding.sentence


def test_settings_that_cannot_be_kept_are_advice(here: Surroundings, tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("in the way")
    assert [(finding.name, finding.state) for finding in bad(here)] == [("Settings", "advice")]


def test_the_password_of_a_store_is_never_said(here: Surroundings) -> None:
    address = "postgresql://someone:secret@localhost:1/scores?connect_timeout=1"
    (finding,) = bad(replace(here, store=address))
    assert (finding.name, finding.state) == ("Scores", "fault")
    assert "secret" not in str(examine(replace(here, store=address)))


def test_the_command_says_all_of_it_and_ends_well(quiz: Program) -> None:
    result = quiz("doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"Banks folder: well. {quiz.folder} is searched for banks." in result.stdout
    assert result.stdout.endswith("Nothing stands in the way.\n")


def test_the_command_ends_with_one_where_there_is_a_fault(quiz: Program, tmp_path: Path) -> None:
    result = quiz("doctor", "--banks", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 fault to fix.")


def test_as_json_it_is_a_list_of_findings(quiz: Program, tmp_path: Path) -> None:
    found = quiz.json("doctor", "--json")
    assert {tuple(finding) for finding in found} == {("name", "state", "sentence", "fix")}
    assert {finding["state"] for finding in found} <= {"well", "advice"}
    worse = quiz.json("doctor", "--json", "--banks", tmp_path / "nowhere", status=1)
    assert [finding["name"] for finding in worse if finding["state"] == "fault"] == ["Banks folder"]
