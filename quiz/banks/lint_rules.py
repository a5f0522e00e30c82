"""Rules of item writing: what gives a key away, is hard to read or asked twice, rests on an old source, or has no effect."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from quiz.banks.model import Bank
from quiz.questions.diagnostics import KeyPath, quoted
from quiz.questions.options import Option, OptionsQuestion
from quiz.questions.question import Question, quiz_length
from quiz.questions.reading_time import reading_time
from quiz.questions.short import Short, plain_words

Hit = tuple[KeyPath, str]
"""Where a rule is broken, and a sentence on what was found there."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""One word, including any apostrophe."""


class QuestionRule(Struct, frozen=True):
    """A rule that looks at one question; paths are relative to the question."""

    id: str
    why: str
    fix: str
    check: Callable[[Question, Bank], Iterator[Hit]]


class BankRule(Struct, frozen=True):
    """A rule that looks at one bank as a whole on a given day; paths are relative to the file."""

    id: str
    why: str
    fix: str
    check: Callable[[Bank, date], Iterator[Hit]]


class LibraryRule(Struct, frozen=True):
    """A rule that looks at all banks; each hit comes with the position of its bank."""

    id: str
    why: str
    fix: str
    check: Callable[[Sequence[Bank]], Iterator[tuple[int, Hit]]]


Rule = QuestionRule | BankRule | LibraryRule


def words(text: str) -> list[str]:
    """Return the words of a text, without case."""
    return [word.casefold() for word in WORD.findall(text)]


def options_of(question: Question) -> tuple[Option, ...]:
    """Return the options of a question; empty if it has none."""
    return question.options if isinstance(question, OptionsQuestion) else ()


def options_of_one(question: Question) -> tuple[Option, ...]:
    """Return the options of a question where just one is picked; empty for others."""
    return options_of(question) if question.PICKS_ONE else ()


_MOST_LONGEST_KEYS = 0.35
_MOST_KEYS_IN_ONE_PLACE = 0.4
# Fewer questions than this show a habit only by chance.
_ENOUGH_QUESTIONS = 10
_MARKEDLY_LONGER = 1.6
_UNEQUAL = 3
# Nobody notices how options of a word or two differ in length.
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
    """Return the lengths of the key and of the distractors of a single-answer question; None for others."""
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


_NEGATIVE_STEM = re.compile(r"\b(?:which|what|who)\b[^?.!]*\b(?:not|never|except)\b[^?.!]*\?", re.IGNORECASE)
_MARKED = re.compile(r"\b(?:NOT|NEVER|EXCEPT)\b")
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)")
_ECHO = 90
HARDEST_GRADE = 13
"""The index above which a prompt or an explanation is too hard for a tired reader."""
SHORTEST_GRADED = 20
"""The fewest words in a text that is graded."""


def _negative(question: Question, bank: Bank) -> Iterator[Hit]:
    if options_of(question) and _NEGATIVE_STEM.search(question.prompt) and not _MARKED.search(question.prompt):
        yield ("prompt",), "The question is a negative one, and the word that makes it so is easily missed."


def _echo(question: Question, bank: Bank) -> Iterator[Hit]:
    for option in options_of(question):
        if option.correct and _echoes(question.explanation, option.text):
            yield ("explanation",), "The explanation only repeats the right option."
            return


def _echoes(explanation: str, key: str) -> bool:
    # Texts of very different lengths cannot be alike, and the library that compares them is slow to import.
    if 200 * min(len(explanation), len(key)) < _ECHO * (len(explanation) + len(key)):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(explanation, key) >= _ECHO


def _too_short(question: Question, bank: Bank) -> Iterator[Hit]:
    own = question.time_limit
    limit = bank.about.time_limit if own is None else own
    if isinstance(limit, str):
        return
    needed = reading_time(question)
    if limit < needed:
        path = ("time_limit",) if own is not None else ()
        yield path, f"The time limit is {limit:g} seconds; reading and thinking take about {needed:g}."


