"""What to brief next, from the trainer's desk: topics that people get wrong while very sure, and how sure they are."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from typing_extensions import override

from quiz.play.points import CERTAINTY_WORDS
from quiz.questions.text import people, plural
from quiz.reports.certainty import Calibration, TopicCertainty
from quiz.reports.retained import Retained
from quiz.reports.suppression import FEWEST
from quiz.reports.topics import TopicReport, read_topic_report, too_few_said, too_few_very_sure
from quiz.tui.base import QuizBase
from quiz.tui.widgets.charts import bar
from quiz.tui.widgets.grid import column
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow
from quiz.tui.widgets.scrolling import SCROLL_KEYS, PageScreen

_SHARE_AT = 14
"""Cells of the column before a topic, for how much was wrong, in figures or in words."""
_ANSWERS_FROM, _BARS_FROM = 60, 84
"""From these widths answers are shown beside people, and bars beside both."""
_BAR = 12
_BLANK = TextRow(Content(""))


class BriefingScreen(PageScreen):
    """A page about topics and teams, never about a person."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLL_KEYS, Binding("escape,q,b", "dismiss", "desk", key_display="Esc")]

    app = getters.app(QuizBase)

    def __init__(self) -> None:
        """Begin empty; the report is read after the first frame."""
        super().__init__()
        self._report: TopicReport | None = None

    @override
    def compose(self) -> ComposeResult:
        with Center(), Horizontal(id="top"):
            yield PlainText("What to brief next", classes="left title")
            yield PlainText("", id="count", classes="right")
        with VerticalScroll(id="page", can_focus=False), VerticalGroup(classes="column"):
            yield Rows([TextRow(Content("Reading the answers…"))], id="told")
        yield KeyBar()

    @override
    def on_mount(self) -> None:
        """Begin to read. Textual calls the handler of ``PageScreen`` as well."""
        self._read()

    @work
    async def _read(self) -> None:
        services = self.app.services
        store, banks = services.store, services.library.banks
        self._report = await self.app.from_store(lambda: read_topic_report(store, banks))
        if self._report is None:
            self.dismiss()
        self._draw()

    def on_resize(self) -> None:
        """Draw it again for the new size."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self._report is None:
            return
        if self._report.answers:
            said = f"{plural(self._report.answers, 'answer', ',')} by {people(self._report.people)}"
            self.query_one("#count", PlainText).update(said)
        self.query_one("#told", Rows).show([*report_rows(self._report, column(self.size.width) - 4)])


def report_rows(report: TopicReport, width: int) -> Iterator[TextRow]:
    """Yield the report for a page ``width`` cells wide."""
    yield from _certainty_rows(report, width)
    if report.retained:
        yield from (_BLANK, TextRow(Content.styled("Still right when asked again, of what was right", "bold")))
        yield from (_retained_row(one.topic, span) for one in report.retained for span in one.spans)


def _certainty_rows(report: TopicReport, width: int) -> Iterator[TextRow]:
    if not report.answers:
        yield TextRow(Content("Nobody has said how sure they are yet."))
        where = "Quizzes ask it after each answer, unless the settings or the bank say otherwise."
        yield TextRow(Content.styled(where, "$muted"))
        return
    if report.people < FEWEST:
        yield TextRow(Content(too_few_said()))
        return
    yield TextRow(Content.styled("Wrong, of what people were very sure of", "bold"))
    yield from _topic_rows(report.topics.topics, width)
    if report.topics.too_few:
        yield TextRow(Content.styled(too_few_very_sure(report.topics.too_few), "$muted"))
    for team, topics in report.teams:
        yield from (_BLANK, TextRow(Content.styled(f"Team {team}", "bold")))
        yield from _topic_rows(topics, width)
    if report.levels:
        yield from (_BLANK, TextRow(Content.styled("How sure people were, and how right they were", "bold")))
        yield from map(_level_row, report.levels)


def _topic_rows(topics: Iterable[TopicCertainty], width: int) -> Iterator[TextRow]:
    empty = True
    for one in topics:
        empty = False
        share = f"{one.share:.0f} % wrong" if isinstance(one.share, float) else f"{one.share}"
        answers = f"{plural(one.answers, 'answer')}, " if width >= _ANSWERS_FROM else ""
        beside = Content.styled(f"{answers}{people(one.people)}", "$muted")
        if one.wrong is not None and width >= _BARS_FROM:
            beside = Content.assemble(bar(one.wrong, one.answers, _BAR, "$wrong"), "  ", beside)
        yield TextRow(Content(one.topic), Content.styled(share, "$wrong"), _SHARE_AT, beside, cut=True)
    if empty:
        yield TextRow(Content.styled("Nothing can be shown yet.", "$muted"))


def _retained_row(topic: str, span: Retained) -> TextRow:
    share = f"{span.share:.0f} %" if isinstance(span.share, float) else f"{span.share}"
    beside = Content.styled(f"after {span.days} days, {people(span.people)}", "$muted")
    return TextRow(Content(topic), Content(share), _SHARE_AT, beside, cut=True)


def _level_row(level: Calibration) -> TextRow:
    answers = plural(level.answers, "answer", ",")
    text = f"{answers}, {level.share_in_figures} % right: {level.verdict.value}"
    fits = Content.styled(f"{level.least:.0f} to {level.most:.0f} % would fit", "$muted")
    return TextRow(Content(text), Content(CERTAINTY_WORDS[level.certainty]), _SHARE_AT, fits)
