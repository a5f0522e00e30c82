"""Which option is right: decided once a file, never guessed."""

from collections.abc import Callable
from csv import writer
from io import StringIO
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.banks.formats.delimited import read_csv
from quiz.banks.formats.exchange import Hints, LeftOut
from quiz.banks.formats.headings import KeyKind
from quiz.banks.formats.table_keys import ContestedKeys, KeyedRow, decide
from quiz.banks.formats.table_writing import write_csv
from quiz.questions.options import Option
from quiz.questions.short import Short
from tests.builders import bank, single

HEAD = "question,a,b,c,d,correct\n"


def right(rows: str, said: KeyKind | None = None) -> list[str]:
    """Return the first right answer of every question in a table."""
    imported = read_csv(HEAD + rows, "mine.csv", Hints(correct=said))
    return [question.key_in_words()[0] for question in imported.questions]


def faults(rows: str, said: KeyKind | None = None) -> list[tuple[int, str]]:
    """Return line and message of what was left out."""
    return [
        (problem.line, f"{problem.message} {problem.fix}")
        for problem in read_csv(HEAD + rows, "x", Hints(correct=said)).problems
    ]


def test_where_every_key_is_an_options_text_it_is_text() -> None:
    assert right("What is 2+2?,3,4,5,6,4\nCapital?,Rome,Paris,Oslo,Bern,paris.\n") == ["4", "Paris"]


def test_where_every_key_fits_as_a_place_it_is_a_place() -> None:
    assert right("What is 2+2?,3,4,5,6,2\nCapital?,Rome,Paris,Oslo,Bern,B\n") == ["4", "Paris"]


def test_where_a_key_fits_both_ways_nothing_is_taken_until_somebody_says_which() -> None:
    sum_ = "What is 2+2?,3,4,5,6,4\n"
    assert right(sum_) == []
    ((line, said),) = faults(sum_)
    assert line == 2
    assert 'the text of "4", or the place of "6"' in said
    assert "--correct text" in said
    assert right(sum_, "text") == ["4"]
    assert right(sum_, "number") == ["6"]
    assert right("Which?,B,A,D,C,A\n", "letter") == ["B"]
    assert right("Which?,B,A,D,C,A\n") == []


def test_a_few_slips_do_not_turn_many_keys_that_fit_both_ways() -> None:
    assert right("2+2?,3,4,5,6,4\n1+2?,4,3,2,1,3\n2+1?,2,3,4,1,3\n9+9?,17,18,19,16,2\n") == []


def test_where_rows_disagree_the_greater_part_is_read_and_the_others_are_listed() -> None:
    rows = "A?,w,x,y,z,x\nB?,w,x,y,z,y\nC?,w,x,y,z,2\nD?,3,4,5,6,4\n"
    assert right(rows) == ["x", "y"]
    assert [line for line, _ in faults(rows)] == [4, 5]


def test_positions_count_columns_blank_ones_too() -> None:
    assert right("A?,x,,y,,3\nB?,x,y,,,1\n") == ["y", "x"]
    ((line, said),) = faults("A?,x,y,z,,1\nB?,x,,z,,2\n")
    assert line == 3
    assert "blank" in said


@pytest.mark.parametrize("key", ["1,3", "1;3", "A and C", "a & c", "1 3", "(A), (C)", "Option 1 + Option 3", "u;w", "u | w"])
def test_several_keys_may_be_parted_in_many_ways(key: str) -> None:
    imported = read_csv(f'{HEAD}A?,u,v,w,x,"{key}"\n', "mine.csv")
    assert imported.problems == ()
    assert imported.questions[0].key_in_words() == ["u", "w"]


def test_several_texts_that_could_be_letters_or_numbers_are_not_taken() -> None:
    for key in ("a & c", "a c", "a and c", "a,c"):
        assert right(f'A?,d,a,c,b,"{key}"\n') == []
        assert right(f'A?,d,a,c,b,"{key}"\n', "text") == ["a"]


def test_a_text_that_could_be_one_option_or_several_is_left_out() -> None:
    assert right('A?,"x, y",x,y,z,"x, y"\nB?,k,l,m,n,k\n') == ["k"]