def _hard(question: Question, bank: Bank) -> Iterator[Hit]:
    if not bank.about.language.lower().startswith("en"):
        return
    for path, text in (("prompt", question.prompt), ("explanation", question.explanation)):
        grade = reading_grade(text)
        if grade is not None and grade > HARDEST_GRADE:
            yield (path,), f"The {path} reads like a text for an age of about {min(round(grade) + 5, 25)} or more."


def reading_grade(text: str) -> float | None:
    """Return the Automated Readability Index of an English text: a US school grade, about the age less five.

    4.71 × letters per word + 0.5 × words per sentence − 21.43 (Smith and Senter 1967, AMRL-TR-66-220). None for a text of
    fewer than ``SHORTEST_GRADED`` words, about which the index says too little.
    """
    found = WORD.findall(text)
    if len(found) < SHORTEST_GRADED:
        return None
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 4.71 * sum(map(len, found)) / len(found) + 0.5 * len(found) / sentences - 21.43


def _forgiven_for_another(bank: Bank, today: date) -> Iterator[Hit]:
    shorts = [(number, question) for number, question in enumerate(bank.questions) if isinstance(question, Short)]
    holders: dict[tuple[int, str], list[str]] = defaultdict(list)
    for _, question in shorts:
        for accepted in question.accept:
            for key in _slip_keys(accepted):
                holders[key].append(accepted)
    for number, question in shorts:
        keys = {key for accepted in question.accept for key in _slip_keys(accepted)}
        others = {text for key in keys for text in holders[key][-_MOST_COMPARED:]}
        for other in sorted(others):
            taken = question.taken_for(other)
            if taken is not None and plain_words(taken) != plain_words(other):
                message = f"{quoted(other)}, which another question accepts, would be forgiven here as {quoted(taken)}."
                yield ("questions", number, "accept"), message
                break


def _only_a_slip(question: Question, bank: Bank) -> Iterator[Hit]:
    if not isinstance(question, Short):
        return
    for place, accepted in enumerate(question.accept):
        others = (other for other in question.accept[:place] if plain_words(other) != plain_words(accepted))
        if slip_of := next((other for other in others if replace(question, accept=(other,)).taken_for(accepted)), None):
            yield ("accept", place), f"{quoted(accepted)} is a slip of {quoted(slip_of)}, which is forgiven anyway."


def _slip_keys(text: str) -> set[tuple[int, str]]:
    """Return keys that slips of one another share: the number of words, with the first whole or short of one letter."""
    first, *rest = plain_words(text).split() or [""]
    return {(len(rest), first), *((len(rest), first[:place] + first[place + 1 :]) for place in range(len(first)))}


WORDING_RULES = (
    QuestionRule("negative-stem", "A hurried reader misses it.", "Write NOT in capitals, or ask it positively.", _negative),
    QuestionRule("echoing-explanation", "An explanation adds the rule and the reason.", "Say why it is so.", _echo),
    QuestionRule("hard-reading", "Staff read it tired.", "Shorten the sentences, and take plainer words.", _hard),
    QuestionRule("only-a-slip", "Slips of it count as well: other words may be among them.", "Take it out.", _only_a_slip),
    BankRule("slip-of-another", "One answer would count for another.", "Add  exact = true.", _forgiven_for_another),
    QuestionRule(
        "short-time", "Slow readers would be tested on speed.", 'Allow more, or use  time_limit = "auto".', _too_short
    ),
)


OLD = timedelta(days=365)
"""The age beyond which a source should be read again."""


def _unused(bank: Bank, today: date) -> Iterator[Hit]:
    cited = {key for question in bank.questions for key in question.sources}
    for key in bank.sources:
        if key not in cited:
            yield ("sources", key), f"No question cites the source {quoted(key)}."


def _stale(bank: Bank, today: date) -> Iterator[Hit]:
    for key, source in bank.sources.items():
        if source.review_by is not None and source.review_by < today:
            yield ("sources", key, "review_by"), f"The source {quoted(key)} was to be read again by {source.review_by}."
        elif today - source.checked > OLD:
            last = f"was last read on {source.checked}" if source.was_read else f"was cited on {source.checked} and not read"
            yield ("sources", key, "checked"), f"The source {quoted(key)} {last}."


