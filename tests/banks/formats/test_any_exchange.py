"""Laws of reading other formats: any text gives questions that are fit for a draft, or problems, and nothing gets lost."""

import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.banks.formats.aiken import read_aiken
from quiz.banks.formats.exchange import Imported, SourceKeys, unique_ids
from quiz.banks.formats.gift_reading import read_gift
from quiz.banks.rules import question_diagnostics, text_diagnostics
from quiz.questions.question import KEBAB
from tests.builders import source

Reader = Callable[[str, str], Imported]

GIFT_PIECES = [
    *(
        "\n",
        "\n\n",
        "\r",
        "\ufeff",
        "{",
        "}",
        "=",
        "~",
        "#",
        "####",
        "->",
        "::",
        "\\",
        "//",
        "%50%",
        "%-33.3%",
        "..",
        ":",
        "*",
    ),
    *(
        "{T}",
        "{=a ~b}",
        "{#1..2}",
        "{=a->b =c->d}",
        "[html]",
        "[markdown]",
        "$CATEGORY: a/b",
        "// [id:a b]",
        "[tag:x]",
        "TRUE",
    ),
    *("<p>", "</p>", "<b", "<!--", "-->", "&amp;", "&#8238;", "<img src='x'>", "<a href=https://a.org>", "1e999", "9" * 50),
    *("Source: a, b, https://a.org, checked 2026-01-01", "Do now: ", "// Bank: ", "\x00", "\u202e", "a", "b", " ", "1"),
]
AIKEN_PIECES = ["\n", "\r\n", "A) ", "B. ", "C)", "ANSWER: ", "ANSWER:", "A", "b", "Answer: A", "\u202e", "x y", "a) ", " "]


def pieced(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces) | st.text(max_size=3), max_size=40).map("".join)


def check(imported: Imported, text: str) -> None:
    last_line = len(re.split("\r\n|\r|\n", text))
    for problem in imported.problems:
        assert 1 <= problem.line <= last_line
        assert problem.rule
        assert problem.fix
        assert str(problem).isprintable()
    ids = [question.id for question in imported.questions]
    assert len(set(ids)) == len(ids)
    assert list(text_diagnostics(msgspec.to_builtins([imported.questions, imported.sources]))) == []
    for question in imported.questions:
        assert [
            found for found in question_diagnostics(question, imported.sources, draft=True) if found.level == "fault"
        ] == []


@given(st.text() | pieced(GIFT_PIECES))
@example("$CATEGORY:\n{T}")
@example("::::{T}")
@example("a{~%999999%b ~c}")
@example("a{#1:}")
def test_any_text_read_as_gift_gives_questions_or_problems(text: str) -> None:
    check(read_gift(text, "mine.txt"), text)


@given(st.text() | pieced(AIKEN_PIECES))
def test_any_text_read_as_aiken_gives_questions_or_problems(text: str) -> None:
    check(read_aiken(text, "mine.txt"), text)


@given(st.lists(st.text(max_size=90)))
@example(["a-2", "a", "a", "A!"])
def test_ids_are_unique_and_in_lower_case_words_joined_by_hyphens(wanted: list[str]) -> None:
    ids = unique_ids(wanted)
    assert len(ids) == len(wanted)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(KEBAB, identifier) and len(identifier) < 70 for identifier in ids)


def test_ids_begin_like_what_they_are_made_from_and_an_id_stays() -> None:
    assert unique_ids(["code-forward", "What's “up”, É?", "", "code-forward"]) == [
        *("code-forward", "whats-up-e", "question", "code-forward-2")
    ]


def test_each_source_has_one_key_and_each_key_one_source() -> None:
    keys = SourceKeys()
    pages = [source(title="A page", url=f"https://a.org/{number}") for number in range(3)]
    assert [keys.key_of(page) for page in pages] == ["a-page", "a-page-2", "a-page-3"]
    assert keys.key_of(pages[1]) == "a-page-2"
    assert keys.key_of(source(title="?"), "a-page-2") == "a-page-2-2"
    assert keys.key_of(source(title="???")) == "source"
    assert list(keys.sources.values())[:3] == pages


FEEDBACKS = {
    "choice": "Well {m0}?{{\n~wrong {m1}#{m2}\n=right {m3}#{m4}\n~%50%half {m5}#{m6}\n~#{m7}\n####{m8}}}",
    "several": "Well {m0}?{{\n~%50%one {m1}#{m2}\n~%50%two {m3}#{m4}\n~three {m5}#{m6}\n####{m8}}}",
    "short": "Well {m0}?{{\n=one {m1}#{m2}\n=%50%two {m3}#{m4}\n=t*e {m5}#{m6}\n=#{m7}\n####{m8}}}",
    "number": "Well {m0}?{{#\n=1:1#{m1}\n=2#{m2}\n=%0%3..4#{m3}\n=%50%*#{m4}\n~#{m5}\n####{m8}}}",
    "true-false": "Well {m0}?{{FALSE#{m1}#{m2}#{m3}####{m8}}}",
    "match": "Well {m0}?{{\n={m1} -> {m2}#{m3}\n={m4} -> {m5}\n= -> {m6}\n####{m8}}}",
    "formats": "[html]<b>{m0}</b>?<img alt\\='{m1}'>{{\n~[markdown]*a* {m2}#{m3}\n=[plain]<b>{m4}</b>\n####<i>{m8}</i>}}",
    "comments": "$CATEGORY: a/{m0}\n\n// [id:{m1}] [id:b] [tag:{m2}] [tag:{m3}]\n\n// [id:i]\n::{m4}::Well?{{T}}",
}


@pytest.mark.parametrize("kind", FEEDBACKS)
def test_every_part_of_a_question_comes_along_or_is_named(kind: str) -> None:
    text = FEEDBACKS[kind].format(**{f"m{number}": f"marker{number}x" for number in range(9)})
    imported = read_gift(text, "mine.txt")
    assert len(imported.questions) == 1, [str(problem) for problem in imported.problems]
    kept = msgspec.json.encode(imported.questions).decode() + "".join(problem.message for problem in imported.problems)
    assert set(re.findall(r"marker\dx", text)) - set(re.findall(r"marker\dx", kept)) == set()
