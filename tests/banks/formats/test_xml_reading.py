"""XML is hostile: nothing is expanded, fetched or kept beyond measure, and what is refused says where."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.file_reading import UnusableFileError
from quiz.banks.formats.xml_reading import LARGEST_XML, Element, read_children


def children(text: str) -> list[Element]:
    found: list[Element] = []
    read_children(text, "quiz", found.append)
    return found


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LETTER = "x"
REFUSED = {
    "laughs": (f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]><quiz><q>&l9;</q></quiz>', "DOCTYPE", 1),
    "another file": ('\n\n<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "DOCTYPE", 3),
    "a web address": ('<?xml version="1.0"?>\n<!DOCTYPE quiz SYSTEM "https://a.org/x.dtd">\n<quiz/>', "DOCTYPE", 2),
    "deep": ("<quiz>\n" + "<q>" * 70 + "</q>" * 70 + "</quiz>", "deeper", 2),
    "many parts": ("<quiz>\n<q>" + "<a/>" * 10_001 + "</q></quiz>", "more parts", 2),
    "many children": ("<quiz>\n" + "<a/>" * 100_001 + "</quiz>", "more parts", 2),
    "large": (f"<quiz>{'x' * LARGEST_XML}</quiz>", "20 MB", 0),
    "endless tag": ("<quiz>\n<q " + " ".join(f'a{n}=""' for n in range(200_000)) + "/></quiz>", "no end", 2),
    "another root": ("<questestinterop/>", "begins with <questestinterop>", 1),
    "unclosed": ("<quiz>\n<q>\n</quiz>", "mismatched tag", 3),
    "an entity of HTML": ("<quiz>\n<q>a&nbsp;b</q></quiz>", "undefined entity", 2),
    "nothing": ("  ", "no element found", 1),
    "half": ("<quiz><q>\n", "no element found", 2),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_can_do_harm_or_is_broken_is_refused_with_its_line(kind: str) -> None:
    text, words, line = REFUSED[kind]
    with pytest.raises(UnusableFileError, match=words) as refused:
        children(text)
    assert refused.value.line == line
    assert refused.value.fix


def test_children_come_whole_and_with_their_lines() -> None:
    text = '\n<?xml version="1.0" encoding="windows-1252"?>\n<quiz>\n<q k="v">a<b>é</b><![CDATA[<c>]]></q>\n\n<q/>\n</quiz>'
    one, two = children(text)
    assert (one.name, one.line, one.attributes, one.text) == ("q", 4, {"k": "v"}, "a<c>")
    assert [(child.name, child.text) for child in one.children] == [("b", "é")]
    assert two.line == 6


def test_children_are_not_kept_when_they_have_been_handed_on() -> None:
    text = f"<quiz>{f'<q>{1000 * LETTER}</q>' * 10_000}</quiz>"
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    read_children(text, "quiz", lambda element: None)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most - before < 3 * len(text)


@given(
    st.text(alphabet="<>/quiz!-[]&;x'\"= \n?", max_size=60).map(lambda text: f"<quiz>{text}</quiz>") | st.text(max_size=30)
)
def test_any_text_is_xml_or_gets_a_sentence(text: str) -> None:
    try:
        found = children(text)
    except UnusableFileError as why:
        found = []
        assert why.message  # noqa: PT017
    assert all(element.line for element in found)
