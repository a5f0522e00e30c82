"""A policy in Markdown as blocks: what everybody writes is drawn, and what is not known stays to be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.services.markdown import TextBlock, blocks_of_markdown

ASKS = """# Phones #
Ask **before** you
send, _please_.

Names
=====
- one
  goes on
    1. within `code`
- two ([ours](https://school.example/a))

  more of it

> said\\*
***
```
  as  typed
```
"""


def said(block: TextBlock) -> tuple[str, str, int, str]:
    return block.kind, block.marker, block.depth, block.text


def test_what_a_policy_has_is_read() -> None:
    blocks = blocks_of_markdown(ASKS)
    assert [said(block) for block in blocks] == [
        ("heading", "", 0, "Phones"),
        ("text", "", 0, "Ask before you send, please."),
        ("heading", "", 0, "Names"),
        ("item", "•", 0, "one goes on"),
        ("item", "1.", 1, "within code"),
        ("item", "•", 0, "two (ours (https://school.example/a))"),
        ("text", "", 1, "more of it"),
        ("quote", "", 0, "said*"),
        ("rule", "", 0, ""),
        ("typed", "", 0, "  as  typed"),
    ]
    assert [(run.text, run.look) for run in blocks[1].runs if run.look] == [("before", "strong"), ("please", "stressed")]


@pytest.mark.parametrize(
    "text",
    ["[@click=app.quit]x[/]", "<script>alert(1)</script>", "[x](javascript:alert(1))", "2 * 3 * 4", "a_b_c", "<!-- not -->"],
)
def test_all_else_stays_as_it_is_written(text: str) -> None:
    assert [said(block) for block in blocks_of_markdown(text)] == [("text", "", 0, text)]


def test_an_item_that_begins_with_another_stands_before_it() -> None:
    blocks = blocks_of_markdown("- - inner\n- > said\n-\n1. ***")
    assert [said(block) for block in blocks] == [
        ("item", "•", 0, ""),
        ("item", "•", 1, "inner"),
        ("item", "•", 0, ""),
        ("quote", "", 1, "said"),
        ("item", "•", 0, ""),
        ("item", "1.", 0, ""),
        ("rule", "", 0, ""),
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("~~~ Never share passwords\nor codes\n~~~", "Never share passwords\nor codes"),
        ("```text\nas typed\n```", "as typed"),
        ("A | B\n--- | ---\n1 | 2", "A | B\n--- | ---\n1 | 2"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "| A | B |\n|---|---|\n| 1 | 2 |"),
    ],
)
def test_what_is_typed_keeps_its_lines_and_the_words_of_its_fence(text: str, kept: str) -> None:
    assert [said(block) for block in blocks_of_markdown(text)] == [("typed", "", 0, kept)]


def test_no_word_hides_in_a_link_or_a_picture() -> None:
    text = (
        'See [us](https://school.example "in the hall"), <https://school.example/b> ![a map](https://school.example/c.png)'
    )
    (block,) = blocks_of_markdown(f"{text}\n\n[x]: https://school.example/d 'or not'")[:1]
    assert block.text == (
        "See us (https://school.example, in the hall), https://school.example/b a map (https://school.example/c.png)"
    )
    assert blocks_of_markdown("[x]: https://school.example/d 'or not'")[0].text == "[x]: https://school.example/d 'or not'"


@given(st.text(alphabet="ab #*_`>-1.[](|\\\n~=", max_size=60))
def test_no_letter_is_ever_lost(text: str) -> None:
    kept = "".join(block.text for block in blocks_of_markdown(text))
    # The one word behind a fence says in what language it is.
    fenced = re.findall(r"(?m)^[ >*+.1-]*(?:`{3,}|~{3,})[ ]*(\S+)[ ]*$", text)
    if not any(set("ab") & set(word) for word in fenced):
        assert [letter for letter in kept if letter in "ab"] == [letter for letter in text if letter in "ab"]


@pytest.mark.parametrize("text", ["[", "![", "**", "_a", "`", "- ", "#  ", "> ", "1. "])
def test_a_hostile_one_has_an_end(text: str) -> None:
    assert blocks_of_markdown(text * 2000 + "word") or text == "> "
    assert blocks_of_markdown(text * 40 + " word or two")[-1].text.endswith("word or two")
