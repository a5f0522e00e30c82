"""What stands on the board was played by its bank's own rules; everything else says why it does not."""

from typing import Any

import pytest

from quiz.play.board_rules import practice_notice, practice_reasons
from tests import builders

BANK = builders.bank(*(builders.single(f"q{i}") for i in range(6)), quiz_length=3, preset="classic")


def test_the_banks_own_length_and_preset_stand_on_the_board() -> None:
    assert practice_reasons(BANK, questions=3, preset="classic") == ()


def test_a_bank_with_fewer_questions_than_its_quiz_asks_them_all() -> None:
    small = builders.bank(builders.single(), quiz_length=10)
    assert practice_reasons(small, questions=1, preset="steady") == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"questions": 6}, "6 questions and this bank's quiz 3"),
        ({"questions": 1}, "it asks 1 question and this bank's quiz 3"),
        ({"preset": "accuracy"}, "accuracy and this bank by classic"),
        ({"topic": "law"}, '"law"'),
        ({"seed_given": True}, "seed"),
        ({"shadowed": True}, 'id "first"'),
    ],
)
def test_anything_else_is_for_practice_and_says_why(change: dict[str, Any], reason: str) -> None:
    (found,) = practice_reasons(BANK, **{"questions": 3, "preset": "classic", **change})
    assert reason in found


def test_all_reasons_stand_in_one_sentence() -> None:
    said = practice_notice(practice_reasons(BANK, questions=6, preset="steady", seed_given=True))
    assert said.endswith(
        "because it asks 6 questions and this bank's quiz 3, it gives points by the preset steady and this bank by classic, "
        "and its questions were chosen by a seed."
    )
