"""Laws of marking that hold for every question of every type and every answer that a player can give."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed
from quiz.questions.multiple import Multiple
from quiz.questions.question import Question
from tests.builders import every_type, number, right_answer, wrong_answer
from tests.play.strategies import MULTIPLES, QUESTIONS, answered


@given(answered())
def test_a_legal_answer_can_be_read_and_its_mark_is_from_0_to_1(question_and_answer: tuple[Any, Answer]) -> None:
    question, answer = question_and_answer
    assert question.accepts(answer)
    assert 0 <= question.mark(answer) <= 1


@given(QUESTIONS)
def test_the_right_answer_can_be_read_and_is_wholly_right(question: Question) -> None:
    assert question.accepts(right_answer(question))
    assert question.mark(right_answer(question)) == pytest.approx(1, abs=1e-9)


@given(answered())
def test_only_the_right_picks_steps_boxes_and_lines_are_wholly_right(question_and_answer: tuple[Any, Answer]) -> None:
    question, answer = question_and_answer
    wholly = question.mark(answer) > 1 - 1e-9
    match answer, right_answer(question):
        case (Picked(picked), Picked(key)):
            assert wholly is (set(picked) == set(key))
        case (Ordered() | Matched() | Judged(), right):
            assert wholly is (answer == right)
        case (Spotted(verdict, lines), Spotted(right_verdict, cues)):
            assert wholly is (verdict == right_verdict and set(lines) == set(cues))


@given(MULTIPLES, st.data())
def test_one_wrong_option_more_never_raises_the_mark(question: Multiple, data: st.DataObject) -> None:
    picked = tuple(data.draw(st.sets(st.integers(0, len(question.options) - 1))))
    for position, option in enumerate(question.options):
        if not option.correct:
            assert question.mark(Picked((*picked, position))) <= question.mark(Picked(picked))


@pytest.mark.parametrize("question", every_type(), ids=lambda question: question.id)
def test_an_answer_of_another_kind_is_a_type_error_and_unreadable(question: Question) -> None:
    own = type(right_answer(question))
    others = [right_answer(other) for other in every_type() if type(right_answer(other)) is not own]
    assert len(others) >= 7
    for other in others:
        assert not question.accepts(other)
        with pytest.raises(TypeError):
            question.mark(other)


@pytest.mark.parametrize("question", every_type(), ids=lambda question: question.id)
def test_a_wholly_wrong_answer_and_none_at_all_are_marked_0(question: Question) -> None:
    assert question.accepts(wrong_answer(question))
    assert question.mark(wrong_answer(question)) == 0
    assert question.mark(None) == 0


@given(st.text(max_size=60), st.text(max_size=8))
def test_any_typed_text_is_marked_0_or_1_without_an_exception(text: str, unit: str) -> None:
    assert number(unit=unit).mark(Typed(text)) in (0, 1)
    number(unit=unit).accepts(Typed(text))
