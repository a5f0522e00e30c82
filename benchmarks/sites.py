"""Finishing a quiz on one site while a large live game ends on another, against finishing one alone.

SQLite has one writer, so that a player who finishes has to wait for the end of the game: that wait is measured.
"""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from statistics import median

from benchmarks.processes import child, environment
from benchmarks.table import Line, ratio_line
from quiz.banks.loading import load_library
from quiz.paths import shipped_banks
from quiz.play.attempt import Response
from quiz.questions.answers import Picked
from quiz.store.records import AttemptRecord, Player
from quiz.store.store import Store, open_store

_GAMES = 5
"""How many games end on the other site for each round asked for."""
_MOST, _PAUSE = 300, 0.01
"""The most quizzes finished meanwhile, and the seconds between two."""
_BANK = next(iter(load_library([shipped_banks()]).banks.values()))


def measure(folder: Path, times: int) -> list[Line]:
    """Measure on SQLite, and on PostgreSQL if a server can be started."""
    what = "a quiz finished while a game of 1,000 ends on another site"
    beside, _, took = _medians(str(folder / "scores.db"), folder, times)
    lines = [ratio_line(f"SQLite: {what}, worst / the game's end", beside, took, 2)]
    with _postgres() as address:
        if address:
            beside, alone, took = _medians(address, folder, times)
            lines.append(ratio_line(f"PostgreSQL: {what} / alone, worst of as many", beside, alone, 5))
            lines.append(Line("The game's end there (for orientation)", f"{took * 1000:.3g} ms"))
    return lines


def _medians(address: str, folder: Path, times: int) -> list[float]:
    with closing(open_store(address)) as store:
        player = store.sign_in("Bob", "", 1)
        rounds = [_round(store, player, address, folder) for _ in range(times * _GAMES)]
    return [median(column) for column in zip(*rounds, strict=True)]


def _round(store: Store, player: Player, address: str, folder: Path) -> tuple[float, float, float]:
    """Finish one quiz after another while a game ends, and then as many alone.

    Returns the longest of the first, the longest of the others, and how long the game's end took, in seconds.
    """
    begun = [_begun(store, player) for _ in range(_MOST)]
    with subprocess.Popen(
        child("ending_game", address, folder),
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as game:
        assert game.stdin
        assert game.stdout
        game.stdout.readline()
        game.stdin.write("end\n")
        game.stdin.flush()
        finished = list(_finishing(store, begun, lambda: game.poll() is None))
        begin, end = map(float, game.stdout.readline().split())
    during = [took for at, took in finished if at < end and at + took > begin]
    again = [_begun(store, player) for _ in during]
    return max(during), max(took for _, took in _finishing(store, again, lambda: True)), end - begin


def _finishing(store: Store, begun: list[str], goes_on: Callable[[], bool]) -> Iterator[tuple[float, float]]:
    while begun and goes_on():
        yield _finish(store, begun.pop())
        time.sleep(_PAUSE)


def _begun(store: Store, player: Player) -> str:
    """Begin a quiz of one question and return the id of the attempt."""
    attempt = AttemptRecord(
        id="",
        player_id=player.id,
        bank_id=_BANK.id,
        bank_version="1",
        bank_hash="x",
        mode="quiz",
        preset="steady",
        seed=1,
        questions=("q",),
        possible=1.0,
        pass_mark=80.0,
        site="Vale",
        started_at=1,
    )
    return store.begin(attempt, _BANK).id


def _finish(store: Store, attempt_id: str) -> tuple[float, float]:
    """Give the last answer of a quiz, and return when, and the seconds until it was stored."""
    begin = time.monotonic()
    # Each better than the last, so that the board is written too.
    points = int(begin * 1000)
    response = Response(
        position=0,
        question_id="q",
        outcome="answered",
        given=Picked((0,)),
        mark=1.0,
        weight=1.0,
        points=points,
        seconds=1.0,
    )
    store.record(attempt_id, response, points)
    return begin, time.monotonic() - begin


@contextmanager
def _postgres() -> Iterator[str]:
    """Yield the address of an empty database on a server of its own; '' if none can run."""
    with suppress(ImportError):
        from tests.store.postgres_server import PostgresServer, why_it_cannot_run

        if not why_it_cannot_run():
            server = PostgresServer()
            try:
                yield server.fresh_database()
            finally:
                server.stop()
            return
    yield ""
