"""Runs the command line as ``python -m quiz``, and is what a frozen program begins with."""

import os
import sys
from collections.abc import MutableMapping


def run() -> None:
    """Run the command line; or, in a frozen program that has called itself for it, what reads a workbook."""
    if getattr(sys, "frozen", False):
        give_libraries_back(os.environ)
        if len(sys.argv) == 2:
            from quiz.banks.formats import workbook_child

            if sys.argv[1] == workbook_child.IN_FROZEN:
                sys.exit(workbook_child.main())
    from quiz.cli import main

    main()


def give_libraries_back(environment: MutableMapping[str, str]) -> None:
    """Let browsers and editors that are started from here find the system's libraries, and not those of a frozen program.

    What freezes it has the loader look into its folder first, and keeps under another name what was there before:
    https://pyinstaller.org/en/stable/runtime-information.html#ld-library-path-libpath-considerations
    """
    environment.pop("LD_LIBRARY_PATH", None)
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    run()
