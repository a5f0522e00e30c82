"""Print the seconds of reading responses or computing with them. Arguments: ``fetch``, ``figures``, ``report``; the file."""

import sqlite3
import sys
import time
from contextlib import closing

from quiz.banks.model import Bank, BankInfo
from quiz.questions.options import Option
from quiz.questions.single import Single
from quiz.reports.item_report import item_report
from quiz.reports.item_statistics import Responses, quiz_statistics
from quiz.store.finished import GivenAnswer
from quiz.store.store import open_store

_COLUMNS = (
    "SELECT attempt_id, question_id, outcome, given, mark, weight, certainty FROM responses ORDER BY attempt_id, position"
)


def seconds(how: str, file: str) -> float:
    """Return how long the bare reading took or, after reading, the figures of all questions or the whole report."""
    begin = time.perf_counter()
    if how == "fetch":
        with closing(sqlite3.connect(file)) as connection:
            assert len(connection.execute(_COLUMNS).fetchall()) == 100_000
        return time.perf_counter() - begin
    with closing(open_store(file, read_only=True)) as store:
        attempts, answers = store.finished_attempts("bank"), store.given_answers("bank")
    begin = time.perf_counter()
    if how == "figures":
        assert len(quiz_statistics(_columns(answers)).items) == 300
    else:
        report = item_report(_bank(), {}, attempts, answers, "all")
        assert report.attempts == 10_000
        assert report.answers_unknown == report.answers_changed == 0
    return time.perf_counter() - begin


def _bank() -> Bank:
    options = tuple(Option(text=f"option {place}", correct=place == 1) for place in range(4))
    questions = (Single(id=f"question-{n}", prompt=f"What of {n}?", options=options) for n in range(300))
    about = BankInfo(id="bank", title="Bank")
    return Bank(about=about, sources={}, questions=tuple(questions), file="bank.toml", content_hash="x")


def _columns(answers: list[GivenAnswer]) -> Responses:
    return Responses(
        attempts=[answer.attempt_id for answer in answers],
        questions=[answer.question_id for answer in answers],
        marks=[answer.mark for answer in answers],
        worths=[answer.weight for answer in answers],
    )


if __name__ == "__main__":
    print(seconds(sys.argv[1], sys.argv[2]))
