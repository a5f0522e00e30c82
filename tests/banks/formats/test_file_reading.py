"""Any file is read safely: what is no file gets a sentence, and text comes in whatever its encoding."""

import io
import os
import stat
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.file_reading import UnusableFileError, encoding_advice, open_archive, read_content, text_of
from quiz.banks.formats.registry import read_file


def refusal(use: Callable[[], object]) -> UnusableFileError | None:
    """Return why a file could not be used, None where it could."""
    try:
        use()
    except UnusableFileError as why:
        return why
    return None


WORDS = "Wie heißt „plangemäß“ auf Walisisch?\nÉtang, ŵyl"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_unicode_encoding_reads_the_same(encoding: str) -> None:
    found = text_of(WORDS.encode(encoding))
    assert found.text == WORDS
    assert encoding_advice(found) is None


def test_decomposed_letters_come_in_composed() -> None:
    assert text_of("plangema\u0308ß".encode()).text == "plangemäß"


def test_windows_1252_is_taken_and_said_with_what_it_reads() -> None:
    found = text_of("a;b\r\nRésumé – “ja”;1\r\n".encode("cp1252"))
    assert found.text.endswith("Résumé – “ja”;1\r\n")
    advice = encoding_advice(found)
    assert advice is not None
    assert advice[0] == 2
    assert "Windows-1252" in advice[1]
    assert "Résumé" in advice[1]


def test_an_encoding_that_xml_declares_is_taken() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-2"?>\n<quiz>Łódź</quiz>'
    assert text_of(text.encode("iso-8859-2")).text == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Élève, été, à, é".encode() + b"\xff", "damaged"),
        ("Élève".encode("utf-16") + b"\x00\xd8", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "not text"),
        (b"what \x81 is this", "neither"),
    ],
)
def test_what_is_no_text_or_damaged_text_is_refused_and_never_read_as_something_else(content: bytes, words: str) -> None:
    with pytest.raises(UnusableFileError, match=words):
        text_of(content)


@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-16-le", "replace")))
def test_any_bytes_are_text_or_get_a_sentence(content: bytes) -> None:
    why = refusal(lambda: encoding_advice(text_of(content)))
    assert why is None or (why.message.endswith(".") and why.fix.endswith("."))


def test_a_folder_and_an_empty_file_get_a_sentence_each(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    for file, words in ((tmp_path, "folder"), (tmp_path / "empty.csv", "empty")):
        with pytest.raises(UnusableFileError, match=words):
            read_content(file)
    assert "empty" in str(read_file(tmp_path / "empty.csv").problems[0])


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_nothing_waits_for_a_pipe_or_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for file in (tmp_path / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(UnusableFileError, match="pipe or a device"):
            read_content(file)


def archive(**files: bytes) -> bytearray:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return bytearray(made.getvalue())


def test_an_archive_that_unpacks_to_too_much_is_refused_also_where_it_lies() -> None:
    bomb = archive(a=bytes(101 * 2**20))
    with pytest.raises(UnusableFileError, match="more than 100 MB"):
        open_archive(bytes(bomb))
    directory = bomb.rindex(b"PK\x01\x02")
    bomb[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(UnusableFileError, match="damaged"):
        open_archive(bytes(bomb))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\x", "..\\b"])
def test_an_archive_with_a_path_out_of_it_is_refused(name: str) -> None:
    with pytest.raises(UnusableFileError, match="leads out"):
        open_archive(bytes(archive(**{name: b"x"})))


def test_an_archive_with_a_link_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
    with pytest.raises(UnusableFileError, match="leads out"):
        open_archive(made.getvalue())


@given(st.binary(max_size=60), st.integers(0, 200))
def test_any_bytes_are_an_archive_or_get_a_sentence(noise: bytes, place: int) -> None:
    content = archive(a=b"hello", b=b"x" * 100)
    content[place : place + len(noise)] = noise
    for candidate in (noise, bytes(content)):
        why = refusal(partial(open_archive, candidate))
        assert why is None or (why.message.endswith(".") and why.fix.endswith("."))


@pytest.mark.parametrize("text", ["It’s", "£5", "Où est le café?", "12°"])
def test_letters_that_another_program_has_garbled_are_named(text: str) -> None:
    garbled = text.encode().decode("cp1252", "ignore")
    assert encoding_advice(text_of(f"a\n{text}".encode())) is None
    said = encoding_advice(text_of(f"a\n{garbled}\nb".encode()))
    assert said
    assert (said[0], garbled in said[1]) == (2, True)
