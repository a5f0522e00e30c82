"""A live game among bad clients: does the host's key still work, and do the players inside play on?

The players, the bad clients and the host share a machine, and all come from one address, whose limits are lifted: the
worst case for a hall.
"""

import time
from pathlib import Path

from benchmarks.live import Child
from benchmarks.table import Line, percentile

_PLAYERS = 300
_EACH = 20
_SILENT = 5000
_SECONDS = 8.0


def measure(folder: Path, repeats: int) -> list[Line]:
    """Measure one game."""
    host = Child(folder, "live_host", folder / "hostile.db")
    pads = Child(folder, "live_pads", host.first["url"], host.first["code"], _PLAYERS)
    bad = Child(folder, "live_hostile", host.first["url"], host.first["code"], _EACH, _SILENT)
    try:
        pads.ask("join")
        # In the lobby the list of names may take the key.
        for _ in range(2):
            host.ask("next")
        host.ask("keys")
        time.sleep(_SECONDS)
        quiet = host.ask("keys")["keys"]
        silent = bad.ask("begin")["silent"]
        host.ask("keys")
        time.sleep(_SECONDS)
        took = pads.ask("answer 1 2")["took"]
        time.sleep(_SECONDS)
        loud = host.ask("keys")["keys"]
        opened = bad.ask("count")["opened"]
        kept = host.ask("kept")["answers"]
    finally:
        for one in (bad, pads, host):
            one.close()
    what = f"live, {_PLAYERS} players among {_EACH} bad lines of each of six kinds and {silent:,} silent connections"
    key, p95 = 1000 * percentile(loud, 0.95), 1000 * percentile(took, 0.95)
    return [
        Line(f"live, {_PLAYERS} players: a host's key obeyed, p95", f"{1000 * percentile(quiet, 0.95):.1f} ms"),
        Line(f"{what}: a host's key obeyed, p95", f"{key:.1f} ms (worst {1000 * max(loud):.0f})", key, 100, " ms"),
        Line(f"{what}: answer kept and acknowledged, p95", f"{p95:.1f} ms"),
        Line(f"{what}: answers of the {_PLAYERS} kept", f"{kept}", float(_PLAYERS - kept), 0),
        Line(f"{what}: bad lines opened in {2 * _SECONDS:g} s and more", f"{opened}"),
    ]
