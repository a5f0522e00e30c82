"""Near-duplicates of prompts, in all banks together, without comparing every pair."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from quiz.bank.advice.rule import Hit, LibraryRule, words
from quiz.bank.model import Bank, Spot
from quiz.bank.problems import shown

_ALIKE = 92
# Two prompts that are nearly alike share one of the rarest words of each; these bounds keep the work in proportion to
# the number of prompts even where all of them are made of the same words.
_RAREST = 6
_MOST_COMPARED = 20


def _near_duplicates(banks: Sequence[Bank]) -> Iterator[tuple[int, Hit]]:
    prompts = [
        (place, number, question.id, question.prompt, words(question.prompt))
        for place, bank in enumerate(banks)
        for number, question in enumerate(bank.questions)
        if not isinstance(question, Spot)
    ]
    frequency = Counter(word for prompt in prompts for word in set(prompt[4]))
    holders: dict[str, list[int]] = defaultdict(list)
    for index, (place, number, _, prompt, own) in enumerate(prompts):
        rarest = sorted(set(own), key=lambda word: (frequency[word], word))[:_RAREST]
        candidates = {other for word in rarest for other in holders[word][-_MOST_COMPARED:]}
        text = " ".join(own)
        for other in sorted(candidates):
            if fuzz.ratio(text, " ".join(prompts[other][4]), score_cutoff=_ALIKE):
                where = f"{banks[prompts[other][0]].id}, {prompts[other][2]}"
                yield place, (("questions", number, "prompt"), f"{shown(prompt)} is nearly the prompt of {where}.")
                break
        for word in rarest:
            holders[word].append(index)


LIKENESS_RULES = (
    LibraryRule("near-duplicate", "One attempt may ask both.", "Keep one, or ask for different things.", _near_duplicates),
)
