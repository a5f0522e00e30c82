"""What the stage is told to show, asked of the presenter alone: a game and its events, no screen and no store."""

from typing import Any

import pytest

from quiz.game.state import Phase
from quiz.live.host.presenter import NEXT_STEPS
from quiz.live.host.presenter_rows import PresenterNotes
from quiz.live.messages import SERVER_MESSAGES
from quiz.live.pad_narration import narrate
from quiz.live.player_views import view_writer
from quiz.live.stage_content import Podium, RevealedQuestion, Standings
from quiz.live.stage_messages import LobbyStage, RevealedStage
from quiz.live.stage_views import stage_view
from quiz.live.trouble import trouble_of
from quiz.questions.answers import Picked
from quiz.questions.question import Question
from quiz.store.errors import HostedElsewhereError, StoreError
from tests import builders
from tests.live.halls import hall


def test_enter_is_named_for_what_it_does_next() -> None:
    played, presenter = hall()
    steps = []
    while played.game.phase is not Phase.FINISHED:
        steps.append(presenter.next_step())
        played.step()
    question = ["Open now", "Close", "Show answer"]
    assert steps == ["Start", *question, "Next question", *question, "The end"]
    assert presenter.next_step() == "Keep the report"
    assert set(steps) <= set(NEXT_STEPS)


def test_where_the_last_round_is_ended_early_the_key_says_that_the_game_ends() -> None:
    played, presenter = hall(*(builders.single(one) for one in "abcd"), rounds=2)
    while not (played.game.number == 2 and played.game.phase is Phase.REVEALED):
        played.step()
    assert presenter.next_step() == "Next question"
    played.game.apply(played.game.end_round(played.now))
    assert presenter.next_step() == "The end"
    played.step()
    assert played.game.phase.value == "finished"


def test_a_story_is_decided_before_its_answer_is_shown() -> None:
    played, presenter = hall(builders.scenario("a"))
    steps = []
    while played.game.phase is not Phase.FINISHED:
        steps.append(presenter.next_step())
        played.step()
    assert "Decide" in steps
    assert steps.index("Decide") < steps.index("Show answer")


def test_the_last_votes_in_a_story_are_not_shown_as_answers_to_all_of_it() -> None:
    played, presenter = hall(builders.scenario("a"))
    players = played.join("Ann", "Bea")
    while played.game.phase is not Phase.REVEALED:
        played.step()
        for player in players if played.game.phase is Phase.OPEN else ():
            played.answer(player, Picked((0,)))
    content = presenter.content()
    assert isinstance(content, RevealedQuestion)
    assert content.key
    assert (content.outcomes, content.shares) == ((), ())


def test_a_pad_says_whether_a_story_goes_on() -> None:
    played, _ = hall(builders.scenario("a"))
    (ann,) = played.join("Ann")
    said = []
    while played.game.phase is not Phase.REVEALED:
        played.step()
        if played.game.phase is Phase.OPEN:
            played.answer(ann, Picked((0,)))
        elif played.game.phase is Phase.DECIDED:
            view = SERVER_MESSAGES.decode(view_writer(played, {})(played.game.members[ann]))  # type: ignore[arg-type]  # all of it that is asked for
            said.append(narrate(view)[-1])
    assert said == ["The story goes on on the big screen.", "The story ends here. Look at the big screen."]


def test_a_paused_game_goes_on() -> None:
    played, presenter = hall()
    played.step()
    played.game.apply(played.game.pause(played.now))
    assert presenter.next_step() == "Go on"
    assert presenter.status().face.paused


def test_time_that_only_runs_on_is_no_other_status_until_its_words_change() -> None:
    played, presenter = hall()
    played.step()
    played.step()
    before = presenter.status()
    played.now += 0.01
    assert presenter.status() == before
    assert presenter.status().left != before.left
    played.now += 1.0
    assert presenter.status() != before


def test_trouble_of_the_store_is_said_with_its_cause_and_its_cure() -> None:
    played, _ = hall()
    live_game: Any = played
    assert trouble_of(live_game) is None
    played.writer.trouble = StoreError("The disk is full.", "Free some.")
    trouble = trouble_of(live_game)
    assert trouble
    assert (trouble.words, trouble.why) == ("Waiting for the disk.", "The disk is full. Free some.")
    assert "goes on by itself" in trouble.more
    assert "disk is full" not in trouble.for_the_hall
    played.kept_in = "database"
    for told in (trouble_of(live_game), stage_view(live_game, {}, ["http://10.0.4.7:8000"])):
        assert "Waiting for the database." in str(told)
    played.writer.trouble = HostedElsewhereError()
    trouble = trouble_of(live_game)
    assert trouble
    assert trouble.ends
    assert (trouble.words, trouble.more) == (HostedElsewhereError().message, HostedElsewhereError().fix)


