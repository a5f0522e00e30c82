"""One player's results: their last answer to each question, and the marks of their latest attempts."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

from quiz.play.drawing import Past
from quiz.store.connection import Connection
from quiz.store.records import FinishedMark, LatestAnswer, RatedAnswer
from quiz.store.rows import as_record, sound_rows

WHOLE = "(passed = 1 OR mark < pass_mark)"
"""The condition that an attempt's mark decides its pass: somebody late to a live game does not pass with any mark."""


def latest_answers(connection: Connection, player_id: str) -> dict[str, list[LatestAnswer]]:
    """Return the player's last answer to each question, by the bank's id. Use inside a reading."""
    rows = connection.execute(
        "SELECT bank_id, question_id, mark, weight, answered_at FROM ("
        "SELECT bank_id, question_id, responses.mark, weight, answered_at, ROW_NUMBER() OVER ("
        "PARTITION BY bank_id, question_id ORDER BY answered_at DESC, attempt_id DESC, position DESC) AS place "
        "FROM responses JOIN attempts ON attempts.id = attempt_id WHERE player_id = :player) AS placed "
        "WHERE place = 1 ORDER BY answered_at, question_id",
        {"player": player_id},
    )
    return _by_bank(rows, ("question_id", "mark", "weight", "at"), LatestAnswer)


def past(connection: Connection, player_id: str, bank_id: str) -> dict[str, Past]:
    """Return what the player was asked of a bank so far, by the question's id. Use inside a reading.

    Top-ups tell what is known but do not count as times, or their questions would come later in a quiz than others.
    """
    rows = connection.execute(
        "SELECT question_id, times, mark, weight, answered_at FROM ("
        "SELECT question_id, responses.mark, weight, answered_at, "
        "SUM(CASE WHEN mode = 'topup' THEN 0 ELSE 1 END) OVER (PARTITION BY question_id) AS times, "
        "ROW_NUMBER() OVER (PARTITION BY question_id ORDER BY answered_at DESC, attempt_id DESC, position DESC) AS place "
        "FROM responses JOIN attempts ON attempts.id = attempt_id WHERE player_id = :player AND bank_id = :bank) AS placed "
        "WHERE place = 1",
        {"player": player_id, "bank": bank_id},
    )
    found: dict[str, Past] = {}
    for question, times, mark, weight, at in rows:
        with suppress(ValueError):
            latest = as_record({"question_id": question, "mark": mark, "weight": weight, "at": at}, LatestAnswer)
            found[latest.question_id] = Past(times, latest.right)
    return found


def rated_answers(connection: Connection, player_id: str) -> list[RatedAnswer]:
    """Return every answer of the player to a question with a key, the oldest first. Use inside a reading.

    Invalid rows are left out.
    """
    rows = connection.execute(
        "SELECT bank_id, bank_hash, question_id, responses.mark, weight, certainty, answered_at, mode "
        "FROM responses JOIN attempts ON attempts.id = attempt_id WHERE player_id = :player AND weight > 0 "
        "ORDER BY answered_at, attempt_id, position",
        {"player": player_id},
    )
    return sound_rows(rows, RatedAnswer)


def latest_marks(connection: Connection, player_id: str, most: int) -> dict[str, list[FinishedMark]]:
    """Return the latest ``most`` finished attempts at each bank, oldest first, by the bank's id. Use inside a reading."""
    rows = connection.execute(
        "SELECT bank_id, mark, ended_at, whole FROM ("
        f"SELECT bank_id, mark, ended_at, {WHOLE} AS whole, "
        "ROW_NUMBER() OVER (PARTITION BY bank_id ORDER BY ended_at DESC, id DESC) AS place "
        "FROM attempts WHERE player_id = :player AND outcome = 'finished' AND on_board = 1) AS placed "
        "WHERE place <= :most ORDER BY place DESC",
        {"player": player_id, "most": most},
    )
    told = ((*row[:-1], bool(row[-1])) for row in rows)
    return _by_bank(told, ("mark", "at", "whole"), FinishedMark)


def answers_by_week(connection: Connection, player_id: str, begins: Sequence[int]) -> list[int]:
    """Return how many questions the player answered from each of ``begins`` to the next. Use inside a reading.

    Weeks are not all equally long: the clocks change.
    """
    # Names of values may have only letters.
    names = [f"begin_{letter}" for letter in ascii_lowercase[: len(begins)]]
    counts = ", ".join(
        f"SUM(CASE WHEN answered_at >= :{this} AND answered_at < :{after} THEN 1 ELSE 0 END)"
        for this, after in pairwise(names)
    )
    ((*found,),) = connection.execute(
        f"SELECT {counts} FROM responses JOIN attempts ON attempts.id = attempt_id "
        f"WHERE player_id = :player AND answered_at >= :{names[0]} AND answered_at < :{names[-1]}",
        {"player": player_id, **dict(zip(names, begins, strict=True))},
    )
    return [count or 0 for count in found]


def _by_bank(rows: Any, names: tuple[str, ...], kind: Any) -> dict[str, list[Any]]:
    """Return rows as records, grouped by their first value; invalid ones are left out."""
    found: dict[str, list[Any]] = defaultdict(list)
    for bank, *values in rows:
        with suppress(ValueError):
            found[bank].append(as_record(dict(zip(names, values, strict=True)), kind))
    return dict(found)
