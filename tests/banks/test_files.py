"""From files on the disk to banks: encodings, files that cannot be read, folders, ids that two files claim."""

import os
from pathlib import Path

import pytest

from quiz.banks.loading import load_library, read_bank
from quiz.questions.diagnostics import PlacedDiagnostic
from tests.banks.faulty import text_of


def written(folder: Path, name: str = "mine.toml", content: str | bytes | None = None) -> Path:
    file = folder / name
    content = text_of() if content is None else content
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def only_problem(file: Path) -> PlacedDiagnostic:
    reading = read_bank(file)
    assert reading.bank is None
    (problem,) = reading.problems
    assert (problem.file, problem.level) == (str(file), "fault")
    return problem


def test_a_good_file_gives_a_bank_that_names_its_file_and_content(tmp_path: Path) -> None:
    file = written(tmp_path)
    bank = read_bank(file).bank
    assert bank is not None
    assert (bank.id, bank.file, len(bank.questions)) == ("first", str(file), 1)
    assert len(bank.content_hash) == 16
    other = read_bank(written(tmp_path, "other.toml", text_of() + "# edited\n")).bank
    assert other is not None
    assert other.content_hash != bank.content_hash


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    assert read_bank(written(tmp_path, content=b"\xef\xbb\xbf" + text_of().replace("\n", "\r\n").encode())).bank


def test_a_byte_order_mark_moves_no_line(tmp_path: Path) -> None:
    problem = only_problem(
        written(tmp_path, content=b"\xef\xbb\xbf" + text_of().replace("format = 1", "format = 2").encode())
    )
    assert (problem.line, problem.rule, problem.key) == (1, "unknown-format", "format")
    assert "format 2" in problem.message
    assert "newer program" in problem.fix


def test_text_in_another_encoding_is_reported_at_the_line_of_its_first_foreign_byte(tmp_path: Path) -> None:
    problem = only_problem(written(tmp_path, content=text_of().replace("What?", "Café?").encode("windows-1252")))
    assert (problem.line, problem.rule) == (text_of().split("\n").index('prompt = "What?"') + 1, "unreadable")
    assert "UTF-8" in problem.fix


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_file_in_another_unicode_encoding_is_a_problem(tmp_path: Path, encoding: str) -> None:
    assert read_bank(written(tmp_path, content=text_of().encode(encoding))).faults


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"# only a comment"])
def test_an_empty_file_lacks_everything(tmp_path: Path, content: bytes) -> None:
    reading = read_bank(written(tmp_path, content=content))
    assert [(problem.line, problem.key) for problem in reading.problems] == [(1, "format"), (1, "bank"), (1, "questions")]


def test_a_folder_and_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.toml"):
        problem = only_problem(path)
        assert (problem.line, problem.rule) == (0, "unreadable")
        assert "cannot be read" in problem.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_cannot_be_read(tmp_path: Path) -> None:
    file = written(tmp_path)
    file.chmod(0)
    assert "Permission denied" in only_problem(file).message


def test_an_error_of_the_disk_is_a_problem_and_not_an_exception(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("quiz.banks.loading.read_file", refuse)
    assert "Permission denied" in only_problem(tmp_path / "mine.toml").message


def bank_with_id(identifier: str) -> str:
    return text_of(about=f'title = "The {identifier} bank"\nid = "{identifier}"\n')


def test_a_library_holds_the_banks_of_every_folder_by_title_and_names_the_broken(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    written(one, "z.toml", bank_with_id("beta"))
    written(two, "a.toml", bank_with_id("alpha"))
    broken = written(two, "b.toml", "format = 1\n")
    written(two, "notes.txt", "no bank")
    library = load_library([one, tmp_path / "nowhere", two])
    assert list(library.banks) == ["alpha", "beta"]
    assert [reading.file for reading in library.broken] == [str(broken)]
    assert {problem.file for problem in library.problems} == {str(broken)}


def test_of_two_banks_with_one_id_the_first_plays_and_the_problem_names_both_files(tmp_path: Path) -> None:
    first = written(tmp_path, "a.toml", bank_with_id("same"))
    second = written(tmp_path, "b.toml", bank_with_id("same"))
    library = load_library([tmp_path])
    assert library.banks["same"].file == str(first)
    (problem,) = library.problems
    assert (problem.file, problem.line, problem.key) == (str(second), 5, "bank.id")
    assert (problem.rule, problem.level) == ("repeated-bank", "fault")
    assert str(first) in problem.message
    assert [reading.file for reading in library.broken] == [str(second)]


def test_a_broken_bank_does_not_claim_its_id(tmp_path: Path) -> None:
    written(tmp_path, "a.toml", bank_with_id("same") + "nonsense = true\n")
    whole = written(tmp_path, "b.toml", bank_with_id("same"))
    assert load_library([tmp_path]).banks["same"].file == str(whole)


def test_a_file_that_is_reached_twice_is_read_once(tmp_path: Path) -> None:
    file = written(tmp_path)
    (tmp_path / "link.toml").symlink_to(file)
    library = load_library([tmp_path, tmp_path, file, tmp_path / "." / "mine.toml"])
    assert len(library.readings) == 1
    assert library.problems == ()


def test_a_link_to_itself_is_a_problem_and_not_an_exception(tmp_path: Path) -> None:
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    written(tmp_path)
    library = load_library([tmp_path])
    assert list(library.banks) == ["first"]
    assert [problem.rule for problem in library.problems] == ["unreadable"]
