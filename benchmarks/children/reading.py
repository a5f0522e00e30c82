"""Print the seconds that one reading of a bank takes. Arguments: ``ours``, ``gift`` or ``tomli``, and the file."""

import sys
import time
from pathlib import Path

import tomli

from quiz.bank.formats.gift_reading import read_gift
from quiz.bank.loading import read_bank


def seconds(how: str, file: Path) -> float:
    """Read ``file`` once and return how long that took."""
    text = file.read_text(encoding="utf-8")
    begin = time.perf_counter()
    if how == "tomli":
        result = tomli.loads(text)
        took = time.perf_counter() - begin
        assert result
        return took
    if how == "gift":
        imported = read_gift(text, str(file))
        took = time.perf_counter() - begin
        assert imported.questions, imported.problems[:3]
        assert not imported.problems, imported.problems[:3]
        return took
    reading = read_bank(file)
    took = time.perf_counter() - begin
    assert reading.bank, reading.problems[:3]
    return took


if __name__ == "__main__":
    print(seconds(sys.argv[1], Path(sys.argv[2])))
