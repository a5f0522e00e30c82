"""``quiz report pack``: the file of evidence as an auditor opens it, held against a count of its own."""

import csv
import hashlib
import io
import os
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NoReturn

import pytest

from quiz.reports.pack.parts import PARTS, Expectation
from quiz.store.store import open_store
from tests.cli.conftest import Program, write_bank
from tests.cli.test_staff_completion import DATE, DAY, TODAY, StoppedDate, play
from tests.store.makers import ask_file

NAMELESS = ("index", "assessment", "questions", "topics", "material", "governors", "feedback", "sources", "about-the-data")


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on the day on which it runs."""
    monkeypatch.setattr("quiz.cli.report.pack.date", StoppedDate)


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    """Thirty people on a list."""
    file = tmp_path / "staff.csv"
    rows = [f"Person {number},{'Maths' if number < 12 else 'Office'}" for number in range(30)]
    file.write_text("\n".join(["name,team", *rows]), encoding="utf-8")
    return file


Packed = Callable[..., dict[str, bytes]]


@pytest.fixture
def packed(quiz: Program, staff: Path, tmp_path: Path) -> Packed:
    """Make a pack and return its files by their paths."""

    def make(*options: object, name: str = "evidence.zip") -> dict[str, bytes]:
        result = quiz("report", "pack", "--staff", staff, "--to", tmp_path / name, *options)
        assert (result.exit_code, "is written" in result.stdout) == (0, True), result.stderr
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.testzip() is None
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            return {one: archive.read(one) for one in archive.namelist()}

    return make


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def nameless(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if not path.startswith("people/") and path != "manifest.sha256"}


def pass_all(quiz: Program, number: int, *, failed: int = 0) -> None:
    """Let so many of the staff finish a quiz, some of them without passing."""
    with closing(open_store(str(quiz.store))) as store:
        for person in range(number):
            play(store, quiz, f"Person {person}", person, right=person >= failed)


def test_the_files_answer_what_is_asked_of_monitoring_and_their_hashes_are_listed(quiz: Program, packed: Packed) -> None:
    pass_all(quiz, 20)
    files = packed()
    assert [*files] == sorted(files)
    index = files["index.html"].decode()
    for expectation in Expectation:
        assert expectation.value in index
    assert {part.answers for part in PARTS} == {*Expectation}
    assert all(path in index for path in files if not path.startswith("material/") and path != "index.html")
    listed = dict(line.split("  ")[::-1] for line in files.pop("manifest.sha256").decode().splitlines())
    assert listed == {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    folders = {path.partition("/")[0] for path in files if "/" in path}
    assert folders == {"material", "people"}
    assert {path.partition(".")[0] for path in files if "/" not in path} == {*NAMELESS}


def test_the_same_scores_list_and_day_make_the_same_bytes(quiz: Program, packed: Packed, tmp_path: Path) -> None:
    pass_all(quiz, 12)
    packed(name="one.zip")
    os.utime(quiz.store, (0, 0))
    packed(name="two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_order_of_banks_makes_no_other_bytes(quiz: Program, packed: Packed, tmp_path: Path) -> None:
    write_bank(quiz.folder, "second", version="2")
    pass_all(quiz, 1)
    packed("--bank", "first", "--bank", "second", name="one.zip")
    files = packed("--bank", "second", "--bank", "first", name="two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert "Days are those of" in files["index.html"].decode()
    assert "UTC" in files["index.html"].decode()


def test_what_is_required_beside_the_target_is_said_and_not_whether_one_person_meets_it(
    quiz: Program, packed: Packed, staff: Path
) -> None:
    pass_all(quiz, 30)
    staff.write_text("name,role\nPerson 0,head\nSomebody,governor\n" + "".join(f"Person {n},\n" for n in range(1, 30)))
    result = packed("--require", "role:governor=1")
    page = result["governors.html"].decode()
    assert "Beside the target at least 1 of the role governor are to be done" in page
    assert "Whether they are stands with the names" in page
    assert "not yet" in result["people/completion.html"].decode()


@pytest.mark.parametrize("seed", range(2))
def test_a_count_from_the_bare_rows_comes_to_the_same(quiz: Program, packed: Packed, seed: int) -> None:
    write_bank(quiz.folder, "second", version="2")
    dice = Random(seed)
    with closing(open_store(str(quiz.store))) as store:
        for _ in range(60):
            name, ago = f"Person {dice.randrange(40)}", dice.randrange(600)
            play(store, quiz, name, ago, right=dice.random() < 0.6, on_board=dice.random() < 0.8)
        for number in range(7):
            person = store.find_player(f"Person {number}")
            if person:
                store.flag(person.id, "first", "is-so", 5)
    ask_file(quiz.store, "UPDATE players SET guest = 1, name_key = 'guest\n' || name_key WHERE name LIKE '%3'")
    files = packed("--within", "365d")
    done, marks, flags = recount(quiz.store)
    first, second = table(files["assessment.csv"])
    rows = [row for row in table(files["people/completion.csv"]) if row["course"] == "The first bank"]
    assert {row["name"] for row in rows if row["state"] in ("done", "due soon")} == done
    counted = 5 <= len(done) <= 25
    assert (first["done"], first["people"]) == (str(len(done)) if counted else "", "30")
    assert first["mean mark %"] == (str(5 * round(sum(marks) / len(marks) / 5)) if len(marks) >= 10 else "")
    assert (second["in words"], second["done"], second["target reached"]) == ("none of 30", "0", "not yet")
    (flagged,) = table(files["feedback.csv"])
    assert (flagged["question"], flagged["flagged by people"]) == ("is-so", str(flags) if flags >= 5 else "fewer than 5")


def recount(store: Path) -> tuple[set[str], list[float], int]:
    """Count from the rows alone and without a line of the program: who is done, last marks, how many flagged."""
    done, last = set(), {}
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute(
            "SELECT name, ended_at, passed, mark FROM attempts JOIN players ON players.id = player_id WHERE guest = 0 "
            "AND outcome = 'finished' AND mode = 'quiz' AND on_board = 1 AND bank_id = 'first' "
            "ORDER BY started_at, attempts.id"
        ).fetchall()
        (flags,) = connection.execute("SELECT COUNT(*) FROM flags").fetchone()
    for name, ended, passed, mark in rows:
        if (TODAY - ended) // DAY <= 365:
            last[name] = mark
            if passed and int(name.split()[1]) < 30:
                done.add(name)
    return done, [*last.values()], flags


def test_material_is_what_was_played_to_the_byte_whatever_became_of_the_file(quiz: Program, packed: Packed) -> None:
    with closing(open_store(str(quiz.store))) as store:
        play(store, quiz, "Person 1", 3)
    was = (quiz.folder / "first.toml").read_bytes()
    write_bank(quiz.folder, "first", version="<new>")
    with closing(open_store(str(quiz.store))) as store:
        play(store, quiz, "Person 2", 1)
    is_now = (quiz.folder / "first.toml").read_bytes()
    ask_file(quiz.store, f"UPDATE attempts SET bank_hash = 'abcdabcdabcdabcd' WHERE bank_hash = '{digest(is_now)[:16]}'")
    files = packed()
    texts = {path: content for path, content in files.items() if path.endswith(".toml")}
    assert {*texts.values()} == {was, is_now}
    assert all(digest(content)[:16] in path for path, content in texts.items())
    assert all(path.replace(".toml", ".html") in files for path in texts)
    page = files["material.html"].decode()
    assert digest(was) in page
    assert "abcdabcdabcdabcd…" in page
    assert "not kept" in page
    assert "&lt;new&gt;" in page
    assert len(table(files["questions.csv"])) == 4


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_pages_without_names_are_the_same_whether_one_or_three_are_missing(
    quiz: Program, packed: Packed, tmp_path: Path
) -> None:
    packs = []
    for missing in (1, 3):
        quiz.store.unlink(missing_ok=True)
        pass_all(quiz, 30 - missing)
        with closing(open_store(str(quiz.store))) as store:
            store.people.set_keep_for("1d")
            for number in range(missing):
                store.flag(store.sign_in(f"Person {number}", "", 1).id, "first", "is-not", 5)
        ask_file(quiz.store, "UPDATE responses SET certainty = 3")
        # What differs is who played last, which is told on purpose.
        ask_file(quiz.store, f"UPDATE attempts SET ended_at = {TODAY}")
        packs.append(packed("--target", "90", name=f"{missing}.zip"))
    one, three = map(nameless, packs)
    assert one == three
    assert b"all but fewer than 5 of 30" in one["governors.html"]
    assert b"Mean mark" in one["governors.html"]
    assert {row["mean mark %"] for row in table(one["assessment.csv"])} == {""}, "the mean would tell how many"
    assert b"fewer than 5" in one["feedback.csv"]


def test_names_stand_in_their_folder_alone_and_guests_nowhere(quiz: Program, packed: Packed, staff: Path) -> None:
    pass_all(quiz, 20, failed=2)
    with closing(open_store(str(quiz.store))) as store:
        for number in range(12):
            play(store, quiz, f"Visitor {number}", 1, right=False)
    before = packed(name="before.zip")
    ask_file(quiz.store, "UPDATE players SET guest = 1, name_key = 'guest\n' || name_key WHERE name LIKE 'Visitor%'")
    files = packed()
    for path, content in files.items():
        assert b"Visitor" not in content
        assert (b"Person" in content) <= path.startswith("people/"), path
    assert b"12 names" in before["people/completion.html"]
    assert b"on no list" not in files["people/completion.html"]
    row, was = table(files["assessment.csv"])[0], table(before["assessment.csv"])[0]
    assert (row["done"], row["mean mark %"], was["mean mark %"]) == ("18", "90", "55")


def test_no_day_vouches_for_a_page_that_nobody_read(quiz: Program, packed: Packed) -> None:
    pass_all(quiz, 20)
    assert table(packed(name="read.zip")["sources.csv"])[0]["checked"] == "2026-11-23"
    bank = quiz.folder / "first.toml"
    text = bank.read_text("utf-8")
    bank.write_text(text.replace('note = ""', 'note = "not read here"'), encoding="utf-8")
    files = packed(name="unread.zip")
    (row,) = table(files["sources.csv"])
    assert (row["checked"], row["days ago"]) == ("not read here", "")
    assert b"not read here" in files["sources.html"]
    assert b"23 Nov 2026" not in files["sources.html"]


def test_of_several_sites_everybody_is_told_with_theirs(quiz: Program, packed: Packed, staff: Path) -> None:
    pass_all(quiz, 20)
    assert not any(b"By site" in content for content in packed(name="one.zip").values())
    rows = [f"Person {number},Maths,{'Hill' if number < 12 else 'Vale'}" for number in range(30)]
    staff.write_text("\n".join(["name,team,site", *rows]), encoding="utf-8")
    files = packed(name="two.zip")
    assert b"By site, how many are done" in files["people/completion.html"]
    for page in ("people/completion.html", "people/follow-up.html"):
        assert "Maths · Vale" in files[page].decode()
    assert not any(b"Vale" in content for content in nameless(files).values())


def test_whom_to_follow_up_is_for_whom_the_school_names(
    quiz: Program, packed: Packed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("quiz.cli.report.pack.settings_file", lambda: tmp_path / "settings.json")
    (tmp_path / "school.toml").write_text('dpo = "Mrs <b>Khan</b>"\n', encoding="utf-8")
    pass_all(quiz, 28, failed=1)
    files = packed()
    assert b"To be followed up by: Mrs &lt;b&gt;Khan&lt;/b&gt;" in files["people/follow-up.html"]
    assert [(row["name"], row["state"]) for row in table(files["people/follow-up.csv"])] == [
        ("Person 28", "not begun"),
        ("Person 29", "not begun"),
        ("Person 0", "not passed yet"),
    ]


def test_what_anybody_typed_stays_text_and_leads_no_file_out_of_the_pack(quiz: Program, packed: Packed, staff: Path) -> None:
    name = '=HYPERLINK("x")<script>'
    staff.write_text(f'name,team\n"{name.replace(chr(34), chr(34) * 2)}",<i>Maths</i>\n', encoding="utf-8")
    write_bank(quiz.folder, "first", version="../../<script>x", title="<script>alert(1)</script>")
    with closing(open_store(str(quiz.store))) as store:
        play(store, quiz, "Ann", 1)
        store.flag(store.sign_in("Ann", "", 1).id, "first", "=1+1", 5)
    files = packed()
    for path, content in files.items():
        assert ".." not in path
        assert path == path.strip("/. ")
        assert not (path.endswith(".html") and b"<script" in content)
    assert table(files["people/completion.csv"])[0]["name"] == f"'{name}"
    assert table(files["feedback.csv"])[0]["question"] == "'=1+1"


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(
    quiz: Program, packed: Packed, staff: Path, tmp_path: Path
) -> None:
    pass_all(quiz, 1)
    files = packed()
    target = tmp_path / "evidence.zip"
    before = target.read_bytes()
    pass_all(quiz, 20)
    order = ("report", "pack", "--staff", staff, "--to", target)
    refused = quiz(*order)
    assert (refused.exit_code, "stays as it is" in refused.stderr, "--replace" in refused.stderr) == (1, True, True)
    assert target.read_bytes() == before
    assert quiz("report", "pack", "--staff", staff, "--to", tmp_path, "--replace").exit_code == 2
    assert packed("--replace") != files


def test_a_full_disk_leaves_the_pack_that_was_there(
    quiz: Program, packed: Packed, staff: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    pass_all(quiz, 1)
    pass_all(quiz, 1)
    packed()
    before = (tmp_path / "evidence.zip").read_bytes()
    monkeypatch.setattr(os, "fsync", no_space)
    for name, options in (("evidence.zip", ["--replace"]), ("other.zip", [])):
        result = quiz("report", "pack", "--staff", staff, "--to", tmp_path / name, *options)
        assert (result.exit_code, "No space left on device" in result.stderr) == (1, True)
    assert (tmp_path / "evidence.zip").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if "zip" in one.name or ".new" in one.name] == ["evidence.zip"]


def test_a_list_with_the_wrong_columns_is_told_which_were_taken(quiz: Program, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Surname,Department\nKhan,Maths\n", encoding="utf-8")
    result = quiz("report", "pack", "--staff", wrong, "--to", tmp_path / "evidence.zip")
    assert result.exit_code == 1
    assert 'wrong.csv has no column "name"' in result.stderr
    assert "team (“Department”)" in result.stderr
    assert quiz("report", "pack", "--staff", wrong, "--to", tmp_path / "evidence.pdf").exit_code == 2
    assert not (tmp_path / "evidence.zip").exists()


def test_without_scores_there_is_no_pack_and_no_file_of_scores_is_made(quiz: Program, staff: Path, tmp_path: Path) -> None:
    result = quiz("report", "pack", "--staff", staff, "--to", tmp_path / "evidence.zip")
    assert (result.exit_code, "There are no scores at" in result.stderr) == (1, True)
    assert not quiz.store.exists()
    assert not (tmp_path / "evidence.zip").exists()


def test_of_what_few_have_played_it_is_not_told_when(quiz: Program, packed: Packed) -> None:
    pass_all(quiz, 9)
    page = packed(name="few.zip")["material.html"].decode()
    assert "not told of fewer than 10 people" in page
    pass_all(quiz, 10)
    page = packed(name="many.zip")["material.html"].decode()
    assert f"<dd>{DATE:%B %Y}</dd>" in page


def test_what_is_kept_for_too_long_is_told(quiz: Program, packed: Packed) -> None:
    pass_all(quiz, 20)
    assert b"No rule is set" in packed(name="before.zip")["about-the-data.html"]
    with closing(open_store(str(quiz.store))) as store:
        store.people.set_keep_for("10d")
    page = packed()["about-the-data.html"].decode()
    assert "kept for 10 days" in page
    assert "Older than that: quizzes. Nothing goes" in page
    assert DATE.isoformat() not in page


def test_who_has_acknowledged_a_policy_stands_with_the_names(quiz: Program, packed: Packed) -> None:
    pass_all(quiz, 12)
    with closing(open_store(str(quiz.store))) as store:
        person = store.find_player("Person 1")
        assert person
        store.acknowledgements.keep(person.id, "<Use> of apps", "3", "ab" * 32, TODAY)
    files = packed()
    assert b"&lt;Use&gt; of apps" in files["people/policies.html"]
    rows = {row["name"]: row for row in table(files["people/policies.csv"])}
    assert (len(rows), rows["Person 2"]["acknowledged"]) == (30, "not yet")
    row = rows["Person 1"]
    assert (row["name"], row["version"], row["acknowledged"], row["sha256"]) == (
        "Person 1",
        "3",
        DATE.isoformat(),
        "ab" * 32,
    )
