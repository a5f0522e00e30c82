"""Advice on item writing: for each rule something that it is about, and something like it that it leaves alone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quiz.banks import lint_rules
from quiz.banks.lint import lint
from quiz.banks.lint_rules import RULES, reading_grade
from quiz.banks.loading import Library, Reading
from quiz.banks.model import Bank
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.options import Option
from quiz.questions.question import Question
from tests.builders import bank, poll, short, single, source, true_false

TODAY = date(2026, 11, 24)


def advice(*banks: Bank) -> list[PlacedDiagnostic]:
    return list(lint(Library(readings=tuple(Reading(file=b.file, bank=b) for b in banks)), TODAY))


def rules(*banks: Bank) -> set[str]:
    return {problem.rule for problem in advice(*banks)}


def with_options(key: str, *wrong: str, **changes: Any) -> Question:
    options = (Option(text=key, correct=True), *(Option(text=text, why="No.") for text in wrong))
    return single(options=options, **changes)


ONE_QUESTION = ("one-question",)
"""What a bank of one question allows, to be told nothing of that."""
LONG = "The colleague whose number you already have, rung by telephone"


@pytest.mark.parametrize(
    ("rule", "fires", "does_not"),
    [
        (
            "key-longest",
            with_options(LONG, "Ring your bank now", "Ring the police"),
            with_options(LONG, LONG[:50], "B" * 40),
        ),
        ("lumped-options", with_options("One", "All of the above"), with_options("One", "All of the staff")),
        ("absolutes", with_options("Ask", "Always pay", "Never ask"), with_options("Ask", "Always pay", "Wait")),
        ("unequal-options", with_options("No", LONG), with_options("No", "Perhaps not")),
        (
            "echoed-prompt",
            with_options("Register the breach", "Wait", prompt="Who must register a breach?"),
            with_options("Register a breach", "Hide the breach", prompt="Who must register a breach?"),
        ),
        ("missing-why", single(options=(Option(text="A", correct=True), Option(text="B"))), with_options("A", "B")),
        ("missing-why", true_false(answer=False, why=""), true_false(answer=True, why="")),
        ("negative-stem", single(prompt="Which is not safe?"), single(prompt="Which is NOT safe?")),
        ("negative-stem", single(prompt="Who would never pay?"), single(prompt="You do not know him. What now?")),
        ("echoing-explanation", with_options("Ring them up", "Wait", explanation="Ring them up."), single()),
        ("short-time", single(time_limit=5), single(time_limit=60)),
        (
            "hard-reading",
            single(explanation=f"{'Organisational accountability documentation ' * 8}matters."),
            single(explanation=f"{'A short word in a short line. ' * 8}"),
        ),
    ],
)
def test_a_rule_about_a_question(rule: str, fires: Question, does_not: Question) -> None:
    assert rule in rules(bank(fires))
    assert rule not in rules(bank(does_not))


@pytest.mark.parametrize(
    ("one", "other", "exact", "fires"),
    [
        ("Ireland", "Iceland", False, True),
        ("Ireland", "Iceland", True, False),
        ("a right employer", "a right employee", False, True),
        ("the ward", "the word", False, False),
        ("report fraud", "report fraud", False, False),
        ("Ireland", "Finland", False, False),
    ],
)
def test_an_answer_that_would_be_forgiven_as_that_of_another_question(
    one: str, other: str, exact: bool, fires: bool
) -> None:
    made = bank(short("one", one, exact=exact), short("other", other, exact=exact))
    assert ("slip-of-another" in rules(made)) is fires


@pytest.mark.parametrize(
    ("accept", "exact", "fires"),
    [
        (("quishing", "qishing"), False, True),
        (("quishing", "qishing"), True, False),
        (("quishing", "Quishing"), False, False),
        (("seesaw", "swing"), False, False),
    ],
)
def test_an_accepted_slip_of_what_is_accepted(accept: tuple[str, ...], exact: bool, fires: bool) -> None:
    assert ("only-a-slip" in rules(bank(short("one", *accept, exact=exact)))) is fires


def test_keys_that_stand_out_in_a_whole_bank() -> None:
    keys = [with_options("Longest", "Short", "Brief", id=f"q-{n}", shuffle=False) for n in range(10)]
    assert {"keys-longest", "key-position"} <= rules(bank(*keys))
    mixed = [single(f"q-{n}", right=n % 4, shuffle=False) for n in range(10)]
    assert not {"keys-longest", "key-position"} & rules(bank(*mixed))


@pytest.mark.parametrize(
    ("changes", "stale"),
    [
        ({"checked": date(2025, 11, 23)}, True),
        ({"checked": date(2025, 11, 24)}, False),
        ({"review_by": date(2026, 11, 23)}, True),
        ({"review_by": date(2026, 11, 24)}, False),
    ],
)
def test_a_source_that_is_due(changes: dict[str, date], stale: bool) -> None:
    made = Bank(**{**_fields(bank(single())), "sources": {"guide": source(**changes)}})
    assert ("stale-source" in rules(made)) is stale


@pytest.mark.parametrize(
    ("preset", "asks", "is_told"),
    [("certainty", False, True), ("certainty", True, False), ("steady", False, False)],
)
def test_a_bank_that_would_not_ask_what_its_points_hang_on(preset: str, asks: bool, is_told: bool) -> None:
    assert ("certainty-asked" in rules(bank(single(), preset=preset, ask_certainty=asks))) is is_told


@pytest.mark.parametrize(
    ("questions", "about", "told"),
    [
        (2, {}, set()),
        (2, {"pass_mark": 0}, {("pass-mark-0", "bank.pass_mark")}),
        (2, {"pass_mark": 0.5, "quiz_length": 0}, set()),
        (2, {"quiz_length": 1}, {("one-question", "bank.quiz_length")}),
        (1, {}, {("one-question", "questions")}),
        (1, {"draft": True}, set()),
    ],
)
def test_a_bank_that_anybody_passes(questions: int, about: dict[str, Any], told: set[tuple[str, str]]) -> None:
    made = bank(*(single(f"q{number}") for number in range(questions)), **about)
    found = {(problem.rule, problem.key) for problem in advice(made)}
    assert {hit for hit in found if hit[0] in ("pass-mark-0", "one-question")} == told


def test_questions_of_one_fact_are_asked_one_at_a_time_and_a_poll_comes_on_top() -> None:
    alike = bank(single("one", fact="same"), single("two", fact="same"))
    assert "one-question" in rules(alike)
    assert "one-question" in rules(bank(single(), poll()))


def test_a_source_that_nothing_cites() -> None:
    made = Bank(**{**_fields(bank(single())), "sources": {"guide": source(), "spare": source()}})
    assert [problem.key for problem in advice(made) if problem.rule == "unused-source"] == ["sources.spare"]


@pytest.mark.parametrize(
    ("kind_cited", "kind_beside", "fires"),
    [
        ("secondary", "primary", True),
        (None, "primary", True),
        ("secondary", None, True),
        ("primary", "secondary", False),
        (None, None, False),
    ],
)
def test_a_question_without_a_primary_source_where_the_bank_says_what_kind_sources_are(
    kind_cited: str | None, kind_beside: str | None, fires: bool
) -> None:
    sources = {"guide": source(kind=kind_cited), "beside": source(kind=kind_beside)}
    made = Bank(
        **{**_fields(bank(single(sources=("guide",)), single("both", sources=("guide", "beside")))), "sources": sources}
    )
    named = [problem.key for problem in advice(made) if problem.rule == "no-primary-source"]
    assert ("questions[0].sources" in named) is fires
    assert ("questions[1].sources" in named) is ("primary" not in (kind_cited, kind_beside) and fires)


def test_a_question_of_a_draft_that_cites_nothing_is_not_told_that_it_cites_nothing_primary() -> None:
    made = Bank(**{**_fields(bank(single(sources=()), draft=True)), "sources": {"guide": source(kind="primary")}})
    assert "no-primary-source" not in rules(made)


def _fields(made: Bank) -> dict[str, Any]:
    return {name: getattr(made, name) for name in made.__struct_fields__}


def test_near_duplicates_are_found_across_banks() -> None:
    prompts = {
        "first": "A stranger asks for a six-digit code. What do you do?",
        "second": "A stranger asks for your six-digit code. What do you do?",
        "third": "Who may read the register of pupils?",
    }
    one, two, other = (
        bank(single(name, prompt=prompt), identifier=name, allow=ONE_QUESTION) for name, prompt in prompts.items()
    )
    assert [(p.file, p.rule) for p in advice(one, two, other)] == [("second.toml", "near-duplicate")]


def test_prompts_of_the_same_words_are_compared_with_a_bounded_number_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def alike(one: list[str], other: list[str]) -> bool:
        nonlocal compared
        compared += 1
        return False

    monkeypatch.setattr(lint_rules, "_alike", alike)
    prompts = (" ".join(f"w{(n * 7 + k * 13) % 40}" for k in range(20)) for n in range(600))
    advice(bank(*(true_false(f"q-{n}", prompt=prompt) for n, prompt in enumerate(prompts))))
    assert 0 < compared <= 600 * 6 * 20 < 600 * 599 / 2


@pytest.mark.parametrize("where", ["question", "bank"])
def test_advice_can_be_turned_down(where: str) -> None:
    allow = ("negative-stem",)
    question = single(prompt="Which is not safe?", allow=allow if where == "question" else ())
    assert rules(bank(question, allow=(*ONE_QUESTION, *(allow if where == "bank" else ())))) == set()


def test_an_unknown_rule_is_named_with_the_nearest() -> None:
    (problem,) = advice(bank(single(allow=("negative-stern",)), allow=ONE_QUESTION))
    assert (problem.rule, problem.fix) == ("unknown-rule", 'Did you mean "negative-stem"?')


def test_advice_has_its_line(tmp_path: Path) -> None:
    from quiz.banks.loading import read_files
    from tests.builders import document, to_toml

    file = tmp_path / "first.toml"
    file.write_text(to_toml(document(bank(single(prompt="Which is not safe?"), allow=ONE_QUESTION))), encoding="utf-8")
    (problem,) = lint(read_files([file]), TODAY)
    assert file.read_text().splitlines()[problem.line - 1].startswith('prompt = "Which is not')


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # Twenty words of four letters in one sentence: 4.71 × 4 + 0.5 × 20 − 21.43.
        (f"{'word ' * 20}.", 7.41),
        (f"{'word ' * 10}. {'word ' * 10}.", 2.41),
        ("too short to say", None),
    ],
)
def test_how_hard_a_text_reads_is_the_automated_readability_index(text: str, grade: float | None) -> None:
    found = reading_grade(text.replace(" .", "."))
    assert found == grade if grade is None else found == pytest.approx(grade)
