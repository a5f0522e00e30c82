"""The command that asks again what is due, in the app or line by line, or says in one line whether anything is."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import click

from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, app_can_run, print_line
from quiz.paths import settings_file
from quiz.questions.text import about_minutes
from quiz.services.settings import read_settings
from quiz.store.due import Due, due_in_file
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.location import store_file

if TYPE_CHECKING:
    from quiz.services.requests import PlayRequest
    from quiz.services.services import Services

# A starting shell waits for --due: what only the other ways need is imported where they begin.


@click.command()
@takes_locations
@click.option("--plain", is_flag=True, help="Line by line: for screen readers, Braille displays and pipes.")
@click.option("--new", is_flag=True, help="Where there is room, ask questions that were never asked, too.")
@click.option("--due", is_flag=True, help="Only say in one line what is due today, or nothing: for a shell's profile.")
@click.option("--player", metavar="NAME", help="Who plays; else the name in the settings.")
@click.option("--json", "as_json", is_flag=True, help="Play line by line and print what came of it as one JSON document.")
@pass_locations
def topup(locations: Locations, plain: bool, new: bool, due: bool, player: str | None, as_json: bool) -> int:
    """Ask again a few questions that you may have forgotten: five at most, on no board.

    Where nothing is due it says when something will be.
    """
    if due:
        if plain or new or as_json:
            raise click.UsageError("--due only tells what is due: it goes with --player and nothing else.")
        return _tell_due(locations, player)
    from quiz.services.requests import PlayRequest, TopUpRequest

    request = PlayRequest(player=player)
    if plain or as_json or not app_can_run():
        return _top_up_plain(locations, request, new, as_json)
    from quiz.cli.app import start_app
    from quiz.cli.finding import refusing

    with refusing():
        request.check_names()
    if nothing := _nothing_due(locations, request, new):
        print_line(nothing)
        return OK
    return start_app(locations, play=request, top_up=TopUpRequest(new=new))


def _top_up_plain(locations: Locations, request: "PlayRequest", new: bool, as_json: bool) -> int:
    from quiz.cli.app import app_request
    from quiz.cli.console import plain_console
    from quiz.plain import top_up_plain
    from quiz.services.services import Services

    asked = app_request(locations, play=request, origin="plain")
    settings = read_settings(asked.settings_file)
    return top_up_plain(Services(asked), settings, plain_console(as_json), new=new, as_json=as_json)


def _nothing_due(locations: Locations, request: "PlayRequest", new: bool) -> str:
    """Return the sentence that says that nothing is due; empty if something is, or the app has to ask who plays."""
    from quiz.questions.names import tidy_name
    from quiz.services.topups import nothing_due, nothing_played

    name = tidy_name(request.player or read_settings(settings_file()).player)
    if new or not name:
        return ""
    with _only_read(locations) as services:
        person = services.store.find_player(name) if services.has_store else None
        if person is None:
            return nothing_played(name)
        found = services.top_up(person)
        if not found.questions:
            # A bank may have gone since this was worked out: --due would promise questions that no longer exist.
            _keep_reckoned(locations, person.id, services.reckon_due(person))
        return "" if found.questions else nothing_due(found, services.clocks.today())


def _tell_due(locations: Locations, player: str | None) -> int:
    """Say in one line what is due, if anything is. Shells wait for this as they start, so the kept answer is tried first."""
    name = player or read_settings(settings_file()).player
    if name:
        now, file = time.time_ns() // 1_000_000, store_file(locations.store())
        try:
            found = (due_in_file(file, name, now) if file else None) or _reckoned_now(locations, name, now)
        except StoreError:
            # Nobody who opens a shell wants to hear about a database that is unreachable.
            return FAILED
        if found and found.questions:
            print_line(f"Today: {about_minutes(found.questions, found.minutes)}. To play: quiz topup")
    return OK


def _reckoned_now(locations: Locations, name: str, now: int) -> Due | None:
    """Work out from the answers what is due, and keep that for next time if possible. Raises StoreError."""
    from quiz.questions.names import tidy_name

    with _only_read(locations) as services:
        person = services.store.find_player(tidy_name(name)) if services.has_store else None
        reckoned = services.reckon_due(person) if person else []
    if person:
        _keep_reckoned(locations, person.id, reckoned)
    return max((one for one in reckoned if one.next_at <= now), default=None)


def _keep_reckoned(locations: Locations, player_id: str, reckoned: list[Due]) -> None:
    """Keep what was worked out for next time, if possible."""
    from quiz.store.store import open_store

    with suppress(StoreError), closing(open_store(locations.store())) as store:
        store.keep_due(player_id, reckoned)


@contextmanager
def _only_read(locations: Locations) -> "Iterator[Services]":
    """Open banks and scores to look at them, without making a file of scores."""
    from quiz.cli.app import app_request
    from quiz.services.services import Services

    with closing(Services(app_request(locations))) as services:
        with suppress(MissingStoreError):
            services.open_store(read_only=True)
        yield services
