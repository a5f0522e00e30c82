"""A file is told by what is in it; what is known and not read is named, with the way round."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.file_reading import UnusableFileError
from quiz.banks.formats.registry import format_of, read_file


def archive(*names: str, kind: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        if kind:
            opened.writestr("mimetype", kind)
        for name in names:
            opened.writestr(name, "x")
    return made.getvalue()


SHEET = "application/vnd.oasis.opendocument.spreadsheet"
KNOWN = {
    "quiz.xml": (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand --><quiz></quiz>", "moodle"),
    "quiz.txt": (b"\n<quiz>", "moodle"),
    "aiken.txt": (b"Well?\r\nA) yes\r\nB) no\r\nANSWER: A", "aiken"),
    "gift.txt": (b"// a comment\n\nWell?{=yes ~no}", "gift"),
    "html-gift.txt": (b"<p>Well?</p>{=yes ~no}", "gift"),
    "category.txt": (b"$CATEGORY: a/b\n\nRead this.", "gift"),
    "utf-16.txt": ("Well?\nA. yes\nB. no\nANSWER: B".encode("utf-16"), "aiken"),
    "table.txt": (b"Question\tAnswer 1\tAnswer 2\tCorrect\nWell?\tyes\tno\t1\n", "csv"),
    "bars.txt": (b"My quiz\n\nid|question|option 1|option 2|correct\n", "csv"),
    "terms.txt": (b"#separator:tab\nphishing\ta trick to get {secrets}\nsmishing\tthe same by text\n", "terms"),
    "cards.txt": (b"1\tWell {{c1::so}}?\tyes\n2\tWell?\tno\n", "csv"),
    "quiz.json": (b"[]", "quizmaster"),
    "json.txt": (b'{"questions": []}', "quizmaster"),
    "a.CSV": (b"<b>,x", "csv"),
    "html.gift": (b"<html>Well?{T}", "gift"),
    "book": (archive("xl/workbook.xml"), "xlsx"),
    "table.csv": (archive("xl/workbook.xml"), "xlsx"),
    "book.ods": (archive("content.xml", kind=SHEET), "xlsx"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
    "text.xls": (b"question\toption 1\toption 2\tcorrect\n", "csv"),
    "bank.toml": (b"format = 1", "toml"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_format_is_told_by_what_is_in_the_file(name: str) -> None:
    content, form = KNOWN[name]
    assert format_of(Path(name), content) == form


UNREAD = {
    "a.zip": (archive("quiz/imsmanifest.xml", "quiz/q1.xml"), "QTI"),
    "b.zip": (archive("imsmanifest.xml", "g1/assessment_meta.xml"), "Canvas"),
    "c.h5p": (archive("h5p.json", "content/content.json"), "H5P"),
    "d.docx": (archive("word/document.xml"), "text document"),
    "e.odt": (archive("content.xml", kind="application/vnd.oasis.opendocument.text"), "text document"),
    "f.apkg": (archive("collection.anki2"), "Anki"),
    "g.zip": (archive("a.txt"), "Unpack it"),
    "h.zip": (b"PK\x03\x04 and no more", "damaged"),
    "i.mbz": (b"\x1f\x8b\x08", "backup of Moodle"),
    "j.pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "k.doc": (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "text document"),
    "l.rtf": (b"{\\rtf1\\ansi", "text document"),
    "m.xml": (b"<?xml version='1.0'?><questestinterop xmlns='x'>", "QTI 1.2"),
    "n.xml": (b"<qti:assessmentItem xmlns:qti='x'>", "QTI 2"),
    "x.xml": (b"<?xml version='1.0'?><examview>", "ExamView"),
    "o.xml": (b"<plist>", "begins with <plist>"),
    "p.xls": (b"<html><table><tr><td>question", "web page"),
    "q.txt": (b"MC\tWell?\tyes\tcorrect\tno\tincorrect", "Blackboard"),
    "r.txt": (b"1. Well?\n*a) yes\nb) no", "a star"),
    "s.txt": (b"Some notes for myself.", "Neither its name"),
    "t.json": (b'{"formId": "x", "items": [{"questionItem": {}}]}', "Google form"),
    "u.csv": (b'"Timestamp","Score","What is it?"\n2026,1,yes', "answers to a Google form"),
    "v.bin": (b"\x00\x01\x02\xff", "not text"),
    "y.gform": (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x", "email": ""}', "Google file"),
    "w.xml": (b"<question type='truefalse'/>", "one question"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_known_and_not_read_is_named_with_the_way_round(tmp_path: Path, name: str) -> None:
    content, words = UNREAD[name]
    (tmp_path / name).write_bytes(content)
    imported = read_file(tmp_path / name)
    (problem,) = imported.problems
    assert imported.questions == ()
    assert words in str(problem)
    assert problem.message.endswith(".")
    assert problem.fix.endswith(".")


def test_the_answers_to_a_form_are_known_in_a_workbook_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["ID", "Start time", "Completion time", "Email", "Name", "What is it?"])
    book.save(tmp_path / "form.xlsx")
    assert "Microsoft form" in str(read_file(tmp_path / "form.xlsx").problems[0])


@given(st.binary(max_size=40) | st.text(alphabet='<?xml quiz>{}[]"\t,;|=~:*\nANSWER', max_size=60).map(str.encode))
def test_any_file_has_a_format_or_none_or_gets_a_sentence(content: bytes) -> None:
    for name in ("a", "a.txt", "a.xml", "a.xlsx", "a.csv", "a.json"):
        try:
            format_of(Path(name), content)
        except UnusableFileError as why:
            assert why.fix  # noqa: PT017
