"""Erasing somebody: their rows go, their names in live games too, and nobody else's rows are touched.

A live game's results stay true, for its events stay in place, and the boards follow in the same transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

import msgspec
from msgspec import Struct

from quiz.banks.model import Bank
from quiz.game.events import GamePlan, Locked
from quiz.questions.answers import Typed
from quiz.questions.figures import read_number
from quiz.questions.names import look_alike_key
from quiz.store import boards
from quiz.store.connection import Connection, insert
from quiz.store.errors import StoreError
from quiz.store.material import material_of_hash
from quiz.store.personal import PersonalData, Seat, events_of, live_members, rows_as_dicts

ERASED = "erased"
"""The name of anonymous figures. Many share it, and no name that can be typed finds them."""
_MARK = f"{ERASED}\n"
"""Begins the name_key of such a player: no name can hold it."""
_UNREADABLE = "…"
"""Replaces typed words. There is no word in it, so it can never become right."""
_DAY = 24 * 60 * 60 * 1000
_LAST = 250_000_000_000_000
"""The last time, in milliseconds, whose month every calendar can tell."""


def is_erased(name_key: str) -> str:
    """Return the condition in SQL that the player with this ``name_key`` is only anonymous figures."""
    return f"substr({name_key}, 1, {len(_MARK)}) = '{_MARK}'"


class Erased(Struct, frozen=True, kw_only=True):
    """What an erasure has removed and what it has left."""

    attempts: int
    kept_attempts: int
    """The number of quizzes whose figures stay, anonymous."""
    games: int
    """The number of live games in which the names were replaced."""


def erase(connection: Connection, data: PersonalData, new_id: Callable[[], str], at: int, *, keep_figures: bool) -> Erased:
    """Erase everything in ``data``, read in the same transaction. Raises StoreError where they may be playing just now.

    With ``keep_figures`` finished quizzes stay in their month, without points, typed words or a name.
    """
    _refuse_running(data.seats, at)
    attempts = _attempts(connection, data)
    kept = _keep_figures(connection, attempts, new_id, guest=data.guest) if keep_figures else 0
    for seat in data.seats:
        _rewrite(connection, seat)
    # Before the player is deleted: masked guests may have other attempts, which stay.
    for attempt in attempts:
        connection.execute("DELETE FROM attempts WHERE id = :id", {"id": attempt["id"]})
    for player_id in sorted({str(attempt["player_id"]) for attempt in attempts} - {data.player_id}):
        _settle_guest(connection, player_id)
    if data.player_id:
        connection.execute("DELETE FROM players WHERE id = :id", {"id": data.player_id})
    for site in sorted({str(attempt["site"]) for attempt in attempts}):
        boards.change(connection, site)
    return Erased(attempts=len(attempts), kept_attempts=kept, games=len(data.seats))


def _refuse_running(seats: Iterable[Seat], at: int) -> None:
    """Raise StoreError where a host may have one of the games open: it would write the names once more."""
    for seat in seats:
        if seat.ended_at is None and _time(seat.began_at) > at - _DAY:
            raise StoreError(
                f"The live game {seat.code}, in which this name plays, has not ended yet.",
                "End it first (quiz host --resume brings it back), and then erase.",
            )


def _attempts(connection: Connection, data: PersonalData) -> list[dict[str, Any]]:
    """Return the rows of the player's attempts, and of those from their seats under another guest's name."""
    found = {row["id"]: row for row in data.rows.get("attempts", ())}
    for seat in data.seats if data.guest else ():
        for attempt_id, (member, _, _) in live_members(connection, seat.game_id).items():
            if member in seat.members and attempt_id not in found:
                (found[attempt_id],) = rows_as_dicts(connection, "attempts", "id = :id", {"id": attempt_id})
    return list(found.values())


def _settle_guest(connection: Connection, player_id: str) -> None:
    """Recompute a guest's bests, or delete a guest who has nothing left."""
    if connection.execute("SELECT 1 FROM attempts WHERE player_id = :id LIMIT 1", {"id": player_id}):
        boards.recount(connection, player_id)
    else:
        connection.execute("DELETE FROM players WHERE id = :id", {"id": player_id})


# Figures that tell of nobody


