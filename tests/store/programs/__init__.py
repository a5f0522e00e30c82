"""Programs that tests start, so that they can be killed, or write at the same time as others."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[3]


def start(program: str, *arguments: str, before: Sequence[str] = ()) -> "subprocess.Popen[str]":
    """Start a program of this folder, by the command ``before`` where it needs one; talk to it line by line."""
    command = [*before, sys.executable, "-m", f"tests.store.programs.{program}", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
