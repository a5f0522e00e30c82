"""The banks that ship hold to the rules of good items."""

import difflib
import re
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
import tomli

from quiz.banks.lint import lint
from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.paths import shipped_banks
from quiz.questions.multiple import Multiple
from quiz.questions.names import fill_names
from quiz.questions.scenario import Scenario
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse

LIBRARY = load_library([shipped_banks()])
LEAST = {
    "whatsapp-in-school": 36,
    "ico-position": 32,
    "terms-of-service": 28,
    "scam-recognition": 40,
    "what-to-do": 32,
    "pupils-and-parents": 24,
    "everyday-data": 36,
}
each_bank = pytest.mark.parametrize("bank", LIBRARY.banks.values(), ids=lambda bank: bank.id)


def singles(bank: Bank) -> list[Single]:
    return [question for question in bank.questions if isinstance(question, Single) and len(question.options) > 2]


def test_all_seven_banks_are_there_without_a_problem_and_large_enough() -> None:
    assert not LIBRARY.problems
    assert {name: len(bank.questions) >= LEAST[name] for name, bank in LIBRARY.banks.items()} == dict.fromkeys(LEAST, True)


def test_the_advice_on_item_writing_has_nothing_to_say() -> None:
    """Negative stems, keys that stand out, absolutes, look-alikes: a week after the sources were read, all is well."""
    assert [str(problem) for problem in lint(LIBRARY, date(2026, 11, 30))] == []


def test_all_types_conversations_and_stories_are_there() -> None:
    questions = [question for bank in LIBRARY.banks.values() for question in bank.questions]
    assert len({question.type for question in questions}) == 9
    spots = [question for question in questions if isinstance(question, Spot)]
    assert len(spots) >= 14
    assert sum(spot.verdict == "genuine" for spot in spots) >= 4
    stories = [question for question in questions if isinstance(question, Scenario)]
    assert len(stories) >= 8
    assert all(story.most_decisions() >= 3 for story in stories)


@each_bank
def test_the_key_is_seldom_the_longest_and_its_place_is_spread(bank: Bank) -> None:
    found = singles(bank)
    keys = [next(i for i, option in enumerate(q.options) if option.correct) for q in found]
    longest = sum(len(q.options[k].text) == max(len(o.text) for o in q.options) for q, k in zip(found, keys, strict=True))
    assert longest / len(found) <= 0.35
    assert max(Counter(keys).values()) / len(found) <= 0.40


@each_bank
def test_options_are_of_like_length_and_every_distractor_says_why(bank: Bank) -> None:
    for question in bank.questions:
        if isinstance(question, Single | Multiple):
            lengths = [len(option.text) for option in question.options]
            assert max(lengths) <= 3 * min(lengths), question.id
            assert all(option.why for option in question.options if not option.correct), question.id


@each_bank
def test_true_and_false_are_balanced(bank: Bank) -> None:
    answers = [question.answer for question in bank.questions if isinstance(question, TrueFalse)]
    assert 0.4 <= sum(answers) / len(answers) <= 0.6


@each_bank
def test_explanations_are_short_and_more_than_the_key(bank: Bank) -> None:
    for question in bank.questions:
        assert len(question.explanation.split()) <= 60, question.id
        if isinstance(question, Single):
            key = next(option.text for option in question.options if option.correct)
            assert difflib.SequenceMatcher(None, key.lower(), question.explanation.lower()).ratio() < 0.8, question.id


@each_bank
def test_every_source_is_cited_and_no_two_prompts_are_alike(bank: Bank) -> None:
    assert {key for question in bank.questions for key in question.sources} == set(bank.sources)
    for one, other in combinations(bank.questions, 2):
        matcher = difflib.SequenceMatcher(None, one.prompt, other.prompt)
        if matcher.real_quick_ratio() > 0.9 and matcher.quick_ratio() > 0.9:
            assert matcher.ratio() <= 0.9, (one.id, other.id)


def test_names_as_the_readme_gives_them_read_well_in_every_action() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    example = readme.split("`school.toml` in your settings folder", 1)[1].split("```toml")[1].split("```")[0]
    names = tomli.loads(example)
    assert {"dpo", "it_support"} <= set(names)
    filled = [fill_names(q.action, names) for bank in LIBRARY.banks.values() for q in bank.questions if q.action]
    # A comma of a name wants a second one behind it, and nothing can belong to somebody whose number stands in between.
    broken = re.compile("|".join(f"{re.escape(name)}(?:'s| |,)" for name in names.values() if "," in name) or "(?!)")
    assert not [sentence for sentence in filled if broken.search(sentence) or ")'s" in sentence]
