"""Spreadsheets and Moodle files among the banks are found, until a bank was made of them; notes and banks are not."""

import os
import shlex
from pathlib import Path

from quiz.banks.foreign import ForeignFile, bank_made_of, foreign_files, import_command, imported_from


def test_what_could_be_imported_is_found_and_nothing_else(tmp_path: Path) -> None:
    for name, text in {
        "questions.csv": "question,correct\n",
        "moodle.gift": "",
        "quiz.txt": "What?\nA. a\nB. b\nANSWER: A\n",
        "notes.txt": "Ask Siân about the prices = £5.",
        "bank.toml": "format = 1",
        "bank.schema.json": "{}",
        "done.csv": "",
        "done.toml": "",
        "~$questions.xlsx": "",
        "picture.png": "",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    found = foreign_files([tmp_path, tmp_path / "nowhere"])
    assert [one.file.name for one in found] == ["moodle.gift", "questions.csv", "quiz.txt"]
    assert import_command(found[1].file) == f'quiz bank import "{found[1].file}" --to "{tmp_path / "questions.toml"}"'


def test_a_bank_says_of_which_files_it_was_made_whatever_its_own_name(tmp_path: Path) -> None:
    for name in ("own.csv", "own.xml", "moodle.xml", "Prüfung [1].csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "own.toml").write_text(f"# {imported_from('own.csv')}\nformat = 1\n", encoding="utf-8")
    made_of = f"# {imported_from('moodle.xml')}\n# {imported_from('Prüfung [1].csv')}\nformat = 1\n"
    (tmp_path / "safeguarding.toml").write_text(made_of, encoding="utf-8")
    (found,) = foreign_files([tmp_path])
    assert (found.file.name, found.bank) == ("own.xml", None)
    assert import_command(found.file).endswith(f'--to "{tmp_path / "own-xml.toml"}"')


def test_a_file_that_was_saved_again_after_its_bank_is_offered_for_that_bank(tmp_path: Path) -> None:
    file, older, bank = (tmp_path / name for name in ("mine.csv", "first.toml", "second.toml"))
    for made in (older, bank):
        made.write_text(f"# {imported_from(file.name)}\n", encoding="utf-8")
    file.write_text("", encoding="utf-8")
    for at, one in enumerate((older, file, bank)):
        os.utime(one, (at, at))
    assert foreign_files([tmp_path]) == [], "one of its banks is younger"
    os.utime(file, (3, 3))
    assert foreign_files([tmp_path]) == [ForeignFile(file, bank)]
    assert bank_made_of(file) == bank
    assert import_command(file, bank) == f'quiz bank import "{file}" --into "{bank}"'


def test_no_shell_obeys_a_name_in_the_command_that_is_copied(tmp_path: Path) -> None:
    name = "it's $(touch gone) `x` \x1b\n\udcff.csv"
    words = shlex.split(import_command(tmp_path / name))
    assert words[:3] == ["quiz", "bank", "import"]
    assert words[3] == str(tmp_path / "it's $(touch gone) `x` \\u001b\\u000a\\udcff.csv")
    assert len(words) == 6
    assert "'\"'\"'" in import_command(tmp_path / name), "in single quotes, where nothing is obeyed"
