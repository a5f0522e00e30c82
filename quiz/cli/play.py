"""The command that plays a quiz: in the app, or line by line."""

import click

from quiz.cli.app import app_request, start_app
from quiz.cli.console import plain_console
from quiz.cli.finding import one_bank, refusing
from quiz.cli.locations import Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import app_can_run
from quiz.play.points import PRESETS
from quiz.services.requests import PlayRequest
from quiz.services.services import Services
from quiz.services.settings import EXTRA_TIMES, read_settings

_LARGEST_SEED = 2**63 - 1


@click.command()
@takes_locations
@click.argument("bank", required=False, shell_complete=complete_bank)
@click.option("--plain", is_flag=True, help="Line by line: for screen readers, Braille displays and pipes.")
@click.option("--learn", is_flag=True, help="Practise: no clock, and it counts on no board.")
@click.option("--player", metavar="NAME", help="Who plays; else the name in the settings.")
@click.option("--team", metavar="TEAM", help="The player's department or house.")
@click.option("--questions", metavar="N", type=click.IntRange(min=0), help="How many questions; 0 for all.")
@click.option("--topic", metavar="T", help="Only questions on this topic.")
@click.option("--preset", type=click.Choice(tuple(PRESETS)), help="How points are given.")
@click.option("--extra-time", type=click.Choice(EXTRA_TIMES), help="Longer time limits, or none; --plain has none.")
@click.option("--seed", metavar="N", type=click.IntRange(0, _LARGEST_SEED), help="Draw the same quiz for the same number.")
@click.option("--json", "as_json", is_flag=True, help="Play line by line and print the attempt as one JSON document.")
@pass_locations
def play(
    locations: Locations,
    bank: str | None,
    plain: bool,
    learn: bool,
    player: str | None,
    team: str | None,
    questions: int | None,
    topic: str | None,
    preset: str | None,
    extra_time: str | None,
    seed: int | None,
    as_json: bool,
) -> int:
    """Play a quiz: BANK is an id from "quiz bank list", or a bank file.

    Where input or output is no terminal it is played line by line, as with --plain.
    """
    request = PlayRequest(
        bank=bank,
        player=player,
        team=team,
        questions=questions,
        topic=topic,
        preset=preset,
        extra_time=extra_time,
        seed=seed,
        learn=learn,
    )
    if plain or as_json or not app_can_run():
        return _play_plain(locations, request, as_json)
    _refuse_what_cannot_begin(locations, request)
    return start_app(locations, play=request)


def _play_plain(locations: Locations, request: PlayRequest, as_json: bool) -> int:
    # Only the front end in use is imported.
    from quiz.plain import play_plain

    asked = app_request(locations, play=request, origin="plain")
    return play_plain(Services(asked), read_settings(asked.settings_file), plain_console(as_json), as_json=as_json)


def _refuse_what_cannot_begin(locations: Locations, request: PlayRequest) -> None:
    """Refuse a bank or name in the shell where it was typed, before the app opens."""
    with refusing():
        request.check_names()
    if request.bank is not None:
        one_bank(locations, request.bank)
