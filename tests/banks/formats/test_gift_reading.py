"""GIFT by Moodle's rules: each rule that an author meets, and what is said where ours differ."""

from typing import Any

import pytest

from quiz.banks.formats.exchange import Imported
from quiz.banks.formats.gift_reading import read_gift
from quiz.banks.model import Source
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse


def read(text: str) -> Imported:
    return read_gift(text, "mine.txt")


def only(text: str) -> Any:
    imported = read(text)
    assert len(imported.questions) == 1, [str(problem) for problem in imported.problems]
    return imported.questions[0]


def said(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.level, problem.rule) for problem in read(text).problems]


def kinds(text: str) -> list[type[Question]]:
    return [type(question) for question in read(text).questions]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("~a =b", Single),
        ("~%50%a ~%50%b ~%-50%c", Multiple),
        ("=a =b", Short),
        ("a", Short),
        ("T", TrueFalse),
        ("FALSE#wrong#right", TrueFalse),
        ("true", Short),
        ("=a -> b =c -> d", Match),
        ("#5", Number),
        ("#=5:1 =%50%6", Number),
        # What decides is Moodle's order: a tilde comes before an arrow, a hash at the beginning before all.
        ("=a -> b ~c", Single),
    ],
)
def test_the_type_follows_from_the_answer_section(answers: str, kind: type[Question]) -> None:
    assert kinds(f"Well?{{{answers}}}") == [kind]


def test_escapes_are_taken_off_once_and_others_stay() -> None:
    question = only(r"1\: \{a\} \\n \(x\) \~\= {~a\#b#why\=c =d\ne}")
    assert question.prompt == r"1: {a} \n \(x\) ~="
    assert question.options == (Option(text="a#b", why="why=c"), Option(text="d\ne", correct=True))


def test_comments_inside_a_question_are_passed_over_and_slashes_later_in_a_line_are_not() -> None:
    question = only("Where\n// a remark with } and = in it\nis it?{\n  // =no\n=at http://a.org/b // c\n~there}")
    assert question.prompt == "Where is it?"
    assert question.options[0].text == "at http://a.org/b // c"


def test_lines_are_counted_with_the_comments_inside_a_question() -> None:
    text = "::Name\n of it:: Well\n// a remark\n// another\n{\n~%50%a\n// one more\n=b\n~see http://a.org/#c\n}"
    assert said(text) == [(2, "advice", "part-marks"), (9, "advice", "unescaped-hash")]


def test_the_missing_word_form_and_a_section_at_the_end() -> None:
    assert only("It is {=blue ~red} today.").prompt == "It is _____ today."
    assert only("It is{=blue ~red}").prompt == "It is"


def test_ids_come_from_the_file_and_win_over_ids_that_are_made_up() -> None:
    imported = read("::What now?::One?{T}\n\n// [id:what-now]\nTwo?{T}\n\n// [id:Q 7\\]]\nThree?{T}\n\nOne?{T}")
    assert [question.id for question in imported.questions] == ["what-now-2", "what-now", "q-7", "one"]
    assert [(problem.line, problem.rule) for problem in imported.problems] == [(7, "id-changed")]


def test_the_first_tag_is_the_topic_and_the_others_are_named() -> None:
    imported = read("// [id:a] [tag:scams] and [tag:phones \\] more]\nWell?{T}")
    assert imported.questions[0].topic == "scams"
    [problem] = imported.problems
    assert (problem.rule, problem.line) == ("tags", 2)
    assert "phones ] more" in problem.message


def test_a_category_is_the_topic_of_what_follows_and_the_first_names_the_bank() -> None:
    imported = read("$CATEGORY: $course$/top/IT // Scams\n\nA?{T}\n\n// [tag:own]\nB?{T}\n\n$CATEGORY: Phones/\n\nC?{T}")
    assert [question.topic for question in imported.questions] == ["IT / Scams", "own", "Phones"]
    assert imported.title == "IT / Scams"
    assert [(problem.line, problem.rule) for problem in imported.problems] == [(6, "category")]
    assert said("$CATEGORY: $course$/top/School/Scams\n\nA?{T}") == [(1, "advice", "category")]


