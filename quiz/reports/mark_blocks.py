"""Marks in one line of blocks: how they went, at a glance."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇"
"""From 30 per cent or less to 100."""
_LOWEST_MARK = 30


def mark_blocks(marks: Sequence[float]) -> str:
    """Return ``marks``, in per cent, as a line with a block for each: the higher, the better."""
    step = (100 - _LOWEST_MARK) / (len(BLOCKS) - 1)
    places = (round((mark - _LOWEST_MARK) / step) for mark in marks)
    return "".join(BLOCKS[max(0, min(place, len(BLOCKS) - 1))] for place in places)
