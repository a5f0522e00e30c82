"""Rows on their way out of the store: names made safe to show, invalid values refused.

Anybody who can write the file may have put anything there.
"""

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar

import msgspec

from quiz.play.attempt import Response
from quiz.questions.answers import Answer
from quiz.questions.names import tidy_name
from quiz.questions.text import printable
from quiz.store.errors import StoreError

_Kind = TypeVar("_Kind")

NAMELESS = "?"
"""Replaces a name in which nothing can be shown."""


def damaged(location: str) -> StoreError:
    """Return the error for invalid data in the store."""
    return StoreError(
        f"Something in {location} is not what it should be: another program has written there, or it is damaged.",
        "quiz doctor --deep looks closer. Put a copy of it back in its place, or keep the scores elsewhere.",
    )


def safe_name(value: object) -> str:
    """Return a name that is safe on any screen; never empty."""
    return safe_team(value) or NAMELESS


def safe_team(value: object) -> str:
    """Return a team's name that is safe on any screen; empty for none."""
    return tidy_name(value) if isinstance(value, str) else ""


def safe_line(value: object) -> str:
    """Return a longer name, as on a certificate, without what a terminal would obey, hide or refuse; never empty."""
    return printable(value) if isinstance(value, str) and value else NAMELESS


def as_records(rows: Sequence[dict[str, Any]], kind: type[_Kind]) -> list[_Kind]:
    """Return valid rows as records, and leave out the others. All at once is half the work of one by one."""
    with suppress(ValueError):
        if all(math.isfinite(value) for row in rows for value in row.values() if isinstance(value, float)):
            return msgspec.convert(rows, list[kind])  # type: ignore[valid-type]
    found = []
    for row in rows:
        with suppress(ValueError):
            found.append(as_record(row, kind))
    return found


def as_record(values: dict[str, Any], kind: type[_Kind]) -> _Kind:
    """Return a row's values as a record. Raises ValueError where any is invalid or not finite."""
    if any(isinstance(value, float) and not math.isfinite(value) for value in values.values()):
        raise ValueError("not finite")
    return msgspec.convert(values, kind)


def sound_rows(rows: Sequence[Sequence[Any]], kind: type[_Kind]) -> list[_Kind]:
    """Return rows, in order, as array-like records; invalid ones are left out."""
    try:
        return msgspec.convert(rows, list[kind])  # type: ignore[valid-type]
    except msgspec.ValidationError:
        return [found[0] for row in rows if (found := _sound(row, kind))]


def _sound(row: Sequence[Any], kind: type[_Kind]) -> tuple[_Kind] | None:
    with suppress(msgspec.ValidationError):
        return (msgspec.convert(row, kind),)
    return None


def given_of(text: object) -> Answer | None:
    """Return a stored answer. Raises ValueError where it is none."""
    if text is None:
        return None
    given: Answer = from_json(text, Answer)
    return given


def response_row(attempt_id: str, response: Response, at: int) -> dict[str, object]:
    """Return a response of an attempt as a row of its table."""
    given = None if response.given is None else msgspec.json.encode(response.given).decode()
    return {"attempt_id": attempt_id, **msgspec.structs.asdict(response), "given": given, "answered_at": at}


def from_json(text: object, kind: Any) -> Any:
    """Return what a JSON text holds. Raises ValueError where it is not of this kind."""
    if not isinstance(text, str):
        raise ValueError("no text")
    try:
        return msgspec.json.decode(text, type=kind)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def one_number(rows: Sequence[Sequence[object]], location: str) -> int:
    """Return the number that a query yields. Raises StoreError where there is none."""
    value = rows[0][0] if rows else None
    if not isinstance(value, int):
        raise damaged(location)
    return value
