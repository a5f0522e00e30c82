"""The state of bank files, for the trainer's desk: a row of the table for each, and what to do about one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from textual.content import Content

from quiz.banks.citations import due
from quiz.banks.foreign import ForeignFile, import_command
from quiz.banks.health import Health
from quiz.banks.model import Bank, in_words, oldest_read
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.text import plural, printable
from quiz.tui.question_row import FLAG
from quiz.tui.widgets.row_view import TextRow
from quiz.tui.widgets.table_columns import ColumnsRow, TableColumns

_COLUMNS = TableColumns(
    {"Questions": 12, "Faults": 9, "Advice": 9, "Oldest source": 13}, ("Oldest source", "Questions", "Advice")
)
_NONE = "–"

_INDENT = 11
_NARROW = 56
"""Below this width line numbers and names have no column of their own."""
_MOST_PROBLEMS = 40


def table_head(width: int) -> Content:
    """Return the names of the table's columns."""
    return _COLUMNS.head(width, "Bank")


def health_row(health: Health, flagged: int) -> ColumnsRow:
    """Return a file as a row of the table; players have flagged ``flagged`` of its questions."""
    sign, title, about = _title_of(health, flagged)
    return ColumnsRow(_COLUMNS, sign, title, _cells(health), about)


def foreign_row(found: ForeignFile) -> ColumnsRow:
    """Return another program's file as a row of the table that offers to import it."""
    asks = Content(": changed, import it?" if found.bank else ": import it?")
    return ColumnsRow(_COLUMNS, Content.styled("+", "bold $right"), Content(printable(found.file.name)), {}, asks)


def about_foreign(found: ForeignFile, width: int) -> list[TextRow]:
    """Return what to do about another program's file, for a pane ``width`` cells wide."""
    what = "This is not a bank yet. Enter shows the questions in it and makes a bank of them."
    if found.bank:
        name = printable(found.bank.name)
        what = f"It has changed since {name} was made of it. Enter shows what would change in {name}, and changes it there."
    said = (
        Content(what),
        Content.styled("Or in a terminal:", "$muted"),
        Content.styled(import_command(found.file, found.bank), "bold $right"),
    )
    return [TextRow(words, indent=2 if width >= _NARROW else 0) for words in said]


def _title_of(health: Health, flagged: int) -> tuple[Content, Content, Content]:
    """Return a file's sign and title, and any word about flags or a draft."""
    bank = health.reading.bank
    if bank is None:
        return Content.styled("!", "bold $wrong"), Content(Path(health.reading.file).name), Content("")
    about = [f" {FLAG} {flagged}" if flagged else "", " draft" if bank.about.draft else ""]
    return Content.styled("✔", "$right"), Content(bank.title), Content.styled("".join(about), "$muted")


def _cells(health: Health) -> Mapping[str, Content]:
    bank, faults = health.reading.bank, len(health.reading.faults)
    oldest = oldest_read(bank.sources.values()) if bank else None
    overdue = Content.styled(f"{health.overdue} overdue", "$wrong")
    return {
        "Questions": Content(str(len(bank.questions)) if bank else _NONE),
        "Faults": Content.styled(str(faults), "bold $wrong") if faults else Content(_NONE),
        "Advice": Content(str(len(health.in_short) - faults or _NONE) if health.advised else "…"),
        "Oldest source": overdue if health.overdue else Content(in_words(oldest) if oldest else _NONE),
    }


def health_title(health: Health) -> str:
    """Return the title above everything about a file."""
    bank, faults = health.reading.bank, len(health.reading.faults)
    if bank:
        return bank.title
    mended = "its fault is" if faults == 1 else f"its {faults} faults are"
    return f"{Path(health.reading.file).name}: left out until {mended} mended"


def about_health(health: Health, flags: Mapping[str, int], width: int) -> list[TextRow]:
    """Return what to do about a file, then the facts about it, for a pane ``width`` cells wide.

    ``flags`` says how many players have flagged each of its questions.
    """
    bank = health.reading.bank
    groups = [list(_to_do(health)), *([_flagged(bank, flags), _facts(health, bank)] if bank else [])]
    if bank is None:
        groups.append([_Said("", "File", Content(health.reading.file))])
    rows = [[said.row(width) for said in group] for group in groups]
    return [row for group in rows if group for row in (*group, TextRow(Content("")))]


