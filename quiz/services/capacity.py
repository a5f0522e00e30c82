"""How many players this machine can hold at once: each keeps a file of the process open, and a system bounds those."""

import sys

from quiz.game.game import MOST_PLAYERS

KEPT_FREE = 96
"""Files held back from connections: for the store, the terminal, and connections accepted only to be refused."""
_FOR_NEWCOMERS = 16
"""Connections reserved for pages and for people without a seat yet."""
_UNBOUNDED = 1_000_000


def raise_file_limit() -> int:
    """Raise the limit on open files as far as this account may, and return it."""
    if sys.platform == "win32":
        # Sockets are not files there; only memory bounds them.
        return _UNBOUNDED
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # macOS reports no limit, but accepts no more than this.
    wanted = 10_240 if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
        except (ValueError, OSError):
            pass
    return _UNBOUNDED if soft == resource.RLIM_INFINITY else soft


def most_connections(files: int) -> int:
    """Return how many connections of any kind there may be where ``files`` may be open."""
    return max(files - KEPT_FREE, 8)


def hall_capacity(files: int) -> int:
    """Return how many players can be connected at once where ``files`` may be open."""
    return max(1, min(MOST_PLAYERS, most_connections(files) - _FOR_NEWCOMERS))
