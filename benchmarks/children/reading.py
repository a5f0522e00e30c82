"""Print the seconds that a reading takes. Arguments: ``ours``, ``advice``, ``tomli`` or a format's name; and the file."""

import sys
import time
from datetime import date
from pathlib import Path

import tomli

from quiz.banks.formats.registry import FORMATS, read_file
from quiz.banks.lint import lint
from quiz.banks.loading import read_bank, read_files


def seconds(how: str, file: Path) -> float:
    """Read ``file`` once and return how long that took."""
    text = file.read_text(encoding="utf-8") if how == "tomli" else ""
    begin = time.perf_counter()
    if how == "tomli":
        result = tomli.loads(text)
        took = time.perf_counter() - begin
        assert result
        return took
    if how in FORMATS:
        imported = read_file(file, how)
        took = time.perf_counter() - begin
        assert imported.questions, imported.problems[:3]
        assert not imported.problems, imported.problems[:3]
        return took
    if how == "advice":
        library = read_files([file])
        lint(library, date(2026, 11, 23))
        took = time.perf_counter() - begin
        assert library.banks, library.problems[:3]
        return took
    reading = read_bank(file)
    took = time.perf_counter() - begin
    assert reading.bank, reading.problems[:3]
    return took


if __name__ == "__main__":
    print(seconds(sys.argv[1], Path(sys.argv[2])))
