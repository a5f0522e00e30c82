"""Notices: one at a time, above the keys, over nothing that is to be read."""

import pytest

from tests.builders import true_false
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, settle, tap, until


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_notice_stands_above_the_keys_takes_the_place_of_the_one_before_and_covers_nothing(
    hall: Hall, size: tuple[int, int]
) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        before = lines_on(app, app.screen.region).splitlines()
        app.say("An earlier thing [b]to say[/b].")
        app.screen.notify("The second thing, [/] and [b]more[/b].", markup=False)
        await settle(pilot)
        said = lines_on(app, app.screen.region).splitlines()
        assert "earlier" not in "\n".join(said)
        assert "The second thing, [/] and [b]more[/b]." in said[-2]
        assert (said[:6], said[-1]) == (before[:6], before[-1])
        app.hush()
        await settle(pilot)
        assert lines_on(app, app.screen.region).splitlines() == before


async def test_a_notice_outlives_the_screen_on_which_it_was_said(hall: Hall) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        app.say("Kept all the same.")
        await pilot.press("escape")
        await settle(pilot)
        assert "Kept all the same." in lines_on(app, app.screen.region)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_over_a_dialog_a_notice_stands_where_it_always_does_and_covers_nothing_of_it(
    newcomers: Hall, size: tuple[int, int]
) -> None:
    newcomers.add(true_false("one", time_limit=20))
    app = newcomers.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        before = lines_on(app, app.screen.region).splitlines()
        app.say("Something to say.")
        await until(pilot, lambda: "Something to say." in lines_on(app, app.screen.region))
        said = lines_on(app, app.screen.region).splitlines()
        assert said[-2].strip() == "● Something to say."
        assert [*said[:-2], said[-1]] == [*before[:-2], before[-1]]
        app.hush()
        await until(pilot, lambda: lines_on(app, app.screen.region).splitlines() == before)
