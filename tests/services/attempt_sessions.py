"""What tests of attempts share: a bank of every type, clocks that a test moves, a machine that can crash."""

import contextlib
from pathlib import Path
from typing import Any

from quiz.banks.model import Bank
from quiz.play.attempt import Response
from quiz.play.points import Certainty
from quiz.questions.question import Question
from quiz.services.attempt_session import AttemptSession, Clocks, PlayOptions, can_resume
from quiz.store.errors import StoreError
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import Store, open_store
from tests.builders import FakeClock, bank, right_answer

BANKS_OWN_OPTIONS = PlayOptions(grace=0.0)
"""As the bank says, and every key counts at once."""

START = 1_700_000_000_000


def a_bank(*questions: Question, time_limit: int = 30, content_hash: str = "0123456789abcdef") -> Bank:
    """Return a bank with the questions, or one of each type, ``time_limit`` seconds each, asked all."""
    return bank(*questions, quiz_length=0, time_limit=time_limit, content_hash=content_hash)


def clocks(clock: FakeClock | None = None) -> Clocks:
    """Return the two clocks, which move together when ``clock`` is moved."""
    clock = clock or FakeClock(0.0)
    return Clocks(monotonic=clock, wall=lambda: START + round(clock() * 1000))


class FailingStore(Store):
    """A store whose next write fails: before it is done, or after it, as when a connection is lost during the commit."""

    fails = ""

    def show(self, attempt_id: str, position: int, at: int | None) -> None:
        self._fail_if("before")
        super().show(attempt_id, position, at)
        self._fail_if("after")

    def record(self, attempt_id: str, response: Response, at: int) -> bool:
        self._fail_if("before")
        last = super().record(attempt_id, response, at)
        self._fail_if("after")
        return last

    def note_certainty(self, attempt_id: str, position: int, certainty: Certainty) -> bool:
        self._fail_if("before")
        noted = super().note_certainty(attempt_id, position, certainty)
        self._fail_if("after")
        return noted

    def _fail_if(self, moment: str) -> None:
        if self.fails == moment:
            self.fails = ""
            raise StoreError("The connection was lost.", "Try again.")


class Machine:
    """Where Ann plays: a file, a clock and a bank. Beginning or resuming opens the file anew, as after a crash."""

    def __init__(self, file: Path, bank: Bank | None = None) -> None:
        self.file = file
        self.bank = bank or a_bank()
        self.clock = FakeClock(0.0)
        self.uptime = FakeClock(500.0)
        self._opened = contextlib.ExitStack()

    def wait(self, seconds: float) -> None:
        self.clock.move(seconds)
        self.uptime.move(seconds)

    def wall(self) -> int:
        return START + round(self.clock() * 1000)

    def clocks(self) -> Clocks:
        return Clocks(monotonic=self.uptime, wall=self.wall)

    def open(self) -> FailingStore:
        """Open the store, as a program does that has just been started."""
        if not self.file.exists():
            open_store(str(self.file)).close()
        return self._opened.enter_context(contextlib.closing(FailingStore(SqliteConnection(self.file))))

    def begin(self, seed: int = 1, **options: Any) -> AttemptSession:
        store = self.open()
        ann = store.sign_in("Ann", "", START)
        return AttemptSession.begin(store, ann, self.bank, PlayOptions(**{"grace": 0.0, **options}), seed, self.clocks())

    def resume(self, **options: Any) -> AttemptSession:
        """Go on with the one open attempt, in a program that has just been started; its other clock begins anew."""
        self.uptime = FakeClock(7.0)
        store = self.open()
        ann = store.sign_in("Ann", "", START)
        [record] = store.open_attempts(ann.id)
        assert can_resume(record, self.bank)
        return AttemptSession.resume(store, ann, self.bank, record, PlayOptions(**{"grace": 0.0, **options}), self.clocks())

    def close(self) -> None:
        self._opened.close()


def answer(session: AttemptSession) -> Response:
    """Give the right answer to the question that is shown, without keeping it yet."""
    response = session.attempt.answer(right_answer(session.attempt.current.question))
    assert response is not None
    return response
