"""Everybody's finished quizzes and the answers in them, for reports; practice is left out."""

from contextlib import suppress
from functools import cache
from typing import Annotated, Any

from msgspec import Meta, Struct

from quiz.banks.rules import MOST_WEIGHT
from quiz.play.attempt import Outcome
from quiz.play.points import Certainty
from quiz.store.connection import Connection
from quiz.store.erasing import is_erased
from quiz.store.records import SOME_DAY, Origin
from quiz.store.rows import as_record, as_records, safe_name, safe_team, sound_rows

_ROUNDING = 1e-6
_DAY = 24 * 60 * 60 * 1000
FEWEST_DAYS = 30
"""From this many days on, reports say whether something is still known."""
_FINISHED = "mode = 'quiz' AND outcome = 'finished'"


class FinishedAttempt(Struct, frozen=True, kw_only=True):
    """A quiz that somebody finished. Times are milliseconds since 1970, UTC; marks are in per cent."""

    id: str
    player_id: str
    name: str
    guest: bool
    """Whether a guest of live games played it, whose name may be anybody's."""
    anonymous: bool = False
    """Whether these are the figures of somebody erased."""
    team: str
    """The team at the time; if that was not kept yet, the team when this store was updated."""
    site: str
    origin: Origin
    game_id: str | None
    bank_id: str
    bank_version: str
    bank_hash: str
    length: int
    """How many questions it asked."""
    mark: float
    points: int
    pass_mark: float
    passed: bool
    on_board: bool
    """Whether it was played by its bank's own rules."""
    started_at: Annotated[int, SOME_DAY]
    ended_at: Annotated[int, SOME_DAY]


class GivenAnswer(Struct, frozen=True, array_like=True):
    """What was given to one question of a finished quiz."""

    attempt_id: str
    question_id: str
    outcome: Outcome
    given: str | None
    """The answer as JSON, by positions in the bank as it was played. Equal answers are equal texts."""
    mark: float
    """Fraction right, 0 to 1, times ``weight``."""
    weight: float
    certainty: Certainty | None

    def __post_init__(self) -> None:
        """Raise ValueError for a mark that no answer can have: reports calculate with it."""
        if not 0 <= self.mark <= self.weight + _ROUNDING or self.weight > MOST_WEIGHT:
            raise ValueError("a mark that no answer has")


class SpacedAnswer(Struct, frozen=True, array_like=True):
    """A person's answer to a question that they had right long before, whatever the attempts."""

    person: str
    bank_id: str
    bank_hash: str
    question_id: str
    mark: float
    """Fraction right, 0 to 1, times ``weight``."""
    weight: Annotated[float, Meta(gt=0)]
    days: int
    """The days in between."""
    before_hash: str
    """The hash of the bank at that earlier time."""


def finished_attempts(connection: Connection, bank_id: str | None, since: int | None) -> list[FinishedAttempt]:
    """Return the finished quizzes at a bank (None: at any) that began at ``since`` or later, in order of beginning.

    Rows that are not valid are left out. Use inside a reading.
    """
    return _finished(connection, *_which(bank_id, since))


def finished_attempt(connection: Connection, attempt_id: str) -> FinishedAttempt | None:
    """Return one finished quiz, None where there is none with this id that can be read. Use inside a reading."""
    found = _finished(connection, f"{_FINISHED} AND attempts.id = :id", {"id": attempt_id})
    return found[0] if found else None


class BegunAttempt(Struct, frozen=True, kw_only=True):
    """A quiz that a person has begun but not finished."""

    name: str
    bank_id: str
    started_at: int
    """Milliseconds since 1970, UTC."""


def begun_attempts(connection: Connection) -> list[BegunAttempt]:
    """Return the quizzes that people, not guests, began and did not finish, oldest first. Use inside a reading."""
    rows = connection.execute(
        "SELECT players.name, bank_id, started_at FROM attempts JOIN players ON players.id = player_id "
        "WHERE mode = 'quiz' AND outcome <> 'finished' AND guest = 0 ORDER BY started_at, attempts.id"
    )
    found = []
    for name, bank_id, started_at in rows:
        with suppress(ValueError):
            values = {"name": safe_name(name), "bank_id": bank_id, "started_at": started_at}
            found.append(as_record(values, BegunAttempt))
    return found


