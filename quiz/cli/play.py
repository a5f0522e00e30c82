"""The command that plays a quiz: in the app, or line by line."""

import sys
import time
from random import SystemRandom
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from quiz.cli.app import start_app
from quiz.cli.locations import Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import CliError, app_can_run, is_terminal, print_error, read_line
from quiz.paths import settings_file
from quiz.services.requests import PlayRequest
from quiz.services.school import read_school, school_file
from quiz.services.settings import EXTRA_TIMES, PRESETS, read_settings

if TYPE_CHECKING:
    from quiz.plain import Console
    from quiz.services.attempt_session import Clocks

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


def _play_plain(places: Locations, request: PlayRequest, as_json: bool) -> int:
    # Of the two front ends only the one that plays is imported.
    from quiz.plain import play_plain

    return play_plain(
        request,
        bank_folders=places.folders(),
        store_address=places.store(),
        settings=read_settings(settings_file()),
        streams=_streams(as_json),
        clocks=_clocks(),
        seed=lambda: SystemRandom().getrandbits(31),
        names=read_school(school_file(settings_file())).names,
        as_json=as_json,
    )


def _refuse_what_cannot_begin(places: Locations, request: PlayRequest) -> None:
    """Say that a bank or name cannot be taken in the shell where it was typed, not in an app that opens on it."""
    from quiz.plain.beginning import check_names, choose_bank
    from quiz.plain.console import CannotPlayError

    try:
        check_names(request)
        if request.bank is not None:
            choose_bank(request.bank, places.folders(), _streams(as_json=False))
    except CannotPlayError as refusal:
        for sentence in refusal.sentences[:-1]:
            print_error(sentence)
        raise CliError(refusal.sentences[-1], refusal.status) from None


def _streams(as_json: bool) -> "Console":
    """Return the streams of plain play; with ``as_json`` all that is said goes to standard error."""
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


def _clocks() -> "Clocks":
    from quiz.services.attempt_session import Clocks

    return Clocks(monotonic=time.monotonic, wall=lambda: time.time_ns() // 1_000_000)
