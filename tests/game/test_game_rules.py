"""The rules of a live game, one by one."""

from typing import Any

import msgspec
import pytest

from quiz.game.events import Joined
from quiz.game.game import Game, RejectedError
from quiz.game.planning import asked_in, plan_game
from quiz.game.state import EVERYBODY, Phase
from quiz.questions.answers import Judged, Picked
from tests import builders
from tests.game.games import do, game, go, opened, plan

RIGHT = builders.right_answer(builders.single("a"))
WRONG = builders.wrong_answer(builders.single("a"))


def points(game: Game) -> dict[str, int]:
    return {member.name: member.points for member in game.players}


def answer(game: Game, player: str, given: object, at: float) -> None:
    do(game, game.answer(player, game.number, len(game.path), given, at))  # type: ignore[arg-type]


def test_added_time_never_makes_a_later_answer_worth_more() -> None:
    played = opened(game(), "Ann", "Bea")
    answer(played, "ann", RIGHT, 19.0)
    do(played, played.add_time(20.0, 19.5))
    answer(played, "bea", RIGHT, 21.0)
    go(played, 2, 22.0)
    assert points(played) == {"Ann": 600 + round(400 * 21 / 40), "Bea": 600 + round(400 * 19 / 40)}


def test_a_round_that_the_host_ends_gives_its_last_question_its_points() -> None:
    played = opened(game(*(builders.single(name) for name in "abc"), rounds=(2, 1), preset="accuracy"), "Ann")
    answer(played, "ann", RIGHT, 1.0)
    do(played, played.end_round(2.0))
    go(played, 3, 3.0)
    assert (played.phase, points(played)) == (Phase.STANDINGS, {"Ann": 1000})
    go(played)
    assert (played.phase, played.number) == (Phase.READING, 2)


def test_an_answer_may_be_changed_only_where_the_plan_says_so() -> None:
    fixed = opened(game(), "Ann", "Bea")
    answer(fixed, "ann", WRONG, 1.0)
    assert fixed.answer("ann", 0, 0, WRONG, 1.0) is None
    with pytest.raises(RejectedError, match="first answer stands"):
        fixed.answer("ann", 0, 0, RIGHT, 2.0)
    free = opened(game(may_change=True, preset="accuracy"), "Ann")
    answer(free, "ann", WRONG, 1.0)
    answer(free, "ann", RIGHT, 2.0)
    assert free.due(3.0) is None, "who may still change an answer is not cut off"
    go(free, 2, 3.0)
    assert points(free) == {"Ann": 1000}


def test_a_question_without_a_limit_waits_for_those_who_are_here_and_no_longer() -> None:
    played = opened(game(limit=None), "Ann", "Bea", "Cem")
    played.went("cem")
    answer(played, "ann", RIGHT, 1.0)
    answer(played, "bea", RIGHT, 2.0)
    assert played.due(3600.0) is None, "Cem was here when it opened: a phone may be locked"
    go(played, 4, 3600.0)
    assert played.phase is Phase.OPEN
    for player in ("ann", "bea"):
        answer(played, player, builders.right_answer(builders.multiple("b")), 3601.0)
    assert played.due(3601.0) is not None, "Cem did not come back, and nobody waits for ever"


def test_late_joiners_start_at_zero_and_answer_from_the_open_question_on() -> None:
    played = opened(game(), "Ann")
    answer(played, "ann", RIGHT, 1.0)
    go(played, 2, 2.0)
    do(played, played.join("late", "Late", "", 3.0))
    assert points(played)["Late"] == 0
    assert played.members["late"].first == 1
    go(played, 2, 4.0)
    do(played, played.join("later", "Later", "", 5.0))
    assert played.members["later"].first == 1


