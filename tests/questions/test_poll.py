"""A poll: asked like every other question, and worth nothing to anybody, whoever plays it and where."""

import asyncio
import contextlib
from datetime import date
from pathlib import Path
from random import Random

import pytest

from quiz.banks.formats.aiken import write_aiken
from quiz.banks.formats.gift_writing import write_gift
from quiz.banks.formats.table_writing import write_csv
from quiz.banks.formats.toml_writing import toml_text
from quiz.banks.lint import lint
from quiz.banks.loading import Library, read_bank, read_text
from quiz.banks.model import Document
from quiz.banks.schema import bank_schema
from quiz.game.state import Phase
from quiz.live.plain_pad import PlainPad
from quiz.live.terminal_pad import TerminalPad
from quiz.play.attempt import Response
from quiz.play.drawing import Pool, draw
from quiz.questions.answers import Picked, Typed
from quiz.questions.poll import Poll, PollOption
from quiz.questions.question import Question
from quiz.reports.run_sheet import run_sheet
from quiz.reports.run_sheet_html import html_sheet
from quiz.reports.run_sheet_markdown import markdown_sheet
from quiz.reports.tally import TOO_FEW
from quiz.store.store import open_store
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.results import ResultsScreen
from tests import builders
from tests.banks.faulty import SINGLE, expect_one, text_of
from tests.builders import poll, single
from tests.live.hosting import Front, answered, joined, live_game_of, stage_of, ticked
from tests.live.hosting import press as press_host
from tests.live.serving import serving
from tests.live.test_joining import Lines, until
from tests.plain.table import SEED, Table
from tests.tui.driving import Hall, playing, press, settle, tap
from tests.tui.seeing import picture

TEN = ", ".join(f'{{ text = "{number}" }}' for number in range(10))
THANKS = "Thank you. This one has no right answer"


# In a bank


@pytest.mark.parametrize(
    ("keys", "rule", "key", "fix"),
    [
        (
            'options = [{ text = "Yes", correct = true }, { text = "No" }] # <-',
            *("unknown-key", "options[0].correct", "A poll has no right answer. Take correct out."),
        ),
        (
            'options = [{ text = "Yes" }, { text = "No", why = "Sure?" }] # <-',
            *("unknown-key", "options[1].why", "No option of a poll is wrong."),
        ),
        ('options = [{ text = "Yes" }] # <-', "too-few", "options", "2 or more"),
        (
            f"options = [{TEN}] # <-",
            *("too-many", "options", "Keep 9 or fewer"),
        ),
        ('options = [{ text = "Yes" }, { text = "No" }]\nweight = 2 # <-', "worth-nothing", "weight", "Take weight out"),
        ('options = [{ text = "Yes" }, { text = "No" }]\nanswer = 1 # <-', "unknown-key", "answer", "Known here"),
    ],
)
def test_what_is_wrong_with_it_is_said_at_its_line(keys: str, rule: str, key: str, fix: str) -> None:
    made = f'id = "ask"\ntype = "poll"\nprompt = "Here?"\n{keys}\n'
    expect_one(text_of(question=f"{SINGLE}\n[[questions]]\n{made}"), rule, f"questions[1].{key}", "", fix)


def test_it_needs_neither_explanation_nor_source_and_draws_no_advice(tmp_path: Path) -> None:
    asked = Poll(id="ask", prompt="How often?", options=poll().options, topic="scams")
    absolute = builders.poll("often", options=tuple(PollOption(text=text) for text in ("Always", "Never", "Only at work")))
    file = written(tmp_path, single(), asked, absolute)
    reading = read_bank(file)
    assert reading.bank, reading.problems
    found = lint(Library(readings=(reading,)), date(2026, 11, 24))
    assert not [problem for problem in found if problem.key.startswith(("questions[1]", "questions[2]"))]


def test_a_bank_of_polls_alone_has_nothing_to_mark(tmp_path: Path) -> None:
    (problem,) = read_bank(written(tmp_path, poll())).faults
    assert problem.rule == "nothing-to-mark"
    assert "Add at least one" in problem.fix


def test_it_is_in_the_schema_with_options_that_are_not_marked() -> None:
    described = bank_schema()["$defs"]
    (option,) = (kind for name, kind in described.items() if name.endswith("PollOption"))
    assert set(option["properties"]) == {"text"}


def test_it_is_written_as_toml_and_other_formats_say_that_they_leave_it_out() -> None:
    bank = builders.bank(single(), poll())
    written_text = toml_text(Document(format=1, bank=bank.about, sources=bank.sources, questions=bank.questions))
    again = read_text(written_text, "again.toml").bank
    assert again
    assert again.questions == bank.questions
    for write in (write_gift, write_csv, write_aiken):
        exported = write(bank)
        assert any('no "poll" questions' in problem.message for problem in exported.problems)
        assert "thing 1" not in exported.text


