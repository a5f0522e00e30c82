"""How well questions work, drawn for the trainer: a row of a table for each, how many chose what, and what to look at."""

from collections.abc import Iterator

from textual.content import Content

from quiz.game.scoring import ALL_RIGHT
from quiz.questions.counts import AnswerCount, PartCounts
from quiz.questions.text import people, plural, whole
from quiz.reports.item_notices import FEWEST_FOR_DISCRIMINATION, FEWEST_FOR_FACILITY
from quiz.reports.item_report import Figures, ItemLine, ItemReport
from quiz.reports.summary import whole_mark
from quiz.tui.widgets.charts import bar
from quiz.tui.widgets.row_view import TextRow
from quiz.tui.widgets.table_columns import ColumnsRow, TableColumns

_COLUMNS = TableColumns(
    {"People": 8, "Known by": 10, "Discr.": 9, "Effic.": 9},
    go_first=("Effic.", "Discr.", "People"),
)
_NONE = "–"
"""Also for a figure that needs more people; how many is said beside the table."""
_BAR = 20
_BARS_FROM = 56
"""From this width there is a bar beside how many gave an answer."""
_COUNT_AT = 6
"""Cells before an answer, for its sign and how many gave it."""
_BLANK = TextRow(Content(""))


def item_head(width: int) -> Content:
    """Return the names of the table's columns."""
    return _COLUMNS.head(width, "Question")


def item_row(item: ItemLine) -> ColumnsRow:
    """Return a question as a row of the table; one with something to look at has a sign."""
    sign = Content.styled("!", "bold $wrong") if item.notices else Content(" ")
    return ColumnsRow(_COLUMNS, sign, Content(item.prompt), _cells(item))


def about_item(item: ItemLine, width: int) -> list[TextRow]:
    """Return the details of a question, for a pane ``width`` cells wide."""
    return [*_rows(item, width)]


def report_in_short(report: ItemReport) -> str:
    """Return whose answers a report is about."""
    return f"{people(report.people)}, their first quizzes"


def _cells(item: ItemLine) -> dict[str, Content]:
    figures = item.figures
    known, index, efficiency = Content("no key"), Content(""), Content("")
    if figures and figures.people_wanting:
        known = Content.styled(_NONE, "$muted")
    elif figures:
        known = Content(f"{whole_mark(figures.facility or 0, 100)} %")
        wanting = figures.people_wanting_to_discriminate
        index, efficiency = (
            _figure(figures.discrimination_index, wanting),
            _figure(figures.discriminative_efficiency, wanting),
        )
    return {"People": Content(str(item.people)), "Known by": known, "Discr.": index, "Effic.": efficiency}


def _figure(figure: float | None, wanting: int) -> Content:
    if wanting:
        return Content.styled(_NONE, "$muted")
    return Content(_NONE if figure is None else whole(figure))


def _rows(item: ItemLine, width: int) -> Iterator[TextRow]:
    yield TextRow(Content.styled(item.prompt, "bold"))
    for notice in item.notices:
        yield TextRow(Content(notice.words), Content.styled("! ", "bold $wrong"), 2)
    yield _BLANK
    if item.counts is None:
        wanting = FEWEST_FOR_FACILITY - item.people
        yield _wanting_row("Figures are shown", FEWEST_FOR_FACILITY, wanting)
        return
    for part in item.counts.parts:
        yield from _part_rows(part, width, has_key=item.figures is not None)
    if item.figures:
        counts = item.counts
        parts = [
            f"{counts.right} all right",
            f"{counts.partly} partly" if counts.partly else "",
            f"{counts.wrong} not right",
        ]
        yield TextRow(Content.styled(" · ".join(filter(None, parts)), "$muted"))
    if item.counts.unanswered:
        yield TextRow(Content.styled(f"Not answered by {item.counts.unanswered}", "$muted"))
    if item.figures:
        yield from _figure_rows(item.figures)
    if item.key and not item.counts.parts:
        yield TextRow(Content("; ".join(item.key)), Content.styled("✔ ", "$right"), 2)


def _figure_rows(figures: Figures) -> Iterator[TextRow]:
    """Yield the table's figures in words."""
    if figures.people_wanting_to_discriminate:
        wanting = figures.people_wanting_to_discriminate
        yield _wanting_row("How well it goes with the rest is shown", FEWEST_FOR_DISCRIMINATION, wanting)
    if figures.discrimination_index is None:
        return
    index = whole(figures.discrimination_index)
    words = f"Discrimination index {index}, of −100 to 100: how well it goes with the rest of the quiz"
    if figures.discriminative_efficiency is not None:
        words += f"; efficiency {whole(figures.discriminative_efficiency)}, of what that could be at most 100"
    yield TextRow(Content.styled(f"{words}.", "$muted"))


def _wanting_row(what: str, fewest: int, wanting: int) -> TextRow:
    """Return how many people something takes to be shown, and how many are still missing."""
    return TextRow(Content.styled(f"{what} once {fewest} people have answered: {wanting} more needed.", "$muted"))


def _part_rows(part: PartCounts, width: int, *, has_key: bool) -> Iterator[TextRow]:
    if part.about:
        yield TextRow(Content.styled(part.about, "bold $muted"))
    for answer in part.counts:
        yield _answer_row(answer, part.answered, width, has_key=has_key)
    if not part.complete and part.counts:
        yield TextRow(Content.styled("The commonest; what is rarer is left out.", "$muted"))
    yield _BLANK


def _answer_row(answer: AnswerCount, of: int, width: int, *, has_key: bool) -> TextRow:
    is_right = has_key and answer.fraction > ALL_RIGHT
    sign = Content.styled("✔" if is_right else " ", "bold $right")
    label = Content.assemble(sign, f"{answer.count:>4} ")
    share = f"{100 * answer.count / of:.0f} %" if of else _NONE
    note = Content.styled(f"{share:>5}", "$muted")
    if width >= _BARS_FROM:
        note = Content.assemble(
            bar(answer.count, of, _BAR, "$right" if is_right else "$wrong" if has_key else "$muted"), note
        )
    text = f"{answer.text} · right" if is_right else answer.text
    words = Content(text) if answer.count else Content.styled(f"{text} (nobody chose this)", "$muted")
    return TextRow(words, label, _COUNT_AT, note)


def missing_words(report: ItemReport) -> str:
    """Say which answers are in no row, or if all are that answers to earlier versions count."""
    gone = f"{plural(report.answers_changed, 'answer')} to questions that are gone or ask something else now"
    unknown = f"{plural(report.answers_unknown, 'answer')} to versions whose text was not kept"
    parts = [gone if report.answers_changed else "", unknown if report.answers_unknown else ""]
    said = " and ".join(filter(None, parts))
    return f"Not shown: {said}." if said else "Answers to equal questions of earlier versions count."
