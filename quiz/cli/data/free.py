"""The command that lets a name go from the browser that it is bound to."""

import click

from quiz.cli.data.naming import held, print_lines
from quiz.cli.finding import refusing
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import OK
from quiz.services.attempt_session import system_clocks
from quiz.services.identity import free_name


@click.command()
@takes_locations
@click.argument("name")
@pass_locations
def free(locations: Locations, name: str) -> int:
    """Let NAME go from the browser that it is bound to, so that its owner can take it anew.

    For somebody who has a new device, or whose name was played under before it was used in a browser. Whatever browser has
    it now is out at once. The word that is printed takes the name once: give it to nobody but the person.
    """
    with held(locations, name, read_only=False) as (store, holding), refusing():
        player, word = free_name(store, holding.name, system_clocks().wall())
    print_lines(
        [
            f"{player.name} can be taken in a browser once more, with all that was played under it.",
            f"The word for it: {word}",
            "Give it to nobody but the person. It is used up at once; this command makes another.",
        ]
    )
    return OK
