"""The command line. Each command imports its part of the program when it runs."""

import click

from quiz import __version__
from quiz.cli.banks import bank
from quiz.cli.boards import board
from quiz.cli.helping import completion, doctor
from quiz.cli.places import Places, pass_places, takes_places
from quiz.cli.playing import play, start_app
from quiz.cli.program import WELL, Program


@click.group(cls=Program, invoke_without_command=True)
@takes_places
@click.version_option(__version__, prog_name="quiz", message="%(prog)s %(version)s")
@click.pass_context
@pass_places
def main(places: Places, context: click.Context) -> int:
    """Learn to spot the risks of messaging apps at work, and what to do about them.

    Without a command the app starts.
    """
    return start_app(places) if context.invoked_subcommand is None else WELL


for _command in (play, board, bank, doctor, completion):
    main.add_command(_command)
