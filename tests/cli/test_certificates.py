"""``quiz certificate``: who has earned one gets one, the same each time, and a code tells every field or that it is none."""

import shlex
from contextlib import closing
from pathlib import Path

import pytest

from quiz.banks.loading import load_library
from quiz.paths import command_line
from quiz.store.records import AttemptRecord
from quiz.store.store import open_store
from tests.cli.conftest import Program, write_bank
from tests.store.makers import ask_file, attempt_of, response_to

NOON = 1_795_780_800_000
"""27 November 2026 at noon."""
DAY = 86_400_000
NAMED = ("--player", "Ann", "--name", "Mrs A. Khan")


def play(quiz: Program, name: str = "Ann", *, right: int = 2, at: int = NOON, on_board: bool = True) -> AttemptRecord:
    """Finish a quiz of the first bank's two questions."""
    bank = load_library([quiz.folder]).banks["first"]
    with closing(open_store(str(quiz.store))) as store:
        player = store.sign_in(name, "Maths", at)
        asked = attempt_of(
            player,
            bank_hash=bank.content_hash,
            bank_version=bank.about.version,
            questions=("is-so", "is-not"),
            started_at=at,
            on_board=on_board,
            team="Maths",
        )
        begun = store.begin(asked, bank)
        for place, question in enumerate(asked.questions):
            store.record(begun.id, response_to(place, question_id=question, mark=float(place < right)), at)
        kept = store.attempt(begun.id)
    assert kept
    return kept


def code_of(quiz: Program, *arguments: str) -> str:
    printed = quiz("certificate", "first", *arguments)
    assert printed.exit_code == 0, printed.stderr
    return next(line.split()[1] for line in printed.stdout.splitlines() if line.startswith("Code "))


def test_the_page_that_is_offered_is_of_the_same_person(quiz: Program) -> None:
    play(quiz)
    assert "certificate first --player Ann --to certificate.html" in quiz("certificate", "first", *NAMED).stderr


def test_no_shell_obeys_what_a_name_says_when_a_command_is_pasted(quiz: Program) -> None:
    said = quiz("certificate", "first", "--player", "Ann $(reboot)", "--name", "Ann").stderr
    assert command_line("quiz", "play", "first", "--player", "Ann $(reboot)") in said
    assert shlex.split(said[said.index("quiz play") :])[4] == "Ann $(reboot)"


def test_it_is_the_same_to_the_byte_whenever_it_is_printed(quiz: Program, tmp_path: Path) -> None:
    play(quiz)
    pages = [tmp_path / "one.html", tmp_path / "two.html"]
    assert quiz("certificate", "first", *NAMED, "--to", pages[0]).stdout.startswith(f"{pages[0]} is written.")
    # The bank goes on: what was passed stays what it was. The name was asked for once.
    write_bank(quiz.folder, "first", title="Another title", version="2027.1")
    assert quiz("certificate", "first", "--player", "ANN", "--to", pages[1]).exit_code == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()
    assert "27 November 2026" in pages[0].read_text(encoding="utf-8")
    again = quiz("certificate", "first", *NAMED, "--to", pages[0])
    assert (again.exit_code, "is there already and stays as it is" in again.stderr) == (1, True)


def test_a_code_shows_every_field_from_the_store(quiz: Program, tmp_path: Path) -> None:
    play(quiz)
    code = code_of(quiz, *NAMED)
    text = tmp_path / "it.txt"
    assert quiz("certificate", "first", "--player", "Ann", "--to", text).exit_code == 0
    for typed in (code, code.lower().replace("-", "")):
        checked = quiz("certificate", "check", typed)
        assert (checked.exit_code, checked.stdout.startswith(text.read_text(encoding="utf-8"))) == (0, True)
        assert "Played as  Ann, team Maths\nIssued     last on " in checked.stdout
    unknown = quiz("certificate", "check", "0000-0000-0000")
    assert (unknown.exit_code, unknown.stderr) == (1, 'No certificate of this store has the code "0000-0000-0000".\n')


def test_a_store_that_was_changed_since_is_told(quiz: Program) -> None:
    attempt = play(quiz)
    code = code_of(quiz, *NAMED)
    ask_file(quiz.store, f"UPDATE attempts SET mark = 99 WHERE id = '{attempt.id}'")
    checked = quiz("certificate", "check", code)
    assert (checked.exit_code, "The store was changed since it was issued" in checked.stdout) == (1, True)


