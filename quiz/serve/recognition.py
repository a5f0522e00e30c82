"""Recognises who sent a request, by a cookie that scripts cannot read or by a header from a trusted sign-on proxy."""

import re
import unicodedata

from aiohttp import web
from msgspec import Struct

from quiz.live.admission import client_address
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.serve.entrance import Visitor
from quiz.services.identity import TOKEN_LENGTH, new_browser_token

_KEPT_FOR = 400 * 24 * 60 * 60
"""Seconds for which a browser keeps the cookie: the longest that browsers allow."""
_LONGEST_IDENTITY = 200


class UnknownVisitorError(Exception):
    """It cannot be told who sent a request; ``status`` is for the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep the status, and the sentence to answer with."""
        super().__init__(sentence)
        self.status = status


class Recognised(Struct, frozen=True):
    """Who sent a request, and from where."""

    visitor: Visitor
    address: str
    """The address that identifies one household or device."""
    is_new: bool
    """Whether the token was made just now, and must be sent to the browser."""


class Recognition:
    """Recognises visitors by their requests."""

    def __init__(self, *, secure: bool, header: str = "", proxies: frozenset[str] = frozenset()) -> None:
        """Recognise people by ``header`` if it is set, else browsers by a cookie, sent only over https if ``secure``.

        The header and X-Forwarded-For are believed only in requests that come directly from one of ``proxies``.
        """
        self.proxies = proxies
        self._header = header
        self._secure = secure
        # With this prefix, no other machine of the domain can have set it.
        self._cookie = "__Host-inset-quiz" if secure else "inset-quiz"
        # The library's own parsing of cookies takes as long as the rest of recognising somebody.
        self._token = re.compile(rf"(?:^|; ?){self._cookie}=([A-Za-z0-9_-]{{{TOKEN_LENGTH}}})(?:;|$)")

    def recognise(self, request: web.Request) -> Recognised:
        """Return who sent a request. Raises UnknownVisitorError."""
        peer = request.remote or ""
        address = client_address(peer, request.headers.getall("X-Forwarded-For", []), self.proxies)
        if self._header:
            visitor = Visitor(kind="header", said=self._identity(request, peer))
            return Recognised(visitor, address, is_new=False)
        shown = self._token.search(request.headers.get("Cookie", ""))
        visitor = Visitor(kind="browser", said=shown[1] if shown else new_browser_token())
        return Recognised(visitor, address, is_new=shown is None)

    def remember(self, response: web.Response, visitor: Visitor) -> None:
        """Give a browser the cookie to send from now on."""
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
        """Return the identity given by the proxy, normalised. Raises UnknownVisitorError."""
        if peer not in self.proxies:
            raise UnknownVisitorError(403, "This quiz is reached through the school's own sign-on alone.")
        said = request.headers.getall(self._header, [])
        # If there are two, one may have come from outside and slipped past the proxy.
        if len(said) != 1:
            raise UnknownVisitorError(401, "The school's sign-on did not say who you are. Sign in there, and come again.")
        # Not casefold, which would make one person of "weiß" and "weiss".
        identity = unicodedata.normalize("NFC", said[0]).strip().lower()
        # Some proxies send a placeholder if the sign-on said nothing, which would make one person of everybody.
        is_placeholder = "{" in identity
        if not identity or is_placeholder or len(identity) > _LONGEST_IDENTITY or REFUSED_CHARACTER.search(identity):
            raise UnknownVisitorError(401, "What the school's sign-on says of you cannot be read. Tell your IT support.")
        return identity
