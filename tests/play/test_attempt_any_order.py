"""An attempt holds to its rules whatever happens in whatever order: a plain model of the rules runs beside it."""

from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from quiz.banks.model import Preset
from quiz.play.attempt import GRACE, Attempt, Response, State
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import PRESETS, Certainty, points_for
from quiz.questions.answers import Answer, Judged, Picked
from tests.builders import FakeClock, every_type
from tests.play.strategies import legal_answers

LIMITS = st.sampled_from([15.0, 40.0, None])
# Binary fractions, so that the model and the attempt reckon the same deadline to the last bit.
WAITS = st.sampled_from([0.0, 0.125, 0.25, 0.5, 3.0, 14.75, 15.0, 41.0])


class AnyOrder(RuleBasedStateMachine):
    """Shows, answers, late answers, skips, ticks, crashes and a moving clock, in any order."""

    @initialize(
        questions=st.lists(st.sampled_from(every_type()), min_size=1, max_size=4, unique_by=lambda q: q.id),
        preset=st.sampled_from(sorted(PRESETS)),
        asks_certainty=st.booleans(),
        data=st.data(),
    )
    def begin(self, questions: list[Any], preset: Preset, asks_certainty: bool, data: st.DataObject) -> None:
        self.clock = FakeClock(1024.0)
        self.preset = preset
        self.asks_certainty = asks_certainty
        self.asked = [PresentedQuestion(question, (), data.draw(LIMITS)) for question in questions]
        self.attempt = Attempt(self.asked, preset, self.clock, asks_certainty=asks_certainty)
        self.position = 0
        self.shown_at: float | None = None
        self.grace_ends = 0.0
        self.final: dict[int, Response] = {}
        self.given: Response | None = None

    # What the rules say.

    @property
    def here(self) -> PresentedQuestion:
        return self.asked[self.position]

    @property
    def is_open(self) -> bool:
        return self.shown_at is not None and self.position not in self.final and self.given is None

    @property
    def is_late(self) -> bool:
        limit = self.here.limit
        return self.shown_at is not None and limit is not None and self.clock.now >= self.shown_at + limit

    @property
    def in_grace(self) -> bool:
        return self.clock.now < self.grace_ends

    def expect(self, response: Response | None, outcome: str, given: Answer | None) -> None:
        """Check a response against the rules, and keep it: as given where how sure is still asked, else as final."""
        if not self.is_open or (self.in_grace and not self.is_late) or (outcome == "expired" and not self.is_late):
            assert response is None
            return
        assert response is not None
        assert self.shown_at is not None
        if self.is_late:
            outcome, given = "expired", None
        question, limit = self.here.question, self.here.limit
        fraction = question.mark(given)
        seconds = min(self.clock.now - self.shown_at, limit or float("inf"))
        points = points_for(self.preset, fraction, question.weight, seconds, limit)
        assert (response.position, response.question_id) == (self.position, question.id)
        assert (response.outcome, response.given, response.certainty) == (outcome, given, None)
        assert (response.mark, response.seconds, response.points) == (fraction * question.weight, seconds, points)
        if self.asks_certainty and given is not None:
            self.given = response
        else:
            self.final[self.position] = response

    def expect_settled(self, response: Response | None, certainty: Certainty | None) -> None:
        """Check what became of a given answer, in which nothing but how sure the player is may be new; keep it as final."""
        assert response is not None
        assert self.given is not None
        sure = None if self.is_late else certainty
        points = self.given.points
        if self.preset == "certainty":
            sure = sure or 1
            fraction, weight = self.given.fraction, self.given.weight
            points = points_for(self.preset, fraction, weight, self.given.seconds, self.here.limit, sure)
        assert response == msgspec.structs.replace(self.given, certainty=sure, points=points)
        self.final[self.position], self.given = response, None

    # What can happen.

    @rule()
    def show(self) -> None:
        self.attempt.show()
        if self.shown_at is None and self.position not in self.final:
            self.shown_at = self.clock.now
            self.grace_ends = self.clock.now + GRACE

    @rule(seconds=WAITS)
    def wait(self, seconds: float) -> None:
        self.clock.move(seconds)

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        given = data.draw(legal_answers(self.here.question))
        self.expect(self.attempt.answer(given), "answered", given)

    @rule(certainty=st.sampled_from([None, 1, 2, 3]))
    def say_certainty(self, certainty: Certainty | None) -> None:
        response = self.attempt.say_certainty(certainty)
        if self.given is None:
            assert response is None
        else:
            self.expect_settled(response, certainty)

    @rule()
    def answer_in_another_kind(self) -> None:
        other: Answer = Judged(True) if self.here.question.id != "true-false" else Picked((0,))
        if self.is_open and not self.is_late and not self.in_grace:
            with pytest.raises(TypeError):
                self.attempt.answer(other)
        else:
            self.expect(self.attempt.answer(other), "answered", other)

    @rule()
    def skip(self) -> None:
        self.expect(self.attempt.skip(), "skipped", None)

    @rule()
    def tick(self) -> None:
        response = self.attempt.expire()
        if self.given is not None and self.is_late:
            self.expect_settled(response, None)
        else:
            self.expect(response, "expired", None)

    @rule()
    def advance(self) -> None:
        may = self.position in self.final and self.position + 1 < len(self.asked)
        assert self.attempt.advance() is may
        if may:
            self.position += 1
            self.shown_at = None

    @rule(seconds=WAITS)
    def crash_and_resume(self, seconds: float) -> None:
        """Begin anew from the stored responses; an open question is shown again with the time that has gone by.

        An answer that was given is stored, but by the preset ``certainty``, where it is asked for again.
        """
        self.clock.move(seconds)
        if self.given and self.preset != "certainty":
            self.final[self.position] = self.given
        self.given = None
        self.attempt = Attempt(
            self.asked,
            self.preset,
            self.clock,
            asks_certainty=self.asks_certainty,
            responses=list(self.final.values()),
        )
        was_open = self.is_open
        unanswered = [i for i in range(len(self.asked)) if i not in self.final]
        self.position = unanswered[0] if unanswered else len(self.asked) - 1
        if was_open and self.shown_at is not None:
            self.attempt.show(elapsed=self.clock.now - self.shown_at)
            self.grace_ends = self.clock.now + GRACE
        else:
            self.shown_at = None

    # What holds all the time.

    @invariant()
    def what_is_final_never_changes_and_each_question_has_one_response_at_most(self) -> None:
        assert self.attempt.responses == tuple(self.final[position] for position in sorted(self.final))

    @invariant()
    def it_is_finished_when_all_are_answered_and_only_then(self) -> None:
        assert self.attempt.finished is (len(self.final) == len(self.asked))

    @invariant()
    def the_question_stands_where_the_rules_say(self) -> None:
        assert (self.attempt.position, self.attempt.current) == (self.position, self.here)
        if self.position in self.final:
            expired = self.final[self.position].outcome == "expired"
            assert self.attempt.state is (State.EXPIRED if expired else State.ANSWERED)
        else:
            open_in = State.GIVEN if self.given else State.SHOWN
            assert self.attempt.state is (State.WAITING if self.shown_at is None else open_in)
        assert self.attempt.points_are_open is (self.given is not None and self.preset == "certainty")

    @invariant()
    def the_time_left_is_that_to_the_deadline(self) -> None:
        has_clock = self.is_open or self.given is not None
        if has_clock and self.shown_at is not None and self.here.limit is not None:
            assert self.attempt.seconds_left() == max(self.shown_at + self.here.limit - self.clock.now, 0)
        else:
            assert self.attempt.seconds_left() is None

    @invariant()
    def marks_and_points_keep_within_their_bounds(self) -> None:
        for response in self.attempt.responses:
            assert 0 <= response.mark <= response.weight
            assert (-2000 if self.preset == "certainty" else 0) <= response.points <= 1000
            limit = self.asked[response.position].limit
            assert 0 <= response.seconds <= (limit or float("inf"))


TestAnyOrder = AnyOrder.TestCase