def test_a_team_has_the_mean_of_its_members() -> None:
    played = game(teams=("Red", "Blue"), preset="accuracy")
    for name, team in (("Ann", "red"), ("Bea", "Red"), ("Cem", "Blue")):
        do(played, played.join(name.lower(), name, team, 0.0))
    go(played, 2)
    answer(played, "ann", RIGHT, 1.0)
    answer(played, "bea", WRONG, 1.0)
    answer(played, "cem", RIGHT, 1.0)
    go(played, 2, 2.0)
    lines = [(line.rank, line.name, line.points, line.members) for line in played.team_standings()]
    assert lines == [(1, "Blue", 1000, 1), (2, "Red", 500, 2)]
    with pytest.raises(RejectedError, match="Choose one of the teams"):
        played.join("d", "Dee", "Green", 3.0)


def test_a_masked_name_is_nobody_elses() -> None:
    played = game()
    do(played, played.join("one", "Player 2", "", 0.0))
    do(played, played.join("two", "Rude", "", 0.0))
    do(played, played.mask("two", 1.0))
    assert [member.name for member in played.players] == ["Player 2", "Player 3"]
    do(played, played.join("three", "rude", "", 2.0))


@pytest.mark.parametrize("name", ["", " ", "\u202e", "!!!", "\u200b"])
def test_a_nickname_needs_a_letter_or_a_figure(name: str) -> None:
    with pytest.raises(RejectedError, match="nickname") as refusal:
        game().join("p", name, "", 0.0)
    assert refusal.value.field == "name"


def test_the_hall_votes_its_way_through_a_story_and_each_has_the_mark_of_their_own_votes() -> None:
    played = opened(game(builders.scenario(), preset="accuracy"), "Ann", "Bea", "Cem")
    for player, choice in (("ann", 0), ("bea", 0), ("cem", 1)):
        answer(played, player, Picked((choice,)), 1.0)
    do(played, played.join("late", "Late", "", 1.0))
    with pytest.raises(RejectedError, match="not an answer to this question"):
        played.answer("late", 0, 0, Picked((2,)), 1.0)
    go(played, 2, 2.0)
    assert (played.phase, played.path) == (Phase.DECIDED, (0,))
    go(played, 1, 3.0)
    with pytest.raises(RejectedError, match="no answers were taken"):
        played.answer("ann", 0, 0, Picked((1,)), 3.0)
    for player, choice in (("ann", 0), ("bea", 1)):
        answer(played, player, Picked((choice,)), 4.0)
    go(played, 2, 5.0)
    assert (played.phase, played.path) == (Phase.DECIDED, (0, 0)), "of equal votes the first counts"
    go(played, 1, 6.0)
    assert played.phase is Phase.REVEALED
    assert points(played) == {"Ann": 1000, "Bea": 750, "Cem": 0, "Late": 0}
    assert played.members["bea"].scores[0].fraction == 0.75


def test_hands_are_counted_before_the_key_or_where_the_hall_marks_itself_after_it() -> None:
    played = game(builders.true_false(answer=False), builders.order(), hands=True, teams=("Red", "Blue"), limit=None)
    go(played, 3)
    assert played.wants_count
    with pytest.raises(RejectedError, match="each column for each team"):
        played.count({"Red": (1, 2)}, 1.0)
    with pytest.raises(RejectedError, match="whole numbers from 0"):
        played.count({"Red": (1, -2), "Blue": (0, 0)}, 1.0)
    do(played, played.count({"Red": (9, 9), "Blue": (0, 0)}, 1.0))
    do(played, played.count({"Red": (1, 3), "Blue": (2, 2)}, 2.0))
    go(played, 4, 3.0)
    assert not played.wants_count
    go(played, 1, 4.0)
    assert (played.phase, played.wants_count) == (Phase.REVEALED, True)
    do(played, played.count({"Red": (1, 1), "Blue": (4, 0)}, 5.0))
    assert [(line.name, line.points) for line in played.team_standings()] == [("Blue", 1500), ("Red", 1250)]


def test_a_story_goes_where_most_hands_are() -> None:
    played = game(builders.scenario(), hands=True, limit=None)
    go(played, 3)
    do(played, played.count({EVERYBODY: (3, 5)}, 1.0))
    go(played, 1, 2.0)
    assert (played.phase, played.path) == (Phase.DECIDED, (1,))
    assert not played.wants_count
    go(played, 1, 3.0)
    assert played.team_standings()[0].points == 375


