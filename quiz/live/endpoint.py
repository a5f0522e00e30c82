"""The addresses at which pads reach the host, and whether a request was made to one of them."""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

_DEFAULT_PORTS = {"http": 80, "https": 443}
LOOPBACK = "127.0.0.1"
ALWAYS_HERE = ("localhost", LOOPBACK, "::1")
# An address reserved for documentation: a datagram socket "connected" to it sends nothing, but knows its way out.
_NOWHERE = ("192.0.2.1", 9)
_LOOKED_UP_IN = 2.0
"""Seconds that looking up the name of a proxy may take."""


class Endpoint(Struct, frozen=True, kw_only=True):
    """How the host can be reached."""

    port: int
    lan: bool = False
    """Whether other devices on the network may connect."""
    public_url: str = ""
    """The address of a reverse proxy in front, as people type it."""
    secure: bool = False
    """Whether the host itself speaks TLS."""

    @property
    def is_https(self) -> bool:
        """Whether pages are served over https, by the host itself or by the proxy in front."""
        return self.secure or self.public_url.startswith("https://")

    @property
    def bind(self) -> str:
        """The address to listen on: with ``lan`` every IPv4 interface, else this machine alone."""
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

        With ``lan`` any IP address is, since the machine may have several. That is safe: a web site that tries to reach the
        host through a visitor's browser needs a name for it (DNS rebinding), and foreign names are refused.
        """
        name, port = _host_and_port(host)
        if self.public_url:
            parts = urlsplit(self.public_url)
            default = _DEFAULT_PORTS.get(parts.scheme, "")
            # Some proxies include the port even if it is the default.
            if (name, port or str(default)) == (parts.hostname, str(parts.port or default)):
                return True
        if port not in ("", str(self.port)):
            return False
        return name in ALWAYS_HERE or (self.lan and (_is_address(name) or name in _own_names()))

    def allows_origin(self, origin: str, host: str) -> bool:
        """Say whether a page may open a line: only our own may, which comes from the host that it asks."""
        if not origin:
            return True
        if (parts := _split(origin)) is None:
            return False
        if self.public_url:
            public = urlsplit(self.public_url)
            if parts.netloc == public.netloc:
                # Not the same name without https: anybody on the way could have written that page.
                return parts.scheme == public.scheme
        return parts.scheme == ("https" if self.secure else "http") and parts.netloc == host and self.allows_host(host)


def free_port(bind: str) -> int:
    """Return a port that is free now at the address ``bind``. Raises OSError."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trying:
        trying.bind((bind, 0))
        port: int = trying.getsockname()[1]
        return port


def public_address(text: str) -> str:
    """Return an address as browsers write it, without a slash at its end. Raises ValueError if it is not one."""
    parts = _split(text.strip().rstrip("/"))
    host = _ascii_name(parts.hostname or "") if parts else ""
    if not parts or parts.scheme not in ("http", "https") or not host or parts.path or parts.query or parts.username:
        raise ValueError("Write the address as people type it: https://quiz.school.example, without anything behind it.")
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def _ascii_name(host: str) -> str:
    """Return a host's name in ASCII, as it is looked up, whatever its alphabet; empty if it is not a name."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""


async def proxy_addresses(url: str) -> frozenset[str]:
    """Return the addresses that the proxy at ``url`` may connect from: this machine's own, and those of its name."""
    parts = urlsplit(url)
    found: list[str] = []
    # If the name is unknown here or takes long to look up, only a proxy on this machine is believed.
    with contextlib.suppress(OSError, TimeoutError, UnicodeError):
        async with asyncio.timeout(_LOOKED_UP_IN):
            loop = asyncio.get_running_loop()
            found = [str(entry[4][0]) for entry in await loop.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)]
    return frozenset((LOOPBACK, "::1", *found))


def lan_addresses() -> list[str]:
    """Return this machine's addresses in its networks, first the one for outgoing connections."""
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


# Every request has a Host, and nearly always the same one.
@lru_cache(maxsize=64)
def _host_and_port(host: str) -> tuple[str, str]:
    parts = _split(f"//{host}")
    return (parts.hostname or "", str(parts.port or "")) if parts else ("", "")


def _split(url: str) -> SplitResult | None:
    """Return the parts of an address; None if it is not one, with a bracket missing or an impossible port, say."""
    try:
        parts = urlsplit(url)
        # The port is only validated when it is read.
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
