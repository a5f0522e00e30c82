"""Every page that banks cite, with its age, the soonest due first. Nothing is fetched; only dates are compared."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from quiz.banks.lint_rules import OLD
from quiz.banks.model import Bank, Source, SourceKind, oldest_read


class CitedAt(Struct, frozen=True):
    """Where a page is cited."""

    bank: str
    """The bank's id."""
    key: str
    """The source's key in that bank."""
    questions: tuple[str, ...]
    """Ids of the questions that cite it; empty if none does."""


class Citation(Struct, frozen=True, kw_only=True):
    """One page, by its address, wherever it is cited."""

    url: str
    title: str
    publisher: str
    kind: SourceKind | None
    """Whether it is a primary or a secondary source; None if no bank says, or banks disagree."""
    checked: date
    """The earliest day on which it was read for any of its places; if it never was, the earliest on which it was cited."""
    was_read: bool
    """Whether the page itself was read for at least one of its places."""
    due: date
    """When to read it again: the earliest ``review_by``, or a year after it was checked."""
    places: tuple[CitedAt, ...]


def citations(banks: Iterable[Bank]) -> list[Citation]:
    """Return every page that the banks name as a source, the soonest due first."""
    by_url: dict[str, list[tuple[Source, CitedAt]]] = {}
    for bank in banks:
        citing: dict[str, list[str]] = {key: [] for key in bank.sources}
        for question in bank.questions:
            for key in dict.fromkeys(question.sources):
                citing.setdefault(key, []).append(question.id)
        for key, source in bank.sources.items():
            by_url.setdefault(source.url, []).append((source, CitedAt(bank.id, key, tuple(citing[key]))))
    return sorted(map(_citation, by_url.values()), key=lambda citation: (citation.due, citation.url))


def due(source: Source) -> date:
    """Return the day by which a source should be read again."""
    return min(source.review_by or date.max, source.checked + OLD)


def _citation(found: list[tuple[Source, CitedAt]]) -> Citation:
    first = found[0][0]
    cited = [source for source, _ in found]
    kinds = {source.kind for source in cited if source.kind}
    return Citation(
        url=first.url,
        title=first.title,
        publisher=first.publisher,
        kind=kinds.pop() if len(kinds) == 1 else None,
        checked=oldest_read(cited) or min(source.checked for source in cited),
        was_read=any(source.was_read for source in cited),
        due=min(map(due, cited)),
        places=tuple(place for _, place in found),
    )
