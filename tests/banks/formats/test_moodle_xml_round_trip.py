"""A law: a bank that is written as Moodle XML and read again is the same, but for what was listed."""

from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.banks.formats.markup import in_html
from quiz.banks.formats.moodle_xml_reading import read_moodle_xml
from quiz.banks.formats.moodle_xml_writing import write_moodle_xml
from quiz.questions.match import Match, Pair
from quiz.questions.names import fill_names
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.true_false import TrueFalse
from tests import builders
from tests.banks.formats.bank_strategies import whole_questions, with_questions


def without_what_moodle_lacks(question: Question) -> Question:
    own: dict[str, Any] = {"exact": False} if isinstance(question, Short) else {}
    changes: dict[str, Any] = {"fact": None, "time_limit": None, "allow": (), "action": fill_names(question.action, {})}
    return msgspec.structs.replace(question, **changes, **own)


def is_one_line(question: Question) -> bool:
    """Say whether what items belong with reads the same on one line: the law of the others is a test of its own."""
    return not isinstance(question, Match) or all(in_html(box) == box for box in question.boxes)


xml_questions = whole_questions().filter(is_one_line).filter(lambda question: not {"\ufffe", "\uffff"} & set(repr(question)))


@settings(max_examples=30)
@given(st.lists(xml_questions, min_size=1, max_size=4, unique_by=lambda question: question.id))
@example([TrueFalse(id="a", prompt="]]>", answer=True, topic="/a//b/"), TrueFalse(id="b", prompt="&amp; <b>", answer=True)])
@example([Match(id="a", prompt="?", pairs=(Pair(item="x", box="&lt;"), Pair(item="-", box="<b>")), distractors=("- &",))])
def test_what_is_lost_on_the_way_to_moodle_and_back_is_just_what_was_listed(made: list[Question]) -> None:
    ours = with_questions(made)
    exported = write_moodle_xml(ours)
    imported = read_moodle_xml(exported.text, "mine.xml")
    assert imported.problems == ()
    assert imported.title == ours.title
    listed = {problem.key for problem in exported.problems}
    for position, (before, after) in enumerate(zip(ours.questions, imported.questions, strict=True)):
        cited = [imported.sources[key] for key in after.sources]
        assert cited == [ours.sources[key] for key in before.sources]
        same: dict[str, Any] = {"sources": before.sources, "difficulty": before.difficulty}
        after = msgspec.structs.replace(after, **same)
        assert after == without_what_moodle_lacks(before)
        assert (f"questions[{position}]" in listed) == (after != before)


def test_types_that_moodle_lacks_are_left_out_and_listed_by_question() -> None:
    exported = write_moodle_xml(builders.bank(builders.spot(), builders.single(), builders.scenario(), builders.poll()))
    left_out = [(problem.key, problem.level) for problem in exported.problems if problem.level == "fault"]
    assert left_out == [("questions[0]", "fault"), ("questions[2]", "fault"), ("questions[3]", "fault")]
    assert [question.id for question in read_moodle_xml(exported.text, "mine.xml").questions] == ["single"]


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        (builders.single(prompt="a\uffffb"), "signs that XML cannot hold"),
        (builders.match(pairs=(Pair(item="x", box="a\nb"), Pair(item="y", box="c")), distractors=()), "line ends"),
        (builders.match(pairs=(Pair(item="x", box="a\u00adb"), Pair(item="y", box="c")), distractors=()), "unseen signs"),
        (builders.single(topic="a <b> c"), "in the topic"),
        (builders.multiple(of=14, right=tuple(range(11))), "no weight"),
    ],
)
def test_what_cannot_be_written_as_it_is_gets_listed(question: Question, lost: str) -> None:
    exported = write_moodle_xml(builders.bank(question))
    assert any(lost in problem.message and problem.key == "questions[0]" for problem in exported.problems)
    assert all(problem.level == "fault" for problem in read_moodle_xml(exported.text, "mine.xml").problems)


def test_a_source_whose_words_cannot_be_told_apart_again_is_named() -> None:
    odd = msgspec.structs.replace(builders.source(), title="Seven “things”, more")
    bank = msgspec.structs.replace(builders.bank(builders.single()), sources={"guide": odd})
    assert any("the exact words of the sources" in problem.message for problem in write_moodle_xml(bank).problems)
