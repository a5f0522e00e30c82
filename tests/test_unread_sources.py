"""A page that nobody read: no reader of a bank, on no floor, says of a day that somebody checked it then."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from quiz.banks.citations import citations
from quiz.banks.formats.attribution import attribution_line, read_attribution
from quiz.banks.formats.table_rows import source_of_row
from quiz.banks.formats.table_writing import row_of_question
from quiz.banks.lint_rules import SOURCE_RULES, BankRule
from quiz.banks.model import Bank, Source, oldest_read
from quiz.live.pad_narration import _source as in_a_pad
from quiz.live.player_views import wire_source
from quiz.live.stage_views import _source_words as on_the_stage
from quiz.plain.narration import _sources as in_plain_lines
from quiz.reports.feedback import source_line
from quiz.reports.pack.cited import _checked, _row
from tests import builders

READ = builders.source(note="archived copy")
UNREAD = builders.source(note="Not read here: quoted beside it")
TODAY = date(2026, 11, 28)

WORDS: dict[str, Callable[[Source], str]] = {
    "sheets and the stage": source_line,
    "Moodle and GIFT": attribution_line,
    "plain play": lambda source: " ".join(in_plain_lines([source])),
    "the projector's page": on_the_stage,
    "a pad in a terminal": lambda source: in_a_pad(wire_source(source)),
    "the pack": lambda source: f"checked {_checked(citations([cited(source)])[0])} ({source.note})",
}


def cited(source: Source) -> Bank:
    return replace(builders.bank(builders.single("one", sources=("guide",))), sources={"guide": source})


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_line_names_the_day_of_a_page_that_was_read_and_of_no_other(words: Callable[[Source], str]) -> None:
    assert "checked" in words(READ).lower()
    assert "archived copy" in words(READ)
    told = words(UNREAD).lower().removeprefix("checked")
    assert "not read here: quoted beside it" in told
    assert "checked" not in told
    assert "23 nov" not in told


def test_an_export_for_moodle_is_read_back_as_what_was_not_read() -> None:
    assert read_attribution(f"Because.\n{attribution_line(UNREAD)}").sources == (UNREAD,)
    of_others = attribution_line(replace(UNREAD, note="")).replace("checked", "cited since")
    assert read_attribution(of_others).sources == (), "these are no words of ours"


def test_a_row_of_a_sheet_says_so_in_place_of_the_day_and_is_read_back() -> None:
    row = row_of_question(cited(UNREAD).questions[0], cited(UNREAD))
    assert row
    assert row["source checked"] == "not read here"
    source = source_of_row(row, TODAY)
    assert source
    assert not source.was_read


def test_the_pack_tells_no_age_of_it() -> None:
    (found,) = citations([cited(UNREAD)])
    assert _row(found, TODAY)[4:6] == ("not read here", "")
    (found,) = citations([cited(READ)])
    assert _row(found, TODAY)[4:6] == ("2026-11-23", 5)


def test_the_oldest_day_is_one_on_which_something_was_read() -> None:
    long_ago = date(2024, 1, 1)
    assert oldest_read([READ, replace(UNREAD, checked=long_ago)]) == READ.checked
    assert oldest_read([UNREAD]) is None
    (found,) = citations([cited(READ), cited(replace(UNREAD, checked=long_ago))])
    assert found.checked == READ.checked


def test_advice_does_not_say_that_it_was_read() -> None:
    old = cited(replace(UNREAD, checked=date(2024, 1, 1)))
    (hit,) = (hit for rule in SOURCE_RULES if isinstance(rule, BankRule) for hit in rule.check(old, TODAY))
    assert hit[1] == 'The source "guide" was cited on 2024-01-01 and not read.'
