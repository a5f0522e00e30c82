"""The command that says how long what people did is kept."""

from contextlib import closing
from datetime import date

import click

from quiz.cli.data.naming import agreed, print_lines
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import OK, print_line
from quiz.reports.certificate import RENEW_AFTER_MONTHS
from quiz.reports.completion import Period, read_period
from quiz.services.retention import overdue_words, period_of, too_old
from quiz.store.location import copies, store_file
from quiz.store.store import Store, open_store

_EVER = "ever"


@click.command("keep-for")
@takes_locations
@click.argument("period", required=False)
@click.option("--now", is_flag=True, help="Delete what is older than that, after asking.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_locations
def keep_for(locations: Locations, period: str | None, now: bool, yes: bool) -> int:
    """Say how long what people did is kept: PERIOD is 90d, 18m or 2y, or ever.

    The rule is kept with the scores. Nothing goes by itself: quiz doctor says what is older, and --now deletes it.
    Without PERIOD the rule is told.
    """
    wanted = None if period is None else _read(period)
    # Raises if there is no store: this command must not make one.
    open_store(locations.store(), read_only=True).close()
    with closing(open_store(locations.store())) as store:
        if wanted is not None:
            store.people.set_keep_for(wanted)
        rule = store.people.keep_for()
        if not rule:
            print_line("What people did is kept for ever. quiz data keep-for 18m sets a rule.")
            return OK
        _tell_and_delete(store, period_of(rule), locations.store(), now=now, yes=yes)
    return OK


def _tell_and_delete(store: Store, period: Period, address: str, *, now: bool, yes: bool) -> None:
    print_line(f"What people did is kept for {period}.")
    today = date.today()
    if period.after(today) < Period(months=RENEW_AFTER_MONTHS).after(today):
        print_line(
            "A pass is good for a year: deleted sooner, it counts as never passed, and its certificate cannot be checked."
        )
    before = too_old(period, today)
    words = overdue_words(store.people.overdue(before))
    if not words:
        print_line("Nothing is older.")
    elif not now:
        print_line(f"Older than that: {words}. quiz data keep-for --now deletes it.")
    else:
        print_line(f"Older than that: {words}. It goes for good.")
        if not yes:
            agreed("Delete it?", "nothing was deleted")
        gone = overdue_words(store.people.delete_overdue(before))
        traces = store.people.clear_traces()
        print_line(f"Deleted: {gone}. quiz data tidy lists the copies that are as old.")
        if traces:
            print_line(f"Traces may be left in the file. {traces} Then: quiz data tidy --yes")
        file = store_file(address)
        if file and (left := copies(file)):
            print_lines(["These copies are from before and still hold it:", *(f"  {copy}" for copy in left)])


def _read(text: str) -> str:
    """Return the rule in the form that is kept; empty for none. Raises BadParameter."""
    if text.strip().casefold() == _EVER:
        return ""
    try:
        read_period(text)
    except ValueError as error:
        raise click.BadParameter(f"{error} Or: ever.", param_hint="'PERIOD'") from None
    return text.strip().lower()
