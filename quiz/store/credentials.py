"""Under which name somebody plays in a browser: a name is bound to whoever used it first there.

Of what a browser shows, of what a sign-on service says and of words that are handed out only hashes are kept.
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
"""Whether it is the token of a browser, or what a proxy with a sign-on says in a header."""
_WORD = "word"
"""The kind of what is used up when a name is taken with it."""


class Holder(Struct, frozen=True):
    """The player to whom a credential belongs, and when it was used last as far as that was noted, in milliseconds UTC."""

    player: Player
    last_used: int


class Credentials(StorePart):
    """Reads and writes of credentials. Each method is one transaction and may raise StoreError."""

    def holder(self, hashed: str) -> Holder | None:
        """Return to whom a credential belongs; None for what is bound to nobody, and for a word."""
        with self._connection.reading():
            return self._holder(hashed)

    @again_after_conflict
    def take(self, name: str, team: str, hashed: str, kind: CredentialKind, at: int, *, word: str = "") -> Player | None:
        """Bind a credential to a tidied name and return its player; None where the name is somebody else's, or looks so.

        A name that is there is taken only with the ``word`` (its hash) that was handed out for it, which is used up. A
        credential that is bound already stays whose it is: the same may be asked for again.
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
        """Let a name go from every browser that has it, and leave ``word`` (its hash) with which it can be taken once.

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
        """Let a credential go, and leave ``word`` (its hash) with which its name can be taken once; says whether it was."""
        with self._connection.transaction():
            if not (known := self._holder(hashed)):
                return False
            self._connection.execute("DELETE FROM credentials WHERE hash = :hash", {"hash": hashed})
            self._keep(word, known.player, _WORD, at)
        return True

    def is_word(self, hashed: str) -> bool:
        """Say whether something is a word with which a name can be taken still."""
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
        """Say whether nobody has a name yet, but somebody has one that is not told apart from it."""
        rows = self._connection.execute("SELECT name_key, name FROM players WHERE guest = 0")
        looks = look_alike_key(name)
        names: dict[str, str] = dict(rows)
        return name.casefold() not in names and any(look_alike_key(str(other)) == looks for other in names.values())

    def _use_up(self, player: Player, word: str) -> bool:
        """Take away a word that was handed out for a player; says whether it was."""
        return bool(
            self._connection.changed(
                "DELETE FROM credentials WHERE hash = :hash AND player_id = :player AND kind = :word",
                {"hash": word, "player": player.id, "word": _WORD},
            )
        )

    def _keep(self, hashed: str, player: Player, kind: str, at: int) -> None:
        row = {"hash": hashed, "player_id": player.id, "kind": kind, "made_at": at, "last_used": at}
        self._connection.execute(insert("credentials", row), row)
