"""Fill a home with answers, or print the seconds of replaying them. Arguments: ``fill``, ``replay``, ``first``; the home."""

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from quiz.paths import settings_file, shipped_banks
from quiz.services.requests import AppRequest
from quiz.services.services import Services
from quiz.services.settings import Settings, write_settings

_PLAYER = "Sam"
_DAY = 24 * 60 * 60 * 1000
_LENGTH = 10
_INSERT_ATTEMPT = (
    "INSERT INTO attempts (id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, length, "
    "possible, pass_mark, started_at, ended_at, outcome, mark, points, passed) VALUES "
    "(?, ?, ?, '1', ?, 'quiz', 'steady', 1, '[]', 10, 10, 80, ?, ?, 'finished', 50, 500, 0)"
)
_INSERT_RESPONSE = (
    "INSERT INTO responses (attempt_id, position, question_id, outcome, mark, weight, points, seconds, answered_at) "
    "VALUES (?, ?, ?, 'answered', ?, 1, 100, 5, ?)"
)


def services_of(home: Path) -> Services:
    """Return services with the shipped banks and the store of a home, opened."""
    request = AppRequest(
        store=str(home / "scores.db"), bank_folders=(shipped_banks(),), settings_file=home / "settings.json"
    )
    services = Services(request)
    services.open_store()
    return services


def fill(home: Path, answers: int) -> None:
    """Give this many answers, each question's on different days, three in four right; the last yesterday."""
    write_settings(Settings(player=_PLAYER), settings_file())
    with closing(services_of(home)) as services:
        player = services.store.sign_in(_PLAYER, "", 1)
        banks = list(services.banks.values())
        now = services.clocks.wall()
        with closing(sqlite3.connect(home / "scores.db")) as connection, connection:
            for number in range(answers // _LENGTH):
                bank, at = banks[number % len(banks)], now - (answers // _LENGTH - number) * _DAY
                connection.execute(_INSERT_ATTEMPT, (f"a{number}", player.id, bank.id, bank.content_hash, at, at))
                asked = [bank.scored[(number * 7 + place) % len(bank.scored)].id for place in range(_LENGTH)]
                rows = [
                    (f"a{number}", place, question, (number + place) % 4 > 0, at) for place, question in enumerate(asked)
                ]
                connection.executemany(_INSERT_RESPONSE, rows)
        services.keep_due(player)


def replay(home: Path, *, warm: bool) -> float:
    """Return the seconds to replay all answers; ``warm`` if the model is imported already."""
    with closing(services_of(home)) as services:
        player = services.store.find_player(_PLAYER)
        assert player
        if warm:
            services.memory(player)
        begin = time.perf_counter()
        assert services.memory(player)
        return time.perf_counter() - begin


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        print(replay(Path(sys.argv[2]), warm=sys.argv[1] == "replay"))
