"""Puts what was read from several files together into one draft, with a note at each place that is still to be filled."""

from collections.abc import Sequence
from typing import Any

import msgspec

from quiz.banks.formats.exchange import Imported, SourceKeys, unique_ids
from quiz.banks.model import BankInfo, Document
from quiz.questions.question import OptionsQuestion, Question

Remarks = dict[str, list[str]]
"""Notes to write above questions, by question id."""


def joined(parts: Sequence[Imported], about: BankInfo) -> tuple[Document, Remarks]:
    """Return one document of all questions, their ids and source keys made unique, and what each of them still lacks."""
    sources = SourceKeys()
    questions: list[Question] = []
    for part in parts:
        keys = {key: sources.key_of(source, key) for key, source in part.sources.items()}
        for question in part.questions:
            changes: dict[str, Any] = {"sources": tuple(keys.get(key, key) for key in question.sources)}
            questions.append(msgspec.structs.replace(question, **changes))
    ids = unique_ids(question.id for question in questions)
    renamed: list[dict[str, Any]] = [{"id": identifier} for identifier in ids]
    settled = tuple(msgspec.structs.replace(question, **new) for question, new in zip(questions, renamed, strict=True))
    remarks = {question.id: notes for question in settled if (notes := lacking(question))}
    return Document(format=1, bank=about, sources=sources.sources, questions=settled), remarks


def lacking(question: Question) -> list[str]:
    """Return what the trainer has still to write, a note each."""
    notes: list[str] = []
    if not question.explanation.strip():
        notes.append("To do: an explanation, which is shown after the answer, right or wrong.")
    if not question.sources:
        notes.append('To do: a source. Write a [sources.name] table above, and here  sources = ["name"].')
    if isinstance(question, OptionsQuestion) and any(not o.correct and not o.why for o in question.options):
        notes.append("To do: a  why  on each option that is not right.")
    return notes
