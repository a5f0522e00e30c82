"""Reads terms with their definitions, a line each, as Quizlet and Anki write them: each becomes a word or two to type.

Anki's own lines (``#separator:tab``, ``#tags column:3``; docs.ankiweb.net, "Text Files") give the separator of the cells,
whether they are HTML, and which columns are not text of the card.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from statistics import median

from quiz.banks.formats.exchange import Imported, ImportReport, LeftOut, Tally, clean_lines, refuse_faulty, with_ids
from quiz.banks.formats.question_import import QuestionImport
from quiz.banks.formats.table_columns import Row
from quiz.questions.diagnostics import quoted
from quiz.questions.question import Question
from quiz.questions.short import Short

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_HEADER = re.compile(r"#([a-z ]+):(.*)", re.IGNORECASE)
_NO_TEXT = ("tags column", "guid column", "notetype column", "deck column")
"""Anki's columns that are not text of the card."""
_CLOZE = re.compile(r"\{\{c\d+::")
_LONGEST_ANSWER = 80
"""The most characters that anybody types."""


def read_terms(text: str, file: str) -> Imported:
    """Return a question for each line with a term and a definition; the usually shorter side is typed."""
    report = ImportReport(file)
    lines = clean_lines(text, report).split("\n")
    headers = {match[1].lower(): match[2].strip() for line in _first_lines(lines) if (match := _HEADER.fullmatch(line))}
    skipped = {int(headers[name]) - 1 for name in _NO_TEXT if headers.get(name, "").isdecimal()}
    said = headers.get("separator", "")
    mark = _SEPARATORS.get(said.lower(), said[:1]) or _mark_of(lines)
    rows = list(_rows(lines, mark, quotes=bool(headers) or mark != "\t"))
    pairs = [_pair(row, skipped) for row in rows]
    whole = [pair for pair in pairs if pair]
    # Lines may be question and answer, or term and definition: the side that is usually shorter is typed.
    swapped = bool(whole) and median(len(pair[1]) for pair in whole) > median(len(pair[0]) for pair in whole)
    questions: list[Question] = []
    for row, pair in zip(rows, pairs, strict=True):
        seen = QuestionImport(report, row.number, quoted(next(filter(None, row.cells), ""), 50))
        try:
            questions.append(_question(pair, swapped, "plain" if headers.get("html") == "false" else "moodle", seen))
        except LeftOut as why:
            seen.leave_out(why)
            continue
        seen.report_markup()
        _report_further_cells(row, skipped, seen)
    if questions:
        sides = (
            "the second part is asked, the first is" if swapped else "the first part is asked, the second is"
        ) + " typed"
        message = f"Read as terms and definitions: of each line {sides}."
        report.advice(rows[0].number, "terms", message, "Where that is the wrong way round, change the columns.")
    settled = with_ids(questions, map(_wanted, questions))
    tally = Tally(rows=len(rows), questions=len(settled), left_out=len(rows) - len(settled), others=0)
    return Imported(questions=settled, problems=report.problems(), tally=tally)


def _first_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with which Anki begins a file."""
    for line in lines:
        if not line.startswith("#"):
            return
        yield line


def _mark_of(lines: Sequence[str]) -> str:
    """Return the separator of the two sides: a tab if there is any, else the mark in most lines."""
    return "\t" if any("\t" in line for line in lines) else max(";|,", key=lambda mark: sum(mark in line for line in lines))


def _rows(lines: Sequence[str], mark: str, *, quotes: bool) -> Iterator[Row]:
    """Yield the rows that are not blank; only Anki puts cells into quotes."""
    start = sum(1 for _ in _first_lines(lines)) if quotes else 0
    reader = csv.reader(
        io.StringIO("\n".join(lines[start:])), delimiter=mark, quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    )
    before = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = [""]
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield Row(start + before + 1, tuple(cells))
        before = reader.line_num


def _pair(row: Row, skipped: set[int]) -> tuple[str, str] | None:
    """Return term and definition; None unless there are both."""
    texts = [cell.strip() for place, cell in enumerate(row.cells) if place not in skipped]
    return (texts[0], texts[1]) if len(texts) > 1 and texts[0] and texts[1] else None


def _question(pair: tuple[str, str] | None, swapped: bool, kind: str, seen: QuestionImport) -> Short:
    if pair is None:
        raise LeftOut("terms", "it has no term with a definition.", "Part the two with a tab.")
    if any(map(_CLOZE.search, pair)):
        raise LeftOut("terms", "it has gaps (cloze).", "Write it as a question with an answer.")
    prompt, answer = (seen.plain(text, kind) or text for text in (reversed(pair) if swapped else pair))
    if len(answer) > _LONGEST_ANSWER:
        fix = "Write it as a question with options, or with a short answer."
        raise LeftOut("terms", f"nobody types {len(answer)} characters.", fix)
    question = Short(id="unsettled", prompt=prompt, accept=(answer,))
    refuse_faulty(question, ())
    return question


def _wanted(question: Question) -> str:
    return question.accept[0] if isinstance(question, Short) else question.prompt


def _report_further_cells(row: Row, skipped: set[int], seen: QuestionImport) -> None:
    further = [cell.strip() for place, cell in enumerate(row.cells) if place not in skipped and cell.strip()][2:]
    if further:
        seen.advise("left-behind", f"left behind: {', '.join(map(quoted, further[:5]))}.", "Put in by hand what is wanted.")