def test_it_is_printed_on_a_run_sheet_without_a_key() -> None:
    sheet = run_sheet(builders.bank(single(), poll()), {})
    entry = sheet.questions[1]
    assert (entry.kind, entry.key) == ("Poll: no right answer", ())
    assert [text for _, text in entry.shown] == ["thing 0", "thing 1", "thing 2"]
    assert "no right answer" in html_sheet(sheet)
    assert markdown_sheet(sheet).count("**Key:**") == 1


def test_it_takes_one_of_its_options_and_gives_nothing_for_any() -> None:
    asked = poll(of=3, weight=1)
    assert asked.worth == 0
    assert [asked.mark(Picked((place,))) for place in range(3)] == [0, 0, 0]
    assert [asked.accepts(given) for given in (Picked((2,)), Picked((3,)), Picked((0, 1)), Typed("0"))] == [
        True,
        False,
        False,
        False,
    ]
    with pytest.raises(TypeError):
        asked.mark(Typed("0"))


# Played alone


def test_it_is_played_in_plain_lines_and_is_in_no_result(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.lay(poll(explanation="Talk about it."), single(), preset="certainty")
    answers = {"poll": ["9", "1"], "single": ["2", "3"]}
    heard = table.play(*(line for question in drawn(table) for line in answers[question]), as_json=True)
    (asked,) = (response for response in responses(table) if response.question_id == "poll")
    assert (asked.given, asked.mark, asked.weight, asked.points, asked.certainty) == (asked.given, 0, 0, 0, None)
    assert asked.given is not None
    assert "There is no number 9 here." in heard.text + "\n".join(heard.complaints)
    said = heard.said or heard.complaints
    assert f"{THANKS}." in said
    assert "Why: Talk about it." in said
    assert not [line for line in said if line.startswith("The right answer:") and "thing" in line]
    assert any("of 1 right" in line for line in said)
    assert "scams: 100 per cent of 1 question." in said or "scams: 0 per cent of 1 question." in said
    assert [response["question"] for response in heard.attempt["responses"]] == ["single"]


@pytest.mark.parametrize("size", [pytest.param((80, 24), marks=pytest.mark.thorough), (60, 20)], ids=str)
async def test_it_is_played_in_the_app(tmp_path: Path, size: tuple[int, int]) -> None:
    hall = Hall(tmp_path)
    hall.add(poll(explanation="Talk about it."), single(), preset="certainty")
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        # The first go at a bank asks whether one is ready.
        await tap(pilot, "enter", "enter")
        for _ in range(2):
            question = playing(app).attempt.current.question
            hall.clock.move(1)
            await press(pilot, "1")
            if question.SCORED:
                assert "How sure are you?" in picture(app)
                hall.clock.move(1)
                await press(pilot, "1")
            else:
                seen = picture(app)
                for words in (f"● {THANKS}", "your answer" if size[0] > 60 else "yours", "Talk about it."):
                    assert words in seen
                assert not any(sign in seen for sign in ("✘ Not", "◐ Part", "✔ Right", "+"))
            hall.clock.move(1)
            await press(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)
        assert "of 1 right" in " ".join(picture(app).split())
        assert [response.question_id for response in app.screen.summary.to_review] in ([], ["single"])
        await press(pilot, "escape")
        assert "of 1" in picture(app)
        app.push_screen(PreviewScreen(tmp_path / "first.toml"))
        await settle(pilot)
        await press(pilot, "a")
        assert "thing 1" in picture(app)


# In a hall


def of_players(count: int) -> tuple[str, ...]:
    return tuple(f"Player {letter}" for letter in "ABCDEFGH"[:count])


@pytest.mark.parametrize(("count", "is_shown"), [(4, False), (5, True)])
async def test_the_hall_sees_bars_once_five_have_answered(tmp_path: Path, count: int, is_shown: bool) -> None:
    front = Front(tmp_path, questions=(poll(), single()))
    async with front.hosting(size=(80, 24)) as pilot:
        players = await joined(pilot, *of_players(count))
        game = live_game_of(pilot).game
        for _ in range(2):
            await press_host(pilot, "enter", "enter")
            if game.current.question.SCORED:
                for player in players:
                    await answered(pilot, player, Picked((1,)))
                await ticked(pilot)
                await press_host(pilot, "enter")
                continue
            before = [member.points for member in game.players]
            assert "There is no right answer" in picture(pilot.app)
            for player in players:
                await answered(pilot, player, Picked((2,)))
            await ticked(pilot)
            await press_host(pilot, "enter")
            assert game.phase is Phase.REVEALED
            seen = picture(pilot.app)
            assert (TOO_FEW in seen) is not is_shown
            line = next(line for line in seen.splitlines() if "thing 2" in line)
            assert line.rstrip().endswith(str(count)) is is_shown
            assert "✔" not in line
            assert not any(name in seen for name in of_players(count))
            assert [member.points for member in game.players] == before
            assert not stage_of(pilot).check_action("strike", ())
        assert [game.streak(member) for member in game.players] == [1] * count


async def test_hands_are_counted_for_it_and_give_no_team_anything(tmp_path: Path) -> None:
    front = Front(tmp_path, questions=(poll(of=2), single()))
    async with front.hosting(size=(80, 24), hands=True, teams=("Red", "Blue")) as pilot:
        game = live_game_of(pilot).game
        for _ in range(2):
            await press_host(pilot, "enter", "enter", "enter")
            if game.current.question.SCORED:
                await press_host(pilot, *("enter",) * 8)
                continue
            await press_host(pilot, "2", "enter", "1", "enter", "1", "enter", "0", "enter")
            assert game.phase is Phase.REVEALED
            assert TOO_FEW in picture(pilot.app)
            assert {place.points for place in game.team_standings()} == {0}


async def test_pads_thank_for_it_and_say_nothing_of_right(tmp_path: Path) -> None:
    async with serving(tmp_path, poll(), single(), preset="accuracy") as hall:
        ann, app, lines = await hall.player("Ann"), TerminalPad(hall.url, "inset-dark", code=hall.code, name="Bea"), Lines()
        plain = PlainPad(hall.url, lines.typed.get, lines.say, code=hall.code, name="Cem", team="Red")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            in_lines = asyncio.create_task(plain.run())
            await lines.until("You are in, Cem")
            await hall.next(2)
            opened = await ann.hear("open")
            assert opened["question"]["type"] == "poll"
            await ann.say(do="answer", question=1, given={"picked": [0]})
            assert (await ann.hear("taken"))["given"] == {"picked": [0]}
            await until(pilot, "thing 1")
            await pilot.press("1")
            await until(pilot, "Your answer is in")
            await lines.until("There is no right answer.")
            lines.typed.put("1")
            await lines.until("Your answer is in")
            await hall.next(2)
            told = await ann.hear("revealed")
            assert (told["scored"], told["right"], told["points"], told["key"]) == (False, False, 0, [])
            assert told["given"] == [opened["question"]["options"][0]["text"]]
            await until(pilot, THANKS)
            await lines.until(THANKS)
            assert not any("Not right" in line or "No points" in line for line in lines.said)
            lines.typed.put("q")
            assert await asyncio.wait_for(in_lines, builders.PATIENCE) == 0
            lines.typed.put(None)


async def test_nobody_s_answer_to_it_becomes_a_response(tmp_path: Path) -> None:
    async with serving(tmp_path, poll(), single("a"), poll("other"), preset="accuracy") as hall:
        ann, bea = await hall.player("Ann"), await hall.player("Bea")
        for number in (1, 2, 3):
            await hall.next(2)
            await ann.hear("open")
            await ann.say(do="answer", question=number, given={"picked": [0]})
            await ann.hear("taken")
            if number == 1:
                # Whoever answers nothing but what has no key leaves no attempt.
                await bea.say(do="answer", question=number, given={"picked": [0]})
                await bea.hear("taken")
            await hall.next(2)
        await hall.next()
        finished = await ann.hear("finished")
        assert finished["right"] == "0 of 1 right"
        await hall.live_game.close()
        with contextlib.closing(open_store(str(tmp_path / "scores.db"))) as store:
            found = store._connection.execute("SELECT question_id FROM responses", {})
            asked = store._connection.execute("SELECT questions, possible FROM attempts", {})
        assert list(found) == [("a",)]
        assert list(asked) == [('["a"]', 1.0)]


def written(folder: Path, *questions: Question) -> Path:
    """Write a bank of these questions and return its file."""
    file = folder / "first.toml"
    file.write_text(builders.to_toml(builders.document(builders.bank(*questions))), encoding="utf-8")
    return file


def drawn(table: Table) -> list[str]:
    """Return the ids of the questions in the order in which the table asks them."""
    bank = read_bank(table.folder / "first.toml").bank
    assert bank
    return [question.id for _, question in draw([Pool(bank.questions)], 0, Random(SEED))]


def responses(table: Table) -> list[Response]:
    """Return the responses that the table's store keeps."""
    with contextlib.closing(open_store(table.store)) as store:
        ((attempt,),) = store._connection.execute("SELECT id FROM attempts", {})
        return store.responses(attempt)
