"""``quiz report completion``: the whole way from a list of staff and a store to figures, held against a count of its own."""

import csv
import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quiz.banks.loading import load_library
from quiz.store.store import Store, open_store
from tests.cli.conftest import Program, write_bank
from tests.store.makers import ask_file, attempt_of, response_to

DAY = 86_400_000
DATE = date(2026, 11, 28)
TODAY = (DATE - date(1970, 1, 1)).days * DAY + DAY // 2


class StoppedDate(date):
    """A calendar that stays at one day."""

    @classmethod
    def today(cls) -> Any:
        return DATE

    @classmethod
    def fromisoformat(cls, text: str) -> Any:
        return date.fromisoformat(text)


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on the day on which it runs."""
    monkeypatch.setattr("quiz.cli.report.completion.date", StoppedDate)


def play(store: Store, quiz: Program, name: str, days_ago: int, *, right: bool = True, on_board: bool = True) -> str:
    """Finish a quiz of one question at the first bank, so many days ago, and return its id."""
    bank = load_library([quiz.folder]).banks["first"]
    at = TODAY - days_ago * DAY
    player = store.sign_in(name, "", at)
    how: dict[str, Any] = {"questions": ("is-so",), "possible": 1.0, "started_at": at, "on_board": on_board}
    asked = attempt_of(player, "first", bank_hash=bank.content_hash, **how)
    begun = store.begin(asked, bank)
    store.record(begun.id, response_to(question_id="is-so", mark=float(right)), at)
    return begun.id


@pytest.fixture
def staff(quiz: Program, tmp_path: Path) -> Path:
    """Let ten of twelve people pass, one a year ago and some, and put all of them on a list."""
    with closing(open_store(str(quiz.store))) as store:
        for number in range(11):
            play(store, quiz, f"Person {number}", 400 if number == 10 else 30 * number)
        play(store, quiz, "Stranger", 1)
    file = tmp_path / "staff.csv"
    rows = [
        f"Person {number};{'Maths' if number < 6 else 'Office'};{'Governor' if number == 3 else ''}" for number in range(12)
    ]
    file.write_text("\n".join(["NAME;Team;Role", *rows]), encoding="utf-8")
    return file


def test_whom_to_follow_up_is_listed_and_the_status_says_whether_anybody_is_missing(quiz: Program, staff: Path) -> None:
    result = quiz("report", "completion", "--staff", staff, "--require", "role:governor=1")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[1:5] == [
        "All staff: 10 of 12 done (83 %), target 95 %: 2 more needed",
        "done 10 · not begun 2",
        "At least 1 governor: 1 done ✔",
        f"not begun  Person 10  Office  passed last on {_day(400)}",
    ]
    assert lines[-1] == "Played, but on no list: 1 name: Stranger"
    assert result.stderr == "Taken from staff.csv: name, team, role.\n"
    assert quiz("report", "completion", "--staff", staff, "--bank", "first", "--target", "83").exit_code == 0
    assert quiz("report", "completion", "--staff", staff, "--within", "2y", "--target", "91").exit_code == 0
    assert quiz("report", "completion", "--staff", staff, "--target", "83", "--require", "role:governor=2").exit_code == 1


def _day(ago: int) -> str:
    day = DATE - timedelta(days=ago)
    return f"{day.day} {day:%b %Y}"


def test_figures_by_team_name_nobody(quiz: Program, staff: Path, tmp_path: Path) -> None:
    told = quiz("report", "completion", "--staff", staff, "--by", "team").stdout
    assert "Person" not in told
    assert told.splitlines()[0].startswith("Overdue at ")
    table = quiz.json("report", "completion", "--staff", staff, "--overdue-at", "2999-01-01", "--json", status=1)
    assert [(row["label"], row["overdue"]) for row in table["rows"]] == [("Maths", None), ("Office", None)]
    file = tmp_path / "overdue.csv"
    assert quiz("report", "completion", "--staff", staff, "--by", "year", "--csv", file).stdout == f"{file} is written.\n"
    assert file.read_text("utf-8-sig").splitlines()[0] == "year,people,done,overdue"


def test_figures_by_site_go_by_the_lists_own_column(quiz: Program, staff: Path, tmp_path: Path) -> None:
    refused = quiz("report", "completion", "--staff", staff, "--by", "site")
    assert (refused.exit_code, "Add a column site." in refused.stderr) == (1, True)
    rows = [f"Person {number},{'Hill' if number % 2 else 'Vale'}" for number in range(40)]
    both = tmp_path / "trust.csv"
    both.write_text("\n".join(["Name,School", *rows]), encoding="utf-8")
    table = quiz.json("report", "completion", "--staff", both, "--by", "site", "--json", status=1)
    assert [(row["label"], row["people"]) for row in (*table["rows"], table["total"])] == [
        ("Hill", 20),
        ("Vale", 20),
        ("All staff", 40),
    ]


def test_the_table_has_a_row_for_each_person_and_no_file_is_replaced(quiz: Program, staff: Path, tmp_path: Path) -> None:
    (tmp_path / "ncsc.csv").write_text(f"name,course,date\nPerson 11,NCSC,{DATE}\n", encoding="utf-8")
    file = tmp_path / "out.csv"
    order = ("report", "completion", "--staff", staff, "--other", tmp_path / "ncsc.csv", "--csv", file)
    assert quiz(*order).exit_code == 1
    with file.open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == 24
    assert Counter((row["other training"], row["state"]) for row in rows) == {
        ("no", "done"): 10,
        ("no", "not begun"): 2,
        ("yes", "done"): 1,
        ("yes", "not begun"): 11,
    }
    before = file.read_bytes()
    again = quiz(*order)
    assert (again.exit_code, "is there already and stays as it is" in again.stderr) == (1, True)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        ([], "--staff", 2),
        (["--staff", "nowhere.csv"], '"nowhere.csv" cannot be used', 1),
        (["--staff", "{folder}"], "It is a folder", 1),
        (["--staff", "{staff}", "--bank", "frist"], 'Did you mean "first"?', 1),
        (["--staff", "{staff}", "--within", "soon"], '"soon" is not a length of time', 2),
        (["--staff", "{staff}", "--overdue-at", "soon"], '"soon" is no day', 2),
        (["--staff", "{staff}", "--require", "governor"], '"governor" is no rule', 2),
        (["--staff", "{staff}", "--other", "{staff}"], 'has no columns "date" and "course"', 1),
        (["--staff", "{staff}", "--json", "--csv", "x"], "do not go together", 2),
        (
            ["--staff", "{bare}", "--require", "role:governor=1"],
            "none. Taken from bare.csv: name. Add a column role.",
            1,
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    quiz: Program, staff: Path, tmp_path: Path, arguments: list[str], words: str, status: int
) -> None:
    (tmp_path / "bare.csv").write_text("name\nAnn\n", encoding="utf-8")
    filled = [one.format(folder=tmp_path, staff=staff, bare=tmp_path / "bare.csv") for one in arguments]
    result = quiz("report", "completion", *filled)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_a_bank_with_faults_is_named_and_not_passed_over_in_silence(quiz: Program, staff: Path) -> None:
    (quiz.folder / "second.toml").write_text("format = 1\n[bank]\nid = 'second'\n", encoding="utf-8")
    result = quiz("report", "completion", "--staff", staff)
    assert "Not counted, 1 bank file with faults: second.toml. See: quiz bank check" in result.stderr
    asked = quiz("report", "completion", "--staff", staff, "--bank", "second")
    assert (asked.exit_code, "second.toml cannot be played" in asked.stderr, asked.stdout) == (1, True, "")
    assert "second.toml" not in quiz("report", "completion", "--staff", staff, "--bank", "first").stderr


def test_where_nothing_is_to_be_done_no_target_is_met(quiz: Program, staff: Path) -> None:
    write_bank(quiz.folder, "first", draft=True)
    result = quiz("report", "completion", "--staff", staff)
    assert (result.exit_code, "Every bank is still a draft" in result.stderr) == (1, True)


def test_a_draft_is_no_training_until_it_is_asked_for(quiz: Program, staff: Path) -> None:
    write_bank(quiz.folder, "second", title="Phones", draft=True)
    said = quiz("report", "completion", "--staff", staff).stderr
    assert said.endswith("Not counted, 1 draft: Phones.\n")
    for arguments, ids in (((), ["first"]), (("--bank", "second", "--bank", "first"), ["second", "first"])):
        found = quiz.json("report", "completion", "--staff", staff, "--json", *arguments, status=1)
        assert [one["course"]["id"] for one in found["courses"]] == ids


def test_without_scores_nobody_has_begun_and_no_file_is_made(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("name\nAnn\n", encoding="utf-8")
    assert "All staff: 0 of 1 done (0 %)" in quiz("report", "completion", "--staff", tmp_path / "bare.csv").stdout
    assert not quiz.store.exists()


def recount(store: Path, staff: Path, days: int) -> Counter[str]:
    """Count who has done the first bank, from the rows alone and without a line of the program."""
    latest: dict[str, str] = {}
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute(
            "SELECT players.name, attempts.outcome, passed, on_board, ended_at, started_at, mode FROM attempts, players "
            "WHERE players.id = attempts.player_id AND players.guest = 0 AND bank_id = 'first' AND mode = 'quiz'"
        ).fetchall()
    order = ["not begun", "begun", "not passed yet", "done"]
    for name, outcome, passed, on_board, ended, started, _ in rows:
        if (TODAY - (ended or started)) // DAY > days:
            continue
        reached = "begun"
        if outcome == "finished" and on_board:
            reached = "done" if passed else "not passed yet"
        known = latest.get(name.lower(), "not begun")
        latest[name.lower()] = max(known, reached, key=order.index)
    counts: Counter[str] = Counter()
    with staff.open(encoding="utf-8") as opened:
        listed = list(csv.DictReader(opened))
    times = Counter(row["name"].lower() for row in listed if not row["left"])
    for row in listed:
        name = row["name"].lower()
        if row["left"]:
            counts["left"] += 1
        elif times[name] > 1:
            counts["twice"] += 1
        else:
            counts[latest.get(name, "not begun")] += 1
    return counts


@pytest.mark.parametrize("seed", range(6))
def test_a_count_from_the_bare_rows_comes_to_the_same(quiz: Program, tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    with closing(open_store(str(quiz.store))) as store:
        for _ in range(40):
            name = f"Person {dice.randrange(12)}"
            made = play(store, quiz, name, dice.randrange(700), right=dice.random() < 0.4, on_board=dice.random() < 0.7)
            if dice.random() < 0.2:
                ask_file(quiz.store, f"UPDATE attempts SET outcome = 'abandoned', ended_at = NULL WHERE id = '{made}'")
        play(store, quiz, "Person 12", 1)
    ask_file(quiz.store, "UPDATE players SET guest = 1, name_key = 'guest\n' || name_key WHERE name LIKE '%2'")
    file = tmp_path / "staff.csv"
    rows = [
        f"{dice.choice(['PERSON', 'Person'])} {dice.randrange(16)},{dice.choice(['', '', '2020-01-01'])}" for _ in range(14)
    ]
    file.write_text("\n".join(["name,left", *rows]), encoding="utf-8")
    found = quiz("report", "completion", "--staff", file, "--within", "365d", "--soon", "1d", "--json")
    (course,) = json.loads(found.stdout)["courses"]
    counts = Counter(course["counts"])
    assert counts + Counter() == recount(quiz.store, file, 365) + Counter()
