"""``quiz data``: what is kept is told, handed out, erased after asking, and kept no longer than the rule says."""

import json
import os
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from quiz.reports.completion import read_period
from quiz.services.doctor import Finding, Surroundings, examine
from quiz.services.identity import word_hash
from quiz.services.retention import too_old
from quiz.store.errors import StoreError
from quiz.store.store import open_store
from tests.cli.conftest import Program
from tests.cli.test_doctor import here  # noqa: F401
from tests.cli.test_game_reports import played
from tests.store.makers import ask_file, play

DAY = 86_400_000


def kept(quiz: Program, *names: str, at: int = DAY) -> None:
    """Let these people have played a quiz."""
    with closing(open_store(str(quiz.store))) as store:
        for name in names:
            play(store, store.sign_in(name, "Maths", at), at=at)


def names(quiz: Program) -> list[str]:
    """Return the names that stand on the board."""
    with closing(open_store(str(quiz.store), read_only=True)) as store:
        return sorted(row.name for row in store.players_board(None))


def test_what_is_kept_is_told_with_where_it_is(quiz: Program) -> None:
    kept(quiz, "Annabel")
    played(quiz)
    copy = quiz.store.with_name("scores.db.backup-2026-11-01")
    copy.write_bytes(b"")
    said = quiz("data", "about", " ANNABEL ").stdout
    assert said.splitlines() == [
        "Annabel: a person who plays here, team Maths",
        "  1 finished quiz, 2 January 1970",
        "  1 answer",
        "  a place on the leaderboard of 1 bank and on that of all",
        "",
        "Annabel: a guest of live games (a guest is anybody who typed that name), team Red",
        "  1 finished quiz, 1 January 1970",
        "  1 answer",
        "  a place on the leaderboard of 1 bank and on that of all",
        "  in 1 live game by name, 1 January 1970",
        "",
        "Where it is kept",
        f"  {quiz.store}",
        f"  {copy}: a copy, in which the name may stand",
    ]
    nobody = quiz("data", "about", "Nobody")
    assert (nobody.exit_code, nobody.stdout.startswith('Nothing is kept under the name "Nobody"')) == (1, True)


def test_an_export_is_written_into_a_new_file_only(quiz: Program, tmp_path: Path) -> None:
    kept(quiz, "Annabel")
    for ending in ("json", "html"):
        file = tmp_path / f"out.{ending}"
        assert quiz("data", "export", "annabel", "--to", file).exit_code == 0
        content = file.read_text(encoding="utf-8")
        assert "material not kept" in content
        assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600
        again = quiz("data", "export", "annabel", "--to", file)
        assert (again.exit_code, "is there already" in again.stderr) == (1, True)
        assert file.read_text(encoding="utf-8") == content
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["name"] == "Annabel"
    assert quiz("data", "export", "annabel", "--to", tmp_path / "out.txt").exit_code == 2


def test_nothing_goes_before_somebody_says_yes(quiz: Program) -> None:
    kept(quiz, "Annabel", "Bea")
    for typed, words in (("", "Nobody answered, so nothing was erased."), ("no\n", "Nothing was erased.")):
        asked = quiz("data", "erase", "annabel", typed=typed)
        assert (asked.exit_code, asked.stderr.startswith(words)) == (1, True)
        assert "1 finished quiz" in asked.stdout
    assert names(quiz) == ["Annabel", "Bea"]
    done = quiz("data", "erase", "annabel", typed="y\n")
    assert (done.exit_code, "Erased: the name and 1 attempt.\n" in done.stdout) == (0, True)
    assert "Pages that were saved or printed" in done.stdout.splitlines()[-1]
    assert names(quiz) == ["Bea"]


def test_whom_is_meant_has_to_be_said_where_two_have_the_name(quiz: Program) -> None:
    kept(quiz, "Annabel")
    played(quiz)
    unsaid = quiz("data", "erase", "annabel", "--yes")
    assert (unsaid.exit_code, "--person or --guest" in unsaid.stderr) == (1, True)
    assert names(quiz) == ["Annabel", "Annabel"]
    assert quiz("data", "erase", "annabel", "--guest", "--yes").exit_code == 0
    assert "guest" not in quiz("data", "about", "annabel").stdout
    assert quiz("report", "game").exit_code == 0


