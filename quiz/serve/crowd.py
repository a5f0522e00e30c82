"""How much may come, from whom: people who play, each at the rate of a person, and strangers by their address."""

from collections import OrderedDict
from collections.abc import Callable
from weakref import WeakSet

from quiz.live.rate_limit import RateLimit
from quiz.live.tcp_guard import GuardedProtocol

_HERE = 600.0
"""Seconds for which somebody counts as playing who asks for nothing."""
_MOST_LINES = 8
"""Connections of one person that nobody else's push out."""
_MOST_ADDRESSES = 10_000
"""Addresses that are remembered at most; the longest silent is forgotten first."""
_PERSON = (40, 5.0)
"""What one person may ask for at once, and a second for good."""
_STRANGERS = (120, 20.0)
"""The same for all of an address who have no name here yet: a staff room may share one."""
_NAMES = (60, 1.0)
"""Names that may be taken from one address."""
_MOST_NEW = 0.8
"""The share of all places that newcomers of one address may have: somebody who has the code cannot take every one."""
_WRONG_CODES = (8, 8 / 60)
"""Wrong codes and words that may come from one address."""


class Rates:
    """A rate for each of many keys."""

    def __init__(self, clock: Callable[[], float], rate: tuple[int, float], most: int = _MOST_ADDRESSES) -> None:
        """Let each key do ``rate``: so much at once, and so much a second; remember the ``most`` that came last."""
        self._clock = clock
        self._rate = rate
        self._most = most
        self._limits: OrderedDict[str, RateLimit] = OrderedDict()

    def allows_one_more(self, key: str) -> bool:
        """Count one more of a key where it is within its rate, and say whether it is.

        What is refused costs nothing: many people share an address, and those who try again would keep each other out.
        """
        limit = self._limit(key)
        return limit.has_room and limit.allows_one_more()

    def has_room(self, key: str) -> bool:
        """Say whether one more of a key would be within its rate."""
        return self._limit(key).has_room

    def _limit(self, key: str) -> RateLimit:
        limit = self._limits.pop(key, None) or RateLimit(self._clock, *self._rate)
        self._limits[key] = limit
        while len(self._limits) > self._most:
            self._limits.popitem(last=False)
        return limit


class _Person:
    """Somebody who plays: at which rate, since when silent, over which connections; as a newcomer also from where."""

    def __init__(self, limit: RateLimit, came_from: str) -> None:
        self.limit = limit
        self.came_from = came_from
        self.seen_at = 0.0
        self.lines: WeakSet[GuardedProtocol] = WeakSet()


class Crowd:
    """Everybody who is served at the moment. It keeps order and nothing else: no answer depends on it."""

    def __init__(self, clock: Callable[[], float], most: int) -> None:
        """Serve ``most`` people at once; ``clock`` gives seconds."""
        self._clock = clock
        self._most = most
        self._people: OrderedDict[str, _Person] = OrderedDict()
        self._strangers = Rates(clock, _STRANGERS)
        self._names = Rates(clock, _NAMES)
        self._wrong_codes = Rates(clock, _WRONG_CODES)

    def allows_act(self, hashed: str, address: str) -> bool:
        """Count an act, and say whether it is within the rate of whoever wants it."""
        person = self._people.get(hashed)
        return person.limit.allows_one_more() if person else self._strangers.allows_one_more(address)

    def has_room(self, hashed: str, address: str) -> bool:
        """Say whether somebody plays already, or one more may who has no name yet and comes from this address."""
        now = self._clock()
        while self._people and now - next(iter(self._people.values())).seen_at > _HERE:
            self._people.popitem(last=False)
        if hashed in self._people:
            return True
        newcomers = sum(person.came_from == address for person in self._people.values())
        return len(self._people) < self._most and newcomers < _MOST_NEW * self._most

    def allows_name(self, address: str) -> bool:
        """Count a name that is to be taken from an address, and say whether that is within its rate."""
        return self._names.allows_one_more(address)

    def may_guess(self, address: str) -> bool:
        """Say whether so few wrong codes and words came from an address that one more may be tried."""
        return self._wrong_codes.has_room(address)

    def guessed_wrong(self, address: str) -> None:
        """Count a wrong code or word."""
        self._wrong_codes.allows_one_more(address)

    def plays(self, hashed: str, line: GuardedProtocol | None, came_from: str = "") -> None:
        """Note that somebody plays, over this connection: it gives way to nobody's.

        Who has taken a name just now has come from the address ``came_from``. Where there are too many, whoever has been
        silent for longest gives their place, and has it again when they come back.
        """
        person = self._people.get(hashed)
        if person is None:
            person = self._people[hashed] = _Person(RateLimit(self._clock, *_PERSON), came_from)
            if len(self._people) > self._most:
                self.leaves(next(iter(self._people)))
        person.seen_at = self._clock()
        self._people.move_to_end(hashed)
        if line is not None and line not in person.lines and len(person.lines) < _MOST_LINES:
            person.lines.add(line)
            line.seat(True)

    def leaves(self, hashed: str) -> None:
        """Note that somebody plays no more."""
        person = self._people.pop(hashed, None)
        for line in person.lines if person else ():
            line.seat(False)
