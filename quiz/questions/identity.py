"""When two questions are the same: if they set the same task, however it is explained."""

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
"""Keys that change what is told, drawn or counted, but not what is asked or what is right."""


def question_hash(question: Question) -> str:
    """Return 16 hexadecimal digits, the same for questions that set the same task.

    Positions in answers mean the same for questions with one hash. Explanation, sources, reasons and hint do not change it,
    nor do the words of a tell-tale; which line is one does.
    """
    task = msgspec.json.encode([question.type, _task(question)], order="sorted")
    return hashlib.sha256(task).hexdigest()[:16]


def _task(value: Any) -> Any:
    if isinstance(value, Struct):
        parts = {name: getattr(value, name) for name in value.__struct_fields__ if name not in _ABOUT}
        return {name: bool(part) if name == "cue" else _task(part) for name, part in parts.items()}
    if isinstance(value, dict):
        # A story's scenes, whose names may be any words.
        return {name: _task(inner) for name, inner in value.items()}
    return [_task(inner) for inner in value] if isinstance(value, list | tuple) else value
