"""Spreadsheets and Moodle files among the banks are found, until a bank was made of them; notes and banks are not."""

from pathlib import Path

from quiz.banks.foreign import foreign_files, import_command, imported_from


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
    assert [file.name for file in found] == ["moodle.gift", "questions.csv", "quiz.txt"]
    assert import_command(found[1]) == f'quiz bank import "{found[1]}" --to "{tmp_path / "questions.toml"}"'


def test_a_bank_says_of_which_files_it_was_made_whatever_its_own_name(tmp_path: Path) -> None:
    for name in ("own.csv", "own.xml", "moodle.xml", "Prüfung [1].csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "own.toml").write_text(f"# {imported_from('own.csv')}\nformat = 1\n", encoding="utf-8")
    made_of = f"# {imported_from('moodle.xml')}\n# {imported_from('Prüfung [1].csv')}\nformat = 1\n"
    (tmp_path / "safeguarding.toml").write_text(made_of, encoding="utf-8")
    (file,) = foreign_files([tmp_path])
    assert file.name == "own.xml"
    assert import_command(file).endswith(f'--to "{tmp_path / "own-xml.toml"}"')
