"""The command that says what to brief next."""

from pathlib import Path

import click
import msgspec

from quiz.cli.finding import bank_that_was_played, since_typed
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, print_json, print_line, write_table
from quiz.cli.scores import from_scores
from quiz.reports.suppression import FEWEST, LEAST_FEWEST, MOST_FEWEST
from quiz.reports.topics import TopicReport, read_topic_report, topic_report, topic_report_csv, topic_report_lines


@click.command()
@takes_locations
@click.argument("bank", nargs=-1, metavar="[BANK…]", shell_complete=complete_bank)
@click.option("--by-team", is_flag=True, help="Tell of teams, too.")
@click.option("--since", metavar="today|7d|DATE", help="Only quizzes that began on that day or later.")
@click.option(
    "--fewest",
    type=click.IntRange(LEAST_FEWEST, MOST_FEWEST),
    default=FEWEST,
    show_default=True,
    help="Of fewer people nothing is told.",
)
@click.option("--csv", "table", metavar="FILE", type=FilePath(), help="Write a table into this file, a row a topic.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def topics(
    locations: Locations,
    bank: tuple[str, ...],
    by_team: bool,
    since: str | None,
    fewest: int,
    table: Path | None,
    as_json: bool,
) -> int:
    """Say what to brief next: of which topics people are very sure and wrong, at each BANK or at all.

    It says, too, how much of each topic is still known when it is asked again after 30 days and after 90. It tells of
    topics and of teams, never of a person.
    """
    if as_json and table:
        raise click.UsageError("--csv and --json do not go together.")
    found = _report(locations, bank, since_typed(since), fewest)
    if as_json:
        print_json(msgspec.to_builtins(found))
    elif table:
        write_table(table, topic_report_csv(found))
        print_line(f"{table} is written.")
    else:
        for line in topic_report_lines(found, by_team=by_team, fewest=fewest):
            print_line(line)
    return OK


def _report(locations: Locations, banks: tuple[str, ...], since: int | None, fewest: int) -> TopicReport:
    known = dict(locations.library().banks)
    known |= {asked: bank_that_was_played(locations, asked) for asked in banks if asked not in known}
    empty = topic_report((), (), known, fewest)
    return from_scores(locations, lambda store: read_topic_report(store, known, banks, since, fewest), empty)
