"""The command that shows somebody's progress."""

from contextlib import closing

import click

from quiz.cli.app import app_request
from quiz.cli.finding import refusing
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, CliError, print_line
from quiz.plain.progress_lines import progress_lines
from quiz.questions.names import tidy_name
from quiz.services.requests import PlayRequest
from quiz.services.services import Services
from quiz.services.settings import read_settings
from quiz.services.topups import nothing_played
from quiz.store.errors import MissingStoreError


@click.command()
@takes_locations
@click.option("--player", metavar="NAME", help="Who played; else the name in the settings.")
@pass_locations
def progress(locations: Locations, player: str | None) -> int:
    """Say how you stand: your marks, what you are likely to know, what comes again when.

    Nothing is compared with others.
    """
    request = app_request(locations)
    with refusing():
        PlayRequest(player=player).check_names()
    name = tidy_name(player or read_settings(request.settings_file).player)
    if not name:
        raise CliError("Say whose progress: quiz progress --player NAME")
    with closing(Services(request)) as services:
        try:
            services.open_store(read_only=True)
            person = services.store.find_player(name)
        except MissingStoreError:
            person = None
        if person is None:
            print_line(nothing_played(name))
            return FAILED
        elsewhere = services.store.latest_answers(person.id).keys() - services.banks.keys()
        if services.library.broken:
            # The id of a bank that cannot be read is unknown, and may be one of these.
            elsewhere = set()
        found, today = services.overview(person), services.clocks.today()
        for line in progress_lines(person.name, found, today, elsewhere=len(elsewhere)):
            print_line(line)
    return OK
