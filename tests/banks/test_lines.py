"""Each problem is reported at its very line, however the file is laid out.

A comment ``# <- rule key`` stands on every line at which a problem is expected, or ``# v rule key`` on the line above.
"""

import re

import pytest

from quiz.banks.loading import read_text

HEAD = """\
#:schema bank.schema.json
format = 1

[bank]
id = "first"
title = "First"
"""
SOURCE = """
[sources.guide]
title = "A guide"
publisher = "ICO"
url = "https://ico.org.uk/guide"
checked = 2026-11-23
"""

QUESTIONS_AND_INLINE_TABLES = """
[[questions]]
id = "one"
type = "single"
prompt = "What?"
explanation = "Because."
sources = ["guide", "giude"] # <- unknown-source questions[0].sources[1]
options = [{ text = "a", correct = true }, { text = "b", wy = "" }] # <- unknown-key questions[0].options[1].wy

# a comment between two questions

[[questions]]  # <- missing-key questions[1].prompt
id = "two"
type = "single"
explanation = "Because."
sources = [
  "guide",
  # a comment inside a list
  "gudie",  # <- unknown-source questions[1].sources[1]
]
options = [
  { text = "a", correct = true },

  { text = "b" },
  { text = "  " },  # <- blank questions[1].options[2].text
  { corect = false, text = "d" },  # <- unknown-key questions[1].options[3].corect
  7,  # <- wrong-kind questions[1].options[4]
]
"""

TEXT_OF_SEVERAL_LINES = '''
[[questions]]
id = "one"
type = "number"
prompt = """
[[questions]]
id = "not a question"
"""
# v missing-explanation questions[0].explanation
explanation = \'\'\'

\'\'\'
sources = ["guide"]
# v wrong-kind questions[0].answer
answer = """72
hours"""
weight = 0  # <- out-of-range questions[0].weight
'''

QUOTED_AND_DOTTED_KEYS = """
[[questions]]
"id" = "one"
'type' = "scenario"
prompt = "What?"
explanation = "Because."
sources = ["guide"]
start = "a.b"
scenes."a.b".text = "A."
scenes."a.b".choices = [{ text = "on", goto = "c", mark = 2 }]  # <- out-of-range questions[0].scenes."a.b".choices[0].mark
scenes.c.text = ""  # <- blank questions[0].scenes.c.text
scenes.c."end" = true
scenes."\\u0064".text = "D."
scenes."\\u0064".end = 1  # <- wrong-kind questions[0].scenes.d.end
"""

TABLES_IN_TABLES = """
[[questions]]
id = "one"
type = "scenario"
prompt = "What?"
explanation = "Because."
sources = ["guide"]
start = "door"

[questions.scenes.door]
text = "Door."

[[questions.scenes.door.choices]]
text = "on"
goto = "end"
mark = 1

[[questions.scenes.door.choices]] # <- missing-key questions[0].scenes.door.choices[1].text
goto = "end"
mark = -1 # <- out-of-range questions[0].scenes.door.choices[1].mark

[questions.scenes.end]
text = "End."
edn = true # <- unknown-key questions[0].scenes.end.edn

[[questions]]
id = "two"
type = "scenario"
prompt = "What?"
explanation = "Because."
sources = ["guide"]
start = "door"
[questions.scenes.door]
text = "" # <- blank questions[1].scenes.door.text
end = true
"""

TABLES_OUT_OF_ORDER = """
[[questions]]
id = "one"
type = "true-false"
prompt = "What?"
explanation = "Because."
sources = ["guide", "other"]
answer = 1 # <- wrong-kind questions[0].answer

[sources.other]
title = "Other"
publisher = "" # <- blank sources.other.publisher
url = "https://ico.org.uk/other"
checked = 2026-11-23

[[questions]]
id = "two"
type = "true-false"
prompt = "What?"
explanation = "Because."
sources = ["guide"]
answer = true
hnt = "" # <- unknown-key questions[1].hnt
"""

TABLES_INLINE_OVER_SEVERAL_LINES = """
[[questions]]
id = "one"
type = "single"
prompt = "What?"
explanation = "Because."
sources = ["guide"]
options = [
  {
    text = "a",
    correct = true,
  },
  {
    text = "b",
    corect = true, # <- unknown-key questions[0].options[1].corect
  },
]

[[questions]]
id = "two"
type = "single"
prompt = "What?"
explanation = "Because."
sources = ["guide"]
options = [{ text = "a", correct = true }, { text = "b" }]
weight = 0 # <- out-of-range questions[1].weight
"""

LAYOUTS = {
    "questions and inline tables": QUESTIONS_AND_INLINE_TABLES,
    "text of several lines": TEXT_OF_SEVERAL_LINES,
    "quoted and dotted keys": QUOTED_AND_DOTTED_KEYS,
    "tables in tables": TABLES_IN_TABLES,
    "tables out of order": TABLES_OUT_OF_ORDER,
    "inline tables over several lines": TABLES_INLINE_OVER_SEVERAL_LINES,
}


def expected(text: str) -> set[tuple[int, str, str]]:
    marks = [(n, re.search(r"# (<-|v) (\S+) (\S+)$", line)) for n, line in enumerate(text.split("\n"), 1)]
    return {(number + (mark[1] == "v"), mark[2], mark[3]) for number, mark in marks if mark}


def found(text: str) -> set[tuple[int, str, str]]:
    return {(problem.line, problem.rule, problem.key) for problem in read_text(text, "mine.toml").problems}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_problem_stands_at_its_line(layout: str) -> None:
    text = HEAD + SOURCE + LAYOUTS[layout]
    assert found(text) == expected(text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_windows_line_ends_change_no_line(layout: str) -> None:
    text = HEAD + SOURCE + LAYOUTS[layout]
    assert found(text.replace("\n", "\r\n")) == expected(text)


def test_a_whole_bank_of_inline_tables_on_a_few_lines() -> None:
    text = """format = 1
bank = { id = "first", title = "First", pass_mark = 200 } # <- out-of-range bank.pass_mark
sources.guide = { title = "", publisher = "P", url = "https://a.uk", checked = 2026-11-23 } # <- blank sources.guide.title
questions = [
  { id = "q", type = "true-false", prompt = "P", explanation = "E", sources = ["guide"], answer = true },
  # v repeated-id questions[1].id
  { id = "q", type = "true-false", prompt = "P", explanation = "E", sources = ["guide"], answer = true },
]
"""
    assert found(text) == expected(text)


def test_what_is_missing_from_the_file_is_reported_at_its_first_line() -> None:
    assert found("# nothing here yet\n\n") == {(1, "missing-key", key) for key in ("format", "bank", "questions")}


def test_problems_come_in_the_order_of_the_lines() -> None:
    for layout in LAYOUTS.values():
        lines = [problem.line for problem in read_text(HEAD + SOURCE + layout, "mine.toml").problems]
        assert lines == sorted(lines)
