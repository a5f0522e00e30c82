"""Which staff have read and acknowledged which policy of the school. It names them, for following up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import tzinfo

from quiz.reports.staff_list import Person, name_key
from quiz.store.acknowledgements import Acknowledgement, PersonsAcknowledgement

SIGN_OFF_HEADINGS = ("name", "team", "policy", "version", "acknowledged", "sha256")
"""The headings of ``sign_off_rows``; ``sha256`` is that of the policy's file as it was read."""
NOT_YET = "not yet"


def sign_off_rows(
    people: Iterable[Person], found: Iterable[PersonsAcknowledgement], zone: tzinfo | None = None
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each policy that one of ``people`` has acknowledged, and one for each who has none.

    The cells match ``SIGN_OFF_HEADINGS``. Other people's acknowledgements are left out. Days are told in ``zone``, None for
    the machine's own.
    """
    known: dict[str, list[Acknowledgement]] = defaultdict(list)
    for one in found:
        known[name_key(one.name)].append(one.acknowledgement)
    for person in sorted(people, key=lambda person: (name_key(person.name), person.team)):
        mine = [had for key in sorted(person.keys) for had in known[key]]
        for had in mine:
            yield person.name, person.team, had.title, had.version, had.day(zone).isoformat(), had.sha256
        if not mine:
            yield person.name, person.team, "", "", NOT_YET, ""
