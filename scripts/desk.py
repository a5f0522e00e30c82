"""What the gallery's journeys share: the shipped banks, a store, a clock that stands still, and keys for any answer."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from string import ascii_lowercase

from msgspec.structs import replace

from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.paths import shipped_banks
from quiz.play.drawing import Pool, PresentedQuestion, draw
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.reading_time import reading_time
from quiz.questions.scenario import Scenario
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse
from quiz.services.attempt_session import AttemptSession, Clocks
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.services import Services
from quiz.services.settings import Settings, write_settings
from quiz.store.records import Player
from quiz.tui.app import QuizApp
from tests.builders import FakeClock, right_answer

_TODAY = 1_795_000_000_000
_NEW = Settings(ask_certainty=False)
"""The settings of a new player who is not asked how sure they are, so that feedback is shown at once."""


@dataclass
class Desk:
    """A machine with the shipped banks."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)

    @property
    def clocks(self) -> Clocks:
        """Clocks that stand still, on a day of November 2026."""
        return Clocks(monotonic=self.clock, wall=lambda: _TODAY + int(self.clock() * 1000))

    def request(self, **settings: str) -> AppRequest:
        """Return the request to begin with; the desk's own folder may hold banks too."""
        file = self.folder / "settings.json"
        write_settings(Settings(**settings), file)  # type: ignore[arg-type]
        return AppRequest(
            store=str(self.folder / "scores.db"), bank_folders=(shipped_banks(), self.folder), settings_file=file
        )

    def app(self, **settings: str) -> QuizApp:
        """Return the app, without animation."""
        app = QuizApp(self.request(**settings), self.clocks, lambda: 7)
        app.animation_level = "none"
        return app

    @contextlib.contextmanager
    def services(self) -> Iterator[Services]:
        """Open the store without the app, in order to fill it."""
        with contextlib.closing(Services(self.request(), self.clocks, lambda: 7)) as services:
            services.open_store()
            yield services

    def play(self, session: AttemptSession, right: int, *, of: int | None = None) -> None:
        """Answer ``of`` questions, or all if that is None: the first ``right`` of them correctly, the others wrongly."""
        attempt = session.attempt
        for number in range(len(attempt.asked) if of is None else of):
            session.show()
            self.clock.move(4)
            question = attempt.current.question
            given = right_answer(question) if number < right else wrong_answer(question)
            response = attempt.answer(given)
            assert response
            session.keep(response)
            attempt.advance()


def begun(services: Services, player: Player, bank: Bank, **options: object) -> AttemptSession:
    """Begin an attempt with a new player's settings, except for ``options`` of ``PlayOptions``."""
    usual = services.play_options(bank, PlayRequest(), _NEW)
    return services.begin(player, bank, replace(usual, **options), 7)


def begun_with(services: Services, name: str, bank: Bank, question: Question, **options: object) -> AttemptSession:
    """Begin a quiz of ``bank`` whose first question is ``question``, for somebody of this ``name`` who has never played."""
    chosen = replace(services.play_options(bank, PlayRequest(), _NEW), **options)
    pool, length = Pool(bank.questions, bank.about.topics), chosen.wanted(bank)
    seed = next(seed for seed in range(10_000) if draw([pool], length, Random(seed))[0][1] is question)
    return services.begin(services.sign_in(name, "", Settings()), bank, chosen, seed)


def shown_questions() -> dict[str, tuple[Bank, Question]]:
    """Return a shipped question of each type, with its bank: with a hint if there is one, then the longest."""
    banks = load_library((shipped_banks(),)).banks.values()
    every = [(bank, question) for bank in banks for question in bank.questions]
    found: dict[str, tuple[Bank, Question]] = {}
    for bank, question in sorted(every, key=lambda one: (bool(one[1].hint), _has_parts(one[1]), reading_time(one[1]))):
        found[question.type] = (bank, question)
    return dict(sorted(found.items()))


