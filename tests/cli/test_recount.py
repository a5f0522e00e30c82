"""Figures of reports against a recount from the bare file: other words, other ways, the same numbers."""

import json
import random
import sqlite3
from collections import defaultdict
from contextlib import closing
from math import sqrt

import pytest

from quiz.banks.loading import load_library
from quiz.questions.answers import Judged
from quiz.store.store import open_store
from tests.cli.conftest import Program, write_bank
from tests.store.makers import attempt_of, response_to


@pytest.fixture
def scores(quiz: Program) -> Program:
    """Let thirty people play two versions of a bank up to three times each, at random."""
    dice = random.Random(4)
    with closing(open_store(str(quiz.store))) as store:
        for version in ("1", "2"):
            write_bank(quiz.folder, "first", version=version)
            bank = load_library([quiz.folder]).banks["first"]
            for number in range(30):
                player = store.sign_in(f"Player {number}", "", 1)
                for go in range(dice.randrange(3)):
                    at = 1_000_000 * int(version) + 1_000 * go + number
                    asked = attempt_of(player, bank_hash=bank.content_hash, questions=("is-so", "is-not"), started_at=at)
                    begun = store.begin(asked, bank)
                    for position, question in enumerate(bank.questions):
                        given = Judged(dice.random() < 0.3 + number / 60)
                        sure = dice.choice((1, 2, 3, None))
                        mark = question.mark(given)
                        answer = response_to(position, question_id=question.id, given=given, mark=mark, certainty=sure)
                        store.record(begun.id, answer, at + 1)
    return quiz


def test_the_figures_of_questions_are_those_of_a_recount(scores: Program) -> None:
    with closing(sqlite3.connect(scores.store)) as file:
        rows = file.execute(
            "SELECT player_id, a.id, question_id, r.mark, given FROM attempts a JOIN responses r ON attempt_id = a.id "
            "WHERE a.id IN (SELECT id FROM attempts b WHERE outcome = 'finished' AND NOT EXISTS (SELECT 1 FROM attempts c "
            "WHERE c.player_id = b.player_id AND c.outcome = 'finished' AND c.started_at < b.started_at))"
        ).fetchall()
    marks: dict[str, dict[str, float]] = defaultdict(dict)
    for player, _, question, mark, _ in rows:
        marks[player][question] = mark
    items = {item["id"]: item for item in scores.json("report", "items", "first", "--json")["items"]}
    for question, other in (("is-so", "is-not"), ("is-not", "is-so")):
        xs, ys = [one[question] for one in marks.values()], [one[other] for one in marks.values()]
        mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
        shared = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
        spread = sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
        figures = items[question]["figures"]
        assert items[question]["people"] == len(marks)
        assert figures["facility"] == pytest.approx(100 * mean_x, abs=0.01)
        assert figures["discrimination_index"] == pytest.approx(100 * shared / spread, abs=0.01)
        chosen = [json.loads(given)["answer"] for _, _, asked, _, given in rows if asked == question]
        told = {count["text"]: count["count"] for count in items[question]["counts"]["parts"][0]["counts"]}
        assert told == {"True": sum(chosen), "False": len(chosen) - sum(chosen)}


def test_what_is_very_sure_and_wrong_is_that_of_a_recount(scores: Program) -> None:
    with closing(sqlite3.connect(scores.store)) as file:
        rows = file.execute(
            "SELECT question_id, COUNT(*), SUM(r.mark = 0), COUNT(DISTINCT player_id) FROM responses r "
            "JOIN attempts a ON a.id = attempt_id WHERE a.outcome = 'finished' AND certainty = 3 GROUP BY question_id"
        ).fetchall()
    topics = {"is-so": "scams", "is-not": "chats"}
    counted = {(topics[question], answers, wrong, people) for question, answers, wrong, people in rows}
    told = scores.json("report", "topics", "--json")["topics"]["topics"]
    assert {(one["topic"], one["answers"], one["wrong"], one["people"]) for one in told} == counted


def test_results_are_every_finished_quiz_once(scores: Program) -> None:
    with closing(sqlite3.connect(scores.store)) as file:
        ((finished,),) = file.execute("SELECT COUNT(*) FROM attempts WHERE outcome = 'finished'").fetchall()
    found = scores.json("report", "results", "--json")
    assert len(found) == len({row["id"] for row in found}) == finished
    assert {row["version"] for row in found} == {"2026.11"}
