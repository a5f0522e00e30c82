"""Two questions are the same where they set the same task, and only there."""

from typing import Any

import pytest
from msgspec.structs import replace

from quiz.questions.identity import question_hash
from quiz.questions.question import Question
from tests import builders

TOLD: dict[str, Any] = {
    "id": "another",
    "explanation": "Said otherwise.",
    "sources": ("other",),
    "topic": "another",
    "fact": "another",
    "difficulty": 3,
    "weight": 2,
    "time_limit": 99,
    "action": "Do something else.",
    "hint": "Think.",
}


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda question: question.type)
def test_what_is_said_of_it_does_not_change_a_question(question: Question) -> None:
    assert question_hash(replace(question, **TOLD)) == question_hash(question)


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda question: question.type)
def test_another_prompt_is_another_question(question: Question) -> None:
    assert question_hash(replace(question, prompt="What else?")) != question_hash(question)


def test_each_question_is_another() -> None:
    questions = [*builders.every_type(), builders.poll()]
    assert len({question_hash(question) for question in questions}) == len(questions)


def test_reasons_may_change_and_options_their_order_and_the_key_may_not() -> None:
    single = builders.single()
    before, options = question_hash(single), single.options
    assert question_hash(replace(single, options=tuple(replace(one, why="Since.") for one in options))) == before
    assert question_hash(replace(single, options=options[::-1])) != before
    assert question_hash(replace(single, options=tuple(replace(one, text=f"{one.text}!") for one in options))) != before
    moved = tuple(replace(one, correct=place == 0) for place, one in enumerate(options))
    assert question_hash(replace(single, options=moved)) != before


def test_the_words_of_a_tell_tale_may_change_and_which_line_is_one_may_not() -> None:
    spot = builders.spot()
    before = question_hash(spot)
    said = tuple(replace(line, cue="It hurries you." if line.cue else "") for line in spot.lines)
    assert question_hash(replace(spot, lines=said)) == before
    told = tuple(replace(line, cue="" if line.cue else "A tell-tale.") for line in spot.lines)
    assert question_hash(replace(spot, lines=told)) != before


def test_a_scene_may_have_any_name() -> None:
    story = builders.scenario()
    renamed = {("why" if name == story.start else name): scene for name, scene in story.scenes.items()}
    other = replace(story, start="why", scenes=renamed)
    changed = {**renamed, "why": replace(renamed["why"], text="Something else happens.")}
    assert question_hash(replace(other, scenes=changed)) != question_hash(other)
