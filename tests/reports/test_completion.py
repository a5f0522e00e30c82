"""Who has done the training: one state a person, by what counts and how long it is good for."""

from datetime import UTC, date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quiz.questions.names import NICKNAME_LENGTH, tidy_name
from quiz.reports.completion import (
    STATES,
    Completion,
    Course,
    Evidence,
    Period,
    Required,
    Rules,
    completion,
    other_courses,
    players_of,
    quiz_evidence,
    read_period,
    record_evidence,
)
from quiz.reports.completion_text import completion_csv, completion_lines
from quiz.reports.overdue import overdue_table
from quiz.reports.staff_list import Person, TrainingRecord, name_key
from quiz.store.finished import BegunAttempt, FinishedAttempt

TODAY = date(2026, 11, 28)
COURSE = Course(id="scams", title="Recognising scams")
RULES = Rules(today=TODAY)
DAY = 86_400_000


def at(name: str, what: Any, on: date, course: str = "scams") -> Evidence:
    return Evidence(key=name_key(name), course=course, on=on, what=what)


def of(people: list[Person], *evidence: Evidence, rules: Rules = RULES) -> Completion:
    return completion(people, [COURSE], evidence, (), rules)


def state(*evidence: Evidence, rules: Rules = RULES, **person: Any) -> str:
    (standing,) = of([Person(name="Ann", **person)], *evidence, rules=rules).courses[0].standings
    return standing.state


class TestStates:
    @pytest.mark.parametrize(
        ("passed", "expected"),
        [
            (date(2026, 11, 28), "done"),
            (date(2025, 12, 29), "done"),
            (date(2025, 12, 28), "due soon"),
            (date(2025, 11, 28), "due soon"),
            (date(2025, 11, 27), "not begun"),
            (date(2026, 11, 29), "not begun"),
        ],
    )
    def test_a_pass_is_good_until_its_renewal_and_never_before_its_day(self, passed: date, expected: str) -> None:
        assert state(at("ann", "passed", passed)) == expected

    def test_the_furthest_that_somebody_has_come_counts(self) -> None:
        begun, failed = at("Ann", "begun", TODAY), at("Ann", "failed", TODAY)
        assert (state(), state(begun), state(failed, begun)) == ("not begun", "begun", "not passed yet")
        assert state(failed, begun, at("Ann", "passed", date(2026, 1, 1))) == "done"
        assert state(at("Ann", "passed", TODAY, course="other")) == "not begun"

    def test_other_spellings_are_the_same_person(self) -> None:
        assert state(at("Mrs KHAN", "passed", TODAY), also=("Mrs  Khan",)) == "done"

    def test_who_is_new_has_time_and_who_has_left_counts_no_more(self) -> None:
        rules = Rules(today=TODAY, starters=Period(days=28))
        assert state(rules=rules, began=date(2026, 10, 31)) == "starting"
        assert state(rules=rules, began=date(2026, 10, 30)) == "not begun"
        assert state(at("Ann", "passed", TODAY), rules=rules, began=date(2026, 11, 1)) == "done"
        assert state(began=date(2026, 11, 29)) == "starting"
        assert (state(left=TODAY), state(left=date(2026, 11, 29))) == ("left", "not begun")

    def test_two_of_one_name_are_decided_by_hand(self) -> None:
        people = [Person(name="Sam Jones"), Person(name="SAM JONES", team="Maths"), Person(name="Ann")]
        found = of(people, at("Sam Jones", "passed", TODAY))
        assert found.courses[0].counts == {"not begun": 1, "twice": 2}
        assert [(one.name, one.rows) for one in found.doubles] == [("Sam Jones", 2)]
        assert completion_lines(found)[-1] == "On the list twice, decide by hand: Sam Jones (2)"
        gone = [people[0], Person(name="Sam Jones", left=date(2026, 1, 1))]
        assert of(gone, at("Sam Jones", "passed", TODAY)).courses[0].counts == {"done": 1, "left": 1}

    def test_who_comes_after_somebody_of_the_same_name_has_not_done_what_that_one_did(self) -> None:
        old, new = Person(name="Sam Jones", left=date(2026, 7, 31)), Person(name="sam jones", began=date(2026, 9, 1))
        counts = [of([old, new], at("Sam Jones", "passed", on)).courses[0].counts for on in (date(2026, 5, 1), TODAY)]
        assert counts == [{"not begun": 1, "left": 1}, {"done": 1, "left": 1}]
        # Of somebody without a namesake it counts, for one may play before one's first day.
        assert of([new], at("Sam Jones", "passed", date(2026, 8, 31))).courses[0].counts == {"done": 1}

    def test_a_whole_list_that_stands_there_twice_takes_no_long_time(self) -> None:
        people = [Person(name=f"p{number % 3000}") for number in range(6000)]
        assert len(of(people).doubles) == 3000

    def test_days_at_the_end_of_the_calendar_are_days(self) -> None:
        rules = Rules(today=TODAY, starters=Period(days=9999))
        assert state(rules=rules, began=date(9999, 12, 31)) == "starting"
        assert state(left=date(9999, 12, 31)) == "not begun"


