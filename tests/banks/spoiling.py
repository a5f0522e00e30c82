"""Strategies that spoil a valid bank: keys dropped, renamed and retyped at any place, and its text cut and pasted."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from hypothesis import strategies as st

from quiz.questions.diagnostics import KeyPath
from tests.builders import bank, document, every_type, to_toml

ODD_VALUES: list[Any] = [
    *(True, False, 0, 1, -1, 7, 2.5, 0.5, float("nan"), float("inf"), 10**400),
    *("", " ", "x", "auto", "none", "single", "order", "scenario", "guide", "door", "\n", "ö"),
    *([], [[]], [1], ["x"], [{}], {}, {"x": 1}, {"text": "x"}),
    *(date(2026, 11, 23), datetime(2026, 11, 23, 10), time(10)),
]
PIECES = [
    '"',
    '"""',
    "'",
    "'''",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ",",
    "\n",
    "#",
    "\\",
    "[[questions]]\n",
    "[bank]\n",
    "true",
    "\r",
]


DOCUMENTS = st.lists(st.sampled_from(every_type()), min_size=1, max_size=2, unique_by=lambda question: question.id).map(
    lambda questions: document(bank(*questions))
)
"""Valid banks of one or two questions of any type."""


@st.composite
def spoilt_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return a bank with some changes anywhere."""
    spoilt = draw(DOCUMENTS)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(spoilt))))
        _change(draw, spoilt, path)
    return spoilt


def places(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of everything below ``value``."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*path, key)
        yield from places(inner, (*path, key))


def _change(draw: st.DrawFn, spoilt: Any, path: KeyPath) -> None:
    for step in path[:-1]:
        spoilt = spoilt[step]
    last = path[-1]
    how = draw(st.sampled_from(["drop", "rename", "retype"]))
    if how == "retype":
        spoilt[last] = deepcopy(draw(st.sampled_from(ODD_VALUES)))
    elif how == "rename" and isinstance(spoilt, dict):
        spoilt[draw(st.sampled_from([f"{last}s", str(last)[1:], "a b", "typ", "id"]))] = spoilt.pop(last)
    elif how == "rename":
        spoilt.append(spoilt[int(last)])
    else:
        del spoilt[last]


@st.composite
def spoilt_texts(draw: st.DrawFn) -> str:
    """Return the text of a bank with some of it cut out and some TOML put in."""
    text = to_toml(draw(DOCUMENTS))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 30))
        text = text[:start] + draw(st.sampled_from(PIECES) | st.text(max_size=3)) + text[end:]
    return text
