"""The part that names staff: everybody's state, and whom to follow up."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quiz.banks.model import in_words
from quiz.questions.text import plural
from quiz.reports.completion import IS_DONE, NOT_COUNTED, Course, CourseCompletion, PersonStanding, fold
from quiz.reports.completion_text import (
    FOLLOWED_UP,
    belongs_to,
    by_less_by_name,
    completion_csv,
    counts_in_words,
    follow_up_note,
    state_in_words,
    unlisted_by_name,
)
from quiz.reports.html_page import html_table
from quiz.reports.overdue import Group
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.page import NAMES_STAFF, PEOPLE, PackFile, pack_page, pack_table, paragraphs
from quiz.reports.staff_list import Person, name_key

_BESIDE = 6
"""How many courses go side by side in a table: as many as fit on A4 landscape."""
_ON_ITS_SIDE = "body { max-width: 75rem; }\n@page { size: A4 landscape; }\n"


def completion(facts: PackFacts) -> Iterator[PackFile]:
    """Yield everybody's state at each course, as a page and as a table."""
    found = facts.completion
    courses = html_table(
        f"Each course, within {found.rules.within} to this day",
        ("Course", "Done", "Target", "Reached", "In all"),
        [_course(one, facts) for one in found.courses],
    )
    twice = ", ".join(f"{one.name} ({plural(one.rows, 'row')})" for one in found.doubles)
    body = "\n".join(
        [
            paragraphs(NAMES_STAFF, kind="names"),
            courses,
            _groups(found.courses, "team"),
            _groups(found.courses, "site"),
            paragraphs(
                *(f"{by_less_by_name(one)}." for one in found.courses if one.done_by_less),
                f"On the list twice, to be decided by hand: {twice}" if twice else "",
                f"{unlisted_by_name(found)}." if found.unlisted else "",
                *facts.list_notes,
            ),
            "<h2>Everybody on the list</h2>",
            *(
                _everybody(found.courses[begin : begin + _BESIDE], _belonging(facts))
                for begin in range(0, len(found.courses), _BESIDE)
            ),
        ]
    )
    about = "how everybody on the list stands at each course, by team and by person"
    yield pack_page(f"{PEOPLE}completion.html", about, "Completion", body, facts.day, _ON_ITS_SIDE)
    yield pack_table(
        f"{PEOPLE}completion.csv", "the same as a table, a row for each person and course", completion_csv(found)
    )


def follow_up(facts: PackFacts) -> Iterator[PackFile]:
    """Yield whom to follow up, as a page and as a table."""
    lead = facts.lead or 'whoever looks after data protection (a line  dpo = "…"  in school.toml names them here)'
    rows = [
        (person.name, belongs_to(person), " · ".join(_what_is_open(course, row) for course, row in standings))
        for person, all_of_them in _by_person(facts.completion.courses)
        if (standings := [(course, row) for course, row in all_of_them if row.state in FOLLOWED_UP])
    ]
    everybody = "Everybody on the list is done."
    body = "\n".join(
        [
            paragraphs(NAMES_STAFF, kind="names"),
            paragraphs(f"To be followed up by: {lead}"),
            html_table(f"{plural(len(rows), 'name')} to follow up", ("Name", _belonging(facts), "What is open"), rows)
            if rows
            else paragraphs(everybody),
        ]
    )
    yield pack_page(f"{PEOPLE}follow-up.html", "whom to follow up, and what is open", "Follow-up", body, facts.day)
    table = completion_csv(facts.completion, FOLLOWED_UP)
    yield pack_table(f"{PEOPLE}follow-up.csv", "the same as a table, a row for each person and course", table)


def _course(one: CourseCompletion, facts: PackFacts) -> Sequence[str]:
    rules = facts.completion.rules
    roles = (f"at least {role.least} {role.role}: {role.done} done" for role in one.required)
    words = " · ".join([*(f"{words} {count}" for words, count in counts_in_words(one, rules)), *roles])
    more = f"✘ {one.needed} more needed" if one.needed else "✘ not yet"
    share = f" ({one.per_cent} %)" if one.people else ""
    return (one.course.title, f"{one.done} of {one.people}{share}", f"{rules.target} %", "✔ yes" if one.met else more, words)


def _belonging(facts: PackFacts) -> str:
    """Return the heading for teams and sites."""
    people = (row.person for one in facts.completion.courses for row in one.standings)
    return "Team and site" if any(person.site for person in people) else "Team"


def _groups(courses: Sequence[CourseCompletion], by: Group) -> str:
    """Return how many of each team or site have done each course, as HTML; nothing without teams or sites."""
    counts: dict[str, list[list[int]]] = {}
    for place, one in enumerate(courses):
        for row in one.standings:
            if row.state not in NOT_COUNTED:
                group = counts.setdefault(fold(getattr(row.person, by)), [[0, 0] for _ in courses])
                group[place][0] += row.state in IS_DONE
                group[place][1] += 1
    if not any(counts):
        return ""
    names = {fold(name): name for one in courses for row in one.standings for name in [getattr(row.person, by)]}
    rows = [
        (names[key] or f"in no {by}", *(f"{done} of {people}" for done, people in counts[key]))
        for key in sorted(counts, key=lambda key: (not key, key))
    ]
    return html_table(f"By {by}, how many are done", (by.capitalize(), *(one.course.title for one in courses)), rows)


def _everybody(courses: Sequence[CourseCompletion], belonging: str) -> str:
    titles = [one.course.title for one in courses]
    rows = [
        (person.name, belongs_to(person), *(_standing(row) for _, row in standings))
        for person, standings in _by_person(courses)
    ]
    return html_table(f"How everybody stands: {', '.join(titles)}", ("Name", belonging, *titles), rows)


def _by_person(courses: Sequence[CourseCompletion]) -> list[tuple[Person, list[tuple[Course, PersonStanding]]]]:
    """Return everybody on the list by name, row by row, with their state at each course."""
    people: dict[int, Person] = {}
    standings: dict[int, list[tuple[Course, PersonStanding]]] = defaultdict(list)
    for one in courses:
        for row in one.standings:
            people[id(row.person)] = row.person
            standings[id(row.person)].append((one.course, row))
    listed = sorted(people, key=lambda row: (name_key(people[row].name), name_key(people[row].team)))
    return [(people[row], standings[row]) for row in listed]


def _what_is_open(course: Course, row: PersonStanding) -> str:
    note = follow_up_note(row)
    return f"{course.title}: {state_in_words(row.state)}{f', {note}' if note else ''}"


def _standing(row: PersonStanding) -> str:
    if row.state in IS_DONE and row.passed_on:
        again = f", {follow_up_note(row)}" if row.state == "due soon" else ""
        return f"✔ {in_words(row.passed_on)}{again}"
    sign = "" if row.state in ("left", "starting") else "✘ "
    return f"{sign}{state_in_words(row.state)}"
