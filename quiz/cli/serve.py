"""The command that serves the quiz to browsers."""

import ipaddress
import re
from contextlib import closing
from pathlib import Path

import click

from quiz.cli.app import app_request
from quiz.cli.finding import refusing
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.network import network_options, read_public_url, refuse_without_packages, try_certificate
from quiz.cli.program import OK, print_line
from quiz.serve.request import MOST_PEOPLE, PORT, ServeRequest
from quiz.services.bank_finding import refuse_empty
from quiz.services.services import Services
from quiz.store.games import new_code

_CODE = re.compile(r"[A-Z0-9-]{4,20}")
_HEADER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@click.command()
@takes_locations
@click.option("--lan", is_flag=True, help="Let the phones and laptops of this network in.")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, help=f"Where; {PORT} if not said.")
@network_options
@click.option("--code", metavar="CODE", help="What people type the first time; else a new one is made at each start.")
@click.option("--open", "is_open", is_flag=True, help="Ask nobody for a code.")
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(1, 5000),
    default=MOST_PEOPLE,
    help=f"So many at once; {MOST_PEOPLE} if not said.",
)
@click.option(
    "--identity-header",
    metavar="NAME",
    default="",
    help="Know people by this header of a proxy with a sign-on; with --trust-proxy.",
)
@click.option(
    "--trust-proxy",
    "proxies",
    metavar="ADDRESS",
    multiple=True,
    help="Believe the proxy at this IP address. May be given again.",
)
@pass_locations
def serve(
    locations: Locations,
    lan: bool,
    port: int,
    public_url: str,
    cert: Path | None,
    key: Path | None,
    code: str | None,
    is_open: bool,
    most: int,
    identity_header: str,
    proxies: tuple[str, ...],
) -> int:
    """Serve the quiz to browsers: everybody plays for themselves, with nothing installed.

    Only this machine can reach it until you say --lan. A name belongs to the browser that took it first; "quiz data free"
    lets it go.
    """
    if bool(cert) != bool(key):
        raise click.UsageError("--cert and --key go together.")
    _check_who(code, is_open, identity_header, proxies)
    refuse_without_packages("Browsers")
    request = ServeRequest(
        port=port,
        lan=lan,
        public_url=read_public_url(public_url),
        certificate=str(cert or ""),
        key=str(key or ""),
        code=_code(code, is_open or bool(identity_header)),
        most=most,
        identity_header=identity_header,
        trusted_proxies=tuple(map(_address, proxies)),
    )
    try_certificate(request.certificate, request.key)
    services = Services(app_request(locations, origin="web"))
    with refusing():
        refuse_empty(services.library)
    # Imported only now that nothing can be refused: it needs aiohttp.
    from quiz.serve.running import serve as serve_people

    with closing(services), refusing():
        services.open_tried_store()
        serve_people(services, request, print_line)
    return OK


def _check_who(code: str | None, is_open: bool, header: str, proxies: tuple[str, ...]) -> None:
    """Refuse options that do not go together. Raises UsageError."""
    if code is not None and is_open:
        raise click.UsageError("--code and --open do not go together.")
    if header and (code is not None or is_open):
        raise click.UsageError("With --identity-header the proxy lets people in, so --code and --open do not go with it.")
    if header and not proxies:
        raise click.UsageError("--identity-header is believed from a named proxy alone: add --trust-proxy ADDRESS.")
    if header and not _HEADER.fullmatch(header):
        raise click.BadParameter(
            "A header has letters, figures and hyphens: X-Forwarded-Email.", param_hint="'--identity-header'"
        )


def _code(asked: str | None, is_open: bool) -> str:
    """Return the code that people type; empty for none. Raises BadParameter for an invalid one."""
    if is_open:
        return ""
    if asked is None:
        return new_code()
    code = asked.strip().upper()
    if not _CODE.fullmatch(code):
        raise click.BadParameter("A code has 4 to 20 letters and figures.", param_hint="'--code'")
    return code


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        raise click.BadParameter(
            f'"{text}" is not an IP address: 127.0.0.1 for a proxy here.', param_hint="'--trust-proxy'"
        ) from None
