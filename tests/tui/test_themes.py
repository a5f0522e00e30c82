from itertools import product

import pytest
from textual.color import Color
from textual.design import ColorSystem
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Input

from quiz.services.settings import read_settings
from quiz.tui.inset_app import InsetApp, lost_theme
from quiz.tui.screens.settings import SettingsScreen
from quiz.tui.themes import OWN_THEMES, is_offered, theme_variables
from quiz.tui.widgets.form import FormText
from tests import builders
from tests.tui.drawn import LEGIBLE, contrast
from tests.tui.driving import Hall, settle, tap
from tests.tui.seeing import picture

OTHERS = [theme for theme in BUILTIN_THEMES.values() if is_offered(theme)]
NO_COLOUR = Theme("no-colour", primary="nonsense")
NO_SHEET = Theme("no-sheet", primary="#6CB6FF", variables={"link-color": "nonsense"})


def colours(theme: Theme) -> tuple[dict[str, str], dict[str, str]]:
    inks = {"foreground": str(theme.foreground), **{name: theme.variables[name] for name in ("muted", "right", "wrong")}}
    papers = {name: str(getattr(theme, name)) for name in ("background", "surface", "panel")}
    return inks, papers | {"picked": theme.variables["picked"]}


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_every_ink_is_legible_on_every_paper(theme: Theme) -> None:
    inks, papers = colours(theme)
    for ink, paper in product(inks.items(), papers.items()):
        if paper[0] == "picked" and ink[0] != "foreground":
            continue
        found = contrast(Color.parse(ink[1]), Color.parse(paper[1]))
        assert found >= 4.5, f"{ink[0]} on {paper[0]}: {found:.2f}"


@pytest.mark.parametrize("theme", OTHERS, ids=lambda theme: theme.name)
def test_every_ink_of_a_theme_that_is_not_ours_is_legible_on_every_paper(theme: Theme) -> None:
    colours = theme_variables(theme)
    inks = ("foreground", "primary", "accent", "muted", "right", "wrong", *(f"option-{place}" for place in range(1, 7)))
    for ink, paper in product(inks, ("background", "surface", "panel", "picked", "block-cursor-background")):
        found = contrast(Color.parse(colours[ink]), Color.parse(colours[paper]))
        assert found >= 4.5, f"{ink} on {paper}: {found:.2f}"


@pytest.mark.parametrize("theme", [OTHERS[0], OWN_THEMES[0]], ids=lambda theme: theme.name)
def test_the_colours_of_a_theme_are_worked_out_once(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[ColorSystem] = []
    generate = ColorSystem.generate

    def noted(system: ColorSystem) -> dict[str, str]:
        worked_out.append(system)
        return generate(system)

    monkeypatch.setattr(ColorSystem, "generate", noted)
    theme_variables(theme)
    assert len(worked_out) == 1


async def test_no_theme_at_all_is_our_own_dark_one(hall: Hall) -> None:
    assert hall.app(theme="").theme == "inset-dark"


async def test_nothing_is_offered_in_the_terminals_own_colours(hall: Hall) -> None:
    app = hall.app()
    assert set(app.available_themes) == {theme.name for theme in (*OWN_THEMES, *OTHERS)}
    assert "ansi-dark" not in app.available_themes


async def choose(app: InsetApp, pilot: Pilot[None], theme: str) -> None:
    app.theme = theme
    await settle(pilot)


async def test_a_theme_is_kept_once_it_has_drawn(hall: Hall) -> None:
    hall.add(builders.single())
    app = hall.app()
    app.register_theme(NO_SHEET)

    def kept() -> str:
        return read_settings(app.request.settings_file).theme

    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await settle(pilot)
        await choose(app, pilot, "nord")
        assert kept() == "nord", "as the palette sets it"
        await choose(app, pilot, NO_SHEET.name)
        assert (app.theme, kept()) == ("nord", "nord")
        assert "There is no theme “no-sheet” here" in " ".join(picture(app).split())
        await tap(pilot, "s", "i", "i", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)
        assert (app.theme, kept()) == ("inset-light", "inset-light")
        assert "● inset-light" in picture(app)


@pytest.mark.parametrize("theme", ["no-colour", "nowhere", "ansi-dark"])
async def test_a_kept_theme_that_cannot_be_had_gives_way_with_a_notice(
    hall: Hall, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BUILTIN_THEMES, NO_COLOUR.name, NO_COLOUR)
    app = hall.app(theme=theme)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        assert app.theme == "inset-dark"
        assert picture(app).count("There is no theme") == 1
        assert read_settings(app.request.settings_file).theme == theme, "it may be there tomorrow"
        await tap(pilot, "s", "enter")
        await settle(pilot)
        assert read_settings(app.request.settings_file).theme == "inset-dark"


def test_a_trial_out_of_sight_tells_a_theme_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BUILTIN_THEMES, NO_COLOUR.name, NO_COLOUR)
    names = ("nord", "no-colour", "no\x1bwhere", "\u200b")
    assert [lost_theme(name) for name in names] == ["", "no-colour", "nowhere", "?"]


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


async def test_the_letter_under_the_cursor_can_be_read_in_every_theme(hall: Hall) -> None:
    app = hall.app()
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await app.screen.mount(text := FormText("A"), line := Input("A"))
        for theme in app.available_themes:
            app.theme = theme
            await pilot.pause()
            for widget, part in ((text, "text-area--cursor"), (line, "input--cursor")):
                style = widget.get_visual_style(part)
                assert style.background
                assert style.foreground
                seen = contrast(style.background + style.foreground, style.background)
                assert seen >= LEGIBLE, f"{theme} {part}: {seen:.2f}"