def _without_primary(question: Question, bank: Bank) -> Iterator[Hit]:
    # A bank that gives no source a kind has not asked to be judged by it.
    cited = [bank.sources[key].kind for key in question.sources]
    if cited and "primary" not in cited and any(source.kind for source in bank.sources.values()):
        yield ("sources",), "None of its sources is said to be a primary one."


SOURCE_RULES = (
    BankRule("unused-source", "It costs work at every review.", "Cite it, or take it out.", _unused),
    BankRule("stale-source", "Rules and pages change.", "Read it again, then put in the day as  checked.", _stale),
    QuestionRule(
        "no-primary-source", "Reports get things wrong.", 'Cite who says it, with  kind = "primary".', _without_primary
    ),
)


_ALIKE = 92
# Prompts that share fewer of their words are not alike, and the library that compares them is slow to import.
_SHARED_WORDS = 0.75
# Two prompts that are nearly alike share one of the rarest words of each; these bounds keep the work in proportion to
# the number of prompts even if all of them consist of the same words.
_RAREST = 6
_MOST_COMPARED = 20


def _near_duplicates(banks: Sequence[Bank]) -> Iterator[tuple[int, Hit]]:
    prompts = [
        (place, number, question.id, question.prompt, words(question.prompt))
        for place, bank in enumerate(banks)
        for number, question in enumerate(bank.questions)
        # A conversation's question is in its messages, so prompts may well be the same.
        if not question.conversation()
    ]
    frequency = Counter(word for prompt in prompts for word in set(prompt[4]))
    holders: dict[str, list[int]] = defaultdict(list)
    for index, (place, number, _, prompt, own) in enumerate(prompts):
        rarest = sorted(set(own), key=lambda word: (frequency[word], word))[:_RAREST]
        candidates = {other for word in rarest for other in holders[word][-_MOST_COMPARED:]}
        for other in sorted(candidates):
            if _alike(own, prompts[other][4]):
                where = f"{banks[prompts[other][0]].id}, {prompts[other][2]}"
                yield place, (("questions", number, "prompt"), f"{quoted(prompt)} is nearly the prompt of {where}.")
                break
        for word in rarest:
            holders[word].append(index)


def _alike(one: list[str], other: list[str]) -> bool:
    words_of_one, words_of_other = set(one), set(other)
    if 2 * len(words_of_one & words_of_other) < _SHARED_WORDS * (len(words_of_one) + len(words_of_other)):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(" ".join(one), " ".join(other)) >= _ALIKE


LIKENESS_RULES = (
    LibraryRule("near-duplicate", "One attempt may ask both.", "Keep one, or ask for different things.", _near_duplicates),
)


def _asks_all_the_same(bank: Bank, today: date) -> Iterator[Hit]:
    if bank.about.preset == "certainty" and not bank.about.ask_certainty:
        yield ("bank", "ask_certainty"), 'By the preset "certainty" everybody is asked how sure they are all the same.'


PRESET_RULES = (
    BankRule(
        "certainty-asked", "Its points depend on that.", "Take the line out, or choose another preset.", _asks_all_the_same
    ),
)


def _passes_everybody(bank: Bank, today: date) -> Iterator[Hit]:
    if bank.about.pass_mark <= 0:
        yield ("bank", "pass_mark"), "With a pass mark of 0 everybody passes, whatever they answer."


def _asks_one(bank: Bank, today: date) -> Iterator[Hit]:
    # A draft has its first question before it has its second.
    if quiz_length(bank.questions, bank.about.quiz_length) == 1 and not bank.about.draft:
        key = ("bank", "quiz_length") if bank.about.quiz_length == 1 else ("questions",)
        yield key, "A quiz of this bank asks one question, so who passes is a matter of luck."


PASS_RULES = (
    BankRule("pass-mark-0", "A pass then says nothing.", "Write one, for example  pass_mark = 80.", _passes_everybody),
    BankRule(
        "one-question", "Certificates and lists of staff go by it.", "Write more, and let a quiz ask several.", _asks_one
    ),
)


RULES: tuple[Rule, ...] = (*OPTION_RULES, *WORDING_RULES, *SOURCE_RULES, *LIKENESS_RULES, *PRESET_RULES, *PASS_RULES)
"""Every rule, in the order of application."""
