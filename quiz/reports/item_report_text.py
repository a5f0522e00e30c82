"""The statistics of questions as lines to read, and as a table for a spreadsheet."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from quiz.game.scoring import ALL_RIGHT
from quiz.questions.text import cut, people, plural, printable, whole
from quiz.reports.csv_text import csv_text
from quiz.reports.item_notices import FEWEST_FOR_DISCRIMINATION, FEWEST_FOR_FACILITY
from quiz.reports.item_report import ItemLine, ItemReport, Which
from quiz.reports.summary import whole_mark

_QUIZZES: dict[Which, str] = {
    "first": "first quizzes",
    "best": "best quizzes",
    "last": "latest quizzes",
    "all": "all quizzes",
}
_COLUMNS = (
    *("bank", "version", "question", "kind", "prompt", "people", "known by", "sd", "discrimination", "efficiency", "weight"),
    *("all right", "partly right", "not right", "not answered", "part", "answer", "right", "count", "answered", "look at"),
)
_ID = 34
"""The widest id beside its figures; a longer one stands above them."""
_ONE_LINE_FROM = 110
"""The width from which the wrong answer goes beside the figures."""
ANY_WIDTH = 10_000
"""A width that never breaks a line."""
_INDENT = "   "
_HEADINGS = "people  known by   discr.   effic."
_PROMPT = 200
"""The most characters of a question's prompt above its notices."""
_FEWER = f"fewer than {FEWEST_FOR_FACILITY}"
_LEGEND = (
    f"Known by: how much of it was right, of {FEWEST_FOR_FACILITY} people or more.",
    "Discr.: discrimination index, how well it goes with the rest, −100 to 100.",
    "Effic.: discriminative efficiency, that in per cent of what it could be.",
    f"Both of {FEWEST_FOR_DISCRIMINATION} people or more; none where all had the same.",
    "6 more: that many more people are needed before it is shown.",
)


def item_report_lines(report: ItemReport, since: str = "", width: int = ANY_WIDTH) -> list[str]:
    """Return the report in plain lines of at most ``width`` characters; ``since`` says in words from when.

    Longer lines wrap; only the wrong answer in the table is cut.
    """
    when = f" · {since}" if since else ""
    title = [f"{report.title} · {_QUIZZES[report.which]} · {_who(report)}{when}", *_version(report)]
    if report.attempts:
        below = [*_LEGEND, *_notices(report), *_footnotes(report)]
        lines = [*_wrapped(title, width), "", *_table(report.items, width), "", *_wrapped(below, width)]
    else:
        lines = _wrapped([*title, f"Nobody has finished a quiz at it {'since then' if since else 'yet'}."], width)
    return [printable(line) for line in lines]


def item_report_csv(report: ItemReport) -> str:
    """Return the report as a table with a row for each question and answer; no cell is a formula."""
    return csv_text([_COLUMNS, *_rows(report)])


def _who(report: ItemReport) -> str:
    who = people(report.people)
    return who if report.attempts == report.people else f"{who}, {report.attempts:,} quizzes"


def _version(report: ItemReport) -> Iterator[str]:
    version = f"of version {report.version}" if report.version else "as they are now"
    yield f"Questions {version}; answers to equal ones of earlier versions count."


def _wrapped(lines: Iterable[str], width: int) -> list[str]:
    """Wrap lines that are longer, with what follows indented."""
    found: list[str] = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip())) + _INDENT
        found += textwrap.wrap(line, width, subsequent_indent=indent) or [""]
    return found


def _table(items: Sequence[ItemLine], width: int) -> Iterator[str]:
    """Yield the questions: id, figures and the commonest wrong answer side by side, as far as there is room."""
    longest = min(max(len(item.id) for item in items), _ID)
    is_narrow = width < longest + 2 + len(_HEADINGS)
    ids = len(_INDENT) if is_narrow else longest + 2
    is_wide = width >= _ONE_LINE_FROM
    yield f"{'':{ids}}{_HEADINGS}{'  the commonest wrong answer' if is_wide else ''}"
    for item in items:
        is_above = is_narrow or len(item.id) > longest
        begin = f"{'' if is_above else item.id:{ids}}{_figures_line(item)}"
        if is_above:
            yield item.id
        if is_wide:
            yield f"{begin}  {_won(item, width - len(begin) - 2)}".rstrip()
        else:
            yield begin.rstrip()
            if won := _won(item, width - len(_INDENT)):
                yield f"{_INDENT}{won}"


