"""What a question must be beyond its shape: one right option, a story that ends, sources that exist.

Each rule yields diagnostics with paths relative to what it was given. A question type's own rules are kept with the type, in
``Question.diagnostics``.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from quiz.banks.model import BankInfo, Source
from quiz.questions.characters import REFUSED_CHARACTER, name_of_character
from quiz.questions.diagnostics import Diagnostic, KeyPath, nearest, quoted, spell_path
from quiz.questions.question import KEBAB, Question, TimeLimit

MOST_WEIGHT = 1000
"""The greatest weight that a question may have."""

LONGEST_LIMIT = 24 * 60 * 60
"""The longest time limit, in seconds: a day."""

_KEBAB = re.compile(KEBAB)
_NOT_IN_ADDRESS = re.compile(r'[\s<>"\\^`]')


def text_diagnostics(value: object, path: KeyPath = ()) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every string below ``value`` with a control character or a bidirectional override."""
    if isinstance(value, str):
        if match := REFUSED_CHARACTER.search(value):
            name = name_of_character(match[0])
            yield Diagnostic(path, "refused-character", f"The text holds {name}, which can mislead.", "Take it out.")
    elif isinstance(value, dict):
        for key, element in value.items():
            yield from text_diagnostics(key, (*path, key))
            yield from text_diagnostics(element, (*path, key))
    elif isinstance(value, list | tuple):
        for position, element in enumerate(value):
            yield from text_diagnostics(element, (*path, position))


def about_diagnostics(about: BankInfo) -> Iterator[Diagnostic]:
    """Yield what is wrong with the ``[bank]`` table."""
    yield from _id_diagnostics(about.id)
    if not about.title.strip():
        yield Diagnostic(("title",), "blank", "The title is empty.", "Give the bank a name.")
    if not 0 <= about.pass_mark <= 100:
        yield Diagnostic(("pass_mark",), "out-of-range", "The pass mark is not from 0 to 100.", "For example 80 (per cent).")
    if about.quiz_length < 0:
        yield Diagnostic(("quiz_length",), "out-of-range", "The quiz length is below 0.", "For example 10, or 0 for all.")
    yield from _limit_diagnostics(about.time_limit)
    for topic, weight in about.topics.items():
        if not 0 < weight <= MOST_WEIGHT:
            message = f"The weight of the topic is not between 0 and {MOST_WEIGHT}."
            yield Diagnostic(("topics", topic), "out-of-range", message, "1 is usual; 2 comes twice as often.")


