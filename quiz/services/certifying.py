"""Certificates: which quiz earns one, issuing it, keeping it as a file, and checking a code against the store."""

import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from pathlib import Path

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.files import write_numbered
from quiz.questions.diagnostics import quoted
from quiz.questions.text import plural
from quiz.reports.certificate import (
    AcknowledgedPolicy,
    Certificate,
    certificate_code,
    certificate_name,
    certificate_name_trouble,
    day_in_full,
    read_code,
)
from quiz.reports.certificate_html import certificate_html
from quiz.reports.completion import Course
from quiz.reports.summary import mark_in_figures
from quiz.services.requests import RequestError
from quiz.services.staff_training import course_of
from quiz.store.acknowledgements import Acknowledgement
from quiz.store.certificates import CertificateRecord
from quiz.store.finished import FinishedAttempt
from quiz.store.material import digest
from quiz.store.records import AttemptRecord, Player
from quiz.store.store import Store

_ALL = 1_000_000


class CheckedCertificate(Struct, frozen=True, kw_only=True):
    """A certificate as the store has it, with what is not printed on it."""

    certificate: Certificate
    player: str
    """The name under which the quiz was played."""
    team: str
    """As it was then."""
    issued_on: date
    """When it was issued last."""
    unchanged: bool
    """Whether the store still says what it said when the certificate was issued."""
    asks_now: Course | None = None
    """What the bank of that id asks now, if far more than when this was passed."""


def passed_attempt(store: Store, player: Player, bank: Bank) -> AttemptRecord:
    """Return the latest quiz that earned the player a certificate. Raises RequestError saying why there is none."""
    finished = store.history(player.id, bank.id, _ALL)
    counting = [one for one in finished if one.on_board]
    if passed := next((one for one in counting if one.passed and one.mark > 0), None):
        return passed
    who, what = quoted(player.name), quoted(bank.title)
    again = f"quiz play {bank.id} --player {who}"
    if any(one.passed and not one.on_board for one in finished):
        rules = "Only a quiz by the bank's own rules counts: its own length and points, with no topic or seed chosen."
        raise RequestError(f"{who} has passed {what} only for practice.", rules)
    if counting:
        best = max(counting, key=lambda one: one.mark)
        if best.passed:
            raise RequestError(f"{who} had nothing right at {what}, which anything passes.", f"Play it again: {again}")
        if best.mark >= best.pass_mark:
            part = "They came late to a live game, or it ended early: what was not asked of them counts as not right."
            raise RequestError(f"{who} has not passed {what} yet. {part}", f"Play it alone: {again}")
        marks = f"the best mark is {mark_in_figures(best.mark, best.pass_mark)}, and {best.pass_mark:g} % is needed"
        raise RequestError(f"{who} has not passed {what} yet: {marks}.", f"Play it again: {again}")
    raise RequestError(f"{who} has not finished a quiz at {what} yet.", f"Play it: {again}")


def known_name(store: Store, player: Player, attempt_id: str) -> str | None:
    """Return the name on this attempt's latest certificate, else on the player's latest one; None where there is none."""
    issued = store.certificates_of_player(player.id)
    of_attempt = [one for one in issued if one.attempt_id == attempt_id]
    return next((one.name for one in (*of_attempt, *issued)), None)


def issue(
    store: Store, attempt_id: str, name: str, at: int, banks: Mapping[str, Bank], zone: tzinfo | None = None
) -> Certificate:
    """Issue the certificate of a quiz that was passed under ``name``; the same again is the same to the letter.

    It names the policy that the player acknowledged last, if any: after another one it is another certificate. ``at`` is
    now, in milliseconds UTC; ``banks`` are today's, by id, for titles that were not kept. Raises RequestError
    where there is nothing to certify or the name cannot be used, or StoreError.
    """
    if trouble := certificate_name_trouble(name):
        raise RequestError(*trouble)
    tidied = certificate_name(name)
    attempt = store.finished_attempt(attempt_id)
    if attempt is None or not _is_earned(attempt):
        raise RequestError("There is no certificate for this: it takes a passed quiz of a person, by the bank's own rules.")
    signed = next(iter(store.acknowledgements.of_player(attempt.player_id)), None)
    record = CertificateRecord(
        code=_code(store.make_certificate_secret(), attempt, tidied, signed),
        attempt_id=attempt.id,
        name=tidied,
        issued_at=at,
        acknowledgement_id=signed.id if signed else None,
    )
    store.keep_certificate(record)
    return _certificate(store, attempt, record, signed, banks, zone)


