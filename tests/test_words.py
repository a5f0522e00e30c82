"""What the program says is the English that people speak: turns of phrase that slip in from another language stay out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import quiz

_FOREIGN = re.compile(
    r"(?<![Tt]here )\b(?:is|are) no (?!longer|more|business)[a-z]"  # "is no date", for "is not a date"
    r"|These there are|to be had\b|tried again by itself|[Tt]rying again by itself"
)


def _said(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module with their lines; docstrings are none of them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [("This is no date.", True), ("There is no date.", False), ("It is no longer there.", False), ("is not a date", False)],
)
def test_the_turns_of_phrase_are_told(text: str, is_foreign: bool) -> None:
    assert bool(_FOREIGN.search(text)) is is_foreign


def test_nothing_is_said_as_if_translated() -> None:
    root = Path(quiz.__file__).parent
    found = [f"{file.name}:{line}: {text}" for file in sorted(root.rglob("*.py")) for line, text in _said(file)]
    assert [text for text in found if _FOREIGN.search(text)] == []
