"""The school's policy line by line: read out after a pass to whoever wants it, and a pipe is never asked."""

from pathlib import Path

import pytest

from quiz.questions.answers import Judged
from quiz.store.acknowledgements import PersonsAcknowledgement
from quiz.store.store import open_store
from tests.builders import true_false
from tests.plain.table import Step, Table, typed

ASKS = "Your school asks you to read its policy: Acceptable use, version 2026-09. Read it now?"
NOT_YET = "It is not acknowledged. You are asked again after your next pass."
RIGHT, WRONG = (typed(true_false("q", answer=True), Judged(answer))[0] for answer in (True, False))


@pytest.fixture
def laid(table: Table) -> Table:
    table.lay(true_false("q", answer=True))
    lines = '[policy]\ntitle = "Acceptable use"\nversion = "2026-09"\nfile = "use.txt"\n'
    (table.folder / "school.toml").write_text(lines, encoding="utf-8")
    (table.folder / "use.txt").write_text("First rule.\n\nSecond rule.\n", encoding="utf-8")
    return table


def acknowledged(table: Table) -> list[PersonsAcknowledgement]:
    store = open_store(table.store)
    try:
        return store.acknowledgements.of_everybody()
    finally:
        store.close()


def test_after_a_pass_it_is_read_out_whole_and_acknowledged_once(laid: Table) -> None:
    heard = laid.play(RIGHT, "y", "y", person=True, player="Ann")
    at = heard.said.index(ASKS)
    assert [line for line in heard.said[at:] if "Type y" not in line] == [
        ASKS,
        "Acceptable use, version 2026-09.",
        *("First rule.", "", "Second rule."),
        "That is the end of the policy.",
        "Have you read this, and will you follow it?",
        "Your acknowledgement is kept. Your certificate says so from now on.",
    ]
    assert [(one.name, one.acknowledgement.version) for one in acknowledged(laid)] == [("Ann", "2026-09")]
    again = laid.play(RIGHT, person=True, player="Ann")
    assert again.said[-1] == "You acknowledged the policy Acceptable use, version 2026-09, on 14 November 2023."
    assert again.status == 0


def test_markdown_is_read_out_without_its_signs(laid: Table) -> None:
    school, rules = laid.folder / "school.toml", "# Phones\n\n- Ask **first**.\n  - Always.\n\nBe kind.\n"
    school.write_text(school.read_text(encoding="utf-8").replace("use.txt", "use.md"), encoding="utf-8")
    (laid.folder / "use.md").write_text(rules, encoding="utf-8")
    said = laid.play(RIGHT, "y", "y", person=True, player="Ann").said
    at = said.index("Acceptable use, version 2026-09.") + 1
    assert said[at : at + 6] == ["Phones", "", "- Ask first.", "  - Always.", "", "Be kind."]


@pytest.mark.parametrize("steps", [("n",), ("q",), (), ("y", "n"), ("y", KeyboardInterrupt())], ids=repr)
def test_who_would_rather_not_is_asked_again_next_time_and_the_quiz_counts(laid: Table, steps: tuple[Step, ...]) -> None:
    heard = laid.play(RIGHT, *steps, person=True, player="Ann", as_json=True)
    assert (heard.said[-1], heard.status, heard.attempt["passed"]) == (NOT_YET, 0, True)
    assert acknowledged(laid) == []
    assert ASKS in laid.play(RIGHT, person=True, player="Ann").said


def test_a_pipe_and_who_has_not_passed_are_not_asked(laid: Table) -> None:
    for steps, person in (((RIGHT, "y", "y"), False), ((WRONG, "y", "y"), True), (("q", "y", "y"), True)):
        heard = laid.play(*steps, person=person, player="Ann")
        assert (ASKS in heard.said, heard.status) == (False, 0)
    assert ASKS not in laid.play(RIGHT, "y", "y", person=True, player="Ann", learn=True).said
    assert acknowledged(laid) == []


def test_one_that_cannot_be_read_is_a_sentence_after_the_score(laid: Table) -> None:
    Path(laid.folder / "use.txt").unlink()
    heard = laid.play(RIGHT, person=True, player="Ann")
    assert (heard.status, heard.complaints) == (0, [])
    assert 'The policy "Acceptable use" cannot be shown, "use.txt": No such file or directory.' in heard.said