def _has_parts(question: Question) -> bool:
    """Whether there is anything to answer besides the verdict, so that an answer can be partly right."""
    return not isinstance(question, Spot) or sum(bool(line.cue) for line in question.lines) > 1


def wrong_answer(question: Question) -> Answer:
    """Return an answer to any question that is as wrong as possible."""
    match question:
        case Single() | Multiple():
            wrong = tuple(i for i, option in enumerate(question.options) if not option.correct)
            return Picked(wrong[:1] if isinstance(question, Single) else wrong)
        case TrueFalse():
            return Judged(not question.answer)
        case Order():
            return Ordered(tuple(reversed(range(len(question.steps)))))
        case Match():
            return Matched(tuple(next(box for box in question.boxes if box != pair.box) for pair in question.pairs))
        case Number():
            return Typed(f"{question.answer * 3 + 7:g}")
        case Short():
            return Typed("no idea")
        case Spot():
            return Spotted("genuine" if question.verdict == "scam" else "scam")
        case Scenario():
            return _walk(question, best=0)
    raise AssertionError(f"No wrong answer is known for {question.type}")


def part_answer(question: Question) -> Answer | None:
    """Return an answer that is partly right; None if the type has no such answers."""
    right = right_answer(question)
    match question, right:
        case Multiple(), Picked(options):
            return Picked(options[:-1])
        case Order(), Ordered(steps):
            return Ordered((steps[1], steps[0], *steps[2:]))
        case Match(), Matched(boxes):
            wrong = wrong_answer(question)
            assert isinstance(wrong, Matched)
            return Matched((*boxes[:-1], wrong.boxes[-1]))
        case Spot(), Spotted(verdict, lines):
            return Spotted(verdict, lines[1:])
        case Scenario(), _:
            return _walk(question, best=1)
    return None


def _walk(story: Scenario, best: int) -> Walked:
    """Take the best choice ``best`` times, and then the worst."""
    choices: list[int] = []
    scene = story.scenes[story.start]
    while not scene.end:
        order = sorted(range(len(scene.choices)), key=lambda i: scene.choices[i].mark)
        choices.append(order[-1] if len(choices) < best else order[0])
        scene = story.scenes[scene.choices[choices[-1]].goto]
    return Walked(tuple(choices))


def keys_of(asked: PresentedQuestion, seed: int, given: Answer) -> Iterator[str]:
    """Yield the keys that give an answer, the last of them confirming it."""
    question, arrangement = asked.question, asked.arrangement
    match given:
        case Picked(options):
            yield from (str(1 + row) for row, i in enumerate(arrangement) if i in options)
            yield from () if isinstance(question, Single) else ("enter",)
        case Judged(answer):
            yield "t" if answer else "f"
        case Ordered(steps):
            # The last step is placed automatically.
            yield from (ascii_lowercase[arrangement.index(step)] for step in steps[:-1])
            yield "enter"
        case Matched(boxes):
            assert isinstance(question, Match)
            yield from _letters(question, arrangement, boxes)
        case Typed(text):
            yield from ({" ": "space"}.get(character, character) for character in text)
            yield "enter"
        case Spotted(verdict, lines):
            yield verdict[0]
            yield from (*(str(1 + i) for i in lines), "enter")
        case Walked(choices):
            assert isinstance(question, Scenario)
            yield from _steps(question, seed, choices)


def _letters(question: Match, arrangement: Sequence[int], boxes: Sequence[str | None]) -> Iterator[str]:
    shown = [question.boxes[i] for i in arrangement]
    yield from ("abcdefgh"[shown.index(box)] for box in boxes if box is not None)
    yield "enter"


def _steps(story: Scenario, seed: int, choices: Sequence[int]) -> Iterator[str]:
    name = story.start
    for choice in choices:
        yield str(1 + story.choices_arranged(name, seed).index(choice))
        name = story.scenes[name].choices[choice].goto
