"""The rows of the list on home: cards for what was left open, is due or was missed, then banks and broken files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.content import Content

from quiz.banks.loading import Reading
from quiz.banks.model import Bank
from quiz.questions.reading_time import usual_minutes
from quiz.questions.text import about_minutes, plural
from quiz.reports.mark_blocks import mark_blocks
from quiz.reports.summary import mark_in_figures
from quiz.services.progress import BankProgress, Unfinished
from quiz.services.topups import why_again
from quiz.tui.widgets.charts import bar
from quiz.tui.widgets.pick_list import Look, row_line

PASSED, NOT_YET, BEGUN, NEW = "✔", "◐", "▸", "○"
"""The glyphs for a player's standing at a bank."""

_GLYPH, _TITLE, _BEST, _DATE = 2, 27, 5, 6
"""Widths of columns in cells, without the gaps."""
_IN_WORDS = 17
"""The width of what is known in words: “38 of 100 known”."""
_LEFT = 2
"""Cells before a row, for the mark of the chosen one."""

CARD_WIDTH = 68
"""From this width of the list cards go side by side; below it each is a row."""


@dataclass(frozen=True)
class Columns:
    """Which columns a bank's row has after the title and the best mark, and how wide they are."""

    title: int
    blocks: int = 0
    """How many marks are shown as blocks."""
    figures: int = 0
    """How many of them as figures too."""
    bar: int = 0
    has_known: bool = True
    has_date: bool = False
    gap: int = 2

    @property
    def marks(self) -> int:
        """The width of the marks, 0 if they are not shown."""
        return self.blocks + 3 * self.figures if self.blocks else 0

    @property
    def known(self) -> int:
        """The width of what is known; without bars the column may also say how far an open attempt has got."""
        return self.bar + 9 if self.bar else _IN_WORDS

    @classmethod
    def of(cls, width: int) -> "Columns":
        """Return the columns for a list ``width`` cells wide."""
        if width >= 92:
            return cls(_TITLE, blocks=6, figures=3, bar=11, has_date=True, gap=4)
        if width >= 76:
            return cls(width - 76 + _TITLE, blocks=4, figures=2, bar=5, has_date=True)
        if width >= CARD_WIDTH:
            return cls(_TITLE, blocks=4, figures=2, bar=5)
        if width >= 50:
            return cls(width - 58 + _TITLE if width < 58 else _TITLE)
        return cls(max(width - 11, 4), has_known=False)


def headings(width: int) -> Content:
    """Return the headings of the banks' columns."""
    columns = Columns.of(width)
    parts = ["Bank".ljust(columns.title), "  ", "Best".rjust(_BEST), "   "]
    if columns.marks:
        parts += ["Last marks".ljust(columns.marks + columns.gap)]
    if columns.bar:
        # Without bars this column holds several kinds of thing, each of which says in words what it is.
        parts += ["You know".ljust(columns.known + columns.gap)]
    if columns.has_date:
        parts += ["Played".rjust(_DATE)]
    return Content.styled(" " * (_LEFT + _GLYPH) + "".join(parts).rstrip(), "$muted")


@dataclass(frozen=True)
class Headings:
    """The headings of the columns, or on a first start the request to choose a bank."""

    is_first_start: bool
    key: str = ""
    beside: bool = False

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return them in one line."""
        text = Content.styled(" " * (_LEFT + _GLYPH) + "Choose one", "$muted") if self.is_first_start else headings(width)
        return [text.truncate(width, pad=True)]


def card_lines(lines: Sequence[Content], width: int, paper: str, *, is_chosen: bool = False) -> list[Content]:
    """Return ``lines`` on a card, whose upper and lower edges are half a row high."""
    mark = Content.styled("▌ ", "$right") if is_chosen else Content("  ")
    within = [(mark + line.truncate(width - 4, ellipsis=True, pad=True) + "  ").stylize(f"on {paper}") for line in lines]
    return [Content.styled("▄" * width, paper), *within, Content.styled("▀" * width, paper)]


@dataclass(frozen=True)
class WelcomeCard:
    """A welcome for somebody who has never played."""

    keeps_scores_here: bool
    """Whether answers stay on this machine."""
    is_row: bool = False
    """Whether there is room for a row only."""
    key: str = ""
    beside: bool = False

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the card, or the row."""
        welcome = Content.styled("Welcome. Five minutes are enough.", "bold")
        if self.is_row:
            return [row_line(welcome, width, "rest")]
        more = Content(
            "Ten questions a go. Each answer says why, and what to do about it at school."
            + (" Nothing that you answer leaves this machine." if self.keeps_scores_here else "")
        )
        text = [welcome, *more.wrap(max(width - 4, 1))]
        return card_lines(text, width, "$right-tint")


