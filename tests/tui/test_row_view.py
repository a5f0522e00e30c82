"""Rows that are shown again and again: what has changed is drawn, and nothing else."""

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip

from quiz.tui.widgets.row_view import Rows, TextRow


class _Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.theme = "textual-dark"


def _rows(*texts: str, style: str = "") -> list[TextRow]:
    return [TextRow(Content.styled(text, style)) for text in texts]


def _lines(rows: Rows) -> list[Strip]:
    return [rows.render_line(y) for y in range(rows.size.height)]


async def test_a_row_that_is_the_same_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = TextRow._draw

    def noted(row: TextRow, *how: Any) -> list[Strip]:
        drawn.append(str(row))
        return draw(row, *how)

    monkeypatch.setattr(TextRow, "_draw", noted)
    async with _Shown().run_test(size=(20, 6)) as pilot:
        rows = pilot.app.query_one(Rows)
        for texts, wanted in ((("a", "b"), ["a", "b"]), (("a", "b"), []), (("a", "c"), ["c"]), (("a", "c", "d"), ["d"])):
            drawn.clear()
            rows.show(_rows(*texts))
            await pilot.pause()
            assert [line.text.strip() for line in _lines(rows)] == list(texts)
            assert drawn == wanted


async def test_other_colours_of_the_same_words_are_drawn() -> None:
    async with _Shown().run_test(size=(20, 6)) as pilot:
        rows = pilot.app.query_one(Rows)
        seen = []
        for style, theme in (("$error", "textual-dark"), ("$success", "textual-dark"), ("$success", "textual-light")):
            pilot.app.theme = theme
            rows.show(_rows("a", style=style))
            await pilot.pause()
            seen.append(str(next(iter(_lines(rows)[0])).style))
        assert len(set(seen)) == 3


async def test_rows_of_another_height_move_what_is_below() -> None:
    async with _Shown().run_test(size=(12, 6)) as pilot:
        rows = pilot.app.query_one(Rows)
        for texts in (("one", "two"), ("one that is longer", "two"), ("one",)):
            rows.show(_rows(*texts))
            await pilot.pause()
            assert " ".join(line.text.strip() for line in _lines(rows)) == " ".join(texts)