class _Said(NamedTuple):
    """Something to say about a file: a sign, the line of the file or a heading, and the words."""

    sign: Content | str
    what: str
    words: Content

    def row(self, width: int) -> TextRow:
        """Return it as a row; in a narrow pane the line or heading goes before the words."""
        if width >= _NARROW:
            what = self.what.rjust(6) if self.sign else f"{self.what:7}"
            return TextRow(self.words, Content.assemble("  ", self.sign, (what, "$muted")), _INDENT)
        before = Content.styled(f"{self.what}  " if self.what else "", "$muted")
        return TextRow(before + self.words, Content.assemble(self.sign), 2)


def _to_do(health: Health) -> Iterator[_Said]:
    """Yield faults and advice, each with its line, a sentence, and how to mend it."""
    bank = health.reading.bank
    if bank and bank.about.draft:
        yield _Said("·", "", Content("Draft: still being written"))
    yield from _said_of(health.in_short)
    if not health.advised:
        yield _Said("", "", Content.styled("Looking for advice…", "$muted"))
    elif not health.problems:
        yield _Said(Content.styled("✔", "$right"), "", Content.styled("No faults, and no advice.", "$right"))


def problem_rows(problems: Sequence[PlacedDiagnostic], width: int, lists_all: str = "quiz bank check") -> list[TextRow]:
    """Return faults and advice, for a pane ``width`` cells wide; the command ``lists_all`` is named if they are too many."""
    return [said.row(width) for said in _said_of(problems, lists_all)]


def _said_of(problems: Sequence[PlacedDiagnostic], lists_all: str = "quiz bank check") -> Iterator[_Said]:
    for problem in problems[:_MOST_PROBLEMS]:
        yield _Said(_sign(problem), str(problem.line or "file"), _problem_words(problem))
    if len(problems) > _MOST_PROBLEMS:
        yield _Said("", "", Content(f"and {len(problems) - _MOST_PROBLEMS} more: {lists_all}"))


def _sign(problem: PlacedDiagnostic) -> Content:
    return Content.styled("!", "bold $wrong") if problem.level == "fault" else Content.styled("·", "$muted")


def _problem_words(problem: PlacedDiagnostic) -> Content:
    return Content.assemble(
        f"{problem.where}: " if problem.key else "",
        problem.message,
        (f"  {problem.rule}" if problem.level == "advice" else "", "$muted"),
        (f"\n→ {problem.fix}" if problem.fix else "", "$right"),
    )


def _flagged(bank: Bank, flags: Mapping[str, int]) -> list[_Said]:
    """Return the questions that players have flagged, the most often flagged first; never by whom."""
    if not flags:
        return []
    prompts = {question.id: " ".join(question.prompt.split()) for question in bank.questions}
    by_count = sorted(flags.items(), key=lambda flag: -flag[1])
    return [
        _Said("", "Flagged", Content(f"{plural(len(flags), 'question')} by players")),
        *(
            _Said(FLAG, "", Content.assemble(prompts[question_id], (f"  by {plural(players, 'player')}", "$muted")))
            for question_id, players in by_count
        ),
    ]


def _facts(health: Health, bank: Bank) -> list[_Said]:
    found = {
        "Types": _counted(question.NAME for question in bank.questions),
        "Topics": _counted(question.topic for question in bank.questions if question.topic),
        "Sources": "",
        "File": bank.file,
    }
    if bank.sources:
        first = in_words(min(map(due, bank.sources.values())))
        overdue = f", {health.overdue} overdue" if health.overdue else ""
        found["Sources"] = f"{len(bank.sources)}{overdue}; the first to read again by {first}"
    return [_Said("", name, Content(words)) for name, words in found.items() if words]


def _counted(things: Iterable[str]) -> str:
    """Return each of ``things`` with how often it occurs, the most frequent first."""
    return ", ".join(f"{thing} ({count})" for thing, count in Counter(things).most_common())
