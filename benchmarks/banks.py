"""Makes banks to measure with."""

from itertools import product
from pathlib import Path
from random import Random

_HEAD = """format = 1

[bank]
id = "{id}"
title = "Bank {id}"
summary = "Made for measuring."
audience = "All school staff"
language = "en-GB"
licence = "CC-BY-4.0"
version = "2026.11"
pass_mark = 80
quiz_length = 10
time_limit = 60

[sources.page]
title = "A page"
publisher = "A publisher"
url = "https://example.org/page"
checked = 2026-11-23
"""
_QUESTION = """
[[questions]]
id = "question-{number}"
type = "single"
topic = "measuring"
difficulty = 1
prompt = "Prompt {number:05} asks which of these is so: {words}.{padding}"
options = [
{options}
]
explanation = "Somebody looked at all of them.{padding}"
sources = ["page"]
"""
_OPTIONS = ("The first of them", "The third of them", "The fifth of them", "The sixth of them")
_SYLLABLES = (("ba", "du", "fe", "gi", "lo"), ("ka", "me", "ri", "su"), ("n", "rt", "sk"))
_WORDS = tuple("".join(parts) for parts in product(*_SYLLABLES))
"""Made-up words, so that no two prompts are alike."""

_SENTENCE = " Nobody needs to read this sentence, which only makes the bank as long as a very long one."


def bank_text(bank_id: str, questions: int, sentences: int = 0) -> str:
    """Return a bank; each prompt and explanation is longer by ``sentences``."""
    padding = _SENTENCE * sentences
    return _HEAD.format(id=bank_id) + "".join(
        _QUESTION.format(number=number, words=_words(number), options=_options(number), padding=padding)
        for number in range(1, questions + 1)
    )


def _words(number: int) -> str:
    return " ".join(Random(number).choices(_WORDS, k=7))


def _options(number: int) -> str:
    """Return the options of a question; the key's place changes from one question to the next."""
    return "\n".join(
        f'  {{ text = "{text}", ' + ("correct = true }," if position == number % 4 else 'why = "It is another." },')
        for position, text in enumerate(_OPTIONS)
    )


def write_bank(folder: Path, bank_id: str, questions: int, sentences: int = 0) -> Path:
    """Write a bank into ``folder``, creating that if need be, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{bank_id}.toml"
    file.write_text(bank_text(bank_id, questions, sentences), encoding="utf-8")
    return file
