"""The commands that report on what was played."""

import click

from quiz.cli.lazy_group import LazyCommand, LazyGroup
from quiz.cli.locations import takes_locations

COMMANDS = {
    "game": LazyCommand(
        "quiz.cli.report.game:game", 'Show what a live game has shown: ID is one of "quiz report games", else the last game.'
    ),
    "games": LazyCommand(
        "quiz.cli.report.games:games", "List the live games that were played, the latest first, with their ids."
    ),
    "items": LazyCommand(
        "quiz.cli.report.items:items",
        "Show how well the questions of BANK work: how many knew each, how well it tells apart, which wrong answer won.",
    ),
    "topics": LazyCommand(
        "quiz.cli.report.topics:topics",
        "Say what to brief next: of which topics people are very sure and wrong, at each BANK or at all.",
    ),
    "gain": LazyCommand(
        "quiz.cli.report.gain:gain",
        "Say how far people have come at BANK who finished a quiz before a training and one after it.",
    ),
    "completion": LazyCommand(
        "quiz.cli.report.completion:completion", "Say who of the staff has done the training, and whom to follow up."
    ),
    "pack": LazyCommand(
        "quiz.cli.report.pack:pack",
        "Make the pack of evidence for an auditor: what was asked and taught, who is done, what staff say of it.",
    ),
    "results": LazyCommand(
        "quiz.cli.report.results:results",
        'List finished quizzes, a row each: those at BANK, an id from "quiz bank list" or a file, or at all.',
    ),
}


@click.group(cls=LazyGroup, table=COMMANDS, no_args_is_help=False)
@takes_locations
def report() -> None:
    """Report on what was played: live games, questions, topics, what a training has brought, results."""