@dataclass(frozen=True)
class WayCard:
    """A way on, before the banks: two lines on a card, or a row if space is short."""

    key: str
    glyph: str
    what: str
    much: str = ""
    """How much of it, at the right."""
    title: str = ""
    """What it is about, cut if need be: on the second line, or after ``what`` if there is only one."""
    more: str = ""
    """The rest of the second line, which is never cut."""
    whole: str = ""
    """What the second line says instead if it has room."""
    beside: bool = False
    is_row: bool = False

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the card."""
        paper = {"rest": "$surface", "hover": "$raised", "chosen": "$picked"}[look]
        if self.is_row:
            what = f"{self.what}: {self.title}" if self.title else self.what
            return [(row_line(self._first(what, width - 4), width, look)).stylize_before(f"on {paper}")]
        second = ("  " + self._second(width - 6)).stylize("" if look == "chosen" else "$muted")
        return card_lines([self._first(self.what, width - 4), second], width, paper, is_chosen=look == "chosen")

    def _second(self, width: int) -> Content:
        whole = Content(self.whole or f"{self.title}{self.more}")
        if whole.cell_length <= width:
            return whole
        more = Content(self.more)
        return Content(self.title).truncate(max(width - more.cell_length, 0), ellipsis=True) + more

    def _first(self, what: str, width: int) -> Content:
        much = Content.styled(self.much, "bold $right")
        room = max(width - much.cell_length - 3, 0)
        name = Content.styled(what, "bold").truncate(room, ellipsis=True, pad=True)
        return Content.assemble((self.glyph, "$right"), " ", name, " ", much)


@dataclass(frozen=True)
class BankRow:
    """A bank that can be played, and the player's standing at it, in one line."""

    bank: Bank
    stands: BankProgress | None
    """None until it is known; the space for the figures then stays empty."""
    today: date
    names_file: bool = False
    """Whether another bank has the same title."""
    is_first_start: bool = False
    is_first: bool = False
    """Whether somebody who has never played is asked to begin with this one."""
    beside: bool = False

    @property
    def key(self) -> str:
        """The row's key holds the bank's id."""
        return f"bank:{self.bank.id}"

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the row, whose columns line up with those of other rows whatever the titles."""
        if self.is_first_start:
            return [row_line(self._invitation(look, width - _LEFT - 2), width, look)]
        columns = Columns.of(width)
        title = _cell(self._title(look), columns.title)
        if self.stands is None:
            return [row_line(Content("  ") + title, width, look)]
        best = _to_the_right(best_in_brief(self.bank, self.stands), _BEST)
        figures = "   " + self._figures(self.stands, columns) if columns.has_known else ""
        return [row_line(Content.assemble(bank_glyph(self.bank, self.stands), " ", title, "  ", best, figures), width, look)]

    def _title(self, look: Look) -> Content:
        file = f" · {Path(self.bank.file).name}" if self.names_file else ""
        draft = " · draft" if self.bank.about.draft else ""
        return Content.assemble((self.bank.title, "bold" if look == "chosen" else ""), (file + draft, "$muted"))

    def _invitation(self, look: Look, width: int) -> Content:
        length, minutes = how_long(self.bank)
        long = f"{length} of {plural(len(self.bank.scored), 'question')}, {plural(minutes, 'minute')}"
        asked = Content.styled(long if width >= CARD_WIDTH else plural(minutes, "minute"), "$muted")
        if self.is_first:
            asked = Content.assemble(("start here", "bold"), "  ", asked)
        title = _cell(self._title(look), max(width - asked.cell_length - 4, 0))
        return Content.assemble((NEW, "$muted"), " ", title, "  ", asked)

    def _figures(self, stands: BankProgress, columns: Columns) -> Content:
        """Return what follows the best mark: for a bank never begun, how long a quiz is."""
        gap = " " * columns.gap
        if stands.last_played is None and not stands.unfinished:
            length, minutes = how_long(self.bank)
            asked = f"{length} of {plural(len(self.bank.scored), 'question')}, {plural(minutes, 'minute')}"
            return Content.styled(asked if columns.marks else plural(minutes, "minute"), "$muted")
        parts: list[Content | str] = []
        if columns.marks:
            parts += [_cell(_marks(self.bank, stands, columns), columns.marks), gap]
        if columns.has_known:
            begun = None if columns.marks else stands.unfinished
            known = _how_far(begun) if begun else _known(self.bank, stands, columns)
            parts += [_cell(known, columns.known)]
        if columns.has_date and stands.last_played is not None:
            played = Content.styled(day_in_brief(stands.last_played, self.today), "$muted")
            parts += [gap, _to_the_right(played, _DATE)]
        return Content.assemble(*parts)


@dataclass(frozen=True)
class BrokenRow:
    """A file that cannot be played, in one line."""

    reading: Reading
    beside: bool = False

    @property
    def key(self) -> str:
        """The row's key holds the file's path."""
        return f"file:{self.reading.file}"

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the file's name and how many faults keep it from being played."""
        columns = Columns.of(width)
        name = _cell(Content.styled(Path(self.reading.file).name, "bold" if look == "chosen" else ""), columns.title)
        said = f"cannot be played: {plural(len(self.reading.faults), 'fault')}"
        if not columns.has_known:
            name, said = name.truncate(max(columns.title - 3, 1), ellipsis=True), plural(len(self.reading.faults), "fault")
        return [row_line(Content.assemble(("!", "bold $wrong"), " ", name, "  ", (said, "$wrong")), width, look)]


