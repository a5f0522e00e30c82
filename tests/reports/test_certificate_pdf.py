"""A certificate as a PDF: tagged, one page, the same to the byte, the same words as the page, and no text is ever markup."""

import io
import re
from typing import Any

import pytest
from msgspec import structs

from quiz.reports.certificate import certificate_facts, certificate_notes
from tests.reports.test_certificate import HOSTILE, POLICY, made

pytest.importorskip("typst", reason="typst is not installed: pip install '.[pdf]'", exc_type=ImportError)
pikepdf: Any = pytest.importorskip("pikepdf", reason="pikepdf is not installed: pip install '.[test]'", exc_type=ImportError)

from quiz.reports.certificate_pdf import UndrawableError, certificate_pdf  # noqa: E402

FULL = made(acknowledged=POLICY)


def read(pdf: bytes) -> Any:
    return pikepdf.open(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    """Return what the PDF says, by the tables that its fonts have for copying and reading aloud."""
    opened = read(pdf)
    (page,) = opened.pages
    tables = {name: _characters(font.ToUnicode.read_bytes().decode()) for name, font in page.Resources.Font.items()}
    said, table = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else operands
            glyphs = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            said.append("".join(table.get(glyphs[at : at + 2], "?") for at in range(0, len(glyphs), 2)))
    return re.sub(r"\s+|\u200b", "", "".join(said))


def _characters(table: str) -> dict[bytes, str]:
    pairs = re.findall(r"^<(\w+)> <(\w+)>$", table, re.MULTILINE)
    found = {bytes.fromhex(glyph): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}
    for first, last, text in re.findall(r"^<(\w+)> <(\w+)> <(\w+)>$", table, re.MULTILINE):
        start = bytes.fromhex(text).decode("utf-16-be")
        for number in range(int(first, 16), int(last, 16) + 1):
            found[number.to_bytes(2)] = start[:-1] + chr(ord(start[-1]) + number - int(first, 16))
    return found


def test_it_is_one_tagged_page_of_a4_that_readers_and_archives_take() -> None:
    pdf = read(certificate_pdf(FULL))
    about = pdf.open_metadata()
    assert [about[key] for key in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")] == ["1", "2", "A"]
    assert (pdf.Root.MarkInfo.Marked, str(pdf.Root.Lang), "/StructTreeRoot" in pdf.Root) == (True, "en-GB", True)
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == "Certificate of completion: Mrs A. Khan, Recognising scams"
    (page,) = pdf.pages
    assert [round(float(side) / 72 * 25.4) for side in page.MediaBox] == [0, 0, 297, 210]
    assert not [name for name in ("/AA", "/OpenAction", "/Names") if name in pdf.Root]


def test_the_same_certificate_is_the_same_to_the_byte_and_says_what_the_page_says() -> None:
    pdf = certificate_pdf(FULL)
    assert pdf == certificate_pdf(FULL)
    assert pdf != certificate_pdf(made())
    said = words(pdf)
    expected = [FULL.name, "has passed the quiz", "Recognising scams, version 2026.11", FULL.code, *certificate_notes(FULL)]
    expected += [cell for fact in certificate_facts(FULL) for cell in fact]
    expected.append("Read and acknowledged: Acceptable use, version 2026-09, on 28 November 2026")
    assert [line for line in expected if re.sub(r"\s+", "", line) not in said] == []


@pytest.mark.parametrize(
    ("name", "bank"),
    [
        ('#eval("1+1") $x$ [b] *b* _i_ \\', "#panic() = x // // /* <b> @x `y` ~ --- #import"),
        ("Ŵŷn Đặng Ольга Δημήτρης", "محمد علي דוד"),
        ("W" * 60, "M" * 200),
        (HOSTILE, HOSTILE),
    ],
    ids=["code", "letters", "wide", "hostile"],
)
def test_whatever_is_typed_is_text_on_one_page(name: str, bank: str) -> None:
    policy = structs.replace(POLICY, title="W" * 120, version="W" * 40)
    pdf = certificate_pdf(made(name=name, bank=bank, acknowledged=policy))
    assert len(read(pdf).pages) == 1
    if name.isascii() and name.isprintable():
        assert re.sub(r"\s+", "", name) in words(pdf)


@pytest.mark.parametrize(
    ("name", "lacking"), [("王小明", "王小明"), ("สมชาย Smith 김", "สมชาย김"), ("A 🦡", "🦡"), ("अनी", "अनी")]
)
def test_letters_that_its_fonts_lack_are_named_and_not_left_out(name: str, lacking: str) -> None:
    with pytest.raises(UndrawableError) as refused:
        certificate_pdf(made(name=name))
    assert set(refused.value.letters) == set(lacking)
