"""The school's policy: read whatever its file is, and acknowledged once by whoever has passed."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.questions.characters import REFUSED_CHARACTER
from quiz.services.policy import MOST_POLICY_BYTES, Policy, acknowledge, read_policy, sign_off
from quiz.services.requests import RequestError
from quiz.services.school import PolicyFile, read_school
from quiz.store.store import Store, open_store
from tests.store.makers import play

TEXT = "# Phones\n\nNo [bold]pupils[/] in *my* pictures.\n"


def source(file: Path, **changes: Any) -> PolicyFile:
    return PolicyFile(**{"title": "Acceptable use", "version": "1", "file": file, **changes})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "policy.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(":memory:")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (TEXT.encode(), TEXT.strip()),
        (b"\xef\xbb\xbfA\r\n\tB\r\x0cC\r\n", "A\n    B\n\nC"),
        ("Zoë’s “rule”".encode("cp1252"), "Zoë’s “rule”"),
        ("Zoë".encode("utf-16"), "Zoë"),
    ],
    ids=["as it is", "Windows", "Windows-1252", "UTF-16"],
)
def test_all_of_it_is_read_and_its_hash_is_that_of_the_bytes(file: Path, content: bytes, text: str) -> None:
    file.write_bytes(content)
    assert read_policy(source(file)) == Policy(
        title="Acceptable use", version="1", text=text, is_markdown=True, sha256=hashlib.sha256(content).hexdigest()
    )


def refusal(file: Path) -> str:
    with pytest.raises(RequestError) as refused:
        read_policy(source(file))
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty. Name the file that has"),
        (b" \r\n\t\n", "nothing to read in it. Name the file that has"),
        ("\u200b\u200b — …".encode(), "nothing to read in it. Name the file that has"),
        (b"\x00\x01\xff" * 9, "not text. Save it as plain text"),
        (b"A\nB\xe2\x80\xaeC", "Line 2 has a character that misleads or cannot be seen (U+202E"),
        (b"A\x1b[2J", "Line 1 has"),
        (b"A" * (MOST_POLICY_BYTES + 1), "larger than 200 kB. Shorten it"),
    ],
    ids=["empty", "blank", "invisible", "binary", "bidi", "escape", "large"],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)
    said = refusal(file)
    assert words in said
    assert 'The policy "Acceptable use" cannot be shown, "policy.md": ' in said


def test_what_is_no_file_of_text_is_said_and_holds_nobody_up(tmp_path: Path) -> None:
    assert "No such file or directory. Look whether it is there" in refusal(tmp_path / "nowhere" / "policy.txt")
    (tmp_path / "folder.md").mkdir()
    assert "It is a folder, and no file. Name the file" in refusal(tmp_path / "folder.md")
    (tmp_path / "policy.pdf").write_bytes(b"%PDF-1.7")
    assert "ends neither in .txt nor in .md. Save it as plain text" in refusal(tmp_path / "policy.pdf")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.txt")
        assert "It is a pipe" in refusal(tmp_path / "pipe.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_text_that_can_be_shown_or_refused(tmp_path_factory: Any, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.md"
    file.write_bytes(content)
    try:
        text = read_policy(source(file)).text
    except RequestError:
        return
    assert text.strip()
    assert not REFUSED_CHARACTER.search(text)


def test_it_is_due_after_a_pass_until_it_is_acknowledged_and_again_when_it_is_another(store: Store, file: Path) -> None:
    ann = store.sign_in("Ann", "", 1)
    assert not sign_off(store, None, source(file)).is_due
    unpassed = sign_off(store, ann, source(file))
    assert (unpassed.is_due, unpassed.acknowledged) == (False, None)
    with pytest.raises(RequestError, match="once a quiz is passed"):
        acknowledge(store, ann, unpassed.policy, 5)
    play(store, ann, mark=1.0)
    due = sign_off(store, ann, source(file))
    assert due.is_due
    kept = acknowledge(store, ann, due.policy, 5)
    known = sign_off(store, ann, source(file, title="Renamed"))
    assert (known.is_due, known.acknowledged) == (False, kept)
    assert sign_off(store, ann, source(file, version="2")).is_due
    file.write_text(TEXT + "One more rule.", encoding="utf-8")
    assert sign_off(store, ann, source(file)).is_due


class TestSchoolFile:
    """The table [policy] of school.toml."""

    def test_its_file_lies_beside_it_and_the_names_stay_names(self, tmp_path: Path) -> None:
        school = tmp_path / "school.toml"
        lines = 'dpo = "Mrs Khan"\n[policy]\ntitle = " Acceptable use "\nversion = "2026-09"\nfile = "docs/use.md"\n'
        school.write_text(lines, encoding="utf-8")
        read = read_school(school)
        assert (read.names, read.problems) == ({"dpo": "Mrs Khan"}, ())
        assert read.policy == PolicyFile(title="Acceptable use", version="2026-09", file=tmp_path / "docs" / "use.md")
        school.write_text('policy = "the phone rules"', encoding="utf-8")
        assert (read_school(school).names, read_school(school).policy) == ({"policy": "the phone rules"}, None)

    @pytest.mark.parametrize(
        ("table", "said"),
        [
            ("", "does not say its title"),
            ('title = "A"\nversion = 2026-09-01\nfile = "a.md"', '"policy.version" needs words in quotes'),
            ('title = "A\\u202e"\nversion = "1"\nfile = "a.md"', "RIGHT-TO-LEFT OVERRIDE"),
            (f'title = "{"A" * 121}"\nversion = "1"\nfile = "a.md"', "longer than 120 characters"),
            ('title = "A"\nversion = "1"\nfile = "a.md"\ndpo = "Mrs Khan"', 'no line "dpo"'),
            ('title = "A"\nversion = "1"\nfile = ["a.md"]', '"policy.file" needs words in quotes'),
        ],
        ids=["empty", "date", "hostile", "long", "unknown", "list"],
    )
    def test_what_is_wrong_with_it_is_said_and_the_names_hold(self, tmp_path: Path, table: str, said: str) -> None:
        school = tmp_path / "school.toml"
        school.write_text(f'dpo = "Mrs Khan"\n[policy]\n{table}\n', encoding="utf-8")
        read = read_school(school)
        assert (read.names, read.policy, said in read.problems[0]) == ({"dpo": "Mrs Khan"}, None, True), read.problems
