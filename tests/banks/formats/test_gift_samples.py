"""Real GIFT files, held against what another reader makes of them: see gift/README.md."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from quiz.banks.formats.exchange import Imported
from quiz.banks.formats.gift_reading import read_gift
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse

SAMPLES = Path(__file__).parent / "gift"
NAMES = sorted(file.stem for file in SAMPLES.glob("*.gift"))
NO_QUESTION = ("Essay", "Description")


def bare(text: Any) -> str:
    """Return the letters of a text, whatever markup it stands in: the reference keeps HTML and Markdown as they are."""
    raw = text["text"] if isinstance(text, dict) else text or ""
    without_tags = re.sub(r"<!--.*?-->|<[^>]*>|\*\*", "", html.unescape(raw))
    ours_only = r"\(https?://\S+?\)|\[image [^\]]*\]"
    return re.sub(r"\s", "", re.sub(ours_only, "", without_tags))


def expected(reference: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [question for question in reference if question["type"] != "Category"]


def check_answers(ours: Question, reference: dict[str, Any]) -> None:
    if isinstance(ours, Single | Multiple):
        choices = reference["choices"]
        assert isinstance(ours, Single) == any(choice["isCorrect"] for choice in choices)
        right = [choice["isCorrect"] or (isinstance(ours, Multiple) and (choice["weight"] or 0) > 0) for choice in choices]
        assert [option.correct for option in ours.options] == right
        assert [bare(option.text) for option in ours.options] == [bare(choice["text"]) for choice in choices]
        assert [bare(option.why) for option in ours.options] == [bare(choice["feedback"]) for choice in choices]
    elif isinstance(ours, TrueFalse):
        assert ours.answer is reference["isTrue"]
        # The reference calls the first feedback trueFeedback and the second falseFeedback, whatever the answer is.
        assert bare(ours.why) == bare(reference["trueFeedback"])
        assert bare(reference["falseFeedback"]) in bare(ours.explanation)
    elif isinstance(ours, Match):
        pairs = [(bare(pair["subquestion"]), bare(pair["subanswer"])) for pair in reference["matchPairs"]]
        assert [(bare(pair.item), bare(pair.box)) for pair in ours.pairs] == pairs
    elif isinstance(ours, Short):
        choices = reference["choices"]
        whole = [bare(choice["text"]) for choice in choices if choice["weight"] in (None, 100)]
        assert [bare(text) for text in ours.accept] == whole
        assert all(bare(choice["feedback"]) in bare(ours.explanation) for choice in choices)
    else:
        assert isinstance(ours, Number)
        check_figure(ours, reference["choices"])


def check_figure(ours: Number, choices: Any) -> None:
    figure = choices
    if isinstance(choices, list):
        figure = next(choice["text"] for choice in choices if choice["weight"] in (None, 100))
        assert all(bare(choice["feedback"]) in bare(ours.explanation) for choice in choices)
    if figure["type"] == "high-low":
        assert ours.answer - ours.tolerance == pytest.approx(figure["numberLow"])
        assert ours.answer + ours.tolerance == pytest.approx(figure["numberHigh"])
    else:
        assert (ours.answer, ours.tolerance) == (figure["number"], figure.get("range", 0))


TYPES = {"MC": (Single, Multiple), "TF": TrueFalse, "Short": Short, "Matching": Match, "Numerical": Number}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_as_its_reference_says(name: str) -> None:
    text = (SAMPLES / f"{name}.gift").read_bytes().decode()
    references = expected(json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8")))
    imported = read_gift(text, f"{name}.gift")
    questions = [reference for reference in references if reference["type"] not in NO_QUESTION]
    assert len(imported.questions) == len(questions)
    for ours, reference in zip(imported.questions, questions, strict=True):
        assert isinstance(ours, TYPES[reference["type"]])  # type: ignore[arg-type]
        assert bare(ours.prompt) == bare(reference["stem"])
        assert ("_____" in ours.prompt) == reference["hasEmbeddedAnswers"]
        assert bare(reference["globalFeedback"]) in bare(ours.explanation)
        check_answers(ours, reference)
    left_out = [problem.rule for problem in imported.problems if problem.level == "fault"]
    assert left_out == [kind["type"].lower() for kind in references if kind["type"] in NO_QUESTION]


def test_there_are_as_many_samples_as_the_readme_says() -> None:
    assert len(NAMES) == 20


def sample(name: str) -> Imported:
    return read_gift((SAMPLES / f"{name}.gift").read_bytes().decode(), f"{name}.gift")


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("name", NAMES)
def test_line_ends_of_windows_and_old_macs_and_a_byte_order_mark_change_nothing(name: str, line_end: str) -> None:
    text = (SAMPLES / f"{name}.gift").read_bytes().decode().replace("\r\n", "\n")
    assert read_gift("\ufeff" + text.replace("\n", line_end), f"{name}.gift") == sample(name)


def test_samples_with_html_are_plain_text_and_say_so() -> None:
    [question] = sample("formatExamples").questions
    assert question.prompt == "The sun rises in which direction?"
    assert isinstance(question, Single)
    assert question.options[1].why == "What planet did you grow up on?"
    assert [problem.rule for problem in sample("formatExamples").problems] == ["html"]
    rules = [(problem.rule, problem.line) for problem in sample("multiLineFeedback1").problems]
    assert rules == [("html", 11), ("media", 11)]
