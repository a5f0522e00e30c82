"""``quiz report items``: how well the questions of a bank work, whatever became of the file since."""

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest

from quiz.banks.lint import OF_ANSWERS
from quiz.banks.loading import load_library
from quiz.questions.answers import Judged
from quiz.store.store import open_store
from tests.cli.conftest import Program, write_bank
from tests.store.makers import attempt_of, response_to

DAY = 86_400_000


@pytest.fixture
def scores(quiz: Program) -> Program:
    """Keep the quizzes of 24 people, two of the second: every other knows all of the first bank, the rest nothing."""
    bank = load_library([quiz.folder]).banks["first"]
    with closing(open_store(str(quiz.store))) as store:
        for place in [*range(24), 1]:
            player = store.sign_in(f"Player {place}", "Red", 1)
            begun = store.begin(
                attempt_of(player, bank_hash=bank.content_hash, questions=("is-so", "is-not"), started_at=(2 + place) * DAY),
                bank,
            )
            for position, question in enumerate(bank.questions):
                given = Judged((position == 0) == (place % 2 == 0))
                answer = response_to(position, question_id=question.id, given=given, mark=question.mark(given))
                store.record(begun.id, answer, (2 + place) * DAY + 1)
    return quiz


def test_each_question_is_told_without_names(scores: Program) -> None:
    result = scores("report", "items", "first")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:6] == [
        "The first bank · first quizzes · 24 people",
        "Questions as they are now; answers to equal ones of earlier versions count.",
        "",
        "        people  known by   discr.   effic.  the commonest wrong answer",
        "is-so       24      50 %      100      100     12  False",
        "is-not      24      50 %      100      100     12  True",
    ]
    assert "Player" not in result.stdout


def test_which_quizzes_count_and_from_when_on(scores: Program) -> None:
    everything = scores.json("report", "items", "first", "--attempts", "all", "--json")
    assert (everything["people"], everything["attempts"], everything["which"]) == (24, 25, "all")
    late = scores.json("report", "items", "first", "--since", "1970-01-20", "--json")
    assert (late["people"], late["items"][0]["figures"]["people_wanting_to_discriminate"]) == (7, 13)
    assert "since 20 Jan 1970" in scores("report", "items", "first", "--since", "1970-01-20").stdout


def test_the_document_has_all_that_is_told(scores: Program) -> None:
    found = scores.json("report", "items", "first", "--json")
    assert found["items"][0]["figures"] == {
        "facility": 50.0,
        "sd": 51.08,
        "discrimination_index": 100.0,
        "discriminative_efficiency": 100.0,
        "effective_weight": 50.0,
        "people_wanting": 0,
        "people_wanting_to_discriminate": 0,
    }
    assert found["items"][1]["counts"]["parts"][0]["counts"] == [
        {"text": "True", "count": 12, "fraction": 0.0},
        {"text": "False", "count": 12, "fraction": 1.0},
    ]


def test_the_table_has_a_row_an_answer(scores: Program, tmp_path: Path) -> None:
    file = tmp_path / "items.csv"
    assert scores("report", "items", "first", "--csv", file).stdout == f"{file} is written.\n"
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    assert [(row["question"], row["answer"], row["count"]) for row in rows] == [
        ("is-so", "True", "12"),
        ("is-so", "False", "12"),
        ("is-not", "True", "12"),
        ("is-not", "False", "12"),
    ]
    again = scores("report", "items", "first", "--csv", file)
    assert (again.exit_code, "stays as it is" in again.stderr) == (1, True)


def test_questions_count_though_the_file_has_changed_around_them(scores: Program) -> None:
    write_bank(scores.folder, "first", title="Renamed", summary="Other bytes.")
    found = scores.json("report", "items", "first", "--json")
    assert (found["title"], found["items"][0]["people"], found["answers_unknown"]) == ("Renamed", 24, 0)


def test_a_bank_that_nobody_has_played_is_told_of_in_a_sentence_and_no_store_is_made(quiz: Program) -> None:
    assert "Nobody has finished a quiz at it yet." in quiz("report", "items", "first").stdout
    assert not quiz.store.exists()


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["first", "--json", "--csv", "items.csv"], "do not go together", 2),
        (["first", "--attempts", "third"], "'third' is not one of", 2),
        (["first", "--since", "never"], "is not a day", 2),
        (["nowhere"], "nowhere", 1),
        ([], "Missing argument", 2),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(quiz: Program, arguments: list[str], words: str, status: int) -> None:
    result = quiz("report", "items", *arguments)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_a_check_advises_by_what_people_have_answered(scores: Program) -> None:
    plain = scores("bank", "check", "--json")
    assert not [one for one in json.loads(plain.stdout)["problems"] if one["rule"] in OF_ANSWERS]
    with closing(open_store(str(scores.store))) as store, store._connection.transaction():
        store._connection.execute("UPDATE responses SET given = :false", {"false": '{"kind":"judged","answer":false}'})
    problems = scores.json("bank", "check", "--statistics", "--json")["problems"]
    (outvoted,) = [one for one in problems if one["rule"] in OF_ANSWERS]
    assert (outvoted["rule"], outvoted["question"], outvoted["level"]) == ("key-outvoted", "is-so", "advice")
    assert "More chose “False” than the right answer" in outvoted["message"]
    assert (scores.folder / "first.toml").read_text().splitlines()[outvoted["line"] - 1] == "[[questions]]"
    assert "[key-outvoted]" in scores("bank", "check", "--statistics").stdout


def test_advice_by_answers_can_be_turned_down_and_needs_no_scores(quiz: Program) -> None:
    assert quiz("bank", "check", "--statistics").stdout == quiz("bank", "check").stdout
    assert not quiz.store.exists()
    write_bank(quiz.folder, "first", allow=("nobody-chooses",))
    assert "There is no rule" not in quiz("bank", "check").stdout


def test_a_bank_that_is_gone_is_told_of_as_it_was_played(scores: Program) -> None:
    before = scores("report", "items", "first").stdout
    (scores.folder / "first.toml").unlink()
    assert scores("report", "items", "first").stdout == before
    assert scores("report", "topics", "first").exit_code == 0
    assert scores("report", "gain", "first", "--before", "today").stdout.startswith("The first bank")
    assert scores("report", "items", "second").exit_code == 1
