"""Every way in which a TOML document is not shaped like the model: unknown, missing and mistyped keys.

msgspec stops at the first; this walk is taken only when it has stopped, and names them all.
"""

import types
import typing
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo

from quiz.questions.diagnostics import Diagnostic, KeyPath, nearest, quoted


def shape_diagnostics(value: object, wanted: Any, path: KeyPath = ()) -> Iterator[Diagnostic]:
    """Yield everything in ``value`` (as tomli returns it) that is not of the type ``wanted`` (of quiz.banks.model)."""
    wanted = _bare(wanted)
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, Struct):
        yield from _struct_diagnostics(value, wanted, path)
    elif origin in (typing.Union, types.UnionType) and (structs := _tagged(arguments)):
        yield from _union_diagnostics(value, structs, path)
    elif origin is tuple:
        if isinstance(value, list):
            for position, element in enumerate(value):
                yield from shape_diagnostics(element, arguments[0], (*path, position))
        else:
            yield _mistyped(path, value, "a list in square brackets")
    elif origin is dict:
        if isinstance(value, dict):
            for key, element in value.items():
                yield from shape_diagnostics(element, arguments[1], (*path, key))
        else:
            yield _mistyped(path, value, "a table")
    else:
        yield from _plain_diagnostics(value, wanted, path)


def coerce(value: object, wanted: Any) -> Any:
    """Return ``value`` made to fit: without unknown keys, and with stand-ins for what is missing or mistyped.

    It can be converted then, and its other problems can be reported at once. Only a question of an unknown type cannot.
    """
    wanted = _bare(wanted)
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, Struct):
        given = value if isinstance(value, dict) else {}
        config = wanted.__struct_config__
        made = {config.tag_field: config.tag} if config.tag_field else {}
        for name, field in _fields(wanted).items():
            if field.required or name in given:
                made[name] = coerce(given.get(name), field.type)
        return made
    if origin in (typing.Union, types.UnionType) and (structs := _tagged(arguments)):
        tag = value.get("type") if isinstance(value, dict) else None
        return coerce(value, structs[tag]) if isinstance(tag, str) and tag in structs else None
    if origin is tuple:
        return [coerce(element, arguments[0]) for element in value] if isinstance(value, list) else []
    if origin is dict:
        return {key: coerce(inner, arguments[1]) for key, inner in value.items()} if isinstance(value, dict) else {}
    return value if next(_plain_diagnostics(value, wanted, ()), None) is None else _stand_in(wanted)


def _stand_in(wanted: Any) -> object:
    for stand_in in ("?", False, 0, date.min, *_literals(wanted)):
        if next(_plain_diagnostics(stand_in, wanted, ()), None) is None:
            return stand_in
    raise AssertionError(wanted)


@cache
def _fields(struct: type[Struct]) -> dict[str, FieldInfo]:
    """Return the fields of a struct by the names that they have in a file; msgspec finds them anew each time."""
    return {field.encode_name: field for field in msgspec.structs.fields(struct)}


def _struct_diagnostics(value: object, wanted: type[Struct], path: KeyPath) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _mistyped(path, value, "a table: { … } with keys")
        return
    fields = _fields(wanted)
    tag = wanted.__struct_config__.tag_field
    known = [*fields, tag] if tag else [*fields]
    for key in value:
        if key not in known:
            yield Diagnostic((*path, key), "unknown-key", f"The key {quoted(key)} is not known here.", nearest(key, known))
    for name, field in fields.items():
        if name in value:
            yield from shape_diagnostics(value[name], field.type, (*path, name))
        elif field.required:
            yield Diagnostic((*path, name), "missing-key", f"The key {quoted(name)} is missing.", _example(name))


def _union_diagnostics(value: object, structs: dict[str, type[Struct]], path: KeyPath) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _mistyped(path, value, "a question: a [[questions]] table")
        return
    name = value.get("type")
    if name is None:
        yield Diagnostic(path, "missing-key", 'The key "type" is missing.', f"One of: {', '.join(structs)}.")
    elif not isinstance(name, str):
        yield _mistyped((*path, "type"), name, "text in quotes")
    elif name not in structs:
        yield Diagnostic(
            (*path, "type"), "unknown-type", f"There is no question type {quoted(name)}.", nearest(name, structs)
        )
    else:
        yield from _struct_diagnostics(value, structs[name], path)


def _plain_diagnostics(value: object, wanted: Any, path: KeyPath) -> Iterator[Diagnostic]:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        words = [str(word) for word in _literals(wanted)]
        if words and isinstance(value, str):
            yield Diagnostic(
                path, "unknown-word", f"{quoted(value)} is not one of the words for this.", nearest(value, words)
            )
        else:
            yield _mistyped(path, value, _described(wanted))


def _mistyped(path: KeyPath, value: object, wanted: str) -> Diagnostic:
    return Diagnostic(path, "wrong-kind", f"This is {_seen(value)}.", f"Write {wanted}.")


def _seen(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, datetime | date | time):
        return "a date or time"
    return names.get(type(value), "something else")


_DESCRIPTIONS: dict[object, str] = {
    str: 'text in quotes: "…"',
    bool: "true or false, without quotes",
    int: "a whole number, without quotes",
    float: "a number, without quotes",
    date: "a date without quotes, such as 2026-11-23",
}


def _described(wanted: Any) -> str:
    kinds = [_bare(kind) for kind in typing.get_args(wanted)] or [wanted]
    named = [_DESCRIPTIONS[kind] for kind in kinds if kind in _DESCRIPTIONS and not (kind is int and float in kinds)]
    return " or ".join(named + [f'"{word}"' if isinstance(word, str) else str(word) for word in _literals(wanted)])


def _literals(wanted: Any) -> list[str | int]:
    if typing.get_origin(wanted) is typing.Literal:
        return list(typing.get_args(wanted))
    return [word for kind in typing.get_args(wanted) for word in _literals(_bare(kind))]


def _bare(wanted: Any) -> Any:
    while typing.get_origin(wanted) is typing.Annotated:
        wanted = typing.get_args(wanted)[0]
    return wanted


def _tagged(kinds: tuple[Any, ...]) -> dict[str, type[Struct]]:
    bare = [_bare(kind) for kind in kinds]
    return {str(k.__struct_config__.tag): k for k in bare if isinstance(k, type) and issubclass(k, Struct)}


_EXAMPLES = {
    "format": "Put  format = 1  at the top of the file.",
    "bank": "Add a [bank] table with id and title.",
    "questions": "Add at least one [[questions]] table.",
    "id": 'For example  id = "code-forward".',
    "checked": "For example  checked = 2026-11-23  (the day on which you read it).",
    "options": 'For example  options = [ { text = "…", correct = true }, { text = "…" } ].',
}


def _example(name: str) -> str:
    return _EXAMPLES.get(name, f"Add a line  {name} = …")
