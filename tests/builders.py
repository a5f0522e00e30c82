"""Small builders: a question of each type, banks, files, answers, a clock. Keywords change what a test is about."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from quiz.banks.model import Bank, BankInfo, Source
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.conversation import Line
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.order import Order
from quiz.questions.poll import Poll, PollOption
from quiz.questions.question import Question
from quiz.questions.scenario import Choice, Scenario, Scene
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse

PATIENCE = 30
"""Seconds for which a test waits for what has to come: on the busiest machine only what never comes takes so long."""


class FakeClock:
    """A clock that stands still until a test moves it. Call it for the seconds."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        """Let ``seconds`` go by."""
        self.now += seconds


def _with_usual(identifier: str, changes: dict[str, Any]) -> dict[str, Any]:
    usual = {"id": identifier, "prompt": f"What about {identifier}?", "explanation": "Because.", "sources": ("guide",)}
    return {**usual, "topic": "scams", **changes}


def single(identifier: str = "single", *, right: int = 1, of: int = 4, **changes: Any) -> Single:
    """Return a question with ``of`` options of which the one at position ``right`` is right."""
    options = tuple(Option(text=f"option {i}", correct=i == right, why=f"why {i}") for i in range(of))
    return Single(**_with_usual(identifier, {"options": options, **changes}))


def multiple(identifier: str = "multiple", *, right: tuple[int, ...] = (0, 2), of: int = 4, **changes: Any) -> Multiple:
    """Return a question with ``of`` options of which those at the positions ``right`` are right."""
    options = tuple(Option(text=f"option {i}", correct=i in right, why=f"why {i}") for i in range(of))
    return Multiple(**_with_usual(identifier, {"options": options, **changes}))


def true_false(identifier: str = "true-false", *, answer: bool = True, **changes: Any) -> TrueFalse:
    return TrueFalse(**_with_usual(identifier, {"answer": answer, "why": "It is so.", **changes}))


def order(identifier: str = "order", *, of: int = 4, **changes: Any) -> Order:
    return Order(**_with_usual(identifier, {"steps": tuple(f"step {i}" for i in range(of)), **changes}))


def match(identifier: str = "match", **changes: Any) -> Match:
    """Return a question with four items for the boxes A, B, A and C, and D, which fits nothing."""
    pairs = tuple(Pair(item=f"item {i}", box=box) for i, box in enumerate("ABAC"))
    return Match(**_with_usual(identifier, {"pairs": pairs, "distractors": ("D",), **changes}))


def number(identifier: str = "number", *, answer: float = 72, **changes: Any) -> Number:
    return Number(**_with_usual(identifier, {"answer": answer, "unit": "hours", **changes}))


def short(identifier: str = "short", *accept: str, **changes: Any) -> Short:
    return Short(**_with_usual(identifier, {"accept": accept or ("report fraud", "reportfraud"), **changes}))


def spot(identifier: str = "spot", **changes: Any) -> Spot:
    """Return a scam of four lines with tell-tales at the positions 1 and 3."""
    lines = tuple(Line(text=f"line {i}", cue="a tell-tale" if i in (1, 3) else "") for i in range(4))
    usual = {"channel": "whatsapp", "sender": "Mum", "verdict": "scam", "lines": lines}
    return Spot(**_with_usual(identifier, {**usual, **changes}))


def scenario(identifier: str = "scenario", **changes: Any) -> Scenario:
    """Return a story of two decisions: door (good 1, bad 0) and then room (best 1, half 0.5, bad 0), or the end."""
    door = (Choice(text="in", goto="room", mark=1, why="good"), Choice(text="off", goto="end", mark=0))
    room = (
        Choice(text="best", goto="end", mark=1),
        Choice(text="half", goto="end", mark=0.5),
        Choice(text="bad", goto="end", mark=0),
    )
    scenes = {
        "door": Scene(text="A door.", choices=door, lines=(Line(text="Hello?"),)),
        "room": Scene(text="A room.", choices=room),
        "end": Scene(text="The end.", end=True),
    }
    return Scenario(**_with_usual(identifier, {"start": "door", "scenes": scenes, **changes}))


def poll(identifier: str = "poll", *, of: int = 3, **changes: Any) -> Poll:
    """Return a question with ``of`` options of which none is right."""
    return Poll(**_with_usual(identifier, {"options": tuple(PollOption(text=f"thing {i}") for i in range(of)), **changes}))


def every_type() -> tuple[Question, ...]:
    """Return one question of each of the nine types that have a key."""
    return (single(), multiple(), true_false(), order(), match(), number(), short(), spot(), scenario())


def right_answer(question: Question) -> Answer:
    """Return an answer to ``question`` that is wholly right."""
    if isinstance(question, Single | Multiple):
        return Picked(tuple(i for i, option in enumerate(question.options) if option.correct))
    if isinstance(question, TrueFalse):
        return Judged(question.answer)
    if isinstance(question, Order):
        return Ordered(tuple(range(len(question.steps))))
    if isinstance(question, Match):
        return Matched(tuple(pair.box for pair in question.pairs))
    if isinstance(question, Number):
        return Typed(str(question.answer))
    if isinstance(question, Short):
        return Typed(question.accept[0])
    if isinstance(question, Spot):
        return Spotted(question.verdict, tuple(i for i, line in enumerate(question.lines) if line.cue))
    assert isinstance(question, Scenario)
    choices: list[int] = []
    scene = question.scenes[question.start]
    while not scene.end:
        choices.append(max(range(len(scene.choices)), key=lambda i: scene.choices[i].mark))
        scene = question.scenes[scene.choices[choices[-1]].goto]
    return Walked(tuple(choices))


def wrong_answer(question: Question) -> Answer:
    """Return a legal answer to a question made by the builders above that is wholly wrong."""
    wrong: dict[type[Any], Answer] = {
        Single: Picked((0,)),
        Multiple: Picked((1,)),
        Order: Ordered((3, 2, 1, 0)),
        Match: Matched(("D",) * 4),
        Number: Typed("-1"),
        Short: Typed("no idea"),
        Spot: Spotted("genuine"),
        Scenario: Walked((1,)),
    }
    return Judged(not question.answer) if isinstance(question, TrueFalse) else wrong[type(question)]


def source(**changes: Any) -> Source:
    usual = {"title": "A guide", "publisher": "ICO", "url": "https://ico.org.uk/guide", "checked": date(2026, 11, 23)}
    return Source(**{**usual, **changes})


def bank(*questions: Question, identifier: str = "first", content_hash: str = "0123456789abcdef", **about: Any) -> Bank:
    """Return a bank with these questions, or with one of each type."""
    return Bank(
        about=BankInfo(**{"id": identifier, "title": f"The {identifier} bank", **about}),
        sources={"guide": source()},
        questions=questions or every_type(),
        file=f"{identifier}.toml",
        content_hash=content_hash,
    )


def asked(*questions: Question, limit: float | None = 30.0, seed: int = 1) -> list[PresentedQuestion]:
    """Return these questions, or one of each type, as a player is asked them."""
    return [PresentedQuestion(question, question.arranged(seed), limit) for question in questions or every_type()]


def document(of: Bank | None = None) -> dict[str, Any]:
    """Return a bank as the TOML reader gives it: plain dicts and lists, free to be spoilt."""
    of = of or bank()
    made = {"format": 1, "bank": of.about, "sources": of.sources, "questions": list(of.questions)}
    plain: dict[str, Any] = _without_none(msgspec.to_builtins(made, builtin_types=(date,)))
    return plain


def _without_none(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_none(inner) for key, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list | tuple) else value


def to_toml(document: Mapping[str, Any]) -> str:
    """Write a document as TOML: [bank], [sources.…] and [[questions]], and each of their keys on a line of its own."""
    top: list[str] = []
    below: list[str] = []
    for key, value in document.items():
        if isinstance(value, dict) and value and _all_tables(value.values()):
            for name, table in value.items():
                below += ["", f"[{_key(key)}.{_key(name)}]", *_pairs(table)]
        elif isinstance(value, dict):
            below += ["", f"[{_key(key)}]", *_pairs(value)]
        elif isinstance(value, list) and value and _all_tables(value):
            for table in value:
                below += ["", f"[[{_key(key)}]]", *_pairs(table)]
        else:
            top.append(f"{_key(key)} = {toml_value(value)}")
    return "\n".join(top + below) + "\n"


def toml_value(value: Any) -> str:
    """Write one value as TOML on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {toml_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(inner) for inner in value) + "]"
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def _all_tables(values: Iterable[Any]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {toml_value(value)}" for key, value in table.items()]


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else toml_value(key)
