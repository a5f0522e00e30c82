"""The command that shows a bank file as players will see it, while it is written."""

from pathlib import Path

import click

from quiz.cli.places import FilePath, Places, pass_places, takes_places
from quiz.cli.program import Refusal
from quiz.paths import is_missing


@click.command()
@takes_places
@click.argument("file", type=FilePath())
@pass_places
def preview(places: Places, file: Path) -> int:
    """Show the questions of FILE as players will see them, with what is wrong with them, anew each time it is saved."""
    from quiz.cli.playing import start_app

    if is_missing(file):
        raise Refusal(f'There is no file "{file}". Begin one: quiz bank new {file}')
    return start_app(places, preview=file)
