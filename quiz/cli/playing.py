"""The command that plays, and the way into the app."""

import sys
from typing import TYPE_CHECKING

import click

from quiz.cli.locations import Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import WRONG_USAGE, CliError, app_can_run, is_terminal, print_error, read_line
from quiz.services.settings import EXTRA_TIMES, PRESETS

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.plain import Console
    from quiz.services.requests import AppRequest, BoardRequest, PlayRequest

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
@click.option("--preset", type=click.Choice(PRESETS), help="How points are given.")
@click.option("--extra-time", type=click.Choice(EXTRA_TIMES), help="Longer time limits, or none.")
@click.option("--seed", metavar="N", type=click.IntRange(0, _LARGEST_SEED), help="Draw the same quiz for the same number.")
@click.option("--json", "as_json", is_flag=True, help="Play line by line and print the attempt as one JSON document.")
@pass_locations
def play(
    places: Locations,
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
    from quiz.services.requests import PlayRequest

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
        return _play_plain(places, request, as_json)
    _refuse_what_cannot_begin(places, request)
    return start_app(places, play=request)


def start_app(
    places: Locations,
    *,
    play: "PlayRequest | None" = None,
    board: "BoardRequest | None" = None,
    preview: "Path | None" = None,
) -> int:
    """Run the app, at a quiz, a board or a bank's preview where one is asked for, and return its status. Raises CliError."""
    if not app_can_run():
        message = "The app needs a terminal for its input and output. Play line by line: quiz play BANK --plain"
        raise CliError(message, WRONG_USAGE)
    request = app_request(places, play=play, board=board, preview=preview)
    from quiz.tui.app import run_app

    return run_app(request)


def app_request(
    places: Locations,
    *,
    play: "PlayRequest | None" = None,
    board: "BoardRequest | None" = None,
    preview: "Path | None" = None,
) -> "AppRequest":
    """Return what was asked for together with where everything is. Raises CliError."""
    from quiz.paths import settings_file
    from quiz.services.requests import AppRequest, PlayRequest

    return AppRequest(
        store=places.store(),
        bank_folders=tuple(places.folders()),
        settings_file=settings_file(),
        play=play or PlayRequest(),
        board=board,
        preview=preview,
    )


def _play_plain(places: Locations, request: "PlayRequest", as_json: bool) -> int:
    from quiz.plain import play_plain
    from quiz.services.services import Services
    from quiz.services.settings import read_settings

    asked = app_request(places, play=request)
    return play_plain(Services(asked), read_settings(asked.settings_file), _console(as_json), as_json=as_json)


def _refuse_what_cannot_begin(places: Locations, request: "PlayRequest") -> None:
    """Say that a bank or name cannot be taken in the shell where it was typed, not in an app that opens on it."""
    from quiz.cli.finding import one_bank, refusing

    with refusing():
        request.check_names()
    if request.bank is not None:
        one_bank(places, request.bank)


def _console(as_json: bool) -> "Console":
    """Return the console of plain play; with ``as_json`` all that is said goes to standard error."""
    from shutil import get_terminal_size

    from quiz.plain import Console, wrap

    def say(line: str) -> None:
        on_terminal = is_terminal(sys.stderr if as_json else sys.stdout)
        click.echo(wrap(line, get_terminal_size().columns) if on_terminal else line, err=as_json)

    return Console(
        read_line=read_line,
        say=say,
        result=click.echo,
        interactive=is_terminal(sys.stdin),
        print_error=print_error,
    )
