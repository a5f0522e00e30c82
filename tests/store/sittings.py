"""What tests of sittings share: a bank of every type, clocks that a test moves, terms."""

from quiz.bank.model import AnyQuestion, Bank
from quiz.store.sitting import Clocks, Terms
from tests.builders import FakeClock, bank

NO_TERMS = Terms(grace=0.0)
"""As the bank says, and every key counts at once."""

START = 1_700_000_000_000


def a_bank(*questions: AnyQuestion, time_limit: int = 30, content_hash: str = "0123456789abcdef") -> Bank:
    """Return a bank with the questions, or one of each type, ``time_limit`` seconds each, asked all."""
    return bank(*questions, quiz_length=0, time_limit=time_limit, content_hash=content_hash)


def clocks(clock: FakeClock | None = None) -> Clocks:
    """Return the two clocks, which move together when ``clock`` is moved."""
    clock = clock or FakeClock(0.0)
    return Clocks(monotonic=clock, wall=lambda: START + round(clock() * 1000))
