"""Live games as they are kept: the plan, every event, and at the end an attempt for each player and bank."""

import json
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from quiz.banks.model import Bank
from quiz.game.events import Counted, Event, GamePlan, Joined, PlannedBank, Renamed
from quiz.game.scoring import Member
from quiz.game.state import GameState
from quiz.play.attempt import Response, Result, result_of
from quiz.play.drawing import PresentedQuestion
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.store import boards
from quiz.store.conflicts import StorePart, again_after_conflict
from quiz.store.connection import insert
from quiz.store.errors import HostedElsewhereError
from quiz.store.guests import Guest, claim, guest_key, guests_of
from quiz.store.material import keep_material
from quiz.store.rows import as_record, damaged, from_json, response_row, safe_name, safe_team

_ALPHABET = "CDFGHJKLMNPQRTVWX34679"
_CODE_LENGTH = 5


def new_code() -> str:
    """Return a join code: five letters and digits that spell no word and do not look alike (0 O, 1 I, 2 Z, 5 S, 8 B)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))


class GameRecord(Struct, frozen=True, kw_only=True):
    """One live game. Times are milliseconds since 1970, UTC."""

    id: str
    code: str
    """What players type to join."""
    plan: GamePlan
    began_at: int
    ended_at: int | None = None


class Games(StorePart):
    """Reads and writes of live games. Each method is one transaction and may raise StoreError."""

    @again_after_conflict
    def begin(self, plan: GamePlan, code: str, at: int, banks: Iterable[Bank]) -> GameRecord:
        """Keep a new game, with the texts of its ``banks``."""
        record = GameRecord(id=self._new_id(), code=code, plan=plan, began_at=at)
        with self._connection.transaction():
            keep_material(self._connection, banks, at)
            self._connection.execute(
                "INSERT INTO games (id, code, plan, began_at) VALUES (:id, :code, :plan, :at)",
                {"id": record.id, "code": code, "plan": msgspec.json.encode(plan).decode(), "at": at},
            )
        return record

    def unfinished(self, site: str | None = None) -> list[GameRecord]:
        """Return the games that have not ended, the latest first; those of one site, or of all for None."""
        found = self._records("WHERE ended_at IS NULL", {})
        return found if site is None else [record for record in found if record.plan.site == site]

    def played(self) -> list[GameRecord]:
        """Return the games in which anything has happened, the latest first."""
        return self._records("WHERE id IN (SELECT game_id FROM game_events)", {})

    def game(self, game_id: str) -> GameRecord | None:
        """Return the game of this id, None where there is none."""
        found = self._records("WHERE id = :id", {"id": game_id})
        return found[0] if found else None

    def _records(self, which: str, values: dict[str, object]) -> list[GameRecord]:
        """Return the games that can be read: one bad row does not hide the others."""
        with self._connection.reading():
            rows = self._connection.execute(
                f"SELECT id, code, plan, began_at, ended_at FROM games {which} ORDER BY began_at DESC, id", values
            )
        found = []
        for identifier, code, plan, began_at, ended_at in rows:
            with suppress(ValueError):
                row = {"id": identifier, "code": code, "plan": _plan(plan), "began_at": began_at, "ended_at": ended_at}
                found.append(as_record(row, GameRecord))
        return found

    def events(self, game_id: str) -> list[Event]:
        """Return what has happened in a game, in its order. Raises StoreError where any of it cannot be read."""
        with self._connection.reading():
            rows = self._connection.execute(
                "SELECT event FROM game_events WHERE game_id = :id ORDER BY number", {"id": game_id}
            )
        try:
            return [_event(row[0]) for row in rows]
        except ValueError as error:
            raise damaged(self._connection.location) from error

    @again_after_conflict
    def keep(self, game_id: str, first: int, events: Sequence[Event]) -> None:
        """Keep events, the first of them at position ``first`` (from 0) in the game.

        Raises HostedElsewhereError where another host has resumed the game and kept something at these positions.
        """
        with self._connection.transaction():
            self._keep(game_id, first, events)

    @again_after_conflict
    def finish(self, record: GameRecord, first: int, events: Sequence[Event], game: GameState, at: int) -> None:
        """Keep the last events and end the game; its marks become attempts, so that boards and reports see them.

        All of it is one transaction, done once or not at all. Raises as ``keep`` does.
        """
        attempts = [
            attempt
            for bank in record.plan.banks
            for member in game.players
            if (attempt := _Attempt.of(record, game, bank, member, at))
        ]
        with self._connection.transaction():
            if not self._keep(record.id, first, events):
                return
            self._connection.execute("UPDATE games SET ended_at = :at WHERE id = :id", {"id": record.id, "at": at})
            if attempts:
                self._write(attempts, at)
                boards.change(self._connection, record.plan.site)

    @again_after_conflict
    def abandon(self, game_id: str, at: int) -> None:
        """End a game that nobody wants to resume; it yields no marks."""
        with self._connection.transaction():
            self._connection.execute(
                "UPDATE games SET ended_at = :at WHERE id = :id AND ended_at IS NULL", {"id": game_id, "at": at}
            )

    def guests(self, game_id: str) -> list[Guest]:
        """Return the guests with attempts in a game that no person has claimed yet, by name."""
        with self._connection.reading():
            return guests_of(self._connection, game_id)

    @again_after_conflict
    def claim(self, game_id: str, names: Iterable[str], at: int) -> int:
        """Give the attempts of guests with these names in a game to the people so called; return how many guests had any.

        Missing people are made; existing ones keep name and team. Doing it again changes nothing.
        """
        with self._connection.transaction():
            return claim(self._connection, self._new_id, game_id, names, at)

    def _keep(self, game_id: str, first: int, events: Sequence[Event]) -> bool:
        """Return False if these events are kept already, as after a connection lost in the middle of its commit."""
        rows = [
            {"game": game_id, "number": number, "event": msgspec.json.encode(event).decode()}
            for number, event in enumerate(events, first)
        ]
        kept = self._connection.execute(
            "SELECT event FROM game_events WHERE game_id = :game AND number >= :first ORDER BY number",
            {"game": game_id, "first": first},
        )
        if kept:
            if [row[0] for row in kept] != [row["event"] for row in rows]:
                raise HostedElsewhereError
            return False
        self._connection.execute_many(
            "INSERT INTO game_events (game_id, number, event) VALUES (:game, :number, :event)", rows
        )
        return True

    def _write(self, attempts: "Sequence[_Attempt]", at: int) -> None:
        players = self._guests({attempt.member.public_name: attempt.member for attempt in attempts}, at)
        rows = [attempt.row | {"player_id": players[attempt.member.public_name.casefold()]} for attempt in attempts]
        self._connection.execute_many(insert("attempts", rows[0]), rows)
        responses = [row for attempt in attempts for row in attempt.responses]
        self._connection.execute_many(insert("responses", responses[0]), responses)
        boards.keep_bests(self._connection, [row for row in rows if row["on_board"]])

    def _guests(self, members: dict[str, Member], at: int) -> dict[str, str]:
        """Return the ids of the guests of these names, by folded name, making new ones; people are not touched."""
        self._connection.execute_many(
            "INSERT INTO players (id, name, name_key, team, team_key, created_at, guest) "
            "VALUES (:id, :name, :key, :team, :team_key, :at, 1) ON CONFLICT (name_key) DO UPDATE "
            "SET team = excluded.team, team_key = excluded.team_key WHERE excluded.team <> ''",
            [
                {
                    **{"id": self._new_id(), "name": name, "key": guest_key(name), "at": at},
                    **{"team": member.public_team, "team_key": member.public_team.casefold()},
                }
                for name, member in sorted(members.items(), key=lambda named: guest_key(named[0]))
            ],
        )
        found = {}
        for name in members:
            rows = self._connection.execute("SELECT id FROM players WHERE name_key = :key", {"key": guest_key(name)})
            found[name.casefold()] = str(rows[0][0])
        return found


def _plan(text: object) -> GamePlan:
    plan: GamePlan = from_json(text, GamePlan)
    banks, teams = tuple(map(_safe_bank, plan.banks)), tuple(map(safe_team, plan.teams))
    return replace(plan, banks=banks, teams=teams, site=safe_team(plan.site))


def _safe_bank(bank: PlannedBank) -> PlannedBank:
    title, *practice = (REFUSED_CHARACTER.sub("", text) for text in (bank.title, *bank.practice))
    return replace(bank, title=title, practice=tuple(practice))


def _event(text: object) -> Event:
    event: Event = from_json(text, Event)
    match event:
        case Joined():
            return replace(event, name=safe_name(event.name), team=safe_team(event.team))
        case Renamed():
            return replace(event, name=safe_name(event.name))
        case Counted():
            return replace(event, hands={safe_team(team): counts for team, counts in event.hands.items()})
    return event


class _Attempt(Struct, frozen=True):
    """What one player did with the questions of one bank, as rows of the store.

    Polls are left out: no answer to one is kept under a name.
    """

    member: Member
    row: dict[str, object]
    responses: list[dict[str, object]]

    @classmethod
    def of(cls, record: GameRecord, game: GameState, bank: PlannedBank, member: Member, at: int) -> "_Attempt | None":
        """Return the attempt at the questions asked while the player was in; None if they answered none."""
        plan = record.plan
        numbers = [n for n in sorted(game.scored) if n >= member.first and plan.questions[n].bank == bank.id]
        if not any(number in member.scores for number in numbers):
            return None
        asked = [game.asked[number] for number in numbers]
        responses = [_response(position, game.asked[n], member, n) for position, n in enumerate(numbers)]
        result = result_of(asked, responses, bank.pass_mark)
        passes = Result.of(
            sum(response.mark for response in responses),
            _worth_of_all(game, bank),
            0,
            finished=True,
            pass_mark=bank.pass_mark,
        )
        attempt_id = f"{record.id}-{member.id}-{bank.id}"
        row: dict[str, object] = {
            "id": attempt_id,
            "player_id": "",
            "bank_id": bank.id,
            "bank_version": bank.version,
            "bank_hash": bank.content_hash,
            "mode": "quiz",
            "preset": plan.preset,
            "seed": plan.seed,
            "questions": json.dumps([one.question.id for one in asked]),
            "length": len(asked),
            "possible": sum(one.question.worth for one in asked),
            "pass_mark": bank.pass_mark,
            "started_at": record.began_at,
            "ended_at": at,
            "outcome": "finished",
            "mark": result.mark,
            "points": result.points,
            # Of the whole quiz: coming for the last question, or to a game ended early, is not a pass.
            "passed": int(passes.passed),
            "on_board": int(bank.on_board),
            "origin": "live",
            "game_id": record.id,
            "team": member.public_team,
            "site": plan.site,
        }
        return cls(member, row, [response_row(attempt_id, response, at) for response in responses])


def _worth_of_all(game: GameState, bank: PlannedBank) -> float:
    """Return what the planned questions of a bank are worth, asked or not, without those skipped or struck out."""
    left_out = game.struck | game.skipped
    numbers = (n for n, planned in enumerate(game.plan.questions) if planned.bank == bank.id and n not in left_out)
    return sum(game.asked[number].question.worth for number in numbers)


def _response(position: int, asked: PresentedQuestion, member: Member, number: int) -> Response:
    score = member.scores.get(number)
    weight = asked.question.worth
    return Response(
        position=position,
        question_id=asked.question.id,
        outcome="answered" if score else "skipped" if asked.limit is None else "expired",
        given=score.given if score else None,
        mark=score.fraction * weight if score else 0.0,
        weight=weight,
        points=score.points if score else 0,
        seconds=score.seconds if score else float(asked.limit or 0),
        certainty=score.certainty if score else None,
    )
