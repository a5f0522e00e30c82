"""Puts what was read from several files together into one draft, with a note at each place that is still to be filled."""

from collections.abc import Sequence
from typing import Any

import msgspec

from quiz.bank.formats.exchange import Imported, unique_ids
from quiz.bank.model import About, AnyQuestion, Document, Multiple, Single, Source

Remarks = dict[str, list[str]]
"""Notes to write above questions, by question id."""


def joined(parts: Sequence[Imported], about: About) -> tuple[Document, Remarks]:
    """Return one document of all questions, their ids and source keys made unique, and what each of them still lacks."""
    sources: dict[str, Source] = {}
    questions: list[AnyQuestion] = []
    for part in parts:
        keys = {key: _add_source(sources, key, source) for key, source in part.sources.items()}
        for question in part.questions:
            changes: dict[str, Any] = {"sources": tuple(keys.get(key, key) for key in question.sources)}
            questions.append(msgspec.structs.replace(question, **changes))
    ids = unique_ids(question.id for question in questions)
    renamed: list[dict[str, Any]] = [{"id": identifier} for identifier in ids]
    settled = tuple(msgspec.structs.replace(question, **new) for question, new in zip(questions, renamed, strict=True))
    remarks = {question.id: notes for question in settled if (notes := lacking(question))}
    return Document(format=1, bank=about, sources=sources, questions=settled), remarks


def lacking(question: AnyQuestion) -> list[str]:
    """Return what the trainer has still to write, a note each."""
    notes: list[str] = []
    if not question.explanation.strip():
        notes.append("To do: an explanation, which is shown after the answer, right or wrong.")
    if not question.sources:
        notes.append('To do: a source. Write a [sources.name] table above, and here  sources = ["name"].')
    if isinstance(question, Single | Multiple) and any(not o.correct and not o.why for o in question.options):
        notes.append("To do: a  why  on each option that is not right.")
    return notes


def _add_source(sources: dict[str, Source], wanted: str, source: Source) -> str:
    """Add a source under a key of its own, or find it under the one that it has already."""
    for key, known in sources.items():
        if known == source:
            return key
    key, number = wanted, 1
    while key in sources:
        number += 1
        key = f"{wanted}-{number}"
    sources[key] = source
    return key