def test_a_question_right_below_a_category_is_read_with_advice() -> None:
    text = "$CATEGORY: Scams\nWell?{T}"
    assert only(text).topic == "Scams"
    assert said(text) == [(2, "advice", "category")]


def test_the_first_feedback_of_true_or_false_is_for_the_wrong_response() -> None:
    question = only("Well?{FALSE#it is not#well done####because}")
    assert (question.answer, question.why, question.explanation) == (False, "it is not", "because\nwell done")
    assert said("Well?{FALSE#it is not#well done####because}") == [(1, "advice", "feedback-moved")]


def test_general_feedback_follows_the_last_four_hashes() -> None:
    assert only("Well?{=a#yes####no ~b####it is so}").explanation == "it is so"


def test_weights_of_several_right_options_are_held_against_our_mark() -> None:
    as_ours = "Well?{~%33.33333%a ~%33.33333%b ~%33.3%c ~%-33.33333%d}"
    assert [option.correct for option in only(as_ours).options] == [True, True, True, False]
    assert said(as_ours) == []
    assert said("Well?{~%50%a ~%50%b ~c}") == [(1, "advice", "weights")]
    assert said("Well?{~%70%a ~%30%b ~%-50%c}") == [(1, "advice", "weights")]
    assert said("Well?{~a ~b}") == [(1, "fault", "no-key")]


@pytest.mark.parametrize("weight", ["%+50%", "% 50%", "%fifty%", "%50"])
def test_what_is_not_spelt_as_a_weight_is_text(weight: str) -> None:
    assert only(f"Well?{{~{weight}a =b}}").options[0] == Option(text=f"{weight}a")


def test_part_marks_in_a_question_with_one_right_option_are_wrong_here_and_named() -> None:
    text = "Well?{\n~%50%half#nearly\n=all\n~none}"
    assert [option.correct for option in only(text).options] == [False, True, False]
    assert "half" in read(text).problems[0].message
    assert said(text) == [(1, "advice", "part-marks")]


def test_two_right_options_of_which_one_would_do_become_several_right_ones_with_advice() -> None:
    text = "Well?{=a\n=b\n~c}"
    assert kinds(text) == [Multiple]
    assert said(text) == [(1, "advice", "several-keys")]


def test_an_unescaped_equals_sign_begins_an_option_as_in_moodle_and_is_pointed_out() -> None:
    text = "Well?{\n~see http://a.org?x=1\n=never}"
    assert [option.text for option in only(text).options] == ["see http://a.org?x", "1", "never"]
    assert (2, "advice", "unescaped-equals") in said(text)
    assert said("Well?{~Grant~Jefferson=no one}") == []


def test_an_unescaped_hash_begins_feedback_as_in_moodle_and_is_pointed_out() -> None:
    text = "Well?{\n~see http://a.org/#top\n=never\n~We are #1 there}"
    assert [option.why for option in only(text).options] == ["top", "", "1 there"]
    assert said(text) == [(2, "advice", "unescaped-hash"), (4, "advice", "unescaped-hash")]


def test_a_weight_behind_an_equals_sign_is_text_in_a_choice_and_a_weight_in_a_short_answer() -> None:
    assert only("Well?{=%50%a ~b}").options[0].text == "%50%a"
    assert said("Well?{=%50%a ~b}") == [(1, "advice", "weight-as-text")]
    assert only("Well?{=%100%a =%50%b}").accept == ("a",)


def test_short_answers_worth_less_and_wildcards_are_named_and_their_feedback_is_kept() -> None:
    text = "Well?{\n=a#yes\n=%75%b#nearly\n=*#no\n=c\\\\*d}"
    question = only(text)
    assert question.accept == ("a", "c*d")
    assert question.explanation == "“a”: yes\n“b”: nearly\n“*”: no"
    assert said(text) == [(1, "advice", "feedback-moved"), (3, "advice", "part-marks"), (4, "advice", "wildcard")]


def test_a_short_answer_that_was_meant_for_true_is_pointed_out() -> None:
    assert said("Well?{true}") == [(1, "advice", "true-false-spelling")]


