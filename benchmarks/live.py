"""A live game before a hall: joining, answering, the reveal, the host's keys and memory, beside a bare echo server.

The players are in a process of their own and share the machine with the host, which runs the projector's screen as well.
"""

import json
import select
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from benchmarks.processes import PATIENCE, child, environment
from benchmarks.table import Line, percentile

_PLAYERS = (100, 300, 1000, 2000)
_JUDGED = 1000
_TIMES = 5
_SPREADS = (0.0, 2.0)
"""Seconds over which the answers are spread: all at once, and as a hall may do it."""


class Child:
    """A process that answers each line with a line of JSON, and ends when its input does."""

    def __init__(self, home: Path, name: str, *arguments: object) -> None:
        self._name = name
        self._process = subprocess.Popen(
            child(name, *arguments), env=environment(home), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.first = self._read()

    def ask(self, line: str) -> dict[str, Any]:
        """Send a line and return the answer."""
        stdin: IO[str] = self._process.stdin  # type: ignore[assignment]
        stdin.write(line + "\n")
        stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        stdout: IO[str] = self._process.stdout  # type: ignore[assignment]
        # It answers each line with exactly one, so nothing waits unseen in the buffer.
        line = stdout.readline() if select.select([stdout], [], [], PATIENCE)[0] else ""
        if not line:
            self._process.kill()
            self._process.communicate()
            raise TimeoutError(f"{self._name} ended, or said nothing for {PATIENCE:g} s.")
        found: dict[str, Any] = json.loads(line)
        return found

    def close(self) -> None:
        """Let it end, and end it if it does not."""
        if self._process.returncode is not None:
            return
        try:
            self._process.communicate("\n", timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


@dataclass
class Game:
    """The results of one game, in seconds and bytes."""

    joined: float
    answered: dict[float, list[float]]
    """By the seconds over which the answers were spread."""
    revealed: float
    keys: list[float]
    rss: int
    cpu_an_answer: float
    whole: bool
    echo: dict[float, list[float]]
    echo_rss: int


def measure(folder: Path, repeats: int) -> list[Line]:
    """Measure games of each size; ``repeats`` 1 leaves out the largest."""
    sizes = _PLAYERS if repeats > 1 else _PLAYERS[:-1]
    games = {players: _middle(folder, players, _TIMES if players == _JUDGED else 1) for players in sizes}
    lines = _stage_page(folder, games[_JUDGED]) if repeats > 1 else []
    small = games[_PLAYERS[0]]
    for players, game in games.items():
        bounded = players == _JUDGED
        held = (game.rss - small.rss) / max(players - _PLAYERS[0], 1) / 1024
        echo_held = (game.echo_rss - small.echo_rss) / max(players - _PLAYERS[0], 1) / 1024
        what = f"live, {players:,} players"
        lines += [
            Line(
                f"{what}: all joined (page, script, style, name)",
                f"{game.joined:.2f} s",
                game.joined,
                _most(5, bounded),
                " s",
            ),
            *(line for spread in _SPREADS for line in _answers(what, game, spread, bounded)),
            Line(
                f"{what}: the key has reached all",
                f"{1000 * game.revealed:.0f} ms",
                1000 * game.revealed,
                _most(300, bounded),
                " ms",
            ),
            Line(
                f"{what}: a host's key obeyed, p95",
                f"{1000 * percentile(game.keys, 0.95):.1f} ms (worst {1000 * max(game.keys):.0f})",
                1000 * percentile(game.keys, 0.95),
                _most(100, bounded),
                " ms",
            ),
            Line(f"{what}: CPU of the host an answer", f"{1e6 * game.cpu_an_answer:.0f} µs"),
            Line(f"{what}: no answer lost or counted twice", "so" if game.whole else "not so", float(not game.whole), 0),
        ]
        if players > _PLAYERS[0]:
            measured = f"{held:.1f} kB (echo {echo_held:.1f} kB)"
            lines.append(Line(f"{what}: memory for each beyond the first 100", measured, held, _most(32, bounded), " kB"))
    return lines


def _stage_page(folder: Path, without: Game) -> list[Line]:
    """Compare games of the judged size with and without a stage page open, alternately."""
    with_page = [_game(folder, f"page-{time}.db", _JUDGED, stage_page=True) for time in range(_TIMES)]
    others = [without, *(_game(folder, f"none-{time}.db", _JUDGED) for time in range(_TIMES - 1))]
    cpu, usual = (sorted(game.cpu_an_answer for game in games)[len(games) // 2] for games in (with_page, others))
    what = f"live, {_JUDGED:,} players: CPU of the host an answer, a stage page open / none, medians of {_TIMES}"
    return [Line(what, f"{cpu / usual:.2f} ({1e6 * cpu:.0f} µs / {1e6 * usual:.0f} µs)")]


def _answers(what: str, game: Game, spread: float, bounded: bool) -> list[Line]:
    p95, echo = percentile(game.answered[spread], 0.95), percentile(game.echo[spread], 0.95)
    ms = 1000 * p95
    when = f"sent over {spread:g} s" if spread else "sent all at once"
    return [
        Line(f"{what}: answer kept and acknowledged, {when}, p95", f"{ms:.1f} ms", ms, _most(120, bounded), " ms"),
        Line(
            f"{what}: the same against the bare echo",
            f"{p95 / echo:.2f} ({ms:.1f} ms / {1000 * echo:.1f} ms)",
            _ratio(game, spread),
            _most(3, bounded and not spread),
        ),
    ]


def _most(bound: float, bounded: bool) -> float | None:
    return bound if bounded else None


def _middle(folder: Path, players: int, times: int) -> Game:
    """Play this many games and return the median one: a burst is over in a tenth of a second, and runs differ."""
    games = [_game(folder, f"{players}-{time}.db", players) for time in range(times)]
    return sorted(games, key=lambda game: _ratio(game, 0.0))[times // 2]


def _ratio(game: Game, spread: float) -> float:
    return percentile(game.answered[spread], 0.95) / percentile(game.echo[spread], 0.95)


def _game(folder: Path, name: str, players: int, *, stage_page: bool = False) -> Game:
    echo, echo_rss = _echo(folder, players)
    host = Child(folder, "live_host", folder / name)
    page = Child(folder, "live_stage", host.first["stage"]) if stage_page else None
    pads = Child(folder, "live_pads", host.first["url"], host.first["code"], players)
    try:
        joined = pads.ask("join")["took"]
        host.ask("keys")
        answered, cpu = {}, 0.0
        for question, spread in enumerate(_SPREADS, 1):
            for _ in range(2):
                host.ask("next")
            before = host.ask("state")
            answered[spread] = pads.ask(f"answer {question} {spread}")["took"]
            after = host.ask("state")
            cpu = (after["cpu"] - before["cpu"]) / players
            if after["players"] != players:
                raise RuntimeError("Not everybody is in the game.")
            # The question may have closed by itself, since all have answered.
            while host.ask("state")["phase"] != "closed":
                host.ask("next")
            shown = host.ask("next")["at"]
            revealed = pads.ask("revealed")["last"] - shown
        keys = host.ask("keys")["keys"]
        host.ask("next")
        pads.ask("finished")
        kept = host.ask("kept")
    finally:
        pads.close()
        if page:
            page.close()
        host.close()
    whole = kept["answers"] == 2 * players == 2 * kept["different"] == 2 * kept["on_board"]
    return Game(joined, answered, revealed, keys, after["rss"], cpu, whole, echo, echo_rss)


def _echo(folder: Path, players: int) -> tuple[dict[float, list[float]], int]:
    server = Child(folder, "live_echo")
    pads = Child(folder, "live_pads", server.first["url"], "", players)
    try:
        pads.ask("join")
        took = {spread: pads.ask(f"answer 1 {spread}")["took"] for spread in _SPREADS}
        return took, server.ask("rss")["rss"]
    finally:
        pads.close()
        server.close()
