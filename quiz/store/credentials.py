"""Who plays in a browser: a name is bound to the first browser that uses it.

Browsers' tokens, what a sign-on service says, and words that are handed out are all kept only as hashes.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.questions.names import look_alike_key
from quiz.store.conflicts import StorePart, again_after_conflict
from quiz.store.connection import insert
from quiz.store.players import player_made, player_of_key
from quiz.store.records import Player
from quiz.store.rows import safe_name, safe_team

CredentialKind: TypeAlias = Literal["browser", "header"]
"""A browser's token, or what a proxy with a sign-on says in a header."""
_WORD = "word"
"""The kind of a word, which is used up when a name is taken with it."""


class Holder(Struct, frozen=True):
    """The player that a credential belongs to, and when its use was last noted, in milliseconds UTC."""

    player: Player
    last_used: int


class Credentials(StorePart):
    """Reads and writes of credentials. Each method is one transaction and may raise StoreError."""

    def holder(self, hashed: str) -> Holder | None:
        """Return the holder of a credential; None if it is bound to nobody, or is a word."""
        with self._connection.reading():
            return self._holder(hashed)

    @again_after_conflict
    def take(self, name: str, team: str, hashed: str, kind: CredentialKind, at: int, *, word: str = "") -> Player | None:
        """Bind a credential to a tidied name and return its player; None where the name is another's, or looks like one.

        An existing name takes the ``word`` (its hash) that was handed out for it, which is then used up. A credential that
        is already bound keeps its player, so the request may be repeated.
        """
        with self._connection.transaction():
            if known := self._holder(hashed):
                return known.player
            if self._looks_like_another(name):
                return None
            player, is_new = player_made(self._connection, name.casefold(), self._new_id(), name, team, at)
            if not is_new and not self._use_up(player, word):
                return None
            self._keep(hashed, player, kind, at)
        return player

    @again_after_conflict
    def note_use(self, hashed: str, at: int) -> None:
        """Write down that a credential was used."""
        with self._connection.transaction():
            self._connection.changed(
                "UPDATE credentials SET last_used = :at WHERE hash = :hash AND last_used < :at", {"hash": hashed, "at": at}
            )

    @again_after_conflict
    def free(self, name: str, word: str, at: int) -> Player | None:
        """Release a name from every browser that has it, and leave ``word`` (its hash) for taking it once.

        Returns the person of that name, None where there is none.
        """
        with self._connection.transaction():
            player = player_of_key(self._connection, name.casefold())
            if player is None:
                return None
            self._connection.execute("DELETE FROM credentials WHERE player_id = :player", {"player": player.id})
            self._keep(word, player, _WORD, at)
        return player

    @again_after_conflict
    def leave(self, hashed: str, word: str, at: int) -> bool:
        """Delete a credential, and leave ``word`` (its hash) for taking its name once; says whether there was one."""
        with self._connection.transaction():
            if not (known := self._holder(hashed)):
                return False
            self._connection.execute("DELETE FROM credentials WHERE hash = :hash", {"hash": hashed})
            self._keep(word, known.player, _WORD, at)
        return True

    def is_word(self, hashed: str) -> bool:
        """Say whether this is a word with which a name can still be taken."""
        with self._connection.reading():
            statement = "SELECT 1 FROM credentials WHERE hash = :hash AND kind = :word"
            return bool(self._connection.execute(statement, {"hash": hashed, "word": _WORD}))

    def _holder(self, hashed: str) -> Holder | None:
        rows = self._connection.execute(
            "SELECT players.id, players.name, players.team, credentials.last_used FROM credentials "
            "JOIN players ON players.id = credentials.player_id WHERE hash = :hash AND kind <> :word AND guest = 0",
            {"hash": hashed, "word": _WORD},
        )
        return Holder(Player(str(rows[0][0]), safe_name(rows[0][1]), safe_team(rows[0][2])), rows[0][3]) if rows else None

    def _looks_like_another(self, name: str) -> bool:
        """Say whether a name is new, but looks the same as somebody else's."""
        rows = self._connection.execute("SELECT name_key, name FROM players WHERE guest = 0")
        looks = look_alike_key(name)
        names: dict[str, str] = dict(rows)
        return name.casefold() not in names and any(look_alike_key(str(other)) == looks for other in names.values())

    def _use_up(self, player: Player, word: str) -> bool:
        """Use up a word that was handed out for a player; says whether it was."""
        return bool(
            self._connection.changed(
                "DELETE FROM credentials WHERE hash = :hash AND player_id = :player AND kind = :word",
                {"hash": word, "player": player.id, "word": _WORD},
            )
        )

    def _keep(self, hashed: str, player: Player, kind: str, at: int) -> None:
        row = {"hash": hashed, "player_id": player.id, "kind": kind, "made_at": at, "last_used": at}
        self._connection.execute(insert("credentials", row), row)
