"""Banks made for measuring."""

from pathlib import Path

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
prompt = "Prompt {number:05} asks which of these is so.{padding}"
options = [
  {{ text = "The first of them", correct = true }},
  {{ text = "The second of them", why = "It is the first." }},
  {{ text = "The third of them", why = "It is the first." }},
  {{ text = "The fourth of them", why = "It is the first." }},
]
explanation = "The first is so.{padding}"
sources = ["page"]
"""
_SENTENCE = " Nobody needs to read this sentence, which only makes the bank as long as a very long one."


def bank_text(bank_id: str, questions: int, sentences: int = 0) -> str:
    """Return a bank; ``sentences`` is how much longer the prompt and the explanation of each question are."""
    padding = _SENTENCE * sentences
    return _HEAD.format(id=bank_id) + "".join(
        _QUESTION.format(number=number, padding=padding) for number in range(1, questions + 1)
    )


def write_bank(folder: Path, bank_id: str, questions: int, sentences: int = 0) -> Path:
    """Write a bank into ``folder``, made if it is not there, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{bank_id}.toml"
    file.write_text(bank_text(bank_id, questions, sentences), encoding="utf-8")
    return file
