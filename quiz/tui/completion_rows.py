"""How many of the staff have done the training, drawn for the trainer: a table of courses, and details of one.

Only ``follow_up_rows`` names anybody.
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
"""The heading of the column of bars, which also explains the mark in them."""
_COLUMNS = TableColumns({"Done": 12, _SO_FAR: _BAR + 2, "To target": 11}, go_first=(_SO_FAR,))
_IN_COLUMNS_FROM = 64
"""From this width teams and notes have columns of their own."""
_MOST_PEOPLE = 1_000
"""The most people named on the page: a longer one would be slow to draw at each key."""
_COUNT_AT = 6
"""Cells before a state, for how many are in it."""
_BLANK = TextRow(Content(""))


def completion_head(width: int) -> Content:
    """Return the names of the table's columns."""
    return _COLUMNS.head(width, "To be done")


def completion_row(one: CourseCompletion, rules: Rules) -> ColumnsRow:
    """Return a course as a row of the table: how many are done, the same as a bar, and how many are missing to target."""
    sign = Content.styled("✔", "$right") if one.met else Content.styled("!", "bold $wrong")
    cells = {
        "Done": Content(f"{one.done} of {one.people}"),
        _SO_FAR: target_bar(one.done, one.people, rules.target, _BAR),
        "To target": Content("reached") if not one.needed else Content.styled(f"{one.needed} more", "bold"),
    }
    about = Content.styled(" not ours", "$muted") if one.course.other else Content("")
    return ColumnsRow(_COLUMNS, sign, Content(printable(one.course.title)), cells, about)


def about_course(one: CourseCompletion, found: Completion, warnings: Iterable[str], notes: Iterable[str]) -> list[TextRow]:
    """Return how many are in each state at a course, and what to know about the list.

    ``warnings`` name what to look at in the list, and come near the top; ``notes`` are the rest, and come last.
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
    """Return the states of those to follow up, in the order to follow them up."""
    return list(dict.fromkeys(standing.state for standing in to_follow_up(one)))


def follow_up_rows(one: CourseCompletion, only: State | None, width: int, warnings: Iterable[str] = ()) -> Iterator[TextRow]:
    """Yield whom to follow up, grouped by state, for a page ``width`` cells wide; ``only`` those in one state, if given.

    ``warnings`` about the list of staff come first. The rows name people.
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
    """Return a person with their team and a note that helps to follow them up.

    Names have a column ``names`` cells wide; with 0 there are no columns, and the parts follow one another.
    """
    person, note = standing.person, follow_up_note(standing)
    name, team = Content(printable(person.name)), printable(belongs_to(person))
    if names:
        text = name.pad_right(max(names - name.cell_length, 0) + 2) + Content.styled(team, "$muted")
        return TextRow(text, Content(""), 2, Content.styled(note, "$muted"))
    about = " · ".join(filter(None, (team, note)))
    return TextRow(name + Content.styled(f"  {about}" if about else "", "$muted"), Content(""), 2)
