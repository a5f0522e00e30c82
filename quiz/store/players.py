"""Players by name: the one way in which a row becomes a player, made safe on its way out."""

from quiz.store.connection import Connection
from quiz.store.records import Player
from quiz.store.rows import safe_name, safe_team


def player_of_key(connection: Connection, key: str) -> Player | None:
    """Return the player with this folded name or guest's key; None where there is none."""
    rows = connection.execute("SELECT id, name, team FROM players WHERE name_key = :key", {"key": key})
    return Player(str(rows[0][0]), safe_name(rows[0][1]), safe_team(rows[0][2])) if rows else None


def player_made(connection: Connection, key: str, player_id: str, name: str, team: str, at: int) -> tuple[Player, bool]:
    """Return the player with this key, made from the rest where there is none; and whether they are new."""
    values = {"id": player_id, "name": name, "key": key, "team": team, "team_key": team.casefold(), "at": at}
    is_new = connection.changed(
        "INSERT INTO players (id, name, name_key, team, team_key, created_at) "
        "VALUES (:id, :name, :key, :team, :team_key, :at) ON CONFLICT (name_key) DO NOTHING",
        values,
    )
    player = player_of_key(connection, key)
    assert player
    return player, bool(is_new)
