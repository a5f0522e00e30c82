"""A 0 must not look like an 8 from the back row, in any size of letters that a stage or a result uses."""

from collections.abc import Callable, Iterable, Sequence

import pytest

from quiz.live.host.tall_letters import code_letters, tall
from quiz.tui.widgets.figures import block_figures, pixel_figures

QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
FACES: dict[str, Callable[[str], Sequence[str]]] = {
    "tall": lambda text: tall(text, "tall"),
    "narrow": lambda text: tall(text, "narrow"),
    "bold code": lambda text: code_letters(text, bold=True),
    "code": lambda text: code_letters(text, bold=False),
    "large": lambda text: block_figures(text, "large"),
    "small": lambda text: block_figures(text, "small"),
    "pixels": pixel_figures,
}


def _white(rows: Iterable[str]) -> set[tuple[int, int]]:
    """Return the places without ink, four to a cell, with a border around them."""
    drawn = list(rows)
    ink = {
        (2 * x + bit % 2, 2 * y + bit // 2)
        for y, row in enumerate(drawn)
        for x, cell in enumerate(row)
        for bit in range(4)
        if QUADRANTS.index(cell) >> bit & 1
    }
    width, height = 2 * len(drawn[0]), 2 * len(drawn)
    return {(x, y) for x in range(-1, width + 1) for y in range(-1, height + 1)} - ink


def _holes(rows: Sequence[str]) -> int:
    """Return how many places are enclosed by ink."""
    white, found = _white(rows), 0
    while white:
        found += 1
        edge = [white.pop()]
        while edge:
            x, y = edge.pop()
            near = {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)} & white
            white -= near
            edge += near
    return found - 1


@pytest.mark.parametrize("face", FACES)
def test_a_nought_has_one_hole_and_an_eight_has_two(face: str) -> None:
    assert [_holes(FACES[face](figure)) for figure in "08"] == [1, 2]
