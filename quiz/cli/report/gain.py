"""The command that reports the gain from a training."""

import click
import msgspec

from quiz.cli.finding import bank_that_was_played, since_typed
from quiz.cli.locations import Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, print_json, print_line
from quiz.cli.scores import from_scores
from quiz.reports.gain import gain_lines, gain_of
from quiz.store.finished import FinishedAttempt


@click.command()
@takes_locations
@click.argument("bank", shell_complete=complete_bank)
@click.option("--before", metavar="DATE", required=True, help="What was begun before this day is before the training.")
@click.option("--after", metavar="DATE", help="What was begun on this day or later is after it; else on the same day.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def gain(locations: Locations, bank: str, before: str, after: str | None, as_json: bool) -> int:
    """Say how far people have come at BANK who finished a quiz before a training and one after it.

    Of each the last quiz before counts, and the first after. Means are told of ten people or more.
    """
    begins = since_typed(before, "--before")
    ends = begins if after is None else since_typed(after, "--after")
    assert begins is not None
    assert ends is not None
    if ends < begins:
        raise click.UsageError("--after is a day before --before. Turn them round.")
    named = bank_that_was_played(locations, bank)
    finished: list[FinishedAttempt] = from_scores(locations, lambda store: store.finished_attempts(named.id), [])
    found = gain_of(finished, begins, ends)
    if as_json:
        print_json(msgspec.to_builtins(found))
    else:
        for line in gain_lines(found, named.title):
            print_line(line)
    return OK
