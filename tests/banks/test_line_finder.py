"""A law of finding lines: whatever a document holds and however it is laid out, each value is found where it stands."""

from collections.abc import Iterator
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Node

from quiz.banks import lines
from quiz.banks.lines import LineFinder
from quiz.questions.diagnostics import KeyPath
from tests.builders import toml_value

KEYS = st.sampled_from(["id", "text", "a b", "a.b", 'say "x"', "é", "questions", "0"])
PLAIN = st.sampled_from([1, True, "x", "# no comment", "[table]", "a = 1", "[[a]]\n"])
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


class Typist:
    """Types a document as TOML, by chance one way or another, and keeps the line of each value."""

    def __init__(self, data: st.DataObject) -> None:
        self._chance = data
        self.text = ""
        self.lines: dict[KeyPath, int] = {}

    def chance(self) -> bool:
        return self._chance.draw(st.booleans())

    def note(self, path: KeyPath) -> None:
        self.lines[path] = self.text.count("\n") + 1

    def table(self, table: dict[str, Any], path: KeyPath, header: str) -> None:
        """Type the keys of a table, those that get headers of their own last, as TOML wants it."""
        later = {key for key, value in table.items() if self.wants_header(value)}
        for key, value in table.items():
            if key not in later:
                self.blank_lines()
                self.pair(key, value, path)
        for key in (key for key in table if key in later):
            name = f"{header}.{quoted(key)}" if header else quoted(key)
            if isinstance(table[key], dict):
                self.header(f"[{name}]", (*path, key))
                self.table(table[key], (*path, key), name)
            for position, element in enumerate(table[key] if isinstance(table[key], list) else ()):
                self.header(f"[[{name}]]", (*path, key, position))
                self.table(element, (*path, key, position), name)

    def wants_header(self, value: Any) -> bool:
        tables = isinstance(value, dict) or (isinstance(value, list) and value and all(isinstance(v, dict) for v in value))
        return bool(tables) and self.chance()

    def header(self, text: str, path: KeyPath) -> None:
        self.blank_lines()
        self.note(path)
        self.text += f"{text}\n"

    def pair(self, key: str, value: Any, path: KeyPath) -> None:
        """Type ``key = value``, a table of one key by chance with a dotted key."""
        self.note((*path, key))
        self.text += quoted(key)
        path = (*path, key)
        while isinstance(value, dict) and len(value) == 1 and self.chance():
            [(key, value)] = value.items()
            path = (*path, key)
            self.note(path)
            self.text += "." + quoted(key)
        self.text += " = "
        self.value(value, path)
        self.text += "\n"

    def value(self, value: Any, path: KeyPath) -> None:
        if isinstance(value, list):
            self.text += "["
            for position, element in enumerate(value):
                if self.chance():
                    self.text += " # a comment, ]\n  "
                self.note((*path, position))
                self.value(element, (*path, position))
                self.text += ", "
            self.text += "]"
        elif isinstance(value, dict):
            self.text += "{"
            for position, (key, inner) in enumerate(value.items()):
                self.text += ", " if position else ""
                self.text += "# a comment }\n" if self.chance() else ""
                self.note((*path, key))
                self.text += f"{quoted(key)} = "
                self.value(inner, (*path, key))
            self.text += ",\n}" if value and self.chance() else "}"
        elif isinstance(value, str) and self.chance():
            self.text += f'"""\n{value}\n"""'
        else:
            self.text += toml_value(value)

    def blank_lines(self) -> None:
        if self.chance():
            self.text += "\n# [a comment]\n"


def quoted(key: str) -> str:
    return key if key.isascii() and key.isalnum() else toml_value(key)


@given(DOCUMENTS, st.data())
def test_every_value_is_found_at_its_line(document: dict[str, Any], data: st.DataObject) -> None:
    typist = Typist(data)
    typist.table(document, (), "")
    tomli.loads(typist.text)
    finder = LineFinder(typist.text)
    assert {path: finder.line(path) for path in typist.lines} == typist.lines


def test_a_table_that_only_its_own_tables_imply_is_found_at_the_first_of_them() -> None:
    finder = LineFinder("x = 1\n[a.b]\ny = 1\n[a.c]\n[[d.e]]\n[[d.e]]\n[f]\ng.h = 1\n[f.g.i]\n")
    assert [finder.line(path) for path in (("a",), ("a", "missing"), ("d",), ("d", "e"), ("f", "g"))] == [2, 2, 5, 5, 8]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_text_of_several_lines_may_end_in_quotes_of_its_own(quote: str) -> None:
    said = f"{quote * 3}say {quote}hi{quote * 4}"
    finder = LineFinder(f'a = [\n  {{ text = {said}, why = "x # y" }},\n  {{ text = "b", why = "c" }}, # last\n]\n')
    assert [finder.line(("a", place, "why")) for place in (0, 1)] == [2, 3]
    assert not finder.has_note(("a", 0))
    assert finder.has_note(("a",))


@pytest.mark.parametrize(
    "line",
    ["key-{i} = 1", "table.key-{i} = 1", '"a b".table.key-{i} = {{ x = 1 }}'],
    ids=["keys", "dotted keys", "deeper keys"],
)
def test_each_key_is_read_once_however_many_lines_are_asked_for(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    read: list[object] = []
    parts = lines._key_parts

    def counted(node: Node) -> KeyPath:
        read.append(node)
        return parts(node)

    monkeypatch.setattr(lines, "_key_parts", counted)
    text = "\n".join(line.format(i=i) for i in range(300))
    finder = LineFinder(text)
    paths = [next(_paths(tomli.loads(one))) for one in text.split("\n")]
    assert [finder.line(path) for path in paths] == list(range(1, 301))
    assert len(read) <= 300 * 6


def _paths(document: dict[str, Any]) -> Iterator[KeyPath]:
    """Yield the way to the first value of a document."""
    for key, value in document.items():
        yield (key, *next(_paths(value))) if isinstance(value, dict) else (key,)
