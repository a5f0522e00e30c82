"""What staff say about the questions: how many flagged each, and never who."""

from collections.abc import Iterator, Sequence

from quiz.reports.csv_text import csv_text
from quiz.reports.html_page import html_table
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.figures import shown_count
from quiz.reports.pack.page import PackFile, pack_page, pack_table, paragraphs
from quiz.reports.suppression import FEWEST

_HEADINGS = ("Bank", "Question", "What it asks", "Flagged by people")


def feedback(facts: PackFacts) -> Iterator[PackFile]:
    """Yield which questions were flagged, by how many people, as a page and as a table. There is no sum."""
    rows = list(_rows(facts))
    table = html_table("Flagged questions", _HEADINGS, rows) if rows else paragraphs("No question is flagged at present.")
    body = "\n".join(
        [
            paragraphs(
                "After each answer, and when looking back at the results, one key (f) flags the question for whoever looks "
                "after the bank: something in it is wrong, unclear or unfair. The same key takes the flag off again.",
                "Whoever looks after the banks sees how many people flagged a question, and not who they are. "
                f"A count below {FEWEST} is told as no more than that.",
            ),
            table,
        ]
    )
    yield pack_page("feedback.html", "which questions staff have flagged, by how many", "Feedback", body, facts.day)
    headings = ("bank", "question", "prompt", "flagged by people")
    yield pack_table("feedback.csv", "the same as a table", csv_text([headings, *rows]))


def _rows(facts: PackFacts) -> Iterator[Sequence[str]]:
    titles = {bank.id: bank.title for bank in facts.banks}
    for bank_id, flags in facts.flags.items():
        for question_id, count in sorted(flags.items()):
            prompt = facts.prompt(bank_id, question_id) or "no longer in the bank"
            yield titles.get(bank_id, bank_id), question_id, prompt, shown_count(count)
