"""What CONTRIBUTING.md says of where things are is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_TABLE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Where is …?", 1)[1].split("\n## ", 1)[0]
# A file, and the names in it that follow: `quiz/store/boards.py` `players` and `teams`.
_FILE_AND_NAMES = re.compile(r"`(quiz/\S+)`((?:(?: and)? `\w+`)*)")


@pytest.mark.parametrize(("file", "names"), _FILE_AND_NAMES.findall(_TABLE))
def test_what_is_looked_up_is_there(file: str, names: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    for name in re.findall(r"\w+", names.replace(" and", "")):
        assert re.search(rf"^ *(?:async )?(?:def |class )?{name}\b *[:(=]", text, re.MULTILINE), name


def test_all_that_is_listed_is_looked_up() -> None:
    assert len(_FILE_AND_NAMES.findall(_TABLE)) >= 15
