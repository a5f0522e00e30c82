"""After any shipped question is answered wrongly, all that matters stands in the window at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.match import Match
from quiz.questions.names import fill_names
from quiz.questions.options import OptionsQuestion
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.pieces import Fitted
from tests import builders
from tests.marks import first_of
from tests.tui.panels import NARROW, USUAL, WIDE, answered_panel, text_of

LIBRARY = load_library([Path(__file__).parents[2] / "questions"])


def wrong_answer(question: Question, dealt: tuple[int, ...]) -> Answer:
    """Return a wrong answer as people give them: every wrong option, the steps as dealt, every item misplaced."""
    match question:
        case OptionsQuestion():
            wrong = [place for place, option in enumerate(question.options) if not option.correct]
            longest = max(range(len(question.options)), key=lambda place: len(question.options[place].why))
            return Picked((longest,) if question.PICKS_ONE and longest in wrong else tuple(wrong[:1]))
        case TrueFalse():
            return Judged(not question.answer)
        case Order():
            return Ordered(dealt)
        case Match():
            boxes = question.boxes
            return Matched(tuple(boxes[boxes.index(pair.box) - 1] for pair in question.pairs))
        case Spot():
            return Spotted("scam", (0,)) if question.verdict == "genuine" else Spotted("genuine", ())
        case Scenario():
            return Walked(tuple(_worst(question)))
    return Typed("987654")


def _worst(story: Scenario) -> Iterator[int]:
    name = story.start
    while choices := story.scenes[name].choices:
        worst = min(range(len(choices)), key=lambda place: choices[place].mark)
        yield worst
        name = choices[worst].goto


def answered_wrongly(bank: Bank, question: Question) -> AnswerPanel:
    """Return the panel of a question that was answered wrongly."""
    return answered_panel(question, wrong_answer(question, question.arranged(5)), bank.sources)


def has_to_be_seen(question: Question) -> Iterator[str]:
    """Yield what has to be seen after a wrong answer: what was asked, what is right, what to do now."""
    if not isinstance(question, Scenario):
        yield question.prompt
    yield fill_names(question.action, {})
    match question:
        case OptionsQuestion():
            yield from (option.text for option in question.options if option.correct)
        case Order():
            yield from question.steps
        case Match():
            yield from (f"→ {pair.box}" for pair in question.pairs)
        case Spot():
            yield "it is a scam." if question.verdict == "scam" else "it is genuine."
            yield from (line.text for line in question.lines if line.cue)
        case Scenario():
            pass
        case _:
            yield from question.key_in_words()


def words_of(fitted: Fitted) -> list[str]:
    return text_of(fitted).split()


def shows_verdict(fitted: Fitted) -> bool:
    """Say whether the verdict stands among the rest: where not all fits, the screen shows it above what scrolls."""
    return any(line.piece and line.piece.role == "band" for line in fitted.lines)


def is_seen(text: str, words: list[str]) -> bool:
    """Say whether the words of ``text`` stand there in their order; those of a column beside may stand between."""
    rest = iter(words)
    return all(word in rest for word in text.split())


@pytest.mark.parametrize("identifier", first_of(3, sorted(LIBRARY.banks, reverse=True)))
def test_all_that_matters_after_a_wrong_answer_is_in_sight(identifier: str) -> None:
    bank = LIBRARY.banks[identifier]
    too_high = []
    for question in bank.questions:
        panel = answered_wrongly(bank, question)
        for size in (USUAL, WIDE):
            fitted = panel.fitted_in(*size)
            words = words_of(fitted)
            missing = [text for text in has_to_be_seen(question) if not is_seen(text, words)]
            assert not missing, f"{question.id} in {size}: {missing}"
            if not shows_verdict(fitted):
                too_high.append(f"{question.id} in {size}")
    assert len(too_high) <= len(bank.questions) / 20, f"these scroll as a whole: {too_high}"


@pytest.mark.parametrize("identifier", first_of(1, sorted(LIBRARY.banks)))
def test_what_was_right_is_in_sight_after_a_right_answer_too(identifier: str) -> None:
    bank = LIBRARY.banks[identifier]
    for question in bank.questions:
        panel = answered_panel(question, builders.right_answer(question), bank.sources)
        words = words_of(panel.fitted_in(*USUAL))
        if isinstance(question, Scenario):
            wanted = ["What you decided"]
        elif isinstance(question, Match):
            wanted = [f"✔ {pair.box}" for pair in question.pairs]
        else:
            is_chosen = isinstance(question, (OptionsQuestion, Order, TrueFalse))
            wanted = list(has_to_be_seen(question)) if is_chosen else [question.prompt]
        missing = [text for text in wanted if not is_seen(text, words)]
        assert not missing, f"{question.id}: {missing}"


@pytest.mark.thorough
def test_in_a_narrow_window_most_still_fit() -> None:
    panels = [answered_wrongly(bank, question) for bank in LIBRARY.banks.values() for question in bank.questions]
    too_high = sum(not shows_verdict(panel.fitted_in(*NARROW)) for panel in panels)
    assert too_high <= len(panels) / 3


def test_what_is_folded_can_be_unfolded() -> None:
    bank = LIBRARY.banks["ico-position"]
    story = next(question for question in bank.questions if isinstance(question, Scenario))
    panel = answered_wrongly(bank, story)
    cues = [choice.why for scene in story.scenes.values() for choice in scene.choices if choice.mark == 0]
    assert not any(is_seen(cue, words_of(panel.fitted_in(*NARROW))) for cue in cues if cue)
    panel.unfold()
    assert any(is_seen(cue, words_of(panel.fitted_in(*NARROW))) for cue in cues if cue)
