"""Which staff have done the training: everybody on the list, course by course, against a target. Pure.

Done is a finished, passed quiz of a person, never a guest's, that was played by its bank's own rules, not longer ago than
a training is good for; or a record of other training, under that training's own name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from quiz.questions.text import plural
from quiz.reports.staff_list import Person, TrainingRecord, name_key, names_cut_in_halls
from quiz.store.finished import BegunAttempt, FinishedAttempt

State: TypeAlias = Literal["not begun", "begun", "not passed yet", "twice", "due soon", "done", "starting", "left"]
"""Somebody's state at a course. ``twice``: rows of the list that cannot be told apart, to be decided by hand;
``starting``: new, with time left; ``left``: no longer here."""

STATES: tuple[State, ...] = ("not begun", "begun", "not passed yet", "twice", "due soon", "done", "starting", "left")
"""All states, in the order of following up."""
IS_DONE: frozenset[State] = frozenset(("done", "due soon"))
NOT_COUNTED: frozenset[State] = frozenset(("starting", "left"))
"""Left out of all figures: people who are new and have time, or have left."""
_HIGHER = 10
"""How far a pass mark may have risen, in per cent, before passes by the lower one need a look."""
_PERIOD = re.compile(r"\s*(\d{1,4})\s*([dmy])\s*", re.IGNORECASE)


class Period(Struct, frozen=True):
    """Some time in calendar months and days."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """Return the same day so much later, or the last day of a shorter month."""
        months = day.year * 12 + day.month - 1 + self.months
        year, month = min(months // 12, date.max.year - 1), months % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        there = date(year, month, min(day.day, last))
        # Lists write 9999 for what never ends.
        return there + timedelta(days=min(self.days, (date.max - there).days))

    def __str__(self) -> str:
        """Return it in words: 12 months."""
        return plural(self.months, "month") if self.months else plural(self.days, "day")


def read_period(text: str) -> Period:
    """Return what ``12m``, ``1y`` or ``30d`` means. Raises ValueError for anything else."""
    match = _PERIOD.fullmatch(text)
    if not match or not int(match[1]):
        raise ValueError(f'"{text}" is not a length of time. Write 12m for months, 1y for years or 30d for days.')
    number, unit = int(match[1]), match[2].lower()
    return Period(days=number) if unit == "d" else Period(months=number * (12 if unit == "y" else 1))


class Course(Struct, frozen=True, kw_only=True):
    """What is to be done: a bank's quiz, or another training under its own name."""

    id: str
    title: str
    other: bool = False
    """Whether it is somebody else's training."""
    questions: int = 0
    """How many questions its quiz asks now; 0 if unknown."""
    pass_mark: float = 0
    """What passes it now, in per cent."""

    def asks_far_more_than(self, questions: int, pass_mark: float) -> bool:
        """Say whether it asks over twice as many questions, or a much higher mark, than an earlier quiz with its id."""
        return 2 * questions < self.questions or pass_mark < self.pass_mark - _HIGHER


class Evidence(Struct, frozen=True, kw_only=True):
    """Something that somebody did at a course on a day."""

    key: str
    """Their name, as it is compared."""
    course: str
    on: date
    what: Literal["passed", "failed", "begun"]
    by_less: bool = False
    """Whether the quiz asked far less than its bank does now: anybody may write a bank, and give it the id of another."""


class Required(Struct, frozen=True, kw_only=True):
    """At least so many people with a role have to be done."""

    role: str
    least: int


class Rules(Struct, frozen=True, kw_only=True):
    """What counts as done, and as enough."""

    today: date
    within: Period = Period(months=12)
    """How long a training is valid."""
    soon: Period = Period(days=30)
    """How long before it runs out to say so."""
    starters: Period | None = None
    """How long new people have, from the day they started."""
    target: int = 95
    """Per cent."""
    required: tuple[Required, ...] = ()


class PersonStanding(Struct, frozen=True, kw_only=True):
    """One person's state at one course."""

    person: Person
    state: State
    passed_on: date | None = None
    """When they passed last."""
    renew_by: date | None = None
    """The last day that this is or was valid."""
    deadline: date | None = None
    """The day by which somebody new has to be done."""
    by_less: bool = False
    """Whether they are done only by a quiz that asked far less than its bank does now."""


class RequiredResult(Struct, frozen=True, kw_only=True):
    """How many people with a role are done."""

    role: str
    least: int
    done: int

    @property
    def met(self) -> bool:
        """Whether they are enough."""
        return self.done >= self.least


