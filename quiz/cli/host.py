"""The command that hosts a live game."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.addresses import has_password
from quiz.cli.app import app_request
from quiz.cli.finding import refusing
from quiz.cli.locations import Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.network import network_options, read_public_url, refuse_without_packages, try_certificate
from quiz.cli.program import WRONG_USAGE, CliError, app_can_run, print_error, print_line
from quiz.game.planning import QUESTIONS
from quiz.live.host_request import PORT, HostRequest, read_teams
from quiz.paths import command_line
from quiz.questions.diagnostics import quoted
from quiz.services.bank_finding import refuse_empty
from quiz.services.services import Services
from quiz.services.settings import read_settings
from quiz.store.games import GameRecord
from quiz.store.store import Store

if TYPE_CHECKING:
    from quiz.live.host.app import HostApp

_WITHOUT_PHONES = "Without them: quiz host --hands"


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
@click.option(
    "--approve",
    is_flag=True,
    help="You look at each name that is typed before the hall reads it; until then it is a Player 12. "
    "Those that the program suggests stand at once.",
)
@click.option("--suggested-names", is_flag=True, help="Only nicknames that the program suggests are taken.")
@click.option("--how-sure", is_flag=True, help="Ask players how sure they are of each answer; it moves no points.")
@click.option("--lan", is_flag=True, help="Let the phones and laptops of this network join.")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), help=f"Where pads join; {PORT} if not said.")
@network_options
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**31), help="Draw the same questions for the same number.")
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with this site's game that was interrupted last, in the same place if nothing else is said.",
)
@click.option("--site", metavar="NAME", help="With --resume: the game of another one of the school's sites.")
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
    approve: bool,
    suggested_names: bool,
    how_sure: bool,
    lan: bool,
    port: int | None,
    public_url: str,
    cert: Path | None,
    key: Path | None,
    seed: int | None,
    resume: bool,
    site: str | None,
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
    if hands and (approve or suggested_names):
        raise click.UsageError("With --hands nobody has a name, so --approve and --suggested-names do not go with it.")
    if hands and how_sure:
        raise click.UsageError("With --hands nobody can say how sure they are, so --how-sure does not go with it.")
    if bool(cert) != bool(key):
        raise click.UsageError("--cert and --key go together.")
    if site is not None and not resume:
        raise click.UsageError("--site goes with --resume alone: a new game is of the site that school.toml names.")
    if not hands and not resume:
        refuse_without_packages("Phones", _WITHOUT_PHONES)
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
        approve=approve,
        suggested_names=suggested_names,
        how_sure=how_sure,
        lan=lan,
        port=port,
        public_url=read_public_url(public_url),
        # Absolute paths: the game may be resumed from another folder.
        certificate=str(cert.absolute()) if cert else "",
        key=str(key.absolute()) if key else "",
        seed=seed,
    )
    try_certificate(request.certificate, request.key)
    return _host(locations, request, resume=resume, site=site)


def _host(locations: Locations, request: HostRequest, *, resume: bool, site: str | None) -> int:
    asked = app_request(locations)
    services = Services(asked)
    with refusing():
        # Each bank once, whether named by its id or its file.
        found = [(services.find_bank(text), text) for text in request.banks]
        if not found:
            refuse_empty(services.library)
    banks = {bank.id: bank for bank, _ in found}
    files = {bank.id: text for bank, text in found if services.library.banks.get(bank.id) is not bank}
    shadowed = tuple(bank.id for bank in banks.values() if services.library.shadows(bank))
    with closing(services):
        services.open_store()
        services.back_up()
        record = _interrupted(services.store, services.site if site is None else site) if resume else None
        if record:
            _check_as_at_the_start(record, request)
        # Imported only now that nothing can be refused: the app is most of the start-up.
        from quiz.live.host.app import HostApp
        from quiz.tui.running import run_on_terminal

        request = replace(request, banks=tuple(banks), shadowed=shadowed)
        settings = read_settings(asked.settings_file)
        app = HostApp(services, request, settings.theme, record=record)
        app.move_as(settings.movement)
        return run_on_terminal(app, lambda: _tell_what_is_left(app, locations, list(files.values())))


def _tell_what_is_left(app: "HostApp", locations: Locations, files: list[str]) -> None:
    """Say, after the app has ended, what was not kept, how to go on with the game, and where the report is."""
    if app.live_game and app.live_game.writer.trouble:
        print_line(str(app.live_game.writer.trouble))
    if app.left_game:
        plan = app.left_game.game.plan
        beside = app.request.options_beside(plan.door)
        beside += ["--site", plan.site] if plan.site != app.services.site else []
        print_line(f"Go on with it: {_command(locations, [*files, *beside])}")
    if app.kept_report:
        print_line(f"The report is kept: {app.kept_report}")


def _check_as_at_the_start(record: GameRecord, request: HostRequest) -> None:
    """Check that a resumed game can be hosted. Raises CliError as for a new one, or UsageError."""
    door = request.door(record.plan.door)
    if not record.plan.hands:
        refuse_without_packages("Phones", _WITHOUT_PHONES)
        try_certificate(door.certificate, door.key)
    elif request.lan or request.public_url or request.certificate:
        raise click.UsageError("That game is played with hands and opens no network: say quiz host --resume alone.")


def _command(locations: Locations, options: list[str]) -> str:
    """Return the command that resumes the game, with the locations that were given, but never a password."""
    store = locations.named_store or ""
    places = [word for folder in locations.named_folders for word in ("--banks", str(folder))]
    places += ["--store", store] if store and not has_password(store) else []
    line = command_line("quiz", "host", "--resume", *options, *places)
    return f"{line} --store … (the address with its password)" if has_password(store) else line


def _interrupted(store: Store, site: str) -> GameRecord:
    """Return a site's game that was interrupted last. Raises CliError if there is none."""
    if mine := store.games.unfinished(site):
        return mine[0]
    if others := store.games.unfinished():
        other = quoted(others[0].plan.site)
        print_error(f"No game was interrupted on {f'the site {quoted(site)}' if site else 'a site without a name'}.")
        raise CliError(f"One was on the site {other}: quiz host --resume --site {other}")
    ended = ': the last one has ended, and "quiz report game" shows it' if store.games.played() else ""
    raise CliError(f"No game was interrupted{ended}. Begin one: quiz host BANK")
