"""requirements.lock holds a version with hashes for everything that is installed on a user's machine, and names no place."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
_PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<rest>.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def test_every_requirement_of_the_program_is_pinned_to_a_version_that_it_admits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    versions = {pinned["name"]: pinned["version"] for pinned in _PINNED.finditer(LOCK)}
    for text in project["dependencies"] + extras["live"] + extras["pdf"] + extras["postgres"]:
        wanted = Requirement(text)
        assert wanted.name in versions, f"{text} is not locked: make requirements.lock anew"
        assert wanted.specifier.contains(versions[wanted.name]), f"{text} is locked to {versions[wanted.name]}"


def test_every_version_has_hashes() -> None:
    assert [pinned["name"] for pinned in _PINNED.finditer(LOCK) if "--hash=sha256:" not in pinned["rest"]] == []


def test_no_index_and_no_place_of_a_machine_is_named() -> None:
    assert re.search(r"://|index|find-links|^-[^-]|/(home|tmp|opt|root|usr)/", LOCK, re.MULTILINE) is None