def _cell(text: Content, width: int) -> Content:
    """Return ``text`` in exactly ``width`` cells, cut if it is longer."""
    return text.truncate(width, ellipsis=True, pad=True)


def _to_the_right(text: Content, width: int) -> Content:
    return text.pad_left(max(width - text.cell_length, 0))


def bank_glyph(bank: Bank, stands: BankProgress) -> Content:
    """Return the glyph for the player's standing at a bank."""
    if stands.best:
        return Content.styled(PASSED, "bold $right") if stands.has_passed(bank) else Content(NOT_YET)
    is_new = stands.last_played is None and not stands.unfinished
    return Content.styled(NEW, "$muted") if is_new else Content.styled(BEGUN, "$right")


def best_in_brief(bank: Bank, stands: BankProgress) -> Content:
    """Return the best mark, or if there is none a word of at most five cells."""
    if stands.best:
        # A failed mark is never rounded up to a pass; the exact mark is shown with the bank's details.
        mark = mark_in_brief(stands.best.mark, bank.about.pass_mark)
        return Content.styled(mark, "bold $right" if stands.has_passed(bank) else "bold")
    is_new = stands.last_played is None and not stands.unfinished
    return Content.styled("new", "bold $right") if is_new else Content("begun" if stands.unfinished else "–")


def mark_in_brief(mark: float, pass_mark: float) -> str:
    """Return the mark as ``73 %``: rounded, but down if rounding up would claim a pass or full marks."""
    exact = mark_in_figures(mark, pass_mark)
    return f"{int(mark)} %" if "." in exact else exact


def _marks(bank: Bank, stands: BankProgress, columns: Columns) -> Content:
    """Return the latest marks as blocks and figures, or how far an open attempt has got."""
    if stands.unfinished:
        return _how_far(stands.unfinished)
    if not stands.marks:
        return Content.styled("practised", "$muted")
    marks = [finished.mark for finished in stands.marks[-columns.blocks :]]
    colour = "$right" if stands.has_passed(bank) else "$partly"
    figures = ""
    for mark in reversed(marks[-columns.figures :]):
        longer = f" {mark_in_brief(mark, bank.about.pass_mark)[:-2]}{figures}"
        if len(longer) > 3 * columns.figures:
            break
        figures = longer
    return Content.assemble((mark_blocks(marks).rjust(columns.blocks), colour), (figures, "$muted"))


