"""school.toml: the school's own names, and a sentence for each line that cannot be used."""

from pathlib import Path

import pytest

from quiz.services.school import LONGEST_NAME, read_school


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "school.toml"


def test_names_are_read_and_a_missing_file_names_nobody(file: Path) -> None:
    assert read_school(file).names == {}
    file.write_text('dpo = " Mrs Khan (extension 214) "\nit_support = "the IT desk"\n', encoding="utf-8-sig")
    school = read_school(file)
    assert school.names == {"dpo": "Mrs Khan (extension 214)", "it_support": "the IT desk"}
    assert school.problems == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('DPO = "x"', "lower-case letters"),
        ("dpo = 214", "words in quotes"),
        ('dpo = " "', "words in quotes"),
        ('dpo = "a\\u202eb"', "RIGHT-TO-LEFT OVERRIDE"),
        (f'dpo = "{"x" * (LONGEST_NAME + 1)}"', "longer than"),
        ('dpo = "a\\nb"', "a line"),
    ],
)
def test_a_line_that_cannot_be_used_is_said_and_the_others_hold(file: Path, line: str, said: str) -> None:
    file.write_text(f'head = "Ms Ode"\n{line}\n', encoding="utf-8")
    school = read_school(file)
    assert school.names == {"head": "Ms Ode"}
    assert said in school.problems[0]


@pytest.mark.parametrize(
    "content",
    [b"dpo = \n", b"\xff\xfe", b"[" * 5000, b"x = " + b"9" * 5000],
    ids=["broken", "no UTF-8", "deep", "long figure"],
)
def test_a_file_that_cannot_be_read_is_one_sentence(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    school = read_school(file)
    assert school.names == {}
    assert len(school.problems) == 1
