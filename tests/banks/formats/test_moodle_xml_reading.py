"""Moodle XML: every key as Moodle has it, and whatever is left out or behind said with its line."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.moodle_xml_reading import read_moodle_xml
from quiz.questions.match import Pair
from tests.banks.formats.test_any_exchange import check


def quiz(*questions: str) -> str:
    return "<?xml version='1.0'?>\n<quiz>\n" + "\n".join(questions) + "\n</quiz>"


def question(kind: str, body: str, prompt: str = "Well?", name: str = "A name") -> str:
    text = f"<questiontext format='html'><text><![CDATA[{prompt}]]></text></questiontext>"
    return f"<question type='{kind}'><name><text>{name}</text></name>{text}\n{body}</question>"


def answer(text: str, earns: str, why: str = "") -> str:
    feedback = f"<feedback format='html'><text>{why}</text></feedback>" if why else ""
    return f"<answer fraction='{earns}'><text>{text}</text>{feedback}</answer>"


def only(kind: str, body: str, **more: str) -> Any:
    """Return the one question of a file that has no other, and no problem."""
    imported = read_moodle_xml(quiz(question(kind, body, **more)), "mine.xml")
    assert [str(problem) for problem in imported.problems] == []
    (made,) = imported.questions
    return made


def said(kind: str, body: str, **more: str) -> dict[str, str]:
    """Return what is said of a file with one question, by rule."""
    imported = read_moodle_xml(quiz(question(kind, body, **more)), "mine.xml")
    return {problem.rule: str(problem) for problem in imported.problems}


CHOICES = answer("yes", "100", "good") + answer("no", "0", "bad") + answer("perhaps", "-50")


def test_single_choice_keeps_key_and_feedback() -> None:
    made = only("multichoice", f"<single>true</single>{CHOICES}")
    assert [(option.text, option.correct, option.why) for option in made.options] == [
        *(("yes", True, "good"), ("no", False, "bad"), ("perhaps", False, "")),
    ]
    assert (made.type, made.id, made.prompt, made.weight, made.shuffle) == ("single", "a-name", "Well?", 1, True)


@pytest.mark.parametrize("word", ["false", "False", "0", ""])
def test_several_answers_are_all_that_earn_anything(word: str) -> None:
    answers = answer("a", "50") + answer("b", "50.0") + answer("c", "-50")
    made = only("multichoice", f"<single>{word}</single>{answers}")
    assert made.type == "multiple"
    assert [option.correct for option in made.options] == [True, True, False]


def test_shares_with_a_decimal_comma_are_shares() -> None:
    answers = "".join(answer(text, earns) for text, earns in zip("abcd", ("33,33333",) * 3 + ("-33,33333",), strict=True))
    made = only("multichoice", f"<single>false</single>{answers}")
    assert [option.correct for option in made.options] == [True, True, True, False]


@pytest.mark.parametrize(
    ("answers", "right"),
    [
        (answer("true", "100") + answer("false", "0"), True),
        (answer("true", "0") + answer("false", "100"), False),
        (answer("false", "100") + answer("true", "0"), False),
        (answer("Vrai", "0") + answer("Faux", "100"), False),
        (answer("Gwir", "100"), True),
    ],
)
def test_true_and_false_are_told_by_their_words_and_never_by_their_place(answers: str, right: bool) -> None:
    assert only("truefalse", answers).answer is right


def test_the_feedback_of_the_wrong_one_is_why_and_that_of_the_right_one_moves_to_the_explanation() -> None:
    imported = read_moodle_xml(quiz(question("truefalse", answer("true", "0", "bad") + answer("false", "100", "good"))), "x")
    (made,) = imported.questions
    assert (getattr(made, "why", ""), made.explanation) == ("bad", "good")
    assert [problem.rule for problem in imported.problems] == ["feedback-moved"]


def test_short_answers_with_the_whole_mark_count_and_others_are_named() -> None:
    answers = [("&lt;b&gt;", "100"), ("a\\*b", "100"), ("t*e", "100"), ("c", "50")]
    body = "".join(answer(text, earns) for text, earns in answers)
    made = read_moodle_xml(quiz(question("shortanswer", body)), "mine.xml")
    assert getattr(made.questions[0], "accept", None) == ("<b>", "a*b")
    assert {problem.rule for problem in made.problems} == {"wildcard", "part-marks"}


def test_a_figure_has_its_tolerance_and_unit() -> None:
    figure = "<answer fraction='100'><text>3.14</text><tolerance>0.01</tolerance></answer>"
    unit = "<units><unit><multiplier>1</multiplier><unit_name>cm</unit_name></unit></units>"
    made = only("numerical", figure + unit)
    assert (made.answer, made.tolerance, made.unit) == (3.14, 0.01, "cm")
    made = only("numerical", "<answer fraction='100'><text>72</text><tolerance>0.0</tolerance></answer>")
    assert (made.answer, made.tolerance) == (72, 0)


def test_items_are_matched_and_a_box_alone_is_a_distractor() -> None:
    rows = [("<b>x</b>", "a &amp;lt; b"), ("y", "c"), ("", "d"), ("", "c")]
    body = "".join(
        f"<subquestion format='html'><text><![CDATA[{item}]]></text><answer><text>{box}</text></answer></subquestion>"
        for item, box in rows
    )
    imported = read_moodle_xml(quiz(question("matching", body)), "mine.xml")
    made: Any = imported.questions[0]
    assert made.pairs == (Pair(item="x", box="a < b"), Pair(item="y", box="c"))
    assert made.distractors == ("d",)
    assert {problem.rule for problem in imported.problems} == {"html", "repeated"}


def test_steps_come_in_their_order_and_are_refused_where_their_numbers_say_another() -> None:
    steps = [answer(text, str(place)) for place, text in enumerate("abc", 1)]
    assert only("ordering", "".join(steps)).steps == ("a", "b", "c")
    assert only("ordering", "".join(answer(text, "1") for text in "bca")).steps == ("b", "c", "a")
    assert "numbers of its steps" in said("ordering", steps[1] + steps[0] + steps[2])["no-key"]


@pytest.mark.parametrize(
    ("kind", "body", "rule", "words"),
    [
        ("multichoice", answer("a", "90") + answer("b", "0"), "no-key", "no option earns the whole mark"),
        ("multichoice", answer("a", "x") + answer("b", "0"), "no-key", "not a share of the mark"),
        ("multichoice", answer("a", "nan") + answer("b", "0"), "no-key", "not a share of the mark"),
        ("multichoice", answer("", "100") + answer("b", "0") + answer("c", "0"), "no-key", "no option earns"),
        ("multichoice", answer("a", "100") + answer("a", "0"), "repeated", "stands here twice"),
        ("multichoice", "<single>0</single>" + answer("a", "0") + answer("b", "0"), "no-key", "no option is marked"),
        ("multichoice", answer("a", "100") * 201, "too-many", "201 answers"),
        ("multichoice", answer("x" * 20_001, "100") + answer("b", "0"), "too-long", "20,001 characters"),
        ("truefalse", answer("Sant", "100") + answer("Fals", "0"), "no-key", "not once true and once false"),
        ("truefalse", answer("true", "100") + answer("false", "100"), "no-key", "not just one"),
        ("truefalse", answer("true", "100") + answer("True", "0"), "no-key", "not once true and once false"),
        ("truefalse", answer("true", "50") + answer("false", "100"), "no-key", "not just one"),
        ("shortanswer", answer("a", "90"), "no-key", "earns the whole mark"),
        ("numerical", answer("about 3", "100"), "no-figure", "is not a figure"),
        ("matching", "<subquestion><text>a</text><answer><text/></answer></subquestion>", "blank", "nothing to go with it"),
        ("multichoice", "<generalfeedback><text><p>Loose</p></text></generalfeedback>" + CHOICES, "html", "HTML stands"),
        ("cloze", "", "cloze", "with gaps"),
        ("essay", "", "essay", "essay"),
        ("description", "", "description", "no question"),
        ("calculated", CHOICES, "calculated", "drawn anew"),
        ("random", "", "random", "by chance"),
        ("coderunner", "", "type", '"coderunner"'),
        ("", "", "type", "does not say"),
    ],
)
def test_what_has_no_sure_key_is_left_out_with_its_line(kind: str, body: str, rule: str, words: str) -> None:
    imported = read_moodle_xml(quiz("", question(kind, body)), "mine.xml")
    assert imported.questions == ()
    (fault,) = [problem for problem in imported.problems if problem.level == "fault"]
    assert fault.rule == rule
    assert words in fault.message
    assert str(fault).startswith(("mine.xml:4: ", "mine.xml:5: "))


def test_category_tags_mark_hints_shuffle_and_number_come_along() -> None:
    category = "<question type='category'><category><text>$course$/top/Sums//more/Unit 1</text></category></question>"
    extras = (
        "<generalfeedback format='markdown'><text>*Because*</text></generalfeedback><defaultgrade>2.0000000</defaultgrade>"
        "<idnumber>sum-1</idnumber><shuffleanswers>0</shuffleanswers><hint format='html'><text>Think.</text></hint>"
        "<hint><text>Think again.</text></hint><tags><tag><text>hard</text></tag></tags>"
        "<incorrectfeedback format='html'><text>Your answer is incorrect.</text></incorrectfeedback>"
    )
    imported = read_moodle_xml(quiz(category, question("multichoice", CHOICES + extras)), "mine.xml")
    (made,) = imported.questions
    assert (made.id, made.topic, made.weight, made.shuffle) == ("sum-1", "Unit 1", 2, False)
    assert (made.hint, made.explanation) == ("Think.\nThink again.", "Because")
    assert imported.title == "Unit 1"
    kept = " ".join(str(problem) for problem in imported.problems)
    assert all(words in kept for words in ("Sums/more", "its name was left behind", '"hard"'))


def test_a_category_that_nobody_named_is_no_topic_and_the_first_tag_is() -> None:
    category = "<question type='category'><category><text>top/Default for C1</text></category></question>"
    tags = "<tags><tag><text>phishing</text></tag></tags>"
    imported = read_moodle_xml(quiz(category, question("multichoice", CHOICES + tags)), "mine.xml")
    assert imported.questions[0].topic == "phishing"
    assert (imported.title, imported.problems) == ("", ())


def test_files_and_pictures_are_named_once_each_with_their_line() -> None:
    body = (
        "<generalfeedback><text>See.</text><file name='talk.mp3' encoding='base64'>AAAA</file></generalfeedback>"
        f"<image>old.gif</image>{CHOICES}"
    )
    prompt = '<p>Look: <img src="@@PLUGINFILE@@/my%20cat.png"></p>'
    xml = question("multichoice", body, prompt=prompt).replace(
        "</text></questiontext>", "</text><file name='my cat.png' encoding='base64'>AAAA</file></questiontext>"
    )
    imported = read_moodle_xml(quiz(xml), "mine.xml")
    assert imported.questions[0].prompt == "Look: [image my%20cat.png]"
    media = [str(problem) for problem in imported.problems if problem.rule == "media"]
    assert len(media) == 3
    assert all(any(name in line for line in media) for name in ("my%20cat.png", "talk.mp3", "old.gif"))


def test_html_in_lines_program_code_and_plain_text_each_read_as_moodle_shows_them() -> None:
    assert only("multichoice", CHOICES, prompt="one\n  two").prompt == "one two"
    assert only("multichoice", CHOICES, prompt="<p>one&nbsp;&lt;b&gt;</p><p>two</p>").prompt == "one <b>\ntwo"
    made = read_moodle_xml(quiz(question("multichoice", CHOICES, prompt="<pre>if x:\n    y\n</pre>")), "mine.xml")
    assert made.questions[0].prompt == "if x:\n    y"
    plain = question("multichoice", CHOICES, prompt="<b>&amp;\n  x").replace("format='html'", "format='plain_text'", 1)
    assert read_moodle_xml(quiz(plain), "mine.xml").questions[0].prompt == "<b>&amp;\n  x"


def test_letters_that_are_written_as_two_come_in_as_one() -> None:
    made = only("multichoice", answer("plangema&#776;ß", "100") + answer("b", "0"), prompt="caf<span>e&#769;</span>")
    assert (made.prompt, made.options[0].text) == ("café", "plangemäß")
    assert only("shortanswer", answer("plangema&#776;ß", "100")).accept == ("plangemäß",)


def test_signs_that_nobody_sees_are_left_behind_but_not_in_plain_text() -> None:
    assert only("multichoice", CHOICES, prompt="\u00ad A \u200bquestion").prompt == "A question"
    assert only("multichoice", CHOICES, prompt="<p>&shy;A ques&shy;tion</p>").prompt == "A question"
    row = "<subquestion><text>{}</text><answer><text>&amp;amp;lt;{}\u200b</text></answer></subquestion>"
    assert only("matching", row.format("a", "x") + row.format("b", "y")).pairs[0] == Pair(item="a", box="&lt;x")


def test_signs_that_mislead_are_taken_out_of_titles_and_topics_too() -> None:
    category = "<question type='category'><category><text>top/a&#8238;b</text></category></question>"
    imported = read_moodle_xml(quiz(category, question("multichoice", CHOICES)), "mine.xml")
    assert (imported.title, imported.questions[0].topic) == ("ab", "ab")


def test_a_broken_file_gives_no_question_at_all() -> None:
    imported = read_moodle_xml(quiz(question("multichoice", CHOICES)).removesuffix("</quiz>"), "mine.xml")
    assert imported.questions == ()
    assert "Nothing of the file was read" in str(imported.problems[0])


PIECES = [
    *("<question type='multichoice'>", "<question type='truefalse'>", "<question type='numerical'>", "</question>"),
    *("<question type='matching'>", "<question type='ordering'>", "<question>", "<x/>"),
    "<question type='category'><category><text>a/b&#8238;</text></category></question>",
    "<question type='truefalse'><questiontext><text>?</text></questiontext><answer fraction='100'>true</answer></question>",
    *("<questiontext format='html'>", "</questiontext>", "<text>", "</text>", "<answer fraction='100'>", "</answer>"),
    *("<answer>", "<answer fraction='-1e999'>", "<subquestion>", "</subquestion>", "<single>false</single>", "true", "1"),
    *("<name><text>n</text></name>", "<idnumber>i i</idnumber>", "<![CDATA[<b>x]]>", "&#8238;", "&lt;p&gt;", "e\u0301"),
    *("<defaultgrade>-1</defaultgrade>", "<hint>h</hint>", "<tags><tag>t</tag></tags>", "<units><unit/></units>", "\n"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_read_as_moodle_xml_gives_questions_or_problems(text: str) -> None:
    check(read_moodle_xml(text, "mine.xml"), text)
    check(read_moodle_xml(f"<quiz>{text}</quiz>", "mine.xml"), text)


@pytest.mark.parametrize(
    ("kind", "earns"),
    [("multichoice", "100 0 30"), ("multichoice", "100 100 0"), ("shortanswer", "100 0 100"), ("ordering", "1 2 3")],
)
def test_every_part_of_a_question_comes_along_or_is_named(kind: str, earns: str) -> None:
    names = ["generalfeedback", "hint", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "instructions"]
    parts = "".join(f"<{name}><text>marker{place}x</text></{name}>" for place, name in enumerate(names, 10))
    answers = "".join(answer(f"marker{place}x", share, f"marker{place}0x") for place, share in enumerate(earns.split(), 20))
    tags = "<tags><tag><text>marker30x</text></tag><tag><text>marker31x</text></tag></tags>"
    text = quiz(question(kind, parts + answers + tags, prompt="marker32x", name="marker33x"))
    imported = read_moodle_xml(text, "mine.xml")
    kept = msgspec.json.encode(imported.questions).decode() + "".join(map(str, imported.problems))
    assert set(re.findall(r"marker\d+x", text)) - set(re.findall(r"marker\d+x", kept)) == set()