def check(store: Store, typed: str, banks: Mapping[str, Bank], zone: tzinfo | None = None) -> CheckedCertificate:
    """Return what the store says of a code. Raises RequestError where it has issued none like it, or StoreError."""
    code = read_code(typed)
    record = store.certificate(code) if code else None
    attempt = store.finished_attempt(record.attempt_id) if record else None
    if record is None or attempt is None:
        raise RequestError(f"No certificate of this store has the code {quoted(typed)}.")
    secret = store.certificate_secret() or ""
    signed = store.acknowledgements.find(record.acknowledgement_id) if record.acknowledgement_id else None
    now_code = _code(secret, attempt, record.name, signed)
    now = course_of(banks[attempt.bank_id]) if attempt.bank_id in banks else None
    return CheckedCertificate(
        certificate=_certificate(store, attempt, record, signed, banks, zone),
        player=attempt.name,
        team=attempt.team,
        issued_on=_day(record.issued_at, zone),
        unchanged=_is_earned(attempt) and hmac.compare_digest(now_code, code),
        asks_now=now if now and now.asks_far_more_than(attempt.length, attempt.pass_mark) else None,
    )


def checked_lines(found: CheckedCertificate) -> list[str]:
    """Return what helps to check a certificate and is not printed on it."""
    team = f", team {found.team}" if found.team else ""
    lines = [f"Played as  {found.player}{team}", f"Issued     last on {day_in_full(found.issued_on)}"]
    if now := found.asks_now:
        what = f"{plural(now.questions, 'question')}, and {now.pass_mark:g} % pass"
        lines.append(f"“{now.title}” asks far more here now: {what}. Look at the figures above.")
    if not found.unchanged:
        lines.append("The store was changed since it was issued: what stands here is not what was certified.")
    return lines


def keep_page(certificate: Certificate, bank_id: str, folders: Iterable[Path]) -> Path:
    """Write the page into a new file in the first of ``folders`` that can be written, and return it. Raises OSError."""
    name = re.sub(r"[^\w-]", "", bank_id)
    page = certificate_html(certificate).encode()
    return write_numbered(folders, f"certificate-{name}-{certificate.on}", ".html", page)


def _is_earned(attempt: FinishedAttempt) -> bool:
    # With a pass mark of 0, skipping every question passes.
    return attempt.passed and attempt.mark > 0 and attempt.on_board and not attempt.guest


def _code(secret: str, attempt: FinishedAttempt, name: str, signed: Acknowledgement | None) -> str:
    policy = (signed.title, signed.version, signed.sha256, signed.at) if signed else ()
    return certificate_code(secret, attempt.id, name, attempt.bank_hash, attempt.mark, attempt.ended_at, policy)


def _certificate(
    store: Store,
    attempt: FinishedAttempt,
    record: CertificateRecord,
    signed: Acknowledgement | None,
    banks: Mapping[str, Bank],
    zone: tzinfo | None,
) -> Certificate:
    played = store.material(attempt.bank_hash)
    # A quiz from before texts were kept takes its title from today's bank.
    bank = played or banks.get(attempt.bank_id)
    scored = [response for response in store.responses(attempt.id) if response.scored]
    return Certificate(
        code=record.code,
        name=record.name,
        bank=bank.title if bank else attempt.bank_id,
        version=attempt.bank_version,
        mark=attempt.mark,
        pass_mark=attempt.pass_mark,
        on=_day(attempt.ended_at, zone),
        questions=len(scored),
        right=sum(response.right for response in scored),
        material=digest(played.text) if played else attempt.bank_hash,
        acknowledged=_policy(signed, zone) if signed else None,
    )


def _policy(signed: Acknowledgement, zone: tzinfo | None) -> AcknowledgedPolicy:
    return AcknowledgedPolicy(title=signed.title, version=signed.version, sha256=signed.sha256, on=signed.day(zone))


def _day(at: int, zone: tzinfo | None) -> date:
    return datetime.fromtimestamp(at / 1000, zone).date()
