"""The command line. Each command imports its part of the program when it runs."""

import click

from quiz import __version__
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import OK, Program

_PARTS = {
    "play": "quiz.cli.playing:play",
    "board": "quiz.cli.boards:board",
    "host": "quiz.cli.hosting:host",
    "join": "quiz.cli.joining:join",
    "bank": "quiz.cli.banks:bank",
    "doctor": "quiz.cli.helping:doctor",
    "completion": "quiz.cli.helping:completion",
}


@click.group("quiz", cls=Program, parts=_PARTS, invoke_without_command=True)
@takes_locations
@click.version_option(__version__, prog_name="quiz", message="%(prog)s %(version)s")
@click.pass_context
@pass_locations
def main(places: Locations, context: click.Context) -> int:
    """Learn to spot the risks of messaging apps at work, and what to do about them.

    Without a command the app starts.
    """
    if context.invoked_subcommand is not None:
        return OK
    from quiz.cli.playing import start_app

    return start_app(places)
