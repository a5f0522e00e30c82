"""A new bank plays as it is, whatever it is called."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.lint import lint
from quiz.banks.loading import Library, read_text
from quiz.banks.template import template_text
from quiz.questions.characters import REFUSED_CHARACTER

TODAY = date(2026, 11, 24)
titles = st.text(min_size=1).filter(lambda text: text.strip() and not REFUSED_CHARACTER.search(text))


@given(titles, titles)
def test_it_holds_what_was_asked_for_and_has_no_fault(title: str, audience: str) -> None:
    reading = read_text(template_text(identifier="mine", title=title, audience=audience, today=TODAY), "mine.toml")
    assert reading.bank, reading.problems
    assert (reading.bank.id, reading.bank.title, reading.bank.about.audience) == ("mine", title, audience)


def test_it_is_a_draft_with_the_common_types_and_draws_no_advice() -> None:
    reading = read_text(template_text(identifier="mine", title="Mine", audience="All", today=TODAY), "mine.toml")
    assert reading.bank
    assert reading.bank.about.draft
    assert [q.type for q in reading.bank.questions] == ["single", "multiple", "true-false", "order", "match"]
    assert lint(Library(readings=(reading,)), TODAY) == ()
