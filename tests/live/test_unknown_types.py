"""A host of a newer version asks a question of a type that a pad in a terminal has never heard of."""

import asyncio
from pathlib import Path

import pytest

from quiz.live.plain_pad import PlainPad
from quiz.live.terminal_pad import TerminalPad
from quiz.questions.types import QUESTION_TYPES
from tests import builders
from tests.live.serving import serving
from tests.live.test_joining import Lines, until

SENTENCE = 'This program cannot ask a question of the type "single".'


async def test_a_pad_in_a_terminal_says_that_it_cannot_ask_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(tmp_path, builders.single("a"), builders.single("b")) as hall:
        app, lines = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann"), Lines()
        plain = PlainPad(hall.url, lines.typed.get, lines.say, code=hall.code, name="Bea", team="Red")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            in_lines = asyncio.create_task(plain.run())
            await lines.until("You are in, Bea")
            monkeypatch.delitem(QUESTION_TYPES, "single")
            await hall.next(2)
            await until(pilot, "This program cannot ask")
            await lines.until(SENTENCE)
            await hall.next(2)
            await until(pilot, "No answer")
            await lines.until("No answer this time")
            lines.typed.put("q")
            assert await asyncio.wait_for(in_lines, builders.PATIENCE) == 0
            lines.typed.put(None)
