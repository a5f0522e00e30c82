"""What CONTRIBUTING.md says of where things are is so."""

import re
from pathlib import Path

import pytest

from quiz.cli import COMMANDS
from quiz.questions.types import QUESTION_TYPES

ROOT = Path(__file__).parents[1]
_TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_TABLE = _TEXT.split("## Where is …?", 1)[1].split("\n## ", 1)[0]
# A file, and the names in it that follow: `quiz/store/boards.py` `players` and `teams`.
_FILE_AND_NAMES = re.compile(r"`(quiz/\S+)`((?:(?: and)? `\w+`)*)")
# A row of the table of floors, and the files and folders that it names: they stand somewhere in that floor.
_FLOOR = re.compile(r"^\| `(quiz/\w+)` \|(.*)$", re.MULTILINE)
_IN_FLOORS = [(floor, path) for floor, row in _FLOOR.findall(_TEXT) for path in re.findall(r"`([\w./]+(?:\.py|/))`", row)]
# Elsewhere a path begins at the root or in quiz/; a name without a folder is said of a place named before it.
_ELSEWHERE = sorted(set(re.findall(r"`([\w.]+/[\w./]*?(?:\.py|/))`", _FLOOR.sub("", _TEXT))))


@pytest.mark.parametrize(("file", "names"), _FILE_AND_NAMES.findall(_TABLE))
def test_what_is_looked_up_is_there(file: str, names: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    for name in re.findall(r"\w+", names.replace(" and", "")):
        assert re.search(rf"^ *(?:async )?(?:def |class )?{name}\b *[:(=]", text, re.MULTILINE), name


@pytest.mark.parametrize(("floor", "path"), _IN_FLOORS)
def test_what_a_floor_is_said_to_hold_is_there(floor: str, path: str) -> None:
    assert any((ROOT / floor).rglob(path.rstrip("/")))


def test_every_file_of_a_floor_is_on_the_map() -> None:
    # A type, and a command, has a file of its name: the map says that, and lists none of them.
    types = {f"{kind.__module__.rpartition('.')[2]}.py" for kind in QUESTION_TYPES.values()}
    commands = {f"{command.target.partition(':')[0].rpartition('.')[2]}.py" for command in COMMANDS.values()}
    named = {floor: set(re.findall(r"\w+\.py", row)) | types | commands for floor, row in _FLOOR.findall(_TEXT)}
    files = {floor: {file.name for file in (ROOT / floor).glob("*.py")} - {"__init__.py"} for floor in named}
    assert {floor: left for floor in files if (left := files[floor] - named[floor])} == {}


@pytest.mark.parametrize("path", _ELSEWHERE)
def test_a_path_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists() or (ROOT / "quiz" / path).exists() or (ROOT / "quiz" / "tui" / path).exists()


def test_all_that_is_listed_is_looked_up() -> None:
    assert len(_FILE_AND_NAMES.findall(_TABLE)) >= 15
    assert len(_IN_FLOORS) >= 60
    assert len(_ELSEWHERE) >= 30
