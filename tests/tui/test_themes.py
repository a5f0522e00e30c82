from itertools import product

import pytest
from textual.color import Color
from textual.theme import Theme

from quiz.tui.themes import OWN_THEMES


def colours(theme: Theme) -> tuple[dict[str, str], dict[str, str]]:
    inks = {"foreground": str(theme.foreground), **{name: theme.variables[name] for name in ("muted", "right", "wrong")}}
    papers = {name: str(getattr(theme, name)) for name in ("background", "surface", "panel")}
    return inks, papers | {"picked": theme.variables["picked"]}


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(colour).normalized]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_every_ink_is_legible_on_every_paper(theme: Theme) -> None:
    inks, papers = colours(theme)
    for ink, paper in product(inks.items(), papers.items()):
        if paper[0] == "picked" and ink[0] != "foreground":
            continue
        darker, lighter = sorted((luminance(ink[1]), luminance(paper[1])))
        contrast = (lighter + 0.05) / (darker + 0.05)
        assert contrast >= 4.5, f"{ink[0]} on {paper[0]}: {contrast:.2f}"


# Viénot, Brettel and Mollon (1999): how dichromats see linear RGB.
DEUTERANOPIA = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
PROTANOPIA = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))


def seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> list[float]:
    linear = [channel**2.2 for channel in Color.parse(colour).normalized]
    return [max(0.0, sum(weight * value for weight, value in zip(row, linear, strict=True))) ** (1 / 2.2) for row in matrix]


@pytest.mark.parametrize("matrix", [DEUTERANOPIA, PROTANOPIA], ids=["deuteranopia", "protanopia"])
@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_right_and_wrong_differ_for_the_colour_blind(theme: Theme, matrix: tuple[tuple[float, ...], ...]) -> None:
    right, wrong = (seen(theme.variables[name], matrix) for name in ("right", "wrong"))
    assert sum((a - b) ** 2 for a, b in zip(right, wrong, strict=True)) ** 0.5 > 0.35