def topics_diagnostics(about: BankInfo, questions: Iterable[Question]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each topic with a weight but no question; paths are relative to the ``[bank]`` table."""
    known = {question.topic for question in questions if question.topic}
    for topic in about.topics:
        if topic not in known:
            message = f"No question has the topic {quoted(topic)}."
            fix = nearest(topic, known) if known else "Give it to questions as their topic, or take it out here."
            yield Diagnostic(("topics", topic), "unknown-topic", message, fix)


def source_diagnostics(source: Source) -> Iterator[Diagnostic]:
    """Yield what is wrong with one source."""
    for name, value in (("title", source.title), ("publisher", source.publisher)):
        if not value.strip():
            yield Diagnostic((name,), "blank", f"The {name} is empty.", "A reader must be able to find the source again.")
    if not is_web_address(source.url):
        fix = "Give the whole address, beginning with https:// or http://."
        yield Diagnostic(("url",), "unsafe-link", f"{quoted(source.url)} is not a web address.", fix)


def is_web_address(url: str) -> bool:
    """Say whether ``url`` is an http or https address with a host and without a user name or blanks."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and url.isprintable()
            and not _NOT_IN_ADDRESS.search(url)
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def question_diagnostics(question: Question, sources: Iterable[str] | None, draft: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with one question.

    ``sources`` are the keys that the bank defines; None skips the look-up if the file could not be read whole.
    """
    yield from _id_diagnostics(question.id)
    if question.fact is not None:
        yield from _id_diagnostics(question.fact, "fact")
    if not question.prompt.strip():
        yield Diagnostic(("prompt",), "blank", "The prompt is empty.", "Write what is asked.")
    if question.SCORED and not question.explanation.strip():
        yield _missing("explanation", "Say why the answer is right: it is shown after every answer.", draft)
    if question.SCORED and not question.sources:
        yield _missing("sources", 'Cite at least one source, for example  sources = ["ico-sar"].', draft)
    if sources is not None:
        yield from _cited_diagnostics(question, sources)
    if question.difficulty is not None and not 1 <= question.difficulty <= 3:
        yield Diagnostic(("difficulty",), "out-of-range", "The difficulty is not 1, 2 or 3.", "1 is easy, 3 is hard.")
    yield from _weight_diagnostics(question)
    if question.time_limit is not None:
        yield from _limit_diagnostics(question.time_limit)
    yield from question.diagnostics()


def _weight_diagnostics(question: Question) -> Iterator[Diagnostic]:
    if not question.SCORED and question.weight != 1:
        message = f"A question of the type {quoted(question.type)} has no right answer and counts for nothing."
        yield Diagnostic(("weight",), "worth-nothing", message, "Take weight out.")
    elif not 0 < question.weight <= MOST_WEIGHT:
        message = f"The weight is not between 0 and {MOST_WEIGHT}."
        yield Diagnostic(("weight",), "out-of-range", message, "1 is usual; 2 counts double.")


def scored_diagnostics(questions: Iterable[Question]) -> Iterator[Diagnostic]:
    """Yield a diagnostic if there are questions but none has a right answer; the path is relative to the document."""
    kinds = {question.SCORED for question in questions}
    if kinds == {False}:
        message = "No question of the bank has a right answer, so there is nothing to mark."
        yield Diagnostic(("questions",), "nothing-to-mark", message, "Add at least one question that has.")


def _cited_diagnostics(question: Question, sources: Iterable[str]) -> Iterator[Diagnostic]:
    for position, key in enumerate(question.sources):
        if key not in sources:
            message = f"There is no source {quoted(key)}."
            fix = nearest(key, sources) if sources else f"Add a [{spell_path(('sources', key))}] table."
            yield Diagnostic(("sources", position), "unknown-source", message, fix)


def repeated_id_diagnostics(questions: Iterable[tuple[int, Question]]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each question with the id of an earlier one; paths are relative to the document."""
    first: dict[str, int] = {}
    for position, question in questions:
        if question.id in first:
            message = f"The id {quoted(question.id)} is used twice in this bank."
            yield Diagnostic(("questions", position, "id"), "repeated-id", message, "Give one of the two another id.")
        else:
            first[question.id] = position


def _id_diagnostics(identifier: str, key: str = "id") -> Iterator[Diagnostic]:
    if not _KEBAB.fullmatch(identifier):
        better = re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")
        fix = f'For example "{better}".' if better else 'For example "code-forward".'
        message = f"The {key} {quoted(identifier)} is not lower-case words joined by hyphens."
        yield Diagnostic((key,), "id-spelling", message, fix)


def _limit_diagnostics(limit: TimeLimit) -> Iterator[Diagnostic]:
    if not isinstance(limit, str) and not 0 < limit <= LONGEST_LIMIT:
        fix = 'A number of seconds, "auto" or "none".'
        yield Diagnostic(("time_limit",), "out-of-range", "The time limit is not between 0 and a day.", fix)


def _missing(key: str, fix: str, draft: bool) -> Diagnostic:
    level: Any = "advice" if draft else "fault"
    still = " (the bank is a draft: it plays all the same)" if draft else ""
    return Diagnostic(
        (key,), f"missing-{key}", f"There {'are' if key == 'sources' else 'is'} no {key} yet{still}.", fix, level
    )
