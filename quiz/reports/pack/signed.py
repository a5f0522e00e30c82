"""Which staff have acknowledged which policy of the school, and who none. It names them."""

from collections.abc import Iterator

from quiz.reports.csv_text import csv_text
from quiz.reports.html_page import html_table
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.page import NAMES_STAFF, PEOPLE, PackFile, pack_page, pack_table, paragraphs
from quiz.reports.sign_off import SIGN_OFF_HEADINGS


def sign_off(facts: PackFacts) -> Iterator[PackFile]:
    """Yield who has acknowledged which policy and when, as a page and as a table."""
    rows = [row[:-1] for row in facts.sign_off]
    headings = [heading.capitalize() for heading in SIGN_OFF_HEADINGS[:-1]]
    body = "\n".join(
        [
            paragraphs(NAMES_STAFF, kind="names"),
            paragraphs(
                "After a pass the program shows the school's own policy whole, where there is one, and keeps who says that "
                "they have read it and will follow it. The SHA-256 of what they read is in the table beside this page."
            ),
            html_table("Everybody on the list of staff who is here", headings, rows),
        ]
    )
    about = "who has acknowledged which policy of the school, and who none"
    yield pack_page(f"{PEOPLE}policies.html", about, "Policies acknowledged", body, facts.day)
    table = csv_text([SIGN_OFF_HEADINGS, *facts.sign_off])
    yield pack_table(f"{PEOPLE}policies.csv", "the same as a table, with the hash of what was read", table)