def _finished(connection: Connection, condition: str, values: dict[str, object]) -> list[FinishedAttempt]:
    rows = connection.execute(
        f"SELECT attempts.id, player_id, players.name, guest, {is_erased('players.name_key')}, attempts.team, site, origin, "
        "game_id, bank_id, bank_version, bank_hash, length, mark, points, pass_mark, passed, on_board, started_at, ended_at "
        f"FROM attempts JOIN players ON players.id = player_id WHERE {condition} ORDER BY started_at, attempts.id",
        values,
    )
    # Cached: a person has many quizzes, and there are few teams and sites.
    name_of, team_of = cache(safe_name), cache(safe_team)
    found = []
    for row in rows:
        named: dict[str, Any] = dict(zip(FinishedAttempt.__struct_fields__, row, strict=True))
        for flag in ("guest", "anonymous", "passed", "on_board"):
            named[flag] = bool(named[flag])
        named.update(name=name_of(named["name"]), team=team_of(named["team"]), site=team_of(named["site"]))
        found.append(named)
    return as_records(found, FinishedAttempt)


def given_answers(connection: Connection, bank_id: str | None, since: int | None) -> list[GivenAnswer]:
    """Return what was given in the quizzes that ``finished_attempts`` returns, attempt by attempt, in the order asked."""
    condition, values = _which(bank_id, since)
    rows = connection.execute(
        "SELECT attempt_id, question_id, responses.outcome, given, responses.mark, weight, certainty "
        # CROSS, or SQLite would look through the answers of every quiz there is.
        f"FROM (SELECT attempts.id, started_at FROM attempts WHERE {condition}) AS chosen CROSS JOIN responses "
        "WHERE attempt_id = chosen.id ORDER BY started_at, attempt_id, position",
        values,
    )
    return sound_rows(rows, GivenAnswer)


def spaced_answers(connection: Connection, bank_id: str | None, since: int | None) -> list[SpacedAnswer]:
    """Return the answers to what was right ``FEWEST_DAYS`` days before and was not asked meanwhile. Use inside a reading.

    Guests are left out, whose names may be anybody's, and so are anonymous figures, which have no days. ``since`` is the
    earliest beginning of the later attempt.
    """
    rows = connection.execute(
        "SELECT player_id, bank_id, bank_hash, question_id, mark, weight, (answered_at - before_at) / :day, before_hash "
        "FROM (SELECT player_id, bank_id, bank_hash, question_id, responses.mark, weight, answered_at, started_at, "
        "attempt_id, position, LAG(answered_at) OVER earlier AS before_at, LAG(bank_hash) OVER earlier AS before_hash, "
        "LAG(responses.mark) OVER earlier AS before_mark, LAG(weight) OVER earlier AS before_weight "
        "FROM responses JOIN attempts ON attempts.id = attempt_id JOIN players ON players.id = player_id "
        f"WHERE guest = 0 AND NOT {is_erased('name_key')} AND weight > 0 {'AND bank_id = :bank ' if bank_id else ''}"
        "WINDOW earlier AS (PARTITION BY player_id, bank_id, question_id ORDER BY answered_at, attempt_id, position)"
        ") AS asked WHERE before_mark > before_weight * 0.999999 AND answered_at - before_at >= :least "
        f"{'AND started_at >= :since ' if since is not None else ''}ORDER BY answered_at, attempt_id, position",
        {"day": _DAY, "least": FEWEST_DAYS * _DAY}
        | ({"bank": bank_id} if bank_id else {})
        | ({"since": since} if since is not None else {}),
    )
    return sound_rows(rows, SpacedAnswer)


def _which(bank_id: str | None, since: int | None) -> tuple[str, dict[str, object]]:
    parts = [_FINISHED, *(["bank_id = :bank"] if bank_id else []), *(["started_at >= :since"] if since is not None else [])]
    asked = {"bank": bank_id, "since": since}
    return " AND ".join(parts), {name: value for name, value in asked.items() if value is not None}
