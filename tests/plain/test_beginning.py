"""What is settled before the first question: the bank, the name, the options, and whether an old attempt goes on."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quiz.plain import wrap
from quiz.questions.question import Question
from quiz.services.settings import Settings
from quiz.store.store import open_store
from tests.builders import bank, document, to_toml, true_false
from tests.plain.table import Heard, Table

BROKEN = 'format = 1\n\n[bank]\nid = "broken"\ntitle = "A slip"\n'


@pytest.fixture
def laid(table: Table) -> Table:
    """Return a table with a bank of three true statements."""
    table.lay(true_false("one"), true_false("two", topic="chats"), true_false("three"))
    return table


def team_of(table: Table, name: str) -> str:
    store = open_store(table.store)
    player = store.find_player(name)
    store.close()
    assert player
    return player.team


def test_a_bank_is_found_by_its_id_or_its_path(laid: Table, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(to_toml(document(bank(true_false(), identifier="other"))), encoding="utf-8")
    assert laid.play("q").said[0].startswith("The first bank.")
    assert laid.play("q", bank=str(other)).said[0].startswith("The other bank.")


def test_an_unknown_bank_is_answered_with_the_nearest_spelling(laid: Table) -> None:
    heard = laid.play(bank="frist")
    assert (heard.status, heard.said) == (1, [])
    assert heard.complaints == ['There is no bank "frist".', 'Did you mean "first"?']


def test_where_there_are_no_banks_it_says_where_to_look(table: Table) -> None:
    assert [table.play(bank=wanted).status for wanted in ("first", None)] == [1, 1]
    assert "--banks" in table.play(bank="first").complaints[1]


@pytest.mark.parametrize("wanted", ["broken", "PATH"])
def test_the_faults_of_a_broken_bank_are_said_the_first_five_and_how_many_more(laid: Table, wanted: str) -> None:
    file = laid.folder / "broken.toml"
    file.write_text(BROKEN + '\n[[questions]]\ntype = "single"\n' * 8, encoding="utf-8")
    heard = laid.play(bank=str(file) if wanted == "PATH" else wanted)
    assert (heard.status, heard.said) == (1, [])
    assert heard.complaints[0] == f"The bank {file} cannot be played."
    assert len(heard.complaints) == 7
    assert "more fault" in heard.complaints[-1]


def test_a_file_that_is_not_there_is_said_in_a_sentence(laid: Table) -> None:
    heard = laid.play(bank="nowhere/bank.toml")
    assert heard.status == 1
    assert "cannot be read" in heard.complaints[1]


def test_a_pipe_must_name_its_bank_and_hears_which_there_are(laid: Table) -> None:
    laid.lay(true_false(), identifier="second")
    heard = laid.play(bank=None)
    assert heard.status == 2
    assert heard.complaints[1] == "The banks are: first, second."


def test_a_person_chooses_a_bank_by_its_number(laid: Table) -> None:
    laid.lay(true_false(), identifier="second")
    heard = laid.play("third", "0", "3", "2", "t", bank=None, person=True, player="Ann")
    assert heard.said[:3] == [
        "Which quiz do you want to play?",
        "1. The first bank. 3 questions.",
        "2. The second bank. 1 question.",
    ]
    assert heard.said.count("That is not one of these numbers.") == 3
    assert "You had 1 of 1 right." in heard.said


@pytest.mark.parametrize("end", [["q"], [], [KeyboardInterrupt()]], ids=["q", "end", "Ctrl-C"])
def test_leaving_before_a_bank_is_chosen_begins_nothing(laid: Table, end: list[Any]) -> None:
    heard = laid.play(*end, bank=None, person=True)
    assert (heard.status, heard.said[-1]) == (0, "Stopped. Nothing was begun.")
    assert not Path(laid.store).exists()


def test_a_player_is_who_was_named_else_who_the_settings_name_else_a_guest(laid: Table) -> None:
    assert "You play as Guest." in laid.play().said
    laid.settings = Settings(player="Kim", team="Maths")
    assert "You play as Kim, team Maths." in laid.play().said
    assert "You play as Sam Jones." in laid.play(player="  Sam \x1b Jones ").said


def test_a_person_without_a_name_is_asked_once(laid: Table) -> None:
    assert "You play as Zoë." in laid.play("\u200b\u3164", "Zoë", person=True).said
    assert "You play as Guest." in laid.play("", person=True).said
    heard = laid.play("Anne-Marie Elisabeth Wolverhampton-Black-Brown", "AM Brown", person=True)
    assert 'and "Anne-Marie Elisabeth Wolverhampton-Black-Brown" has 46. Type another' in heard.text
    assert "You play as AM Brown." in heard.said


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"player": " \u202e "}, "nothing in it"),
        ({"team": ""}, "There is no team name yet."),
        ({"player": "x" * 41}, "A name has 40 characters at most, and"),
        ({"team": "x" * 41}, "A team name has 40 characters at most, and"),
    ],
)
def test_a_name_with_nothing_in_it_or_too_much_is_refused(laid: Table, wrong: dict[str, Any], words: str) -> None:
    heard = laid.play("t", **wrong)
    assert (heard.status, heard.said) == (2, [])
    assert words in heard.complaints[0]


def test_nobody_loses_their_team_by_not_naming_it(laid: Table) -> None:
    laid.play(player="Sam", team="Science")
    laid.settings = Settings(player="Kim", team="Maths")
    laid.play(player="sam")
    assert team_of(laid, "Sam") == "Science"
    laid.play(player="Sam", team="Art")
    assert team_of(laid, "Sam") == "Art"


def test_the_options_are_those_that_were_asked_for(laid: Table) -> None:
    assert "The first bank. 2 questions." in laid.play(questions=2).text
    laid.settings = replace(laid.settings, points="accuracy")
    assert "Right. 1000 points." in laid.play("t").said
    assert "Right. 750 points." in laid.play("t", preset="classic").said


def test_a_topic_is_found_whatever_its_case_and_an_unknown_one_refused(laid: Table) -> None:
    assert "The first bank. 1 question." in laid.play(topic="Chats").text
    heard = laid.play(topic="chat")
    assert heard.status == 1
    assert heard.complaints == ['"The first bank" has no questions on the topic "chat".', 'Did you mean "chats"?']


def test_extra_time_of_the_settings_stays_out_of_plain_play(laid: Table) -> None:
    laid.settings = Settings(extra_time="1.5")
    assert "There is no time limit." in laid.play().said


def test_a_person_who_stopped_is_asked_whether_to_go_on(laid: Table) -> None:
    laid.play("t", "q", player="Ann")
    heard = laid.play("perhaps", "y", "f", "t", player="Ann", person=True)
    assert heard.said[0].startswith("You have an unfinished quiz here, with 1 of 3 answered.")
    assert "You go on where you stopped: 1 question is answered already." in heard.said
    assert "Question 2 of 3." in heard.text
    assert "Question 1 of 3." not in heard.text
    assert "You had 2 of 3 right." in heard.said
    ((attempt, responses),) = laid.kept("Ann")
    assert (attempt.outcome, len(responses)) == ("finished", 3)


def test_where_nothing_was_answered_nothing_is_offered_but_what_was_begun_before(laid: Table) -> None:
    laid.play("q", player="Ann")
    assert "unfinished" not in laid.play("t", "q", player="Ann", person=True).text
    laid.play("q", player="Ann")
    assert "with 1 of 3 answered" in laid.play("y", "f", "t", player="Ann", person=True).said[0]


def test_a_person_may_begin_anew(laid: Table) -> None:
    laid.play("t", "q", player="Ann")
    heard = laid.play("n", "t", "t", "t", player="Ann", person=True)
    assert "You had 3 of 3 right." in heard.said
    assert [(attempt.outcome, len(responses)) for attempt, responses in laid.kept("Ann")] == [("finished", 3)]


def test_two_pipes_under_one_name_both_end_in_the_store(laid: Table) -> None:
    inner: list[Heard] = []
    outer = laid.play("t", lambda: inner.append(laid.play("f", "f", "f")), "t", "t")
    assert "You had 3 of 3 right." in outer.said
    assert "You had 0 of 3 right." in inner[0].said
    assert sorted((attempt.outcome, attempt.mark) for attempt, _ in laid.kept()) == [("finished", 0), ("finished", 100)]


@pytest.mark.parametrize(
    ("request_", "counts"), [({}, True), ({"questions": 2}, False), ({"seed": 5}, False), ({"preset": "accuracy"}, False)]
)
def test_what_will_be_on_no_board_is_said_to_be_for_practice_before_it_begins(
    laid: Table, request_: dict[str, Any], counts: bool
) -> None:
    heard = laid.play("t", "t", "t", **request_)
    assert heard.said[0].startswith("This quiz is for practice") is not counts
    assert [attempt.on_board for attempt, _ in laid.kept()] == [counts]


def test_a_file_of_ones_own_counts_unless_a_bank_of_the_folders_has_its_id(laid: Table, tmp_path: Path) -> None:
    def played(*questions: Question, identifier: str) -> bool:
        file = tmp_path / "own" / f"{identifier}.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(to_toml(document(bank(*questions, identifier=identifier))), encoding="utf-8")
        laid.play("t", bank=str(file), player=f"{identifier} {len(questions)}")
        ((attempt, _),) = laid.kept(f"{identifier} {len(questions)}", identifier)
        return attempt.on_board

    assert played(true_false(), identifier="other")
    assert not played(true_false(), identifier="first")


def test_leaving_at_that_question_changes_nothing(laid: Table) -> None:
    laid.play("t", "q", player="Ann")
    assert laid.play("q", player="Ann", person=True).said[-1] == "Stopped. Nothing was begun."
    ((attempt, responses),) = laid.kept("Ann")
    assert (attempt.outcome, len(responses)) == ("open", 1)


def test_what_is_offered_is_what_has_answers_however_much_was_begun_after_it(laid: Table) -> None:
    laid.play("t", "q", player="Ann")
    laid.clock.move(60)
    laid.play("q", player="Ann")
    heard = laid.play("y", "t", "t", player="Ann", person=True)
    assert heard.said[0].startswith("You have an unfinished quiz here, with 1 of 3 answered.")
    assert "You had 3 of 3 right." in heard.said


@pytest.mark.parametrize("learn", [True, False])
def test_who_practises_goes_on_with_practice_and_who_plays_with_a_quiz(laid: Table, learn: bool) -> None:
    laid.play("t", "q", player="Ann", learn=not learn)
    heard = laid.play("t", "t", "q", player="Ann", person=True, learn=learn)
    assert "unfinished" not in heard.text
    assert sorted(len(responses) for _, responses in laid.kept("Ann")) == [1, 2], "neither ended the other"
    heard = laid.play("y", "t", player="Ann", person=True, learn=learn)
    assert heard.said[0].startswith(f"You have an unfinished {'practice' if learn else 'quiz'} here, with 2 of 3 answered.")


def test_a_pipe_is_not_asked_and_begins_anew(laid: Table) -> None:
    laid.play("t", "q", player="Ann")
    heard = laid.play("t", "t", "t", player="Ann")
    assert "Question 1 of 3." in heard.text
    assert "You had 3 of 3 right." in heard.said


def test_a_bank_that_has_changed_begins_anew_and_says_why(laid: Table) -> None:
    laid.play("t", "q", player="Ann")
    laid.lay(true_false("one"), true_false("two"))
    heard = laid.play("t", "t", player="Ann", person=True)
    assert "questions have changed" in heard.said[0]
    assert "You had 2 of 2 right." in heard.said


def test_lines_are_broken_between_words_and_addresses_not_at_all() -> None:
    assert wrap("one two three", 8) == "one two\nthree"
    assert wrap("See https://ico.org.uk/guide-to-everything", 10) == "See\nhttps://ico.org.uk/guide-to-everything"
    assert wrap("a\n\n  b", 10) == "a\n\n  b"
    assert wrap("", 10) == ""
