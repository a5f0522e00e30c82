"""The banks that ship teach and test: knowledge beats tone, claims have sources, and nothing is said twice."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from urllib.parse import urlsplit

import msgspec
import pytest

from quiz.banks.loading import load_library
from quiz.banks.model import Bank, Source
from quiz.paths import shipped_banks
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.options import OptionsQuestion
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.spot import Spot

BANKS = load_library([shipped_banks()]).banks
each_bank = pytest.mark.parametrize("bank", BANKS.values(), ids=lambda bank: bank.id)

FORBIDDEN_NAMES = (
    *("daily8", "particlenews", "itsbaba", "bexleywatch", "the-sun.", "thesun.", "europesays", "telborg", "britbrief"),
    *("miragenews", "mirage-news", "docdecoder"),
)
"""What stands in the hosts of content farms, republishers and tabloids, whatever their ending."""

FORBIDDEN_ADDRESSES = re.compile(r"[?&]p=\d|/tag/|/tags/|/hashtag/|(?:^|/)node/\d|/pdb-assessment/")
"""Addresses that are lists of pages, numbers of a database, or a step of a form."""

ODD_HOSTS = ("cy.ico.org.uk", "gov.uk", "mail.", "beta.", "feeds.", "aws2.", "www2.")
"""How hosts begin that have another copy of a page: the Welsh one, a mail server, a trial."""

OUR_READING = re.compile(
    r"\b(?:article(?!s? \d)|our reading|our research|when this was (?:read|written|described)|this quiz)\b"
    r"|\bat the date of reading\b|\bthe standards have asked\b|\b(?:was|were|is|are) (?:known|seen|found) in \w+ 20\d\d\b",
    re.IGNORECASE,
)
"""Words by which a prompt asks about what was read instead of about what to do."""

DPO_DECIDES = re.compile(
    r"\bDPO (?:has |had )?(?:decide[sd]?|judge[sd]?)\b|\bthe DPO's to (?:decide|judge)\b|\bwhich the DPO judges\b"
)
"""What no text may say where another question teaches that the DPO advises and the school answers."""

UNIDIOMATIC = re.compile(
    r"\b(?:hangs?|hung) on\b(?! the school gate)|\breckon with\b|\bin copy\b|\bas they come\b|\bWhat holds\b|\bsays? of\b"
    r"|\bspeaks? against it\?|\balso (?:in a (?:hurry|year)|after|from the)\b|\bread(?:s|ing)? along\b(?! with)"
    r"|\bstands? (?:in|under) the\b(?! way)"
    r"|\bfalse (?:page|shop|site|invoice|supplier|sign-in|account|bill|parcel|picture)s?\b"
    r"|, by (?:its|the|WhatsApp's) [^,.?]*(?:terms|policy|guidance|page)\?",
    re.IGNORECASE,
)
"""Turns that a British reader stumbles over: "it depends", "a fake shop", "copied in", "according to its policy"."""

LONGEST_PROMPT = 240
LONGEST_OPTION = 90
SHORTEST_KEY = 5
LIKENESS = 0.6


def share(found: int, of: int) -> float:
    return found / of if of else 0.0


def has_primary(question: Question, bank: Bank) -> bool:
    return any(bank.sources[key].kind == "primary" for key in question.sources)


def host_of(source: Source) -> str:
    return (urlsplit(source.url).hostname or "").lower()


# Said once


@each_bank
def test_a_bank_asks_for_a_fact_once_and_applies_it_once_at_most(bank: Bank) -> None:
    counts = Counter(question.fact for question in bank.questions if question.fact)
    assert {fact: count for fact, count in counts.items() if count > 2} == {}


@each_bank
def test_facts_that_other_banks_may_ask_for_are_named(bank: Bank) -> None:
    assert any(question.fact for question in bank.questions)


def test_questions_with_one_answer_ask_for_one_fact() -> None:
    """Two that share a right answer, word for word or nearly, can only be known to be twins by the fact that they name.

    It may be the key of one and a box, a step or the best choice of the other: who had one of them can tell the other.
    """
    asked = [
        (f"{bank.id}/{question.id}", question, words)
        for bank in BANKS.values()
        for question in bank.questions
        for words in key_words(question)
    ]
    twins = {
        (one_name, other_name)
        for (one_name, one, one_key), (other_name, other, other_key) in combinations(asked, 2)
        if one is not other and alike(one_key, other_key) and (one.fact is None or one.fact != other.fact)
    }
    assert twins == set()


def key_words(question: Question) -> Iterator[frozenset[str]]:
    """Yield the words of each right answer; none of those that say too little."""
    for key in right_answers(question):
        words = frozenset(re.findall(r"\w+", key.lower()))
        if isinstance(question, Short) or len(words) >= SHORTEST_KEY:
            yield words


def right_answers(question: Question) -> Iterable[str]:
    match question:
        case Short():
            return question.accept[:1]
        case Single():
            return [" ".join(question.key_in_words())]
        case Multiple():
            return [option.text for option in question.options if option.correct]
        case Match():
            return {pair.box for pair in question.pairs}
        case Order():
            return question.steps
        case Scenario():
            return {choice.text for scene in question.scenes.values() for choice in scene.choices if choice.mark == 1}
    return []


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= LIKENESS * len(one | other)


# Knowledge, not tone


@each_bank
def test_the_numbers_of_right_options_vary(bank: Bank) -> None:
    shapes = [
        (sum(option.correct for option in question.options), len(question.options))
        for question in bank.questions
        if isinstance(question, Multiple)
    ]
    right = Counter(right for right, _ in shapes)
    assert len(right) >= min(3, len(shapes)), right
    assert max(right.values()) <= math.ceil(len(shapes) / 2), right


def test_of_some_questions_one_option_is_right_and_of_some_all() -> None:
    multiples = [q for bank in BANKS.values() for q in bank.questions if isinstance(q, Multiple)]
    assert any(sum(option.correct for option in question.options) == 1 for question in multiples)
    assert any(all(option.correct for option in question.options) for question in multiples)


@each_bank
def test_a_topic_does_not_tell_the_verdict(bank: Bank) -> None:
    verdicts = defaultdict(list)
    for question in bank.questions:
        if isinstance(question, Spot):
            verdicts[question.topic].append(question.verdict)
    telling = {topic: found[0] for topic, found in verdicts.items() if len(found) >= 2 and len(set(found)) == 1}
    assert telling == {}
    assert not [topic for topic in verdicts if re.search(r"\b(?:genuine|scam messages|harmless)\b", topic, re.IGNORECASE)]


def test_conversations_of_all_banks_are_scams_and_genuine() -> None:
    verdicts = Counter(q.verdict for bank in BANKS.values() for q in bank.questions if isinstance(q, Spot))
    assert min(verdicts["scam"], verdicts["genuine"]) >= verdicts.total() / 4


@each_bank
def test_no_prompt_is_about_what_was_read(bank: Bank) -> None:
    assert [question.id for question in bank.questions if OUR_READING.search(question.prompt)] == []


@each_bank
def test_no_text_hands_the_school_s_decision_to_its_dpo(bank: Bank) -> None:
    """Whether the ICO is told the school decides, advised by the DPO: one bank asks just that, and none unteaches it."""
    assert [text for text in texts_of(bank) if DPO_DECIDES.search(text)] == []


@each_bank
def test_the_english_is_idiomatic(bank: Bank) -> None:
    assert [found[0] for text in texts_of(bank) if (found := UNIDIOMATIC.search(text))] == []


def texts_of(bank: Bank) -> Iterator[str]:
    """Yield all that a player may read of a bank's questions, and their ids."""

    def walk(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from walk(inner)

    yield from walk(msgspec.to_builtins(bank.questions))


@each_bank
def test_prompts_and_options_are_short(bank: Bank) -> None:
    assert [question.id for question in bank.questions if len(question.prompt) > LONGEST_PROMPT] == []
    long = [
        question.id
        for question in bank.questions
        if isinstance(question, OptionsQuestion) and any(len(option.text) > LONGEST_OPTION for option in question.options)
    ]
    assert long == []


# Sources to stand on


@each_bank
def test_every_source_says_what_kind_it_is(bank: Bank) -> None:
    assert [key for key, source in bank.sources.items() if source.kind is None] == []


@each_bank
def test_at_least_85_per_cent_of_questions_have_a_primary_source(bank: Bank) -> None:
    without = [question.id for question in bank.questions if not has_primary(question, bank)]
    assert len(without) <= 0.15 * len(bank.questions), without


@each_bank
def test_no_source_is_a_content_farm_a_list_of_pages_or_another_copy(bank: Bank) -> None:
    hosts = {key: host_of(source) for key, source in bank.sources.items()}
    assert [key for key, host in hosts.items() if any(name in f"{host}." for name in FORBIDDEN_NAMES)] == []
    assert [key for key, source in bank.sources.items() if FORBIDDEN_ADDRESSES.search(source.url)] == []
    assert [key for key, host in hosts.items() if host.startswith(ODD_HOSTS)] == []
    assert [key for key, source in bank.sources.items() if not urlsplit(source.url).path.strip("/")] == []


@each_bank
def test_a_page_that_was_not_read_is_cited_beside_one_that_was(bank: Bank) -> None:
    def unread(question: Question) -> bool:
        return bool(question.sources) and not any(bank.sources[key].was_read for key in question.sources)

    assert [question.id for question in bank.questions if unread(question)] == []


@each_bank
def test_http_has_its_reason(bank: Bank) -> None:
    """A note such as "http only" says that there is no https."""
    unsafe = [key for key, source in bank.sources.items() if source.url.startswith("http://") and "http" not in source.note]
    assert unsafe == []


# Stories end by what was chosen


def paths(story: Scenario) -> Iterator[tuple[float, str]]:
    """Yield for each way through a story the mean of its marks and the scene in which it ends."""

    def walk(scene: str, marks: tuple[float, ...]) -> Iterator[tuple[float, str]]:
        choices = story.scenes[scene].choices
        if not choices:
            yield sum(marks) / len(marks), scene
        for choice in choices:
            yield from walk(choice.goto, (*marks, choice.mark))

    yield from walk(story.start, ())


@each_bank
def test_a_story_does_not_praise_a_mistake(bank: Bank) -> None:
    """Where the best way ends, no way ends of which more than half was wrong, and the worst way ends elsewhere."""
    for story in bank.questions:
        if isinstance(story, Scenario):
            ways = sorted(paths(story))
            best = ways[-1][1]
            assert ways[0][1] != best, story.id
            assert [end for mark, end in ways if mark < 0.5 and end == best] == [], story.id


# What to do, and how hard it is


@each_bank
def test_at_least_70_per_cent_of_questions_say_what_to_do_now(bank: Bank) -> None:
    said = sum(bool(question.action.strip()) for question in bank.questions)
    assert share(said, len(bank.questions)) >= 0.7


@each_bank
def test_about_a_third_of_questions_is_hard_and_all_of_those_have_a_hint(bank: Bank) -> None:
    hard = [question for question in bank.questions if question.difficulty == 3]
    assert [question.id for question in hard if not question.hint.strip()] == []
    assert 0.25 <= share(len(hard), len(bank.questions)) <= 0.38


@each_bank
def test_at_most_60_per_cent_are_quick_choices_and_all_types_are_there(bank: Bank) -> None:
    assert share(sum(question.PACE == "quick" for question in bank.questions), len(bank.questions)) <= 0.6
    assert len({question.type for question in bank.questions}) == 9


@each_bank
def test_explanations_have_room_for_rule_and_reason(bank: Bank) -> None:
    assert [q.id for q in bank.questions if not 27 <= len(q.explanation.split()) <= 60] == []


@each_bank
def test_topics_are_few_and_evenly_filled(bank: Bank) -> None:
    counts = Counter(question.topic for question in bank.questions)
    assert "" not in counts
    assert 5 <= len(counts) <= 8, counts
    assert max(counts.values()) <= 3 * min(counts.values()), counts


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("everyday-data/mfa", "Multi-factor authentication"),
        ("everyday-data/mfa", "M.F.A."),
        ("terms-of-service/whose-regulator", "the Irish Data Protection Commission"),
        ("what-to-do/imei", "the IMEI"),
        ("what-to-do/new-name-of-action-fraud", "Report Fraud service"),
        ("whatsapp-in-school/special-category-name", "special-category data"),
    ],
)
def test_what_people_who_know_really_type_counts(name: str, typed: str) -> None:
    bank, _, identifier = name.partition("/")
    question = next(question for question in BANKS[bank].questions if question.id == identifier)
    assert isinstance(question, Short)
    assert question.taken_for(typed) is not None
