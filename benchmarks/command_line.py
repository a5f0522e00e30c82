"""Commands that need no app, against importing click alone."""

import sys
from pathlib import Path

from benchmarks.banks import write_bank
from benchmarks.processes import console_script, medians, output_of, seconds_of
from benchmarks.table import Line, ratio_line

_HEAVY = ("textual", "aiohttp")
_IMPORTED = (
    "import sys\n"
    "from quiz.cli import main\n"
    "sys.argv = ['quiz', *sys.argv[1:]]\n"
    "try:\n    main()\nexcept SystemExit:\n    pass\n"
    f"print('\\nIMPORTED', *({_HEAVY!r} and [name for name in {_HEAVY!r} if name in sys.modules]))\n"
)


def measure(folder: Path, times: int) -> list[Line]:
    """Compare ``quiz --version`` and ``quiz bank check`` with the import of click, and see what they import."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    bank = write_bank(folder / "ten", "ten", 10)
    commands = [["--version"], ["bank", "check", str(bank)]]
    quiz = console_script()
    version, check, click = medians(
        times,
        *(lambda command=command: seconds_of([quiz, *command], home) for command in commands),
        lambda: seconds_of([sys.executable, "-c", "import click"], home),
    )
    return [
        ratio_line("`quiz --version` / `python -c 'import click'`", version, click, 2.5),
        ratio_line("`quiz bank check` of ten questions / `python -c 'import click'`", check, click, 2.5),
        *(_imports(command, home) for command in commands),
    ]


def _imports(command: list[str], home: Path) -> Line:
    said = output_of([sys.executable, "-c", _IMPORTED, *command], home)
    heavy = said.rpartition("IMPORTED")[2].split()
    what = f"`quiz {' '.join(part for part in command if '/' not in part)}` imports {' or '.join(_HEAVY)}"
    return Line(what, ", ".join(heavy) or "neither", len(heavy), 0)