def test_copies_stay_unless_they_are_named(quiz: Program) -> None:
    kept(quiz, "Annabel", "Bea")
    copy = quiz.store.with_name("scores.db.version-3")
    copy.write_bytes(b"")
    said = quiz("data", "erase", "annabel", "--yes").stdout
    assert f"The name may still stand in these copies:\n  {copy}\n" in said
    assert copy.exists()
    assert quiz("data", "erase", "annabel", "--copies", typed="n\n").exit_code == 1
    assert copy.exists()
    assert quiz("data", "erase", "annabel", "--yes", "--copies").stdout.endswith("They are deleted.\n")
    assert not copy.exists()
    copy.write_bytes(b"")
    quiz("data", "erase", "bea", "--yes", "--copies")
    assert not copy.exists()


def test_a_name_is_never_cut_and_one_that_stands_on_a_certificate_alone_tells_whose(quiz: Program, tmp_path: Path) -> None:
    whole = "Anne-Marie Elisabeth Wolverhampton-Black-Brown"
    cut = whole[:40]
    kept(quiz, cut, "BG99")
    for arguments in (["about"], ["export", "--to", tmp_path / "out.json"], ["erase", "--yes"]):
        refused = quiz("data", arguments[0], whole, *arguments[1:])
        assert (refused.exit_code, f'A name has 40 characters at most, and "{whole}" has 46.' in refused.stderr) == (2, True)
    (attempt,) = ask_file(
        quiz.store, "SELECT attempts.id FROM attempts JOIN players ON players.id = player_id WHERE name = 'BG99'"
    )
    ask_file(quiz.store, f"INSERT INTO certificates VALUES ('CODE', '{attempt[0]}', '{whole}', 1, NULL)")
    told = quiz("data", "about", whole.upper())
    assert (told.exit_code, told.stdout) == (
        0,
        f'"{whole.upper()}" stands on a certificate of "BG99": quiz data about "BG99"\n',
    )
    refused = quiz("data", "erase", whole, "--yes")
    assert (refused.exit_code, 'quiz data about "BG99"' in refused.stderr, "Nothing" in refused.stderr) == (1, True, False)
    assert names(quiz) == [cut, "BG99"]