@pytest.mark.parametrize(
    ("answers", "answer", "tolerance"),
    [
        ("#1822", 1822, 0),
        ("#-3.142:0.001", -3.142, 0.001),
        ("#3.141..3.142", 3.1415, 0.0005),
        ("#-5..5", 0, 5),
        ("#.5:1e-3", 0.5, 0.001),
        ("# = 12 : 2 #why", 12, 2),
    ],
)
def test_figures_with_tolerance_and_ranges(answers: str, answer: float, tolerance: float) -> None:
    question = only(f"How many?{{{answers}}}")
    assert (question.answer, question.tolerance) == (answer, tolerance)


def test_the_widest_of_several_figures_is_the_key_and_no_feedback_is_lost() -> None:
    text = "How many?{#\n=4..5#also\n=5:1#yes\n=%0%7#no\n~#anything else}"
    question = only(text)
    assert (question.answer, question.tolerance) == (5, 1)
    assert question.explanation == "anything else\n“4..5”: also\n“5:1”: yes\n“7”: no"
    assert (4, "advice", "part-marks") in said(text)


@pytest.mark.parametrize("figures", ["=5 =9", "=5:1 =6:1", "=1e999 =2"])
def test_of_several_figures_that_all_earn_the_mark_none_is_picked(figures: str) -> None:
    assert read_gift(f"How many?{{#{figures}}}", "mine.txt").questions == ()
    assert (1, "fault", "several-figures") in said(f"How many?{{#{figures}}}")


def test_a_pair_without_a_left_side_is_a_distractor() -> None:
    text = "Which?{\n=a -> 1\n=b -> 1\n= -> 2\n= -> 1\n=c -> d -> e####why}"
    question = only(text)
    assert question.pairs == (Pair(item="a", box="1"), Pair(item="b", box="1"), Pair(item="c", box="d -> e"))
    assert question.distractors == ("2",)
    assert question.explanation == "why"
    assert said(text) == [(1, "advice", "repeated")]


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("Write about it.{}", 1, "essay"),
        ("Write about it.{####hint}", 1, "essay"),
        ("Read this.", 1, "description"),
        ("\n\nOne\n{=a\n\n~b}", 4, "braces"),
        ("Is } a brace {T}", 1, "braces"),
        ("Two {=2} and\nthree {=3}", 1, "braces"),
        ("Well?{\n~a#see {name}\n=b}", 2, "braces"),
        ("{T}", 1, "blank"),
        ("Well?{=only ~}", 1, "too-few"),
        ("Well?{~a ~a =b}", 1, "repeated"),
        ("Well?{#five}", 1, "no-figure"),
        ("Well?{#3,14}", 1, "no-figure"),
        ("Well?{#}", 1, "no-key"),
        ("Well?{#=%50%4}", 1, "no-key"),
        ("Well?{=*}", 1, "no-key"),
        ("Well?{=a -> b\n=c}", 2, "no-arrow"),
        ("Well?{=a -> b =c -> b}", 1, "too-few"),
        ("Well?{=a ->\n=c -> b}", 1, "blank"),
    ],
)
def test_what_cannot_be_carried_over_is_a_fault_at_its_line(text: str, line: int, rule: str) -> None:
    imported = read(f"{text}\n\nNext?{{T}}")
    faults = [problem for problem in imported.problems if problem.level == "fault"]
    assert (line, rule) in [(fault.line, fault.rule) for fault in faults]
    assert imported.questions[-1].prompt == "Next?"
    assert len(imported.questions) == 1


def test_formats_of_answers_follow_the_question_unless_they_have_their_own() -> None:
    question = only("[html]<b>Bold</b> &amp; more{=[plain]<b>a</b> ~x<sup>2</sup>#[markdown]*why*}")
    assert question.prompt == "Bold & more"
    assert [option.text for option in question.options] == ["<b>a</b>", "x^2"]
    assert question.options[1].why == "why"


def test_an_unknown_format_stays_in_the_text_and_a_sum_is_no_tag() -> None:
    assert only("[latex] Is x <y and z> 5?{T}").prompt == "[latex] Is x <y and z> 5?"


