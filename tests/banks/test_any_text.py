"""Laws of loading: any text gives a bank or problems, never an exception, and each problem can be found in the file."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.banks.loading import Reading, read_bank, read_text
from tests.banks.spoiling import spoilt_documents, spoilt_texts
from tests.builders import document, to_toml


def check(reading: Reading, text: str) -> None:
    assert (reading.bank is None) is bool(reading.faults)
    last_line = max(len(text.split("\n")) - text.endswith("\n"), 1)
    for problem in reading.problems:
        assert 0 <= problem.line <= last_line
        assert problem.line or not problem.key
        assert problem.rule
        assert problem.message
        assert problem.fix
        assert str(problem).isprintable()


@given(st.text())
@example("\ud800")
@example("\x00")
@example("\ufefformat = 1")
@example("a = [\n\n")
@example('a = """\n')
@example("answer = t\rrue\n")
def test_any_text_gives_problems_within_the_file(text: str) -> None:
    check(read_text(text, "mine.toml"), text)


@given(spoilt_texts())
def test_a_bank_cut_and_pasted_gives_a_bank_or_problems_within_the_file(text: str) -> None:
    check(read_text(text, "mine.toml"), text)


@given(spoilt_documents())
def test_a_bank_with_keys_dropped_renamed_and_retyped_gives_a_bank_or_problems(spoilt: dict[str, Any]) -> None:
    text = to_toml(spoilt)
    reading = read_text(text, "mine.toml")
    # A header of questions that is misspelt is told as a line that is none.
    assert "questions" not in spoilt or "syntax" not in {problem.rule for problem in reading.problems}
    check(reading, text)


@given(st.binary() | spoilt_texts().map(lambda text: text.encode("utf-16", errors="replace")))
def test_any_content_of_a_file_gives_a_bank_or_problems(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    reading = read_bank(file)
    assert (reading.bank is None) is bool(reading.faults)
    assert Path(reading.file) == file


DROP = object()
FAULTS: list[tuple[tuple[str | int, ...], Any]] = [
    (("bank", "id"), DROP),
    (("bank", "pass_mark"), 101),
    (("bank", "quiz_length"), "ten"),
    (("bank", "titel"), "x"),
    (("sources", "guide", "title"), " "),
    (("sources", "guide", "url"), "ftp://ico.org.uk"),
    (("sources", "guide", "checked"), DROP),
    (("questions", 0, "prompt"), DROP),
    (("questions", 0, "explanation"), DROP),
    (("questions", 0, "options", 0, "correct"), "no"),
    (("questions", 0, "options", 2, "text"), ""),
    (("questions", 1, "sources"), []),
    (("questions", 1, "options", 1, "wy"), ""),
    (("questions", 2, "answer"), "true"),
    (("questions", 2, "weight"), 0),
    (("questions", 3, "steps", 1), 7),
    (("questions", 3, "steps", 2), ""),
    (("questions", 4, "pairs", 1, "with"), DROP),
    (("questions", 4, "difficulty"), 9),
    (("questions", 5, "tolerance"), -1),
    (("questions", 5, "answer"), DROP),
    (("questions", 6, "type"), "shrot"),
    (("questions", 7, "verdict"), "fake"),
    (("questions", 7, "lines", 0, "text"), ""),
    (("questions", 8, "scenes", "door", "choices", 0, "mark"), 2),
    (("questions", 8, "scenes", "room", "text"), DROP),
    (("questions", 8, "id"), "Not Kebab"),
]


def problems_with(faults: list[tuple[tuple[str | int, ...], Any]]) -> set[tuple[str, str]]:
    spoilt: Any = document()
    for path, value in faults:
        part = spoilt
        for step in path[:-1]:
            part = part[step]
        if value is DROP:
            del part[path[-1]]
        else:
            part[path[-1]] = value
    return {(problem.rule, problem.key) for problem in read_text(to_toml(spoilt), "mine.toml").problems}


@cache
def problems_with_fault(number: int) -> set[tuple[str, str]]:
    return problems_with([FAULTS[number]])


def test_each_of_the_faults_above_gives_one_problem() -> None:
    assert read_text(to_toml(document()), "mine.toml").problems == ()
    for number, fault in enumerate(FAULTS):
        assert len(problems_with_fault(number)) == 1, fault


@given(st.sets(st.sampled_from(range(len(FAULTS))), min_size=2))
@example(set(range(len(FAULTS))))
def test_all_faults_of_a_file_are_reported_at_once_and_none_hides_or_invents_another(chosen: set[int]) -> None:
    alone = set().union(*(problems_with_fault(number) for number in chosen))
    assert problems_with([FAULTS[number] for number in sorted(chosen)]) == alone
