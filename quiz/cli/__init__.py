"""The command line: one file for each command, imported when the command is run."""

import click

from quiz import __version__
from quiz.cli.lazy_group import LazyCommand
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import OK, Program

COMMANDS = {
    "play": LazyCommand("quiz.cli.play:play", 'Play a quiz: BANK is an id from "quiz bank list", or a bank file.'),
    "topup": LazyCommand(
        "quiz.cli.topup:topup", "Ask again a few questions that you may have forgotten: five at most, on no board."
    ),
    "progress": LazyCommand(
        "quiz.cli.progress:progress", "Say how you stand: your marks, what you are likely to know, what comes again when."
    ),
    "board": LazyCommand(
        "quiz.cli.board:board",
        'Show the leaderboard of BANK, an id from "quiz bank list" or a file, or of all banks together.',
    ),
    "host": LazyCommand(
        "quiz.cli.host:host",
        "Play live with a hall: this screen goes on the projector, the hall answers on phones or with hands.",
    ),
    "serve": LazyCommand(
        "quiz.cli.serve:serve", "Serve the quiz to browsers: everybody plays for themselves, with nothing installed."
    ),
    "join": LazyCommand(
        "quiz.cli.join:join",
        "Take a seat in a live game: ADDRESS is what stands on the big screen, for example 192.168.1.20:8000.",
    ),
    "report": LazyCommand(
        "quiz.cli.report:report",
        "Report on what was played: live games, questions, topics, what a training has brought, results.",
    ),
    "certificate": LazyCommand(
        "quiz.cli.certificate:certificate",
        "Make the certificate of a quiz that was passed at BANK, or check the CODE of one: quiz certificate check CODE.",
    ),
    "data": LazyCommand("quiz.cli.data:data", "See, hand out and erase what is kept of people."),
    "bank": LazyCommand("quiz.cli.bank:bank", "Question banks: write, check, import, preview and print them."),
    "doctor": LazyCommand("quiz.cli.doctor:doctor", "Say what may keep the program from working here, and how to fix it."),
    "completion": LazyCommand(
        "quiz.cli.completion:completion",
        "Print the script with which SHELL completes commands, options and the ids of banks.",
    ),
}


@click.group("quiz", cls=Program, table=COMMANDS, invoke_without_command=True)
@takes_locations
@click.version_option(__version__, prog_name="quiz", message="%(prog)s %(version)s")
@click.pass_context
@pass_locations
def main(locations: Locations, context: click.Context) -> int:
    """Learn to spot the risks of messaging apps at work, and what to do about them.

    Without a command the app starts.
    """
    if context.invoked_subcommand is not None:
        return OK
    from quiz.cli.app import start_app

    return start_app(locations)
