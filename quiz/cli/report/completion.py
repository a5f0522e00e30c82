"""The command that says which staff have done the training."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click
import msgspec

from quiz.cli.locations import FilePath, Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, CliError, print_error, print_json, print_line, write_table
from quiz.cli.report.staff_options import StaffAsked, takes_staff, typed
from quiz.cli.scores import from_scores
from quiz.questions.diagnostics import quoted
from quiz.reports.completion_text import completion_csv, completion_lines
from quiz.reports.overdue import By
from quiz.reports.overdue_text import overdue_csv, overdue_lines
from quiz.reports.staff_list import StaffList
from quiz.services.staff_training import NOTHING_KEPT, StaffTraining, course_of, read_kept


def _day(text: str) -> date:
    try:
        return date.today() if text == "today" else date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a day. Write a date: 2027-07-31.") from None


@click.command()
@takes_locations
@takes_staff
@click.option(
    "--overdue-at", metavar="DATE", callback=typed(_day), help="Count who is overdue at this day, and name nobody."
)
@click.option("--by", type=click.Choice(["team", "site", "year"]), help="Count by these groups, today if no day is given.")
@click.option("--csv", "table", metavar="FILE", type=FilePath(), help="Write a table into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def completion(
    locations: Locations,
    asked: StaffAsked,
    overdue_at: date | None,
    by: By | None,
    table: Path | None,
    as_json: bool,
) -> int:
    """Say who of the staff has done the training, and whom to follow up.

    The list has a column name, and may have team, site, also (other spellings), from, left and role. It is read and never
    kept. Ends with 0 when the target is met, and with 1 when somebody is missing.
    """
    if as_json and table:
        raise click.UsageError("--csv and --json do not go together.")
    library = locations.library()
    lists, banks = asked.read(library)
    _check_sites(lists.staff, by, asked.staff)
    kept = from_scores(locations, read_kept, NOTHING_KEPT)
    if kept is NOTHING_KEPT:
        print_error(f"There are no scores at {locations.store()} yet. If there should be, check --store.")
    training = StaffTraining(lists, map(course_of, banks), kept)
    today = date.today()
    rules = asked.rules(today)
    found = training.completion(rules)
    if by or overdue_at:
        shown = training.overdue(rules, overdue_at or today, by or "team")
        _say(shown, overdue_lines(shown), overdue_csv(shown), table, as_json=as_json)
    else:
        _say(found, completion_lines(found), completion_csv(found), table, as_json=as_json)
    if not as_json:
        asked.print_notes(lists, library, today)
    return OK if found.met else FAILED


def _say(document: msgspec.Struct, lines: Iterable[str], cells: str, table: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(msgspec.to_builtins(document))
    elif table:
        write_table(table, cells)
        print_line(f"{table} is written.")
    else:
        for line in lines:
            print_line(line)


def _check_sites(people: StaffList, by: By | None, file: Path) -> None:
    """Refuse a table by sites if nobody on the list has one: it would be a single empty line."""
    if by == "site" and not any(person.site for person in people.people):
        raise CliError(f"--by site needs sites, and {file.name} says none. {people.taken} Add a column site.")
