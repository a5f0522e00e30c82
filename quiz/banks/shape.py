"""Every way in which a TOML document does not fit the model: unknown, missing and mistyped keys.

msgspec stops at the first; only then does this walk find them all.
"""

import types
import typing
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo

from quiz.banks.slips import meant_date, meant_number, meant_truth
from quiz.questions.diagnostics import Diagnostic, KeyPath, near_word, nearest, quoted, spell_path
from quiz.questions.question import Part


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
            yield _mistyped(path, value, _list_for(value, path))
    elif origin is dict:
        if isinstance(value, dict):
            for key, element in value.items():
                yield from shape_diagnostics(element, arguments[1], (*path, key))
        else:
            yield _mistyped(path, value, f"[{spell_path(path)}.a-name] above each" if path == ("sources",) else "a table")
    else:
        yield from _plain_diagnostics(value, wanted, path)


def coerce(value: object, wanted: Any) -> Any:
    """Return ``value`` made to fit: without unknown keys, and with stand-ins for what is missing or mistyped.

    It can then be converted, and its other problems reported at once; only a question of an unknown type cannot.
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


def _table_for(value: object, wanted: type[Struct]) -> str:
    """Return how to write a table in place of ``value``."""
    keys = [name for name, field in _fields(wanted).items() if field.required and _bare(field.type) is str]
    if not isinstance(value, str) or not keys:
        return "a table: { … } with keys"
    texts = [part.strip() for part in value.split("->")]
    if len(texts) != len(keys):
        texts = [value, *["…"] * (len(keys) - 1)]
    return f"a table:  {{ {', '.join(f'{key} = {quoted(text)}' for key, text in zip(keys, texts, strict=True))} }}"


def _list_for(value: object, path: KeyPath) -> str:
    """Return how to write a list in place of ``value``."""
    if isinstance(value, str):
        return f"a list in square brackets:  {path[-1]} = [{quoted(value)}]"
    if isinstance(value, dict) and len(path) > 1:
        return "square brackets around the { … }: it is a list, even of one"
    return "a list in square brackets"


def _stand_in(wanted: Any) -> object:
    for stand_in in ("?", False, 0, date.min, *_literals(wanted)):
        if next(_plain_diagnostics(stand_in, wanted, ()), None) is None:
            return stand_in
    raise AssertionError(wanted)


@cache
def _fields(struct: type[Struct]) -> dict[str, FieldInfo]:
    """Return the fields of a struct by their names in a file; cached, because msgspec finds them anew each time."""
    return {field.encode_name: field for field in msgspec.structs.fields(struct)}


def _struct_diagnostics(value: object, wanted: type[Struct], path: KeyPath) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _mistyped(path, value, _table_for(value, wanted))
        return
    fields = _fields(wanted)
    tag = wanted.__struct_config__.tag_field
    known = [*fields, tag] if tag else [*fields]
    elsewhere = wanted.ELSEWHERE if issubclass(wanted, Part) else {}
    meant: set[str] = set()
    for key in value:
        if key not in known:
            near = "" if key in elsewhere else near_word(key, set(known) - set(value))
            meant.add(near)
            yield _unknown_key((*path, key), elsewhere.get(key) or nearest(near or key, known), near)
    for name, field in fields.items():
        if name in value:
            yield from shape_diagnostics(value[name], field.type, (*path, name))
        elif field.required and name not in meant:
            yield Diagnostic((*path, name), "missing-key", f"The key {quoted(name)} is missing.", _example(name))


def _unknown_key(path: KeyPath, fix: str, meant: str) -> Diagnostic:
    return Diagnostic(path, "unknown-key", f"The key {quoted(str(path[-1]))} is not known here.", fix, meant=meant)


def _union_diagnostics(value: object, structs: dict[str, type[Struct]], path: KeyPath) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _mistyped(path, value, "a question: a [[questions]] table")
        return
    name = value.get("type")
    if name is None:
        likely = next((key for key in value if near_word(key, ["type"])), None)
        if likely:
            yield _unknown_key((*path, likely), 'Did you mean "type"?', "type")
        else:
            yield Diagnostic(path, "missing-key", 'The key "type" is missing.', f"One of: {', '.join(structs)}.")
    elif not isinstance(name, str):
        yield _mistyped((*path, "type"), name, "text in quotes")
    elif name not in structs:
        fix = _type_meant(name, value) or nearest(name, structs)
        yield Diagnostic((*path, "type"), "unknown-type", f"There is no question type {quoted(name)}.", fix)
    else:
        yield from _struct_diagnostics(value, structs[name], path)


_TYPES_ELSEWHERE = {
    "true-false": ("truefalse", "trueorfalse", "tf", "boolean", "yesno"),
    "order": ("ordering", "sequence", "sorting", "rank", "ranking"),
    "match": ("matching", "pairs", "connect"),
    "number": ("numeric", "numerical", "figure", "integer"),
    "short": ("shortanswer", "text", "typeanswer", "open", "openended", "fillintheblank", "gap"),
    "multiple": ("multipleanswer", "multipleanswers", "multipleresponse", "multiselect", "checkbox", "checkboxes"),
    "single": ("singlechoice", "singleanswer", "oneanswer", "onechoice", "radio"),
    "scenario": ("story", "branching"),
    "poll": ("survey", "opinion"),
}
"""Other programs' names for our types, without case, blanks and hyphens."""

