"""Whose request it is: by a cookie that scripts cannot read, or by what a trusted proxy with a sign-on says in a header."""

import re
import unicodedata

from aiohttp import web
from msgspec import Struct

from quiz.live.admission import client_address
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.serve.entrance import Visitor
from quiz.services.identity import TOKEN_LENGTH, new_browser_token

_KEPT_FOR = 400 * 24 * 60 * 60
"""Seconds for which a browser keeps the cookie: as long as any does."""
_LONGEST_IDENTITY = 200


class UnknownVisitorError(Exception):
    """A request of which nobody can say whose it is; ``status`` is that of the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.status = status


class Recognised(Struct, frozen=True):
    """Whose request it is."""

    visitor: Visitor
    address: str
    """The address that stands for one household or device."""
    is_new: bool
    """Whether the token was made just now, and the browser has to be told of it."""


class Recognition:
    """Recognises who asks."""

    def __init__(self, *, secure: bool, header: str = "", proxies: frozenset[str] = frozenset()) -> None:
        """Know browsers by a cookie, which with ``secure`` travels over https alone; or people by ``header``.

        The header is believed where the request comes from one of ``proxies`` itself, and so is X-Forwarded-For.
        """
        self.proxies = proxies
        self._header = header
        self._secure = secure
        # The prefix says that no other machine of the domain can have set it.
        self._cookie = "__Host-inset-quiz" if secure else "inset-quiz"
        # The library's own reading of cookies takes as long as all the rest of recognising somebody.
        self._token = re.compile(rf"(?:^|; ?){self._cookie}=([A-Za-z0-9_-]{{{TOKEN_LENGTH}}})(?:;|$)")

    def recognise(self, request: web.Request) -> Recognised:
        """Return whose request it is. Raises UnknownVisitorError."""
        peer = request.remote or ""
        address = client_address(peer, request.headers.getall("X-Forwarded-For", []), self.proxies)
        if self._header:
            visitor = Visitor(kind="header", said=self._identity(request, peer))
            return Recognised(visitor, address, is_new=False)
        shown = self._token.search(request.headers.get("Cookie", ""))
        visitor = Visitor(kind="browser", said=shown[1] if shown else new_browser_token())
        return Recognised(visitor, address, is_new=shown is None)

    def remember(self, response: web.Response, visitor: Visitor) -> None:
        """Tell a browser what to show from now on."""
        if visitor.kind == "browser":
            response.set_cookie(
                self._cookie,
                visitor.said,
                max_age=_KEPT_FOR,
                path="/",
                httponly=True,
                samesite="Strict",
                secure=self._secure,
            )

    def _identity(self, request: web.Request, peer: str) -> str:
        """Return what the proxy says of who it is, always written the same way. Raises UnknownVisitorError."""
        if peer not in self.proxies:
            raise UnknownVisitorError(403, "This quiz is reached through the school's own sign-on alone.")
        said = request.headers.getall(self._header, [])
        # Two of them: one may have come from outside, and passed the proxy.
        if len(said) != 1:
            raise UnknownVisitorError(401, "The school's sign-on did not say who you are. Sign in there, and come again.")
        # Not casefold: it makes one of "weiß" and "weiss", who are two.
        identity = unicodedata.normalize("NFC", said[0]).strip().lower()
        # Some proxies write a placeholder where the sign-on said nothing: all those people would be one.
        is_placeholder = "{" in identity
        if not identity or is_placeholder or len(identity) > _LONGEST_IDENTITY or REFUSED_CHARACTER.search(identity):
            raise UnknownVisitorError(401, "What the school's sign-on says of you cannot be read. Tell your IT support.")
        return identity
