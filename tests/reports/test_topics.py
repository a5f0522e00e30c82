"""What to brief next: by topic as the bank was played, of teams where nobody can be found by subtraction."""

from collections.abc import Iterable
from contextlib import closing

from quiz.play.points import Certainty
from quiz.reports.certainty import Verdict
from quiz.reports.topics import TopicReport, read_topic_report, topic_report, topic_report_csv, topic_report_lines
from quiz.store.finished import FinishedAttempt, GivenAnswer
from quiz.store.store import open_store
from tests import builders
from tests.store.makers import attempt_of, response_to

BANK = builders.bank(builders.single("a", topic="leavers"), builders.single("b", topic="photos"))
BANKS = {"first": BANK, BANK.content_hash: BANK}


def attempt(number: int, team: str = "", bank_hash: str = BANK.content_hash) -> FinishedAttempt:
    return FinishedAttempt(
        id=f"t{number}",
        player_id=f"p{number}",
        name=f"Person {number}",
        guest=False,
        anonymous=False,
        team=team,
        site="",
        origin="app",
        game_id=None,
        bank_id="first",
        bank_version="1",
        bank_hash=bank_hash,
        length=2,
        mark=50.0,
        points=500,
        pass_mark=80.0,
        passed=False,
        on_board=True,
        started_at=number,
        ended_at=number + 1,
    )


def answer(number: int, question: str = "a", *, right: bool = False, certainty: Certainty | None = 3) -> GivenAnswer:
    return GivenAnswer(f"t{number}", question, "answered", "{}", float(right), 1.0, certainty)


def reported(teams: Iterable[str], wrong: int, question: str = "a") -> TopicReport:
    """Return the report of one attempt for each of ``teams``, of which the first ``wrong`` are very sure and wrong."""
    named = list(enumerate(teams))
    attempts = [attempt(number, team) for number, team in named]
    return topic_report(attempts, [answer(number, question, right=number >= wrong) for number, _ in named], BANKS)


def test_what_most_are_surely_wrong_about_comes_first() -> None:
    attempts = [attempt(number) for number in range(12)]
    answers = [answer(number, "b", right=number > 1) for number in range(12)]
    answers += [answer(number, "a", right=number > 6) for number in range(12)]
    lines = topic_report_lines(topic_report(attempts, answers, BANKS))
    assert lines[0] == "24 answers by 12 people say how sure they were."
    assert lines[3:5] == [
        "          58 % of 12 answers, 12 people: leavers",
        "          17 % of 12 answers, 12 people: photos",
    ]
    assert lines[-1] == "   very sure   24 answers, 62 % right: over-confident (80 to 100 % would fit)"


def test_what_nobody_said_how_sure_they_were_of_is_not_counted() -> None:
    attempts = [attempt(number) for number in range(6)]
    found = topic_report(attempts, [answer(number, certainty=None) for number in range(6)], BANKS)
    assert (found.answers, found.levels) == (0, ())
    assert topic_report_lines(found)[0].startswith("Nobody has said how sure they are yet.")


def test_of_few_people_nothing_is_told() -> None:
    found = reported([""] * 4, 2)
    assert (found.topics.topics, found.topics.too_few, found.levels) == ((), (), ())
    assert topic_report_lines(found) == ["Fewer than 5 people have said how sure they are, so nothing is shown."]


def test_a_team_is_told_of_unless_another_could_be_found_by_subtraction() -> None:
    both = reported(["Maths"] * 10 + ["Office"] * 11, 7)
    assert [(team, one.people, one.wrong) for team, (one,) in both.teams] == [("Maths", 10, 7), ("Office", 11, 0)]
    beside_few = reported(["Maths"] * 10 + ["Office"] * 3, 7)
    assert beside_few.teams == ()
    assert beside_few.topics.topics[0].people == 13
    beside_nobody = reported(["Maths"] * 10 + [""] * 3, 7)
    assert beside_nobody.teams == (), "who is in no team would be found as well"


def test_a_topic_is_that_of_the_bank_as_it_was_played() -> None:
    before = builders.bank(builders.single("a", topic="groups"), content_hash="1111111111111111")
    attempts = [attempt(number, bank_hash=before.content_hash) for number in range(5)]
    answers = [answer(number) for number in range(5)]
    (topic,) = topic_report(attempts, answers, BANKS | {before.content_hash: before}).topics.topics
    assert (topic.topic, topic.share, topic.wrong) == ("groups", "almost all", None)
    (topic,) = topic_report(attempts, answers, BANKS).topics.topics
    assert topic.topic == "leavers", "its text was not kept: as it is now"
    (topic,) = topic_report(attempts, answers, {}).topics.topics
    assert topic.topic == "without a topic"


def test_the_table_has_a_row_for_each_topic_of_everybody_and_of_each_team() -> None:
    rows = topic_report_csv(reported(["=Maths"] * 10 + ["Office"] * 11, 7)).splitlines()
    assert rows == [
        "team,topic,people,answers very sure,of them wrong,per cent wrong",
        ",leavers,21,21,7,33.3",
        "'=Maths,leavers,10,10,7,70.0",
        "Office,leavers,11,11,0,0.0",
    ]


def test_calibration_says_how_sure_people_may_be() -> None:
    attempts = [attempt(number) for number in range(10)]
    found = topic_report(attempts, [answer(number, right=number > 0, certainty=1) for number in range(10)], BANKS)
    assert [(one.certainty, one.verdict) for one in found.levels] == [(1, Verdict.UNDERCONFIDENT)]


def test_what_is_told_of_some_teams_does_not_tell_of_each_of_the_others() -> None:
    teams = ["Maths"] * 12 + ["Office"] * 3 + ["Art"] * 5 + ["Science"] * 20
    attempts = [attempt(number, team) for number, team in enumerate(teams)]
    wrong = {*range(6), *range(20, 30)}
    found = topic_report(attempts, [answer(number, right=number not in wrong) for number in range(40)], BANKS)
    assert (found.topics.topics[0].answers, found.topics.topics[0].wrong) == (40, 16)
    assert found.teams == (), "6 of Maths and 10 of Science are all 16: nobody of the other eight was wrong"
    more = topic_report(attempts, [answer(number, right=number not in {*wrong, 12}) for number in range(40)], BANKS)
    assert [team for team, _ in more.teams] == ["Maths", "Science"]


def test_of_a_level_that_few_people_said_nothing_is_told() -> None:
    attempts = [attempt(number) for number in range(7)]
    answers = [answer(number, right=number > 1, certainty=3 if number == 0 else 2) for number in range(7)]
    assert [one.certainty for one in topic_report(attempts, answers, BANKS).levels] == [2]


def test_only_the_banks_asked_for_are_read() -> None:
    with closing(open_store(":memory:")) as store:
        ann = store.sign_in("Ann", "", 1)
        for number, bank in enumerate(("first", "second", "third")):
            begun = store.begin(attempt_of(ann, bank, questions=("q0",), possible=1.0, started_at=number), BANK)
            store.record(begun.id, response_to(certainty=3), 9)
        assert read_topic_report(store, {}).answers == 3
        assert read_topic_report(store, {}, ["first", "third", "first"]).answers == 2
        assert read_topic_report(store, {}, since=1).answers == 2


def test_a_level_of_a_few_people_who_were_all_wrong_is_not_told_either() -> None:
    """Else it would say in figures what is left open of their topic."""
    found = topic_report([attempt(number) for number in range(6)], [answer(number) for number in range(6)], BANKS)
    assert found.topics.topics[0].share == "almost all"
    assert list(found.levels) == []
