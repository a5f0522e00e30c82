"""Who of the staff has done the training, drawn for the trainer: a row of a table for each course, and what there is to it.

None of it names anybody but ``follow_up_rows``.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from textual.content import Content

from quiz.questions.text import people as people_in_words
from quiz.questions.text import plural, printable
from quiz.reports.completion import Completion, CourseCompletion, PersonStanding, Rules, State
from quiz.reports.completion_text import (
    asked_in_words,
    belongs_to,
    counts_in_words,
    done_in_words,
    follow_up_note,
    state_in_words,
    to_follow_up,
    unlisted_in_words,
)
from quiz.tui.widgets.charts import target_bar
from quiz.tui.widgets.row_view import TextRow
from quiz.tui.widgets.table_columns import ColumnsRow, TableColumns

_BAR = 16
_SO_FAR = "So far, ┃ target"
"""The name of the column of bars, which says what the mark in them is."""
_COLUMNS = TableColumns({"Done": 12, _SO_FAR: _BAR + 2, "To target": 11}, go_first=(_SO_FAR,))
_IN_COLUMNS_FROM = 64
"""Cells from which on teams and notes have columns of their own."""
_MOST_PEOPLE = 1_000
"""How many are named on the page: a longer one would take long to draw at each key."""
_COUNT_AT = 6
"""Cells before a state: how many are in it."""
_BLANK = TextRow(Content(""))


def completion_head(width: int) -> Content:
    """Return the names of the table's columns."""
    return _COLUMNS.head(width, "To be done")


def completion_row(one: CourseCompletion, rules: Rules) -> ColumnsRow:
    """Return a course as a row of the table: how many are done, that as a bar with the target, and how many are wanting."""
    sign = Content.styled("✔", "$right") if one.met else Content.styled("!", "bold $wrong")
    cells = {
        "Done": Content(f"{one.done} of {one.people}"),
        _SO_FAR: target_bar(one.done, one.people, rules.target, _BAR),
        "To target": Content("reached") if not one.needed else Content.styled(f"{one.needed} more", "bold"),
    }
    about = Content.styled(" not ours", "$muted") if one.course.other else Content("")
    return ColumnsRow(_COLUMNS, sign, Content(printable(one.course.title)), cells, about)


def about_course(one: CourseCompletion, found: Completion, warnings: Iterable[str], notes: Iterable[str]) -> list[TextRow]:
    """Return how many stand how at a course, and what there is to know of the list.

    ``warnings`` are of what is to be looked at in it, and stand where they are seen; ``notes`` are the rest.
    """
    rules = found.rules
    more = f": {one.needed} more needed" if one.needed else ": reached"
    rows = [
        TextRow(Content(f"To {asked_in_words(one.course, rules)}")),
        TextRow(Content.styled(f"{done_in_words(one)}, target {rules.target} %{more}", "bold")),
        *map(_warning, warnings),
        _BLANK,
        *(_count_row(count, words) for words, count in counts_in_words(one, rules)),
        _BLANK,
    ]
    if one.done_by_less:
        what = "done by a quiz that asked far less than it does now: quiz report completion names them."
        rows.append(_warning(f"{people_in_words(len(one.done_by_less))} {what}"))
    if to_follow_up(one):
        rows.append(_warning("Enter shows whom to follow up, with their names: not while a hall looks on."))
    else:
        rows.append(TextRow(Content.styled("✔ Nobody needs following up.", "$right")))
    return [*rows, _BLANK, *_about_list(found, notes)]


def _warning(text: str) -> TextRow:
    return TextRow(Content(printable(text)), Content.styled("! ", "bold $wrong"), 2)


def _count_row(count: int, words: str) -> TextRow:
    return TextRow(Content(words), Content(f"{count:>{_COUNT_AT - 2}}"), _COUNT_AT)


def _about_list(found: Completion, notes: Iterable[str]) -> Iterator[TextRow]:
    if found.doubles:
        yield _warning(f"{plural(len(found.doubles), 'name')} on the list twice: decide by hand who is who.")
    if found.unlisted:
        yield TextRow(Content.styled(f"{unlisted_in_words(found)}.", "$muted"))
    for note in notes:
        yield TextRow(Content.styled(printable(note), "$muted"))


def states_to_follow_up(one: CourseCompletion) -> list[State]:
    """Return the states of those who are to be followed up, whom first."""
    return list(dict.fromkeys(standing.state for standing in to_follow_up(one)))


def follow_up_rows(one: CourseCompletion, only: State | None, width: int, warnings: Iterable[str] = ()) -> Iterator[TextRow]:
    """Yield who is to be followed up, by how they stand, in a page ``width`` cells wide; ``only`` those who stand so.

    ``warnings``, of the list that they stand on, come first. It names people.
    """
    for text in warnings:
        yield _warning(text)
        yield _BLANK
    people = [standing for standing in to_follow_up(one) if only in (None, standing.state)]
    shown, left = people[:_MOST_PEOPLE], people[_MOST_PEOPLE:]
    names = max((Content(printable(one.person.name)).cell_length for one in shown), default=0)
    names = min(names, width * 3 // 5) if width >= _IN_COLUMNS_FROM else 0
    for place, (state, group) in enumerate(groupby(shown, key=lambda standing: standing.state)):
        if place:
            yield _BLANK
        count = sum(standing.state == state for standing in people)
        yield TextRow(Content.styled(f"{state_in_words(state).capitalize()} ({count})", "bold"))
        yield from (_person_row(standing, names) for standing in group)
    if left:
        yield _BLANK
        yield TextRow(Content(f"And {len(left):,} more. The whole list: quiz report completion --staff FILE --csv TABLE"))


def _person_row(standing: PersonStanding, names: int) -> TextRow:
    """Return a person with their team and what helps whoever follows it up.

    Names have a column ``names`` cells wide; with 0 there are no columns, and one stands after the other.
    """
    person, note = standing.person, follow_up_note(standing)
    name, team = Content(printable(person.name)), printable(belongs_to(person))
    if names:
        text = name.pad_right(max(names - name.cell_length, 0) + 2) + Content.styled(team, "$muted")
        return TextRow(text, Content(""), 2, Content.styled(note, "$muted"))
    about = " · ".join(filter(None, (team, note)))
    return TextRow(name + Content.styled(f"  {about}" if about else "", "$muted"), Content(""), 2)