class CourseCompletion(Struct, frozen=True, kw_only=True):
    """Everybody on the list at one course, in the order of following up."""

    course: Course
    standings: tuple[PersonStanding, ...]
    counts: dict[State, int]
    people: int
    """How many count, without people who have left or are new and have time."""
    done: int
    needed: int
    """How many more are needed to meet the target."""
    required: tuple[RequiredResult, ...]

    @property
    def done_by_less(self) -> tuple[str, ...]:
        """Who is done only by a quiz that asked far less than its bank does now, for somebody to decide on."""
        return tuple(one.person.name for one in self.standings if one.by_less)

    @property
    def met(self) -> bool:
        """Whether the target and all other requirements are met."""
        return not self.needed and all(one.met for one in self.required)

    @property
    def per_cent(self) -> int:
        """The per cent that are done, rounded down, so that it never shows a target that is not met."""
        return 100 * self.done // self.people if self.people else 0


class Double(Struct, frozen=True, kw_only=True):
    """Rows of the list with the same name."""

    name: str
    rows: int


class Completion(Struct, frozen=True, kw_only=True):
    """Who has done what, of everybody on the list."""

    rules: Rules
    courses: tuple[CourseCompletion, ...]
    doubles: tuple[Double, ...]
    unlisted: int
    """How many names have played that are not on the list."""
    unlisted_guests: int
    """How many of these are guests of live games."""
    unlisted_names: tuple[str, ...]
    """The names of those who are not guests, for following up."""
    met: bool


def quiz_evidence(
    attempts: Iterable[FinishedAttempt],
    begun: Iterable[BegunAttempt],
    zone: tzinfo | None = None,
    courses: Iterable[Course] = (),
) -> Iterator[Evidence]:
    """Yield the evidence of quizzes, without guests; days are told in ``zone``, None for the machine's own.

    A quiz finished by other rules than the bank's own counts as begun. ``courses`` say what their quizzes ask now.
    """
    key, now = cache(name_key), {course.id: course for course in courses}
    for one in attempts:
        if not one.guest and not one.anonymous:
            on = datetime.fromtimestamp(one.ended_at / 1000, zone).date()
            what: Literal["passed", "failed", "begun"] = "begun"
            if one.on_board:
                what = "passed" if one.passed else "failed"
            course = now.get(one.bank_id)
            by_less = course is not None and course.asks_far_more_than(one.length, one.pass_mark)
            yield Evidence(key=key(one.name), course=one.bank_id, on=on, what=what, by_less=by_less)
    for open_still in begun:
        on = datetime.fromtimestamp(open_still.started_at / 1000, zone).date()
        yield Evidence(key=key(open_still.name), course=open_still.bank_id, on=on, what="begun")


def other_courses(records: Iterable[TrainingRecord]) -> dict[str, Course]:
    """Return the trainings in the records, by their names as compared."""
    titles = sorted({record.course for record in records})
    return {key: Course(id=f"other:{key}", title=title, other=True) for title in reversed(titles) for key in [fold(title)]}


def record_evidence(records: Iterable[TrainingRecord]) -> Iterator[Evidence]:
    """Yield the evidence of other training."""
    for one in records:
        yield Evidence(key=name_key(one.name), course=f"other:{fold(one.course)}", on=one.on, what="passed")


def completion(
    people: Iterable[Person],
    courses: Iterable[Course],
    evidence: Iterable[Evidence],
    players: Collection[tuple[str, bool]],
    rules: Rules,
) -> Completion:
    """Return everybody's state at each course; the order of the rows makes no difference.

    ``players`` are the names of all who have finished a quiz at any course, and whether they are guests.
    """
    staff = Staff(people, evidence, rules)
    found = tuple(_at_course(staff, course, rules) for course in courses)
    listed = {key for person in staff.people for key in person.keys}
    # Several spellings of a name are listed as the first in the alphabet.
    by_key = {(name_key(name), guest): name for name, guest in sorted(players, reverse=True)}
    unlisted = {(key, guest): name for (key, guest), name in sorted(by_key.items()) if staff.listed_key(key) not in listed}
    return Completion(
        rules=rules,
        courses=found,
        doubles=staff.doubles(rules.today),
        unlisted=len(unlisted),
        unlisted_guests=sum(guest for _, guest in unlisted),
        unlisted_names=tuple(name for (_, guest), name in unlisted.items() if not guest),
        met=all(one.met for one in found),
    )


def players_of(attempts: Iterable[FinishedAttempt], courses: Iterable[Course]) -> set[tuple[str, bool]]:
    """Return who has finished a quiz at any of the courses, as ``completion`` wants them."""
    asked = {course.id for course in courses}
    return {(one.name, one.guest) for one in attempts if one.bank_id in asked and not one.anonymous}


