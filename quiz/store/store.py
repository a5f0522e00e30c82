"""The store: every read and write of players, attempts and responses. Board reads stand in quiz.store.boards."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from quiz.paths import lacks_home
from quiz.play.attempt import Response, Result
from quiz.store import boards, schema
from quiz.store.conflicts import again_after_conflict, jittered_pauses
from quiz.store.connection import Connection, insert
from quiz.store.errors import MissingStoreError, PlayedElsewhereError, StoreError
from quiz.store.games import Games
from quiz.store.location import store_file
from quiz.store.migration import migrate, version_of
from quiz.store.postgres import PostgresConnection
from quiz.store.records import AttemptRecord, Best, BoardRow, Player
from quiz.store.rows import as_record, damaged, from_json, given_of, one_number, response_row, safe_name, safe_team
from quiz.store.sqlite import SqliteConnection, has_log, may_write

_ATTEMPT_COLUMNS = (
    "id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, possible, pass_mark, on_board, "
    "started_at, shown_position, shown_at, ended_at, outcome, mark, points, passed"
)
_AnyConnection = TypeVar("_AnyConnection", bound=Connection)


def _random_id() -> str:
    return secrets.token_hex(8)


def open_store(address: str, scripts: Sequence[str] | None = None, *, read_only: bool = False) -> "Store":
    """Open the store at a path, a ``postgresql://`` URL, or ``:memory:``. Raises StoreError with what to do about it.

    A new or older store is brought to the newest schema. With ``read_only`` one that is up to date is only read, waits
    for nobody's lock, and may lie where nothing can be written; an empty or missing file raises MissingStoreError, and
    of an older one that may not be written a copy is read, which does not follow those who play.
    """
    scripts = schema.scripts() if scripts is None else scripts
    file = store_file(address)
    if file is None:
        connection: Connection = SqliteConnection(None) if address == ":memory:" else PostgresConnection(address)
        return Store(_prepared(connection, scripts, read_only))
    if lacks_home(file):
        fix = "Write the whole path of the file: quiz --store FILE."
        raise StoreError(f"The scores cannot be kept in {file}: there is no home folder {file.parts[0]}.", fix)
    if read_only:
        return Store(_opened_to_read(file, scripts))
    if has_log(file):
        # To close a file that was open for writing puts its log into it. First see that it is ours.
        with closing(SqliteConnection(file, read_only=True)) as looking:
            version_of(looking, scripts)
    kept = _prepared(SqliteConnection(file), scripts)
    kept.make_private()
    return Store(kept)


def _prepared(connection: _AnyConnection, scripts: Sequence[str], read_only: bool = False) -> _AnyConnection:
    """Return the connection when its store has the newest schema, or close it and pass on what was wrong.

    With ``read_only`` a store that has it is not even marked.
    """
    try:
        if not read_only or version_of(connection, scripts) < len(scripts):
            migrate(connection, scripts)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened_to_read(file: Path, scripts: Sequence[str]) -> SqliteConnection:
    """Open a file that is only read. An older one is migrated where it may be written, else in a copy in memory."""
    with ExitStack() as unless_returned:
        connection = SqliteConnection(file, read_only=True)
        unless_returned.callback(connection.close)
        version = version_of(connection, scripts)
        if version == 0:
            raise MissingStoreError(str(file))
        if version < len(scripts) and not may_write(file):
            return _prepared(connection.copy_to_memory(), scripts)
        if version == len(scripts):
            unless_returned.pop_all()
            return connection
    _prepared(SqliteConnection(file), scripts).close()
    return SqliteConnection(file, read_only=True)


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
    def location(self) -> str:
        """Where the data is, for people."""
        return self._connection.location

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
            player = _player(self._run("SELECT id, name, team FROM players WHERE name_key = :key", values)[0])
            if changed and self._run("SELECT 1 FROM best WHERE player_id = :id LIMIT 1", {"id": player.id}):
                self._change_boards()
        return player

    def find_player(self, name: str) -> Player | None:
        """Return the player of this name, or None where nobody has played under it."""
        with self._connection.reading():
            rows = self._run("SELECT id, name, team FROM players WHERE name_key = :key", {"key": name.casefold()})
        return _player(rows[0]) if rows else None

    def teams(self) -> list[str]:
        """Return the names of all teams, sorted."""
        with self._connection.reading():
            rows = self._run("SELECT MIN(team) FROM players WHERE team <> '' GROUP BY team_key")
        return sorted({safe_team(row[0]) for row in rows} - {""}, key=str.casefold)

    # Attempts

    @again_after_conflict
    def begin(self, attempt: AttemptRecord) -> AttemptRecord:
        """Keep a new attempt and return it with its id. Others that are open go on beside it."""
        attempt = msgspec.structs.replace(attempt, id=self._new_id())
        row = msgspec.structs.asdict(attempt) | {
            "questions": json.dumps(attempt.questions),
            "length": len(attempt.questions),
            "on_board": int(attempt.on_board),
            "passed": 0,
        }
        with self._connection.transaction():
            self._run(insert("attempts", row), row)
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

        An attempt that was abandoned meanwhile is open again: who answers goes on with it.

        Raises PlayedElsewhereError where another program has answered the same question of the same attempt already.
        """
        row = response_row(attempt_id, response, at)
        with self._connection.transaction():
            # First, so that two windows that answer at once come one after the other on either database.
            self._run(
                "UPDATE attempts SET outcome = 'open', ended_at = NULL WHERE id = :id AND outcome <> 'finished'",
                {"id": attempt_id},
            )
            kept = self._connection.changed(f"{insert('responses', row)} ON CONFLICT (attempt_id, position) DO NOTHING", row)
            if not kept:
                raise PlayedElsewhereError
            return self._finish_if_last(attempt_id, at)

    def _finish_if_last(self, attempt_id: str, at: int) -> bool:
        mark, points, answered = self._run(
            "SELECT SUM(mark), SUM(points), COUNT(*) FROM responses WHERE attempt_id = :id", {"id": attempt_id}
        )[0]
        attempt = self._attempt(attempt_id)
        if attempt is None or answered < len(attempt.questions):
            return False
        result = Result.of(mark, attempt.possible, int(points), finished=True, pass_mark=attempt.pass_mark)
        end = {
            "id": attempt_id,
            "at": at,
            "mark": result.mark,
            "points": result.points,
            "passed": int(result.passed),
        }
        self._run(
            "UPDATE attempts SET outcome = 'finished', ended_at = :at, mark = :mark, points = :points, passed = :passed "
            "WHERE id = :id",
            end,
        )
        if attempt.on_board:
            # First the revision: until this transaction ends, nobody else who finishes adds up bests beside it.
            self._change_boards()
            boards.keep_best(self._connection, attempt.bank_id, attempt.player_id, end)
        return True

    @again_after_conflict
    def abandon(self, attempt_id: str, answered: int, at: int) -> bool:
        """End an open attempt that the player does not want to resume, and say whether it was. What was answered stays.

        ``answered`` is how many responses the player was told of: where there are more by now, another window is
        playing the attempt, and it goes on.
        """
        with self._connection.transaction():
            return bool(
                self._connection.changed(
                    "UPDATE attempts SET outcome = 'abandoned', ended_at = :at WHERE id = :id AND outcome = 'open' "
                    "AND (SELECT COUNT(*) FROM responses WHERE attempt_id = :id) = :answered",
                    {"id": attempt_id, "answered": answered, "at": at},
                )
            )

    def attempt(self, attempt_id: str) -> AttemptRecord | None:
        """Return an attempt, or None where there is none with this id."""
        with self._connection.reading():
            return self._attempt(attempt_id)

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
        try:
            return [_response(dict(zip(names, row, strict=True))) for row in rows]
        except ValueError as error:
            raise damaged(self.location) from error

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
        bests = {}
        for bank, *values in rows:
            with suppress(ValueError):
                bests[bank] = as_record(dict(zip(("mark", "points", "attempts"), values, strict=True)), Best)
        return bests

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

    def players_board(self, bank_id: str | None, since: int | None = None, most: int | None = None) -> list[BoardRow]:
        """Return players with their best points at a bank, or over all banks (None), the first ``most`` (None: all).

        ``since`` counts only attempts that ended at that time or later.
        """
        with self._connection.reading():
            return boards.players(self._connection, bank_id or boards.ALL_BANKS, since, most)

    def teams_board(self, bank_id: str | None, since: int | None = None, most: int | None = None) -> list[BoardRow]:
        """Return teams with the mean of their members' best points, like ``players_board``."""
        with self._connection.reading():
            return boards.teams(self._connection, bank_id or boards.ALL_BANKS, since, most)

    def board_revision(self) -> int:
        """Return a number that grows whenever any board may have changed."""
        with self._connection.reading():
            return one_number(self._run("SELECT revision FROM board_revision"), self.location)

    def _change_boards(self) -> None:
        self._run("UPDATE board_revision SET revision = revision + 1")

    def _run(self, statement: str, values: dict[str, Any] | None = None) -> Sequence[tuple[Any, ...]]:
        return self._connection.execute(statement, values or {})

    def _attempt(self, attempt_id: str) -> AttemptRecord | None:
        """Return one attempt. Raises StoreError where it is there and cannot be read."""
        rows = self._run(f"SELECT {_ATTEMPT_COLUMNS} FROM attempts WHERE id = :id", {"id": attempt_id})
        try:
            return _attempt(rows[0]) if rows else None
        except ValueError as error:
            raise damaged(self.location) from error

    def _attempts(self, condition: str, values: dict[str, Any]) -> list[AttemptRecord]:
        """Return the attempts that can be read: one bad row does not hide the others."""
        found = []
        for row in self._run(f"SELECT {_ATTEMPT_COLUMNS} FROM attempts WHERE {condition}", values):
            with suppress(ValueError):
                found.append(_attempt(row))
        return found


def _player(row: Sequence[Any]) -> Player:
    return Player(str(row[0]), safe_name(row[1]), safe_team(row[2]))


def _attempt(row: Sequence[Any]) -> AttemptRecord:
    values = dict(zip(_ATTEMPT_COLUMNS.split(", "), row, strict=True))
    questions = from_json(values["questions"], tuple[str, ...])
    flags = {name: bool(values[name]) for name in ("on_board", "passed")}
    return as_record(values | {"questions": questions} | flags, AttemptRecord)


def _response(values: dict[str, Any]) -> Response:
    return as_record(values | {"given": given_of(values["given"])}, Response)
