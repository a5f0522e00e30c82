"""The command that shows the board: in the app, as lines of words, or as JSON."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import click

from quiz.cli.places import Places, complete_bank, pass_places, takes_places
from quiz.cli.playing import start_app
from quiz.cli.program import PROBLEMS, WELL, Refusal, app_can_run, counted, print_json

if TYPE_CHECKING:
    from quiz.report.standings import Standing
    from quiz.request import BoardRequest


@click.command()
@takes_places
@click.argument("bank", required=False, shell_complete=complete_bank)
@click.option("--by", type=click.Choice(["player", "team"]), default="player", help="Teams rank by their members' mean.")
@click.option("--since", metavar="today|7d|DATE", help="Only what was reached on that day or later.")
@click.option("--initials", is_flag=True, help="Show initials in place of players' names.")
@click.option("--plain", is_flag=True, help="Print the board once, in lines of words.")
@click.option("--json", "as_json", is_flag=True, help="Print the board once, as one JSON document.")
@pass_places
def board(places: Places, bank: str | None, by: str, since: str | None, initials: bool, plain: bool, as_json: bool) -> int:
    """Show the leaderboard of BANK, an id from "quiz bank list", or of all banks together.

    Where input or output is no terminal it is printed once, as with --plain.
    """
    from quiz.request import BoardRequest

    if plain and as_json:
        raise click.UsageError("--plain and --json do not go together.")
    request = BoardRequest(bank=bank, by=by, since=_since(since), initials=initials or _initials_only())
    if not plain and not as_json and app_can_run():
        _refuse_unknown(places, bank)
        return start_app(places, board=request)
    found = _standings(places, request)
    if not found:
        _refuse_unknown(places, bank)
    if as_json:
        print_json([_row(standing, request) for standing in found])
    else:
        _say(found, request, since)
    return WELL


def _since(text: str | None) -> int | None:
    """Return the time at which the day that was typed begins here, milliseconds UTC. Raises BadParameter."""
    from quiz.report.standings import since_when

    try:
        return None if text is None else since_when(text, date.today(), None)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--since'") from None


def _initials_only() -> bool:
    from quiz.paths import settings_file
    from quiz.settings import read_settings

    return read_settings(settings_file()).initials_only


def _standings(places: Places, request: "BoardRequest") -> "list[Standing]":
    """Read the board. A file of scores that nobody has written yet is an empty board, and is not made by looking."""
    from contextlib import closing

    from quiz.report.standings import standings
    from quiz.store.store import open_store

    address = places.store()
    if not _may_hold_scores(address):
        return []
    with closing(open_store(address)) as store:
        return standings(store, request.bank, "team" if request.by == "team" else "player", request.since)


def _may_hold_scores(address: str) -> bool:
    from quiz.paths import expand, is_missing, lacks_home

    # Of a home folder that nobody has the store itself says what is wrong.
    file = expand(address)
    return "://" in address or address == ":memory:" or lacks_home(file) or not is_missing(file)


def _refuse_unknown(places: Places, bank: str | None) -> None:
    """Raise Refusal where there is no such bank: its board would stay empty for ever."""
    if bank is None:
        return
    from quiz.bank.problems import nearest, shown

    known = places.library().banks
    if bank not in known:
        near = nearest(bank, known) if known else "No bank was found at all."
        raise Refusal(f"There is no bank {shown(bank)}. {near}", PROBLEMS)


def _row(standing: "Standing", request: "BoardRequest") -> dict[str, object]:
    return {
        "rank": standing.rank,
        "name": _name(standing, request),
        "team": standing.team,
        "points": _points(standing),
        "mark": standing.mark,
        "bank": standing.bank,
        "at": standing.at,
    }


def _say(found: "list[Standing]", request: "BoardRequest", since: str | None) -> None:
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


def _parts(standing: "Standing", request: "BoardRequest") -> list[str]:
    points = f"{_points(standing):,} {'point' if standing.points == 1 else 'points'}"
    if request.by == "team":
        return [f"team {standing.name}", counted(standing.members, "member"), f"{points} on average"]
    team = [f"team {standing.team}"] if standing.team else []
    return [_name(standing, request), *team, points]


def _name(standing: "Standing", request: "BoardRequest") -> str:
    """Return the name as it is shown; a team is nobody in particular, so its name always stands."""
    from quiz.report.standings import initials

    return initials(standing.name) if request.initials and request.by == "player" else standing.name


def _points(standing: "Standing") -> int | float:
    """Return whole points as a whole number; a mean may have a decimal place."""
    return int(standing.points) if standing.points.is_integer() else standing.points
