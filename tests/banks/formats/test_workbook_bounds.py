"""No workbook, however made, takes the program's memory or ends it: there is a sentence."""

import io
import shlex
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from quiz.banks.formats import workbook_child
from quiz.banks.formats.workbooks import read_xlsx

ROWS = [["question", "a", "b", "correct"], ["Who?", "x", "y", 1]]


def workbook(far: dict[str, object]) -> bytes:
    """Return a workbook of one question, and of further cells by their places."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    for place, value in far.items():
        if value is None:
            book.active[place].font = Font(bold=True)
        else:
            book.active[place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_cells(cells: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """Return the workbook with further rows as XML, and with further files in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({}))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"</sheetData>", cells + b"</sheetData>") if "sheet1" in name else content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("place", ["XFD1048576", "XFD1", "A1048576"])
def test_a_cell_far_out_is_named(place: str) -> None:
    imported = read_xlsx(workbook({place: "x"}), "mine.xlsx")
    assert imported.questions == ()
    assert f'"{place}"' in imported.problems[0].message


def test_a_cell_far_out_that_is_only_formatted_does_not_matter() -> None:
    assert len(read_xlsx(workbook({"XFD1048576": None}), "mine.xlsx").questions) == 1


def test_what_would_take_all_memory_is_a_sentence() -> None:
    assert "memory" in read_xlsx(workbook({"ZZ99999": "x"}), "mine.xlsx").problems[0].message


@pytest.mark.thorough
def test_one_long_text_in_many_cells_is_a_sentence() -> None:
    text = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"A" * 5_000_000
        + b"</t></si></sst>"
    )
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(3, 1000))
    content = with_cells(rows, {"xl/sharedStrings.xml": text})
    assert len(content) < 100_000
    imported = read_xlsx(content, "mine.xlsx")
    assert imported.questions == ()
    assert "memory" in imported.problems[0].message


def test_a_formula_without_a_value_is_named_as_one() -> None:
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("Mine")
    for row in (["question", "a", "b", "correct"], ["One?", "x", "y", "=A1"], ["Two?", "x", "y", "y"]):
        sheet.append(["", *row])
    content = io.BytesIO()
    book.save(content)
    imported = read_xlsx(content.getvalue(), "mine.xlsx")
    assert [question.prompt for question in imported.questions] == ["Two?"]
    (said,) = [(problem.line, problem.message) for problem in imported.problems if problem.level == "fault"]
    assert said == (2, '"One?": its column correct holds a formula without a value.')


def test_an_error_in_a_cell_is_no_blank_one() -> None:
    book = openpyxl.Workbook()
    for row in (["question", "a", "b", "c", "correct"], ["One?", "x", "#N/A", "y", "A"], ["Two?", "x", "y", "z", "C"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    imported = read_xlsx(content.getvalue(), "mine.xlsx")
    assert [question.prompt for question in imported.questions] == ["Two?"]
    (said,) = imported.problems
    assert (said.line, said.message) == (2, '"One?": its column option 2 holds an error, such as #N/A.')


def test_what_is_hidden_in_a_workbook_is_read_and_said() -> None:
    book = openpyxl.Workbook()
    for row in (["question", "correct"], ["One?", "true"], ["Two?", "true"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Old").append(["question", "correct"])
    book["Old"].append(["Three?", "false"])
    book["Old"].sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    imported = read_xlsx(content.getvalue(), "mine.xlsx")
    assert len(imported.questions) == 3
    assert [(problem.line, problem.rule) for problem in imported.problems] == [(3, "hidden"), (0, "hidden")]


@pytest.mark.parametrize(("kind", "is_read"), [(b"", False), (b' t="str"', True), (b' t="n"', False)])
def test_a_formula_whose_value_is_an_empty_text_has_a_value(kind: bytes, is_read: bool) -> None:
    prompt = b'<c r="A3" t="inlineStr"><is><t>So?</t></is></c>'
    formula = b'<c r="B3"%s><f>IF(1,"")</f><v></v></c>' % kind
    row = b'<row r="3">%s%s<c r="D3" t="b"><v>1</v></c></row>' % (prompt, formula)
    imported = read_xlsx(with_cells(row), "mine.xlsx")
    assert [question.prompt for question in imported.questions] == ["Who?", "So?"][: 1 + is_read]


def test_cells_without_an_end_take_no_longer_than_their_length() -> None:
    assert workbook_child._marks_of(b"<f/>" + b"<c>" * 300_000, {}).without_value == {}
    assert not workbook_child._FAR_OUT.search(b"<c" + b' r="AAA1"' * 300_000)


@pytest.mark.skipif(sys.platform == "win32", reason="The program that stands for a frozen one is a script of the shell")
def test_a_frozen_program_reads_a_workbook_by_calling_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begins = "import runpy, sys; sys.frozen = True; runpy.run_module('quiz', run_name='__main__')"
    frozen = tmp_path / "quiz"
    frozen.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(begins)} "$@"\n', encoding="utf-8")
    frozen.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(frozen))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert len(read_xlsx(workbook({}), "mine.xlsx").questions) == 1
