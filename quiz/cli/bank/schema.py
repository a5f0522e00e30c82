"""The command that prints what an editor needs to complete and check a bank."""

import click

from quiz.banks.schema import bank_schema_text
from quiz.cli.locations import takes_locations


@click.command()
@takes_locations
def schema() -> None:
    """Print the JSON Schema of a bank file, with which an editor completes and checks it."""
    # As bytes, so that a redirected file is UTF-8 with plain line ends on every machine.
    click.echo(bank_schema_text().encode(), nl=False)