def test_what_keeps_traces_is_said_as_it_is(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(quiz, "Annabel")

    def full(_: object) -> None:
        raise StoreError("The disk is full.", "Free some space and try again.")

    monkeypatch.setattr("quiz.store.sqlite.SqliteConnection.clear_traces", full)
    said = quiz("data", "erase", "annabel", "--yes").stdout
    assert "Traces may be left in the file. The disk is full. Free some space and try again." in said
    assert "program" not in said


def test_looking_for_somebody_makes_no_store(quiz: Program) -> None:
    for arguments in (["about", "Ann"], ["erase", "Ann"], ["export", "Ann", "--to", "x.json"], ["keep-for", "2y"]):
        assert quiz("data", *arguments).exit_code == 1
    assert quiz("data", "tidy", "--yes").exit_code == 0
    assert not quiz.store.exists()


def test_what_is_too_old_goes_when_it_is_told_to(quiz: Program) -> None:
    kept(quiz, "Annabel")
    assert quiz("data", "keep-for").stdout.startswith("What people did is kept for ever.")
    told = quiz("data", "keep-for", "18M").stdout
    assert "kept for 18 months.\nOlder than that: 1 attempt." in told
    assert names(quiz) == ["Annabel"]
    assert quiz("data", "keep-for", "--now", typed="\n").exit_code == 1
    assert names(quiz) == ["Annabel"]
    done = quiz("data", "keep-for", "--now", "--yes").stdout
    assert "Deleted: 1 attempt, 1 name without anything under it." in done
    assert names(quiz) == []
    assert quiz("data", "keep-for", "ever").stdout.startswith("What people did is kept for ever.")
    for wrong in ("0d", "18", "soon"):
        assert (quiz("data", "keep-for", wrong).exit_code, quiz("data", "keep-for").exit_code) == (2, 0)


def test_a_rule_that_takes_passes_which_are_still_good_says_so(quiz: Program) -> None:
    kept(quiz, "Annabel")
    told = {
        period: "counts as never passed" in quiz("data", "keep-for", period).stdout for period in ("12m", "1y", "11m", "90d")
    }
    assert told == {"12m": False, "1y": False, "11m": True, "90d": True}
    assert "counts as never passed" in quiz("data", "keep-for", "--now", "--yes").stdout, "before anything is deleted"


def test_copies_from_before_are_told_and_a_rule_that_is_none_is_said(quiz: Program) -> None:
    kept(quiz, "Annabel")
    copy = quiz.store.with_name("scores.db.version-3")
    copy.write_bytes(b"")
    done = quiz("data", "keep-for", "18m", "--now", "--yes").stdout
    assert done.endswith(f"These copies are from before and still hold it:\n  {copy}\n")
    ask_file(quiz.store, "UPDATE store_settings SET value = 'two weeks'")
    for arguments in (["keep-for"], ["tidy"]):
        refused = quiz("data", *arguments)
        assert (refused.exit_code, '"two weeks", which is not a length of time' in refused.stderr) == (1, True)


def test_doctor_says_what_is_too_old(here: Surroundings) -> None:  # noqa: F811
    def found(today: date) -> list[Finding]:
        return [one for one in examine(replace(here, today=lambda: today)) if one.name == "Retention"]

    with closing(open_store(here.store)) as store:
        play(store, store.sign_in("Ann", "", 1), at=400 * DAY)
        assert found(date(1990, 1, 1)) == []
        store.people.set_keep_for("1y")
    (soon,), (late,) = found(date(1972, 2, 4)), found(date(1972, 2, 7))
    assert (soon.state, late.state) == ("well", "advice")
    assert late.sentence == "What people did is kept for 12 months, and older than that: 1 attempt."


def test_tidying_lists_first_and_takes_only_what_nobody_needs(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(quiz, "Annabel")
    notes, data = tmp_path / "tmp", tmp_path / "kept"
    notes.mkdir()
    data.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(notes))
    monkeypatch.setattr("quiz.cli.data.tidy.kept_files", lambda: data)
    monkeypatch.setattr("quiz.cli.data.tidy.settings_file", lambda: data / "settings.json")
    old, new = (quiz.store.with_name(f"scores.db.backup-{day}") for day in ("2020-01-01", "2020-01-02"))
    gone = [notes / "quiz-abcd1234.txt", data / "00000001-0123456789ab-0123456789ab-lost.toml", old]
    gone.append(data / "settings.json.damaged")
    stays = [notes / "quiz-abcd1235.txt", notes / "quiz-notes.txt", new, quiz.store]
    gone[0].write_text("Traceback (most recent call last):\n", encoding="utf-8")
    stays[0].write_text("a shopping list", encoding="utf-8")
    for file in (*gone[1:], *stays[1:3]):
        file.write_text("", encoding="utf-8")
    os.utime(old, (0, 0))
    assert str(old) not in quiz("data", "tidy").stdout
    quiz("data", "keep-for", "2y")
    listed = quiz("data", "tidy").stdout
    assert [f"{file}: " in listed for file in (*gone, *stays)] == [True] * 4 + [False] * 4
    assert all(file.exists() for file in (*gone, *stays))
    assert quiz("data", "tidy", "--yes").stdout.endswith("4 files deleted.\n")
    assert [file.exists() for file in (*gone, *stays)] == [False] * 4 + [True] * 4


@pytest.mark.parametrize(
    ("period", "today", "day"),
    [
        ("18m", date(2026, 8, 31), date(2025, 2, 28)),
        ("1m", date(2024, 3, 31), date(2024, 2, 29)),
        ("12m", date(2026, 1, 5), date(2025, 1, 5)),
        ("2y", date(2024, 2, 29), date(2022, 2, 28)),
        ("90d", date(2026, 3, 1), date(2025, 12, 1)),
        ("9999y", date(2026, 3, 1), date(1970, 1, 2)),
        ("9999d", date(1990, 3, 1), date(1970, 1, 2)),
    ],
)
def test_a_period_goes_back_by_the_calendar(period: str, today: date, day: date) -> None:
    assert too_old(read_period(period), today, UTC) == datetime.combine(day, time(), UTC).timestamp() * 1000


def test_a_name_is_freed_with_a_word_and_what_is_kept_of_it_is_told(quiz: Program) -> None:
    kept(quiz, "Annabel")
    freed = quiz("data", "free", " ANNABEL ")
    assert (freed.exit_code, freed.stdout.splitlines()[0]) == (
        0,
        "Annabel can be taken in a browser once more, with all that was played under it.",
    )
    word = freed.stdout.splitlines()[1].rpartition(" ")[2]
    assert "1 word with which the name can be taken in a browser" in quiz("data", "about", "Annabel").stdout
    with closing(open_store(str(quiz.store))) as store:
        assert store.credentials.take("Annabel", "", "hash", "browser", DAY, word=word_hash(word))
    assert "bound to 1 browser, last used 2 January 1970" in quiz("data", "about", "Annabel").stdout
    assert word not in quiz("data", "about", "Annabel").stdout
    nobody = quiz("data", "free", "Nobody")
    assert (nobody.exit_code, "the name is free" in nobody.stderr) == (1, True)
