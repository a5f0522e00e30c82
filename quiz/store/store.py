"""The store: every read and write of players, attempts and responses. Reads of boards are in quiz.store.boards."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from quiz.banks.model import Bank
from quiz.paths import lacks_home
from quiz.play.attempt import Response, Result
from quiz.play.drawing import Past
from quiz.play.points import Certainty
from quiz.store import boards, certificates, due, finished, schema, standing
from quiz.store.acknowledgements import Acknowledgements
from quiz.store.boards import BoardSpan
from quiz.store.certificates import CertificateRecord
from quiz.store.conflicts import again_after_conflict, jittered_pauses
from quiz.store.connection import Connection, insert
from quiz.store.credentials import Credentials
from quiz.store.due import Due
from quiz.store.errors import MissingStoreError, PlayedElsewhereError, StoreError
from quiz.store.finished import BegunAttempt, FinishedAttempt, GivenAnswer, SpacedAnswer
from quiz.store.games import Games
from quiz.store.location import store_file
from quiz.store.material import keep_material, lacking_material, material_of_bank, material_of_hash
from quiz.store.migration import migrate, version_of
from quiz.store.people import People
from quiz.store.players import player_of_key
from quiz.store.postgres import PostgresConnection
from quiz.store.records import (
    AttemptRecord,
    Best,
    BoardPlace,
    BoardRow,
    FinishedMark,
    Improvement,
    LatestAnswer,
    Player,
    RatedAnswer,
)
from quiz.store.rows import as_record, damaged, from_json, given_of, one_number, response_row, safe_team
from quiz.store.sqlite import SqliteConnection, has_log, may_write

_ATTEMPT_COLUMNS = (
    "id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, possible, pass_mark, on_board, "
    "origin, game_id, team, site, "
    "started_at, shown_position, shown_at, ended_at, outcome, mark, points, passed"
)
_AnyConnection = TypeVar("_AnyConnection", bound=Connection)


def _random_id() -> str:
    return secrets.token_hex(8)


def open_store(address: str, scripts: Sequence[str] | None = None, *, read_only: bool = False) -> "Store":
    """Open the store at a path, a ``postgresql://`` URL, or ``:memory:``. Raises StoreError with what to do about it.

    A new or older store is migrated. With ``read_only`` a current one is only read, without locks, and may be where nothing
    can be written; an empty or missing file raises MissingStoreError, and an older one that cannot be written is read as
    a copy, which does not follow later play.
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
        return _opened_to_read(file, scripts)
    if has_log(file):
        # Closing a file that was open for writing merges its log into it, so first see that it is ours.
        with closing(SqliteConnection(file, read_only=True)) as looking:
            version_of(looking, scripts)
    kept = _prepared(SqliteConnection(file), scripts)
    kept.make_private()
    return Store(kept)


def _prepared(connection: _AnyConnection, scripts: Sequence[str], read_only: bool = False) -> _AnyConnection:
    """Return the connection once its store has the newest schema, or close it and raise what was wrong.

    With ``read_only`` a current store is not even marked.
    """
    try:
        if not read_only or version_of(connection, scripts) < len(scripts):
            migrate(connection, scripts)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened_to_read(file: Path, scripts: Sequence[str]) -> "Store":
    """Open a file for reading only. An older one is migrated if it can be written, else as a copy in memory."""
    with ExitStack() as unless_returned:
        connection = SqliteConnection(file, read_only=True)
        unless_returned.callback(connection.close)
        version = version_of(connection, scripts)
        if version == 0:
            raise MissingStoreError(str(file))
        if version < len(scripts) and not may_write(file):
            return Store(_prepared(connection.copy_to_memory(), scripts), is_copy=True)
        if version == len(scripts):
            unless_returned.pop_all()
            return Store(connection)
    _prepared(SqliteConnection(file), scripts).close()
    return Store(SqliteConnection(file, read_only=True))


