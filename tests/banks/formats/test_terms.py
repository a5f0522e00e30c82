"""Terms with definitions, as Quizlet and Anki write them."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.recognition import recognise
from quiz.banks.formats.registry import FORMATS
from quiz.banks.formats.terms import read_terms
from quiz.questions.short import Short
from tests.banks.formats.test_any_exchange import check, pieced

PIECES = [
    "\t",
    "\n",
    "#separator:tab\n",
    "#html:true\n",
    "#tags column:3\n",
    '"',
    "a",
    "b c",
    "<b>",
    "&amp;",
    "{{c1::x}}",
    "\r\n",
]


def pairs(text: str) -> list[tuple[str, tuple[str, ...]]]:
    imported = read_terms(text, "x.txt")
    assert all(isinstance(question, Short) for question in imported.questions)
    return [(question.prompt, question.accept) for question in imported.questions if isinstance(question, Short)]


def test_what_is_shorter_is_typed_and_that_is_said() -> None:
    definitions = "phishing\tA message that fishes for passwords\nbreach\tData that went where they should not be\n"
    assert pairs(definitions) == [
        ("A message that fishes for passwords", ("phishing",)),
        ("Data that went where they should not be", ("breach",)),
    ]
    assert pairs("What is the number for suspicious texts?\t7726\n") == [
        ("What is the number for suspicious texts?", ("7726",))
    ]
    (advice,) = read_terms(definitions, "x.txt").problems
    assert "the second part is asked" in advice.message


def test_ankis_own_lines_are_obeyed() -> None:
    text = '#separator:tab\n#html:true\n#tags column:3\nWho &amp; <b>why</b>?\t"two\nlines"\tmine\nWhat?\t"a ""b"""\t\n'
    assert pairs(text) == [("Who & why?", ("two\nlines",)), ("What?", ('a "b"',))]


def test_ankis_first_line_tells_what_the_file_is() -> None:
    assert recognise(b"#separator:Pipe\nWho?|me\nWhat?|this {one}\n", None, FORMATS) == "terms"
    assert pairs("#separator:Pipe\nWho?|me\n") == [("Who?", ("me",))]


def test_a_quote_of_quizlets_is_a_quote() -> None:
    assert pairs('What is "it"?\t"it"\nSo?\t"a\nLast?\tb\n') == [
        ('What is "it"?', ('"it"',)),
        ("So?", ('"a',)),
        ("Last?", ("b",)),
    ]


def test_a_table_without_headings_can_be_taken_for_terms() -> None:
    assert pairs('5+5,10\n"What is 2,5*2?",5\n') == [("5+5", ("10",)), ("What is 2,5*2?", ("5",))]


def test_every_line_is_read_or_listed() -> None:
    imported = read_terms("What?\ta\tmore\n\nalone\nGap {{c1::x}}\ty\nWho?\t" + "z" * 81 + "\n", "x.txt")
    assert len(imported.questions) == 1
    assert imported.tally
    assert (imported.tally.rows, imported.tally.left_out) == (4, 3)
    assert sorted(problem.line for problem in imported.problems) == [1, 1, 3, 4, 5]


@given(st.text() | pieced(PIECES))
def test_any_text_read_as_terms_gives_questions_or_problems(text: str) -> None:
    check(read_terms(text, "mine.txt"), text)
