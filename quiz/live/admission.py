"""Decides who may open a line and join: limits for each address, and the devices that the host took out."""

import ipaddress
from collections import Counter, deque
from collections.abc import Callable, Sequence
from functools import lru_cache

from quiz.game.game import RejectedError

MOST_LINES = 8
"""Lines allowed at once from one address."""
MOST_JOINS = 8
"""Joins allowed from one address within a minute."""
MOST_WRONG_CODES = 8
"""Wrong codes in quick succession after which an address must wait a minute, and a line is closed."""
_MOST_WRONG_CODES_LIFTED = 80
"""The same if many share an address: still far too few to guess a code."""
_MINUTE = 60.0
_TOLD = 120.0
"""Seconds for which the host is told that somebody was turned away."""
_CROWDED = "Many devices come from your network's one address. Ask at the front: the host can let more of them in."
_WAIT = "Too many wrong codes came from your network. Wait a minute, then look at the big screen again."


class Admission:
    """Limits each address. A player with a seat is always let back to it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with an empty hall; ``clock`` gives seconds."""
        self.lifted = False
        """Whether the limits for an address are lifted, since many devices share one."""
        self._clock = clock
        self._lines: Counter[str] = Counter()
        self._joins: dict[str, deque[float]] = {}
        self._wrong_codes: dict[str, deque[float]] = {}
        self._crowded = ("", 0.0)
        self._players: dict[str, tuple[str, str]] = {}
        """The device and the address of each player, by id."""
        self._out: set[str] = set()
        """Addresses of devices that the host took out and that have not identified themselves."""

    # Limits

    @property
    def crowded_address(self) -> str:
        """The address from which somebody was turned away in the last two minutes; empty if nobody was."""
        address, at = self._crowded
        return address if address and self._clock() - at < _TOLD else ""

    def lift_limits(self) -> None:
        """Lift the limits for each address, since many devices share one in this network."""
        self.lifted = True
        self._crowded = ("", 0.0)

    def line_opened(self, address: str) -> bool:
        """Count a new line; return whether its address is still within its limit."""
        self._lines[address] += 1
        return self.has_room(address)

    def line_closed(self, address: str) -> None:
        """Stop counting a line."""
        self._lines[address] -= 1
        if not self._lines[address]:
            del self._lines[address]

    def lines(self, address: str) -> int:
        """Return how many lines an address has."""
        return self._lines[address]

    def has_room(self, address: str) -> bool:
        """Say whether an address is within its limit of lines."""
        return self.lifted or self._lines[address] <= MOST_LINES

    def turned_away(self, address: str) -> str:
        """Note that somebody was turned away because of their address, and return what to tell them."""
        self._crowded = (address, self._clock())
        return _CROWDED

    def check_join(self, address: str) -> None:
        """Raise RejectedError if too many have joined from an address, or it has sent too many wrong codes."""
        wrong = self._recent(self._wrong_codes, address)
        if len(wrong) >= (_MOST_WRONG_CODES_LIFTED if self.lifted else MOST_WRONG_CODES):
            raise RejectedError(_WAIT, "code")
        if not self.lifted and len(self._recent(self._joins, address)) >= MOST_JOINS:
            raise RejectedError(self.turned_away(address))

    def joined(self, address: str) -> None:
        """Count a join."""
        self._recent(self._joins, address).append(self._clock())

    def tried_wrong_code(self, address: str) -> None:
        """Count a wrong code."""
        tried = self._recent(self._wrong_codes, address)
        now = self._clock()
        # A series of wrong codes is forgotten as a whole, a minute after the last.
        self._wrong_codes[address] = deque([now] * (len(tried) + 1), _MOST_WRONG_CODES_LIFTED)

    def _recent(self, times: dict[str, deque[float]], address: str) -> deque[float]:
        found = times.setdefault(address, deque())
        while found and self._clock() - found[0] >= _MINUTE:
            found.popleft()
        return found

    def tidy(self) -> None:
        """Forget the addresses with nothing recent to remember."""
        for times in (self._joins, self._wrong_codes):
            for address in list(times):
                if not self._recent(times, address):
                    del times[address]

    # Devices

    def note_player(self, player: str, device: str, address: str) -> None:
        """Remember a player's device and address; with an empty ``device``, the known one is kept."""
        known = self._players.get(player, ("", ""))[0]
        self._players[player] = (device or known, address)

    def device_of(self, player: str) -> str:
        """Return how a player's device identified itself; empty if it did not."""
        return self._players.get(player, ("", ""))[0]

    def take_out(self, player: str, others: Sequence[str]) -> list[str]:
        """Take out a player's device, and return the ids of the players on it. ``others`` are the ids of all players.

        If the device has not identified itself, its address is kept out from now on, provided nobody else plays there.
        """
        device, address = self._players.get(player, ("", ""))
        if device:
            return [one for one in {player: None, **dict.fromkeys(others)} if self.device_of(one) == device]
        alone = all(self._players.get(one, ("", ""))[1] != address for one in others if one != player)
        if address and alone:
            self._out.add(address)
        return [player]

    def is_out(self, address: str) -> bool:
        """Say whether the host took out the only device at an address."""
        return address in self._out


def client_address(peer: str, forwarded: Sequence[str], proxies: frozenset[str]) -> str:
    """Return the address that identifies a household or device: the last one named by a proxy, else the ``peer``'s own.

    ``forwarded`` are the X-Forwarded-For headers. Anybody can write them, so they count only from one of our ``proxies``.
    """
    if peer in proxies and forwarded:
        named = ",".join(forwarded).rpartition(",")[2].strip()
        return _network(named) or peer
    return _network(peer) or peer


@lru_cache(maxsize=4096)
def _network(text: str) -> str:
    """Return an IPv4 address, or the /64 of an IPv6 one, in which devices pick their own addresses; empty for other text."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(address), 64), strict=False))
        return str(address.ipv4_mapped)
    return str(address)
