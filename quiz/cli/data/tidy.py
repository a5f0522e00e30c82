"""The command that deletes files that nobody needs any more."""

from contextlib import closing
from datetime import date

import click

from quiz.banks.loading import bank_files
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, print_line
from quiz.paths import kept_files, own_banks, settings_file
from quiz.questions.text import plural
from quiz.services.attempt_session import system_clocks
from quiz.services.mending import Mending
from quiz.services.retention import litter, period_of, too_old
from quiz.store.errors import MissingStoreError
from quiz.store.location import store_file
from quiz.store.store import open_store


@click.command()
@takes_locations
@click.option("--yes", is_flag=True, help="Delete them.")
@pass_locations
def tidy(locations: Locations, yes: bool) -> int:
    """List files that nobody needs any more; --yes deletes them.

    Copies of the scores that are older than what people did is kept (quiz data keep-for), details of defects, settings
    that could not be read, and bank files as they were before a change whose banks are gone. With --yes the scores are
    also written anew, so that nothing that was deleted is left in their file.
    """
    found = [
        *litter(
            locations.store(),
            _too_old(locations.store()),
            Mending(own_banks(), kept_files()),
            bank_files(locations.folders()),
            system_clocks().wall(),
            settings=settings_file(),
        )
    ]
    failed = 0
    if yes and store_file(locations.store()) and (traces := _clear_traces(locations.store())):
        failed += 1
        print_line(f"Traces of what was deleted may be left in the scores. {traces} Then run this again.")
    for one in found:
        print_line(f"{one.file}: {one.why}.")
        if yes:
            try:
                one.file.unlink(missing_ok=True)
            except OSError as error:
                failed += 1
                print_line(f"  It could not be deleted: {error.strerror}.")
    if not found:
        print_line("There is nothing to tidy away.")
    elif yes:
        print_line(f"{plural(sum(not one.file.exists() for one in found), 'file')} deleted.")
    else:
        print_line(f"{plural(len(found), 'file')}. quiz data tidy --yes deletes what is listed.")
    return FAILED if failed else OK


def _clear_traces(address: str) -> str:
    """Clear deleted data from the store's file, if there is one; return what prevents that, empty if nothing does."""
    try:
        open_store(address, read_only=True).close()
    except MissingStoreError:
        return ""
    with closing(open_store(address)) as store:
        return store.people.clear_traces()


def _too_old(address: str) -> int | None:
    """Return the time before which copies are too old; None if there is no rule, or nothing is kept yet."""
    try:
        with closing(open_store(address, read_only=True)) as store:
            rule = store.people.keep_for()
    except MissingStoreError:
        return None
    return too_old(period_of(rule), date.today()) if rule else None
