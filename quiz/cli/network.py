"""Shared by the commands that serve pages: their public address, their certificate, and the packages they need."""

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
    """Raise CliError if the packages that serve pages to ``who`` are missing; ``instead`` says what works without."""
    if not (find_spec("aiohttp") and find_spec("segno")):
        command = install_command("aiohttp", "segno")
        raise CliError(f"{who} need two more packages ({command}). {instead}".rstrip(), FAILED)


def read_public_url(text: str) -> str:
    """Return the public address that was typed; empty for none. Raises BadParameter if it is not an address."""
    try:
        return public_address(text) if text else ""
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--public-url'") from None


def try_certificate(certificate: str, key: str) -> None:
    """Try the two files, if given, so that they are refused now and not when people come. Raises CliError."""
    if not certificate:
        return
    # Needs aiohttp, which may not be installed.
    from quiz.live.pages import tls_context

    try:
        for file in (certificate, key):
            # This refuses a pipe, for which the next step would wait for ever.
            read_file(Path(file))
        with refusing():
            tls_context(certificate, key)
    except ssl.SSLError:
        raise CliError(
            f'"{certificate}" and "{key}" are not a certificate and its key in PEM format. Ask whoever made them.'
        ) from None
