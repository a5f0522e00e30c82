"""Advice on options: what gives the key away to somebody who does not know the answer."""

import re
from collections.abc import Iterator
from datetime import date

from quiz.banks.advice.rule import BankRule, Hit, QuestionRule, options_of, options_of_one, words
from quiz.banks.model import Bank
from quiz.questions.diagnostics import quoted
from quiz.questions.question import Question

_MOST_LONGEST_KEYS = 0.35
_MOST_KEYS_IN_ONE_PLACE = 0.4
# Fewer questions than this show a habit only by chance.
_ENOUGH_QUESTIONS = 10
_MARKEDLY_LONGER = 1.6
_UNEQUAL = 3
# Options of a word or two differ in length without anybody noticing.
_NOTICEABLE = 25
_LUMPED = re.compile(r"\b(?:all|none|any|both|neither) of (?:the above|these|them)\b", re.IGNORECASE)
_ABSOLUTES = frozenset(("always", "never", "all", "only", "none", "every", "nobody", "everybody", "impossible", "must"))
_LONG_WORD = 6


def _long_key(question: Question, bank: Bank) -> Iterator[Hit]:
    lengths = _lengths(question)
    if lengths and lengths[0] >= _NOTICEABLE and lengths[0] > _MARKEDLY_LONGER * max(lengths[1]):
        yield ("options",), "The right option is much longer than every other."


def _longest_keys(bank: Bank, today: date) -> Iterator[Hit]:
    lengths = [found for question in bank.questions if (found := _lengths(question)) and len(found[1]) >= 2]
    longest = sum(key > max(others) for key, others in lengths)
    if len(lengths) >= _ENOUGH_QUESTIONS and longest > _MOST_LONGEST_KEYS * len(lengths):
        yield ("bank",), f"In {longest} of {len(lengths)} questions the right option is the longest."


def _lengths(question: Question) -> tuple[int, list[int]] | None:
    """Return the length of the key and those of the distractors of a single-answer question."""
    options = options_of_one(question)
    if not options:
        return None
    key = next(len(option.text) for option in options if option.correct)
    return key, [len(option.text) for option in options if not option.correct]


def _key_positions(bank: Bank, today: date) -> Iterator[Hit]:
    fixed = [options for q in bank.questions if not q.shuffle and len(options := options_of_one(q)) >= 3]
    places = [next(i for i, option in enumerate(options) if option.correct) for options in fixed]
    for place in sorted(set(places)):
        count = places.count(place)
        if len(places) >= _ENOUGH_QUESTIONS and count > _MOST_KEYS_IN_ONE_PLACE * len(places):
            yield ("bank",), f"In {count} of {len(places)} questions that are not shuffled the key is option {place + 1}."


def _lumped(question: Question, bank: Bank) -> Iterator[Hit]:
    for position, option in enumerate(options_of(question)):
        if _LUMPED.search(option.text):
            yield ("options", position, "text"), f"{quoted(option.text)} lumps options together."


def _absolutes(question: Question, bank: Bank) -> Iterator[Hit]:
    options = options_of(question)
    absolute = [bool(_ABSOLUTES.intersection(words(option.text))) for option in options]
    wrong = [found for found, option in zip(absolute, options, strict=True) if not option.correct]
    right = [found for found, option in zip(absolute, options, strict=True) if option.correct]
    if len(wrong) >= 2 and all(wrong) and not any(right):
        yield ("options",), "Every wrong option, and no right one, has a word such as always, never, all or only."


def _unequal(question: Question, bank: Bank) -> Iterator[Hit]:
    lengths = [len(option.text) for option in options_of(question)]
    if lengths and max(lengths) >= 2 * _NOTICEABLE and max(lengths) > _UNEQUAL * min(lengths):
        yield ("options",), f"The longest option has {max(lengths)} characters, the shortest {min(lengths)}."


def _echoed(question: Question, bank: Bank) -> Iterator[Hit]:
    options = options_of_one(question)
    prompt = {word for word in words(question.prompt) if len(word) >= _LONG_WORD}
    wrong = {word for option in options if not option.correct for word in words(option.text)}
    for position, option in enumerate(options):
        echoed = sorted(prompt.intersection(words(option.text)) - wrong) if option.correct else []
        if len(echoed) >= 2:
            yield ("options", position, "text"), f"Only the right option repeats {', '.join(map(quoted, echoed))}."


def _without_why(question: Question, bank: Bank) -> Iterator[Hit]:
    yield from question.unexplained()


OPTION_RULES = (
    QuestionRule("key-longest", "Test-wise players pick the longest option.", "Shorten it, or lengthen others.", _long_key),
    BankRule("keys-longest", "Test-wise players pick the longest option.", "Lengthen wrong options.", _longest_keys),
    BankRule("key-position", "Players notice where the key stands.", "Move some, or let them be shuffled.", _key_positions),
    QuestionRule(
        "lumped-options", "Knowing one part gives it away, and shuffling breaks it.", "Say what it means.", _lumped
    ),
    QuestionRule("absolutes", "Absolute words mark an option as wrong.", "Soften some of them.", _absolutes),
    QuestionRule("unequal-options", "An option that stands out draws the eye.", "Make them about equally long.", _unequal),
    QuestionRule("echoed-prompt", "Words that return point to the key.", "Use them in other options, too.", _echoed),
    QuestionRule("missing-why", "Whoever picks it should learn the reason.", 'Add  why = "…".', _without_why),
)
