"""Limits what people may ask for: each player by a rate of their own, strangers by one for their address."""

from collections import OrderedDict
from collections.abc import Callable
from weakref import WeakSet

from quiz.live.rate_limit import RateLimit
from quiz.live.tcp_guard import GuardedProtocol

_HERE = 600.0
"""Seconds without a request after which somebody no longer counts as playing."""
_MOST_LINES = 8
"""Connections of one person that other people's cannot push out."""
_MOST_ADDRESSES = 10_000
"""The most addresses that are remembered; the longest silent is forgotten first."""
_PERSON = (40, 5.0)
"""Requests that one person may make in a burst, and per second in the long run."""
_STRANGERS = (120, 20.0)
"""The same for everybody at one address who has no name yet: a staff room may share it."""
_NAMES = (60, 1.0)
"""Names that may be taken from one address, in a burst and per second."""
_MOST_NEW = 0.8
"""The largest share of all places for newcomers from one address, so that one person with the code cannot fill them all."""
_WRONG_CODES = (8, 8 / 60)
"""Wrong codes and words allowed from one address, in a burst and per second."""


class Rates:
    """Limits the rate of each of many keys."""

    def __init__(self, clock: Callable[[], float], rate: tuple[int, float], most: int = _MOST_ADDRESSES) -> None:
        """Allow each key ``rate``: a burst, and a number per second. Remember the ``most`` recent keys."""
        self._clock = clock
        self._rate = rate
        self._most = most
        self._limits: OrderedDict[str, RateLimit] = OrderedDict()

    def allows_one_more(self, key: str) -> bool:
        """Count one more for a key if that is within its rate, and say whether it is.

        A refusal costs nothing: otherwise people who share an address would keep each other out by trying again.
        """
        limit = self._limit(key)
        return limit.has_room and limit.allows_one_more()

    def has_room(self, key: str) -> bool:
        """Say whether one more for a key would be within its rate."""
        return self._limit(key).has_room

    def _limit(self, key: str) -> RateLimit:
        limit = self._limits.pop(key, None) or RateLimit(self._clock, *self._rate)
        self._limits[key] = limit
        while len(self._limits) > self._most:
            self._limits.popitem(last=False)
        return limit


class _Person:
    """A player's rate limit, last request and connections, and a newcomer's address."""

    def __init__(self, limit: RateLimit, came_from: str) -> None:
        self.limit = limit
        self.came_from = came_from
        self.seen_at = 0.0
        self.lines: WeakSet[GuardedProtocol] = WeakSet()


class Crowd:
    """The people being served at the moment. It only keeps order: no answer depends on it."""

    def __init__(self, clock: Callable[[], float], most: int) -> None:
        """Serve ``most`` people at once; ``clock`` gives seconds."""
        self._clock = clock
        self._most = most
        self._people: OrderedDict[str, _Person] = OrderedDict()
        self._strangers = Rates(clock, _STRANGERS)
        self._names = Rates(clock, _NAMES)
        self._wrong_codes = Rates(clock, _WRONG_CODES)

    def allows_act(self, hashed: str, address: str) -> bool:
        """Count an act, and say whether it is within the rate of its sender."""
        person = self._people.get(hashed)
        return person.limit.allows_one_more() if person else self._strangers.allows_one_more(address)

    def has_room(self, hashed: str, address: str) -> bool:
        """Say whether somebody is already playing, or there is room for one more newcomer from this address."""
        now = self._clock()
        while self._people and now - next(iter(self._people.values())).seen_at > _HERE:
            self._people.popitem(last=False)
        if hashed in self._people:
            return True
        newcomers = sum(person.came_from == address for person in self._people.values())
        return len(self._people) < self._most and newcomers < _MOST_NEW * self._most

    def allows_name(self, address: str) -> bool:
        """Count an attempt to take a name from an address, and say whether it is within its rate."""
        return self._names.allows_one_more(address)

    def may_guess(self, address: str) -> bool:
        """Say whether an address may try another code or word after the wrong ones it has sent."""
        return self._wrong_codes.has_room(address)

    def guessed_wrong(self, address: str) -> None:
        """Count a wrong code or word."""
        self._wrong_codes.allows_one_more(address)

    def plays(self, hashed: str, line: GuardedProtocol | None, came_from: str = "") -> None:
        """Note that somebody is playing over this connection, which other people's can no longer push out.

        ``came_from`` is the address of somebody who has just taken a name. If there are too many people, the one who has
        been silent longest loses their place until they come back.
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
        """Note that somebody has stopped playing."""
        person = self._people.pop(hashed, None)
        for line in person.lines if person else ():
            line.seat(False)
