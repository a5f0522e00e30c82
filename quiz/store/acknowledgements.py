"""The school's policies that people have read and said they will follow: who, which version, and when."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, tzinfo
from typing import Annotated, Any

from msgspec import Meta, Struct

from quiz.store.conflicts import StorePart, again_after_conflict
from quiz.store.records import SOME_DAY
from quiz.store.rows import as_record, damaged, safe_line, safe_name, safe_team

_COLUMNS = "acknowledgements.id, title, version, sha256, acknowledged_at"
_SHA_256 = Meta(pattern="^[0-9a-f]{64}$")


class Acknowledgement(Struct, frozen=True, kw_only=True):
    """A promise to follow a policy that was read. It does not say whose."""

    id: str
    title: str
    """The policy's, like ``version``, as in the school's file at the time."""
    version: str
    sha256: Annotated[str, _SHA_256]
    """Of the policy's file as it was read, in hexadecimal."""
    at: Annotated[int, SOME_DAY]
    """Milliseconds since 1970, UTC."""

    def day(self, zone: tzinfo | None = None) -> date:
        """Return the day in ``zone``, None for the machine's own."""
        return datetime.fromtimestamp(self.at / 1000, zone).date()


class PersonsAcknowledgement(Struct, frozen=True, kw_only=True):
    """Who acknowledged what, for evidence."""

    name: str
    team: str
    """The team in which they are now."""
    acknowledgement: Acknowledgement


class Acknowledgements(StorePart):
    """Reads and writes acknowledgements. Each method is one transaction and may raise StoreError."""

    @again_after_conflict
    def keep(self, player_id: str, title: str, version: str, sha256: str, at: int) -> Acknowledgement:
        """Record that a player acknowledged a policy at ``at``. The first time counts, and is returned."""
        values = {"id": self._new_id(), "player": player_id, "title": title, "version": version, "hash": sha256, "at": at}
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO acknowledgements (id, player_id, title, version, sha256, acknowledged_at) "
                "VALUES (:id, :player, :title, :version, :hash, :at) "
                "ON CONFLICT (player_id, sha256, version) DO NOTHING",
                values,
            )
            kept = self._read("player_id = :player AND sha256 = :hash AND version = :version", values)
        if not kept:
            raise damaged(self._connection.location)
        return kept[0]

    def of_player(self, player_id: str) -> list[Acknowledgement]:
        """Return what a player has acknowledged, the latest first."""
        with self._connection.reading():
            return self._read("player_id = :player", {"player": player_id})

    def find(self, acknowledgement_id: str) -> Acknowledgement | None:
        """Return the acknowledgement with this id, None where there is none that can be read."""
        with self._connection.reading():
            return next(iter(self._read("id = :id", {"id": acknowledgement_id})), None)

    def of_everybody(self) -> list[PersonsAcknowledgement]:
        """Return who has acknowledged which policy, by name and then the latest first. Guests of live games never have."""
        with self._connection.reading():
            rows = self._connection.execute(
                f"SELECT players.name, players.team, {_COLUMNS} FROM acknowledgements "
                "JOIN players ON players.id = player_id WHERE guest = 0 "
                "ORDER BY acknowledged_at DESC, acknowledgements.id"
            )
        found = []
        for name, team, *row in rows:
            with suppress(ValueError):
                found.append(
                    PersonsAcknowledgement(name=safe_name(name), team=safe_team(team), acknowledgement=_acknowledgement(row))
                )
        # Sorted here because databases differ in how they order letters.
        return sorted(found, key=lambda one: (one.name.casefold(), one.name))

    def has_passed(self, player_id: str) -> bool:
        """Say whether the player has passed a quiz at any bank by the bank's own rules."""
        with self._connection.reading():
            rows = self._connection.execute(
                "SELECT 1 FROM attempts WHERE player_id = :player AND mode = 'quiz' AND outcome = 'finished' "
                "AND passed = 1 AND on_board = 1 LIMIT 1",
                {"player": player_id},
            )
        return bool(rows)

    def _read(self, condition: str, values: dict[str, object]) -> list[Acknowledgement]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM acknowledgements WHERE {condition} ORDER BY acknowledged_at DESC, id", values
        )
        found = []
        for row in rows:
            with suppress(ValueError):
                found.append(_acknowledgement(row))
        return found


def _acknowledgement(row: Iterable[Any]) -> Acknowledgement:
    """Return a row of ``_COLUMNS`` as a record. Raises ValueError where it is not what it should be."""
    values = dict(zip(Acknowledgement.__struct_fields__, row, strict=True))
    safe = {name: safe_line(values[name]) for name in ("title", "version")}
    return as_record(values | safe, Acknowledgement)
