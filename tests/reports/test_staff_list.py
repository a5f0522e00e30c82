"""The list of staff as schools have it: any usual encoding, separator and heading; what is wrong is said with its place."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.staff_list import Person, StaffListError, name_key, read_staff, read_training_records

ROWS = [("Name", "Team", "From"), ("Siân Ŵyn", "Maths", "2026-09-01"), ("Bob", "", "")]


def table(mark: str, encoding: str) -> bytes:
    return "\r\n".join(mark.join(cells) for cells in ROWS).encode(encoding)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_separator_and_encoding_is_read(mark: str, encoding: str) -> None:
    found = read_staff(table(mark, encoding), "staff.csv")
    assert found.people == (Person(name="Siân Ŵyn", team="Maths", began=date(2026, 9, 1)), Person(name="Bob"))
    assert (found.taken, found.notes) == ("Taken from staff.csv: name, team, from.", ())


def test_quoted_cells_are_read_whatever_parts_them() -> None:
    for mark in ",;":
        content = f'"Name"{mark}"Team"\n"Khan, A; B"{mark}"Maths"\nBob "Bobby" Ash{mark}\n'.encode()
        assert [one.name for one in read_staff(content, "staff.csv").people] == ["Khan, A; B", 'Bob "Bobby" Ash']


def test_names_the_other_way_round_are_said_for_they_are_compared_as_they_stand() -> None:
    found = read_staff(b'name,team\n"Khan, Aisha",Maths\nBob,\n', "staff.csv")
    assert found.notes[0].startswith("staff.csv: 1 name with a comma (line 2). Names are compared as they stand")


def test_an_encoding_that_is_only_assumed_is_said() -> None:
    found = read_staff("name\nJosé".encode("cp1252"), "staff.csv")
    assert found.people[0].name == "José"
    assert found.notes == ("staff.csv is not UTF-8 and was read as Windows-1252: look at the names in line 2.",)


def test_headings_come_in_any_order_and_case_below_a_title_and_are_told() -> None:
    text = (
        "Staff of the school,,,,\nPost,LEFT,Payroll,also,Employee Name\n"
        'Teacher; Governor,31/8/2026,7,"Khan, A.; Mina",Amina  Khan\n,,,,\n,,8,,\n'
    )
    found = read_staff(text.encode(), "staff.csv")
    (person,) = found.people
    assert person.name == "Amina Khan"
    assert (person.also, person.left) == (("Khan, A.", "Mina"), date(2026, 8, 31))
    assert person.roles == ("Teacher", "Governor")
    assert found.taken == "Taken from staff.csv: role (“Post”), left, also, name (“Employee Name”); not used: Payroll."
    assert found.notes == ("staff.csv: 1 row without a name left out (line 5).",)


@pytest.mark.parametrize(
    ("day", "means"),
    [
        *[("1/9/2026", (2026, 9, 1)), ("01.09.26", None), ("1 Sep 2026", (2026, 9, 1)), ("01-Sep-2026 00:00", (2026, 9, 1))],
        *[("2026-09-01T08:00:00", (2026, 9, 1)), ("9/13/2026", None), ("soon", None), ("13/09/26", (2026, 9, 13))],
        ("1 Sept 2026", (2026, 9, 1)),
    ],
)
def test_days_are_read_as_people_here_write_them(day: str, means: tuple[int, int, int] | None) -> None:
    content = f"name,from\nAnn,{day}".encode()
    if means:
        assert read_staff(content, "staff.csv").people[0].began == date(*means)
    else:
        with pytest.raises(StaffListError, match=f'line 2 has "{day}". Write 2026-09-01 or 1/9/2026, the day first'):
            read_staff(content, "staff.csv")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Forename,Surname,Dept\nAnn,Ash,Maths", 'has no column "name".*team .“Dept”.; not used: Forename, Surname'),
        (b"Forename,Surname,Dept\nAnn,Ash,Maths", "A name in two columns has to stand in one, as people play"),
        (b"name\nKhan, Aisha\nBob\nJones, Sam\n", 'more cells than headings in line 2, 4. Put a name .* in "double quotes"'),
        (b"name;team\n", "nobody is on the list. Taken from staff.csv: name, team"),
        (b"PK\x03\x04rest", "is a workbook. Save its sheet as CSV"),
        (b"\x00\x01\x02\x03\x81", "The file is not text. Save it as CSV"),
        (b'name\n"Ann' + b"x" * 140_000, "line 2: the table cannot be read any further"),
        (b'name;team\nAnn;\n"Bob;Maths\nCy;\n', "line 3: .* Look at the quotes there"),
    ],
)
def test_a_wrong_file_says_what_was_found_and_what_is_missing(content: bytes, words: str) -> None:
    with pytest.raises(StaffListError, match=words):
        read_staff(content, "staff.csv")


def test_records_of_other_training_need_all_three_columns() -> None:
    found = read_training_records(b"Course;Name;Completed\nNCSC;Ann;2026-05-01\nNCSC;Bob;\n;Cy;2026-05-01\n", "records.csv")
    assert [(one.name, one.course, one.on) for one in found.records] == [("Ann", "NCSC", date(2026, 5, 1))]
    assert found.notes == (
        "records.csv: 1 row without a course left out.",
        "records.csv: 1 row without a date taken for not done yet.",
    )
    with pytest.raises(StaffListError, match='has no columns "date" and "course"'):
        read_training_records(b"name\nAnn", "records.csv")


def test_names_are_compared_without_case_blanks_and_composition_and_nothing_else() -> None:
    assert name_key("  SIA\u0302N   ŵyn ") == name_key("siân Ŵyn")
    assert name_key("Sian Ŵyn") != name_key("Siân Ŵyn")
    assert name_key("Brown, T.") != name_key("T. Brown")
    assert {name_key(f"O{mark}Neil") for mark in "'’‘ʼ`"} == {"o'neil"}
    assert {name_key(f"Ann{mark}Marie") for mark in "-–—‐‑"} == {"ann-marie"}
    assert name_key("Anne-Marie Wolverhampton-Brown") != name_key("Anne-Marie Wolverhampton-Black")


def test_a_name_that_nobody_can_play_under_is_said_unless_a_shorter_one_stands_beside_it() -> None:
    content = b"name;also\n%b-Browning;\n%b-Black;AM Black\nAnn;x\n" % (2 * (b"Anne-Marie Elisabeth Wolverhampton",))
    (note,) = read_staff(content, "staff.csv").notes
    assert note.startswith("staff.csv: 1 name of more than 40 characters (line 2). Nobody can play under a name so long")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_in_the_file_it_is_read_or_refused_in_a_sentence(content: bytes) -> None:
    for read in (read_staff, read_training_records):
        with suppress(StaffListError):
            read(b"name,date,course,from\n" + content, "staff.csv")
