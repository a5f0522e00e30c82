"""Rules of loading that hold for every bank: what is wrong is said once, at its line and key, with a fix."""

import pytest

from quiz.banks.loading import read_text
from tests.banks.faulty import ABOUT, SINGLE, SOURCE, expect_one, text_of


def test_the_bank_that_the_faults_are_put_into_has_none() -> None:
    assert read_text(text_of(), "mine.toml").problems == ()


ABOUT_FAULTS = [
    ('id = "My Bank" # <-\ntitle = "F"', "id-spelling", "id", '"My Bank"', '"my-bank"'),
    ('id = "bank\\n" # <-\ntitle = "F"', "id-spelling", "id", "lower-case words", '"bank"'),
    ('id = "?" # <-\ntitle = "F"', "id-spelling", "id", "lower-case words", '"code-forward"'),
    ('id = "first"\ntitle = " " # <-', "blank", "title", "title is empty", "name"),
    (ABOUT + "pass_mark = 101 # <-", "out-of-range", "pass_mark", "0 to 100", "80"),
    (ABOUT + "pass_mark = nan # <-", "out-of-range", "pass_mark", "0 to 100", "80"),
    (ABOUT + "quiz_length = -1 # <-", "out-of-range", "quiz_length", "below 0", "0 for all"),
    (ABOUT + "time_limit = 0 # <-", "out-of-range", "time_limit", "time limit", '"auto" or "none"'),
    (ABOUT + "time_limit = 1e300 # <-", "out-of-range", "time_limit", "a day", '"auto" or "none"'),
    (ABOUT + 'time_limit = "atuo" # <-', "unknown-word", "time_limit", '"atuo"', 'Did you mean "auto"?'),
    (ABOUT + "pas_mark = 80 # <-", "unknown-key", "pas_mark", '"pas_mark"', 'Did you mean "pass_mark"?'),
    (ABOUT + 'quiz_length = "10" # <-', "wrong-kind", "quiz_length", 'the text "10"', "quiz_length = 10, without quotes"),
    (ABOUT + "quiz_length = 2.5 # <-", "wrong-kind", "quiz_length", "a number", "whole number"),
    (ABOUT + 'draft = "yes" # <-', "wrong-kind", "draft", 'the text "yes"', "draft = true, without quotes"),
    (ABOUT + "pass_mark = true # <-", "wrong-kind", "pass_mark", "true or false", "a number, without quotes"),
    (ABOUT + "summary = ['a'] # <-", "wrong-kind", "summary", "a list", "text in quotes"),
    (ABOUT + 'topics = { "x" = 2 } # <-', "unknown-topic", "topics.x", 'topic "x"', "Give it to questions"),
    (ABOUT + 'topics = { "x" = "2" } # <-', "wrong-kind", "topics.x", 'the text "2"', "x = 2, without quotes"),
    (ABOUT + "topics = ['x'] # <-", "wrong-kind", "topics", "a list", "a table"),
    (ABOUT + "version = 2026-11-23 # <-", "wrong-kind", "version", "a date or time", "text in quotes"),
]


@pytest.mark.parametrize(("about", "rule", "key", "message", "fix"), ABOUT_FAULTS)
def test_a_fault_of_the_bank_table(about: str, rule: str, key: str, message: str, fix: str) -> None:
    expect_one(text_of(about=about + "\n"), rule, f"bank.{key}", message, fix)


SOURCE_FAULTS = [
    ('"A guide"', '""', "blank", "title", "title is empty", "find the source"),
    ('"ICO"', '"\\t"', "blank", "publisher", "publisher is empty", "find the source"),
    ('"https://ico.org.uk/guide"', '"ico.org.uk/guide"', "unsafe-link", "url", "not a web address", "https://"),
    ("2026-11-23", '"soon"', "wrong-kind", "checked", '"soon"', "2026-11-23"),
    ("2026-11-23", "2026-11-23T10:00:00", "wrong-kind", "checked", "a date or time", "2026-11-23"),
    ("2026-11-23", "2026-11-23\nreviewby = 2027-05-23", "unknown-key", "reviewby", '"reviewby"', '"review_by"?'),
    ("2026-11-23", '2026-11-23\nkind = "primry"', "unknown-word", "kind", '"primry"', 'Did you mean "primary"?'),
    ("2026-11-23", "2026-11-23\nreview_by = 2027", "wrong-kind", "review_by", "a number", "a date without quotes"),
]


@pytest.mark.parametrize(("old", "new", "rule", "key", "message", "fix"), SOURCE_FAULTS)
def test_a_fault_of_a_source(old: str, new: str, rule: str, key: str, message: str, fix: str) -> None:
    expect_one(text_of(source=SOURCE.replace(old, new + " # <-")), rule, f"sources.guide.{key}", message, fix)


