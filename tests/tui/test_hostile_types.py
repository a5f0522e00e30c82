"""Text that looks like markup, in every field of every question type and on every screen, is shown as it is written."""

from typing import Any

import pytest

from quiz.questions.conversation import Line
from quiz.questions.match import Pair
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.scenario import Choice, Scene
from quiz.tui.app import QuizApp
from quiz.tui.dialogs import HelpScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.name import NameScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.widgets.answers.panel import AnswerPanel
from tests import builders
from tests.marks import first_of
from tests.tui.driving import Hall, playing, press, right_keys, settle
from tests.tui.seeing import links, picture, solid, strips, texts

NASTY = "[/] [@click=app.quit]x[/] [bold red] a\u200bb $primary \\[ " + "w" * 200
EVERYWHERE: dict[str, Any] = {
    "prompt": NASTY + "w" * 1800,
    "explanation": NASTY,
    "action": NASTY,
    "topic": NASTY,
    "hint": NASTY,
}


def nasty(word: object) -> str:
    """Return a hostile text that is unlike the others."""
    return f"{word} {NASTY}"


def nasty_questions() -> list[Question]:
    """Return a question of each type with hostile text in every field that is shown."""
    options = tuple(Option(text=nasty(i), correct=i == 1, why=nasty("why")) for i in range(3))
    door = (
        Choice(text=nasty("well"), goto="end", mark=1, why=nasty("good")),
        Choice(text=nasty("badly"), goto="end", mark=0, why=nasty("bad")),
    )
    scenes = {
        "door": Scene(text=nasty("door"), choices=door, lines=(Line(text=nasty("hello"), sender=nasty("by")),)),
        "end": Scene(text=nasty("over"), end=True),
    }
    lines = tuple(Line(text=nasty(i), cue=nasty("cue") if i == 1 else "", sender=nasty("by")) for i in range(3))
    pairs = tuple(Pair(item=nasty(i), box=nasty(box)) for i, box in enumerate("AB"))
    return [
        builders.single(options=options, **EVERYWHERE),
        builders.multiple(options=options, **EVERYWHERE),
        builders.true_false(**{**EVERYWHERE, "why": NASTY}),
        builders.order(steps=tuple(nasty(i) for i in range(3)), **EVERYWHERE),
        builders.match(pairs=pairs, distractors=(nasty("C"),), **EVERYWHERE),
        builders.number(**{**EVERYWHERE, "unit": NASTY}),
        builders.short("short", "yes", nasty("or"), **EVERYWHERE),
        builders.spot(lines=lines, sender=NASTY, **EVERYWHERE),
        builders.scenario(start="door", scenes=scenes, **EVERYWHERE),
    ]


def shown_texts(question: Question) -> set[str]:
    """Return the hostile texts of a question that a player sees before answering."""
    match question.id:
        case "single" | "multiple":
            return {option.text for option in question.options}  # type: ignore[attr-defined]
        case "order":
            return set(question.steps)  # type: ignore[attr-defined]
        case "match":
            return {text for pair in question.pairs for text in (pair.item, pair.box)}  # type: ignore[attr-defined]
        case "number":
            return {question.unit}  # type: ignore[attr-defined]
        case "spot":
            return {text for line in question.lines for text in (line.text, line.sender)}  # type: ignore[attr-defined]
        case "scenario":
            scene = question.scenes["door"]  # type: ignore[attr-defined]
            return {scene.text, scene.lines[0].text, scene.lines[0].sender, *(choice.text for choice in scene.choices)}
        case _:
            return set()


@pytest.mark.parametrize("question", first_of(3, reversed(nasty_questions())), ids=lambda question: question.id)
async def test_markup_in_a_question_is_only_text_before_and_after_the_answer(hall: Hall, question: Question) -> None:
    hall.add(question, title=NASTY)
    app = hall.app()
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        screen = playing(app)
        seen = solid(texts(screen))
        assert all(solid(text) in seen for text in {question.prompt, *shown_texts(question)})
        hall.clock.move(1)
        await press(pilot, "f2")
        assert solid(f"Hint {NASTY}") in solid(texts(screen))
        await press(pilot, "f4")
        assert screen.query_one(AnswerPanel).response
        assert solid(NASTY) in solid(texts(screen))
        assert not links(app)
        hall.clock.move(1)
        await press(pilot, "f", "enter")
        assert isinstance(app.screen, ResultsScreen)
        await press(pilot, "r")
        assert solid(NASTY) in solid(texts(app.screen))
        assert not links(app)
        assert app.is_running


async def test_markup_on_the_other_screens_is_only_text(hall: Hall) -> None:
    hall.add(builders.single(), title=NASTY, summary=NASTY, audience=NASTY, version=NASTY, licence=NASTY)
    app = hall.app(player="[/][@click=app.quit]x", team="[red]$primary[/]")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "[/][@click=app.quit]x · [red]$primary[/]" in texts(app.screen)
        for keys in (
            ["s"],
            ["s", "end", "enter"],
            ["n"],
            ["b"],
            ["question_mark"],
            ["ctrl+p"],
            ["ctrl+p", "[", "slash", "]"],
        ):
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause()
            assert not [action for action in links(app) if "quit" in action]
            assert not isinstance(app.screen, HomeScreen), keys
            while not isinstance(app.screen, HomeScreen):
                await pilot.press("escape")
                await pilot.pause()
        await settle(pilot)
        assert app.is_running


async def test_the_board_shows_a_hostile_name_and_team_as_they_are(hall: Hall) -> None:
    hall.add(builders.true_false(answer=True))
    app = hall.app(player="[/][@click=app.quit]x", team="[red]$primary[/]")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await play_to_the_end(app, hall, pilot)
        assert isinstance(app.screen, ResultsScreen)
        assert "[/][@click=app.quit]x" in picture(app)
        await press(pilot, "b")
        assert "[/][@click=app.quit]x" in picture(app)
        await press(pilot, "t")
        assert "[red]$primary[/]" in picture(app)
        assert not links(app)


async def play_to_the_end(app: QuizApp, hall: Hall, pilot: object) -> None:
    """Answer the one question of the chosen bank rightly."""
    await press(pilot, "enter")  # type: ignore[arg-type]
    hall.clock.move(1)
    await press(pilot, *right_keys(playing(app).attempt.current, 5))  # type: ignore[arg-type]
    hall.clock.move(1)
    await press(pilot, "enter")  # type: ignore[arg-type]


@pytest.mark.parametrize("blank", first_of(1, ["\u200b\u200d", "", "    ", "\u3164"]), ids=ascii)
async def test_a_name_of_blanks_is_no_name(hall: Hall, blank: str) -> None:
    hall.add(builders.single())
    app = hall.app(player="")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, NameScreen)
        screen.name_input.value = blank
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is screen
        assert "at least one letter" in texts(screen)
        await press(pilot, "S", "a", "m", "enter")
        assert app.player is not None
        assert app.player.name == "Sam"


async def test_help_names_the_keys_of_the_screen_below(hall: Hall) -> None:
    hall.add(builders.single())
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "leaderboard" in texts(app.screen).lower()


async def test_the_app_plays_without_colour(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    hall.add(builders.single())
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        await press(pilot, *right_keys(playing(app).attempt.current, 5))
        assert app.no_color
        assert "✔ Right" in picture(app)
        inks = {s.style.color.triplet for strip in strips(app) for s in strip if s.style and s.style.color}
        assert all(ink is None or len({ink.red, ink.green, ink.blue}) == 1 for ink in inks)
