"""One player's run through a quiz, as a state machine.

A question is waiting, shown, given, answered or expired, and the last two are final: a time-out after an answer and a
second key after the first change nothing. It is given where an answer has come and it is asked how sure the player is.
Time is a deadline on the clock that is handed in; ticks only repaint.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

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
    GIVEN = "given"
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
    """How much the question counts; 0 where it has no key."""
    points: int
    seconds: float
    certainty: Certainty | None = None
    """How sure the player said they were; None where they were not asked or did not say."""

    @classmethod
    def unanswered(cls, question: Question) -> "Response":
        """Return what stands for nobody's answer, where a hall is told what was right."""
        return cls(
            position=0,
            question_id=question.id,
            outcome="skipped",
            given=None,
            mark=0.0,
            weight=question.worth,
            points=0,
            seconds=0.0,
        )

    @property
    def fraction(self) -> float:
        """How much was right, 0 to 1."""
        return self.mark / self.weight if self.weight else 0.0

    @property
    def scored(self) -> bool:
        """Whether it can be right or not: the question has a key."""
        return self.weight > 0

    @property
    def missed(self) -> bool:
        """Whether it could have been right and was not, or not wholly."""
        return self.scored and not self.right

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
        asks_certainty: bool = False,
        responses: Sequence[Response] = (),
    ) -> None:
        """Begin at the first question without a response; ``clock`` gives seconds that never run backwards.

        With ``asks_certainty`` it is asked after each answer how sure the player is.
        """
        self.asked = tuple(asked)
        self.preset = preset
        self._clock = clock
        self._grace = grace
        self._asks_certainty = asks_certainty
        self._responses = {response.position: response for response in responses}
        self.position = next((i for i in range(len(self.asked)) if i not in self._responses), len(self.asked) - 1)
        self._shown_at: float | None = None
        self._takes_from = 0.0
        self._given: Response | None = None
        """What came of the answer to the current question while it is asked how sure the player is."""

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
        if self._given:
            return State.GIVEN
        return State.WAITING if self._shown_at is None else State.SHOWN

    @property
    def given(self) -> Response | None:
        """What came of the answer to the current question while it is asked how sure the player is; else None."""
        return self._given

    @property
    def responses(self) -> tuple[Response, ...]:
        """The responses so far, in the order of the questions."""
        return tuple(self._responses[position] for position in sorted(self._responses))

    @property
    def latest(self) -> Response | None:
        """The last of the responses; None where there is none yet."""
        return self._responses[max(self._responses)] if self._responses else None

    @property
    def finished(self) -> bool:
        """Whether every question has its response."""
        return len(self._responses) == len(self.asked)

    @property
    def is_last(self) -> bool:
        """Whether no question comes after the current one."""
        return self.position + 1 == len(self.asked)

    @property
    def streak(self) -> int:
        """How many of the latest responses in a row were right; shown, and worth nothing."""
        count = 0
        for response in reversed(self.responses):
            if response.missed:
                break
            count += response.right
        return count

    @property
    def asks_certainty(self) -> bool:
        """Whether it is asked after an answer to the current question how sure the player is; never where none is wrong."""
        return self._asks_certainty and self.current.question.SCORED

    @property
    def points_are_open(self) -> bool:
        """Whether the points for an answer that is given depend on how sure the player will say they are."""
        return self.preset == "certainty" and self.state is State.GIVEN

    @property
    def scored_count(self) -> int:
        """How many of its questions have a key, and so can be right."""
        return sum(one.question.SCORED for one in self.asked)

    def show(self, elapsed: float = 0.0) -> None:
        """Show the waiting question; its time runs from now, or began ``elapsed`` seconds ago where it is resumed."""
        if self.state is State.WAITING:
            now = self._clock()
            self._shown_at = now - max(elapsed, 0.0)
            self._takes_from = now + self._grace

    def reopen(self, elapsed: float) -> bool:
        """Ask once more how sure the player is of the latest answer, if nothing was said of it and there is time left.

        Its question was shown ``elapsed`` seconds ago. Says whether it is asked; nothing may have been shown since.
        """
        latest = self.latest
        if latest is None or latest.given is None or latest.certainty is not None or self.state is State.SHOWN:
            return False
        asked = self.asked[latest.position]
        is_late = asked.limit is not None and elapsed >= asked.limit
        if is_late or not (self._asks_certainty and asked.question.SCORED):
            return False
        del self._responses[latest.position]
        self.position, self._given = latest.position, latest
        self._shown_at = self._clock() - max(elapsed, 0.0)
        return True

    def seconds_left(self) -> float | None:
        """Return the time that is left for the shown or given question, 0 at least; None where no time runs."""
        limit = self.current.limit
        if limit is None or self._shown_at is None or self.state not in (State.SHOWN, State.GIVEN):
            return None
        return max(self._shown_at + limit - self._clock(), 0.0)

    def answer(self, given: Answer) -> Response | None:
        """Answer the shown question. Returns its response, expired where it came too late, or None where none is taken.

        Where ``asks_certainty`` holds, an answer in time is given, and final once ``say_certainty`` has been called.

        Raises TypeError where the answer is not of the kind that the question asks for.
        """
        response = self._response("answered", given)
        if response and response.given is not None and self.asks_certainty:
            self._given = response
            return response
        return self._close(response)

    def say_certainty(self, certainty: Certainty | None) -> Response | None:
        """Say how sure the player is of the answer given, None for nothing said: which is what it is once the time is over.

        Returns the response, which is final now, or None where no answer is given. Points depend on it by the preset
        ``certainty`` alone, by which whoever says nothing is not sure.
        """
        response = self._given
        if response is None:
            return None
        said = None if self.seconds_left() == 0.0 else certainty
        if self.preset == "certainty":
            said = said or 1
            points = self._points(response.fraction, response.seconds, certainty=said)
            response = replace(response, points=points)
        return self._close(replace(response, certainty=said))

    def skip(self) -> Response | None:
        """Give no answer to the shown question."""
        return self._close(self._response("skipped", None))

    def expire(self) -> Response | None:
        """Close the question if its time has run out: what is given counts, with nothing said of how sure.

        Returns its response, or None where nothing changed.
        """
        if self.seconds_left() != 0.0:
            return None
        return self.say_certainty(None) if self._given else self._close(self._response("expired", None))

    def advance(self) -> bool:
        """Go to the next question once the current one is final. Returns False where there is none or it is not."""
        if self.state not in (State.ANSWERED, State.EXPIRED) or self.is_last:
            return False
        self.position += 1
        self._shown_at = None
        return True

    def _close(self, response: Response | None) -> Response | None:
        """Make a response final, if there is one."""
        if response:
            self._given = None
            self._responses[self.position] = response
        return response

    def _response(self, outcome: Outcome, given: Answer | None) -> Response | None:
        """Return what comes of an answer to the shown question, or of none; None where nothing is taken now."""
        if self.state is not State.SHOWN or self._shown_at is None:
            return None
        now = self._clock()
        asked, worth = self.current, self.current.question.worth
        if self.seconds_left() == 0.0:
            outcome, given = "expired", None
        elif now < self._takes_from:
            return None
        seconds = round(now - self._shown_at, 3)
        if asked.limit is not None:
            seconds = min(seconds, asked.limit)
        fraction = asked.question.mark(given)
        return Response(
            position=self.position,
            question_id=asked.question.id,
            outcome=outcome,
            given=given,
            mark=fraction * worth,
            weight=worth,
            points=0 if given is None else self._points(fraction, seconds),
            seconds=seconds,
        )

    def _points(self, fraction: float, seconds: float, certainty: Certainty = 1) -> int:
        asked = self.current
        return points_for(self.preset, fraction, asked.question.worth, seconds, asked.limit, certainty)


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
        sum(one.question.worth for one in asked),
        sum(response.points for response in responses),
        finished=len(responses) == len(asked),
        pass_mark=pass_mark,
    )
