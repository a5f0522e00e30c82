"""The command that lists the sources of all banks, the soonest due first."""

from datetime import date
from typing import Any

import click
from msgspec import to_builtins

from quiz.banks.citations import Citation, citations
from quiz.banks.model import NOT_READ
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, print_json, print_line
from quiz.questions.text import plural


@click.command()
@takes_locations
@click.option("--stale", is_flag=True, help="Only what is due for another look; ends with status 1 where anything is.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def sources(locations: Locations, stale: bool, as_json: bool) -> int:
    """List every source of every bank: its age, where it is cited, and when it is due to be read again.

    Where the bank says whether it is a primary or a secondary source, so does the list.
    What to do first stands at the top. A source is due by its  review_by,  and a year after it was checked at the latest.
    Nothing is fetched: read the page yourself, then put the new day into the bank as  checked.
    """
    today = date.today()
    listed = [citation for citation in citations(locations.library().banks.values()) if not stale or citation.due < today]
    if as_json:
        print_json([_as_json(citation, today) for citation in listed])
    else:
        for citation in listed:
            for line in _lines(citation, today):
                print_line(line)
        click.echo(_verdict(listed, today, stale))
    return FAILED if stale and listed else OK


def _lines(citation: Citation, today: date) -> list[str]:
    age = (today - citation.checked).days
    when = "overdue since" if citation.due < today else "read again by" if citation.was_read else "to be read by"
    checked = f"checked {citation.checked}" if citation.was_read else f"{NOT_READ}, cited since {citation.checked}"
    cited = [
        f"    {place.bank}, {place.key}: {', '.join(place.questions) or 'cited by no question'}" for place in citation.places
    ]
    kind = f" ({citation.kind})" if citation.kind else ""
    return [
        f"{citation.title}, {citation.publisher}{kind}",
        f"    {when} {citation.due}; {checked}, {plural(max(age, 0), 'day')} ago",
        f"    {citation.url}",
        *cited,
    ]


def _verdict(listed: list[Citation], today: date, stale: bool) -> str:
    overdue = sum(citation.due < today for citation in listed)
    if stale and not listed:
        return "No source is due."
    return f"{plural(len(listed), 'source')}, {overdue or 'none'} overdue"


def _as_json(citation: Citation, today: date) -> dict[str, Any]:
    plain: dict[str, Any] = to_builtins(citation)
    return plain | {"age_days": (today - citation.checked).days, "overdue": citation.due < today}
