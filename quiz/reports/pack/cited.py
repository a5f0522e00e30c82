"""The sources that the material rests on, and how old each is."""

from collections.abc import Iterator, Sequence
from datetime import date

from quiz.banks.citations import Citation, citations
from quiz.banks.model import NOT_READ, in_words
from quiz.questions.text import plural
from quiz.reports.csv_text import csv_text
from quiz.reports.html_page import html_table
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.page import PackFile, pack_page, pack_table, paragraphs

_COLUMNS = ("title", "publisher", "kind", "address", "checked", "days ago", "read again by", "overdue", "cited by")


def sources(facts: PackFacts) -> Iterator[PackFile]:
    """Yield every page that today's banks cite, the first to reread on top, as a page and as a table."""
    cited = citations(facts.banks)
    table = html_table(
        "What is to be read again first stands at the top",
        ("Source", "Address", "Checked", "Read again by"),
        [(f"{one.title}, {one.publisher}{_kind(one)}", one.url, _checked(one), _due(one, facts)) for one in cited],
    )
    intro = paragraphs(
        "Every question cites what it rests on, with the day on which somebody last read it. It is due for another look by "
        "the day that the bank names, and a year after that reading at the latest.",
        *([f"Where it says “{NOT_READ}” nobody read the page itself."] if not all(one.was_read for one in cited) else []),
        sources_in_words(facts),
    )
    page = "\n".join([intro, table if cited else ""])
    yield pack_page("sources.html", "every source, and how old it is", "Sources", page, facts.day)
    rows = (_row(one, facts.day) for one in cited)
    yield pack_table("sources.csv", "the same as a table", csv_text([_COLUMNS, *rows]))


def sources_in_words(facts: PackFacts) -> str:
    """Return how many sources there are and how many are overdue, in a sentence."""
    cited = citations(facts.banks)
    overdue = sum(one.due < facts.day for one in cited)
    return f"{plural(len(cited), 'source')} cited, {overdue or 'none'} overdue to be read again."


def _row(one: Citation, day: date) -> Sequence[object]:
    places = "; ".join(f"{place.bank} {place.key}: {', '.join(place.questions)}" for place in one.places)
    late = "yes" if one.due < day else "no"
    age = max((day - one.checked).days, 0) if one.was_read else ""
    checked = str(one.checked) if one.was_read else NOT_READ
    return (one.title, one.publisher, one.kind or "", one.url, checked, age, str(one.due), late, places)


def _checked(one: Citation) -> str:
    return in_words(one.checked) if one.was_read else NOT_READ


def _kind(one: Citation) -> str:
    return f" ({one.kind})" if one.kind else ""


def _due(one: Citation, facts: PackFacts) -> str:
    return f"{'✘ overdue since ' if one.due < facts.day else ''}{in_words(one.due)}"
