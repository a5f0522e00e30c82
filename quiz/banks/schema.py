"""The JSON Schema of the bank format, made from the model, for editors with a TOML plug-in."""

import inspect
import json
from typing import Any

import msgspec

from quiz.banks.model import document_type


def bank_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a bank file."""
    schema = _with_short_descriptions(msgspec.json.schema(document_type()))
    finished_bank = {"properties": {"questions": {"items": {"required": ["explanation", "sources"]}}}}
    draft = {"properties": {"bank": {"properties": {"draft": {"const": True}}, "required": ["draft"]}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "INSET Quiz question bank, format 1",
        **schema,
        "if": draft,
        "else": finished_bank,
    }


def bank_schema_text() -> str:
    """Return the schema as kept in ``questions/bank.schema.json``."""
    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"


def _with_short_descriptions(part: Any, key: str = "") -> Any:
    # A docstring after its first paragraph is for programmers, and Python 3.13 indents it differently.
    if isinstance(part, dict):
        return {key: _with_short_descriptions(inner, key) for key, inner in part.items()}
    if isinstance(part, list):
        return [_with_short_descriptions(inner) for inner in part]
    if key == "description" and isinstance(part, str):
        return inspect.cleandoc(part).partition("\n\n")[0]
    return part