def _figures_line(item: ItemLine) -> str:
    flag = "!" if item.notices else ""
    return f"{item.people:>6}  {_known(item):>8}  {_index(item):>7}  {_efficiency(item):>7} {flag:1}"


def _known(item: ItemLine) -> str:
    if item.figures is None:
        return "no key"
    return _more(item.figures.people_wanting) or f"{whole_mark(item.figures.facility or 0, 100)} %"


def _index(item: ItemLine) -> str:
    return _discriminates(item, item.figures.discrimination_index if item.figures else None)


def _efficiency(item: ItemLine) -> str:
    return _discriminates(item, item.figures.discriminative_efficiency if item.figures else None)


def _discriminates(item: ItemLine, figure: float | None) -> str:
    if item.figures is None or item.figures.people_wanting:
        return ""
    if figure is None:
        return _more(item.figures.people_wanting_to_discriminate) or "none"
    return whole(figure)


def _more(people: int) -> str:
    return f"{people} more" if people else ""


def _won(item: ItemLine, width: int) -> str:
    """Return the count of the commonest wrong answer, and the answer as far as there is room."""
    wrong = item.commonest_wrong
    if wrong is None:
        return ""
    count = f"{wrong.answer.count:>3}  "
    about = f"{wrong.part.about}: " if wrong.part.about else ""
    more = " (more than the key)" if wrong.outvotes else ""
    return f"{count}{cut(about + wrong.answer.text, width - len(count) - len(more))}{more}"


def _notices(report: ItemReport) -> Iterator[str]:
    noticed = [item for item in report.items if item.notices]
    if noticed:
        yield from ("", "What to look at")
    for item in noticed:
        yield from ("", f"{item.id}: {cut(item.prompt, _PROMPT)}")
        yield from (f"{_INDENT}! {notice.words}" for notice in item.notices)


def _footnotes(report: ItemReport) -> Iterator[str]:
    if report.consistency is not None and report.standard_error is not None:
        yield ""
        yield (
            f"Internal consistency (Cronbach's alpha) {whole(report.consistency)}"
            f"; by chance a total is off by about {report.standard_error:.1f} marks."
        )
    if report.answers_changed:
        yield ""
        yield f"{plural(report.answers_changed, 'answer')} to questions that are gone or ask something else now: not shown."
    if report.answers_unknown:
        yield ""
        yield f"{plural(report.answers_unknown, 'answer')} to versions of the bank whose text was not kept: not shown."


def _rows(report: ItemReport) -> Iterator[tuple[object, ...]]:
    for item in report.items:
        look_at = " ".join(notice.words for notice in item.notices)
        head = (report.bank, report.version, item.id, item.kind, item.prompt, item.people, *_figures(item), *_marks(item))
        rows = list(_answers(item))
        # A question always has a row, even if nothing may be told of what was chosen.
        yield from ((*head, *row, look_at) for row in rows or [("", "", "", "", "")])


def _figures(item: ItemLine) -> tuple[object, ...]:
    found = item.figures
    if found is None:
        return ("",) * 5
    figures = (found.facility, found.sd, found.discrimination_index, found.discriminative_efficiency, found.effective_weight)
    return tuple("" if figure is None else figure for figure in figures)


def _marks(item: ItemLine) -> tuple[object, ...]:
    counts = item.counts
    if counts is None:
        return (_FEWER,) * 4
    marks = (counts.right, counts.partly, counts.wrong) if item.figures else ("",) * 3
    return (*marks, counts.unanswered)


def _answers(item: ItemLine) -> Iterator[tuple[object, ...]]:
    """Yield part, answer, whether it is right, how many gave it, and how many answered."""
    for part in item.counts.parts if item.counts else ():
        for answer in part.counts:
            right = "yes" if answer.fraction > ALL_RIGHT else "partly" if answer.fraction > 0 else "no"
            yield part.about, answer.text, right if item.figures else "", answer.count, part.answered