class Staff:
    """The list, and what is known about everybody on it."""

    def __init__(self, people: Iterable[Person], evidence: Iterable[Evidence], rules: Rules) -> None:
        """Take the rows in any order, and evidence of anybody."""
        self.people = sorted(people, key=_order)
        self._rules = rules
        self._known: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        self._whole = names_cut_in_halls(self.people)
        for one in evidence:
            key = self.listed_key(one.key)
            self._known[key, one.course].append(one if key == one.key else replace(one, key=key))
        self._named: dict[str, list[int]] = defaultdict(list)
        """The positions of the people with a name."""
        for place, person in enumerate(self.people):
            for key in person.keys:
                self._named[key].append(place)
        self._shared: dict[date, frozenset[str]] = {}

    def listed_key(self, key: str) -> str:
        """Return what the list has for what a player is compared by: the whole name where a hall cut it."""
        return self._whole.get(key, key)

    def doubles(self, day: date) -> tuple[Double, ...]:
        """Return the groups of rows that cannot be told apart, among people here on a day."""
        groups = dict[tuple[int, ...], Double]()
        for key in sorted(self._shared_keys(day)):
            rows = tuple(place for place in self._named[key] if self.people[place].is_here(day))
            groups.setdefault(rows, Double(name=self.people[rows[0]].name, rows=len(rows)))
        return tuple(groups.values())

    def standing(self, person: Person, course: Course, day: date) -> PersonStanding:
        """Return somebody's state at a course on a day, without evidence of later days."""
        seen = [
            one
            for key in person.keys
            for one in self._known.get((key, course.id), ())
            if one.on <= day and not self._is_of_somebody_before(person, one)
        ]
        rules = self._rules
        passed = max((one.on for one in seen if one.what == "passed"), default=None)
        renew_by = rules.within.after(passed) if passed else None
        deadline = rules.starters.after(person.began) if person.began and rules.starters else None
        state = self._state(person, day, renew_by, deadline, seen)
        if state == "twice":
            # It may have been either of them.
            passed = renew_by = None
        return PersonStanding(
            person=person,
            state=state,
            passed_on=passed,
            renew_by=renew_by,
            deadline=deadline,
            by_less=state in IS_DONE and not any(self._is_whole(one, day) for one in seen),
        )

    def _is_whole(self, one: Evidence, day: date) -> bool:
        """Say whether this is a pass, valid on a day, by a quiz that asked as much as it does now."""
        return one.what == "passed" and not one.by_less and self._rules.within.after(one.on) >= day

    def _shared_keys(self, day: date) -> frozenset[str]:
        """Return the names shared by several rows of people here on a day."""
        if day not in self._shared:
            several = ((key, places) for key, places in self._named.items() if len(places) > 1)
            here = ((key, sum(self.people[place].is_here(day) for place in places)) for key, places in several)
            self._shared[day] = frozenset(key for key, count in here if count > 1)
        return self._shared[day]

    def _is_of_somebody_before(self, person: Person, one: Evidence) -> bool:
        """Say whether it was done before this person started, by a namesake who was here then."""
        if not person.began or person.began <= one.on:
            return False
        return any(self.people[place].is_here(one.on) for place in self._named[one.key])

    def _state(
        self,
        person: Person,
        day: date,
        renew_by: date | None,
        deadline: date | None,
        seen: Iterable[Evidence],
    ) -> State:
        """Return the state, by whether they count at all, then whether they are done, then how far they have come."""
        if person.has_left(day):
            return "left"
        if person.began and person.began > day:
            return "starting"
        if person.keys & self._shared_keys(day):
            return "twice"
        if renew_by and renew_by >= day:
            return "due soon" if renew_by <= self._rules.soon.after(day) else "done"
        if deadline and deadline >= day:
            return "starting"
        fresh = {one.what for one in seen if self._rules.within.after(one.on) >= day}
        if "failed" in fresh:
            return "not passed yet"
        return "begun" if fresh else "not begun"


def _at_course(staff: Staff, course: Course, rules: Rules) -> CourseCompletion:
    standings = [staff.standing(person, course, rules.today) for person in staff.people]
    counts = Counter(one.state for one in standings)
    people = sum(count for state, count in counts.items() if state not in NOT_COUNTED)
    done = sum(counts[state] for state in IS_DONE)
    roles = [
        (required, sum(one.state in IS_DONE and fold(required.role) in map(fold, one.person.roles) for one in standings))
        for required in rules.required
    ]
    return CourseCompletion(
        course=course,
        standings=tuple(sorted(standings, key=lambda one: STATES.index(one.state))),
        counts={state: counts[state] for state in STATES if counts[state]},
        people=people,
        done=done,
        # Rounded up: there is no part of a person.
        needed=max(-(-rules.target * people // 100) - done, 0),
        required=tuple(RequiredResult(role=one.role, least=one.least, done=count) for one, count in roles),
    )


def _order(person: Person) -> tuple[object, ...]:
    days = (person.began or date.min, person.left or date.max)
    return (
        *(name_key(text) for text in (person.name, person.team, person.site)),
        *days,
        person.roles,
        person.also,
        *(person.name, person.team, person.site),
    )


def fold(text: str) -> str:
    """Return a team, role or training as it is compared: without case, with single blanks."""
    return " ".join(text.split()).casefold()
