"""The school's policy: read from its file, and acknowledged by people who have passed a quiz."""

import hashlib
import re

from msgspec import Struct

from quiz.banks.formats.file_reading import UnusableFileError, read_content, text_of
from quiz.questions.characters import REFUSED_CHARACTER, name_of_character
from quiz.questions.diagnostics import quoted
from quiz.services.markdown import TextBlock, blocks_of_markdown, blocks_of_typed
from quiz.services.requests import RequestError
from quiz.services.school import PolicyFile
from quiz.store.acknowledgements import Acknowledgement
from quiz.store.records import Player
from quiz.store.store import Store

MOST_POLICY_BYTES = 200_000
"""The largest policy that is shown: some seventy pages."""
_MARKDOWN = ".md"
_ENDINGS = (_MARKDOWN, ".txt")
_LINE_END = re.compile("\r\n|[\r\v\f\u2028\u2029]")
"""Ends of lines and pages, as various programs write them."""
_TAB = 4
_SAVE_AS_TEXT = "Save it as plain text (.txt) or Markdown (.md), and name that file in school.toml."
_NAME_ITS_WORDS = "Name the file that has the policy's words in school.toml."
_LOOK = "Look whether it is there and may be read here, or name another file in school.toml."


class Policy(Struct, frozen=True, kw_only=True):
    """A policy as its file has it now."""

    title: str
    version: str
    text: str
    """All of it, with line feeds between lines; nothing in it is ever run."""
    is_markdown: bool = False
    """Whether its file is Markdown, and not plain text."""
    sha256: str
    """Of the file, byte for byte, in hexadecimal."""

    @property
    def blocks(self) -> tuple[TextBlock, ...]:
        """What it is drawn from."""
        return blocks_of_markdown(self.text) if self.is_markdown else blocks_of_typed(self.text)


class SignOff(Struct, frozen=True, kw_only=True):
    """Where somebody is with the school's policy."""

    policy: Policy
    acknowledged: Acknowledgement | None
    """When they acknowledged this version and text of it."""
    has_passed: bool
    """Whether they have passed a quiz; until then there is nothing to acknowledge."""

    @property
    def is_due(self) -> bool:
        """Whether they should read and acknowledge it now."""
        return self.has_passed and self.acknowledged is None


def read_policy(source: PolicyFile) -> Policy:
    """Return the policy that the school's file names. Raises RequestError that says why it cannot be shown."""
    try:
        content = _content(source)
        text = _LINE_END.sub("\n", _text(content)).expandtabs(_TAB).strip("\n")
        if not any(map(str.isalnum, text)):
            raise UnusableFileError("There is nothing to read in it.", _NAME_ITS_WORDS)
        if refused := REFUSED_CHARACTER.search(text):
            character, line = name_of_character(refused[0]), text.count("\n", 0, refused.start()) + 1
            message = f"Line {line} has a character that misleads or cannot be seen ({character})."
            raise UnusableFileError(message, "Take it out, and save the file.")
    except UnusableFileError as error:
        reason, fix = error.message, error.fix
    except OSError as error:
        reason, fix = f"{error.strerror or error}.", _LOOK
    else:
        sha256 = hashlib.sha256(content).hexdigest()
        is_markdown = source.file.suffix.lower() == _MARKDOWN
        return Policy(title=source.title, version=source.version, text=text, is_markdown=is_markdown, sha256=sha256)
    raise RequestError(f"The policy {quoted(source.title)} cannot be shown, {quoted(source.file.name)}: {reason}", fix)


def _text(content: bytes) -> str:
    try:
        return text_of(content).text
    except UnusableFileError as error:
        # Its own fix is meant for people who import questions.
        raise UnusableFileError(error.message, _SAVE_AS_TEXT, error.line) from None


def _content(source: PolicyFile) -> bytes:
    if source.file.suffix.lower() not in _ENDINGS:
        raise UnusableFileError("Its name ends neither in .txt nor in .md.", _SAVE_AS_TEXT)
    try:
        content = read_content(source.file)
    except UnusableFileError as error:
        raise UnusableFileError(error.message, _NAME_ITS_WORDS) from None
    if len(content) > MOST_POLICY_BYTES:
        fix = "Shorten it to what staff are to read, or name a shorter file in school.toml."
        raise UnusableFileError(f"It is larger than {MOST_POLICY_BYTES // 1000} kB.", fix)
    return content


def sign_off(store: Store, player: Player | None, source: PolicyFile) -> SignOff:
    """Return the policy, and where a player is with it. Raises RequestError where it cannot be read, or StoreError."""
    policy = read_policy(source)
    if player is None:
        return SignOff(policy=policy, acknowledged=None, has_passed=False)
    known = store.acknowledgements.of_player(player.id)
    same = (one for one in known if (one.sha256, one.version) == (policy.sha256, policy.version))
    return SignOff(policy=policy, acknowledged=next(same, None), has_passed=store.acknowledgements.has_passed(player.id))


def acknowledge(store: Store, player: Player, policy: Policy, at: int) -> Acknowledgement:
    """Record that a player has read a policy and will follow it; ``at`` is now. Only the first time counts.

    Raises RequestError where they have not passed a quiz yet, or StoreError.
    """
    if not store.acknowledgements.has_passed(player.id):
        raise RequestError("A policy can be acknowledged once a quiz is passed.")
    return store.acknowledgements.keep(player.id, policy.title, policy.version, policy.sha256, at)
