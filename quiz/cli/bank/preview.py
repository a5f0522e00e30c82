"""The command that shows a bank file as players will see it, while it is written."""

from pathlib import Path

import click

from quiz.cli.app import start_app
from quiz.cli.locations import FilePath, Locations, pass_locations, takes_locations
from quiz.cli.program import CliError
from quiz.paths import is_missing


@click.command()
@takes_locations
@click.argument("file", type=FilePath())
@pass_locations
def preview(locations: Locations, file: Path) -> int:
    """Show the questions of FILE as players will see them, with what is wrong with them, anew each time it is saved.

    FILE may be the id of a bank, too.
    """
    file = locations.bank_file(file)
    if is_missing(file):
        raise CliError(f'There is no file "{file}". Begin one: quiz bank new {file}')
    return start_app(locations, preview=file)