def _keep_figures(
    connection: Connection, attempts: Iterable[dict[str, Any]], new_id: Callable[[], str], *, guest: bool
) -> int:
    """Copy finished attempts to a new player without a name, and return how many.

    They are copies under new ids, so that everything attached to the old rows goes with those.
    """
    finished = [attempt for attempt in attempts if attempt["outcome"] == "finished"]
    if not finished:
        return 0
    player_id = new_id()
    row: dict[str, object] = {
        "id": player_id,
        "name": ERASED,
        "name_key": f"{_MARK}{player_id}",
        "team": "",
        "team_key": "",
    }
    row |= {"created_at": min(_month(attempt["started_at"]) for attempt in finished), "guest": int(guest)}
    connection.execute(insert("players", row), row)
    # In order, which is all that still tells which attempt was the first.
    for number, attempt in enumerate(sorted(finished, key=lambda one: (_time(one["started_at"]), one["id"]))):
        _copy_without_names(connection, attempt, player_id, f"{player_id}-{number:04}")
    return len(finished)


def _copy_without_names(connection: Connection, attempt: dict[str, Any], player_id: str, attempt_id: str) -> None:
    month = _month(attempt["started_at"])
    copy = attempt | {"id": attempt_id, "player_id": player_id, "team": "", "site": "", "game_id": None, "seed": 0}
    copy |= {"started_at": month, "ended_at": month, "shown_position": None, "shown_at": None, "on_board": 0}
    # Points are nearly unique: an older table of results would tell whose these are.
    copy["points"] = 0
    connection.execute(insert("attempts", copy), copy)
    responses = rows_as_dicts(connection, "responses", "attempt_id = :id", {"id": attempt["id"]})
    copies = [
        response
        | {"attempt_id": attempt_id, "answered_at": month, "points": 0, "seconds": 0.0}
        | ({"given": None} if '"typed"' in str(response["given"]) else {})
        for response in responses
    ]
    if copies:
        connection.execute_many(insert("responses", copies[0]), copies)


def _time(at: object) -> int:
    """Return a row's time, in milliseconds; 0 for anything else that another program may have written there."""
    return at if isinstance(at, int) and 0 <= at <= _LAST else 0


def _month(at: object) -> int:
    """Return the start of a time's month, in UTC."""
    begins = datetime.fromtimestamp(_time(at) / 1000, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return int(begins.timestamp() * 1000)


# Names in live games


def _rewrite(connection: Connection, seat: Seat) -> None:
    """Replace their names in a game's events, and remove words that they typed."""
    events = list(events_of(connection, seat.game_id))
    taken = {look_alike_key(str(event["name"])) for _, event in events if "name" in event}
    free = (name for name in map(f"{ERASED} player {{}}".format, count(1)) if look_alike_key(name) not in taken)
    names = {member: next(free) for member in sorted(seat.members)}
    banks = _banks(connection, seat.game_id)
    for number, event in events:
        member = str(event.get("player"))
        if member not in seat.members:
            continue
        if "name" in event:
            event["name"] = names[member]
        elif _is_telling(event.get("given"), banks):
            event["given"]["text"] = _UNREADABLE
        else:
            continue
        connection.execute(
            "UPDATE game_events SET event = :event WHERE game_id = :game AND number = :number",
            {"event": msgspec.json.encode(event).decode(), "game": seat.game_id, "number": number},
        )
    if seat.ended_at is None:
        _send_hosts_away(connection, seat.game_id, events)


def _send_hosts_away(connection: Connection, game_id: str, events: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Add an event that changes nothing, so that a host with the game still open keeps no more of the old names.

    The host finds its next place taken, as if another had resumed the game, and reads the new names when it resumes.
    """
    backwards = [event for _, event in reversed(events)]
    locked = next((event.get("locked") for event in backwards if event.get("event") == "locked"), False)
    at = next((event["at"] for event in backwards if isinstance(event.get("at"), int | float)), 0.0)
    row = {"game_id": game_id, "number": events[-1][0] + 1 if events else 0}
    row |= {"event": msgspec.json.encode(Locked(at=float(at), locked=bool(locked))).decode()}
    connection.execute(insert("game_events", row), row)


def _banks(connection: Connection, game_id: str) -> list[Bank]:
    """Return the banks of a game whose texts are kept."""
    (row,) = connection.execute("SELECT plan FROM games WHERE id = :game", {"game": game_id})
    try:
        plan = msgspec.json.decode(row[0], type=GamePlan)
    except ValueError:
        return []
    found = (material_of_hash(connection, bank.content_hash) for bank in plan.banks)
    return [bank for bank in found if bank]


def _is_telling(given: object, banks: Iterable[Bank]) -> bool:
    """Say whether an answer is in somebody's own words: typed, not a figure, and right nowhere in the game.

    A right answer stays, so that the game's marks do; a wrong one is still wrong without its words.
    """
    if not isinstance(given, dict) or given.get("kind") != "typed":
        return False
    typed = Typed(str(given.get("text", "")))
    asked = (question for bank in banks for question in bank.questions if question.ANSWER is Typed)
    return read_number(typed.text) is None and not any(question.mark(typed) for question in asked)
