"""The command that shows the board: in the app, as lines of words, or as JSON."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date

import click

from quiz.cli.app import start_app
from quiz.cli.finding import one_bank
from quiz.cli.locations import Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, app_can_run, print_json
from quiz.paths import settings_file
from quiz.questions.text import plural
from quiz.reports.standings import By, Standing, initials, since_when, standings
from quiz.services.requests import BoardRequest
from quiz.services.settings import read_settings
from quiz.store.errors import MissingStoreError
from quiz.store.store import open_store


@click.command()
@takes_locations
@click.argument("bank", required=False, shell_complete=complete_bank)
@click.option("--by", type=click.Choice(["player", "team"]), default="player", help="Teams rank by their members' mean.")
@click.option("--since", metavar="today|7d|DATE", help="Only what was reached on that day or later.")
@click.option("--initials", is_flag=True, help="Show initials in place of players' names.")
@click.option("--plain", is_flag=True, help="Print the board once, in lines of words.")
@click.option("--json", "as_json", is_flag=True, help="Print the board once, as one JSON document.")
@pass_locations
def board(
    locations: Locations, bank: str | None, by: By, since: str | None, initials: bool, plain: bool, as_json: bool
) -> int:
    """Show the leaderboard of BANK, an id from "quiz bank list", or of all banks together.

    Where input or output is no terminal it is printed once, as with --plain.
    """
    if plain and as_json:
        raise click.UsageError("--plain and --json do not go together.")
    request = BoardRequest(bank=bank, by=by, since=_since(since), initials=initials or _initials_only())
    if not plain and not as_json and app_can_run():
        return start_app(locations, board=_of_known_bank(locations, request))
    found = _standings(locations, request)
    if not found:
        # A bank that is gone may well have a board, but one that never was would have an empty one for ever.
        request = _of_known_bank(locations, request)
        found = _standings(locations, request)
    if as_json:
        print_json([_row(standing, request) for standing in found])
    else:
        _say(found, request, since)
    return OK


def _since(text: str | None) -> int | None:
    """Return the time at which the day that was typed begins here, milliseconds UTC. Raises BadParameter."""
    try:
        return None if text is None else since_when(text, date.today(), None)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--since'") from None


def _initials_only() -> bool:
    return read_settings(settings_file()).initials_only


def _standings(locations: Locations, request: BoardRequest) -> list[Standing]:
    """Read the board. A file of scores that nobody has written yet is an empty board, and is not made by looking."""
    try:
        with closing(open_store(locations.store(), read_only=True)) as store:
            return standings(store, request.bank, request.by, request.since)
    except MissingStoreError:
        return []


def _of_known_bank(locations: Locations, request: BoardRequest) -> BoardRequest:
    """Return the request with the id of the bank that was named by id or file. Raises CliError where there is none."""
    if request.bank is None:
        return request
    return replace(request, bank=one_bank(locations, request.bank).id)


def _row(standing: Standing, request: BoardRequest) -> dict[str, object]:
    return {
        "rank": standing.rank,
        "name": _name(standing, request),
        "team": standing.team,
        "points": _points(standing),
        "mark": standing.mark,
        "bank": standing.bank,
        "at": standing.at,
    }


def _say(found: list[Standing], request: BoardRequest, since: str | None) -> None:
    """Print the board as sentences, one a line."""
    of = f'the bank "{request.bank}"' if request.bank else "all banks"
    from_when = f", since {since}" if since else ""
    click.echo(f"Leaderboard of {of}, by {request.by}{from_when}.")
    if not found:
        click.echo("Nobody is on this board yet.")
    shared = Counter(standing.rank for standing in found)
    for standing in found:
        equal = " equal" if shared[standing.rank] > 1 else ""
        click.echo(f"Rank {standing.rank}{equal}: {', '.join(_parts(standing, request))}.")


def _parts(standing: Standing, request: BoardRequest) -> list[str]:
    points = plural(_points(standing), "point", ",")
    if request.by == "team":
        return [f"team {standing.name}", plural(standing.members, "member"), f"{points} on average"]
    team = [f"team {standing.team}"] if standing.team else []
    return [_name(standing, request), *team, points]


def _name(standing: Standing, request: BoardRequest) -> str:
    """Return the name as it is shown; a team is nobody in particular, so its name always stands."""
    return initials(standing.name) if request.initials and request.by == "player" else standing.name


def _points(standing: Standing) -> int | float:
    """Return whole points as a whole number; a mean may have a decimal place."""
    return int(standing.points) if standing.points.is_integer() else standing.points
