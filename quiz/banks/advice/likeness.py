"""Near-duplicates of prompts, in all banks together, without comparing every pair."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from quiz.banks.advice.rule import Hit, LibraryRule, words
from quiz.banks.model import Bank
from quiz.questions.diagnostics import quoted

_ALIKE = 92
# Prompts that share fewer of their words than this are not alike; the library for likeness is slow to import.
_SHARED_WORDS = 0.75
# Two prompts that are nearly alike share one of the rarest words of each; these bounds keep the work in proportion to
# the number of prompts even where all of them are made of the same words.
_RAREST = 6
_MOST_COMPARED = 20


def _near_duplicates(banks: Sequence[Bank]) -> Iterator[tuple[int, Hit]]:
    prompts = [
        (place, number, question.id, question.prompt, words(question.prompt))
        for place, bank in enumerate(banks)
        for number, question in enumerate(bank.questions)
        # What a conversation asks is in its messages: the prompts may well be the same.
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