def test_a_heading_that_says_how_keys_are_meant_decides() -> None:
    text = "question,a,b,c,d,{}\n2+2?,3,4,5,6,4\n"
    read = {
        heading: read_csv(text.format(heading), "x").questions
        for heading in ("Correct number", "correct (text)", "Answer #")
    }
    assert [question.key_in_words() for (question,) in read.values()] == [["6"], ["4"], ["6"]]


@pytest.mark.parametrize(
    "row", ["A?,x,y,,,2,order", "A?,x -> y,z -> u,,,1,match", "A?,3,,,,4,number", "A?,x,y,,,1,short", "A?,x,y,,,,single"]
)
def test_a_key_that_its_type_has_no_use_for_is_not_passed_over(row: str) -> None:
    imported = read_csv(f"question,a,b,c,d,correct,type\n{row}\n", "mine.csv")
    assert imported.questions == ()
    assert [problem.level for problem in imported.problems] == ["fault"]


def test_figures_with_commas_are_read_alike_throughout_a_file() -> None:
    head = "question;type;correct\n"
    assert [getattr(q, "answer", 0) for q in read_csv(f"{head}A?;number;1.234,5\nB?;number;2,5\n", "x").questions] == [
        1234.5,
        2.5,
    ]
    imported = read_csv(f"{head}A?;number;1,234\nB?;number;2,5\n", "x")
    assert [question.prompt for question in imported.questions] == ["B?"]
    assert "decimal commas" in imported.problems[0].message


OPTIONS = st.lists(st.sampled_from(["1", "2", "3", "a", "b", "c", "x", "x.", "1,2", ""]), min_size=2, max_size=4).map(tuple)
ROWS = st.lists(
    st.builds(KeyedRow, number=st.just(1), key=st.sampled_from(["1", "2", "3", "a", "b", "x", "1,2", "q"]), options=OPTIONS),
    min_size=1,
    max_size=6,
)


@given(ROWS)
def test_no_key_is_guessed(rows: list[KeyedRow]) -> None:
    """Whatever is taken without being told is what text or place says, and the other says nothing else in any row."""
    rule = decide(rows, None, Hints())
    if isinstance(rule, ContestedKeys):
        return
    others: list[KeyKind] = ["text"] if rule.kind == "place" else ["number", "letter"]
    for kind in others:
        otherwise = [taken(row, kind) for row in rows]
        if all(otherwise):
            assert [rule_taken(rule, row) for row in rows] == otherwise


def taken(row: KeyedRow, kind: KeyKind) -> tuple[int, ...] | None:
    """Return what a key means where somebody said how it is meant."""
    rule = decide([row], kind, Hints())
    assert not isinstance(rule, ContestedKeys)
    return rule_taken(rule, row)


def rule_taken(rule: object, row: KeyedRow) -> tuple[int, ...] | None:
    try:
        positions: tuple[int, ...] = rule.positions(row.key, row.options)  # type: ignore[attr-defined]
    except LeftOut:
        return None
    assert all(row.options[position] for position in positions)
    return positions


def test_numbers_count_from_nought_where_one_is_nought_and_all_allow_it() -> None:
    assert right("A?,w,x,y,z,0\nB?,w,x,y,z,3\n") == ["w", "z"]
    assert right("A?,w,x,y,z,1\nB?,w,x,y,z,3\n") == ["w", "y"]
    assert [line for line, _ in faults("A?,w,x,y,z,0\nB?,w,x,y,z,4\n")] == [2]
    assert [line for line, _ in faults("".join("A?,w,x,y,z,2\n" for _ in range(40)) + "B?,w,x,y,z,0\n")] == [42]
    said = read_csv(f"{HEAD}A?,w,x,y,z,1\n", "x", Hints(count_from=0))
    assert said.questions[0].key_in_words() == ["x"]


