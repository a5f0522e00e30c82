"""Decides who a visitor is: a name belongs to the first browser or sign-on identity to take it, and to no other."""

from functools import cached_property
from typing import Literal

from msgspec import Struct

from quiz.questions.names import name_trouble, tidy_name
from quiz.serve.acts import TakeName
from quiz.serve.messages import JoinView
from quiz.services.identity import credential_hash, joining_token, new_browser_token, word_hash, word_of
from quiz.services.services import Services
from quiz.store.credentials import CredentialKind
from quiz.store.records import Player

_NOTED_EVERY = 24 * 60 * 60 * 1000
"""Milliseconds after which the use of a credential is recorded again."""
_TAKEN = (
    "That name is in use here. Add your surname, or a letter. If it is yours, ask whoever runs this quiz to free it: "
    "they give you a word for it."
)
_WRONG_WORD = "That word does not belong to this name, or was used already. Ask whoever runs this quiz for another."
_LEFT = "This browser is free for somebody else."


class Visitor(Struct, frozen=True, kw_only=True, dict=True):
    """Who sent a request, as far as it shows."""

    kind: CredentialKind
    said: str
    """The browser's token, or the identity given by a sign-on service."""

    @cached_property
    def hashed(self) -> str:
        """The hash that is kept in place of it."""
        return credential_hash(self.kind, self.said)


class Entrance:
    """Recognises returning visitors, and lets new ones take a name. Every method may raise StoreError."""

    def __init__(self, services: Services, *, needs_code: bool) -> None:
        """Use ``services``, whose store is open; with ``needs_code`` the form asks for the code."""
        self._services = services
        self._needs_code = needs_code

    def player(self, visitor: Visitor) -> Player | None:
        """Return the player that a visitor is; None for one without a name."""
        credentials, at = self._services.store.credentials, self._services.clocks.wall()
        holder = credentials.holder(visitor.hashed)
        if holder and at - holder.last_used > _NOTED_EVERY:
            credentials.note_use(visitor.hashed, at)
        return holder.player if holder else None

    def joining(self, visitor: Visitor, act: TakeName) -> Visitor:
        """Return the visitor that a name will belong to: in a browser one with a new token, which nobody can have planted.

        A visitor with a name already stays the same.
        """
        if visitor.kind != "browser" or self.player(visitor):
            return visitor
        token = joining_token(act.secret, tidy_name(act.name)) if act.secret else new_browser_token()
        return Visitor(kind="browser", said=token)

    def take(self, visitor: Visitor, act: TakeName) -> Player | JoinView:
        """Bind a name to a visitor, or return the form saying why it cannot be."""
        if trouble := name_trouble(act.name):
            return self.form(visitor, " ".join(trouble), "name")
        if act.team.strip() and (trouble := name_trouble(act.team, "team name")):
            return self.form(visitor, " ".join(trouble), "team")
        player = self._services.store.credentials.take(
            tidy_name(act.name),
            tidy_name(act.team),
            visitor.hashed,
            visitor.kind,
            self._services.clocks.wall(),
            word=word_hash(act.word),
        )
        if player:
            return player
        if act.word.strip():
            return self.form(visitor, _WRONG_WORD, "word", asks_word=True)
        return self.form(visitor, _TAKEN, "name", asks_word=True)

    def form(
        self,
        visitor: Visitor,
        sentence: str = "",
        field: Literal["", "code", "name", "team", "word"] = "",
        *,
        asks_word: bool = False,
    ) -> JoinView:
        """Return the form for taking a name; ``sentence`` says what is wrong with ``field``."""
        typed = tidy_name(visitor.said.partition("@")[0]) if visitor.kind == "header" else ""
        return JoinView(needs_code=self._needs_code, sentence=sentence, field=field, typed=typed, asks_word=asks_word)

    def leave(self, visitor: Visitor) -> JoinView:
        """Free this browser for somebody else. The word that is returned takes the name again, here or on another device.

        Asking again, if the answer was lost, returns the same word.
        """
        credentials, word = self._services.store.credentials, word_of(visitor.said)
        credentials.leave(visitor.hashed, word_hash(word), self._services.clocks.wall())
        told = word if credentials.is_word(word_hash(word)) else ""
        return JoinView(needs_code=self._needs_code, sentence=_LEFT, word=told)
