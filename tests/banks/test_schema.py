"""The JSON Schema that editors check a bank with while it is written: up to date, and of one mind with the loader."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from quiz.banks.loading import read_text
from quiz.banks.schema import bank_schema, bank_schema_text
from quiz.paths import shipped_banks
from tests.banks.spoiling import spoilt_documents
from tests.builders import document, to_toml

VALIDATOR = Draft202012Validator(bank_schema(), format_checker=FormatChecker())
SHAPE_RULES = {"unknown-key", "missing-key", "wrong-kind", "unknown-word", "unknown-type", "unknown-format"}


def as_json(value: Any, key: str = "") -> Any:
    """Return a TOML document as an editor hands it to the schema: dates as text, where text is no date."""
    if isinstance(value, dict):
        return {key: as_json(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat() if key in ("checked", "review_by") else {"date": value.isoformat()}
    return value


def accepted(bank_document: dict[str, Any]) -> bool:
    return bool(VALIDATOR.is_valid(as_json(bank_document)))


def test_the_schema_that_ships_is_the_one_that_the_program_makes() -> None:
    file = shipped_banks() / "bank.schema.json"
    assert file.read_text(encoding="utf-8") == bank_schema_text(), (
        "questions/bank.schema.json is out of date; write it again:  quiz bank schema > questions/bank.schema.json"
    )


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(json.loads(bank_schema_text()))


def test_a_bank_of_all_nine_types_is_accepted() -> None:
    assert accepted(document())


@pytest.mark.parametrize("key", ["explanation", "sources"])
def test_explanations_and_sources_are_required_of_a_finished_bank_and_not_of_a_draft(key: str) -> None:
    lacking = document()
    del lacking["questions"][0][key]
    assert not accepted(lacking)
    lacking["bank"]["draft"] = True
    assert accepted(lacking)


def test_every_key_is_described_for_the_editor() -> None:
    for name, part in bank_schema()["$defs"].items():
        described = {key for key, value in part["properties"].items() if "description" in value or "enum" in value}
        assert described == set(part["properties"]), name


@given(spoilt_documents())
def test_what_the_loader_plays_the_schema_accepts_and_what_it_accepts_has_the_right_shape(spoilt: dict[str, Any]) -> None:
    reading = read_text(to_toml(spoilt), "mine.toml")
    if reading.bank:
        assert accepted(spoilt)
    if accepted(spoilt):
        assert not {problem.rule for problem in reading.problems} & SHAPE_RULES


def test_the_schema_stands_beside_the_banks(tmp_path: Path) -> None:
    for file in shipped_banks().glob("*.toml"):
        assert file.read_text(encoding="utf-8").startswith("#:schema bank.schema.json\n"), file.name
