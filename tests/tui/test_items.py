"""How well questions work, from the trainer's desk: as drawn, what to look at first, and nobody named."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from quiz.banks.loading import load_library
from quiz.questions.answers import Picked
from quiz.store.store import open_store
from quiz.tui.screens.items import ItemsScreen
from quiz.tui.screens.trainer import TrainerScreen
from tests import builders
from tests.store.makers import attempt_of, response_to
from tests.tui.driving import Hall, press, settle
from tests.tui.seeing import picture


def answer(hall: Hall, people: int, picked: Sequence[int]) -> None:
    """Let so many people pick these options of the questions of the first bank, one of each."""
    bank = load_library([hall.folder]).banks["first"]
    with closing(open_store(str(hall.folder / "scores.db"))) as store:
        for number in range(people):
            player = store.sign_in(f"Somebody {number}", "", 1)
            asked = tuple(question.id for question in bank.questions)
            begun = store.begin(attempt_of(player, bank_hash=bank.content_hash, questions=asked), bank)
            for position, (question, option) in enumerate(zip(bank.questions, picked, strict=True)):
                given = Picked((option,))
                row = response_to(position, question_id=question.id, given=given, mark=question.mark(given))
                store.record(begun.id, row, 9)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_what_to_look_at_comes_first_with_who_chose_what(hall: Hall, size: tuple[int, int]) -> None:
    hall.add(builders.single("fine"), builders.single("odd"))
    answer(hall, 6, (1, 0))
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "t", "i")
        assert isinstance(app.screen, ItemsScreen)
        drawn = picture(app)
        assert drawn.index("What about odd?") < drawn.index("What about fine?")
        assert "6 people, their first quizzes" in drawn
        assert "More chose" in drawn
        assert "Known by" in drawn
        assert "Somebody" not in drawn
        await press(pilot, "down")
        assert "6 all right" in picture(app) or size == (60, 20)
        await press(pilot, "escape")
        assert isinstance(app.screen, TrainerScreen)


async def test_of_few_people_nothing_is_told(hall: Hall) -> None:
    hall.add(builders.single("fine"), builders.single("odd"))
    answer(hall, 4, (1, 0))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "i")
        drawn = picture(app)
        assert "1 more needed" in drawn
        assert "More chose" not in drawn
        assert "%" not in drawn


async def test_before_anybody_has_played_it_says_what_is_wanting(hall: Hall) -> None:
    hall.add(builders.single("fine"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "i")
        assert "5 more needed" in picture(app)


async def test_the_editor_is_opened_at_the_chosen_question(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(builders.single("fine"), builders.single("odd"))
    app = hall.app()
    opened: list[tuple[Path, int]] = []
    monkeypatch.setattr(app, "open_editor", lambda file, line: opened.append((file, line)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "i", "down", "e")
        ((file, line),) = opened
        lines = file.read_text().splitlines()
        assert lines[line - 1] == "[[questions]]"
        assert 'id = "odd"' in lines[line : line + 3]
