"""``quiz report topics`` and ``gain``: what to brief next, and what a training has brought."""

from contextlib import closing
from pathlib import Path

import pytest

from quiz.banks.loading import load_library
from quiz.store.store import open_store
from tests.cli.conftest import Program
from tests.store.makers import ask_file, attempt_of, response_to

DAY = 86_400_000


@pytest.fixture
def scores(quiz: Program) -> Program:
    """Let twelve people play the first bank before a training and after it: very sure, first wrong and then right."""
    bank = load_library([quiz.folder]).banks["first"]
    with closing(open_store(str(quiz.store))) as store:
        for number in range(12):
            player = store.sign_in(f"Person {number}", "Maths", 1)
            for mark, day in ((0.0, 2.5), (1.0, 9.5)):
                asked = attempt_of(player, bank_hash=bank.content_hash, questions=("is-so",), possible=1.0, team="Maths")
                begun = store.begin(asked, bank)
                with store._connection.transaction():
                    when = {"at": int(day * DAY), "id": begun.id}
                    store._connection.execute("UPDATE attempts SET started_at = :at WHERE id = :id", when)
                store.record(begun.id, response_to(question_id="is-so", mark=mark, certainty=3), int(day * DAY) + 1)
    return quiz


def test_what_to_brief_next_is_told_by_topic_and_team(scores: Program, tmp_path: Path) -> None:
    told = scores("report", "topics", "first", "--by-team").stdout.splitlines()
    assert told[0] == "24 answers by 12 people say how sure they were."
    assert told.count("          50 % of 24 answers, 12 people: scams") == 2
    assert "Team Maths" in told
    (topic,) = scores.json("report", "topics", "--since", "1970-01-08", "--json")["topics"]["topics"]
    assert (topic["topic"], topic["wrong"], topic["share"]) == ("scams", 0, 0.0)
    file = tmp_path / "topics.csv"
    assert scores("report", "topics", "--csv", file).stdout == f"{file} is written.\n"
    assert file.read_text("utf-8-sig").splitlines()[1] == ",scams,12,24,12,50.0"
    few = scores("report", "topics", "--fewest", "20").stdout
    assert few == "Fewer than 20 people have said how sure they are, so nothing is shown.\n"


def test_what_is_still_known_after_a_month_is_told_by_topic(scores: Program) -> None:
    ask_file(scores.store, f"UPDATE responses SET answered_at = answered_at + {31 * DAY} * mark")
    ask_file(scores.store, "UPDATE responses SET mark = 1")
    told = scores("report", "topics").stdout.splitlines()
    heading = told.index("Of what was right, how much was right when it was asked again")
    assert told[heading + 1 :] == ["   after 30 days       100 % of 12 answers, 12 people: scams"]


def test_what_a_training_has_brought_is_told_of_pairs(scores: Program) -> None:
    told = scores("report", "gain", "first", "--before", "1970-01-07").stdout.splitlines()
    assert told[1:4] == [
        "12 people have finished a quiz before and one after.",
        "12 rose, 0 stayed the same, 0 fell.",
        "Mean mark before 0 %, after 100 %.",
    ]
    none = scores.json("report", "gain", "first", "--before", "1970-01-07", "--after", "1970-02-01", "--json")
    assert (none["people"], none["gain"]) == (0, None)


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["topics", "frist"], 'Did you mean "first"?', 1),
        (["topics", "--fewest", "2"], "--fewest", 2),
        (["topics", "--json", "--csv", "x.csv"], "do not go together", 2),
        (["gain", "first"], "--before", 2),
        (["gain", "first", "--before", "soon"], '"soon" is not a day', 2),
        (["gain", "first", "--before", "2026-11-02", "--after", "2026-11-01"], "Turn them round", 2),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(quiz: Program, arguments: list[str], words: str, status: int) -> None:
    result = quiz("report", *arguments)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_without_scores_nothing_is_told_and_nothing_made(quiz: Program) -> None:
    assert quiz("report", "topics").stdout.startswith("Nobody has said how sure they are yet.")
    assert "0 people have finished" in quiz("report", "gain", "first", "--before", "today").stdout
    assert not quiz.store.exists()