TOPIC_FAULTS = [
    ("braeches = 3", "unknown-topic", "braeches", '"braeches"', 'Did you mean "breaches"?'),
    ("breaches = 0", "out-of-range", "breaches", "between 0 and 1000", "2 comes twice as often"),
    ("breaches = -1.5", "out-of-range", "breaches", "between 0 and 1000", "1 is usual"),
    ("breaches = nan", "out-of-range", "breaches", "between 0 and 1000", "1 is usual"),
]


@pytest.mark.parametrize(("line", "rule", "key", "message", "fix"), TOPIC_FAULTS)
def test_a_fault_of_the_weights_by_topic(line: str, rule: str, key: str, message: str, fix: str) -> None:
    question = SINGLE + 'topic = "breaches"\n'
    about = f"{ABOUT}[bank.topics]\n{line} # <-\n"
    expect_one(text_of(about=about, question=question), rule, f"bank.topics.{key}", message, fix)


def test_a_weight_is_not_said_to_be_of_no_topic_where_the_topic_cannot_be_read() -> None:
    about = ABOUT + "topics = { breaches = 3 }\n"
    for question in (SINGLE + "topic = 7 # <-\n", SINGLE.replace('"single"', '"singel" # <-') + 'topic = "breaches"\n'):
        (problem,) = read_text(text_of(about=about, question=question), "mine.toml").problems
        assert problem.rule in ("wrong-kind", "unknown-type")


COMMON_FAULTS = [
    ('"one"', '"One Q"', "id-spelling", "id", '"One Q"', '"one-q"'),
    ('"What?"', '""', "blank", "prompt", "prompt is empty", "what is asked"),
    ('"Because."', '""', "missing-explanation", "explanation", "no explanation", "why"),
    ('["guide"]', "[]", "missing-sources", "sources", "no sources", "at least one"),
    ('["guide"]', '["giude"]', "unknown-source", "sources[0]", '"giude"', 'Did you mean "guide"?'),
    ('["guide"]', '"guide"', "wrong-kind", "sources", 'the text "guide"', "list in square brackets"),
    ('"single"', '"singel"', "unknown-type", "type", '"singel"', 'Did you mean "single"?'),
    ('"single"', "1", "wrong-kind", "type", "a number", "text in quotes"),
    ('"one"', '"one"\ndifficulty = 4', "out-of-range", "difficulty", "not 1, 2 or 3", "1 is easy"),
    ('"one"', '"one"\nfact = "Report 7726"', "id-spelling", "fact", '"Report 7726"', '"report-7726"'),
    ('"one"', '"one"\nfact = ""', "id-spelling", "fact", '""', '"code-forward"'),
    ('"one"', '"one"\nweight = 0', "out-of-range", "weight", "between 0 and 1000", "1 is usual"),
    ('"one"', '"one"\nweight = inf', "out-of-range", "weight", "between 0 and 1000", "1 is usual"),
    ('"one"', f'"one"\nweight = {10**400}', "out-of-range", "weight", "between 0 and 1000", "1 is usual"),
    ('"one"', '"one"\ntime_limit = -5', "out-of-range", "time_limit", "time limit", '"auto"'),
    ('"one"', '"one"\ntime_limit = "nonee"', "unknown-word", "time_limit", '"nonee"', 'Did you mean "none"?'),
    ('"one"', '"one"\nshuffel = true', "unknown-key", "shuffel", '"shuffel"', 'Did you mean "shuffle"?'),
    ('"one"', '"one"\nanswer = true', "unknown-key", "answer", '"answer"', "Known here: action,"),
]


@pytest.mark.parametrize(("old", "new", "rule", "key", "message", "fix"), COMMON_FAULTS)
def test_a_fault_of_what_all_questions_have(old: str, new: str, rule: str, key: str, message: str, fix: str) -> None:
    expect_one(text_of(question=SINGLE.replace(old, new + " # <-", 1)), rule, f"questions[0].{key}", message, fix)


def test_a_question_without_an_explanation_or_sources_is_faulty_at_its_own_line() -> None:
    no_explanation = text_of(question=SINGLE.replace('explanation = "Because."\n', "")).replace("# question", "# <-")
    expect_one(no_explanation, "missing-explanation", "questions[0].explanation", "no explanation yet", "shown after")
    no_sources = text_of(question=SINGLE.replace('sources = ["guide"]\n', "")).replace("# question", "# <-")
    expect_one(no_sources, "missing-sources", "questions[0].sources", "no sources yet", "Cite at least one")


def test_a_question_without_a_type_is_faulty_at_its_own_line() -> None:
    text = text_of(question=SINGLE.replace('type = "single"\n', "")).replace("# question", "# <-")
    expect_one(text, "missing-key", "questions[0]", 'The key "type" is missing', "single, multiple, true-false")