def test_who_leaves_is_out_and_the_name_is_free() -> None:
    played = opened(game(), "Ann", "Bea")
    answer(played, "ann", RIGHT, 1.0)
    do(played, played.leave("ann", 2.0))
    assert [member.name for member in played.players] == ["Bea"]
    assert not played.replies
    with pytest.raises(RejectedError, match="not in this game") as refusal:
        played.answer("ann", 0, 0, RIGHT, 3.0)
    assert refusal.value.field == "token"
    assert do(played, played.join("ann2", "Ann", "", 3.0))


def test_after_the_last_key_comes_the_end_and_nothing_more() -> None:
    played = opened(game(builders.single("a")), "Ann")
    go(played, 3, 1.0)
    assert played.phase is Phase.FINISHED
    for command in (played.next, played.finish, played.skip, played.end_round, played.pause):
        with pytest.raises(RejectedError):
            command(2.0)
    with pytest.raises(RejectedError, match="over"):
        played.leave("ann", 2.0)
    for locked in (True, False):
        with pytest.raises(RejectedError):
            played.lock(locked, 2.0)
    with pytest.raises(RejectedError, match="over"):
        played.join("z", "Zed", "", 2.0)


@pytest.mark.parametrize("rounds", [(1,), (2, 1), (0, 2), (3,)])
def test_rounds_have_to_share_out_the_questions(rounds: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="rounds of at least one"):
        plan(rounds=rounds)


@pytest.mark.parametrize(
    ("how", "counts"),
    [
        ({}, True),
        ({"timed": False}, True),
        ({"questions": 5}, False),
        ({"questions": 2}, False),
        ({"mood": "serious"}, False),
        ({"seed_given": True}, False),
    ],
)
def test_a_game_counts_on_the_board_of_a_bank_when_it_is_played_by_the_banks_own_rules(
    how: dict[str, Any], counts: bool
) -> None:
    bank = builders.bank(*(builders.single(f"q{i}") for i in range(5)), quiz_length=3)
    made = plan_game([bank], 1, **{"questions": 3, **how})
    assert [planned.on_board for planned in made.banks] == [counts]
    assert ("practice" in made.practice_notice) is not counts


def test_a_game_for_practice_says_why() -> None:
    bank = builders.bank(*(builders.single(f"q{i}") for i in range(5)), quiz_length=3)
    assert plan_game([bank], 1, questions=3, seed_given=True).practice_notice == (
        "This game is for practice: it is kept, but counts on no leaderboard, because its questions were chosen by a seed."
    )
    assert "because it asks 5 questions and this bank's quiz 3." in plan_game([bank], 1, questions=5).practice_notice


def test_a_game_of_banks_with_different_reasons_says_what_they_have_in_common() -> None:
    one = builders.bank(*(builders.single(f"a{i}") for i in range(4)), identifier="one", quiz_length=1)
    two = builders.bank(*(builders.single(f"b{i}") for i in range(4)), identifier="two", quiz_length=3)
    assert "own number of questions and points alone" in plan_game([one, two], 1, questions=4).practice_notice
    assert plan_game([one, two], 1, questions=4, seed_given=True).practice_notice.endswith(
        "because its questions were chosen by a seed."
    )


def test_a_bank_that_is_named_twice_is_asked_from_once() -> None:
    bank = builders.bank(*(builders.single(f"q{i}") for i in range(4)))
    made = plan_game([bank, bank], 1, questions=0)
    assert [planned.id for planned in made.banks] == [bank.id]
    assert sorted(planned.question for planned in made.questions) == ["q0", "q1", "q2", "q3"]


def test_a_plan_takes_its_share_from_each_bank_and_the_same_seed_takes_the_same() -> None:
    banks = [
        builders.bank(*(builders.single(f"{name}-{i}") for i in range(size)), identifier=name)
        for name, size in (("one", 9), ("two", 2), ("three", 9))
    ]
    made = plan_game(banks, 7, questions=8, rounds=3)
    assert made == plan_game(banks, 7, questions=8, rounds=3)
    shares = sorted([question.bank for question in made.questions].count(bank.id) for bank in banks)
    assert shares == [2, 3, 3]
    assert made.rounds == (3, 3, 2)
    assert len({(one.bank, one.question) for one in made.questions}) == 8
    assert len(plan_game(banks, 7, questions=0).questions) == 20
    with pytest.raises(ValueError, match="fewer rounds"):
        plan_game(banks, 7, questions=2, rounds=3)


