from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from quiz.play.attempt import GRACE, Attempt, Response, State
from tests import builders
from tests.builders import FakeClock

LIMIT = 20.0


class AnyOrderOfEvents(RuleBasedStateMachine):
    """Answer, expiry, skip, advance, crash and the clock in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.asked = builders.asked(*builders.every_type(), limit=LIMIT)
        self.attempt = Attempt(self.asked, "steady", self.clock)
        self.final: dict[int, Response] = {}
        self.shown_at: float | None = None

    def note(self, response: Response | None) -> None:
        if response:
            assert response.position not in self.final
            self.final[response.position] = response

    @rule()
    def show(self) -> None:
        if self.attempt.state is State.WAITING:
            self.shown_at = self.clock.now
        self.attempt.show()

    @rule(right=st.booleans())
    def answer(self, right: bool) -> None:
        question = self.attempt.current.question
        given = builders.right_answer(question) if right else builders.wrong_answer(question)
        in_grace = self.shown_at is not None and self.clock.now < self.shown_at + GRACE
        response = self.attempt.answer(given)
        assert not (response and in_grace)
        if response and self.shown_at is not None and self.clock.now >= self.shown_at + LIMIT:
            assert (response.outcome, response.mark) == ("expired", 0.0)
        self.note(response)

    @rule()
    def skip(self) -> None:
        self.note(self.attempt.skip())

    @rule()
    def expire(self) -> None:
        response = self.attempt.expire()
        if response:
            assert self.shown_at is not None
            assert self.clock.now >= self.shown_at + LIMIT
        self.note(response)

    @rule()
    def advance(self) -> None:
        if self.attempt.advance():
            self.shown_at = None

    @rule(seconds=st.sampled_from([0.1, 0.25, 1.0, 7.0, 25.0]))
    def wait(self, seconds: float) -> None:
        self.clock.move(seconds)

    @rule()
    def crash_and_resume(self) -> None:
        self.attempt = Attempt(self.asked, "steady", self.clock, responses=tuple(self.final.values()))
        self.shown_at = None

    @invariant()
    def what_is_final_never_changes(self) -> None:
        assert {response.position: response for response in self.attempt.responses} == self.final
        assert self.attempt.finished == (len(self.final) == len(self.asked))
        for response in self.final.values():
            assert 0 <= response.mark <= response.weight
            assert 0 <= response.points <= 1000
            assert 0 <= response.seconds <= LIMIT


TestAnyOrderOfEvents = AnyOrderOfEvents.TestCase
