"""Who plays in a browser: secrets that are handed out, their hashes that are kept, and releasing a name."""

import base64
import hashlib
import secrets

from quiz.questions.diagnostics import quoted
from quiz.reports.certificate import read_code, written_code
from quiz.services.requests import RequestError
from quiz.store.credentials import CredentialKind
from quiz.store.records import Player
from quiz.store.store import Store

TOKEN_LENGTH = 43
"""Letters of a token: 256 bits in base64."""


def new_browser_token() -> str:
    """Return a new token by which a browser is recognised."""
    return secrets.token_urlsafe(32)


def joining_token(secret: str, name: str) -> str:
    """Derive a token from a tidied name and the page's random secret, so that a join sent twice gets the same one."""
    digest = hashlib.sha256(f"token of\n{secret}\n{name.casefold()}".encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def new_word() -> str:
    """Return a word for taking a name once: 60 random bits, written like the code of a certificate."""
    return written_code(secrets.randbits(60))


def word_of(token: str) -> str:
    """Derive the word with which somebody leaving the browser with this token can take their name again."""
    digest = hashlib.sha256(f"word of\n{token}".encode()).digest()
    return written_code(int.from_bytes(digest[:8]) >> 4)


def credential_hash(kind: CredentialKind, said: str) -> str:
    """Return the hash to keep of a browser's token, or of what a sign-on service says."""
    return hashlib.sha256(f"{kind}\n{said}".encode()).hexdigest()


def word_hash(typed: str) -> str:
    """Return the hash to keep of a word, however it is typed; empty if it cannot be one."""
    word = read_code(typed)
    return hashlib.sha256(f"word\n{word}".encode()).hexdigest() if word else ""


def free_name(store: Store, name: str, at: int) -> tuple[Player, str]:
    """Release a tidied name from every browser; return its person, and a word for taking it once.

    ``at`` is now, in milliseconds UTC. Raises RequestError where nobody is called so, or StoreError.
    """
    word = new_word()
    player = store.credentials.free(name, word_hash(word), at)
    if player is None:
        raise RequestError(f"No person is called {quoted(name)}: the name is free.", "Check the spelling.")
    return player, word
