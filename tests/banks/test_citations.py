"""Which pages the banks cite, and what is to be read again first."""

from datetime import date

import msgspec

from quiz.banks.citations import CitedAt, citations
from quiz.banks.model import Bank
from tests import builders


def citing(identifier: str, **sources: object) -> Bank:
    """Return a bank of one question that cites its first source only."""
    made = {key: builders.source(**changes) for key, changes in sources.items()}  # type: ignore[arg-type]
    question = builders.single("asks", sources=(next(iter(made)),))
    return msgspec.structs.replace(builders.bank(question, identifier=identifier), sources=made)


def test_what_is_to_be_read_first_stands_at_the_top() -> None:
    old, soon, later = date(2025, 1, 1), date(2026, 12, 1), date(2027, 3, 1)
    bank = citing(
        "first",
        later={"url": "https://a.example/", "review_by": later},
        old={"url": "https://b.example/", "checked": old},
        soon={"url": "https://c.example/", "review_by": soon},
        usual={"url": "https://d.example/", "checked": date(2026, 11, 23)},
    )
    found = citations([bank])
    assert [(citation.url, citation.due) for citation in found] == [
        ("https://b.example/", date(2026, 1, 1)),
        ("https://c.example/", soon),
        ("https://a.example/", later),
        ("https://d.example/", date(2027, 11, 23)),
    ]
    assert found[2].places == (CitedAt("first", "later", ("asks",)),)
    assert found[0].places == (CitedAt("first", "old", ()),)


def test_one_page_that_two_banks_cite_is_listed_once_with_its_oldest_day() -> None:
    page = "https://a.example/"
    banks = [
        citing("first", page={"url": page, "checked": date(2026, 3, 1)}),
        citing("second", guide={"url": page, "checked": date(2026, 2, 1), "review_by": date(2026, 6, 1)}),
    ]
    (found,) = citations(banks)
    assert found.kind is None
    assert (found.checked, found.due) == (date(2026, 2, 1), date(2026, 6, 1))
    assert [place.bank for place in found.places] == ["first", "second"]


def test_a_page_is_of_the_kind_that_banks_agree_on() -> None:
    page = "https://a.example/"
    silent = citing("first", page={"url": page})
    primary = citing("second", page={"url": page, "kind": "primary"})
    secondary = citing("third", page={"url": page, "kind": "secondary"})
    assert [found.kind for found in citations([silent, primary])] == ["primary"]
    assert [found.kind for found in citations([primary, secondary])] == [None]


def test_a_page_that_nobody_read_shows_no_day() -> None:
    day = date(2026, 11, 3)
    assert builders.source(checked=day).checked_in_words == "3 Nov 2026"
    assert builders.source(checked=day, note="archived copy").checked_in_words == "3 Nov 2026"
    assert builders.source(checked=day, note="Not read here: quoted beside it").checked_in_words == "not read here"


def test_a_page_counts_as_read_once_one_bank_has_read_it() -> None:
    page, note = "https://a.example/", "not read here"
    unread = citing("first", page={"url": page, "note": note})
    read = citing("second", page={"url": page})
    assert [found.was_read for found in citations([unread])] == [False]
    assert [found.was_read for found in citations([unread, read])] == [True]
