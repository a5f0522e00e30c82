"""One player's run through a quiz, as a state machine.

A question is waiting, shown, given, answered or expired. The last two are final: a time-out after an answer, or a second
key press, changes nothing. It is given while the player who has answered is asked how sure they are. Time is a deadline
on the clock that is handed in; ticks only repaint.
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
"""Seconds for which a new question takes no answer, so that one key press cannot answer two."""

Outcome: TypeAlias = Literal["answered", "skipped", "expired"]


class State(Enum):
    """The state of one question of an attempt."""

    WAITING = "waiting"
    SHOWN = "shown"
    GIVEN = "given"
    ANSWERED = "answered"
    EXPIRED = "expired"


class Response(Struct, frozen=True, kw_only=True):
    """A player's response to one question, and its worth."""

    position: int
    """Position of the question in the attempt, from 0."""
    question_id: str
    outcome: Outcome
    given: Answer | None
    mark: float
    """Fraction right, 0 to 1, times ``weight``."""
    weight: float
    """How much the question counts; 0 if it has no key."""
    points: int
    seconds: float
    certainty: Certainty | None = None
    """How sure the player said they were; None if not asked or not said."""

    @classmethod
    def unanswered(cls, question: Question) -> "Response":
        """Return a response of nobody's, to tell a hall what was right."""
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
        """Whether it can be right or wrong: the question has a key."""
        return self.weight > 0

    @property
    def missed(self) -> bool:
        """Whether it could have been wholly right and was not."""
        return self.scored and not self.right

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.fraction > 1 - 1e-9


class Attempt:
    """The state machine. Every method may be called in every state; where it makes no sense it changes nothing."""

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

        With ``asks_certainty`` each answer is followed by how sure the player is.
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
        """The response to the current question while the player is asked how sure they are."""

    @property
    def current(self) -> PresentedQuestion:
        """The current question."""
        return self.asked[self.position]

    @property
    def state(self) -> State:
        """The state of the current question."""
        response = self._responses.get(self.position)
        if response:
            return State.EXPIRED if response.outcome == "expired" else State.ANSWERED
        if self._given:
            return State.GIVEN
        return State.WAITING if self._shown_at is None else State.SHOWN

    @property
    def given(self) -> Response | None:
        """The response to the current question while the player is asked how sure they are; else None."""
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
        """How many of the latest responses in a row were right; shown only, it earns nothing."""
        count = 0
        for response in reversed(self.responses):
            if response.missed:
                break
            count += response.right
        return count

    @property
    def asks_certainty(self) -> bool:
        """Whether the player is asked how sure they are of an answer to the current question; never in a poll."""
        return self._asks_certainty and self.current.question.SCORED

    @property
    def points_are_open(self) -> bool:
        """Whether the points for an answer that is given depend on how sure the player will say they are."""
        return self.preset == "certainty" and self.state is State.GIVEN

    @property
    def scored_count(self) -> int:
        """How many of its questions have a key."""
        return sum(one.question.SCORED for one in self.asked)

    def show(self, elapsed: float = 0.0) -> None:
        """Show the waiting question; its time runs from now, or from ``elapsed`` seconds ago if it is resumed."""
        if self.state is State.WAITING:
            now = self._clock()
            self._shown_at = now - max(elapsed, 0.0)
            self._takes_from = now + self._grace

    def reopen(self, elapsed: float) -> bool:
        """Ask again how sure the player is of the latest answer, if they have not said and there is time left.

        Its question was shown ``elapsed`` seconds ago, and nothing since. Returns whether it is asked.
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
        """Answer the shown question. Returns its response, expired if too late, or None if no answer is taken.

        With ``asks_certainty`` an answer in time is only given; ``say_certainty`` makes it final.

        Raises TypeError if the answer is of the wrong kind for the question.
        """
        response = self._response("answered", given)
        if response and response.given is not None and self.asks_certainty:
            self._given = response
            return response
        return self._close(response)

    def say_certainty(self, certainty: Certainty | None) -> Response | None:
        """Say how sure the player is of the answer given; None for not said, as it is after time is up.

        Returns the response, now final, or None if no answer is given. Points depend on it only in the preset ``certainty``,
        where saying nothing counts as not sure.
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
        """Close the question if its time has run out; an answer already given counts, with nothing said of how sure.

        Returns its response, or None if nothing changed.
        """
        if self.seconds_left() != 0.0:
            return None
        return self.say_certainty(None) if self._given else self._close(self._response("expired", None))

    def advance(self) -> bool:
        """Go to the next question once the current one is final. Returns whether it did."""
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
        """Return the response to the shown question, answered or not; None if nothing is taken now."""
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
    """The result of an attempt."""

    mark: float
    """Per cent of all possible marks, unanswered questions included, to two decimals."""
    points: int
    passed: bool
    """Whether it is finished and reaches the pass mark."""

    @classmethod
    def of(cls, marks: float, possible: float, points: int, *, finished: bool, pass_mark: float) -> "Result":
        """Return the result of ``marks`` out of ``possible``; ``pass_mark`` is in per cent."""
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
