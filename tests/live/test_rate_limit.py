"""The rate of messages, and the price of each frame, by a clock that is handed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.live.rate_limit import FrameMeter, RateLimit
from tests.builders import FakeClock

BURST = 30


def test_a_burst_passes_and_a_flood_does_not() -> None:
    clock = FakeClock()
    limit = RateLimit(clock)
    assert sum(limit.allows_one_more() for _ in range(100)) == BURST
    assert not limit.allows_one_more()
    clock.move(60.0)
    assert sum(limit.allows_one_more() for _ in range(100)) == BURST


def frame(opcode: int, body: bytes = b"", *, final: bool = True, masked: bool = True) -> bytes:
    """Return a frame as a client sends it; the mask is all zeros, so that the body stays as it is."""
    flag = 0x80 if masked else 0
    if len(body) < 126:
        length = bytes([flag | len(body)])
    elif len(body) < 65536:
        length = bytes([flag | 126]) + len(body).to_bytes(2, "big")
    else:
        length = bytes([flag | 127]) + len(body).to_bytes(8, "big")
    return bytes([(0x80 if final else 0) | opcode]) + length + (bytes(4) if masked else b"") + body


PING, PONG, TEXT, CONTINUATION = 9, 10, 1, 0


@pytest.mark.parametrize(
    "one",
    [
        frame(TEXT, b"{}"),
        frame(TEXT),
        frame(PING),
        frame(PING, b"x" * 125),
        frame(PONG),
        frame(CONTINUATION, final=False),
        frame(TEXT, b"x" * 300),
        frame(TEXT, b"x" * 70_000),
        frame(TEXT, b"x", masked=False),
    ],
)
def test_every_frame_has_its_price_whatever_is_in_it(one: bytes) -> None:
    meter = FrameMeter(RateLimit(FakeClock()))
    assert meter.allows(one * BURST)
    assert not meter.allows(one)


class Counted(RateLimit):
    """Counts what is charged, and allows all of it."""

    charged = 0

    def allows_one_more(self) -> bool:
        self.charged += 1
        return True


@given(st.lists(st.sampled_from([0, 1, 5, 125, 126, 300]), max_size=BURST), st.sampled_from([1, 2, 7, 100, 10_000]))
def test_every_frame_and_every_piece_is_charged_wherever_the_network_cuts_them(lengths: list[int], size: int) -> None:
    sent = b"".join(frame(TEXT, bytes(length)) for length in lengths)
    limit = Counted(FakeClock())
    meter = FrameMeter(limit)
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert all(meter.allows(piece) for piece in pieces)
    assert max(len(lengths), len(pieces)) <= limit.charged <= len(lengths) + len(pieces)
    before = limit.charged
    meter.allows(frame(PING) * 3)
    assert limit.charged == before + 3, "it still knows where a frame begins"


def test_frames_that_come_whole_cost_one_each() -> None:
    limit = Counted(FakeClock())
    meter = FrameMeter(limit)
    for count in range(1, 5):
        meter.allows(frame(TEXT, b"x" * 200) * count)
    assert limit.charged == 10
