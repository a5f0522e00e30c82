"""The commands about question banks."""

import click

from quiz.cli.lazy_group import LazyCommand, LazyGroup
from quiz.cli.locations import takes_locations

COMMANDS = {
    "list": LazyCommand("quiz.cli.bank.list:list_", "List every bank that is found, with its id."),
    "check": LazyCommand("quiz.cli.bank.check:check", "Check bank files and say what is wrong, where, and how to fix it."),
    "export": LazyCommand(
        "quiz.cli.bank.export:export",
        "Write BANK for another program: Moodle, a spreadsheet, Kahoot, a page to practise with, or a package for a VLE.",
    ),
    "import": LazyCommand(
        "quiz.cli.bank.import_:import_",
        "Make a bank of questions that Moodle, a spreadsheet or another quiz program keeps, or bring one up to date.",
    ),
    "new": LazyCommand("quiz.cli.bank.new:new", "Write a new bank with a question of each common type, to write over."),
    "preview": LazyCommand(
        "quiz.cli.bank.preview:preview",
        "Show the questions of FILE as players will see them, with what is wrong with them, anew each time it is saved.",
    ),
    "schema": LazyCommand(
        "quiz.cli.bank.schema:schema",
        "Print the JSON Schema of a bank file, with which an editor completes and checks it.",
    ),
    "sheet": LazyCommand(
        "quiz.cli.bank.sheet:sheet",
        "Make a run sheet of BANK to print: questions, key, explanations, talking points, times, and an answer card.",
    ),
    "sources": LazyCommand(
        "quiz.cli.bank.sources:sources",
        "List every source of every bank: its age, where it is cited, and when it is due to be read again.",
    ),
}


@click.group(cls=LazyGroup, table=COMMANDS, no_args_is_help=False)
@takes_locations
def bank() -> None:
    """Question banks: write, check, import, preview and print them."""
