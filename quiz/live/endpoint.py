"""Under which addresses pads reach the host, and whether a request comes to one of them."""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

LOOPBACK = "127.0.0.1"
_ALWAYS = ("localhost", LOOPBACK, "::1")
# An address that is reserved for documentation: a socket "connected" to it sends nothing, but knows its way out.
_NOWHERE = ("192.0.2.1", 9)


class Endpoint(Struct, frozen=True, kw_only=True):
    """How the host can be reached."""

    port: int
    lan: bool = False
    """Whether other devices of the network may come in."""
    public_url: str = ""
    """The address of a reverse proxy in front, as people type it."""
    secure: bool = False
    """Whether the host itself speaks TLS."""

    @property
    def bind(self) -> str:
        """The address to listen on: every IPv4 network with ``lan``, else this machine alone."""
        return "0.0.0.0" if self.lan else LOOPBACK  # noqa: S104

    def addresses(self) -> list[str]:
        """Return the addresses to type, the best first."""
        if self.public_url:
            return [self.public_url]
        scheme = "https" if self.secure else "http"
        hosts = lan_addresses() if self.lan else []
        return [f"{scheme}://{host}:{self.port}" for host in hosts or [LOOPBACK]]

    def allows_host(self, host: str) -> bool:
        """Say whether a request's Host is one of ours.

        With ``lan`` any IP address is, since the machine may have several: a web site that wants to reach the host through
        a visitor's browser needs a name for it (DNS rebinding), and no foreign name is taken.
        """
        name, port = _host_and_port(host)
        if self.public_url and (name, port) == _host_and_port(urlsplit(self.public_url).netloc):
            return True
        if port not in ("", str(self.port)):
            return False
        return name in _ALWAYS or (self.lan and (_is_address(name) or name in _own_names()))

    def allows_origin(self, origin: str, host: str) -> bool:
        """Say whether a page may open a line: only our own page, which stands at the host that it asks."""
        if not origin:
            return True
        parts = urlsplit(origin)
        if self.public_url and (parts.scheme, parts.netloc) == urlsplit(self.public_url)[:2]:
            return True
        return parts.scheme == ("https" if self.secure else "http") and parts.netloc == host and self.allows_host(host)


def public_address(text: str) -> str:
    """Return an address as it was typed, without a slash at its end. Raises ValueError where it is none."""
    parts = urlsplit(text.strip().rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
        raise ValueError("Write the address as people type it: https://quiz.school.example, without anything behind it.")
    return parts.geturl()


def lan_addresses() -> list[str]:
    """Return this machine's addresses in its networks, the one that leads out first."""
    found = dict.fromkeys([*_ways_out(), *_by_name()])
    return [address for address in found if not ipaddress.ip_address(address).is_loopback]


def _ways_out() -> Iterable[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_NOWHERE)
        except OSError:
            return
        yield way.getsockname()[0]


def _by_name() -> Iterable[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    except OSError:
        return
    yield from (str(entry[4][0]) for entry in found)


def _own_names() -> tuple[str, ...]:
    name = socket.gethostname().lower()
    return (name, f"{name.partition('.')[0]}.local")


def _host_and_port(host: str) -> tuple[str, str]:
    parts = urlsplit(f"//{host}")
    try:
        return (parts.hostname or "", str(parts.port or ""))
    except ValueError:
        return ("", "")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
