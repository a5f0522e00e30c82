"""From a key's path to its line in a TOML file. Used only when there is a problem to report.

No TOML reader for Python keeps positions at a bearable speed (tomlkit costs about 30 times tomli), so the syntax tree
comes from tree-sitter. It also copes with files that are broken elsewhere.
"""

import re
from bisect import bisect_right
from collections.abc import Callable

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from quiz.questions.diagnostics import KeyPath


class LineFinder:
    """Finds lines in one file's text. Making one parses the text once; each look-up then walks only its own path."""

    def __init__(self, text: str) -> None:
        self._bytes = text.encode(errors="replace")
        tree = Parser(Language(tree_sitter_toml.language())).parse(_TOKEN.sub(_one_line_tables(), self._bytes))
        self._root = tree.root_node
        self._line_starts = [0, *(match.end() for match in re.finditer(b"\n", self._bytes))]
        # Cached, because a long bank may have many problems, and each look-up would otherwise walk the whole file again.
        self._elements: dict[int, list[Node]] = {}
        self._pairs: dict[int, list[tuple[KeyPath, Node]]] = {}
        self._first_pairs: dict[tuple[int, int, bool], dict[KeyPath, int]] = {}
        self._tables: dict[KeyPath, list[Node]] = {(): [self._root]}
        self._lengths: dict[KeyPath, int] = {}
        # Tables without a line of their own, such as [sources] above [sources.guide]: the first line below them.
        self._implied: dict[KeyPath, Node] = {}
        for node in self._root.named_children:
            if node.type in ("table", "table_array_element"):
                path = self._table_path(node)
                self._tables.setdefault(path, []).append(node)
                for length in range(1, len(path)):
                    self._implied.setdefault(path[:length], node)

    def line(self, path: KeyPath) -> int:
        """Return the line, from 1, of the value at ``path``, or of the deepest part of the path that exists."""
        furthest, line = 0.0, 1
        for length in range(len(path), -1, -1):
            reached = [self._descend(table, path[length:]) for table in self._tables.get(path[:length], ())]
            for node, steps in reached:
                if length + steps > furthest:
                    furthest, line = length + steps, self._line_of(node)
            if not reached and path[:length] in self._implied and length > furthest:
                furthest, line = length - 0.5, self._line_of(self._implied[path[:length]])
        return line

    def span(self, path: KeyPath) -> tuple[int, int] | None:
        """Return where the value at ``path`` begins and ends, in bytes; None if it is missing, or is a ``[table]``."""
        node = self._exactly(path)
        if node is None or node.type in ("table", "table_array_element", "document"):
            return None
        value = _value(node) if node.type == "pair" else node
        return value.start_byte, value.end_byte

    def end_of_keys(self, path: KeyPath) -> tuple[int, bool] | None:
        """Return the byte at which to add a key to the table at ``path``, and whether it is in braces; None without one."""
        node = self._exactly(path)
        if node is None:
            return None
        table = _value(node) if node.type == "pair" else node
        if table.type not in ("table", "table_array_element", "inline_table"):
            return None
        pairs = [child for child in table.named_children if child.type == "pair"]
        in_braces = table.type == "inline_table"
        if pairs:
            return pairs[-1].end_byte, in_braces
        return (table.start_byte + 1 if in_braces else table.named_children[0].end_byte), in_braces

    def has_note(self, path: KeyPath) -> bool:
        """Say whether there is a note (#) within the value at ``path``."""
        span = self.span(path)
        return span is not None and any(token[0].startswith(b"#") for token in _TOKEN.finditer(self._bytes, *span))

    def _exactly(self, path: KeyPath) -> Node | None:
        """Return the table, pair or element at ``path`` itself."""
        for length in range(len(path), -1, -1):
            for table in self._tables.get(path[:length], ()):
                node, steps = self._descend(table, path[length:])
                is_longer = node.type == "pair" and _key_parts(node.named_children[0])[-1] != path[-1]
                if length + steps == len(path) and not is_longer:
                    return node
        return None

    def _line_of(self, node: Node) -> int:
        return bisect_right(self._line_starts, node.start_byte)

    def _table_path(self, node: Node) -> KeyPath:
        """Return the full path of a ``[table]`` or ``[[table]]``, with the position of each array on the way."""
        keys = _key_parts(node.named_children[0])
        path: KeyPath = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        path = (*path, keys[-1])
        if node.type == "table_array_element":
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = (*path, self._lengths[path] - 1)
        return path

    def _descend(self, node: Node, rest: KeyPath) -> tuple[Node, int]:
        """Follow ``rest`` below ``node`` as far as it goes; return the node reached and the number of steps."""
        if not rest:
            return node, 0
        if node.type == "array" and isinstance(rest[0], int):
            elements = self._elements_of(node)
            if rest[0] < len(elements):
                reached, steps = self._descend(elements[rest[0]], rest[1:])
                return reached, steps + 1
        elif isinstance(rest[0], str) and (found := self._pair_on_the_way(node, rest)):
            keys, pair = found
            if len(keys) >= len(rest):
                return pair, len(rest)
            reached, steps = self._descend(_value(pair), rest[len(keys) :])
            return (pair if not steps else reached), steps + len(keys)
        return node, 0

    def _elements_of(self, array: Node) -> list[Node]:
        if array.id not in self._elements:
            self._elements[array.id] = [child for child in array.named_children if child.type != "comment"]
        return self._elements[array.id]

    def _pair_on_the_way(self, table: Node, rest: KeyPath) -> tuple[KeyPath, Node] | None:
        """Return the first pair of a table whose key begins with ``rest``, or with which ``rest`` begins."""
        if table.id not in self._pairs:
            pairs = (child for child in table.named_children if child.type == "pair")
            self._pairs[table.id] = [(_key_parts(pair.named_children[0]), pair) for pair in pairs]
        found = [self._first(table, length, whole=True).get(rest[:length]) for length in range(1, len(rest))]
        found.append(self._first(table, len(rest), whole=False).get(rest))
        places = [place for place in found if place is not None]
        return self._pairs[table.id][min(places)] if places else None

    def _first(self, table: Node, length: int, *, whole: bool) -> dict[KeyPath, int]:
        """Return the place of the first pair for each ``length`` first parts of a key, or each whole key of that length."""
        asked = (table.id, length, whole)
        if asked not in self._first_pairs:
            firsts: dict[KeyPath, int] = {}
            for place, (keys, _) in enumerate(self._pairs[table.id]):
                if len(keys) == length or (len(keys) > length and not whole):
                    firsts.setdefault(keys[:length], place)
            self._first_pairs[asked] = firsts
        return self._first_pairs[asked]


