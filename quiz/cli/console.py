"""The console of the plain front end, on this terminal or this pipe."""

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from quiz.cli.program import is_terminal, print_error, read_line

if TYPE_CHECKING:
    from quiz.plain import Console


def plain_console(as_json: bool) -> "Console":
    """Return the console of plain play; with ``as_json`` everything but the result goes to standard error."""
    from quiz.plain import Console, wrap

    def say(line: str) -> None:
        on_terminal = is_terminal(sys.stderr if as_json else sys.stdout)
        click.echo(wrap(line, get_terminal_size().columns) if on_terminal else line, err=as_json)

    return Console(
        read_line=read_line,
        say=say,
        result=click.echo,
        interactive=is_terminal(sys.stdin),
        print_error=print_error,
    )
