"""Who may open a line and join: order between the addresses of a hall, and who the host took out."""

import ipaddress
from collections import Counter, deque
from collections.abc import Callable, Sequence
from functools import lru_cache

from quiz.game.game import RejectedError

MOST_LINES = 8
"""Lines that one address may have at once."""
MOST_JOINS = 8
"""Joins of one address within a minute."""
MOST_WRONG_CODES = 8
"""Wrong codes of one address, one soon after another, after which it waits a minute."""
_MOST_WRONG_CODES_LIFTED = 80
"""The same where many share an address: still far too few to guess a code."""
_MINUTE = 60.0
_TOLD = 120.0
"""Seconds for which it is worth saying that somebody was turned away."""
_CROWDED = "Many devices come from your network's one address. Ask at the front: the host can let more of them in."
_WAIT = "Too many wrong codes came from your network. Wait a minute, then look at the big screen again."


class Admission:
    """Keeps order by address. Whoever has a seat is always let back to it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with an empty hall; ``clock`` gives seconds."""
        self.lifted = False
        """Whether the limits of an address are lifted, since many share one."""
        self._clock = clock
        self._lines: Counter[str] = Counter()
        self._joins: dict[str, deque[float]] = {}
        self._wrong_codes: dict[str, deque[float]] = {}
        self._crowded = ("", 0.0)
        self._players: dict[str, tuple[str, str]] = {}
        """Where each player is: device and address, by id."""
        self._out: set[str] = set()
        """Addresses of devices without a name that the host took out."""

    # How many

    @property
    def crowded_address(self) -> str:
        """The address from which somebody was turned away in the last minutes; empty where nobody was."""
        address, at = self._crowded
        return address if address and self._clock() - at < _TOLD else ""

    def lift_limits(self) -> None:
        """Let in as many as come from one address: in this network many devices share one."""
        self.lifted = True
        self._crowded = ("", 0.0)

    def line_opened(self, address: str) -> bool:
        """Count a line; returns whether it is one of those that its address may have."""
        self._lines[address] += 1
        return self.has_room(address)

    def line_closed(self, address: str) -> None:
        """Count it no more."""
        self._lines[address] -= 1
        if not self._lines[address]:
            del self._lines[address]

    def lines(self, address: str) -> int:
        """Return how many lines an address has."""
        return self._lines[address]

    def has_room(self, address: str) -> bool:
        """Say whether an address has no more lines than it may have."""
        return self.lifted or self._lines[address] <= MOST_LINES

    def turned_away(self, address: str) -> str:
        """Note that somebody was turned away because of their address, and return what to tell them."""
        self._crowded = (address, self._clock())
        return _CROWDED

    def check_join(self, address: str) -> None:
        """Raise RejectedError where too many joined from an address, or tried too many codes."""
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
        # Those of one series are forgotten together, a minute after the last of them.
        self._wrong_codes[address] = deque([now] * (len(tried) + 1), _MOST_WRONG_CODES_LIFTED)

    def _recent(self, times: dict[str, deque[float]], address: str) -> deque[float]:
        found = times.setdefault(address, deque())
        while found and self._clock() - found[0] >= _MINUTE:
            found.popleft()
        return found

    def tidy(self) -> None:
        """Forget the addresses of which nothing is to be remembered."""
        for times in (self._joins, self._wrong_codes):
            for address in list(times):
                if not self._recent(times, address):
                    del times[address]

    # Who

    def note_player(self, player: str, device: str, address: str) -> None:
        """Remember where a player is; ``device`` is empty where it is not said, or as it was."""
        known = self._players.get(player, ("", ""))[0]
        self._players[player] = (device or known, address)

    def device_of(self, player: str) -> str:
        """Return what a player's device has said that it is; empty where it has not."""
        return self._players.get(player, ("", ""))[0]

    def take_out(self, player: str, others: Sequence[str]) -> list[str]:
        """Return who plays on a player's device, which goes. ``others`` are the ids of all who play.

        A device that has not said what it is goes by its address, which is kept out from now on where nobody else is.
        """
        device, address = self._players.get(player, ("", ""))
        if device:
            return [one for one in {player: None, **dict.fromkeys(others)} if self.device_of(one) == device]
        alone = all(self._players.get(one, ("", ""))[1] != address for one in others if one != player)
        if address and alone:
            self._out.add(address)
        return [player]

    def is_out(self, address: str) -> bool:
        """Say whether the host took the one device of an address out."""
        return address in self._out


def client_address(peer: str, forwarded: Sequence[str], proxies: frozenset[str]) -> str:
    """Return the address that stands for one household or device: the last that a proxy names, else the ``peer``'s own.

    ``forwarded`` are the X-Forwarded-For headers; they count only from one of our ``proxies``, for anybody can write them.
    """
    if peer in proxies and forwarded:
        named = ",".join(forwarded).rpartition(",")[2].strip()
        return _network(named) or peer
    return _network(peer) or peer


@lru_cache(maxsize=4096)
def _network(text: str) -> str:
    """Return an IPv4 address, or the network of an IPv6 one, whose devices choose their own; empty for anything else."""
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
