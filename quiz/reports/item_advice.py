"""Advice on a bank from what people have answered, at the line of each question."""

from collections.abc import Mapping

from quiz.banks.lint import placed_advice
from quiz.banks.model import Bank
from quiz.questions.diagnostics import Diagnostic, PlacedDiagnostic
from quiz.reports.item_notices import Concern
from quiz.reports.item_report import ItemReport

_FIXES: Mapping[Concern, str] = {
    "hardly-known": "Read it again beside its source; see what may be typed, and whether it asks for trivia.",
    "negative-discrimination": "Read it again beside its source; the right answer may be another one.",
    "does-not-tell-apart": "See whether it can be misread, or gives its answer away.",
    "key-outvoted": "See whether that answer is right as well; else it is what to brief on.",
    "nobody-chooses": "Put something there that people really think.",
}


def item_advice(report: ItemReport, bank: Bank) -> list[PlacedDiagnostic]:
    """Return the notices of a report as advice, in the order of the lines, without what is allowed."""
    places = {question.id: place for place, question in enumerate(bank.questions)}
    return placed_advice(
        (
            Diagnostic(("questions", places[item.id]), notice.concern, notice.words, _FIXES[notice.concern], "advice")
            for item in report.items
            for notice in item.notices
        ),
        bank,
    )
