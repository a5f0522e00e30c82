"""Names that people type and names that a school sets: safe on every screen, natural to read."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.questions.diagnostics import Diagnostic, nearest, quoted, spell_path
from quiz.questions.names import NAME_LENGTH, fill_names, look_alike_key, name_trouble, tidy_name
from quiz.questions.text import printable

ANY_TEXT = st.text(st.characters(codec=None) | st.sampled_from(" \t\n\u0301\u200d\u202e\u3164\ufe0f\u2000\U000e0061é"))


@given(ANY_TEXT)
@example("e\u200d\u0301")
@example("\u0301 \u0301 a")
@example("\u3164")
@example("a" * 23 + "  b")
@example("\ud800x")
def test_a_tidied_name_is_short_printable_and_has_no_outer_or_double_blanks(typed: str) -> None:
    name = tidy_name(typed)
    assert len(name) <= NAME_LENGTH
    assert name.isprintable()
    assert name == " ".join(name.split())
    assert not name or not unicodedata.category(name[0]).startswith("M")
    name.encode()


@given(ANY_TEXT)
@example("e\u200d\u0301")
@example("\u0301 \u0301 a")
def test_tidying_a_tidied_name_changes_nothing(typed: str) -> None:
    assert tidy_name(tidy_name(typed)) == tidy_name(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Zoë O'Hare-Núñez", "Zoë O'Hare-Núñez"),
        ("Zoe\u0308", "Zoë"),
        ("محمد", "محمد"),
        ("李 雷", "李 雷"),
        ("[b]Ada[/b]", "[b]Ada[/b]"),
        ("Ada\x1b[31m\x07", "Ada[31m"),
        ("Ada\u202eecarG", "AdaecarG"),
        ("Ada\nGrace", "Ada Grace"),
        ("A\u200bd\u00ada", "Ada"),
        ("\u3164\u2800\ufe0f", ""),
        (" \u200b ", ""),
        ("Z" + 9 * "\u0351" + "a", "Z\u0351\u0351a"),
        ("The Department of Modern Languages and Classics", "The Department of Modern Languages and C"),
    ],
)
def test_names_as_people_type_them(typed: str, name: str) -> None:
    assert tidy_name(typed) == name


NATURAL = {
    "Tell {dpo} today.": "Tell your data protection lead today.",
    "{it_support} can help.": "IT support can help.",
    "Stop. {dsl} must know.": "Stop. Your designated safeguarding lead must know.",
    "Ask {head}.": "Ask the head teacher.",
    "Ask {site_team}.": "Ask your site team.",
    "No names here.": "No names here.",
}


@pytest.mark.parametrize("action", NATURAL)
def test_an_action_reads_naturally_without_the_schools_names(action: str) -> None:
    assert fill_names(action, {}) == NATURAL[action]


def test_the_schools_own_names_are_put_in() -> None:
    names = {"dpo": "Ms Okafor", "it_support": "the helpdesk (x1234)", "head": ""}
    assert fill_names("Tell {dpo} and {it_support}.", names) == "Tell Ms Okafor and the helpdesk (x1234)."
    assert fill_names("{it_support}? {head}!", names) == "The helpdesk (x1234)? The head teacher!"


@given(st.text(), st.dictionaries(st.sampled_from(["dpo", "head", "x"]), st.text()))
def test_text_without_placeholders_stays_as_it_is(text: str, names: dict[str, str]) -> None:
    plain = text.replace("{", "(")
    assert fill_names(plain, names) == plain


@given(st.sampled_from(["dpo", "it_support", "dsl", "head", "other"]), st.text(min_size=1))
def test_a_name_is_put_in_as_it_is_and_never_read_as_a_placeholder(key: str, name: str) -> None:
    assert fill_names(f"Tell {{{key}}} now.", {key: name, "dpo" if key != "dpo" else "x": "?"}) == f"Tell {name} now."


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_no_known_placeholder_is_left(text: str, names: dict[str, str]) -> None:
    filled = fill_names(text + " {dpo} and {it_support}", {key: value.replace("{", "") for key, value in names.items()})
    assert "{dpo}" not in filled
    assert "{it_support}" not in filled


def test_the_nearest_word_is_offered_or_else_all_of_them() -> None:
    assert nearest("Optoins", ["options", "prompt"]) == 'Did you mean "options"?'
    assert nearest("zzz", ["b", "a"]) == "Known here: a, b."


def test_key_paths_are_spelt_as_in_toml() -> None:
    assert spell_path(("questions", 3, "options", 0, "text")) == "questions[3].options[0].text"
    assert spell_path(("sources", "a.b c", "url")) == 'sources."a.b c".url'
    assert spell_path(()) == ""


def test_a_place_is_said_as_people_count() -> None:
    def said(*path: str | int, question: str = "") -> str:
        return Diagnostic(path, "blank", "It is empty.", "Write it.").placed("mine.toml", 3, question=question).where

    assert said("questions", 0, "type", question="code") == "question 1 (code), type"
    assert said("questions", 3, "options", 0, "text") == "question 4, option 1, text"
    assert said("questions", 0, "scenes", "a.b", "choices", 1) == 'question 1, scenes."a.b", choice 2'
    assert [said("bank", "title"), said()] == ["bank.title", ""]


@given(ANY_TEXT)
def test_a_value_in_a_message_is_short_and_printable(value: str) -> None:
    assert quoted(value).isprintable()
    assert quoted("x" * 100 + value, 20) == '"' + "x" * 19 + '…"'
    assert printable(value).isprintable()


def test_a_name_after_a_colon_or_an_abbreviation_goes_on_in_small_letters() -> None:
    assert (
        fill_names("Ask somebody, e.g. {it_support}.", {"it_support": "the helpdesk"}) == "Ask somebody, e.g. the helpdesk."
    )
    assert fill_names("First: {dpo}.", {}) == "First: your data protection lead."


def test_the_names_of_a_trust_are_not_folded_anew_for_each_newcomer() -> None:
    names = [f"Name {number}" for number in range(5000)]
    for name in names:
        look_alike_key(name)
    before = look_alike_key.cache_info().misses
    for name in names:
        look_alike_key(name)
    assert look_alike_key.cache_info().misses == before


def test_a_field_that_was_left_empty_is_told_without_quoting_nothing() -> None:
    assert name_trouble(" ") == ("There is no name yet.", "Type one.")
    assert '"\\u200b"' in name_trouble("\u200b")[0], "what cannot be seen is spelt out"
