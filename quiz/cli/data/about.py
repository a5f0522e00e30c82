"""The command that says what is kept under a name."""

import click

from quiz.cli.data.naming import held, print_lines
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK


@click.command()
@takes_locations
@click.argument("name")
@pass_locations
def about(locations: Locations, name: str) -> int:
    """Say what is kept under NAME, and where.

    A person who plays here and a guest of live games are told apart: a guest is anybody who typed that name on a phone.
    """
    with held(locations, name, read_only=True) as (store, holding):
        print_lines(holding.lines(store.location))
    return OK if holding.person or holding.guest or holding.settings_file or holding.certified else FAILED
