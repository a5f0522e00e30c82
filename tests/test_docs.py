"""What the documents for schools say can be typed, opened and looked up is there."""

import re
from pathlib import Path

import click
import pytest

from quiz.cli import main

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "docs" / "for-the-dpo.md", ROOT / "docs" / "for-it.md", ROOT / "SECURITY.md"]
# In a line of a listing, or between backticks; what follows # is a remark.
_COMMANDS = re.compile(r"(?:^|`)quiz ([^`#\n]+)", re.MULTILINE)
_LINKS = re.compile(r"\]\((?!https?:)([^)#]+)")
_TESTS = re.compile(r"`((?:tests/[\w/]*)?test_\w+\.py|tests/[\w/]+)`")

by_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.stem)


def options_of(typed: str) -> tuple[click.Command, set[str]]:
    """Return the command that a line names, and the options that it names beside."""
    command: click.Command = main
    words = typed.split()
    with click.Context(main) as context:
        for word in words:
            found = command.get_command(context, word) if isinstance(command, click.Group) else None
            command = found or command
    return command, {word.partition("=")[0] for word in words if word.startswith("--")}


@by_document
def test_every_command_that_is_named_is_there_with_its_options(document: Path) -> None:
    named = _COMMANDS.findall(document.read_text(encoding="utf-8"))
    for typed in named:
        command, options = options_of(typed)
        known = {text for parameter in (*command.params, *main.params) for text in parameter.opts}
        assert options <= known | {"--help", "--version"}, typed
        assert command is not main or typed.startswith("--"), typed


@by_document
def test_what_it_leads_to_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link in _LINKS.findall(text):
        assert (document.parent / link).exists(), link
    for name in _TESTS.findall(text):
        assert (ROOT / name).exists() or any((ROOT / "tests").rglob(name)), name


def test_every_table_that_holds_something_of_a_person_is_spoken_of() -> None:
    """A new one has to be told to whoever is asked what is kept: in the document and in the notice to staff."""
    schema = (ROOT / "quiz" / "store" / "schema").glob("*.sql")
    text = "\n".join(file.read_text(encoding="utf-8") for file in schema)
    of_people = {
        table
        for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", text, re.DOTALL)
        if "ON DELETE CASCADE" in body
    }
    spoken_of = {
        "attempts": "each quiz",
        "responses": "each answer",
        "flags": "flags on questions",
        "best": "board places",
        "game_events": "live games",
        "certificates": "certificates",
        "due": "is due again",
        "acknowledgements": "acknowledged policies",
        "credentials": "hashes by which browsers are known",
    }
    assert of_people == set(spoken_of)
    document = DOCUMENTS[0].read_text(encoding="utf-8")
    assert [words for words in spoken_of.values() if words not in document] == []
