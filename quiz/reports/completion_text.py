"""Who has done the training, as lines to read and as a table: the whole list, in the order of following up."""

from collections.abc import Collection, Iterator

from quiz.banks.model import in_words
from quiz.questions.text import plural, printable
from quiz.reports.completion import (
    STATES,
    Completion,
    Course,
    CourseCompletion,
    PersonStanding,
    Rules,
    State,
)
from quiz.reports.csv_text import csv_text
from quiz.reports.staff_list import Person

_COLUMNS = (
    "course",
    "other training",
    "name",
    "team",
    "site",
    "roles",
    "state",
    "last passed",
    "renew by",
    "deadline",
    "from",
    "left",
)
FOLLOWED_UP: tuple[State, ...] = ("not begun", "begun", "not passed yet", "twice", "due soon", "starting")
"""The states that somebody has to follow up, now or soon."""
_WIDEST = 30
_MOST_NAMED = 10


def completion_lines(found: Completion) -> list[str]:
    """Return it in plain lines: the figures of each course, whom to follow up, and what is to be decided by hand."""
    lines: list[str] = []
    for one in found.courses:
        lines += [*_course_lines(one, found.rules), ""]
    if len(found.courses) > 1:
        short = [one.course.title for one in found.courses if not one.met]
        lines.append(f"Not there yet: {', '.join(short)}" if short else f"All {len(found.courses)} are there.")
    lines += [by_less_by_name(one) for one in found.courses if one.done_by_less]
    if found.doubles:
        twice = ", ".join(f"{one.name} ({one.rows})" for one in found.doubles)
        lines.append(f"On the list twice, decide by hand: {twice}")
    if found.unlisted:
        lines.append(unlisted_by_name(found))
    while lines and not lines[-1]:
        lines.pop()
    return [printable(line) for line in lines]


def completion_csv(found: Completion, states: Collection[State] = STATES) -> str:
    """Return a row for each person and course with one of these states; no cell is a formula."""
    rows: list[tuple[object, ...]] = [_COLUMNS]
    for one in found.courses:
        course = (one.course.title, "yes" if one.course.other else "no")
        for standing in one.standings:
            if standing.state not in states:
                continue
            person = standing.person
            days = (standing.passed_on, standing.renew_by, standing.deadline, person.began, person.left)
            about = (person.name, person.team, person.site, "; ".join(person.roles), state_in_words(standing.state))
            rows.append((*course, *about, *(day.isoformat() if day else "" for day in days)))
    return csv_text(rows)


def belongs_to(person: Person) -> str:
    """Return somebody's team, and their site if the list has it."""
    return " · ".join(filter(None, (person.team, person.site)))


def by_less_by_name(one: CourseCompletion) -> str:
    """Return who is done only by a quiz that asked far less than its bank does now, for following up."""
    names = one.done_by_less
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    what = f"Done by a quiz that asked far less than “{one.course.title}” does now, decide by hand"
    return f"{what}: {', '.join(names[:_MOST_NAMED])}{more}"


def unlisted_in_words(found: Completion) -> str:
    """Return how many have played who are not on the list; no names."""
    guests = f" (guests {found.unlisted_guests})" if found.unlisted_guests else ""
    return f"Played, but on no list: {plural(found.unlisted, 'name')}{guests}"


def unlisted_by_name(found: Completion) -> str:
    """Return who has played and is not on the list, with names unless they are guests, for following up."""
    return ": ".join([unlisted_in_words(found), *filter(None, [", ".join(found.unlisted_names)])])


def asked_in_words(course: Course, rules: Rules) -> str:
    """Return what is to be done by when: ``pass within 12 months to 28 Nov 2026``."""
    return f"{'done' if course.other else 'pass'} within {rules.within} to {in_words(rules.today)}"


def done_in_words(one: CourseCompletion) -> str:
    """Return how many are done: ``41 of 48 done (85 %)``."""
    share = f" ({one.per_cent} %)" if one.people else ""
    return f"{one.done} of {one.people} done{share}"


def to_follow_up(one: CourseCompletion) -> list[PersonStanding]:
    """Return whom to follow up, now or soon, in that order."""
    return [standing for standing in one.standings if standing.state in FOLLOWED_UP]


def state_in_words(state: State) -> str:
    """Return a state in words."""
    words: dict[State, str] = {"twice": "twice on the list", "starting": "new, has time"}
    return words.get(state, state)


def _course_lines(one: CourseCompletion, rules: Rules) -> Iterator[str]:
    yield f"{one.course.title}: {asked_in_words(one.course, rules)}"
    more = f": {one.needed} more needed" if one.needed else ""
    yield f"All staff: {done_in_words(one)}, target {rules.target} %{more}"
    yield " · ".join(f"{words} {count}" for words, count in counts_in_words(one, rules))
    for required in one.required:
        sign = "✔" if required.met else "✘ not enough"
        yield f"At least {required.least} {required.role}: {required.done} done {sign}"
    rows = to_follow_up(one)
    states, names, teams = (
        (
            max((min(len(text), _WIDEST) for text in texts), default=0)
            for texts in zip(
                *((state_in_words(row.state), row.person.name, belongs_to(row.person)) for row in rows), strict=True
            )
        )
        if rows
        else (0, 0, 0)
    )
    for row in rows:
        person = row.person
        about = f"{belongs_to(person):<{teams}}  {follow_up_note(row)}"
        yield f"{state_in_words(row.state):<{states}}  {person.name:<{names}}  {about}".rstrip()


def counts_in_words(one: CourseCompletion, rules: Rules) -> Iterator[tuple[str, int]]:
    """Yield each state that anybody is in, in words, with their number; done comes first, as readers look for it."""
    words: dict[State, str] = {
        "due soon": f"due within {rules.soon}",
        "twice": "twice on the list",
        "starting": "new, not counted yet",
        "left": "left, not counted",
    }
    order: tuple[State, ...] = ("done", "due soon", "not passed yet", "begun", "not begun", "twice", "starting", "left")
    assert set(order) == set(STATES)
    for state in order:
        if count := one.counts.get(state, 0):
            yield words.get(state, state), count


def follow_up_note(row: PersonStanding) -> str:
    """Return a note that helps to follow somebody up."""
    began = row.person.began
    if row.state == "due soon" and row.renew_by:
        return f"renew by {in_words(row.renew_by)}"
    if row.state == "starting":
        return f"until {in_words(row.deadline)}" if row.deadline else f"from {in_words(began)}" if began else ""
    if row.passed_on:
        return f"passed last on {in_words(row.passed_on)}"
    if row.deadline:
        return f"was to pass by {in_words(row.deadline)}"
    return f"on the list since {in_words(began)}" if began else ""
