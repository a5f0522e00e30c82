"""Runs the command line as ``python -m quiz``; the entry point of a frozen program."""

import os
import sys
from collections.abc import MutableMapping


def run() -> None:
    """Run the command line, or the workbook reader if a frozen program has called itself to read one."""
    if getattr(sys, "frozen", False):
        give_libraries_back(os.environ)
        if len(sys.argv) == 2:
            from quiz.banks.formats import workbook_child

            if sys.argv[1] == workbook_child.IN_FROZEN:
                sys.exit(workbook_child.main())
    from quiz.cli import main

    main()


def give_libraries_back(environment: MutableMapping[str, str]) -> None:
    """Let browsers and editors started from here use the system's libraries, not those of a frozen program.

    PyInstaller makes the loader search the program's folder first, and keeps the earlier value under another name:
    https://pyinstaller.org/en/stable/runtime-information.html#ld-library-path-libpath-considerations
    """
    environment.pop("LD_LIBRARY_PATH", None)
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    run()