def test_html_keeps_its_lines_lists_links_and_the_names_of_pictures() -> None:
    markup = (
        r'[html]<p>See&nbsp;<a href\="https\://a.org/x">this <i>page</i></a><!-- no -->\:</p>\n<ul><li>one</li>'
        r'<li>two</li></ul><img alt\="" src\="@@PLUGINFILE@@/plan.png"><script>x()</script><br>3 \< 4'
    )
    text = f"{markup}{{T}}"
    assert only(text).prompt == "See this page (https://a.org/x):\n- one\n- two\n[image plan.png]\n3 \\< 4"
    assert [rule for _, _, rule in said(text)] == ["html", "media", "media"]


def test_markdown_is_plain_text_with_advice() -> None:
    text = "[markdown]Who is in **the tomb**?\n\\n\\n- one\\n- two {T}"
    assert only(text).prompt == "Who is in the tomb?\n- one\n- two"
    assert [rule for _, _, rule in said(text)] == ["markdown"]


def test_characters_that_mislead_are_taken_out_with_one_advice() -> None:
    text = "A?{T}\n\nWe\u202ell?\x07{T}"
    assert read(text).questions[1].prompt == "Well?"
    assert said(text) == [(3, "advice", "refused-character")]
    assert only("[html]a&#8238;b{T}").prompt == "ab"


def test_the_sources_and_the_action_of_our_own_exports_are_read_back() -> None:
    feedback = (
        r"Because.\nDo now\: Tell IT.\nSource\: A page, The ICO, https\://ico.org.uk/a,b, checked 2026-11-23\n"
        r"Source\: “One, two”, Us, Ltd, http\://a.org/, checked 2026-01-02, review by 2027-01-02 (an (old) copy)"
    )
    imported = read(f"A?{{T####{feedback}}}\n\nB?{{T####{feedback}}}")
    question = imported.questions[1]
    assert (question.explanation, question.action, question.sources) == ("Because.", "Tell IT.", ("a-page", "one-two"))
    assert set(imported.sources) == {"a-page", "one-two"}
    page, other = imported.sources["a-page"], imported.sources["one-two"]
    assert isinstance(page, Source)
    assert (page.title, page.publisher, page.url) == ("A page", "The ICO", "https://ico.org.uk/a,b")
    assert (other.title, other.publisher, other.note) == ("One, two", "Us, Ltd", "an (old) copy")
    assert str(other.review_by) == "2027-01-02"


@pytest.mark.parametrize("end", ["javascript:alert(), checked 2026-11-23", "https://a.org, checked 2026-13-01", "the web"])
def test_a_line_that_is_no_whole_source_stays_in_the_explanation(end: str) -> None:
    feedback = f"Because.\nSource: A page, The ICO, {end}"
    escaped = feedback.replace(":", "\\:").replace("\n", "\\n")
    assert only(f"A?{{T####{escaped}}}").explanation == feedback


def test_an_id_apart_from_its_question_is_pointed_out() -> None:
    assert said("// [id:lost]\n\nWell?{T}") == [(1, "advice", "stray-comment")]
    assert said("// a heading\n\nWell?{T}") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"What {'x ' * 20_000}?{{=a ~b}}", "too-long"),
        (f"[markdown]{'*x* ' * 20_000}?{{=a ~b}}", "too-long"),
        (f"Well?{{=a{'~b' * 200}}}", "too-many"),
        (f"Well?{{{'~' * 1_000_000}}}", "too-many"),
        (f"Well?{{{'=a' * 201}}}", "too-many"),
        (f"Well?{{#{'=1' * 201}}}", "too-many"),
        (f"Well?{{{'=a->b' * 201}}}", "too-many"),
    ],
)
def test_what_is_beyond_all_measure_is_left_out_and_never_cut(text: str, rule: str) -> None:
    imported = read_gift(text, "mine.txt")
    assert imported.questions == ()
    assert [problem.rule for problem in imported.problems if problem.level == "fault"] == [rule]


def test_an_ordering_question_has_its_steps_in_the_order_of_its_lines() -> None:
    question = only(
        "First what?{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\n  Stop = wait\nLook\n// no step\nThink\n####So.}"
    )
    assert (question.type, question.steps, question.explanation) == ("order", ("Stop = wait", "Look", "Think"), "So.")


def test_what_only_begins_like_an_ordering_question_is_none() -> None:
    question = only("Which sign means more?{=> ~<}")
    assert [option.text for option in question.options] == [">", "<"]
