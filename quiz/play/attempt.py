"""One player's run through a quiz, as a state machine.

A question is waiting, shown, answered or expired, and the last two are final: a time-out after an answer and a second
key after the first change nothing. Time is a deadline on the clock that is handed in; ticks only repaint.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.banks.model import Preset
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import Certainty, points_for
from quiz.questions.answers import Answer
from quiz.questions.question import Question

GRACE = 0.3
"""Seconds for which a new question takes no answer, so that one key press cannot answer two questions."""

Outcome: TypeAlias = Literal["answered", "skipped", "expired"]


class State(Enum):
    """Where one question of an attempt stands."""

    WAITING = "waiting"
    SHOWN = "shown"
    ANSWERED = "answered"
    EXPIRED = "expired"


class Response(Struct, frozen=True, kw_only=True):
    """What a player gave to one question, and what it was worth."""

    position: int
    """Place of the question in the attempt, from 0."""
    question_id: str
    outcome: Outcome
    given: Answer | None
    mark: float
    """Fraction right, 0 to 1, times ``weight``."""
    weight: float
    points: int
    seconds: float
    certainty: Certainty | None = None

    @classmethod
    def unanswered(cls, question: Question) -> "Response":
        """Return what stands for nobody's answer, where a hall is told what was right."""
        return cls(
            position=0,
            question_id=question.id,
            outcome="skipped",
            given=None,
            mark=0.0,
            weight=float(question.weight),
            points=0,
            seconds=0.0,
        )

    @property
    def fraction(self) -> float:
        """How much was right, 0 to 1."""
        return self.mark / self.weight

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.fraction > 1 - 1e-9


class Attempt:
    """The state machine. Every method may be called in every state; what makes no sense there changes nothing."""

    def __init__(
        self,
        asked: Sequence[PresentedQuestion],
        preset: Preset,
        clock: Callable[[], float],
        *,
        grace: float = GRACE,
        responses: Sequence[Response] = (),
    ) -> None:
        """Begin at the first question without a response; ``clock`` gives seconds that never run backwards."""
        self.asked = tuple(asked)
        self.preset = preset
        self._clock = clock
        self._grace = grace
        self._responses = {response.position: response for response in responses}
        self.position = next((i for i in range(len(self.asked)) if i not in self._responses), len(self.asked) - 1)
        self._shown_at: float | None = None
        self._takes_from = 0.0

    @property
    def current(self) -> PresentedQuestion:
        """The question that it is at."""
        return self.asked[self.position]

    @property
    def state(self) -> State:
        """Where the current question stands."""
        response = self._responses.get(self.position)
        if response:
            return State.EXPIRED if response.outcome == "expired" else State.ANSWERED
        return State.WAITING if self._shown_at is None else State.SHOWN

    @property
    def responses(self) -> tuple[Response, ...]:
        """The responses so far, in the order of the questions."""
        return tuple(self._responses[position] for position in sorted(self._responses))

    @property
    def finished(self) -> bool:
        """Whether every question has its response."""
        return len(self._responses) == len(self.asked)

    @property
    def streak(self) -> int:
        """How many of the latest responses in a row were right; shown, and worth nothing."""
        count = 0
        for response in reversed(self.responses):
            if not response.right:
                break
            count += 1
        return count

    def show(self, elapsed: float = 0.0) -> None:
        """Show the waiting question; its time runs from now, or began ``elapsed`` seconds ago where it is resumed."""
        if self.state is State.WAITING:
            now = self._clock()
            self._shown_at = now - max(elapsed, 0.0)
            self._takes_from = now + self._grace

    def seconds_left(self) -> float | None:
        """Return the time that is left for the shown question, 0 at least; None where no time runs."""
        if self.state is not State.SHOWN or self._shown_at is None or self.current.limit is None:
            return None
        return max(self._shown_at + self.current.limit - self._clock(), 0.0)

    @property
    def takes_answers(self) -> bool:
        """Whether an answer would count now: a question is shown, its grace is over and its time is not."""
        return self.state is State.SHOWN and self._clock() >= self._takes_from and self.seconds_left() != 0.0

    def answer(self, given: Answer, certainty: Certainty | None = None) -> Response | None:
        """Answer the shown question. Returns its response, expired where it came too late, or None where none is taken.

        Raises TypeError where the answer is not of the kind that the question asks for.
        """
        return self._close("answered", given, certainty)

    def skip(self) -> Response | None:
        """Give no answer to the shown question."""
        return self._close("skipped", None, None)

    def expire(self) -> Response | None:
        """Close the shown question if its time has run out. Returns its response, or None where nothing changed."""
        return self._close("expired", None, None) if self.seconds_left() == 0.0 else None

    def advance(self) -> bool:
        """Go to the next question once the current one is final. Returns False where there is none or it is not."""
        if self.state not in (State.ANSWERED, State.EXPIRED) or self.position + 1 >= len(self.asked):
            return False
        self.position += 1
        self._shown_at = None
        return True

    def _close(self, outcome: Outcome, given: Answer | None, certainty: Certainty | None) -> Response | None:
        if self.state is not State.SHOWN or self._shown_at is None:
            return None
        now = self._clock()
        asked = self.current
        if self.seconds_left() == 0.0:
            outcome, given = "expired", None
        elif now < self._takes_from:
            return None
        seconds = round(now - self._shown_at, 3)
        if asked.limit is not None:
            seconds = min(seconds, asked.limit)
        fraction = asked.question.mark(given)
        sure: Certainty | None = (certainty or 1) if self.preset == "certainty" and given is not None else None
        response = Response(
            position=self.position,
            question_id=asked.question.id,
            outcome=outcome,
            given=given,
            mark=fraction * asked.question.weight,
            weight=float(asked.question.weight),
            points=points_for(
                self.preset, fraction, asked.question.weight, seconds, asked.limit, sure or 1, given is not None
            ),
            seconds=seconds,
            certainty=sure,
        )
        self._responses[self.position] = response
        return response


class Result(Struct, frozen=True, kw_only=True):
    """What an attempt came to."""

    mark: float
    """Per cent of all marks that could be had, unanswered questions included, to two decimals."""
    points: int
    passed: bool
    """Whether it is finished and reaches the pass mark."""

    @classmethod
    def of(cls, marks: float, possible: float, points: int, *, finished: bool, pass_mark: float) -> "Result":
        """Return what ``marks`` of the ``possible`` ones come to; ``pass_mark`` is in per cent."""
        mark = round(100 * marks / possible, 2) if possible else 0.0
        return cls(mark=mark, points=points, passed=finished and mark >= pass_mark)


def result_of(asked: Sequence[PresentedQuestion], responses: Sequence[Response], pass_mark: float) -> Result:
    """Add up an attempt; ``pass_mark`` is in per cent."""
    return Result.of(
        sum(response.mark for response in responses),
        sum(one.question.weight for one in asked),
        sum(response.points for response in responses),
        finished=len(responses) == len(asked),
        pass_mark=pass_mark,
    )