def test_a_fact_is_asked_for_once_in_a_game_of_several_banks_unless_all_is_asked() -> None:
    banks = [
        builders.bank(*(builders.single(f"{name}-{i}", fact=f"fact-{i}") for i in range(4)), identifier=name)
        for name in ("one", "two")
    ]
    for seed in range(20):
        made = plan_game(banks, seed, questions=8)
        assert len({planned.question[-1] for planned in made.questions}) == len(made.questions) == 4
    assert len(plan_game(banks, 1, questions=0).questions) == 8


def test_a_game_of_a_bank_with_twins_still_counts_on_its_board() -> None:
    bank = builders.bank(*(builders.single(f"q{i}", fact="same" if i < 2 else None) for i in range(5)), quiz_length=5)
    made = plan_game([bank], 1, questions=5)
    assert (len(made.questions), [planned.on_board for planned in made.banks]) == (4, [True])


def test_serious_waits_and_playful_hurries() -> None:
    bank = builders.bank()
    serious, playful = plan_game([bank], 1, mood="serious"), plan_game([bank], 1, mood="playful")
    assert (serious.preset, serious.may_change, {q.limit for q in serious.questions}) == ("accuracy", True, {None})
    assert (playful.preset, playful.may_change) == ("steady", False)
    assert all(question.limit and question.limit >= 15 for question in playful.questions)
    mixed = plan_game([bank], 1, mood="serious", preset="classic", timed=True)
    assert (mixed.preset, None in {q.limit for q in mixed.questions}) == ("classic", False)


def test_a_bank_that_has_changed_is_refused() -> None:
    bank = builders.bank()
    made = plan_game([bank], 1)
    assert [asked.question.id for asked in asked_in(made, {bank.id: bank})] == [one.question for one in made.questions]
    with pytest.raises(ValueError, match="has changed since the game began"):
        asked_in(made, {bank.id: builders.bank(content_hash="other")})
    with pytest.raises(ValueError, match="is not there any more"):
        asked_in(made, {})


def test_judged_is_no_answer_to_a_choice() -> None:
    played = opened(game(), "Ann")
    with pytest.raises(RejectedError, match="not an answer to this question"):
        played.answer("ann", 0, 0, Judged(True), 1.0)


def test_after_a_kill_everybody_who_was_in_is_waited_for() -> None:
    events = []
    first = game(limit=None)
    for name in ("ann", "bea"):
        events.append(do(first, first.join(name, name, "", 0.0)))
        first.came(name)
    for _ in range(2):
        events.append(do(first, first.next(1.0)))
    again = Game(first.plan, first.asked, [event for event in events if event])
    again.came("ann")
    answer(again, "ann", RIGHT, 2.0)
    assert again.due(2.0) is None, "Bea is still on her way back"
    again.came("bea")
    answer(again, "bea", RIGHT, 3.0)
    assert again.due(3.0) is not None


def test_a_name_that_looks_like_anothers_is_taken() -> None:
    played = game()
    do(played, played.join("one", "Anna Hope", "", 0.0))
    # Cyrillic letters, full width, small capitals, accents, another case, another blank.
    for name in ("Аnnа Норе", "Ａｎｎａ Ｈｏｐｅ", "ᴀɴɴᴀ ʜᴏᴘᴇ", "Ánnä Hope", "anna hope", "AnnaHope", "Anna H0pe"):
        with pytest.raises(RejectedError, match=r"has that nickname already|looks like it") as refusal:
            played.join("two", name, "", 1.0)
        assert refusal.value.field == "name", name
    for name in ("Hanna Hope", "Анна", "王小明", "王小名", "कि", "का"):
        do(played, played.join(name, name, "", 2.0))


