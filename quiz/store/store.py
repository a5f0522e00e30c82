"""The store: every read and write of players, attempts and responses. Board reads stand in quiz.store.boards."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from quiz.play.attempt import Response
from quiz.play.given import Given
from quiz.store import boards, schema
from quiz.store.conflicts import again_after_conflict, jittered_pauses
from quiz.store.connection import Connection
from quiz.store.errors import PlayedElsewhereError
from quiz.store.games import Games
from quiz.store.migration import migrate, refuse_newer
from quiz.store.postgres import PostgresConnection
from quiz.store.records import AttemptRecord, Best, Player, Row
from quiz.store.sqlite import SqliteConnection

_ATTEMPT_COLUMNS = (
    "id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, possible, pass_mark, started_at, "
    "shown_position, shown_at, ended_at, outcome, mark, points, passed"
)
_ALL_BANKS = ""


def _random_id() -> str:
    return secrets.token_hex(8)


def open_store(address: str, scripts: Sequence[str] | None = None) -> "Store":
    """Open the store at a path, a ``postgresql://`` URL, or ``:memory:``. Raises StoreError with what to do about it."""
    if address.startswith(("postgresql://", "postgres://")):
        connection: Connection = PostgresConnection(address)
    else:
        connection = SqliteConnection(None if address == ":memory:" else Path(address).expanduser())
    scripts = schema.scripts() if scripts is None else scripts
    try:
        refuse_newer(connection, len(scripts))
        migrate(connection, scripts)
    except BaseException:
        connection.close()
        raise
    return Store(connection)


