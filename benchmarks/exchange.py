"""Long files of other programs, against TOML with as much text, at two lengths: the time grows no faster."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.banks import bank_text
from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line

_QUESTIONS = 5_000
_QUESTION = """\
// [id:question-{number}]
// [tag:measuring]
::question-{number}::Prompt {number:05} asks which of these is so\\: the first or another?{{
\t=The first of them#Well done\\: it is the first.
\t~The second of them#It is the first.
\t~The third of them#It is the first.
\t~The fourth of them#It is the first.
\t####The first is so.\\nSource\\: A page, A publisher, https\\://example.org/page, checked 2026-11-23
}}

"""


_XML_QUESTION = """\
<question type="multichoice">
<name><text>question-{number}</text></name>
<questiontext format="html">
  <text><![CDATA[<p>Prompt {number:05} asks which of these is so: the first or another?</p>]]></text>
</questiontext>
<generalfeedback format="html"><text>The first is so.</text></generalfeedback>
<defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>
<idnumber>question-{number}</idnumber>
<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>
<answer fraction="100" format="html"><text>The first of them</text><feedback><text>So it is.</text></feedback></answer>
<answer fraction="0" format="html"><text>The second of them</text><feedback><text>No.</text></feedback></answer>
<answer fraction="0" format="html"><text>The third of them</text><feedback><text>No.</text></feedback></answer>
</question>
"""
_HEADINGS = ("id", "question", "option 1", "option 2", "option 3", "option 4", "correct", "explanation")


def _rows(questions: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, questions + 1):
        prompt = f"Prompt {number:05} asks which of these is so: the first or another?"
        options = (f"The {place} of them" for place in ("first", "second", "third", "fourth"))
        yield (f"question-{number}", prompt, *options, 1, "The first is so, as its source says.")


def _csv(questions: int) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([_HEADINGS, *_rows(questions)])
    return text.getvalue().encode()


def _xlsx(questions: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Questions")
    for row in (_HEADINGS, *_rows(questions)):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _json(questions: int) -> bytes:
    rows = (
        {"question": prompt, "options": options, "answer": options[0], "explanation": why}
        for _, prompt, *options, _, why in _rows(questions)
    )
    return json.dumps(list(rows), indent=1).encode()


def _gift(questions: int) -> bytes:
    return "".join(_QUESTION.format(number=number) for number in range(1, questions + 1)).encode()


def _moodle(questions: int) -> bytes:
    text = "".join(_XML_QUESTION.format(number=number) for number in range(1, questions + 1))
    return f"<quiz>{text}</quiz>".encode()


_FORMATS: dict[str, tuple[str, Callable[[int], bytes], Callable[[int], bytes]]] = {
    "gift": ("GIFT", _gift, _gift),
    "moodle": ("Moodle XML", _moodle, _moodle),
    "csv": ("CSV", _csv, _csv),
    "xlsx": ("Excel", _xlsx, _csv),
    "quizmaster": ("JSON", _json, _json),
}
"""Each format's name, a function that makes a file of so many questions, and one for its text if the file is packed."""


def measure(folder: Path, times: int) -> list[Line]:
    """Compare reading 5,000 questions, and four times as many, with tomli's reading of the same number of bytes."""
    return [line for how in _FORMATS for line in _measure(how, folder, times)]


def _measure(how: str, folder: Path, times: int) -> list[Line]:
    name, make, as_text = _FORMATS[how]
    lines: list[Line] = []
    seconds: list[float] = []
    for questions in (_QUESTIONS, 4 * _QUESTIONS):
        file = folder / f"{questions}.{how}"
        file.write_bytes(make(questions))
        toml = folder / f"{questions}.toml"
        size = len(as_text(questions))
        toml.write_text(_toml_of(size), encoding="utf-8")
        ours, tomli = medians(times, partial(_seconds, how, file), partial(_seconds, "tomli", toml))
        seconds.append(ours)
        what = f"{questions:,} {name} questions, {size / 1e6:.1f} MB: reading / `tomli.loads` of as much TOML"
        lines.append(ratio_line(what, ours, tomli, 6))
    lines.append(ratio_line(f"{name}: four times the questions / once", seconds[1], seconds[0], 5))
    return lines


def _seconds(how: str, file: Path) -> float:
    return float(output_of(child("reading", how, file), file.parent))


def _toml_of(size: int) -> str:
    """Return a bank of about ``size`` bytes."""
    one = len(bank_text("big", 1))
    each = (len(bank_text("big", 101)) - one) / 100
    return bank_text("big", 1 + round((size - one) / each))
