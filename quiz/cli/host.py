"""The command that hosts a live game."""

import ssl
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import click

from quiz.cli.app import app_request
from quiz.cli.finding import refusing
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import FAILED, WRONG_USAGE, CliError, app_can_run
from quiz.files import read_file
from quiz.game.planning import QUESTIONS
from quiz.live.endpoint import public_address
from quiz.live.host_request import PORT, HostRequest, read_teams
from quiz.services.bank_finding import refuse_empty
from quiz.services.services import Services
from quiz.services.settings import read_settings
from quiz.store.games import GameRecord
from quiz.store.store import Store


@click.command()
@takes_locations
@click.argument("asked", nargs=-1, metavar="[BANK]...", shell_complete=complete_bank)
@click.option("--questions", metavar="N", type=click.IntRange(min=0), default=QUESTIONS, help="How many; 0 for all.")
@click.option("--rounds", metavar="N", type=click.IntRange(1, 50), default=1, help="Standings are shown after each round.")
@click.option(
    "--mood",
    type=click.Choice(["playful", "serious"]),
    default="playful",
    help="Playful: time limits, points for speed. Serious: waits for everybody, an answer may be changed.",
)
@click.option(
    "--points", type=click.Choice(["steady", "accuracy", "classic"]), help="How points are given; else by the mood."
)
@click.option("--time-limit/--no-time-limit", "timed", default=None, help="With or without a clock; else by the mood.")
@click.option("--teams", metavar="A,B,C", default="", help="Teams to choose from; else everybody names their own, or none.")
@click.option("--hands", is_flag=True, help="No devices: the hall holds up hands or cards and you type the counts.")
@click.option("--lan", is_flag=True, help="Let the phones and laptops of this network join.")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, help=f"Where pads join; {PORT} if not said."
)
@click.option("--public-url", metavar="URL", default="", help="The address that people type, where a proxy stands in front.")
@click.option(
    "--cert",
    metavar="FILE",
    type=FilePath(exists=True, dir_okay=False),
    help="Certificate, for https of its own.",
)
@click.option(
    "--key",
    metavar="FILE",
    type=FilePath(exists=True, dir_okay=False),
    help="The certificate's private key.",
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**31), help="Draw the same questions for the same number.")
@click.option("--resume", is_flag=True, help="Go on with the game that was interrupted last.")
@pass_locations
def host(
    locations: Locations,
    asked: tuple[str, ...],
    questions: int,
    rounds: int,
    mood: str,
    points: str | None,
    timed: bool | None,
    teams: str,
    hands: bool,
    lan: bool,
    port: int,
    public_url: str,
    cert: Path | None,
    key: Path | None,
    seed: int | None,
    resume: bool,
) -> int:
    """Play live with a hall: this screen goes on the projector, the hall answers on phones or with hands.

    BANK is an id from "quiz bank list", or a bank file; several may be named. Without one a screen asks for everything.
    Only this machine can join until you say --lan; then anybody in this network who has the address and the code on the
    screen can.
    """
    if not app_can_run():
        raise CliError("Hosting needs a terminal for its input and output.", WRONG_USAGE)
    if hands and (lan or public_url or cert or key):
        raise click.UsageError("--hands opens no network, so --lan, --public-url, --cert and --key do not go with it.")
    if bool(cert) != bool(key):
        raise click.UsageError("--cert and --key go together.")
    if not hands:
        _refuse_without_libraries()
    try:
        named = read_teams(teams)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--teams'") from None
    request = HostRequest(
        banks=asked,
        questions=questions,
        rounds=rounds,
        mood="serious" if mood == "serious" else "playful",
        preset=points,  # type: ignore[arg-type]  # one of the choices
        timed=timed,
        teams=named,
        hands=hands,
        lan=lan,
        port=port,
        public_url=_public_url(public_url),
        certificate=_certificate(cert, key),
        key=str(key or ""),
        seed=seed,
    )
    return _host(locations, request, resume)


def _refuse_without_libraries() -> None:
    if not (find_spec("aiohttp") and find_spec("segno")):
        raise CliError(
            "Phones need two more packages: pip install 'inset-quiz[live]'. Without them: quiz host --hands", FAILED
        )


def _public_url(text: str) -> str:
    try:
        return public_address(text) if text else ""
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--public-url'") from None


def _certificate(certificate: Path | None, key: Path | None) -> str:
    """Try the two files, so that they are refused here and not in front of a hall."""
    if not certificate or not key:
        return ""
    # It needs aiohttp, which need not be there.
    from quiz.live.server import tls_context

    try:
        for file in (certificate, key):
            # A pipe would be waited for.
            read_file(file)
        tls_context(str(certificate), str(key))
    except ssl.SSLError:
        raise CliError(
            f'"{certificate}" and "{key}" are no certificate with its key in PEM format. Ask whoever made them.'
        ) from None
    return str(certificate)


def _host(locations: Locations, request: HostRequest, resume: bool) -> int:
    asked = app_request(locations)
    services = Services(asked)
    with refusing():
        # Each once, whether it was named by its id or its file.
        banks = {bank.id: bank for bank in map(services.find_bank, request.banks)}
        if not banks:
            refuse_empty(services.library)
    shadowed = tuple(bank.id for bank in banks.values() if services.library.shadows(bank))
    with closing(services):
        services.open_store()
        services.back_up()
        record = _interrupted(services.store) if resume else None
        # Only now, when nothing is refused any more: the app is most of the start-up.
        from quiz.live.host.app import HostApp
        from quiz.tui.running import run_on_terminal

        app = HostApp(
            services.store,
            services.banks,
            replace(request, banks=tuple(banks), shadowed=shadowed),
            services.clocks,
            services.new_seed(),
            settings=read_settings(asked.settings_file),
            names=services.names,
            record=record,
        )
        return run_on_terminal(app)


def _interrupted(store: Store) -> GameRecord:
    found = store.games.unfinished()
    if not found:
        raise CliError("No game was interrupted. Begin one: quiz host BANK")
    return found[0]