class Store:
    """Everything that is kept. Each method is one transaction; each may raise StoreError and has then changed nothing.

    Times ``at`` are milliseconds since 1970 in UTC, handed in by the caller.
    """

    def __init__(
        self,
        connection: Connection,
        new_id: Callable[[], str] = _random_id,
        pauses: Callable[[], Iterable[float]] = jittered_pauses,
    ) -> None:
        """Use ``connection``; ``new_id`` makes ids that never repeat, ``pauses`` seconds between tries."""
        self._connection = connection
        self._new_id = new_id
        self.pauses = pauses
        self.games = Games(connection, new_id, pauses)
        """The live games."""

    @property
    def place(self) -> str:
        """Where the data is, for people."""
        return self._connection.place

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    # Players

    @again_after_conflict
    def sign_in(self, name: str, team: str, at: int) -> Player:
        """Return the player of this name (case does not matter), made if new and moved to ``team`` if in another."""
        values = {"id": self._new_id(), "name": name, "key": name.casefold(), "team": team, "at": at}
        values["team_key"] = team.casefold()
        with self._connection.transaction():
            changed = self._connection.changed(
                "INSERT INTO players (id, name, name_key, team, team_key, created_at) "
                "VALUES (:id, :name, :key, :team, :team_key, :at) ON CONFLICT (name_key) "
                "DO UPDATE SET name = excluded.name, team = excluded.team, team_key = excluded.team_key "
                "WHERE players.name <> excluded.name OR players.team <> excluded.team",
                values,
            )
            player = Player(*self._run("SELECT id, name, team FROM players WHERE name_key = :key", values)[0])
            if changed and self._run("SELECT 1 FROM best WHERE player_id = :id LIMIT 1", {"id": player.id}):
                self._change_boards()
        return player

    def find_player(self, name: str) -> Player | None:
        """Return the player of this name, or None where nobody has played under it."""
        with self._connection.reading():
            rows = self._run("SELECT id, name, team FROM players WHERE name_key = :key", {"key": name.casefold()})
        return Player(*rows[0]) if rows else None

    def teams(self) -> list[str]:
        """Return the names of all teams, sorted."""
        with self._connection.reading():
            rows = self._run("SELECT MIN(team) FROM players WHERE team <> '' GROUP BY team_key")
        return sorted((row[0] for row in rows), key=str.casefold)

    # Attempts

    @again_after_conflict
    def begin(self, attempt: AttemptRecord) -> AttemptRecord:
        """Keep a new attempt and return it with its id. Earlier open attempts of the player at the bank are abandoned."""
        attempt = msgspec.structs.replace(attempt, id=self._new_id())
        values = msgspec.structs.asdict(attempt) | {
            "questions": json.dumps(attempt.questions),
            "length": len(attempt.questions),
            "passed": 0,
        }
        columns = [*_ATTEMPT_COLUMNS.split(", "), "length"]
        with self._connection.transaction():
            self._run(
                "UPDATE attempts SET outcome = 'abandoned', ended_at = :at "
                "WHERE player_id = :player AND bank_id = :bank AND outcome = 'open'",
                {"player": attempt.player_id, "bank": attempt.bank_id, "at": attempt.started_at},
            )
            self._run(
                f"INSERT INTO attempts ({', '.join(columns)}) VALUES ({', '.join(':' + c for c in columns)})",
                {column: values[column] for column in columns},
            )
        return attempt

    @again_after_conflict
    def show(self, attempt_id: str, position: int, at: int) -> None:
        """Keep when a question was put on the screen, so that its time goes on over a crash."""
        with self._connection.transaction():
            self._run(
                "UPDATE attempts SET shown_position = :position, shown_at = :at WHERE id = :id",
                {"id": attempt_id, "position": position, "at": at},
            )

    @again_after_conflict
    def record(self, attempt_id: str, response: Response, at: int) -> bool:
        """Keep a response; with the last one the attempt is finished and the boards follow. Returns whether it was the last.

        Raises PlayedElsewhereError where another program has answered the same question of the same attempt already.
        """
        values: dict[str, object] = {
            "attempt_id": attempt_id,
            "position": response.position,
            "question_id": response.question_id,
            "outcome": response.outcome,
            "given": None if response.given is None else msgspec.json.encode(response.given).decode(),
            "mark": response.mark,
            "weight": response.weight,
            "points": response.points,
            "seconds": response.seconds,
            "certainty": response.certainty,
            "answered_at": at,
        }
        with self._connection.transaction():
            kept = self._connection.changed(
                f"INSERT INTO responses ({', '.join(values)}) VALUES ({', '.join(':' + name for name in values)}) "
                "ON CONFLICT (attempt_id, position) DO NOTHING",
                values,
            )
            if not kept:
                raise PlayedElsewhereError
            return self._finish_if_last(attempt_id, at)

    def _finish_if_last(self, attempt_id: str, at: int) -> bool:
        mark, points, answered = self._run(
            "SELECT SUM(mark), SUM(points), COUNT(*) FROM responses WHERE attempt_id = :id", {"id": attempt_id}
        )[0]
        attempt = self._attempts("id = :id", {"id": attempt_id})[0]
        if answered < len(attempt.questions) or attempt.outcome != "open":
            return False
        per_cent = round(100 * mark / attempt.possible, 2) if attempt.possible else 0.0
        end = {
            "id": attempt_id,
            "at": at,
            "mark": per_cent,
            "points": int(points),
            "passed": int(per_cent >= attempt.pass_mark),
        }
        self._run(
            "UPDATE attempts SET outcome = 'finished', ended_at = :at, mark = :mark, points = :points, passed = :passed "
            "WHERE id = :id",
            end,
        )
        if attempt.mode == "quiz":
            # First the revision: until this transaction ends, nobody else who finishes adds up bests beside it.
            self._change_boards()
            boards.keep_best(self._connection, attempt.bank_id, attempt.player_id, end)
        return True

    @again_after_conflict
    def abandon(self, attempt_id: str, at: int) -> None:
        """End an open attempt that the player does not want to resume. What was answered stays."""
        with self._connection.transaction():
            self._run(
                "UPDATE attempts SET outcome = 'abandoned', ended_at = :at WHERE id = :id AND outcome = 'open'",
                {"id": attempt_id, "at": at},
            )

    def attempt(self, attempt_id: str) -> AttemptRecord | None:
        """Return an attempt, or None where there is none with this id."""
        with self._connection.reading():
            found = self._attempts("id = :id", {"id": attempt_id})
        return found[0] if found else None

    def open_attempts(self, player_id: str) -> list[AttemptRecord]:
        """Return the attempts that the player could resume, the latest first."""
        with self._connection.reading():
            return self._attempts("player_id = :player AND outcome = 'open' ORDER BY started_at DESC", {"player": player_id})

    def history(self, player_id: str, bank_id: str, most: int = 12) -> list[AttemptRecord]:
        """Return the player's latest finished attempts at a bank, the latest first."""
        with self._connection.reading():
            return self._attempts(
                "player_id = :player AND bank_id = :bank AND outcome = 'finished' AND mode = 'quiz' "
                "ORDER BY started_at DESC LIMIT :most",
                {"player": player_id, "bank": bank_id, "most": most},
            )

    def responses(self, attempt_id: str) -> list[Response]:
        """Return the responses of an attempt, in the order of its questions."""
        with self._connection.reading():
            rows = self._run(
                "SELECT position, question_id, outcome, given, mark, weight, points, seconds, certainty "
                "FROM responses WHERE attempt_id = :id ORDER BY position",
                {"id": attempt_id},
            )
        names = ("position", "question_id", "outcome", "given", "mark", "weight", "points", "seconds", "certainty")
        return [_response(dict(zip(names, row, strict=True))) for row in rows]

    def times_asked(self, player_id: str, bank_id: str) -> dict[str, int]:
        """Return how often the player has been asked each question of a bank, by the question's id."""
        with self._connection.reading():
            rows = self._run(
                "SELECT question_id, COUNT(*) FROM responses JOIN attempts ON attempts.id = attempt_id "
                "WHERE player_id = :player AND bank_id = :bank GROUP BY question_id",
                {"player": player_id, "bank": bank_id},
            )
        return {row[0]: row[1] for row in rows}

    def bests(self, player_id: str) -> dict[str, Best]:
        """Return the player's best mark, best points and number of finished attempts at each bank, by the bank's id."""
        with self._connection.reading():
            rows = self._run(
                "SELECT bank_id, MAX(mark), MAX(points), COUNT(*) FROM attempts "
                "WHERE player_id = :player AND outcome = 'finished' AND mode = 'quiz' GROUP BY bank_id",
                {"player": player_id},
            )
        return {row[0]: Best(float(row[1]), int(row[2]), int(row[3])) for row in rows}

    @again_after_conflict
    def flag(self, player_id: str, bank_id: str, question_id: str, at: int) -> bool:
        """Flag a question for the trainer, or take the flag away again. Returns whether it is flagged now."""
        values = {"player": player_id, "bank": bank_id, "question": question_id}
        with self._connection.transaction():
            removed = self._connection.changed(
                "DELETE FROM flags WHERE player_id = :player AND bank_id = :bank AND question_id = :question", values
            )
            if not removed:
                self._run(
                    "INSERT INTO flags (player_id, bank_id, question_id, flagged_at) "
                    "VALUES (:player, :bank, :question, :at)",
                    values | {"at": at},
                )
        return not removed

    def flagged(self, player_id: str, bank_id: str) -> set[str]:
        """Return the ids of the questions of a bank that the player has flagged."""
        with self._connection.reading():
            rows = self._run(
                "SELECT question_id FROM flags WHERE player_id = :player AND bank_id = :bank",
                {"player": player_id, "bank": bank_id},
            )
        return {row[0] for row in rows}

    # Boards

    def players_board(self, bank_id: str | None, since: int | None = None, most: int | None = None) -> list[Row]:
        """Return players with their best points at a bank, or over all banks (None), the first ``most`` (None: all).

        ``since`` counts only attempts that ended at that time or later.
        """
        with self._connection.reading():
            return boards.players(self._connection, bank_id or _ALL_BANKS, since, most)

    def teams_board(self, bank_id: str | None, since: int | None = None, most: int | None = None) -> list[Row]:
        """Return teams with the mean of their members' best points, like ``players_board``."""
        with self._connection.reading():
            return boards.teams(self._connection, bank_id or _ALL_BANKS, since, most)

    def board_revision(self) -> int:
        """Return a number that grows whenever any board may have changed."""
        with self._connection.reading():
            return int(self._run("SELECT revision FROM board_revision")[0][0])

    def _change_boards(self) -> None:
        self._run("UPDATE board_revision SET revision = revision + 1")

    def _run(self, statement: str, values: dict[str, Any] | None = None) -> Sequence[tuple[Any, ...]]:
        return self._connection.execute(statement, values or {})

    def _attempts(self, condition: str, values: dict[str, Any]) -> list[AttemptRecord]:
        rows = self._run(f"SELECT {_ATTEMPT_COLUMNS} FROM attempts WHERE {condition}", values)
        names = _ATTEMPT_COLUMNS.split(", ")
        return [_attempt(dict(zip(names, row, strict=True))) for row in rows]


def _attempt(row: dict[str, Any]) -> AttemptRecord:
    questions = tuple(json.loads(row["questions"]))
    return AttemptRecord(**row | {"questions": questions, "passed": bool(row["passed"])})


def _response(row: dict[str, Any]) -> Response:
    given = None if row["given"] is None else msgspec.json.decode(row["given"], type=Given)
    return Response(**row | {"given": given})
