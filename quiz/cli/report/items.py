"""The command that shows the statistics of a bank's questions."""

import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import get_args

import click
import msgspec

from quiz.cli.finding import bank_that_was_played, since_typed
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, print_json, print_line, write_table
from quiz.cli.scores import from_scores
from quiz.reports.item_report import Which, item_report, read_item_report
from quiz.reports.item_report_text import ANY_WIDTH, item_report_csv, item_report_lines


@click.command()
@takes_locations
@click.argument("bank", shell_complete=complete_bank)
@click.option(
    "--attempts",
    "which",
    type=click.Choice(get_args(Which)),
    default="first",
    show_default=True,
    help="Which quizzes of each person count.",
)
@click.option("--since", metavar="today|7d|DATE", help="Only quizzes that began on that day or later.")
@click.option("--csv", "table", metavar="FILE", type=FilePath(), help="Write a table into this file, a row an answer.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def items(locations: Locations, bank: str, which: Which, since: str | None, table: Path | None, as_json: bool) -> int:
    """Show how well the questions of BANK work: how many knew each, how well it tells apart, which wrong answer won.

    BANK is an id from "quiz bank list" or a file. Nobody is named, and of fewer than five people nothing is told. A file
    that is there is never overwritten.
    """
    if table and as_json:
        raise click.UsageError("--csv and --json do not go together.")
    begin = since_typed(since)
    named = bank_that_was_played(locations, bank)
    empty = item_report(named, {}, [], [], which)
    found = from_scores(locations, lambda store: read_item_report(store, named, which, begin), empty)
    if as_json:
        print_json(msgspec.to_builtins(found))
    elif table:
        write_table(table, item_report_csv(found))
        print_line(f"{table} is written.")
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else ANY_WIDTH
        for line in item_report_lines(found, _since(begin), width):
            print_line(line)
    return OK


def _since(begin: int | None) -> str:
    if begin is None:
        return ""
    day = datetime.fromtimestamp(begin / 1000)
    return f"since {day.day} {day:%b %Y}"
