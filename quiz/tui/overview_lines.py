"""A player's progress over all banks, drawn for home (below its banks) and for the progress screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from textual.content import Content

from quiz.banks.model import Bank
from quiz.questions.text import about_minutes, plural
from quiz.reports.mark_blocks import mark_blocks
from quiz.services.progress import BankProgress, Go, Overview, TopicProgress, Weeks
from quiz.services.topups import TopUp, coming_in_parts
from quiz.tui.home_rows import NOT_YET, PASSED, bank_glyph, mark_in_brief, played_in_words
from quiz.tui.widgets.charts import bar, columns
from quiz.tui.widgets.figures import block_figures
from quiz.tui.widgets.pick_list import Look, row_line

_A_WEEK = 2
"""The width of a week's column; there is one more cell between two."""

_LEFT = 2
"""Cells before a row, for the mark of the chosen one."""
_LEAST_NAME, _MOST_NAME, _LEAST_TITLE, _LEAST_BAR = 20, 31, 12, 5

_NOTHING = Content("")


def _known_words(overview: Overview) -> list[Content]:
    """Return the two lines beside the number of questions that are likely known."""
    of = Content.styled(f"of {plural(overview.questions, 'question')} likely known", "bold")
    return [of, Content.styled("right when last asked; memory fades", "$muted")]


def known_lines(overview: Overview, words: Sequence[Content]) -> list[Content]:
    """Return how many questions are known, in block figures five rows high, with ``words`` beside them."""
    rows = block_figures(str(overview.known), "large")
    above = (len(rows) - len(words) + 1) // 2
    beside = [_NOTHING] * above + list(words)
    beside += [_NOTHING] * (len(rows) - len(beside))
    return [Content.styled(row, "$right") + "   " + word for row, word in zip(rows, beside, strict=True)]


def weeks_lines(weeks: Weeks, height: int) -> list[Content]:
    """Return the answers of each week as columns ``height`` rows high, and below them when they begin and end."""
    drawn = columns(weeks.answers, height, width=_A_WEEK)
    first = f"{weeks.first.day} {weeks.first:%b}"
    width = drawn[0].cell_length
    return [*drawn, Content.styled(f"{first}{'now'.rjust(width - len(first))}", "$muted")]


def side_by_side(left: Sequence[Content], right: Sequence[Content], width: int, indent: int = 0) -> list[Content]:
    """Return ``left`` with ``right``, whose lines are equally wide, at the right edge; ``left`` alone if it does not fit."""
    needed = max(line.cell_length for line in right) + indent
    if max(line.cell_length for line in left) + 2 + needed > width:
        return list(left)
    return [line.pad_right(width - needed - line.cell_length) + other for line, other in zip(left, right, strict=True)]


def goes_lines(goes: Sequence[Go], today: date, width: int) -> list[Content]:
    """Return the latest goes: when, which bank, and how it went."""
    days = [played_in_words(go.finished.at, today) for go in goes]
    marks = [mark_in_brief(go.finished.mark, go.bank.about.pass_mark) for go in goes]
    when, longest = max(map(len, days), default=0) + 2, max(map(len, marks), default=0)
    titles = max((Content(go.bank.title).cell_length for go in goes), default=0)
    titles = max(min(titles, width - when - longest - 4), 1)
    lines = []
    for go, day, mark in zip(goes, days, marks, strict=True):
        title = Content(go.bank.title).truncate(titles, ellipsis=True, pad=True)
        said = f"{PASSED if go.passed else NOT_YET} {mark.rjust(longest)}"
        lines.append(
            Content.assemble((day.ljust(when), "$muted"), title, "  ", (said, "bold $right" if go.passed else "bold"))
        )
    return lines


def totals_lines(overview: Overview, banks: int, width: int) -> list[Content]:
    """Return the totals below the banks on a tall screen, ``width`` cells wide."""
    words = [
        *_known_words(overview),
        Content(f"{overview.passed} of {plural(banks, 'bank')} passed"),
    ]
    left = [Content.styled("All banks", "$muted"), _NOTHING, *known_lines(overview, words)]
    chart = weeks_lines(overview.weeks, 4)
    right = [
        Content.styled("Answers a week".ljust(chart[0].cell_length), "$muted"),
        _NOTHING.pad_right(chart[0].cell_length),
    ]
    within = side_by_side(left, [*right, *chart], width - 4)
    return [Content.styled("─" * width, "$line"), *("  " + line for line in within)]


def progress_head(overview: Overview, width: int) -> list[Content]:
    """Return the top of the progress screen: five rows."""
    missed = sum(len(ids) for _, ids in overview.missed)
    words = [
        *_known_words(overview),
        _NOTHING,
        Content.styled(f"{overview.passed} of {plural(len(overview.banks), 'bank')} passed", "bold"),
        Content(f"{missed} missed when last asked") if missed else _NOTHING,
    ]
    chart = weeks_lines(overview.weeks, 3)
    heading = Content.styled("Answers a week".ljust(chart[0].cell_length), "$muted")
    return side_by_side(known_lines(overview, words), [heading, *chart], width, indent=2)