# Strings, which may end in two quotes of their own, and comments, in which brackets do not count; and what TOML 1.1 allows
# in inline tables but tree-sitter does not know.
_TOKEN = re.compile(
    rb'"""(?:[^\\]|\\.)*?"{3,5}|"(?:[^"\\\n]|\\.)*"|'
    rb"'{3}.*?'{3,5}|'[^'\n]*'|#[^\n]*|[{}\n]|,(?=(?:\s|#[^\n]*+)*+\})",
    re.DOTALL,
)


def _one_line_tables() -> Callable[[re.Match[bytes]], bytes]:
    """Return a replacement that puts each inline table on one line of the same length, with blanks for what it takes out."""
    depth = 0

    def replaced(token: re.Match[bytes]) -> bytes:
        nonlocal depth
        if token[0] in (b"{", b"}"):
            depth = max(depth + (1 if token[0] == b"{" else -1), 0)
        elif depth and token[0][:1] in (b"#", b"\n", b","):
            return b" " * len(token[0])
        return token[0]

    return replaced


def _value(pair: Node) -> Node:
    # A comment may follow the value.
    return pair.named_children[1]


def _key_parts(node: Node) -> KeyPath:
    if node.type == "dotted_key":
        return tuple(part for child in node.named_children for part in _key_parts(child))
    text = (node.text or b"").decode(errors="replace")
    if node.type != "quoted_key":
        return (text,)
    try:
        return tuple(tomli.loads(f"{text} = 0"))
    except ValueError:
        return (text[1:-1],)
