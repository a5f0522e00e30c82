"""From a key's path to its line in a TOML file. Used only when there is a problem to report.

No TOML reader for Python keeps positions at a bearable speed (tomlkit costs about 30 times tomli), so the syntax tree
comes from tree-sitter. It also copes with files that are broken elsewhere.
"""

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from quiz.bank.problems import KeyPath


class LineFinder:
    """Finds lines in one file's text. Making one parses the text once; each look-up then walks only its own path."""

    def __init__(self, text: str) -> None:
        tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode(errors="replace"))
        self._root = tree.root_node
        self._tables: dict[KeyPath, list[Node]] = {(): [self._root]}
        self._lengths: dict[KeyPath, int] = {}
        for node in self._root.named_children:
            if node.type in ("table", "table_array_element"):
                self._tables.setdefault(self._table_path(node), []).append(node)

    def line(self, path: KeyPath) -> int:
        """Return the line, from 1, of the value at ``path``, or of the nearest part of the way to it that exists."""
        for length in range(len(path), -1, -1):
            found = [self._descend(table, path[length:]) for table in self._tables.get(path[:length], ())]
            if found:
                reached = max(found, key=lambda hit: hit[1])
                if reached[1] or length:
                    return reached[0].start_point.row + 1
        return 1

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
        """Follow ``rest`` below ``node`` as far as it goes; return the node that was reached and how many steps it took."""
        if not rest:
            return node, 0
        children = node.named_children
        if node.type == "array" and isinstance(rest[0], int):
            elements = [child for child in children if child.type != "comment"]
            if rest[0] < len(elements):
                reached, steps = self._descend(elements[rest[0]], rest[1:])
                return reached, steps + 1
        elif isinstance(rest[0], str):
            for child in children:
                if child.type != "pair":
                    continue
                keys = _key_parts(child.named_children[0])
                if keys == rest[: len(keys)]:
                    reached, steps = self._descend(child.named_children[-1], rest[len(keys) :])
                    return (child if not steps else reached), steps + len(keys)
        return node, 0


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
