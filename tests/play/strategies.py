"""Questions of the nine types in many sizes, and the answers that a player can legally give to them."""

from typing import Any

from hypothesis import strategies as st

from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.conversation import Line
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.scenario import Choice, Scenario, Scene
from quiz.questions.short import Short, plain_words
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse
from tests.builders import match, multiple, number, order, scenario, short, single, spot, true_false

MARKS = st.sampled_from([0, 0.25, 0.5, 1])
FIGURES = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6).map(lambda figure: round(figure, 3))


@st.composite
def _options(draw: st.DrawFn, single_key: bool) -> tuple[Option, ...]:
    size = draw(st.integers(2, 6))
    most = 1 if single_key else size
    right = draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=most))
    return tuple(Option(text=f"option {i}", correct=i in right) for i in range(size))


@st.composite
def _stories(draw: st.DrawFn) -> dict[str, Scene]:
    """Return scenes of which each leads on to later ones only, so that every path ends."""
    length = draw(st.integers(1, 5))
    scenes = {"end": Scene(text="The end.", end=True)}
    for place in reversed(range(length)):
        size = draw(st.integers(1, 3))
        onward = st.sampled_from(["end", *(f"s{i}" for i in range(place + 1, length))])
        choices = tuple(Choice(text=f"choice {i}", goto=draw(onward), mark=draw(MARKS)) for i in range(size - 1))
        best = Choice(text="best", goto=draw(onward), mark=1)
        scenes[f"s{place}"] = Scene(text=f"Scene {place}.", choices=(*choices, best))
    return scenes


def _matches() -> st.SearchStrategy[Match]:
    boxes_of_items = st.lists(st.sampled_from("ABC"), min_size=2, max_size=5)
    return boxes_of_items.map(lambda names: match(pairs=tuple(Pair(item=f"item {i}", box=n) for i, n in enumerate(names))))


def _spots() -> st.SearchStrategy[Spot]:
    cues = st.lists(st.sampled_from(["", "a tell-tale"]), min_size=1, max_size=6)
    scams = cues.map(lambda found: spot(lines=tuple(Line(text=f"line {i}", cue=cue) for i, cue in enumerate(found))))
    genuine = st.integers(1, 6).map(
        lambda size: spot(verdict="genuine", lines=tuple(Line(text=f"line {i}") for i in range(size)))
    )
    return scams | genuine


MULTIPLES: st.SearchStrategy[Multiple] = _options(single_key=False).map(lambda options: multiple(options=options))
QUESTIONS: st.SearchStrategy[Question] = st.one_of(
    _options(single_key=True).map(lambda options: single(options=options)),
    MULTIPLES,
    st.booleans().map(lambda answer: true_false(answer=answer)),
    st.integers(2, 7).map(lambda size: order(of=size)),
    _matches(),
    st.builds(lambda answer, tolerance: number(answer=answer, tolerance=tolerance), FIGURES, st.sampled_from([0, 0.5, 10])),
    st.lists(st.text(min_size=1).filter(plain_words), min_size=1, max_size=3).map(lambda words: short("short", *words)),
    _spots(),
    _stories().map(lambda scenes: scenario(start="s0", scenes=scenes)),
)


@st.composite
def legal_answers(draw: st.DrawFn, question: Question) -> Answer:
    """Return an answer that a player can give to ``question``, right or wrong."""
    given: Answer
    match question:
        case Single():
            given = Picked((draw(st.integers(0, len(question.options) - 1)),))
        case Multiple():
            given = Picked(draw(_positions(len(question.options), least=1)))
        case TrueFalse():
            given = Judged(draw(st.booleans()))
        case Order():
            given = Ordered(tuple(draw(st.permutations(range(len(question.steps))))))
        case Match():
            chosen = st.sampled_from([*question.boxes, None])
            size = len(question.pairs)
            given = Matched(tuple(draw(st.lists(chosen, min_size=size, max_size=size).filter(any))))
        case Number():
            given = Typed(str(draw(FIGURES | st.just(question.answer))))
        case Short():
            given = Typed(draw(st.sampled_from(question.accept) | st.text().filter(plain_words)))
        case Spot():
            given = Spotted(draw(st.sampled_from(["scam", "genuine"])), draw(_positions(len(question.lines))))
        case Scenario():
            given = _walk(draw, question)
    return given


def _positions(size: int, least: int = 0) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.integers(0, size - 1), min_size=least, unique=True).map(tuple)


def _walk(draw: st.DrawFn, question: Scenario) -> Walked:
    choices: list[int] = []
    scene = question.scenes[question.start]
    while not scene.end:
        choices.append(draw(st.integers(0, len(scene.choices) - 1)))
        scene = question.scenes[scene.choices[choices[-1]].goto]
    return Walked(tuple(choices))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Any, Answer]:
    """Return a question and a legal answer to it."""
    question = draw(QUESTIONS)
    return question, draw(legal_answers(question))
