"""A bank as the practice page holds it: the keys of the bank file, and what the page cannot work out itself."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from quiz.banks.model import Bank, Source
from quiz.questions.figures import FIGURES_IN_WORDS, USUAL_UNITS
from quiz.questions.names import fill_names
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario

# For the program and for trainers; nobody who practises sees these.
_NOT_SHOWN = frozenset({"allow", "difficulty", "time_limit", "weight"})


def bank_data(bank: Bank, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page needs of a bank; ``names`` are the school's own, for what to do now."""
    about = bank.about
    cited = {key for question in bank.questions for key in question.sources}
    return {
        "id": about.id,
        "hash": bank.content_hash,
        "title": about.title,
        "summary": about.summary.strip(),
        "audience": about.audience,
        "version": about.version,
        "licence": about.licence,
        "draft": about.draft,
        "pass_mark": about.pass_mark,
        "length": about.quiz_length,
        "asked": bank.quiz_length() or len(bank.questions),
        "topics": about.topics,
        "figures": {"in_words": FIGURES_IN_WORDS, "units": USUAL_UNITS},
        "sources": {key: _source(source) for key, source in bank.sources.items() if key in cited},
        "questions": [question_data(question, names) for question in bank.questions],
    }


def question_data(question: Question, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page needs of a question: the keys of its file, and what only its class knows."""
    told: dict[str, Any] = msgspec.to_builtins(question)
    data = {key: value for key, value in told.items() if key not in _NOT_SHOWN}
    data |= {
        "action": fill_names(question.action, names),
        "worth": question.worth,
        "scored": question.SCORED,
        "pace": question.PACE,
        "how": question.how_to_answer(),
        "key": question.key_in_words(),
        "key_heading": question.KEY_HEADING,
    }
    if isinstance(question, Scenario):
        for name, scene in question.scenes.items():
            data["scenes"][name]["short"] = scene.in_short()
    return data


def _source(source: Source) -> dict[str, str]:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "checked": source.checked_in_words,
        "note": source.note,
    }


def safe_json(data: object) -> str:
    """Return data as JSON that is safe inside a script element: no text in it can end or hide the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
