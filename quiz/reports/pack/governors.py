"""One sheet of A4 for governors and senior leaders, which names nobody."""

from collections.abc import Iterator

from quiz.reports.html_page import html_table
from quiz.reports.pack.assessment import figures_table, topic_rows
from quiz.reports.pack.cited import sources_in_words
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.page import PackFile, pack_page, paragraphs

_TOPICS = 3
"""How many topics the sheet lists."""


def governors(facts: PackFacts) -> Iterator[PackFile]:
    """Yield the sheet: how many are done, what to brief next, how old the sources are, and what to ask."""
    rules = facts.completion.rules
    topics = topic_rows(facts)[:_TOPICS]
    missed = html_table("Where people are very sure, and wrong", ("Topic", "Wrong, of what they were very sure of"), topics)
    kept = f"for {facts.keeping.rule}" if facts.keeping.rule else "until it is deleted: no time is set yet"
    late = " Some of it is overdue to be deleted." if facts.keeping.overdue else ""
    questions = (
        "Who follows up those who are not done, and by when?",
        "Is there time set aside for it?",
        "What was flagged by staff, and what was changed because of it?",
        "Which topic is briefed on next?",
    )
    body = "\n".join(
        [
            paragraphs(
                f"Training ends with a quiz. Done means passed within {rules.within}; the school's target is "
                f"{rules.target} %. Nobody is named, and small numbers are told in words that leave them open."
            ),
            figures_table(facts),
            missed if topics else paragraphs("Where people are very sure and wrong can be told when more have played."),
            paragraphs(f"{sources_in_words(facts)} What staff did is kept {kept}.{late}"),
            "<h2>What to ask</h2>",
            f"<ul>{''.join(f'<li>{question}</li>' for question in questions)}</ul>",
        ]
    )
    yield pack_page(
        "governors.html", "one sheet for governors, without names", "Training: a sheet for governors", body, facts.day
    )
