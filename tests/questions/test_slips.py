"""One slip in each long word of a typed answer is forgiven, and nothing that could turn its meaning."""

import unicodedata
from string import ascii_lowercase

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from quiz.questions.answers import Typed
from quiz.questions.short import FORGIVING_FROM, is_one_slip
from tests.builders import short

LETTERS = st.text(ascii_lowercase, max_size=9)
LONG = st.text(ascii_lowercase, min_size=FORGIVING_FROM, max_size=12)
ANYTHING = st.text("abc1.-@ ", max_size=9)


@st.composite
def slips(draw: st.DrawFn, word: str) -> str:
    """Return ``word`` with one letter more, less or other, or two neighbours swapped."""
    place = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(ascii_lowercase))
    before, here, behind = word[:place], word[place], word[place + 1 :]
    swapped = before + behind[:1] + here + behind[1:]
    return draw(st.sampled_from([before + letter + here + behind, before + behind, before + letter + behind, swapped]))


@given(LETTERS, LETTERS)
def test_a_slip_is_a_distance_of_one(typed: str, word: str) -> None:
    assert is_one_slip(typed, word) is (OSA.distance(typed, word) == 1)


@given(st.lists(LONG, min_size=1, max_size=3), st.data())
def test_one_slip_in_each_long_word_is_forgiven_unless_the_bank_wants_it_exact(
    words: list[str], data: st.DataObject
) -> None:
    typed = [data.draw(slips(word)) for word in words]
    assume(not set(words) & {one for one, word in zip(typed, words, strict=True) if one != word})
    spelling = " ".join(words)
    assert short("short", spelling).mark(Typed(" ".join(typed))) == 1
    assert short("short", spelling, exact=True).mark(Typed(" ".join(typed))) == float(typed == words)


@given(st.lists(st.text("ab1.", min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join), ANYTHING)
def test_a_word_that_is_short_or_holds_a_figure_or_a_dot_is_never_forgiven(accepted: str, typed: str) -> None:
    question = short("short", accepted)
    if question.mark(Typed(typed)) and typed.split() and len(typed.split()) == len(accepted.split()):
        for one, word in zip(typed.strip().rstrip(".").split(), accepted.rstrip(".").split(), strict=False):
            assert one == word or (word.isalpha() and one.isalpha() and len(word) >= FORGIVING_FROM)


def test_quotes_may_be_straight_or_curled() -> None:
    for accepted, typed in (("don't", "don’t"), ("don’t", "don't"), ('say "no"', "say “no”")):
        assert short("short", accepted, exact=True).mark(Typed(typed)) == 1


@given(LONG, st.data())
def test_two_slips_in_a_word_are_not_forgiven(word: str, data: st.DataObject) -> None:
    typed = data.draw(slips(data.draw(slips(word)) or "x"))
    assume(OSA.distance(typed, word) > 1)
    assert short("short", word).mark(Typed(typed)) == 0


@given(LONG, st.data())
def test_a_word_that_is_itself_accepted_is_no_slip_of_another(word: str, data: st.DataObject) -> None:
    other = data.draw(slips(word))
    assume(other not in ("", word))
    question = short("short", f"{word} one", f"{other} two")
    assert question.mark(Typed(f"{other} one")) == 0


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("reprot fraud", "Report Fraud"), ("Report fraud", "Report Fraud"), ("reportfruad", "reportfraud"), ("fraud", None)],
)
def test_the_spelling_that_was_meant_is_told(typed: str, taken: str | None) -> None:
    question = short("short", "Report Fraud", "reportfraud")
    assert question.taken_for(typed) == taken


def test_only_what_was_forgiven_is_spoken_of() -> None:
    question = short("short", "Report Fraud")
    assert question.reasons(Typed("reprot fraud")) == ["You typed “reprot fraud”. Right is “Report Fraud”."]
    assert question.reasons(Typed("REPORT  FRAUD.")) == []
    assert question.reasons(Typed("action fraud")) == []


@given(st.text(st.sampled_from("aeoußngzıİǰ ") | st.characters(categories=["Lu", "Ll", "Mn"]), min_size=1, max_size=9))
@example("plangemäß")
def test_letters_with_their_marks_count_the_same_as_one_or_as_two(word: str) -> None:
    forms = [unicodedata.normalize(form, word) for form in ("NFC", "NFD")]
    assume(all(form.strip(". ") for form in forms))
    for accepted in forms:
        question = short("short", accepted, exact=True)
        assert [question.mark(Typed(form)) for form in forms] == [1.0, 1.0]
