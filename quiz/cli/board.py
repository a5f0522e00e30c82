"""The command that shows the board: in the app, as lines of words, or as JSON."""

from collections import Counter
from dataclasses import replace

import click

from quiz.cli.app import start_app
from quiz.cli.finding import one_bank, one_site, since_typed
from quiz.cli.locations import Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, app_can_run, print_json
from quiz.cli.scores import from_scores
from quiz.paths import settings_file
from quiz.questions.text import people, plural
from quiz.reports.standings import NAME_A_SITE, By, Standing, initials, standings
from quiz.services.requests import BoardRequest
from quiz.services.settings import read_settings
from quiz.store.store import Store


@click.command()
@takes_locations
@click.argument("bank", required=False, shell_complete=complete_bank)
@click.option(
    "--by",
    type=click.Choice(["player", "team", "site"]),
    default="player",
    help="Teams and sites rank by the mean of their people.",
)
@click.option("--site", metavar="NAME", help="Only what was played on this site of the school; else on all.")
@click.option("--since", metavar="today|7d|DATE", help="Only what was reached on that day or later.")
@click.option("--initials", is_flag=True, help="Show initials in place of players' names.")
@click.option("--plain", is_flag=True, help="Print the board once, in lines of words.")
@click.option("--json", "as_json", is_flag=True, help="Print the board once, as one JSON document.")
@pass_locations
def board(
    locations: Locations,
    bank: str | None,
    by: By,
    site: str | None,
    since: str | None,
    initials: bool,
    plain: bool,
    as_json: bool,
) -> int:
    """Show the leaderboard of BANK, an id from "quiz bank list" or a file, or of all banks together.

    Where input or output is no terminal it is printed once, as with --plain.
    """
    if plain and as_json:
        raise click.UsageError("--plain and --json do not go together.")
    if site is not None and by == "site":
        raise click.UsageError("--by site shows every site, so --site does not go with it.")
    request = BoardRequest(
        bank=bank,
        by=by,
        since=since_typed(since),
        initials=initials or _initials_only(),
        site="" if site is None else one_site(site, from_scores(locations, Store.sites, [])),
    )
    if not plain and not as_json and app_can_run():
        return start_app(locations, board=_of_known_bank(locations, request))
    found = _standings(locations, request)
    if not found:
        # A bank that is gone may still have a board; for one that never existed it would be empty for ever.
        request = _of_known_bank(locations, request)
        found = _standings(locations, request)
    if as_json:
        print_json([_row(standing, request) for standing in found])
    else:
        _say(found, request, since)
    return OK


def _initials_only() -> bool:
    return read_settings(settings_file()).initials_only


def _standings(locations: Locations, request: BoardRequest) -> list[Standing]:
    """Read the board; without scores it is empty."""
    bank, by, since, site = request.bank, request.by, request.since, request.site
    return from_scores(locations, lambda store: standings(store, bank, by, since, site=site), [])


def _of_known_bank(locations: Locations, request: BoardRequest) -> BoardRequest:
    """Return the request with the id of the bank that was named by id or file. Raises CliError if there is none."""
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
    """Print the board as sentences, one on each line."""
    of = f'the bank "{request.bank}"' if request.bank else "all banks"
    site = f', site "{request.site}"' if request.site else ""
    from_when = f", since {since}" if since else ""
    click.echo(f"Leaderboard of {of}{site}, by {request.by}{from_when}.")
    if not found:
        nobody = f"No site is on this board yet. {NAME_A_SITE}" if request.by == "site" else "Nobody is on this board yet."
        click.echo(nobody)
    shared = Counter(standing.rank for standing in found)
    for standing in found:
        equal = " equal" if shared[standing.rank] > 1 else ""
        click.echo(f"Rank {standing.rank}{equal}: {', '.join(_parts(standing, request))}.")


def _parts(standing: Standing, request: BoardRequest) -> list[str]:
    points = plural(_points(standing), "point", ",")
    if request.by == "team":
        return [f"team {standing.name}", plural(standing.members, "member"), f"{points} on average"]
    if request.by == "site":
        return [f"site {standing.name}", people(standing.members), f"{points} on average"]
    team = [f"team {standing.team}"] if standing.team else []
    return [_name(standing, request), *team, points]


def _name(standing: Standing, request: BoardRequest) -> str:
    """Return the name as shown; initials are for people only, since a team or a site is nobody in particular."""
    return initials(standing.name) if request.initials and request.by == "player" else standing.name


def _points(standing: Standing) -> int | float:
    """Return whole points as a whole number; a mean may have a decimal place."""
    return int(standing.points) if standing.points.is_integer() else standing.points