@pytest.mark.parametrize(
    ("headings", "right_ones"),
    [
        ("option_0,option_1,option_2,correct", "xy"),
        ("option 0,option 1,option 2,correct letter", ""),
        ("a,b,c,correct index (0-based)", "xy"),
        ("a,b,c,answer (0 to 2)", "xy"),
        ("a,b,c,answer (counted from 0)", "xy"),
        ("a,b,c,correct answer(s) - choose at least one", "wx"),
        ("a,b,c,answer (1-3)", "wx"),
        ("0,a,b,correct", "wx"),
    ],
)
def test_headings_may_say_where_options_are_counted_from(headings: str, right_ones: str) -> None:
    counter, options = ("7,", "w,x") if headings.startswith("0,a") else ("", "w,x,y")
    table = f"question,{headings}\n" + "".join(f"Q{n}?,{counter}{options},{n}\n" for n in (1, 2))
    assert "".join(question.key_in_words()[0] for question in read_csv(table, "x").questions) == right_ones


def test_options_that_are_called_from_0_keep_the_first_of_them() -> None:
    imported = read_csv("question,option_0,option_1,why_0,correct\nA?,x,y,,1\nB?,x,y,no,0\n", "x")
    assert [question.key_in_words() for question in imported.questions] == [["y"], ["x"]]
    assert imported.problems == ()


@pytest.mark.parametrize(
    ("rows", "right_ones"),
    [
        ("A?,True,False,,,1\nB?,True,False,,,0\n", []),
        ("A?,True,False,,,1\nB?,w,x,y,,2\nC?,Yes,No,,,0\n", []),
        ("A?,True,False,,,1\nB?,w,x,y,,3\nC?,True,False,,,0\n", ["y"]),
        ("A?,False,True,,,1\nB?,No,Yes,,,0\n", ["True", "No"]),
        ("A?,True,False,,,1\nB?,True,False,,,2\n", ["True", "False"]),
        ("A?,True,False,,,1\nB?,w,x,y,z,0\n", ["False", "w"]),
    ],
)
def test_nought_beside_true_and_false_may_be_false_and_does_not_say_where_one_counts_from(
    rows: str, right_ones: list[str]
) -> None:
    assert right(rows) == right_ones
    assert right_ones or [line for line, _ in faults(rows)] in ([3], [4])


@pytest.mark.parametrize(
    ("rows", "right_ones"),
    [
        ("A?,-1,1,0,,0\n", []),
        ("A?,3,0,,,0\nB?,w,x,y,z,1\n", []),
        ("A?,0,3,,,0\nB?,w,x,y,z,1\n", []),
        ("A?,0,1,2,,0\nB?,0,1,2,,1\n", ["0", "1"]),
        ("A?,-1,1,0,,0\nB?,72,24,48,,24\n", ["0", "24"]),
    ],
)
def test_a_key_0_that_is_an_options_text_as_well_may_count_from_nought(rows: str, right_ones: list[str]) -> None:
    assert right(rows) == right_ones


STYLES: dict[str, Callable[[list[str], int], str]] = {
    "text": lambda options, place: options[place],
    "letter": lambda options, place: "abcdef"[place],
    "from 1": lambda options, place: str(place + 1),
    "with .0": lambda options, place: f"{place + 1}.0",
    "from 0": lambda options, place: str(place),
    "labelled": lambda options, place: f"{'ABCDEF'[place]}) {options[place]}",
}
POOLS = [*(["123456", "0123", "ABCDEF", "abcd", "TF"]), ["True", "False"], ["Yes", "No"], ["Paris", "Rome", "Oslo"]]
POOLS += [["a) x", "b) y", "c) z"], ["1. x", "2. y"], ["O", "A", "B", "AB"], ["-1", "1", "0"], ["2.0", "1.0"], ["C", "C++"]]
POOLS += [["A - C", "B - C", "A"], ["Option 1", "Option 2", "Option 3"], ["1,5", "2,5", "1"], ["I", "II", "III"]]
asked = st.sampled_from(POOLS).flatmap(lambda pool: st.permutations(list(pool))).map(lambda options: options[:4])


