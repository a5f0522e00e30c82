"""From the start of the process to a usable home screen, for a player with many attempts and for one with none."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.processes import console_script, environment, medians
from benchmarks.table import Line, ratio_line
from benchmarks.terminal import Terminal
from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.paths import shipped_banks
from quiz.services.settings import Settings, write_settings
from quiz.store.store import open_store

_ATTEMPTS, _ANSWERS = 5_000, 10
_PLAYER = "Sam"
_LAST_LISTED = "WhatsApp's terms of service"
_INSERT_ATTEMPT = (
    "INSERT INTO attempts (id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, length, "
    "possible, pass_mark, started_at, ended_at, outcome, mark, points, passed) VALUES "
    f"(?, ?, ?, '1', 'x', 'quiz', 'steady', 1, '[]', {_ANSWERS}, {_ANSWERS}, 80, ?, ?, 'finished', 50, 500, 0)"
)
_INSERT_RESPONSE = (
    "INSERT INTO responses (attempt_id, position, question_id, outcome, mark, weight, points, seconds, answered_at) "
    "VALUES (?, ?, ?, 'answered', ?, 1, 100, 5, ?)"
)
_INSERT_BEST = "INSERT INTO best VALUES ('', ?, ?, 500, 50, 1)"


def measure(folder: Path, times: int) -> list[Line]:
    """Compare a player with 5,000 attempts with one without any, until the banks are listed and until figures are shown."""
    new, old = _home(folder / "new", 0), _home(folder / "old", _ATTEMPTS)
    full, empty, figures = medians(
        times,
        lambda: _painted(old, _LAST_LISTED),
        lambda: _painted(new, _LAST_LISTED),
        lambda: _painted(old, r"50 50"),
    )
    return [
        ratio_line(f"Home ready: {_ATTEMPTS:,} attempts of the player / none", full, empty, 1.1),
        Line("The same until its figures are there (for orientation)", f"{figures * 1000:.3g} ms"),
    ]


def _painted(home: Path, pattern: str) -> float:
    """Return the seconds until ``pattern`` is on the screen."""
    with Terminal([console_script()], environment(home)) as terminal:
        return terminal.wait_for(pattern) - terminal.began


def _home(home: Path, attempts: int) -> Path:
    """Make a home whose player has finished this many attempts at the shipped banks."""
    write_settings(Settings(player=_PLAYER), home / "config" / "inset-quiz" / "settings.json")
    file = home / "scores.db"
    with closing(open_store(str(file))) as store:
        player = store.sign_in(_PLAYER, "", 1).id
    banks = list(load_library([shipped_banks()]).banks.values())
    with closing(sqlite3.connect(file)) as connection, connection:
        for number in range(attempts):
            _fill(connection, player, banks[number % len(banks)], number)
        connection.executemany(_INSERT_BEST, [(bank.id, player) for bank in banks if attempts])
    return home


def _fill(connection: sqlite3.Connection, player: str, bank: Bank, number: int) -> None:
    at = 1_700_000_000_000 + number * 60_000
    connection.execute(_INSERT_ATTEMPT, (f"a{number}", player, bank.id, at, at + 1))
    asked = [bank.questions[(number + place) % len(bank.questions)].id for place in range(_ANSWERS)]
    responses = [(f"a{number}", place, question, (number + place) % 2, at) for place, question in enumerate(asked)]
    connection.executemany(_INSERT_RESPONSE, responses)