@dataclass(frozen=True)
class Widths:
    """The widths of columns for topics and banks alike, so that their bars line up."""

    first: int
    """The topic, including the gap after it."""
    second: int
    """The bank, likewise; 0 if there is no room for it."""
    bar: int
    """0 if there is no room for it."""
    figures: int

    @classmethod
    def of(cls, overview: Overview, width: int) -> "Widths":
        """Return the columns in ``width`` cells."""
        topics = [Content(topic.topic).cell_length for _, topic in overview.weakest]
        banks = [Content(bank.title).cell_length for bank, _ in overview.weakest]
        figures = max((len(_of(stands.known, len(bank.scored))) for bank, stands in overview.banks), default=7)
        room = width - _LEFT - figures - 3
        first, second = (min(max(max(cells, default=0) + 3, _LEAST_NAME), _MOST_NAME) for cells in (topics, banks))
        if room - first - second >= _LEAST_BAR:
            return cls(first, second, room - first - second, figures)
        if room - first - _LEAST_BAR >= _LEAST_TITLE:
            return cls(first, room - first - _LEAST_BAR, _LEAST_BAR, figures)
        if room - first >= _LEAST_TITLE:
            return cls(first, room - first, 0, figures)
        return cls(room, 0, 0, figures)

    def joined(self) -> "Widths":
        """Return the same, with the first column taking the room of the first two."""
        return replace(self, first=self.first + self.second, second=0)

    def drawn(self, first: Content, second: Content, known: int, of: int) -> Content:
        """Return a row."""
        row = _cell(first, self.first) + _cell(second, self.second) + bar(known, of, self.bar)
        return row + "  " + Content.styled(_of(known, of).rjust(self.figures), "$muted")


def _of(known: int, of: int) -> str:
    return f"{known} of {of}"


def _cell(text: Content, width: int) -> Content:
    """Return ``text`` in exactly ``width`` cells, the last of them free."""
    return text.truncate(max(width - 1, 0), ellipsis=True, pad=True) + (" " if width else "")


def heading_line(left: str, right: str, width: int) -> Content:
    """Return a heading, with that of the figures at the right."""
    return Content.styled(f"  {left}{right.rjust(width - len(left) - 3)}", "$muted")


def coming_lines(coming: Sequence[int], width: int) -> list[Content]:
    """Return how many questions come again when, in as many lines of ``width`` cells as it takes."""
    parts = [Content.assemble((f"{span} ", "$muted"), (str(count), "bold")) for span, count in coming_in_parts(coming)]
    lines = [Content.styled("Comes again", "$muted")]
    for part in parts:
        if lines[-1].cell_length + 3 + part.cell_length > width - _LEFT:
            lines.append(_NOTHING)
        lines[-1] = lines[-1] + ("   " if lines[-1] else "") + part
    return ["  " + line for line in lines]


@dataclass(frozen=True)
class TopicRow:
    """A topic, its bank, and how much of it is likely known."""

    number: int
    bank: Bank
    topic: TopicProgress
    widths: Widths
    is_below_bank: bool = False
    """Whether the bank's own row is above it."""
    beside: bool = False

    @property
    def key(self) -> str:
        """The row's key is its place in the list."""
        return str(self.number)

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the row in one line."""
        name = Content.styled(self.topic.topic, "bold" if look == "chosen" else "")
        title, widths = Content.styled(self.bank.title, "$muted"), self.widths
        if self.is_below_bank:
            name, title, widths = "  " + name, _NOTHING, widths.joined()
        return [row_line(widths.drawn(name, title, self.topic.known, self.topic.questions), width, look)]


@dataclass(frozen=True)
class TodayRow:
    """What is due again today."""

    due: TopUp
    key: str = "topup"
    beside: bool = False

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the row in one line."""
        said = Content.styled(
            f"Today: {about_minutes(len(self.due.questions), self.due.minutes)}", "bold" if look == "chosen" else ""
        )
        return [row_line(Content.assemble(("↻ ", "$right"), said), width, look)]


def bank_lines(bank: Bank, stands: BankProgress, widths: Widths) -> list[Content]:
    """Return the latest marks of a bank as blocks and figures, and how much of it is likely known."""
    name = Content.assemble(bank_glyph(bank, stands), " ", (bank.title, "bold"))
    marks = [finished.mark for finished in stands.marks]
    figures = " ".join(mark_in_brief(mark, bank.about.pass_mark).removesuffix(" %") for mark in marks)
    colour = "$right" if stands.has_passed(bank) else "$partly"
    drawn = Content.assemble((mark_blocks(marks), colour), (f"  {figures}", "$muted"))
    if marks and drawn.cell_length < widths.second:
        return ["  " + widths.drawn(name, drawn, stands.known, len(bank.scored))]
    # Otherwise the marks have a line of their own, and the title may take the room of both.
    line = "  " + widths.joined().drawn(name, _NOTHING, stands.known, len(bank.scored))
    return [line, "    " + drawn] if marks else [line]
