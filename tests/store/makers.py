"""Small makers for tests of the store: attempts, responses, whole games, the file's own view."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from quiz.play.attempt import Response
from quiz.questions.answers import Picked
from quiz.store.records import AttemptRecord, Mode, Player
from quiz.store.store import Store
from tests import builders

BANK = builders.bank(builders.single("q0"), builders.single("q1"))
"""The bank that ``attempt_of`` is at; as it came from no file, no text of it is kept."""
BEFORE = Path(__file__).parent / "before"
"""Stores of earlier versions, as SQL."""


def make_older(file: Path, version: int) -> None:
    """Put a store as an earlier version wrote it into the place of ``file``."""
    file.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(file)) as old:
        old.executescript((BEFORE / f"version-{version}.sql").read_text(encoding="utf-8"))


def attempt_of(player: Player, bank: str = "first", **changes: Any) -> AttemptRecord:
    """Return an attempt of two questions, begun at 1000, that is not in a store yet."""
    usual: dict[str, Any] = {
        "id": "",
        "player_id": player.id,
        "bank_id": bank,
        "bank_version": "2026.11",
        "bank_hash": "0123456789abcdef",
        "mode": "quiz",
        "preset": "steady",
        "seed": 7,
        "questions": ("q0", "q1"),
        "possible": 2.0,
        "pass_mark": 80.0,
        "started_at": 1000,
    }
    return AttemptRecord(**{**usual, **changes})


def response_to(position: int = 0, **changes: Any) -> Response:
    """Return a right answer to the question at ``position`` of ``attempt_of``."""
    usual: dict[str, Any] = {
        "position": position,
        "question_id": f"q{position}",
        "outcome": "answered",
        "given": Picked((1,)),
        "mark": 1.0,
        "weight": 1.0,
        "points": 800,
        "seconds": 2.5,
    }
    return Response(**{**usual, **changes})


def play(
    store: Store,
    player: Player,
    bank: str = "first",
    *,
    points: int = 500,
    mark: float = 0.5,
    at: int = 2000,
    mode: Mode = "quiz",
    on_board: bool | None = None,
    site: str = "",
) -> AttemptRecord:
    """Play an attempt of one question to its end and return it as it is kept."""
    on_board = mode == "quiz" if on_board is None else on_board
    attempt = attempt_of(
        player, bank, questions=("q0",), possible=1.0, started_at=at, mode=mode, on_board=on_board, site=site
    )
    begun = store.begin(attempt, BANK)
    store.record(begun.id, response_to(mark=mark, points=points), at)
    kept = store.attempt(begun.id)
    assert kept is not None
    return kept


def ask_file(file: Path, statement: str) -> list[tuple[Any, ...]]:
    """Ask a SQLite file something behind the store's back."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        return connection.execute(statement).fetchall()
