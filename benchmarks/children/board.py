"""Print the median seconds of reading the board of a store many times. Arguments: the store's file, and a site or ''."""

import sys
import time
from statistics import median

from quiz.store.store import open_store


def seconds(address: str, site: str, times: int = 300) -> float:
    """Read the first twenty of all banks, on a site or ('') on all, ``times`` times, and return the median."""
    store = open_store(address)
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        rows = store.players_board(None, None, 20, site=site)
        took.append(time.perf_counter() - begin)
        assert len(rows) == 20
    store.close()
    return median(took)


if __name__ == "__main__":
    print(seconds(sys.argv[1], sys.argv[2]))