def test_only_suggested_names_where_the_host_says_so() -> None:
    played = game(suggested_names=True)
    with pytest.raises(RejectedError, match="only a suggested nickname"):
        played.join("one", "Mr Brown", "", 0.0)
    do(played, played.join("one", "quick badger", "", 0.0))


def test_a_name_that_nobody_has_looked_at_is_not_read_by_the_hall() -> None:
    played = opened(game(approve=True, preset="accuracy"), "Rude")
    answer(played, "rude", RIGHT, 1.0)
    go(played, 2, 2.0)
    assert [line.name for line in played.standings()] == ["Player 1"]
    with pytest.raises(RejectedError, match="Choose another"):
        played.join("other", "Player 1", "", 2.0)
    do(played, played.approve("rude", 3.0))
    assert [(line.name, line.points) for line in played.standings()] == [("Rude", 1000)]
    with pytest.raises(RejectedError, match="stands before the hall already"):
        played.approve("rude", 4.0)


def test_a_suggested_name_stands_at_once_and_a_team_that_is_typed_waits_with_it() -> None:
    played = game(approve=True)
    for player, name, team in (("a", "quick badger", ""), ("b", "Ann", ""), ("c", "Calm Otter", "Rude team")):
        do(played, played.join(player, name, team, 0.0))
    assert [one.public_name for one in played.players] == ["quick badger", "Player 2", "Player 3"]
    assert played.members["c"].public_team == ""
    listed = game(approve=True, teams=("Red",))
    do(listed, listed.join("a", "Calm Otter", "red", 0.0))
    assert (listed.members["a"].public_name, listed.members["a"].public_team) == ("Calm Otter", "Red")


def test_a_name_that_waited_in_a_game_from_before_waits_when_it_is_read_again() -> None:
    read = msgspec.json.decode(b'{"event":"joined","at":0.0,"player":"a","name":"Quick Badger"}', type=Joined)
    played = game(approve=True)
    played.apply(read)
    assert played.members["a"].public_name == "Player 1"
    do(played, played.approve("a", 1.0))
    assert played.members["a"].public_name == "Quick Badger"


def test_who_never_answered_stands_nowhere_and_is_no_member_of_a_team() -> None:
    played = opened(game(preset="accuracy"), "Ann", "Ghost", team="Red")
    answer(played, "ann", RIGHT, 1.0)
    go(played, 2, 2.0)
    assert [line.name for line in played.standings()] == ["Ann"]
    assert [(line.name, line.points, line.members) for line in played.team_standings()] == [("Red", 1000, 1)]


def test_a_question_closed_by_mistake_is_opened_again_with_the_time_it_had() -> None:
    played = opened(game(), "Ann", "Bea")
    answer(played, "ann", RIGHT, 1.0)
    go(played, 1, 4.0)
    do(played, played.reopen(9.0))
    assert (played.phase, played.seconds_left(9.0)) == (Phase.OPEN, 16.0)
    answer(played, "bea", RIGHT, 10.0)
    assert played.replies["bea"].seconds == 5.0, "while it was closed no time ran"
    go(played, 1, 11.0)
    with pytest.raises(RejectedError, match="Everybody has answered"):
        played.reopen(12.0)


def test_one_whose_time_ran_out_gets_enough_for_an_answer() -> None:
    played = opened(game(), "Ann", "Bea")
    answer(played, "ann", RIGHT, 1.0)
    do(played, played.due(20.0))
    do(played, played.reopen(25.0))
    assert played.seconds_left(25.0) == 10.0
    assert played.due(25.0) is None


def test_a_struck_question_gives_nobody_anything() -> None:
    played = opened(game(preset="accuracy"), "Ann", "Bea")
    answer(played, "ann", RIGHT, 1.0)
    answer(played, "bea", WRONG, 1.0)
    with pytest.raises(RejectedError, match="whose answer was shown"):
        played.strike(2.0)
    go(played, 2, 2.0)
    do(played, played.strike(3.0))
    assert points(played) == {"Ann": 0, "Bea": 0}
    assert (played.scored, played.struck) == (set(), {0})
    with pytest.raises(RejectedError, match="whose answer was shown"):
        played.strike(4.0)


