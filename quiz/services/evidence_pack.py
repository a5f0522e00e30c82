"""Reads from the store what a pack of evidence says; ``quiz.reports.pack`` decides how it looks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from quiz import __version__
from quiz.banks.loading import resting_collector
from quiz.banks.model import Bank
from quiz.reports.completion import Rules
from quiz.reports.pack.facts import Keeping, PackFacts, PlayedVersion
from quiz.reports.pack.figures import FEWEST_TOLD, course_figures, mean_mark
from quiz.reports.sign_off import sign_off_rows
from quiz.reports.topics import TopicReport, topic_report
from quiz.services.retention import period_of, too_old
from quiz.services.staff_training import KeptQuizzes, StaffLists, StaffTraining, course_of, read_kept
from quiz.store.finished import FinishedAttempt
from quiz.store.store import Store

_OVERDUE = {
    "attempts": "quizzes",
    "games": "live games",
    "players": "names under which nothing is kept",
    "acknowledgements": "acknowledgements of policies",
}
"""Plain words for what the store calls something else."""


@resting_collector()
def read_pack(
    store: Store, lists: StaffLists, banks: Sequence[Bank], rules: Rules, lead: str, zone: tzinfo | None = None
) -> PackFacts:
    """Read all that a pack says about the quizzes at ``banks``, on the day of the ``rules``; guests never count.

    ``lead`` is who follows up, in the school's words, empty for nobody; days are told in ``zone``, None for the machine's
    own. Raises StoreError.
    """
    banks = sorted(banks, key=lambda bank: bank.id)
    kept = read_kept(store)
    mine = [one for one in kept.finished if not one.guest and not one.anonymous]
    completion = StaffTraining(lists, map(course_of, banks), KeptQuizzes(mine, kept.begun), zone).completion(rules)
    since = too_old(rules.within, rules.today, zone)
    at_bank = _by_bank(mine, banks)
    versions = tuple(one for bank in banks for one in _versions(store, bank, at_bank[bank.id], zone))
    lately = {bank_id: [one for one in found if one.started_at >= since] for bank_id, found in at_bank.items()}
    return PackFacts(
        day=rules.today,
        clock=datetime.combine(rules.today, time(12)).astimezone(zone).tzname() or "",
        program=f"INSET Quiz {__version__}",
        lead=lead,
        completion=completion,
        figures=course_figures(completion),
        list_notes=lists.notes(rules.today),
        banks=tuple(banks),
        versions=versions,
        means={bank_id: mean_mark(found) for bank_id, found in lately.items()},
        flags={bank.id: store.flag_counts(bank.id) for bank in banks},
        topics=_topics(store, banks, versions, lately, since),
        sign_off=tuple(
            sign_off_rows(
                (one for one in lists.staff.people if one.is_here(rules.today)), store.acknowledgements.of_everybody(), zone
            )
        ),
        keeping=_keeping(store, rules.today, zone),
    )


def _by_bank(attempts: Iterable[FinishedAttempt], banks: Iterable[Bank]) -> dict[str, list[FinishedAttempt]]:
    found: dict[str, list[FinishedAttempt]] = {bank.id: [] for bank in banks}
    for one in attempts:
        if one.bank_id in found:
            found[one.bank_id].append(one)
    return found


def _versions(store: Store, bank: Bank, attempts: Iterable[FinishedAttempt], zone: tzinfo | None) -> Iterator[PlayedVersion]:
    """Yield every text of a bank that was kept or played, the last played at the end."""
    played: dict[str, list[FinishedAttempt]] = defaultdict(list)
    for one in attempts:
        played[one.bank_hash].append(one)
    texts = store.material_of_bank(bank.id, bank)
    if bank.content_hash in played:
        texts.setdefault(bank.content_hash, bank)
    found = [_version(bank.id, hashed, texts.get(hashed), played.get(hashed, ()), zone) for hashed in {**texts, **played}]
    yield from sorted(found, key=lambda one: (one.last or date.min, one.version, one.bank_hash))


def _version(
    bank_id: str, hashed: str, text: Bank | None, attempts: Sequence[FinishedAttempt], zone: tzinfo | None
) -> PlayedVersion:
    days = [datetime.fromtimestamp(one.ended_at / 1000, zone).date() for one in attempts]
    if len({one.player_id for one in attempts}) < FEWEST_TOLD:
        # This is on pages that name nobody: with few players, the days would show when each of them played.
        days = []
    return PlayedVersion(
        bank_id=bank_id,
        version=text.about.version if text else attempts[0].bank_version,
        bank_hash=hashed,
        bank=text,
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _topics(
    store: Store,
    banks: Iterable[Bank],
    versions: Iterable[PlayedVersion],
    attempts: Mapping[str, Sequence[FinishedAttempt]],
    since: int,
) -> TopicReport:
    known = {bank.id: bank for bank in banks} | {one.bank_hash: one.bank for one in versions if one.bank}
    # One query for all banks: answers to other banks, or by guests, belong to none of these attempts.
    return topic_report((one for found in attempts.values() for one in found), store.given_answers(None, since), known)


def _keeping(store: Store, today: date, zone: tzinfo | None) -> Keeping:
    on_server = "://" in store.location
    rule = store.people.keep_for()
    if not rule:
        return Keeping(rule="", overdue="", on_server=on_server)
    period = period_of(rule)
    overdue = store.people.overdue(too_old(period, today, zone))
    kinds = [kind for kind in overdue.__struct_fields__ if getattr(overdue, kind)]
    return Keeping(rule=str(period), overdue=", ".join(_OVERDUE.get(kind, kind) for kind in kinds), on_server=on_server)