@pytest.mark.parametrize(("question", "headings"), [(builders.single("a"), "A ●"), (builders.short("a"), "All right")])
def test_hands_are_counted_once_for_each_heading(question: Any, headings: str) -> None:
    played, presenter = hall(question, hands=True)
    while not played.game.wants_count:
        assert presenter.counting() == ()
        played.step()
    counted = presenter.counting()
    assert counted[0] == headings
    numbers = tuple(range(len(counted)))
    in_order = presenter.in_bank_order(dict.fromkeys(played.game.teams, numbers))
    assert all(sorted(row) == list(numbers) for row in in_order.values())
    played.game.apply(played.game.count(in_order, played.now))
    assert presenter.counting() == ()


def test_a_question_says_where_in_the_game_it_is_in_less_and_less_room() -> None:
    played, presenter = hall(rounds=2)
    assert presenter.status().places[0] == "2 questions in 2 rounds"
    played.step()
    assert presenter.status().places == ("question 1 of 2 · round 1 of 2", "question 1 of 2", "question 1 of 2", "1 of 2")


def test_the_podium_is_shown_from_its_lowest_step_on_and_equal_points_share_one() -> None:
    played, presenter = hall(builders.single("a"))
    players = played.join("Ann", "Bea", "Cem", "Dan")
    played.step()
    played.step()
    for player in players:
        played.answer(player, Picked((1 if player != "id-Dan" else 0,)))
    while played.game.phase is not Phase.FINISHED:
        played.step()
    content = presenter.content()
    assert isinstance(content, Podium)
    assert [[place.name for place in step] for step in content.steps] == [["Ann", "Bea", "Cem"]]
    assert presenter.next_step() == "Next place"
    assert not presenter.offers("everybody"), "it would give the podium away"
    played.podium_shown = 1
    assert presenter.next_step() == "Keep the report"
    assert presenter.offers("everybody")


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda one: one.type)
def test_nothing_is_shown_as_right_of_a_question_whose_points_were_taken_back(question: Question) -> None:
    played, presenter = hall(question)
    players = played.join("Ann", "Bea", "Cem", "Dan", "Eve")
    while played.game.phase is not Phase.REVEALED:
        played.step()
        if played.game.phase is Phase.OPEN:
            for player in players:
                played.answer(player, Picked((0,)) if played.game.scene else builders.right_answer(question))
    played.game.apply(played.game.strike(played.now))
    content = presenter.content()
    assert isinstance(content, RevealedQuestion)
    assert "does not count" in content.banner
    assert not [outcome for outcome in content.outcomes if outcome.right]
    assert (content.key, content.shares, content.told) == ((), (), ())
    said = " ".join(map(str, PresenterNotes(played, {}, "").rows(80, 40)))  # type: ignore[arg-type]  # all of it that is asked for
    assert "does not count" in said
    assert not any(sign in said for sign in ("✔", "All right", "Because."))
    page = stage_view(played, {}, [])  # type: ignore[arg-type]  # as above
    assert isinstance(page, RevealedStage)
    assert page.dropped
    assert not [bar for bar in page.bars if bar.right]
    assert (page.key, page.why, page.action, page.source) == ((), "", "", "")
    pad = SERVER_MESSAGES.decode(view_writer(played, {})(played.game.members["id-Ann"]))  # type: ignore[arg-type]
    assert narrate(pad) == ["This question does not count: its points were taken back."]


def test_a_serious_game_shows_no_race() -> None:
    played, presenter = hall(mood="serious")
    players = played.join("Ann", "Bea", team="Red")
    while played.game.phase is not Phase.FINISHED:
        played.step()
        if played.game.phase is Phase.OPEN:
            for player in players:
                played.answer(player, Picked((1,)))
    content = presenter.content()
    assert isinstance(content, Standings)
    assert content.places == ()
    assert [team.name for team in content.teams] == ["Red"]
    assert presenter.next_step() == "Keep the report"


@pytest.mark.parametrize(
    ("address", "typed"),
    [("http://10.0.4.7:8000", "10.0.4.7:8000"), ("https://10.0.4.7:8000", "https://10.0.4.7:8000")],
)
def test_of_an_address_only_what_browsers_add_by_themselves_is_left_out(address: str, typed: str) -> None:
    played, presenter = hall()
    assert presenter.lobby([address], []).address == typed
    page = stage_view(played, {}, [address])  # type: ignore[arg-type]  # all of it that is asked for
    assert isinstance(page, LobbyStage)
    assert page.address == typed
