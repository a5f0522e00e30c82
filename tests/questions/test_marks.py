import pytest

from quiz.questions.answers import Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.question import Question
from tests import builders


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda question: question.id)
def test_right_is_one_wrong_is_less_and_nothing_is_nought(question: Question) -> None:
    assert question.mark(builders.right_answer(question)) == 1.0
    assert question.mark(builders.wrong_answer(question)) < 1.0
    assert question.mark(None) == 0.0
    assert question.accepts(builders.right_answer(question))


def test_an_answer_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        builders.single().mark(Judged(True))


@pytest.mark.parametrize(
    ("picked", "mark"), [((0, 2), 1.0), ((0,), 0.5), ((0, 1), 0.0), ((0, 2, 1), 0.5), ((0, 1, 2, 3), 0.0), ((1, 3), 0.0)]
)
def test_multiple_takes_wrong_picks_off(picked: tuple[int, ...], mark: float) -> None:
    assert builders.multiple(right=(0, 2), of=4).mark(Picked(picked)) == mark


@pytest.mark.parametrize(
    ("steps", "mark"), [((0, 1, 2, 3), 1.0), ((3, 2, 1, 0), 0.0), ((1, 2, 3, 0), 0.0), ((0, 2, 1, 3), 2 / 3)]
)
def test_order_counts_pairs_in_the_right_order_beyond_chance(steps: tuple[int, ...], mark: float) -> None:
    assert builders.order(of=4).mark(Ordered(steps)) == pytest.approx(mark)


def test_match_is_the_share_of_items_right() -> None:
    question = builders.match()
    right = [pair.box for pair in question.pairs]
    assert question.mark(Matched((*right[:-1], None))) == pytest.approx((len(right) - 1) / len(right))


def test_short_forgives_case_blanks_and_the_full_stop() -> None:
    question = builders.short("name", "report fraud")
    assert question.mark(Typed("  Report   FRAUD. ")) == 1.0
    assert question.mark(Typed("action fraud")) == 0.0


def test_spot_gives_half_for_the_verdict_and_half_for_the_lines() -> None:
    question = builders.spot()
    cues = tuple(place for place, line in enumerate(question.lines) if line.cue)
    assert question.mark(Spotted("genuine", cues)) == 0.0
    assert question.mark(Spotted("scam")) == 0.5
    assert question.mark(Spotted("scam", cues)) == 1.0


def test_a_path_that_does_not_end_is_not_readable() -> None:
    question = builders.scenario()
    assert not question.accepts(Walked(()))
    assert not question.accepts(Walked((99,)))
    assert not question.accepts(Walked((-1,)))


def test_a_way_through_a_story_says_of_each_scene_what_was_chosen_and_what_was_better() -> None:
    story = builders.scenario()
    assert story.key_in_words() == ["1. A door. → in", "2. A room. → best"]
    assert story.answer_in_words(Walked((0, 1))) == ["1. A door. → in", "2. A room. → half → better: best"]