def test_another_name_is_another_certificate_and_the_latest_stands(quiz: Program) -> None:
    play(quiz)
    first, second = code_of(quiz, *NAMED), code_of(quiz, "--player", "Ann", "--name", "Mrs A. Kahn")
    assert first != second
    assert quiz("certificate", "check", first).exit_code == quiz("certificate", "check", second).exit_code == 0
    later = play(quiz, at=NOON + DAY)
    assert code_of(quiz, "--player", "Ann") not in (first, second)
    assert ask_file(quiz.store, f"SELECT COUNT(*) FROM certificates WHERE attempt_id = '{later.id}'") == [(1,)]


def test_who_has_earned_none_is_told_why(quiz: Program) -> None:
    told = quiz("certificate", "first", *NAMED)
    assert (told.exit_code, "There are no scores yet" in told.stderr, quiz.store.exists()) == (1, True, False)
    play(quiz, "Bob", right=1)
    play(quiz, "Cy", on_board=False)
    play(quiz, "Gus")
    ask_file(quiz.store, "UPDATE players SET guest = 1, name_key = 'guest\n' || name_key WHERE name = 'Gus'")
    with closing(open_store(str(quiz.store))) as store:
        store.sign_in("Di", "", 1)
    for name, words in (
        ("Bob", 'has not passed "The first bank" yet: the best mark is 50 %, and 80 % is needed.'),
        ("Cy", "only for practice"),
        ("Di", "has not finished a quiz"),
        ("Gus", "Nobody has played as"),
    ):
        told = quiz("certificate", "first", "--player", name, "--name", name)
        assert (told.exit_code, words in told.stderr) == (1, True), told.stderr
        assert ("quiz play first --player " in told.stderr) == (name in ("Bob", "Di"))
    assert ask_file(quiz.store, "SELECT COUNT(*) FROM certificates") == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["first", "--player", "Ann"], f"show? {command_line('quiz', 'certificate', 'first', *NAMED)}", 2),
        (["first"], "Who has passed it?", 2),
        (["first", "--player", "Ann", "--name", "…"], "nothing in it that can be read out", 2),
        (["first", "--player", "Ann", "--name", "Khan" * 16], 'has 60 characters at most, and "Khan', 2),
        (["first", "--player", "Anne-Marie Elisabeth Wolverhampton-Black-Brown"], "A name has 40 characters at most", 2),
        (["first", *NAMED, "--to", "x.docx"], "is neither .html, .pdf nor .txt", 2),
        (["frist", *NAMED], 'Did you mean "first"?', 1),
        (["first", "second"], "is a word too many", 2),
        (["check"], "Which code?", 2),
        (["check", "rubbish"], 'No certificate of this store has the code "rubbish"', 1),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(quiz: Program, arguments: list[str], words: str, status: int) -> None:
    play(quiz)
    result = quiz("certificate", *arguments)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_a_pdf_is_the_same_to_the_byte_and_none_is_written_over(quiz: Program, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst is not installed: pip install '.[pdf]'", exc_type=ImportError)
    play(quiz)
    files = [tmp_path / "one.PDF", tmp_path / "two.pdf"]
    for file in files:
        assert quiz("certificate", "first", *NAMED, "--to", file).stdout == f"{file} is written.\n"
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith(b"%PDF-1.7")
    again = quiz("certificate", "first", *NAMED, "--to", files[0])
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)
    refused = quiz("certificate", "first", "--player", "Ann", "--name", "王小明", "--to", tmp_path / "x.pdf")
    assert (refused.exit_code, (tmp_path / "x.pdf").exists()) == (1, False)
    assert 'no letters for "王小明"' in refused.stderr
    assert "x.html" in refused.stderr


def test_without_its_library_a_pdf_is_refused_with_how_to_install_it(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.cli.certificate.find_spec", lambda name: None)
    play(quiz)
    refused = quiz("certificate", "first", *NAMED, "--to", tmp_path / "x.pdf")
    assert (refused.exit_code, "pip install typst" in refused.stderr, "x.html" in refused.stderr) == (1, True, True)
    assert ask_file(quiz.store, "SELECT COUNT(*) FROM certificates") == [(0,)]


def test_a_policy_that_was_acknowledged_stands_on_it_and_both_codes_show_every_field(quiz: Program) -> None:
    attempt = play(quiz)
    before = code_of(quiz, *NAMED)
    with closing(open_store(str(quiz.store))) as store:
        store.acknowledgements.keep(attempt.player_id, "Acceptable use", "2026-09", "ab" * 32, NOON + DAY)
    after = code_of(quiz, *NAMED)
    assert before != after
    line = "Read and acknowledged: Acceptable use, version 2026-09, on 28 November 2026"
    for code, stands in ((before, False), (after, True)):
        checked = quiz("certificate", "check", code)
        assert (checked.exit_code, line in checked.stdout, "ab" * 32 in checked.stdout) == (0, stands, stands)