@given(st.sampled_from(sorted(STYLES)), st.lists(asked, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_whatever_way_a_file_has_its_keys_none_is_read_in_another(style: str, table: list[list[str]], dice: Random) -> None:
    wanted = {f"Q{number}?": dice.randrange(len(options)) for number, options in enumerate(table)}
    assume(style != "from 0" or 0 in wanted.values())
    text = StringIO()
    for options, (prompt, place) in zip(table, wanted.items(), strict=True):
        writer(text).writerow([prompt, *options, *[""] * (4 - len(options)), STYLES[style](options, place)])
    for question in read_csv(HEAD + text.getvalue(), "x").questions:
        assert question.key_in_words() == [table[list(wanted).index(question.prompt)][wanted[question.prompt]]]


def test_one_and_nought_alone_may_be_true_and_false_unless_the_type_says_number() -> None:
    for keys in ("11", "01"):
        imported = read_csv("question,correct\n" + "".join(f"Q{key}?,{key}\n" for key in keys), "x")
        assert imported.questions == ()
        assert all("true or false" in problem.message for problem in imported.problems)
    assert len(read_csv("question,correct,type\nQ?,1,number\n", "x").questions) == 1
    assert len(read_csv("question,correct\nA?,1\nB?,72\n", "x").questions) == 2


@pytest.mark.parametrize(
    ("key", "text"), [("B) Paris", "Paris"), ("2. paris", "Paris"), ("b - Paris", "Paris"), ("2.0", "Paris")]
)
def test_a_key_may_give_place_and_text_together_where_they_agree(key: str, text: str) -> None:
    assert right(f"A?,Rome,Paris,Oslo,,{key}\nB?,w,x,y,z,B\n") == [text, "x"]
    assert right(f"A?,Paris,Rome,Oslo,,{key}\nB?,w,x,y,z,B\n")[:-1] == (["Rome"] if key == "2.0" else [])


def test_a_second_column_of_right_answers_is_not_passed_over() -> None:
    for heading in ("Second correct answer", "Also correct", "Weitere richtige Antworten"):
        imported = read_csv(f"question,a,b,c,correct,{heading}\nQ?,x,y,z,1,3\n", "x")
        assert imported.questions == ()
        assert heading in imported.problems[0].message
        assert len(read_csv(f"question,a,b,c,correct,{heading}\nQ?,x,y,z,1,\n", "x").questions) == 1


def test_wrong_answers_need_no_number() -> None:
    (question,) = read_csv("question,right,wrong,wrong,wrong\nQ?,w,x,y,z\n", "x").questions
    assert (question.type, question.key_in_words()) == ("single", ["w"])


@pytest.mark.parametrize("key", ["A2", "y"])
def test_keys_that_name_columns_or_repeat_them_are_no_words_to_type(key: str) -> None:
    imported = read_csv(f"question,A1,A2,answer\nQ?,x,y,{key}\n", "x")
    assert imported.questions == ()
    assert '--column "option 1=A1"' in imported.problems[-1].fix


def test_keys_that_count_options_are_no_words_where_no_column_is_known_for_options() -> None:
    imported = read_csv("question,first,second,answer\nA?,x,y,B\nB?,x,y,A\n", "x")
    assert imported.questions == ()
    assert '--column "option 1=first"' in imported.problems[-1].fix


@pytest.mark.parametrize(
    ("row", "is_read"),
    [
        ("B. Paris,A. London,C. Rome,,B", False),
        ("A. Paris,B. London,C. Rome,,B", True),
        ("B) Paris,A) London,C) Rome,,C", True),
        ("Oslo,A. London,C. Rome,B. Paris,B", False),
        ("(2) Paris,(1) London,(3) Rome,,1", False),
        ("B. Paris,A. London,C. Rome,,2", True),
        ("1.5,2.5,3.5,,2", True),
        ("a.m.,p.m.,J. Smith,T. Jones,B", True),
    ],
)
def test_labels_in_the_texts_of_options_must_be_their_places(row: str, is_read: bool) -> None:
    assert len(right(f"A?,{row}\n")) == is_read
    assert is_read or "another order" in faults(f"A?,{row}\n")[0][1]


def test_options_that_are_numbers_come_back_from_our_own_tables_with_the_right_key() -> None:
    options = tuple(Option(text=text, correct=text == "4") for text in ("3", "4", "2", "1"))
    exported = write_csv(bank(single("a", options=options)))
    (question,) = read_csv(exported.text, "x").questions
    assert question.key_in_words() == ["4"]


def test_blanks_without_end_take_no_time() -> None:
    long = f"a{' ' * 300_000}b"
    imported = read_csv(f"{HEAD}{long},{long},{long},,,{long}\n{long},x,y,,,1 {long}\n", "x")
    assert imported.questions == ()


@pytest.mark.parametrize(
    "key", ["3 (or 4)", "3 (4)", "-2", "2,2", "B;2", "2-3", "w;w", "2: or 3", "C++", "+2", "A - C", "b - w"]
)
def test_a_key_of_which_a_part_would_be_dropped_is_left_out(key: str) -> None:
    rows = f'A?,u,v,w,x,"{key}"\n'
    assert right(rows) == []
    assert [line for line, _ in faults(rows)] == [2]


def test_a_place_beyond_the_last_option_says_how_many_there_are() -> None:
    ((_, said),) = faults("A?,u,v,w,x,13\n")
    assert '"13", but there are 4 options.' in said


def test_a_key_that_names_an_option_in_the_other_way_is_not_called_no_option() -> None:
    by_letter = "A?,u,v,w,x,A\nB?,u,v,w,x,D\n"
    assert faults(f"{by_letter}C?,24,48,72,96,72\n") == [
        (
            4,
            '"C?": what is correct is "72", the text of option 3, but this file is read by number or letter. '
            "Write 3 in the column correct; or, if all rows are meant so, say --correct text.",
        )
    ]
    assert (
        "the text of option B, but this file is read by letter." in faults("C?,Mrs Khan,Mr Lee,,,Mr Lee\n", "letter")[0][1]
    )
    ((_, said),) = faults("A?,u,v,w,x,u\nB?,u,v,w,x,v\nC?,Mrs Khan,Mr Lee,,,b\n")
    assert 'is "b", the place of "Mr Lee", but this file is read by text. Write "Mr Lee" in' in said


def without_options(*keys: str, kind: str = "") -> tuple[list[object], list[str]]:
    """Return the keys in words of questions without options, and what is said of those left out."""
    rows = "".join(f'"Question {number}?",{kind},"{key}"\n' for number, key in enumerate(keys))
    imported = read_csv("question,type,correct\n" + rows, "mine.csv")
    return [question.key_in_words() for question in imported.questions], [p.message for p in imported.problems]


@pytest.mark.parametrize(
    ("key", "words"),
    [("72 hours", "72 hours"), ("25%", "25%"), ("−5", "-5"), ("1 000", "1000"), ("£5", "£5"), ("1\u202f000", "1000")],
)
def test_a_figure_with_its_unit_is_a_figure_to_type(key: str, words: str) -> None:
    assert without_options(key) == ([[words]], [])


@pytest.mark.parametrize("key", ["3D", "10 Downing Street", "07700 900123"])
def test_what_only_begins_with_a_figure_is_a_word_to_type(key: str) -> None:
    assert without_options(key) == ([[key]], [])


def test_a_key_that_nobody_can_type_is_left_out() -> None:
    questions, (said,) = without_options("½")
    assert not questions
    assert "cannot be typed" in said


def test_several_spellings_in_one_cell_are_parted_where_the_type_says_so() -> None:
    (question,) = read_csv("question,type,correct\nCapital?,short,Paris; Lutetia\n", "mine.csv").questions
    assert isinstance(question, Short)
    assert question.accept == ("Paris", "Lutetia")
    questions, (said,) = without_options("Paris; Lutetia")
    assert not questions
    assert "one answer or several" in said


@pytest.mark.parametrize("pair", ["V F", "R W", "W F", "T F", "J N", "v f"])
def test_letters_for_true_and_false_are_read_where_all_are_of_one_pair(pair: str) -> None:
    true, false = pair.split()
    assert without_options(true, false, true) == ([["True"], ["False"], ["True"]], [])


@pytest.mark.parametrize("keys", ["W", "V", "F", "R W F", "V F Paris"])
def test_letters_that_may_mean_something_else_are_left_out(keys: str) -> None:
    questions, said = without_options(*keys.split())
    assert questions in ([], [["Paris"]])
    assert len(said) == len(keys.replace(" Paris", "").split())


@pytest.mark.parametrize(("options", "key", "text"), [("Vrai,Faux", "F", "Faux"), ("True,False", "T", "True")])
def test_the_first_letter_of_true_and_false_among_the_options_is_the_option(options: str, key: str, text: str) -> None:
    assert right(f"A?,{options},,,{key}\n") == [text]
    assert right("A?,Cywir,Anghywir,,,A\n") == []
