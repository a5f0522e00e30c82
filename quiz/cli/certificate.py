"""The command that makes certificates, and checks their codes."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from quiz.cli.finding import one_bank, refusing
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, WRONG_USAGE, CliError, is_terminal, print_error, print_line, write_bytes, write_text
from quiz.paths import command_line, install_command, settings_file
from quiz.questions.diagnostics import quoted
from quiz.questions.names import name_trouble, tidy_name
from quiz.reports.certificate import Certificate, certificate_lines, certificate_name_trouble
from quiz.reports.certificate_html import certificate_html
from quiz.services.attempt_session import system_clocks
from quiz.services.certifying import check, checked_lines, issue, known_name, passed_attempt
from quiz.services.settings import read_settings
from quiz.store.errors import MissingStoreError
from quiz.store.records import Player
from quiz.store.store import Store, open_store

_CHECK = "check"
_HTML, _TEXT, _PDF = (".html", ".htm"), (".txt", ".text"), ".pdf"


@click.command()
@takes_locations
@click.argument("bank", metavar="BANK|check", shell_complete=complete_bank)
@click.argument("code", required=False)
@click.option("--player", metavar="NAME", help="Under which name it was played; else the name in the settings.")
@click.option("--name", metavar="NAME", help="The name that is to stand on it, asked for only once.")
@click.option(
    "--to", "target", metavar="FILE", type=FilePath(), help="Write it into this file: .html to print, .pdf, or .txt."
)
@pass_locations
def certificate(
    locations: Locations, bank: str, code: str | None, player: str | None, name: str | None, target: Path | None
) -> int:
    """Make the certificate of a quiz that was passed at BANK, or check the CODE of one: quiz certificate check CODE.

    Without --to its words go to standard output. A file that is there is never overwritten.
    """
    if bank == _CHECK:
        if code is None:
            raise click.UsageError("Which code? It is on the certificate: quiz certificate check 7KQF-2M9D-XW4P")
        return _check(locations, code)
    if code is not None:
        raise click.UsageError(f"{quoted(code)} is a word too many.")
    _refuse_other_files(target)
    _refuse_name(player, "'--player'", name_trouble)
    _refuse_name(name, "'--name'", certificate_name_trouble)
    made = _made(locations, bank, player, name)
    if target is None:
        _print(made)
        whose = ("--player", player) if player else ()
        page = command_line("quiz", "certificate", bank, *whose, "--to", "certificate.html")
        print_error(f"A page to print and pin up: {page}")
    elif target.suffix.lower() in _HTML:
        write_text(target, certificate_html(made))
        print_line(f"{target} is written. Open it in a browser and print it.")
    elif target.suffix.lower() == _PDF:
        write_bytes(target, _pdf(made, target))
        print_line(f"{target} is written.")
    else:
        write_text(target, "\n".join([*certificate_lines(made), ""]))
        print_line(f"{target} is written.")
    return OK


def _refuse_name(name: str | None, option: str, trouble_of: Callable[[str], Sequence[str]]) -> None:
    """Raise BadParameter for a name that cannot be used as typed."""
    if name is not None and (trouble := trouble_of(name)):
        raise click.BadParameter(" ".join(trouble), param_hint=option)


def _check(locations: Locations, code: str) -> int:
    banks = locations.library().banks
    try:
        with closing(open_store(locations.store(), read_only=True)) as store, refusing():
            found = check(store, code, banks)
    except MissingStoreError:
        raise CliError(f"No certificate of this store has the code {quoted(code)}: it has no scores yet.") from None
    _print(found.certificate)
    for line in ("", *checked_lines(found)):
        print_line(line)
    return OK if found.unchanged else 1


def _print(made: Certificate) -> None:
    for line in certificate_lines(made):
        print_line(line)


def _refuse_other_files(target: Path | None) -> None:
    suffix = target.suffix.lower() if target else _TEXT[0]
    if target and suffix == _PDF and not find_spec("typst"):
        raise CliError(f"A PDF needs one more package ({install_command('typst')}). {_page(target)}")
    if target and suffix not in (*_HTML, *_TEXT, _PDF):
        raise click.BadParameter(f"{quoted(target.name)} is neither .html, .pdf nor .txt.", param_hint="'--to'")


def _pdf(made: Certificate, target: Path) -> bytes:
    from quiz.reports.certificate_pdf import UndrawableError, certificate_pdf

    try:
        return certificate_pdf(made)
    except UndrawableError as error:
        raise CliError(f"The fonts of a PDF have no letters for {quoted(error.letters)}. {_page(target)}") from None


def _page(target: Path) -> str:
    return f"Or print a page, which has every letter that this machine has: --to {target.with_suffix('.html')}"


def _made(locations: Locations, asked: str, player: str | None, name: str | None) -> Certificate:
    """Issue the certificate. A file of scores that does not exist yet certifies nothing, and is not made by looking."""
    bank, banks = one_bank(locations, asked), locations.library().banks
    typed = tidy_name(player or read_settings(settings_file()).player)
    if not typed:
        raise CliError(f"Who has passed it? quiz certificate {asked} --player NAME", WRONG_USAGE)
    try:
        open_store(locations.store(), read_only=True).close()
    except MissingStoreError:
        raise CliError(
            f"There are no scores yet. Play it: {command_line('quiz', 'play', asked, '--player', typed)}"
        ) from None
    with closing(open_store(locations.store())) as store, refusing():
        known = _player(store, typed)
        passed = passed_attempt(store, known, bank)
        stands = name or known_name(store, known, passed.id) or _name_asked(asked, known)
        return issue(store, passed.id, stands, system_clocks().wall(), {**banks, bank.id: bank})


def _player(store: Store, typed: str) -> Player:
    if found := store.find_player(typed):
        return found
    guest = "Names of live games are guests', and anybody's: they have no certificate."
    raise CliError(f"Nobody has played as {quoted(typed)} here. {guest} Another name: --player NAME")


def _name_asked(bank: str, player: Player) -> str:
    """Ask once for the name to put on it; if nobody can be asked, say how to give it."""
    if not is_terminal(sys.stdin):
        again = command_line("quiz", "certificate", bank, "--player", player.name, "--name", "Mrs A. Khan")
        raise CliError(f"Which name should it show? {again}", WRONG_USAGE)
    typed: str = click.prompt("Name on the certificate", default=player.name, err=True)
    return typed
