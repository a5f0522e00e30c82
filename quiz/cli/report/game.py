"""The command that shows the report of a live game."""

from contextlib import closing
from pathlib import Path

import click
import msgspec

from quiz.cli.finding import own_first
from quiz.cli.locations import FilePath, Locations, pass_locations, takes_locations
from quiz.cli.program import OK, CliError, print_json, print_line, write_table
from quiz.reports.game_report import GameReport
from quiz.reports.game_report_text import game_report_csv, game_report_lines
from quiz.services.report_keeping import read_report
from quiz.store.games import GameRecord
from quiz.store.store import Store, open_store


@click.command()
@takes_locations
@click.argument("game_id", required=False, metavar="[ID]")
@click.option("--csv", "table", metavar="FILE", type=FilePath(), help="Write a table into this file, a row an option.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def game(locations: Locations, game_id: str | None, table: Path | None, as_json: bool) -> int:
    """Show what a live game has shown: ID is one of "quiz report games", else the last game.

    Questions stand with the hardest first, each with how many gave which answer. Nobody is named, and of a team with
    fewer than five no figure is shown. A file that is there is never overwritten.
    """
    if table and as_json:
        raise click.UsageError("--csv and --json do not go together.")
    found = _report(locations, game_id)
    if as_json:
        print_json(msgspec.to_builtins(found))
    elif table:
        write_table(table, game_report_csv(found))
        print_line(f"{table} is written.")
    else:
        for line in game_report_lines(found):
            print_line(line)
    return OK


def _report(locations: Locations, game_id: str | None) -> GameReport:
    banks = locations.library().banks
    with closing(open_store(locations.store(), read_only=True)) as store:
        record = _record(store, game_id)
        try:
            return read_report(store, record, banks)
        except ValueError as error:
            raise CliError(str(error)) from None


def _record(store: Store, game_id: str | None) -> GameRecord:
    if game_id is not None:
        if found := store.games.game(game_id):
            return found
        raise CliError(f'There is no game "{game_id}". To see all of them: quiz report games')
    played = own_first(store.games.played())
    if not played:
        raise CliError("No live game was played yet. Play one: quiz host")
    return played[0]
