"""The list from which one thing is chosen."""

from collections import Counter
from dataclasses import dataclass, field

from textual.app import App, ComposeResult
from textual.content import Content

from quiz.tui.widgets.pick_list import Look, PickList
from tests.tui import seeing


@dataclass
class Counted:
    """A thing of two lines that counts how often it is drawn at each width in each look."""

    key: str
    beside: bool = False
    drawn: Counter[tuple[int, Look]] = field(default_factory=Counter)

    def lines(self, width: int, look: Look) -> list[Content]:
        """Return the lines."""
        self.drawn[width, look] += 1
        return [Content(f"{self.key} {line}".ljust(width)) for line in range(2)]


class Listing(App[None]):
    """A list and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.moved: list[str] = []

    def compose(self) -> ComposeResult:
        yield PickList()

    def on_pick_list_moved(self, event: PickList.Moved) -> None:
        self.moved.append(event.key)


async def test_a_thing_is_drawn_once_however_many_lines_it_has_and_again_when_it_is_shown_again() -> None:
    app = Listing()
    async with app.run_test() as pilot:
        things = [Counted(key) for key in "abc"]
        listed = app.query_one(PickList)
        listed.show(things, "a")
        for size in ((80, 24), (60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            seeing.look(app)
        assert all(things[0].drawn[80, look] == 1 for look in ("rest", "chosen"))
        assert max(count for thing in things for count in thing.drawn.values()) == 1
        listed.show(things, "b")
        await pilot.pause()
        seeing.look(app)
        assert things[1].drawn[80, "chosen"] == 1
        assert things[1].drawn[80, "rest"] == 2


async def test_the_choice_has_moved_only_where_it_is_another() -> None:
    app = Listing()
    async with app.run_test() as pilot:
        things = [Counted(key) for key in "abc"]
        listed = app.query_one(PickList)
        app.moved.clear()
        for chosen in ("a", "a", "b"):
            listed.show(things, chosen)
            await pilot.pause()
        await pilot.press("down")
        assert app.moved == ["a", "b", "c"]
