"""The command that takes a seat in a live game, in a terminal."""

import asyncio
from importlib.util import find_spec

import click

from quiz.cli.locations import takes_locations
from quiz.cli.program import FAILED, CliError, app_can_run, read_line
from quiz.paths import install_command, settings_file
from quiz.services.settings import read_settings


@click.command()
@takes_locations
@click.argument("address")
@click.option("--plain", is_flag=True, help="Line by line: for screen readers, Braille displays and pipes.")
@click.option("--code", default="", help="The code on the big screen.")
@click.option("--name", default="", help="A nickname; else the one in the settings.")
@click.option("--team", default="", help="Your team.")
def join(address: str, plain: bool, code: str, name: str, team: str) -> int:
    """Take a seat in a live game: ADDRESS is what stands on the big screen, for example 192.168.1.20:8000."""
    if not find_spec("aiohttp"):
        raise CliError(f"Joining needs one more package ({install_command('aiohttp')}). A browser needs nothing.", FAILED)
    # Imported only now: all of them need aiohttp, and only one of the two pads is used.
    from quiz.live.client import UnreachableError, read_address

    try:
        host, code_there = read_address(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="ADDRESS") from None
    settings = read_settings(settings_file())
    known = {"code": code or code_there, "name": name or settings.player, "team": team or settings.team}
    if plain or not app_can_run():
        from quiz.live.plain_pad import PlainPad

        try:
            return asyncio.run(PlainPad(host, read_line, click.echo, **known).run())
        except UnreachableError as error:
            raise CliError(str(error), FAILED) from None
    from quiz.live.terminal_pad import TerminalPad
    from quiz.tui.running import run_on_terminal

    app = TerminalPad(host, settings.theme, code=known["code"], name=known["name"], team=known["team"])
    app.move_as(settings.movement)
    return run_on_terminal(app)
