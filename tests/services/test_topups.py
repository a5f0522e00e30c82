"""Top-ups from quiz to quiz: what comes again, what forgets it, and what they stay out of."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

import pytest

from quiz.play.attempt import Response
from quiz.play.recall import Rating, Review, replay
from quiz.play.topup import MOST_ASKED, MOST_OF_TOPIC
from quiz.questions.question import Question
from quiz.services.attempt_session import AttemptSession, Clocks, PlayOptions
from quiz.services.certifying import passed_attempt
from quiz.services.requests import AppRequest
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import Memory, coming_by_week, in_how_long, nothing_due, when_again, why_again
from quiz.store.records import Player
from tests import builders
from tests.builders import FakeClock

DAY = 24 * 60 * 60
BEGIN = 20_000 * DAY
TOPICS = ("codes", "codes", "codes", "voices", "links", "links")
QUESTIONS = tuple(builders.single(f"q{number}", topic=topic) for number, topic in enumerate(TOPICS))


@dataclass
class Desk:
    """Where Sam plays, on days that a test chooses."""

    folder: Path
    clock: FakeClock = field(default_factory=lambda: FakeClock(BEGIN + 9 * 3600))

    def lay(self, *questions: Question, identifier: str = "first") -> None:
        made = builders.bank(*(questions or QUESTIONS), identifier=identifier, quiz_length=0)
        (self.folder / f"{identifier}.toml").write_text(builders.to_toml(builders.document(made)), encoding="utf-8")

    @contextmanager
    def services(self) -> Iterator[tuple[Services, Player]]:
        clocks = Clocks(monotonic=self.clock, wall=lambda: int(self.clock() * 1000))
        request = AppRequest(
            store=str(self.folder / "scores.db"),
            bank_folders=(self.folder,),
            settings_file=self.folder / "settings.json",
        )
        with closing(Services(request, clocks, lambda: 5)) as services:
            services.open_store()
            yield services, services.sign_in("Sam", "", Settings())

    def to(self, day: int) -> None:
        """Go to a day, counted from the first."""
        self.clock.now = BEGIN + day * DAY + 9 * 3600


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.lay()
    return made


def give(session: AttemptSession, *, right: bool) -> Response:
    session.show()
    question = session.attempt.current.question
    response = session.attempt.answer(builders.right_answer(question) if right else builders.wrong_answer(question))
    assert response
    session.keep(response)
    session.attempt.advance()
    return response


def play(services: Services, player: Player, missed: tuple[str, ...] = (), bank: str = "first") -> None:
    session = services.begin(player, services.banks[bank], PlayOptions(grace=0.0), 3)
    while not session.attempt.finished:
        give(session, right=session.attempt.current.question.id not in missed)


def top_up(services: Services, player: Player, *, right: bool = True, new: bool = False) -> TopUpSession:
    session = services.begin_top_up(player, services.top_up(player, new=new), grace=0.0)
    while not session.attempt.finished:
        give(session, right=right)
    return session


def due(services: Services, player: Player) -> list[str]:
    return [one.question.id for one in services.top_up(player).questions]


def test_why_questions_come_again_is_said_as_one_says_it_of_one_some_or_all() -> None:
    said = [why_again(questions, missed) for questions, missed in ((1, 1), (3, 3), (3, 2), (3, 0))]
    again = "missed last time"
    assert said == [again, f"all of them {again}", f"2 of them {again}", "before you forget"]


def test_what_was_missed_comes_tomorrow_and_what_was_known_after_some_days(desk: Desk) -> None:
    with desk.services() as (services, sam):
        play(services, sam, missed=("q4",))
        found = services.top_up(sam)
        assert (found.questions, nothing_due(found, date(2024, 10, 4))) == ((), "Nothing is due. Next: 5 October.")
        desk.to(1)
        assert due(services, sam) == ["q4"]
        assert services.top_up(sam).missed == 1
        desk.to(4)
        assert due(services, sam)[0] == "q4"
        assert len(due(services, sam)) == MOST_ASKED, "of the six, two of each topic at most"
        session = top_up(services, sam)
        assert due(services, sam) == [], "that was today's top-up"
        assert services.top_up(sam).next_day == date(2024, 10, 9), "for the one that had no room"
        again = when_again(session.attempt.responses, services.days_until_again(session))
        assert again == ["These come again in six days, the last of them in about four weeks."]


def test_a_top_up_is_of_several_banks_each_with_its_own_attempt_and_stands_nowhere_else(desk: Desk) -> None:
    desk.lay(builders.single("q0", topic="codes"), builders.true_false(topic="law"), identifier="second")
    with desk.services() as (services, sam):
        for bank in ("first", "second"):
            play(services, sam, bank=bank)
        store, first = services.store, services.banks["first"]

        def stands() -> object:
            return (
                store.players_board(None),
                store.finished_attempts(),
                store.given_answers(),
                store.begun_attempts(),
                store.bests(sam.id),
                store.latest_marks(sam.id),
                store.history(sam.id, "first"),
                {name: past.times for name, past in store.past(sam.id, "first").items()},
                passed_attempt(store, sam, first),
            )

        before = stands()
        desk.to(10)
        session = top_up(services, sam)
        assert {one.bank.id for one in session.chosen} == {"first", "second"}
        assert stands() == before
        assert services.open_attempts(sam) == []
        assert services.store.open_attempts(sam.id) == []
        kept = [row for row in store.people.about("Sam").rows["attempts"] if row["mode"] == "topup"]  # type: ignore[union-attr]
        assert {(row["bank_id"], row["outcome"], row["preset"]) for row in kept} == {
            ("first", "finished", "accuracy"),
            ("second", "finished", "accuracy"),
        }
        assert {asked.limit for asked in session.attempt.asked} == {None}
        for record in filter(None, map(store.attempt, (row["id"] for row in kept))):
            given = store.responses(record.id)
            assert [response.question_id for response in given] == list(record.questions)
            assert [response.position for response in given] == list(range(len(record.questions)))


def test_one_that_is_left_keeps_its_answers_and_is_nothing_to_go_on_with(desk: Desk) -> None:
    with desk.services() as (services, sam):
        play(services, sam)
        desk.to(10)
        asked = services.top_up(sam)
        session = services.begin_top_up(sam, asked, grace=0.0)
        first = give(session, right=True)
        session.leave()
        assert services.store.open_attempts(sam.id) == []
        assert len(due(services, sam)) == MOST_ASKED - 1
        assert first.question_id not in due(services, sam)
        crashed = services.begin_top_up(sam, services.top_up(sam), grace=0.0)
        give(crashed, right=True)
        assert services.open_attempts(sam) == []
        services.begin_top_up(sam, services.top_up(sam), grace=0.0).leave()
        assert crashed.record.id not in {record.id for record in services.store.open_attempts(sam.id)}


def test_a_question_that_has_changed_begins_anew_and_one_that_went_is_dropped(desk: Desk) -> None:
    with desk.services() as (services, sam):
        play(services, sam)
        desk.to(30)
        assert due(services, sam)
        told_otherwise = builders.single("q3", topic="voices", explanation="For another reason.")
        another_task = builders.single("q4", topic="links", prompt="What else?")
        desk.lay(told_otherwise, another_task, builders.single("brand-new", topic="links"))
        assert services.look_again()
        assert due(services, sam) == ["q3"]
        assert {one.question.id for one in services.top_up(sam, new=True).questions} == {"q3", "q4", "brand-new"}


def test_a_clock_that_was_wrong_does_no_harm(desk: Desk) -> None:
    with desk.services() as (services, sam):
        play(services, sam)
        desk.to(3_650)
        play(services, sam)
        desk.to(10)
        assert due(services, sam), "what was answered in ten years' time says nothing yet"
        desk.to(11)
        top_up(services, sam)
        desk.to(10)
        assert [recall.latest.day for recall in services.memory(sam).recalls.values()].count(BEGIN // DAY + 10) == MOST_ASKED


def test_of_two_answers_of_a_day_the_first_counts(desk: Desk) -> None:
    with desk.services() as (services, sam):
        play(services, sam, missed=("q4",))
        desk.clock.move(60)
        play(services, sam)
        desk.to(1)
        assert due(services, sam) == ["q4"]


def test_what_is_kept_for_a_shells_profile_is_what_is_asked_then(desk: Desk) -> None:
    with desk.services() as (services, sam):
        play(services, sam, missed=("q4",))
        services.keep_due(sam)
        for day in (0, 1, 4, 100):
            desk.to(day)
            kept = services.store.due_now("Sam", services.clocks.wall())
            assert kept
            assert kept.questions == len(due(services, sam))
            assert kept.minutes == services.top_up(sam).minutes


def test_progress_fades_with_time_and_counts_what_comes_when(desk: Desk) -> None:
    with desk.services() as (services, sam):
        play(services, sam, missed=("q4",))
        found = services.overview(sam)
        assert (found.known, found.coming) == (5, (0, 6, 0, 0, 0, 0))
        desk.to(300)
        faded = services.overview(sam)
        assert 0 < faded.known < 5
        assert faded.coming == (5, 1, 0, 0, 0, 0), "what has no room today is no heap: it comes on the days after"
        assert faded.top_up.questions
        top_up(services, sam)
        assert services.overview(sam).known == 5, "five just now, and of the sixth less than a half"


def test_what_waits_after_a_long_time_is_spread_over_the_weeks() -> None:
    recall = replay([Review(0, Rating.GOOD)])
    assert recall
    memory = Memory({("first", f"q{number}"): recall for number in range(60)})
    assert coming_by_week(memory, 5, 300) == (5, 30, 25, 0, 0, 0)
    assert coming_by_week(memory, 0, 0) == (0, 30, 30, 0, 0, 0)


def test_a_year_of_visits_never_asks_many_nor_one_question_twice(desk: Desk) -> None:
    dice = Random(3)
    with desk.services() as (services, sam):
        play(services, sam)
        day, asked = 0, 0
        while day < 365:
            day += dice.randint(1, 40)
            desk.to(day)
            found = services.top_up(sam, new=dice.random() < 0.5)
            names = [one.question.id for one in found.questions]
            topics = [one.question.topic for one in found.questions]
            assert len(names) == len(set(names)) <= MOST_ASKED
            assert max((topics.count(topic) for topic in topics), default=0) <= MOST_OF_TOPIC
            if names:
                session = services.begin_top_up(sam, found, grace=0.0)
                for _ in names:
                    give(session, right=dice.random() < 0.7)
                asked += len(names)
                assert not set(names) & set(due(services, sam)), "nothing is asked twice a day"
        assert asked > 10


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (4, "in four days"),
        (7, "in about a week"),
        (31, "in about four weeks"),
        (59, "in about eight weeks"),
        (60, "in about two months"),
        (180, "in about six months"),
    ],
)
def test_days_are_told_as_people_tell_them(days: int, words: str) -> None:
    assert in_how_long(days) == words