class TestAnotherQuizOfTheSameId:
    """Anybody may write a bank of one question and call it like another: its passes are named, to be decided by hand."""

    def done_by_less(self, *quizzes: tuple[int, float, int]) -> tuple[str, ...]:
        course = Course(id="scams", title="Recognising scams", questions=10, pass_mark=80)
        today = (TODAY - date(1970, 1, 1)).days
        attempts = [
            attempt(length=length, pass_mark=float(pass_mark), ended_at=(today - ago) * DAY)
            for length, pass_mark, ago in quizzes
        ]
        evidence = quiz_evidence(attempts, (), UTC, [course])
        found = completion([Person(name="Ann")], [course], evidence, (), RULES)
        assert found.courses[0].done == 1
        assert any("decide by hand: Ann" in line for line in completion_lines(found)) == bool(found.courses[0].done_by_less)
        return found.courses[0].done_by_less

    def test_who_passed_by_that_alone_is_named(self) -> None:
        assert self.done_by_less((1, 80, 1)) == self.done_by_less((10, 0, 1)) == ("Ann",)
        assert self.done_by_less((1, 80, 1), (10, 80, 400)) == ("Ann",), "what is good no more is no help"

    def test_who_passed_by_the_banks_own_too_and_an_earlier_version_are_nothing_to_look_at(self) -> None:
        assert self.done_by_less((1, 80, 1), (10, 80, 300)) == ()
        assert self.done_by_less((8, 75, 1)) == ()


def test_a_long_name_is_known_by_what_a_hall_leaves_of_it_where_nobody_else_begins_so() -> None:
    whole = "Anne-Marie Elisabeth Wolverhampton"
    cut = tidy_name(whole, NICKNAME_LENGTH)

    def found(*others: str) -> tuple[str, int]:
        people = [Person(name=name) for name in (whole, *others)]
        made = completion(people, [COURSE], [at(cut, "passed", TODAY)], {(cut, False)}, RULES)
        return next(one.state for one in made.courses[0].standings if one.person.name == whole), made.unlisted

    assert found() == found("Ann") == ("done", 0)
    assert found("Anne-Marie Elisabeth Wolsey") == ("not begun", 1), "nobody can tell which of them it was"
    assert found(cut) == ("not begun", 0)


class TestTarget:
    def test_it_is_met_by_whole_people_and_never_by_rounding(self) -> None:
        people = [Person(name=f"p{number}") for number in range(19)]
        passed = [at(f"p{number}", "passed", TODAY) for number in range(18)]
        found = of(people, *passed)
        assert (found.met, found.courses[0].needed) == (False, 1)
        assert completion_lines(found)[1] == "All staff: 18 of 19 done (94 %), target 95 %: 1 more needed"
        assert of(people, *passed, rules=Rules(today=TODAY, target=94)).met

    def test_what_is_required_of_a_role_has_to_be_met_too(self) -> None:
        people = [Person(name="Ann", roles=("Teacher", "GOVERNOR")), Person(name="Bob")]
        rules = Rules(today=TODAY, target=1, required=(Required(role="Governor", least=1),))
        assert of(people, at("Ann", "passed", TODAY), rules=rules).met
        found = of(people, at("Bob", "passed", TODAY), rules=rules)
        assert not found.met
        assert "At least 1 Governor: 0 done ✘ not enough" in completion_lines(found)

    def test_other_training_counts_beside_ours_under_its_own_name(self) -> None:
        records = [TrainingRecord(name="ann", course=name, on=TODAY) for name in ("NCSC training", "ncsc  training")]
        courses = [COURSE, *other_courses(records).values()]
        found = completion([Person(name="Ann")], courses, record_evidence(records), (), RULES)
        assert [(one.course.title, one.course.other, one.done) for one in found.courses] == [
            ("Recognising scams", False, 0),
            ("NCSC training", True, 1),
        ]
        assert completion_lines(found)[-1] == "Not there yet: Recognising scams"


def attempt(**changes: Any) -> FinishedAttempt:
    """Return a passed quiz of Ann's, of 4 October 2024."""
    who: dict[str, Any] = {
        "id": "a",
        "player_id": "p",
        "name": "Ann",
        "guest": False,
        "anonymous": False,
        "team": "",
        "site": "",
    }
    bank = {"origin": "app", "game_id": None, "bank_id": "scams", "bank_version": "1", "bank_hash": "h", "length": 10}
    result = {"mark": 90.0, "points": 1, "pass_mark": 80.0, "passed": True, "on_board": True}
    when = {"started_at": 0, "ended_at": 20_000 * DAY}
    return FinishedAttempt(**{**who, **bank, **result, **when, **changes})