_CHOICES_ELSEWHERE = ("multiplechoice", "multichoice", "mcq", "choice", "quiz")
"""Their names for a choice among several options, of which usually one is right."""


def _type_meant(name: str, question: dict[str, object]) -> str:
    """Return how to write the type of ours that another program's name means; empty if unknown."""
    plain = "".join(character for character in name.casefold() if character.isalnum())
    meant = next((ours for ours, theirs in _TYPES_ELSEWHERE.items() if plain in theirs), "")
    if plain in _CHOICES_ELSEWHERE:
        options = question.get("options")
        listed = options if isinstance(options, list) else []
        if sum(isinstance(option, dict) and option.get("correct") is True for option in listed) != 1:
            return 'Write  type = "single"  where one option is right, "multiple" where several are.'
        meant = "single"
    return f'Write  type = "{meant}"' if meant else ""


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
            yield _mistyped(path, value, _described(wanted), _kinds(wanted))


def _mistyped(path: KeyPath, value: object, wanted: str, kinds: Collection[object] = ()) -> Diagnostic:
    fix = _judged(path, value, kinds) or f"Write {wanted}."
    return Diagnostic(path, "wrong-kind", f"This is {_seen(value)}.", fix)


def _judged(path: KeyPath, value: object, kinds: Collection[object]) -> str:
    """Return what to write in place of a value of the wrong kind; empty if the value does not show what was meant."""
    meant: object = None
    if isinstance(value, str):
        meant = _meant_by_text(value, kinds)
    elif date in kinds and isinstance(value, datetime):
        meant = value.date()
    elif kinds == (bool,) and isinstance(value, int) and value in (0, 1):
        meant = "true" if value else "false"
    elif int in kinds and isinstance(value, float) and value.is_integer():
        meant = int(value)
    elif str in kinds and isinstance(value, int | float) and not isinstance(value, bool):
        meant = f'"{value}"'
    if meant is None or not path or not isinstance(path[-1], str):
        return ""
    unquoted = ", without quotes" if isinstance(value, str) else ""
    return f"Write  {path[-1]} = {meant}{unquoted}."


def _meant_by_text(value: str, kinds: Collection[object]) -> object:
    """Return what was meant by text in quotes where another kind is wanted; None if unknown."""
    if date in kinds:
        return meant_date(value)
    if bool in kinds:
        truth = meant_truth(value)
        return None if truth is None else str(truth).lower()
    if int in kinds or float in kinds:
        number = meant_number(value)
        return None if number and "." in number and float not in kinds else number
    return None


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


def _kinds(wanted: Any) -> tuple[Any, ...]:
    return tuple(_bare(kind) for kind in typing.get_args(wanted)) or (wanted,)


def _described(wanted: Any) -> str:
    kinds = _kinds(wanted)
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
