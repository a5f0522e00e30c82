"""What a question is the same by: the task that it sets, not the words in which it is explained."""

import hashlib
from typing import Any

import msgspec
from msgspec import Struct

from quiz.questions.question import Question

_ABOUT = frozenset(
    {
        *("id", "explanation", "sources", "topic", "fact", "difficulty", "weight", "time_limit", "shuffle"),
        *("action", "hint", "allow", "why"),
    }
)
"""Keys that change what is told, drawn or how it counts, and not what is asked or what is right."""


def question_hash(question: Question) -> str:
    """Return 16 hexadecimal digits that are the same for questions that set the same task, whatever is said of it.

    Positions in answers to questions of one hash mean the same. Explanation, sources, reasons and hint do not change it,
    nor the words of a tell-tale, but which line is one does.
    """
    task = msgspec.json.encode([question.type, _task(question)], order="sorted")
    return hashlib.sha256(task).hexdigest()[:16]


def _task(value: Any) -> Any:
    if isinstance(value, Struct):
        parts = {name: getattr(value, name) for name in value.__struct_fields__ if name not in _ABOUT}
        return {name: bool(part) if name == "cue" else _task(part) for name, part in parts.items()}
    if isinstance(value, dict):
        # Of a story's scenes, whose names may be any words.
        return {name: _task(inner) for name, inner in value.items()}
    return [_task(inner) for inner in value] if isinstance(value, list | tuple) else value