def test_only_passed_quizzes_of_people_by_the_banks_rules_count() -> None:
    attempts = [
        attempt(),
        attempt(name="Bob", passed=False),
        attempt(name="Cy", on_board=False),
        attempt(name="Di", guest=True),
        attempt(name="erased", anonymous=True),
    ]
    begun = [BegunAttempt(name="Ed", bank_id="scams", started_at=20_000 * DAY)]
    assert {one.key: one.what for one in quiz_evidence(attempts, begun)} == {
        "ann": "passed",
        "bob": "failed",
        "cy": "begun",
        "ed": "begun",
    }


def test_names_that_are_on_no_list_are_told_guests_are_only_counted() -> None:
    attempts = [attempt(), attempt(name="X"), attempt(name="X", guest=True), attempt(name="Y", bank_id="other")]
    attempts += [attempt(name="O’Neil"), attempt(name="O'Neil")]
    attempts.append(attempt(name="erased", anonymous=True))
    found = completion([Person(name="ann")], [COURSE], (), players_of(attempts, [COURSE]), RULES)
    assert (found.unlisted, found.unlisted_guests, found.unlisted_names) == (3, 1, ("O'Neil", "X"))
    assert completion_lines(found)[-1] == "Played, but on no list: 3 names (guests 1): O'Neil, X"


def test_lengths_of_time_are_read_and_months_end_where_they_end() -> None:
    assert (read_period("12m"), read_period(" 1Y "), read_period("30d")) == (Period(12), Period(12), Period(0, 30))
    assert Period(months=12).after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Period(months=1).after(date(2026, 12, 31)) == date(2027, 1, 31)
    for text in ("0d", "12", "soon", "-1m"):
        with pytest.raises(ValueError, match="is not a length of time"):
            read_period(text)


def test_no_cell_of_the_table_is_a_formula() -> None:
    found = of([Person(name="=HYPERLINK(1)", team="@x")])
    assert "'=HYPERLINK(1),'@x" in completion_csv(found)


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
NAMES = st.sampled_from(["Ann", "ANN", "Bob", "Cy", "Di", "Siân"])
PEOPLE = st.builds(
    Person,
    name=NAMES,
    team=st.sampled_from(["", "Maths", "maths", "Office"]),
    also=st.lists(NAMES, max_size=1).map(tuple),
    began=st.none() | DAYS,
    left=st.none() | DAYS,
    roles=st.just(()),
)
EVIDENCE = st.builds(
    Evidence, key=NAMES.map(name_key), course=st.just("scams"), on=DAYS, what=st.sampled_from(["passed", "failed", "begun"])
)


class LastFirst(Random):
    """Shuffles into the opposite order."""

    def shuffle(self, x: Any) -> None:
        x.reverse()


class TestLaws:
    @example([Person(name="Bob", team=team) for team in ("Maths", "maths")], [], LastFirst())
    @given(st.lists(PEOPLE, max_size=8), st.lists(EVIDENCE, max_size=8), st.randoms(use_true_random=False))
    def test_the_order_of_rows_makes_no_difference(self, people: list[Person], known: list[Evidence], dice: Any) -> None:
        found, table = of(people, *known), overdue_table(people, [COURSE], known, RULES, TODAY, "team")
        dice.shuffle(people)
        dice.shuffle(known)
        assert completion_lines(of(people, *known)) == completion_lines(found)
        assert overdue_table(people, [COURSE], known, RULES, TODAY, "team") == table

    @given(st.lists(PEOPLE, max_size=8), st.lists(EVIDENCE, max_size=8), PEOPLE, st.integers(0, 700))
    def test_who_has_left_changes_no_figure(
        self, people: list[Person], known: list[Evidence], one: Person, ago: int
    ) -> None:
        gone = Person(name=one.name, team=one.team, also=one.also, left=TODAY - timedelta(days=ago))
        # What was done before somebody came is their namesake's, where there was one.
        assume(not any(person.began and person.keys & gone.keys for person in people))
        without, with_them = (of(list_, *known).courses[0] for list_ in (people, [*people, gone]))
        assert (without.people, without.done, without.needed) == (with_them.people, with_them.done, with_them.needed)
        assert {**without.counts, "left": 0} == {**with_them.counts, "left": 0}
        assert overdue_table(people, [COURSE], known, RULES, TODAY, "team") == overdue_table(
            [*people, gone], [COURSE], known, RULES, TODAY, "team"
        )

    @given(st.lists(PEOPLE, max_size=8), st.lists(EVIDENCE, max_size=8))
    def test_everybody_is_in_exactly_one_state(self, people: list[Person], known: list[Evidence]) -> None:
        course = of(people, *known).courses[0]
        assert sorted(str(one.person) for one in course.standings) == sorted(map(str, people))
        assert sum(course.counts.values()) == len(people)
        assert set(course.counts) <= set(STATES)
        assert course.people == len(people) - course.counts.get("left", 0) - course.counts.get("starting", 0)
