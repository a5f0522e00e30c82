"""Editing one question changes that question's bytes and no others, whatever is written and however the file is laid out."""

import re
from datetime import date
from functools import cache

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quiz.banks.editing import EditingError, _Splicer, diagnostics_of, edited
from quiz.banks.loading import read_text
from quiz.banks.model import Bank, Source
from quiz.paths import shipped_banks
from quiz.questions.multiple import Multiple
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse
from tests.banks.faulty import ABOUT, SINGLE, SOURCE, text_of

NEW = Source(title='A "new" one', publisher="ICO", url="https://ico.org.uk/new", checked=date(2026, 11, 28))
_REFUSED = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PIECES = st.sampled_from(['"', "'", "'''", '"""', "\\", "\n", "\t", "#", "]", "}", "\\n", "{x}"])
TEXTS = (
    st.lists(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters=_REFUSED) | _PIECES, max_size=20)
    .map("".join)
    .filter(str.strip)
)
"""Any text that a bank may hold."""


@cache
def shipped(crlf: bool) -> list[tuple[bytes, Bank]]:
    """Return every bank that ships with its bytes, with the line ends of Windows if asked for."""
    found = []
    for file in sorted(shipped_banks().glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        text = text.replace("\n", "\r\n") if crlf else text
        found.append((text.encode(), bank_of(text.encode())))
    return found


def bank_of(content: bytes) -> Bank:
    reading = read_text(content.decode("utf-8-sig"), "mine.toml")
    assert reading.bank, reading.faults[:3]
    return reading.bank


def part_of(content: bytes, position: int) -> tuple[int, int]:
    """Return where the question at a position begins and ends, comments above the next one included."""
    starts = [match.start() for match in re.finditer(rb"^\[\[questions\]\]", content, re.MULTILINE)]
    return starts[position], [*starts, len(content)][position + 1]


def options_of(draw: st.DrawFn, before: tuple[Option, ...]) -> tuple[Option, ...]:
    options = [replace(option, why=draw(TEXTS)) if draw(st.booleans()) else option for option in before]
    place = draw(st.integers(0, len(options) - 1))
    options[place] = replace(options[place], text=draw(TEXTS))
    way = draw(st.sampled_from(["same", "add", "drop"]))
    if way == "add":
        options.append(Option(text=draw(TEXTS), why=draw(st.just("") | TEXTS)))
    elif way == "drop" and len(options) > 2:
        wrong = [option for option in options if not option.correct]
        options.remove(wrong[-1]) if wrong else None
    assume(len({option.text.strip() for option in options}) == len(options))
    return tuple(options)


@st.composite
def edits(draw: st.DrawFn) -> tuple[bytes, Bank, int, Question]:
    content, bank = draw(st.sampled_from(shipped(draw(st.booleans()))))
    made_of_options = [i for i, q in enumerate(bank.questions) if isinstance(q, Single | Multiple | TrueFalse)]
    position = draw(st.sampled_from(made_of_options))
    question = bank.questions[position]
    names = draw(st.sets(st.sampled_from(["prompt", "explanation", "topic", "hint", "action"])))
    changes = {name: draw(TEXTS) for name in names}
    if "topic" in changes and question.topic in bank.about.topics:
        del changes["topic"]
    question = replace(question, **changes)
    if draw(st.booleans()):
        question = replace(question, sources=tuple(draw(st.sets(st.sampled_from(sorted(bank.sources)), min_size=1))))
    if draw(st.booleans()):
        if isinstance(question, Single | Multiple):
            question = replace(question, options=options_of(draw, question.options))
        elif isinstance(question, TrueFalse):
            question = replace(question, answer=not question.answer, why=draw(TEXTS))
    return content, bank, position, question


@settings(max_examples=60, deadline=None)
@given(edits())
def test_all_outside_the_question_is_byte_for_byte_as_it_was(edit: tuple[bytes, Bank, int, Question]) -> None:
    content, bank, position, question = edit
    new = edited(content, position, question, {})
    start, end = part_of(content, position)
    assert new.startswith(content[:start])
    assert new.endswith(content[end:])
    assert bank_of(new).questions == (*bank.questions[:position], question, *bank.questions[position + 1 :])
    if b"\r\n" in content:
        assert re.search(rb"(?<!\r)\n", new) is None


@settings(max_examples=15, deadline=None)
@given(edits())
def test_a_new_source_stands_behind_the_others_and_changes_nothing_else(edit: tuple[bytes, Bank, int, Question]) -> None:
    content, bank, position, question = edit
    question = replace(question, sources=("brand-new",))
    new = edited(content, position, question, {"brand-new": NEW})
    after = bank_of(new)
    assert after.sources == {**bank.sources, "brand-new": NEW}
    start, end = part_of(new, position)
    without = new[:start] + new[end:]
    added = without.index(b"[sources.brand-new]")
    begin, stop = part_of(content, position)
    as_it_was = content[:begin] + content[stop:]
    table = without[added : added + len(without) - len(as_it_was)]
    assert without.replace(table, b"", 1).replace(b"\r\n", b"\n") == as_it_was.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x07", "\u2028"])
def test_what_the_rules_refuse_is_refused_and_told_beside_its_field(character: str) -> None:
    content = text_of().encode()
    before = bank_of(content).questions[0]
    assert isinstance(before, Single)
    spoilt = replace(before.options[1], text=f"b{character}")
    for changes, path in (
        ({"prompt": f"What{character}?"}, ("prompt",)),
        ({"options": (before.options[0], spoilt)}, ("options", 1, "text")),
    ):
        question = replace(before, **changes)
        with pytest.raises(EditingError, match="The text holds U"):
            edited(content, 0, question, {})
        (fault, *_) = diagnostics_of(question, bank_of(content), {})
        assert (fault.path, fault.rule) == (path, "refused-character")


LAYOUTS = {
    "keys with comments behind them": SINGLE.replace('"What?"', '"What?" # a note') + "weight = 2 # twice",
    "a text of several lines": SINGLE.replace('"What?"', '"""\nWhat\nnow?"""'),
    "a text in single quotes": SINGLE.replace('"What?"', "'''What?'''"),
    "options a line each": SINGLE.replace("[{", "[\n  {").replace("}, {", "}, # right\n  {").replace("}]", "}, # last\n]"),
    "options over several lines": SINGLE.replace("{ text", "{\n    text").replace(" }", ",\n  }"),
    "quoted keys": SINGLE.replace("prompt =", '"prompt" ='),
    "options of their own tables": SINGLE.split("options")[0]
    + '[[questions.options]]\ntext = "a"\ncorrect = true\n[[questions.options]]\ntext = "b"\n',
}


@pytest.mark.parametrize("crlf", [False, True], ids=["unix", "windows"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_comments_and_layout_stay(layout: str, crlf: bool) -> None:
    text = text_of(question=LAYOUTS[layout]) + "\n# of the next\n[[questions]]\n" + SINGLE.replace('"one"', '"two"')
    content = ("\ufeff" + (text.replace("\n", "\r\n") if crlf else text)).encode()
    question = bank_of(content).questions[0]
    assert isinstance(question, Single)
    first = replace(question.options[1], text='"b"', why="So.")
    changed = replace(question, prompt="What now, 'then'?", hint="H", options=(question.options[0], first))
    new = edited(content, 0, changed, {})
    assert bank_of(new).questions[0] == changed
    start, end = part_of(content, 0)
    assert new.startswith(content[:start])
    assert new.endswith(content[end:])
    for note in ("# a note", "# twice", "# right", "# last"):
        assert (note in text) is (note.encode() in new)


def test_an_option_more_stands_like_the_one_before_it() -> None:
    content = text_of(question=LAYOUTS["options a line each"]).encode()
    question = bank_of(content).questions[0]
    assert isinstance(question, Single)
    new = edited(content, 0, replace(question, options=(*question.options, Option(text="c", why="No."))), {})
    assert b'\n  { text = "b" },\n  { text = "c", why = "No." }, # last\n]' in new


def test_what_cannot_be_changed_in_place_is_refused_in_a_sentence() -> None:
    tables = text_of(question=LAYOUTS["options of their own tables"]).encode()
    question = bank_of(tables).questions[0]
    assert isinstance(question, Single)
    with pytest.raises(EditingError, match="your editor"):
        edited(tables, 0, replace(question, options=(*question.options, Option(text="c"))), {})
    with pytest.raises(EditingError, match="Line"):
        edited(text_of(question=SINGLE + "weight 2\n").encode(), 0, question, {})
    guide = ", ".join(SOURCE.strip().splitlines())
    inline = f"format = 1\nsources = {{ guide = {{ {guide} }} }}\n[bank]\n{ABOUT}[[questions]]\n{SINGLE}"
    with pytest.raises(EditingError):
        edited(inline.encode(), 0, replace(bank_of(inline.encode()).questions[0], sources=("new",)), {"new": NEW})


def test_what_would_change_another_question_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = (text_of() + "\n[[questions]]\n" + SINGLE.replace('"one"', '"two"')).encode()
    question = replace(bank_of(content).questions[0], hint="H")
    right = _Splicer.text
    assert edited(content, 0, question, {})
    for slip in (('"two"', '"three"'), ('title = "First"', 'title = "Second"'), ('"A guide"', '"The guide"')):
        monkeypatch.setattr(_Splicer, "text", lambda splicer, slip=slip: right(splicer).replace(*slip))
        with pytest.raises(EditingError, match="only be changed in your editor"):
            edited(content, 0, question, {})


@given(TEXTS)
@example("\\")
@example("'''")
@example('"""')
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    content = text_of().encode()
    question = replace(bank_of(content).questions[0], prompt=text, explanation=text, topic=text)
    assert bank_of(edited(content, 0, question, {})).questions[0] == question


def test_faults_and_advice_are_told_with_the_key_that_they_are_about() -> None:
    bank = bank_of(text_of().encode())
    question = bank.questions[0]
    assert isinstance(question, Single)
    spoilt = replace(question, prompt=" ", sources=("nowhere",), options=(question.options[0], Option(text="b")))
    told = {diagnostic.path: diagnostic.level for diagnostic in diagnostics_of(spoilt, bank, {})}
    assert told == {("prompt",): "fault", ("sources", 0): "fault"}
    cured = replace(spoilt, prompt="What?", sources=("new",))
    told = {diagnostic.path: diagnostic.level for diagnostic in diagnostics_of(cured, bank, {"new": NEW})}
    assert told[("options", 1)] == "advice"


def test_options_that_are_tables_are_taken_out_in_the_editor() -> None:
    listed = 'options = [{ text = "a", correct = true }, { text = "b" }]\n'
    tables = "".join(f'[[questions.options]]\ntext = "{text}"\ncorrect = {text == "a"}\n'.lower() for text in "abc")
    content = text_of(question=SINGLE.replace(listed, tables)).encode()
    question = bank_of(content).questions[0]
    assert isinstance(question, Single)
    with pytest.raises(EditingError, match="tables of their own"):
        edited(content, 0, replace(question, options=question.options[:2]), {})


@pytest.mark.parametrize(("note", "is_kept"), [("# it's the old one", True), ("", False)])
def test_no_note_is_lost_with_an_option(note: str, is_kept: bool) -> None:
    listed = 'options = [{ text = "a", correct = true }, { text = "b" }]'
    lines = f'options = [\n  {{ text = "a # b", correct = true }}, {note}\n  {{ text = \'b # "\' }},\n  {{ text = "c" }},\n]'
    content = text_of(question=SINGLE.replace(listed, lines)).encode()
    question = bank_of(content).questions[0]
    assert isinstance(question, Single)
    fewer = replace(question, options=question.options[:2])
    if is_kept:
        with pytest.raises(EditingError, match="note"):
            edited(content, 0, fewer, {})
    else:
        assert bank_of(edited(content, 0, fewer, {})).questions[0] == fewer
