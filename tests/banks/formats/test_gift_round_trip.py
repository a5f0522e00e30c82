"""A law: a bank that is written as GIFT and read again asks the same, and what it lost was reported."""

from datetime import date

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from quiz.banks.formats.gift_reading import read_gift
from quiz.banks.formats.gift_writing import write_gift
from quiz.banks.model import Bank, Source
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse
from tests.banks.formats.bank_strategies import questions, texts, with_questions


@settings(max_examples=30)
@given(st.lists(questions(), min_size=1, max_size=4, unique_by=lambda question: question.id))
@example(
    [Single(id="a", prompt="[html]x", options=(Option(text="%50%b", correct=False), Option(text="[plain]", correct=True)))]
)
@example([Short(id="a", prompt="\\", accept=("\\*", "*", "TRUE", "%50%a"))])
def test_prompt_options_key_feedback_id_and_topic_survive_the_way_to_gift_and_back(made: list[Question]) -> None:
    ours = with_questions(made)
    exported = write_gift(ours)
    imported = read_gift(exported.text, "mine.txt")
    assert [problem for problem in exported.problems if problem.key != "bank"] == []
    assert imported.problems == ()
    assert imported.title == ours.title
    assert len(imported.questions) == len(ours.questions)
    for before, after in zip(ours.questions, imported.questions, strict=True):
        assert (type(after), after.id, after.prompt) == (type(before), before.id, before.prompt)
        assert (after.explanation, after.topic) == (before.explanation, before.topic)
        for key in ("options", "answer", "why", "pairs", "distractors", "accept", "tolerance"):
            assert getattr(after, key, None) == getattr(before, key, None)
        cited = [imported.sources[key] for key in after.sources]
        assert [source.url for source in cited] == [ours.sources[key].url for key in before.sources]


@given(texts)
def test_a_source_is_read_back_whole(title: str) -> None:
    assume(not {"“", "”"} & set(title))
    plain = with_questions([TrueFalse(id="a", prompt="?", answer=True, sources=("guide",))])
    guide = Source(title=" ".join(title.split()), publisher="A, b", url="https://a.org", checked=date(2026, 1, 2), note="n")
    exported = write_gift(
        Bank(about=plain.about, sources={"guide": guide}, questions=plain.questions, file="", content_hash="")
    )
    assert list(read_gift(exported.text, "mine.txt").sources.values()) == [guide]
