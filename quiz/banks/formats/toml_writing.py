"""Writes a bank as a TOML file that is pleasant to read and edit: one option per line, notes above questions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo

from quiz.banks.model import Document, Source
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.questions.question import Question

_FIRST = ("id", "topic", "fact", "difficulty", "prompt")
_LAST = ("explanation", "action", "hint", "sources", "weight", "time_limit", "shuffle", "allow")
_OWN = len(_FIRST)
"""The place of a type's own keys: between the first and the last keys of all questions."""
_PLACES = {name: place for place, name in enumerate(_FIRST)} | {name: _OWN + 1 + place for place, name in enumerate(_LAST)}
_LINE = 110
"""The most characters in a list on one line."""


def toml_text(document: Document, remarks: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the document as TOML. ``remarks`` are notes above questions, by question id; "" is above all of them."""
    remarks = remarks or {}
    lines = [
        *_notes(remarks.get("", ())),
        f"format = {document.format}",
        *_empty(document),
        "",
        "[bank]",
        *_keys(document.bank),
    ]
    return "\n".join(lines) + "\n" + tables_text(document.sources, document.questions, remarks)


def tables_text(sources: Mapping[str, Source], questions: Iterable[Question], remarks: Mapping[str, Sequence[str]]) -> str:
    """Return sources and questions as TOML tables, each below an empty line, with ``remarks`` by question id."""
    lines: list[str] = []
    for key, source in sources.items():
        lines += ["", f"[sources.{_key(key)}]", *_keys(source)]
    for question in questions:
        lines += ["", *_notes(remarks.get(question.id, ())), "[[questions]]", *_question(question)]
    return "".join(f"{line}\n" for line in lines)


def _notes(remarks: Sequence[str]) -> Iterator[str]:
    yield from (f"# {' '.join(REFUSED_CHARACTER.sub('', remark).split())}" for remark in remarks)


def _empty(document: Document) -> Sequence[str]:
    return () if document.questions else ("questions = []",)


def _question(question: Question) -> Iterator[str]:
    scenes: Mapping[str, Struct] = {}
    for name, value in _told(question):
        if name == "scenes":
            scenes = value
        else:
            yield f"{name} = {toml_value(value)}"
        if name == "id":
            yield f"type = {toml_value(question.type)}"
    for name, scene in scenes.items():
        yield from ("", f"[questions.scenes.{_key(name)}]", *_keys(scene))


def _keys(part: Struct) -> Iterator[str]:
    yield from (f"{name} = {toml_value(value)}" for name, value in _told(part))


def _told(part: Struct) -> Iterator[tuple[str, Any]]:
    """Yield each key of a part with its value, except those that equal the default."""
    for name, key, usual in _keys_of(type(part)):
        value = getattr(part, name)
        if usual is NODEFAULT or value != usual:
            yield key, value


@cache
def _keys_of(part: type[Struct]) -> list[tuple[str, str, Any]]:
    """Return the fields of a part in their order: name, key in the file, and default, if any.

    Cached, because msgspec inspects a type anew each time.
    """
    fields = sorted(msgspec.structs.fields(part), key=lambda field: _PLACES.get(field.name, _OWN))
    return [(field.name, field.encode_name, NODEFAULT if field.required else _usual(field)) for field in fields]


def _usual(field: FieldInfo) -> Any:
    return field.default if field.default_factory is NODEFAULT else field.default_factory()


def toml_value(value: Any) -> str:
    """Return a value as TOML; every text in it is on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Struct):
        return f"{{ {', '.join(f'{name} = {toml_value(inner)}' for name, inner in _told(value))} }}"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(name)} = {toml_value(inner)}' for name, inner in value.items())} }}"
    if isinstance(value, tuple):
        return _list(value)
    return repr(value)


def _list(values: tuple[Any, ...]) -> str:
    inside = [toml_value(value) for value in values]
    flat = f"[{', '.join(inside)}]"
    if len(flat) <= _LINE and not any(isinstance(value, Struct) for value in values):
        return flat
    return "\n".join(["[", *(f"  {one}," for one in inside), "]"])


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's; a DEL, which TOML refuses unescaped, is escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if plain else _quoted(key)
