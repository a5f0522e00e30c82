"""Tests of how what a format cannot hold is told."""

from quiz.banks.formats.aiken import write_aiken
from quiz.banks.formats.exchange import losses_in_short
from quiz.banks.formats.gift_writing import write_gift
from quiz.banks.formats.kahoot import write_kahoot
from quiz.banks.formats.table_writing import write_csv
from quiz.banks.model import Bank
from tests.builders import bank, single, spot


def _full(hinted: int, spots: int) -> Bank:
    asked = [single(f"one-{number}", hint="Look.", explanation="So.") for number in range(hinted)]
    return bank(*asked, *(spot(f"spot-{number}") for number in range(spots)))


def test_questions_that_lack_the_same_share_a_line_with_their_number_and_the_first_few() -> None:
    _, hint, left_out = losses_in_short(write_gift(_full(9, 1)).problems)
    assert hint == "Left behind: the hint. 9 questions: one-0, one-1, one-2 and 6 more. Set it in Moodle where it matters."
    assert left_out.startswith('Left out: GIFT has no "spot" questions. 1 question: spot-0. ')


def test_every_question_that_is_left_out_is_named() -> None:
    *_, left_out = losses_in_short(write_csv(_full(1, 9)).problems)
    assert "9 questions" in left_out
    assert all(f"spot-{number}" in left_out for number in range(9))


def test_different_things_are_told_apart_and_what_is_of_the_bank_names_no_question() -> None:
    of_bank, *others = losses_in_short(write_gift(_full(2, 0)).problems)
    assert "question:" not in of_bank
    assert "one-0" not in of_bank
    assert len(others) == 1


def test_no_format_takes_more_lines_for_more_questions() -> None:
    for write in (write_aiken, write_csv, write_gift, write_kahoot):
        few, many = (len(list(losses_in_short(write(_full(number, number)).problems))) for number in (4, 40))
        assert few == many


def test_no_other_format_is_advised_that_cannot_hold_it_either() -> None:
    *_, missing = losses_in_short(write_aiken(_full(0, 2)).problems)
    assert missing.endswith("spot-0, spot-1. Share the TOML file for it.")