class Store:
    """Everything that is kept. Each method is one transaction; each may raise StoreError and has then changed nothing.

    Times ``at`` are milliseconds since 1970 in UTC, handed in by the caller.
    """

    def __init__(
        self,
        connection: Connection,
        new_id: Callable[[], str] = _random_id,
        pauses: Callable[[], Iterable[float]] = jittered_pauses,
        *,
        is_copy: bool = False,
    ) -> None:
        """Use ``connection``; ``new_id`` makes ids that never repeat, ``pauses`` seconds between tries."""
        self._connection = connection
        self._new_id = new_id
        self.pauses = pauses
        self.is_copy = is_copy
        """Whether this is a copy of a file that cannot be written, which does not follow later play."""
        self.games = Games(connection, new_id, pauses)
        """The live games."""
        self.people = People(connection, new_id, pauses)
        """Whole persons: what is kept about them, and erasing them."""
        self.credentials = Credentials(connection, new_id, pauses)
        """Under which names browsers play."""
        self.acknowledgements = Acknowledgements(connection, new_id, pauses)
        """Policies of the school that people have read and said they will follow."""

    @property
    def location(self) -> str:
        """Where the data is, for people."""
        return self._connection.location

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def together(self) -> AbstractContextManager[None]:
        """Return a context whose writes are kept by one commit at its end; until then nothing is sure.

        Each write may fail alone, as usual; if the end fails, all have. Not for two threads at once.
        """
        return self._connection.together()

    @property
    def gathers(self) -> bool:
        """Whether the database has that; else each write is kept by itself."""
        return self._connection.gathers

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
            player = player_of_key(self._connection, name.casefold())
            assert player
            if changed and self._run("SELECT 1 FROM best WHERE player_id = :id LIMIT 1", {"id": player.id}):
                boards.change(self._connection, "")
        return player

    def find_player(self, name: str) -> Player | None:
        """Return the player of this name, or None where nobody has played under it."""
        with self._connection.reading():
            return player_of_key(self._connection, name.casefold())

    def teams(self) -> list[str]:
        """Return the names of all people's teams, sorted, without those of guests of live games."""
        with self._connection.reading():
            rows = self._run("SELECT MIN(team) FROM players WHERE team <> '' AND guest = 0 GROUP BY team_key")
        return sorted({safe_team(row[0]) for row in rows} - {""}, key=str.casefold)

    # Attempts

    @again_after_conflict
    def begin(self, attempt: AttemptRecord, bank: Bank) -> AttemptRecord:
        """Keep a new attempt at ``bank``, with the bank's text, and return it with its id. Other open attempts stay open."""
        attempt = msgspec.structs.replace(attempt, id=self._new_id())
        row = msgspec.structs.asdict(attempt) | {
            "questions": json.dumps(attempt.questions),
            "length": len(attempt.questions),
            "on_board": int(attempt.on_board),
            "passed": 0,
        }
        with self._connection.transaction():
            keep_material(self._connection, [bank], attempt.started_at)
            self._run(insert("attempts", row), row)
        return attempt

    @again_after_conflict
    def show(self, attempt_id: str, position: int, at: int | None) -> None:
        """Keep which question is on the screen and since when, so that its time runs on through a crash; None: no clock."""
        with self._connection.transaction():
            self._run(
                "UPDATE attempts SET shown_position = :position, shown_at = :at WHERE id = :id",
                {"id": attempt_id, "position": position, "at": at},
            )

    @again_after_conflict
    def record(self, attempt_id: str, response: Response, at: int) -> bool:
        """Keep a response; with the last one the attempt is finished and the boards follow. Returns whether it was the last.

        An attempt abandoned meanwhile is reopened: answering resumes it.

        Raises PlayedElsewhereError where another program has answered the same question of the same attempt already.
        """
        row = response_row(attempt_id, response, at)
        with self._connection.transaction():
            # First, and where others may write also what is open already: two windows then come one after the other.
            which = "outcome = 'abandoned'" if self._connection.one_writer else "outcome <> 'finished'"
            reopen = f"UPDATE attempts SET outcome = 'open', ended_at = NULL WHERE id = :id AND {which}"
            self._run(reopen, {"id": attempt_id})
            kept = self._connection.changed(f"{insert('responses', row)} ON CONFLICT (attempt_id, position) DO NOTHING", row)
            if not kept:
                raise PlayedElsewhereError
            self._run(
                "DELETE FROM due WHERE player_id = (SELECT player_id FROM attempts WHERE id = :id)", {"id": attempt_id}
            )
            return self._finish_if_last(attempt_id, at)

    @again_after_conflict
    def note_certainty(self, attempt_id: str, position: int, certainty: Certainty) -> bool:
        """Keep how sure a player said they were of a kept response; here no mark, points or board depend on it.

        Only the first reply counts; returns whether this was it.
        """
        with self._connection.transaction():
            noted = self._connection.changed(
                "UPDATE responses SET certainty = :certainty "
                "WHERE attempt_id = :id AND position = :position AND certainty IS NULL",
                {"id": attempt_id, "position": position, "certainty": certainty},
            )
        return bool(noted)

    def _finish_if_last(self, attempt_id: str, at: int) -> bool:
        mark, points, answered, length = self._run(
            "SELECT SUM(mark), SUM(points), COUNT(*), (SELECT length FROM attempts WHERE id = :id) "
            "FROM responses WHERE attempt_id = :id",
            {"id": attempt_id},
        )[0]
        # Read the whole attempt only with its last answer: between two answers the player is waiting.
        attempt = self._attempt(attempt_id) if length is not None and answered >= length else None
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
            boards.hold_player(self._connection, attempt.player_id)
            place = {"site": attempt.site, "bank_id": attempt.bank_id, "player_id": attempt.player_id, "ended_at": at}
            boards.keep_bests(self._connection, [end | place])
            boards.change(self._connection, attempt.site)
        return True

    @again_after_conflict
    def abandon(self, attempt_id: str, answered: int, at: int) -> bool:
        """Close an open attempt that the player does not want to resume, and say whether it was open. Its answers stay.

        ``answered`` is how many responses the player was told of: if there are more by now, another window is playing the
        attempt, and it stays open.
        """
        with self._connection.transaction():
            return bool(
                self._connection.changed(
                    "UPDATE attempts SET outcome = 'abandoned', ended_at = :at WHERE id = :id AND outcome = 'open' "
                    "AND (SELECT COUNT(*) FROM responses WHERE attempt_id = :id) = :answered",
                    {"id": attempt_id, "answered": answered, "at": at},
                )
            )

    @again_after_conflict
    def end_rounds(self, player_id: str, at: int) -> None:
        """Close the player's open rounds of mistakes and top-ups, which are not resumed. Their answers stay."""
        with self._connection.transaction():
            self._run(
                "UPDATE attempts SET outcome = 'abandoned', ended_at = :at "
                "WHERE player_id = :player AND mode IN ('mistakes', 'topup') AND outcome = 'open'",
                {"player": player_id, "at": at},
            )

    def attempt(self, attempt_id: str) -> AttemptRecord | None:
        """Return an attempt, or None where there is none with this id."""
        with self._connection.reading():
            return self._attempt(attempt_id)

    def open_attempts(self, player_id: str) -> list[AttemptRecord]:
        """Return the attempts that the player could resume, the latest first."""
        with self._connection.reading():
            return self._attempts("player_id = :player AND outcome = 'open' ORDER BY started_at DESC", {"player": player_id})

    def top_up_of(self, record: AttemptRecord, within: int) -> list[AttemptRecord]:
        """Return all attempts of the top-up that ``record`` belongs to, in the order of their beginning.

        They share its seed, and began less than ``within`` milliseconds from it.
        """
        after, before = record.started_at - within, record.started_at + within
        values = {"player": record.player_id, "seed": record.seed, "after": after, "before": before}
        with self._connection.reading():
            return self._attempts(
                "player_id = :player AND mode = 'topup' AND seed = :seed "
                "AND started_at > :after AND started_at < :before ORDER BY started_at",
                values,
            )

    def has_begun(self, player_id: str, bank_id: str | None = None) -> bool:
        """Say whether the player has ever begun an attempt at a bank, top-ups aside, or any at all for None."""
        at_bank = "" if bank_id is None else "AND bank_id = :bank AND mode <> 'topup' "
        values = {"player": player_id} | ({} if bank_id is None else {"bank": bank_id})
        with self._connection.reading():
            return bool(self._run(f"SELECT 1 FROM attempts WHERE player_id = :player {at_bank}LIMIT 1", values))

    def history(self, player_id: str, bank_id: str, most: int = 12, *, on_board: bool = False) -> list[AttemptRecord]:
        """Return the player's latest finished quizzes at a bank, newest first; with ``on_board`` only those on the board."""
        only = "AND on_board = 1 " if on_board else ""
        with self._connection.reading():
            return self._attempts(
                f"player_id = :player AND bank_id = :bank AND outcome = 'finished' AND mode = 'quiz' {only}"
                "ORDER BY ended_at DESC, id DESC LIMIT :most",
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

    def past(self, player_id: str, bank_id: str) -> dict[str, Past]:
        """Return what the player was asked of a bank so far, practice included, by the question's id."""
        with self._connection.reading():
            return standing.past(self._connection, player_id, bank_id)

    def bests(self, player_id: str) -> dict[str, Best]:
        """Return the player's best mark and points and how many quizzes they finished, by the bank's id; no practice."""
        with self._connection.reading():
            rows = self._run(
                "SELECT bank_id, MAX(mark), MAX(points), COUNT(*), "
                f"MAX(CASE WHEN {standing.WHOLE} THEN mark END) FROM attempts "
                "WHERE player_id = :player AND outcome = 'finished' AND on_board = 1 GROUP BY bank_id",
                {"player": player_id},
            )
        bests = {}
        for bank, *values in rows:
            with suppress(ValueError):
                bests[bank] = as_record(dict(zip(("mark", "points", "attempts", "whole"), values, strict=True)), Best)
        return bests

    def latest_answers(self, player_id: str) -> dict[str, list[LatestAnswer]]:
        """Return the player's last answer to each question, practice included, by the bank's id; oldest first."""
        with self._connection.reading():
            return standing.latest_answers(self._connection, player_id)

    def rated_answers(self, player_id: str) -> list[RatedAnswer]:
        """Return every answer of the player to a question with a key, at any bank and in any mode, in order."""
        with self._connection.reading():
            return standing.rated_answers(self._connection, player_id)

    # Top-ups

    def due_now(self, name: str, at: int) -> Due | None:
        """Return how much a top-up asks the person of this name ``at`` a moment, None where that has to be forecast."""
        with self._connection.reading():
            return due.due_now(self._connection, name, at)

    @again_after_conflict
    def keep_due(self, player_id: str, reckoned: Sequence[Due]) -> None:
        """Keep how much top-ups will ask the player, and from when; the next answer drops it."""
        with self._connection.transaction():
            due.keep_due(self._connection, player_id, reckoned)

    def latest_marks(self, player_id: str, most: int = 8) -> dict[str, list[FinishedMark]]:
        """Return the player's latest ``most`` finished attempts at each bank, by the bank's id; the oldest first."""
        with self._connection.reading():
            return standing.latest_marks(self._connection, player_id, most)

    def answers_by_week(self, player_id: str, begins: Sequence[int]) -> list[int]:
        """Return how many questions the player answered between each of ``begins`` and the next; there are at least two."""
        with self._connection.reading():
            return standing.answers_by_week(self._connection, player_id, begins)

    @again_after_conflict
    def flag(self, player_id: str, bank_id: str, question_id: str, at: int) -> bool:
        """Flag a question for the trainer, or take the flag away again. Returns whether it is flagged now."""
        values = {"player": player_id, "bank": bank_id, "question": question_id}
        put = "INSERT INTO flags (player_id, bank_id, question_id, flagged_at) VALUES (:player, :bank, :question, :at)"
        with self._connection.transaction():
            removed = self._connection.changed(
                "DELETE FROM flags WHERE player_id = :player AND bank_id = :bank AND question_id = :question", values
            )
            if not removed:
                self._run(put, values | {"at": at})
        return not removed

    def is_flagged(self, player_id: str, bank_id: str, question_id: str) -> bool:
        """Say whether a player has flagged a question."""
        statement = "SELECT 1 FROM flags WHERE player_id = :player AND bank_id = :bank AND question_id = :question"
        with self._connection.reading():
            return bool(self._run(statement, {"player": player_id, "bank": bank_id, "question": question_id}))

    def flag_counts(self, bank_id: str) -> dict[str, int]:
        """Return how many players have flagged each question of a bank, by the question's id, naming nobody."""
        statement = "SELECT question_id, COUNT(*) FROM flags WHERE bank_id = :bank GROUP BY question_id"
        with self._connection.reading():
            return {row[0]: row[1] for row in self._run(statement, {"bank": bank_id})}

    # Boards

    def players_board(
        self,
        bank_id: str | None,
        since: int | None = None,
        most: int | None = None,
        until: int | None = None,
        site: str = boards.ALL_SITES,
    ) -> list[BoardRow]:
        """Return the first ``most`` players by best points at a bank or all (None), ended ``since``, before ``until``.

        With ``site`` only what was played there counts.
        """
        span = BoardSpan(since=since, until=until, site=site, most=most)
        with self._connection.reading():
            return boards.ordered_players(self._connection, bank_id or boards.ALL_BANKS, span)

    def teams_board(
        self,
        bank_id: str | None,
        since: int | None = None,
        most: int | None = None,
        until: int | None = None,
        site: str = boards.ALL_SITES,
    ) -> list[BoardRow]:
        """Return teams with the mean of their members' best points, like ``players_board``."""
        span = BoardSpan(since=since, until=until, site=site, most=most)
        with self._connection.reading():
            return boards.ordered_teams(self._connection, bank_id or boards.ALL_BANKS, span)

    def sites_board(
        self, bank_id: str | None, since: int | None = None, most: int | None = None, until: int | None = None
    ) -> list[BoardRow]:
        """Return sites with the mean of the best points reached on them, like ``players_board``."""
        span = BoardSpan(since=since, until=until, most=most)
        with self._connection.reading():
            return boards.ordered_sites(self._connection, bank_id or boards.ALL_BANKS, span)

    def sites(self) -> list[str]:
        """Return the names of the sites with anything on a board, sorted."""
        with self._connection.reading():
            return sorted(boards.sites(self._connection), key=str.casefold)

    def board_place(self, attempt: AttemptRecord) -> BoardPlace | None:
        """Return the place of a finished attempt's player at its bank, now and before it."""
        until = attempt.ended_at or 0
        with self._connection.reading():
            return boards.place(self._connection, attempt.bank_id, attempt.player_id, attempt.id, until)

    def most_improved(
        self, bank_id: str | None, since: int | None = None, site: str = boards.ALL_SITES
    ) -> Improvement | None:
        """Return who has risen most from their first quiz at a bank to the latest; at any bank for None."""
        with self._connection.reading():
            return boards.most_improved(self._connection, bank_id or boards.ALL_BANKS, since, site)

    def board_revision(self) -> int:
        """Return a number that grows whenever any board may have changed."""
        with self._connection.reading():
            return one_number(self._run("SELECT CAST(SUM(revision) AS BIGINT) FROM board_revision"), self.location)

    # Reports

    def finished_attempts(self, bank_id: str | None = None, since: int | None = None) -> list[FinishedAttempt]:
        """Return everybody's finished quizzes at a bank (None: at any) that began at ``since`` or later, in order."""
        with self._connection.reading():
            return finished.finished_attempts(self._connection, bank_id, since)

    def given_answers(self, bank_id: str | None = None, since: int | None = None) -> list[GivenAnswer]:
        """Return what was given in the quizzes of ``finished_attempts``, attempt by attempt, in the order asked."""
        with self._connection.reading():
            return finished.given_answers(self._connection, bank_id, since)

    def spaced_answers(self, bank_id: str | None = None, since: int | None = None) -> list[SpacedAnswer]:
        """Return people's answers to questions of a bank (None: of any) that they had right a month or more before."""
        with self._connection.reading():
            return finished.spaced_answers(self._connection, bank_id, since)

    def finished_attempt(self, attempt_id: str) -> FinishedAttempt | None:
        """Return one finished quiz, None where there is none with this id."""
        with self._connection.reading():
            return finished.finished_attempt(self._connection, attempt_id)

    def begun_attempts(self) -> list[BegunAttempt]:
        """Return people's quizzes at any bank that were begun but not finished, in order."""
        with self._connection.reading():
            return finished.begun_attempts(self._connection)

    # Certificates

    def certificate_secret(self) -> str | None:
        """Return the secret for the codes of certificates, None where this store has issued none."""
        with self._connection.reading():
            return certificates.certificate_secret(self._connection)

    @again_after_conflict
    def make_certificate_secret(self) -> str:
        """Return the secret for the codes of certificates, which is made once."""
        with self._connection.transaction():
            return certificates.make_certificate_secret(self._connection)

    @again_after_conflict
    def keep_certificate(self, record: CertificateRecord) -> None:
        """Record that a certificate was issued, or issued again."""
        with self._connection.transaction():
            certificates.keep_certificate(self._connection, record)

    def certificate(self, code: str) -> CertificateRecord | None:
        """Return the certificate with this code, None where this store has none."""
        with self._connection.reading():
            return certificates.certificate(self._connection, code)

    def certificates_of_player(self, player_id: str) -> list[CertificateRecord]:
        """Return the certificates that were issued to a player, the latest first."""
        with self._connection.reading():
            return certificates.certificates_of_player(self._connection, player_id)

    # Material

    def material(self, bank_hash: str) -> Bank | None:
        """Return a bank as it was played, None where its text was not kept or cannot be read any more."""
        with self._connection.reading():
            return material_of_hash(self._connection, bank_hash)

    def material_of_bank(self, bank_id: str, today: Bank | None = None) -> dict[str, Bank]:
        """Return the banks of this id as they were played, by their hashes; one that is as ``today`` is not read again."""
        with self._connection.reading():
            return material_of_bank(self._connection, bank_id, today)

    @again_after_conflict
    def keep_lacking_material(self, banks: Iterable[Bank], at: int) -> None:
        """Keep the texts of those of ``banks`` that were played, unchanged, before texts were kept."""
        with self._connection.reading():
            lacking = lacking_material(self._connection, banks)
        if lacking:
            with self._connection.transaction():
                keep_material(self._connection, lacking, at)

    def _run(self, statement: str, values: dict[str, Any] | None = None) -> Sequence[tuple[Any, ...]]:
        return self._connection.execute(statement, values or {})

    def _attempt(self, attempt_id: str) -> AttemptRecord | None:
        """Return one attempt. Raises StoreError if it exists but cannot be read."""
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


def _attempt(row: Sequence[Any]) -> AttemptRecord:
    values = dict(zip(_ATTEMPT_COLUMNS.split(", "), row, strict=True))
    questions = from_json(values["questions"], tuple[str, ...])
    flags = {name: bool(values[name]) for name in ("on_board", "passed")}
    return as_record(values | {"questions": questions} | flags, AttemptRecord)


def _response(values: dict[str, Any]) -> Response:
    return as_record(values | {"given": given_of(values["given"])}, Response)
