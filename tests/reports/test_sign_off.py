"""The table of who has acknowledged which policy: everybody on the list, and nobody else."""

from datetime import UTC

from quiz.reports.sign_off import SIGN_OFF_HEADINGS, sign_off_rows
from quiz.reports.staff_list import Person
from quiz.store.acknowledgements import Acknowledgement, PersonsAcknowledgement


def test_everybody_on_the_list_has_a_row_and_nobody_else() -> None:
    known = Acknowledgement(id="1", title="Use", version="2026-09", sha256="ab" * 32, at=1_795_867_200_000)
    found = [PersonsAcknowledgement(name=name, team="Maths", acknowledgement=known) for name in ("ann", "Somebody")]
    people = [Person(name="Bea", team="Office"), Person(name="Anna", team="Art", also=("Ann",))]
    rows = list(sign_off_rows(people, found, UTC))
    assert {len(row) for row in rows} == {len(SIGN_OFF_HEADINGS)}
    assert rows == [
        ("Anna", "Art", "Use", "2026-09", "2026-11-28", "ab" * 32),
        ("Bea", "Office", "", "", "not yet", ""),
    ]
