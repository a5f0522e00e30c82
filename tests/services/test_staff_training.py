"""What is known of the staff: nothing is missed that happens while it is read."""

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from quiz.services.requests import RequestError
from quiz.services.staff_training import read_kept, read_lists
from quiz.store.finished import BegunAttempt
from quiz.store.store import Store
from tests.reports.test_completion import attempt


class EndingStore:
    """A store in which somebody ends their quiz between the first look at it and the second."""

    def __init__(self) -> None:
        self._looks = 0

    def _has_ended(self) -> bool:
        self._looks += 1
        return self._looks > 1

    def begun_attempts(self) -> list[Any]:
        return [] if self._has_ended() else [BegunAttempt(name="Ann", bank_id="scams", started_at=0)]

    def finished_attempts(self) -> list[Any]:
        return [attempt()] if self._has_ended() else []


def test_a_quiz_that_ends_while_it_is_read_is_seen() -> None:
    kept = read_kept(cast(Store, EndingStore()))
    assert [one.name for one in kept.finished] == ["Ann"]


def test_what_records_of_other_training_do_not_count_is_said(tmp_path: Path) -> None:
    staff, other = tmp_path / "staff.csv", tmp_path / "ncsc.csv"
    staff.write_text("name,also\nAnn,A. Ash\n", encoding="utf-8")
    rows = ["Ann,2026-11-28,NCSC", "A. ASH,2026-11-29,NCSC", "Bob,2026-01-01,NCSC", "bob,2026-01-02,NCSC"]
    other.write_text("\n".join(["name,date,course", *rows]), encoding="utf-8")
    assert read_lists(staff, other).notes(date(2026, 11, 28))[2:] == (
        "ncsc.csv: 1 row on a day that is still to come, not counted before it.",
        "ncsc.csv: 1 name in it on no list of staff.",
    )


def test_a_list_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for file, words in ((tmp_path / "gone.csv", "No such file"), (tmp_path, "It is a folder")):
        with pytest.raises(RequestError, match=words):
            read_lists(file)