def test_hands_may_be_counted_again_after_the_key() -> None:
    played = game(builders.true_false(answer=False), hands=True, limit=None)
    go(played, 3)
    do(played, played.count({EVERYBODY: (9, 1)}, 1.0))
    go(played, 1, 2.0)
    assert played.takes_count
    assert not played.wants_count
    do(played, played.count({EVERYBODY: (1, 9)}, 3.0))
    assert [line.points for line in played.team_standings()] == [900]


def test_what_was_filled_in_counts_where_nothing_was_sent() -> None:
    played = opened(game(preset="steady"), "Ann", "Bea")
    answer(played, "ann", RIGHT, 1.0)
    assert played.take_draft("ann", WRONG, 20.0) is None
    do(played, played.take_draft("bea", RIGHT, 20.0))
    go(played, 2, 20.0)
    assert points(played)["Bea"] == 600


def test_a_streak_goes_back_over_what_counts() -> None:
    played = opened(game(*(builders.single(name) for name in "abcd"), preset="accuracy"), "Ann")
    for number in range(3):
        answer(played, "ann", RIGHT if number else WRONG, played.last_at + 1)
        go(played, 4 if number < 2 else 2, played.last_at + 1)
    assert played.streak(played.members["ann"]) == 2


def test_a_team_that_is_named_freely_waits_and_goes_with_the_name() -> None:
    played = game(approve=True, preset="accuracy")
    for name in ("ann", "bea"):
        do(played, played.join(name, name, "Own team", 0.0))
    do(played, played.approve("bea", 0.0))
    go(played, 2)
    for name in ("ann", "bea"):
        answer(played, name, RIGHT, 1.0)
    assert [(line.name, line.team) for line in played.standings()] == [("bea", "Own team"), ("Player 1", "")]
    assert [line.members for line in played.team_standings()] == [1]
    do(played, played.mask("bea", 9.0))
    assert not played.team_standings()


def test_a_team_of_the_list_stands_whatever_becomes_of_the_name() -> None:
    played = game(approve=True, preset="accuracy", teams=("Red",))
    do(played, played.join("ann", "Ann", "red", 0.0))
    go(played, 2)
    answer(played, "ann", RIGHT, 1.0)
    assert [line.team for line in played.standings()] == ["Red"]
    do(played, played.mask("ann", 9.0))
    assert [line.team for line in played.standings()] == ["Red"]


def test_where_names_are_suggested_nobody_names_a_team() -> None:
    played = game(suggested_names=True)
    with pytest.raises(RejectedError, match="nobody names a team"):
        played.join("ann", "Amber Fox", "rude team", 0.0)
    assert played.join("ann", "Amber Fox", "", 0.0).team == ""


def test_a_question_that_was_opened_again_counts_for_whoever_came_while_it_was_closed() -> None:
    played = opened(game(limit=None), "Ann", "Zed")
    answer(played, "ann", RIGHT, 1.0)
    go(played, at=2.0)
    do(played, played.join("bea", "Bea", "", 3.0))
    assert played.members["bea"].first == 1, "it is over for whoever comes now"
    do(played, played.reopen(4.0))
    answer(played, "bea", RIGHT, 5.0)
    go(played, 2, 6.0)
    do(played, played.join("cem", "Cem", "", 7.0))
    assert {member.name: member.first for member in played.players} == {"Ann": 0, "Zed": 0, "Bea": 0, "Cem": 1}
    assert points(played)["Bea"] > 0


def test_a_story_that_is_opened_again_after_its_first_decision_counts_for_nobody_else() -> None:
    played = opened(game(builders.scenario("s"), builders.single("a"), limit=None), "Ann", "Zed")
    answer(played, "ann", Picked((0,)), 1.0)
    go(played, 3, 2.0)
    assert (played.phase, len(played.path)) == (Phase.OPEN, 1)
    go(played, at=3.0)
    do(played, played.join("bea", "Bea", "", 4.0))
    do(played, played.reopen(5.0))
    assert played.members["bea"].first == 1
