"""The command that writes everybody's finished quizzes as a table."""

from pathlib import Path

import click

from quiz.cli.finding import one_bank, since_typed
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, print_json, print_line, write_table
from quiz.cli.scores import from_scores
from quiz.questions.text import plural
from quiz.reports.results import ColumnsError, read_columns, results_csv, results_rows
from quiz.store.finished import FinishedAttempt


@click.command()
@takes_locations
@click.argument("bank", required=False, shell_complete=complete_bank)
@click.option("--since", metavar="today|7d|DATE", help="Only quizzes that began on that day or later.")
@click.option("--no-guests", is_flag=True, help="Leave out players of live games, whose names are anybody's.")
@click.option(
    "--columns", metavar="HEADING=NAME,…", help='Which columns, as another system wants them: "Employee=name,Course=bank".'
)
@click.option("--csv", "table", metavar="FILE", type=FilePath(), help="Write the table into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def results(
    locations: Locations,
    bank: str | None,
    since: str | None,
    no_guests: bool,
    columns: str | None,
    table: Path | None,
    as_json: bool,
) -> int:
    """List finished quizzes, a row each: those at BANK, an id from "quiz bank list" or a file, or at all.

    Without --csv the table is printed. A file that is there is never overwritten.
    """
    if as_json and (table or columns):
        raise click.UsageError("--json goes with neither --csv nor --columns.")
    try:
        wanted = read_columns(columns) if columns else None
    except ColumnsError as error:
        raise click.BadParameter(str(error), param_hint="'--columns'") from None
    banks = locations.library().banks
    begin = since_typed(since)

    def finished_at(bank_id: str | None) -> list[FinishedAttempt]:
        return from_scores(locations, lambda store: store.finished_attempts(bank_id, begin), [])

    finished = finished_at(bank)
    if bank and bank not in banks and not finished:
        # A bank that is gone still has quizzes under its id; what has none is a file, or unknown.
        named = one_bank(locations, bank)
        banks, finished = banks | {named.id: named}, finished_at(named.id)
    found = [one for one in finished if not (no_guests and one.guest)]
    titles = {bank_id: one.title for bank_id, one in banks.items()}
    if as_json:
        print_json(list(results_rows(found, titles)))
    elif table:
        write_table(table, results_csv(found, titles, wanted))
        print_line(f"{table} is written: {plural(len(found), 'row')}.")
    else:
        for line in results_csv(found, titles, wanted).splitlines():
            print_line(line)
    return OK
