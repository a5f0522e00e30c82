"""A certificate of completion: what it says, its code, and the same words as text. Pure: the store's secret is handed in."""

import hashlib
import hmac
import json
import textwrap
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from quiz.questions.names import is_name, name_trouble, tidy_name
from quiz.questions.text import printable
from quiz.reports.summary import mark_in_figures

CERTIFICATE_NAME_LENGTH = 60
"""The most characters of a name on a certificate."""
RENEW_AFTER_MONTHS = 12
"""How long a training is valid: data protection and cyber training are due every year."""

TITLE = "Certificate of completion"
HAS_PASSED = "has passed the quiz"
CODE = "Code"
NOT_NCSC = (
    "It is not the NCSC's cyber security training for school staff, which the Risk Protection Arrangement (RPA) asks for: "
    "that training has a certificate of its own."
)

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's Base32, without letters that look alike: https://www.crockford.com/base32.html"""
_AS_READ = str.maketrans("OIL", "011")
_LETTERS, _GROUP = 12, 4
_TEXT_WIDTH = 78


class AcknowledgedPolicy(Struct, frozen=True, kw_only=True):
    """A policy of the school that the certificate's holder has read and said they will follow."""

    title: str
    version: str
    sha256: str
    """Of its file as it was read, in hexadecimal."""
    on: date


class Certificate(Struct, frozen=True, kw_only=True):
    """Everything on a certificate."""

    code: str
    name: str
    bank: str
    """The bank's title."""
    version: str
    mark: float
    """Per cent, like ``pass_mark``."""
    pass_mark: float
    on: date
    """The day on which the quiz was finished, whenever it is printed."""
    questions: int
    """How many of its questions could be right."""
    right: int
    """How many were wholly right."""
    material: str
    """SHA-256 of the bank file as played, in hexadecimal; only its beginning if the text was not kept."""
    acknowledged: AcknowledgedPolicy | None = None

    @property
    def renew_by(self) -> date:
        """The same day a year later."""
        # 29 February becomes the 28th.
        leap = (self.on.month, self.on.day) == (2, 29)
        return self.on.replace(year=self.on.year + RENEW_AFTER_MONTHS // 12, day=28 if leap else self.on.day)


def certificate_name(typed: str) -> str:
    """Return what was typed as a name for a certificate, safe on every page; empty if there is nothing to read out.

    It may be longer than ``CERTIFICATE_NAME_LENGTH``, and is never cut here.
    """
    tidied = tidy_name(typed, None)
    return tidied if is_name(tidied) else ""


def certificate_name_trouble(typed: str) -> tuple[str, ...]:
    """Say why what was typed cannot go on a certificate as it is, and what to do, in sentences; none if it can."""
    return name_trouble(typed, "name on a certificate", CERTIFICATE_NAME_LENGTH)


def certificate_code(
    secret: str,
    attempt_id: str,
    name: str,
    bank_hash: str,
    mark: float,
    ended_at: int,
    acknowledged: Sequence[str | int] = (),
) -> str:
    """Return the code of a certificate, in groups of four letters: 60 bits of an HMAC-SHA256 over all that matters.

    Only the holder of the store's ``secret`` can make one; ``ended_at`` is in milliseconds UTC. ``acknowledged`` is what
    the certificate says about a policy; without one, codes are the same as before policies existed.
    """
    said = json.dumps([attempt_id, name, bank_hash, float(mark), ended_at, *acknowledged]).encode()
    number = int.from_bytes(hmac.digest(secret.encode(), said, hashlib.sha256)[:8]) >> 4
    return written_code(number)


def written_code(number: int) -> str:
    """Return a number of 60 bits as a code: twelve letters in groups of four."""
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_LETTERS - 1), -1, -5))
    return _in_groups(letters)


def read_code(typed: str) -> str:
    """Return a typed code in its written form, whatever its case, blanks, hyphens and letters that look like figures.

    Empty if it cannot be a code.
    """
    letters = "".join(character for character in typed.upper() if character.isalnum()).translate(_AS_READ)
    return _in_groups(letters) if len(letters) == _LETTERS and set(letters) <= set(_ALPHABET) else ""


def certificate_facts(one: Certificate) -> Sequence[tuple[str, str]]:
    """Return what it says besides name and bank, each with its label."""
    return (
        ("Mark", f"{mark_in_figures(one.mark, one.pass_mark)} (pass mark {one.pass_mark:g} %)"),
        ("Questions", f"{one.questions}, of which {one.right} wholly right"),
        ("Passed on", day_in_full(one.on)),
        ("Renew by", day_in_full(one.renew_by)),
    )


def certificate_notes(one: Certificate) -> Sequence[str]:
    """Return the small print: how it is checked, what was asked, and what it is not."""
    whole = len(one.material) == 2 * hashlib.sha256().digest_size
    material = f"SHA-256 of the bank file: {one.material}" + ("" if whole else "… (the file itself was not kept)")
    policy = [f"SHA-256 of the policy as it was read: {one.acknowledged.sha256}"] if one.acknowledged else []
    return (
        f"Whoever keeps the scores can check every line: quiz certificate check {one.code}",
        f"Without those scores this page proves nothing. {NOT_NCSC}",
        material,
        *policy,
    )


def acknowledged_line(one: Certificate) -> str:
    """Return what it says about an acknowledged policy; empty if nothing."""
    if one.acknowledged is None:
        return ""
    policy = one.acknowledged
    return f"Read and acknowledged: {policy.title}, version {policy.version}, on {day_in_full(policy.on)}"


def certificate_lines(one: Certificate) -> list[str]:
    """Return the certificate in plain lines."""
    facts = [(label, text) for label, text in (*certificate_facts(one), (CODE, one.code))]
    lines = [TITLE, "", one.name, HAS_PASSED, bank_and_version(one), ""]
    lines += [f"{label:<10} {text}" for label, text in facts]
    policy = ["", *_wrapped(acknowledged_line(one))] if one.acknowledged else []
    notes = [line for note in certificate_notes(one) for line in _wrapped(note)]
    return [*map(printable, lines), *policy, "", *notes]


def document_title(one: Certificate) -> str:
    """Return the document's title."""
    return f"{TITLE}: {one.name}, {one.bank}"


def bank_and_version(one: Certificate) -> str:
    """Return what was passed; not every bank has a version."""
    return f"{one.bank}, version {one.version}" if one.version else one.bank


def day_in_full(day: date) -> str:
    """Return a day as on a document: 3 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _in_groups(letters: str) -> str:
    return "-".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(printable(text), _TEXT_WIDTH, break_on_hyphens=False)
