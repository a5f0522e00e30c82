"""What the commands that serve pages share: where they are reached, with which certificate, and the packages they need."""

import ssl
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from quiz.cli.finding import refusing
from quiz.cli.locations import FilePath
from quiz.cli.program import FAILED, CliError
from quiz.files import read_file
from quiz.live.endpoint import public_address
from quiz.paths import install_command

_Command = TypeVar("_Command", bound=Callable[..., Any])


def network_options(command: _Command) -> _Command:
    """Give a command the options ``--public-url``, ``--cert`` and ``--key``."""
    address = click.option(
        "--public-url", metavar="URL", default="", help="The address that people type, where a proxy stands in front."
    )
    file = FilePath(exists=True, dir_okay=False)
    certificate = click.option("--cert", metavar="FILE", type=file, help="Certificate, for https of its own.")
    key = click.option("--key", metavar="FILE", type=file, help="The certificate's private key.")
    return address(certificate(key(command)))


def refuse_without_packages(who: str, instead: str = "") -> None:
    """Raise CliError where the packages that serve pages to ``who`` are missing; ``instead`` says what goes without."""
    if not (find_spec("aiohttp") and find_spec("segno")):
        command = install_command("aiohttp", "segno")
        raise CliError(f"{who} need two more packages ({command}). {instead}".rstrip(), FAILED)


def read_public_url(text: str) -> str:
    """Return an address as it was typed; empty for none. Raises BadParameter for what is no address."""
    try:
        return public_address(text) if text else ""
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--public-url'") from None


def try_certificate(certificate: str, key: str) -> None:
    """Try the two files, if there are any, so that they are refused here and not once people come. Raises CliError."""
    if not certificate:
        return
    # It needs aiohttp, which need not be there.
    from quiz.live.pages import tls_context

    try:
        for file in (certificate, key):
            # A pipe would be waited for.
            read_file(Path(file))
        with refusing():
            tls_context(certificate, key)
    except ssl.SSLError:
        raise CliError(
            f'"{certificate}" and "{key}" are not a certificate and its key in PEM format. Ask whoever made them.'
        ) from None