def _known(bank: Bank, stands: BankProgress, columns: Columns) -> Content:
    known, of = stands.known, len(bank.scored)
    if not columns.bar:
        return Content.styled(f"{known} of {of} known", "$muted")
    words = Content.styled(f"{known} of {of}", "$muted")
    return bar(known, of, max(min(columns.bar, columns.known - words.cell_length - 1), 0)) + " " + words


def _answered(unfinished: Unfinished) -> str:
    """Return how far an open attempt has got."""
    return f"{unfinished.answered} of {len(unfinished.record.questions)}"


def _how_far(unfinished: Unfinished) -> Content:
    """Return how far an open attempt has got, after its glyph, for use in a row."""
    return Content.assemble((f"{BEGUN} ", "$right"), _answered(unfinished))


def go_on_card(bank: Bank, unfinished: Unfinished, today: date, *, is_row: bool) -> WayCard:
    """Return the card for what was left open."""
    record = unfinished.record
    is_practice = record.mode == "learn"
    return WayCard(
        key=f"{record.mode}:{bank.id}",
        glyph=BEGUN,
        what="Go on practising" if is_practice else "Go on",
        much=_answered(unfinished),
        title=bank.title,
        more=f" · {played_in_words(record.shown_at or record.started_at, today)}",
        is_row=is_row,
    )


def due_card(questions: int, minutes: int, missed: int | None, *, is_row: bool, beside: bool) -> WayCard:
    """Return the card for what is due again today; ``missed`` counts those wrong last time, None if not known yet."""
    asked, long = about_minutes(questions, minutes).split(", ")
    has_half = beside and not is_row
    why = "" if missed is None else why_again(questions, missed)
    return WayCard(
        key="" if missed is None else "topup:",
        glyph="↻",
        what="Today" if is_row or has_half else f"Today: {asked}, {long}",
        much=asked if has_half else "",
        title=f"{asked}, {long}" if is_row else long if has_half else why,
        more=f" · {missed} missed" if has_half and missed else "",
        is_row=is_row,
        beside=has_half,
    )


def missed_card(missed: Sequence[tuple[Bank, int]] | None, *, is_row: bool, beside: bool) -> WayCard:
    """Return the card for questions ``missed``, counted by bank, the latest first; None if not known yet."""
    if missed is None:
        return WayCard("", "↻", "You missed", is_row=is_row, beside=beside and not is_row)
    one = f"questions of {len(missed)} banks" if len(missed) > 1 else missed[0][0].title
    (first, most), *others = missed
    return WayCard(
        key="missed:",
        glyph="↻",
        what="You missed",
        much=str(sum(count for _, count in missed)),
        title=one if is_row else f"{most} in {first.title}",
        more=f", {sum(count for _, count in others)} elsewhere" if others else "",
        whole=", ".join(f"{count} in {bank.title}" for bank, count in missed),
        is_row=is_row,
        beside=beside and not is_row,
    )


def how_long(bank: Bank) -> tuple[int, int]:
    """Return how many questions a quiz of ``bank`` has, and about how many minutes it takes."""
    length = bank.quiz_length()
    return length, usual_minutes(bank.questions, length)


def _day(at: int) -> date | None:
    """Return the day of ``at``, in milliseconds since 1970; None if it is not a valid time."""
    try:
        return date.fromtimestamp(at / 1000)
    except (ValueError, OverflowError, OSError):
        # Another program may have written it.
        return None


def played_in_words(at: int, today: date) -> str:
    """Return how long ago ``at`` was, in milliseconds since 1970: today, yesterday, 3 days ago, 12 Oct, 12 Oct 2024."""
    day = _day(at)
    if day is None:
        return ""
    days = (today - day).days
    if days < 1:
        return "today"
    if days < 7:
        return "yesterday" if days == 1 else f"{days} days ago"
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"


def day_in_brief(at: int, today: date) -> str:
    """Return the day of ``at`` in at most six cells: today, 12 Oct, or the year alone from almost a year ago."""
    day = _day(at)
    if day is None:
        return ""
    days = (today - day).days
    return "today" if days < 1 else f"{day.day} {day:%b}" if days < 330 else str(day.year)


def who_plays(name: str, team: str) -> Content:
    """Return who is playing, for the top line."""
    return Content(f"{name} · {team}" if team else name)
