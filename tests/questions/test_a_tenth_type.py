"""A question type that the program has never heard of: a class and three forms, and everything else follows.

The type is defined here and registered for the length of a test. No file of the program is touched for it, so whatever
asks "which type is this?" anywhere else fails here.
"""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from click.testing import CliRunner
from msgspec import Meta

from quiz.banks.formats.gift_writing import write_gift
from quiz.banks.formats.table_writing import write_csv
from quiz.banks.formats.toml_writing import toml_text
from quiz.banks.loading import read_text
from quiz.banks.model import Document
from quiz.banks.schema import bank_schema
from quiz.cli import main
from quiz.game.state import Phase
from quiz.live.forms import PAD_FORMS
from quiz.live.forms.base import STAND_IN_ID, Positions, wire_options
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.live.plain_pad import PlainPad
from quiz.live.terminal_pad import TerminalPad
from quiz.plain.prompts import PROMPTERS, Prompt, PromptAnswer, Prompter
from quiz.plain.prompts.numbers import numbered, read_position
from quiz.play.attempt import Response
from quiz.questions.answers import Answer, Picked
from quiz.questions.diagnostics import Diagnostic, KeyPath, text_list_diagnostics
from quiz.questions.question import Column, Question, shuffled, within
from quiz.questions.types import QUESTION_TYPES
from quiz.reports.item_report import read_item_report
from quiz.reports.run_sheet import run_sheet
from quiz.reports.run_sheet_html import html_sheet
from quiz.reports.tally import bars
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.screens.review import ReviewScreen
from quiz.tui.screens.trainer import TrainerScreen
from quiz.tui.widgets.answers import ANSWER_PANELS, drawing
from quiz.tui.widgets.answers.choosing import ChoosingPanel
from quiz.tui.widgets.pieces import Piece
from tests import builders
from tests.live.hosting import Front, answered, joined, live_game_of, stage_of, ticked
from tests.live.hosting import press as press_host
from tests.live.serving import serving
from tests.live.test_joining import Lines, until
from tests.plain.table import Table
from tests.serve.school import served
from tests.tui.driving import Hall, playing, press, settle, tap
from tests.tui.seeing import picture, texts

# The core: what is true of the type whatever draws it.


class OddOneOut(Question, frozen=True, kw_only=True, tag="odd-one-out"):
    """Words of which one does not belong."""

    words: Annotated[tuple[str, ...], Meta(description="Three or more.")]
    odd: Annotated[int, Meta(description="The number of the one that does not belong, from 1.")]
    why: Annotated[str, Meta(description="Shown to a player who picked another.")] = ""

    NAME: ClassVar[str] = "Odd one out"
    KEY_HEADING: ClassVar[str] = "The odd one"
    ANSWER: ClassVar[type[Picked]] = Picked
    PICKS_ONE: ClassVar[bool] = True

    def diagnostics(self) -> Iterator[Diagnostic]:
        yield from text_list_diagnostics(self.words, "words", 3)
        if not 1 <= self.odd <= len(self.words):
            yield Diagnostic(("odd",), "no-such-word", f"There is no word {self.odd}.", "Give its number, from 1.")

    def texts(self) -> Iterator[str]:
        yield self.prompt
        yield from self.words

    def arranged(self, seed: int) -> tuple[int, ...]:
        return shuffled(len(self.words), f"{seed}/{self.id}")

    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(word, float(number == self.odd)) for number, word in enumerate(self.words, 1))

    def columns_of(self, answer: Answer) -> Sequence[int]:
        return answer.options if isinstance(answer, Picked) else ()

    def key_in_words(self) -> list[str]:
        return [self.words[self.odd - 1]]

    def answer_in_words(self, answer: Picked) -> list[str]:
        return [self.words[answer.options[0]]]

    def reasons(self, answer: Picked) -> list[str]:
        return [self.why]

    def unexplained(self) -> Iterator[tuple[KeyPath, str]]:
        if not self.why:
            yield (), "Nothing says what the others have in common."

    def _accepts(self, answer: Picked) -> bool:
        return len(answer.options) == 1 and within(answer.options, len(self.words))

    def _mark(self, answer: Picked) -> float:
        return float(answer.options == (self.odd - 1,))


# Three forms: lines, the app, pads.


class OddOneOutPrompter(Prompter):
    """The words with numbers."""

    def first(self, question: OddOneOut, shown: tuple[int, ...], seed: int) -> Prompt:
        return Prompt(
            lines=numbered(question.words[position] for position in shown),
            ask="Type the number of the one that does not belong.",
            help="One of these differs from all others.",
            read=lambda line: PromptAnswer(Picked((shown[read_position(line, len(shown))],))),
        )


class OddOneOutPanel(ChoosingPanel):
    """The words as answers, one under the other."""

    HOW = "Press the number of the one that does not belong."
    question: OddOneOut

    @property
    def texts(self) -> Sequence[str]:
        return [self.question.words[position] for position in self.asked.arrangement]

    def chosen(self, places: tuple[int, ...]) -> None:
        self.give(Picked((self.asked.arrangement[places[0]],)))

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        return drawing.first_with_air(
            [
                drawing.answered("right" if number == self.question.odd else "other", word, key=str(number))
                for number, word in enumerate(self.question.words, 1)
            ]
        )


class OddOneOutForm:
    """The words with letters and shapes."""

    def fields(self, question: OddOneOut, texts: Sequence[str]) -> dict[str, Any]:
        return {"options": wire_options(texts)}

    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.picked is None else Picked(tuple(order[position] for position in shown.picked))

    def write(self, answer: Picked, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(picked=tuple(order.index(option) for option in answer.options))

    def stand_in(self, shown: WireQuestion) -> OddOneOut:
        words = tuple(f"{option.letter}  {option.text}" for option in shown.options)
        return OddOneOut(id=STAND_IN_ID, prompt=shown.prompt, words=words, odd=1)


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    kind: type[Question] = OddOneOut
    monkeypatch.setitem(QUESTION_TYPES, "odd-one-out", kind)
    monkeypatch.setitem(PROMPTERS, kind, OddOneOutPrompter())
    monkeypatch.setitem(ANSWER_PANELS, kind, OddOneOutPanel)
    monkeypatch.setitem(PAD_FORMS, kind, OddOneOutForm())


WORDS = ("password", "passphrase", "pasta", "passkey")
ODD = 2
"""The position of the odd one."""
WHY = "The others open an account."
TOML = """\
format = 1

[bank]
id = "first"
title = "The first bank"

[sources.guide]
title = "A guide"
publisher = "ICO"
url = "https://ico.org.uk/guide"
checked = 2026-11-23

[[questions]]
id = "odd"
type = "odd-one-out"
topic = "sign-in"
prompt = "Which does not belong?"
words = ["password", "passphrase", "pasta", "passkey"]
odd = 3
why = "The others open an account."
explanation = "You can eat it."
sources = ["guide"]
"""


def question() -> OddOneOut:
    """Return the question of the bank above."""
    bank = read_text(TOML, "first.toml").bank
    found = bank.questions[0] if bank else None
    assert isinstance(found, OddOneOut)
    return found


def place(position: int, order: Sequence[int]) -> str:
    """Return the number under which the word at a position of the file is seen."""
    return str(order.index(position) + 1)


# Banks


def test_it_is_read_and_what_is_wrong_with_it_is_said_at_its_line() -> None:
    assert question().words == WORDS
    for change, line, words in [
        (("odd = 3", "odd = 9"), 19, "There is no word 9."),
        (("odd = 3", 'odd = "three"'), 19, "This is the text"),
        (("words =", "wrods ="), 18, 'Did you mean "words"?'),
        (('"odd-one-out"', '"odd-one-uot"'), 15, 'Did you mean "odd-one-out"?'),
    ]:
        reading = read_text(TOML.replace(*change), "first.toml")
        assert reading.bank is None
        assert any(fault.line == line and words in str(fault) for fault in reading.faults), reading.faults


def test_it_is_in_the_schema_with_its_own_keys() -> None:
    (described,) = (kind for name, kind in bank_schema()["$defs"].items() if name.endswith("OddOneOut"))
    assert described["properties"]["odd"]["description"].startswith("The number of the one")
    assert described["properties"]["type"] == {"enum": ["odd-one-out"]}


def test_it_is_checked_linted_listed_and_printed_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "first.toml"

    def quiz(*arguments: object, text: str = TOML) -> str:
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, [str(argument) for argument in arguments]).output

    alone = TOML.replace("\n\n[sources", '\nallow = ["one-question"]\n\n[sources')
    assert "no problems" in quiz("bank", "check", file, text=alone)
    assert "Nothing says what the others" in quiz("bank", "check", file, text=TOML.replace(f'why = "{WHY}"\n', ""))
    assert "The time limit is 2 seconds" in quiz(
        "bank", "check", file, text=TOML.replace("odd = 3", "odd = 3\ntime_limit = 2")
    )
    assert '"odd-one-out"' in quiz("bank", "list", "--banks", tmp_path, "--json")
    assert "pasta" in quiz("bank", "sheet", file)


def test_it_is_written_as_toml_and_other_formats_say_that_they_cannot_hold_it() -> None:
    bank = read_text(TOML, "first.toml").bank
    assert bank
    written = toml_text(Document(format=1, bank=bank.about, sources=bank.sources, questions=bank.questions))
    again = read_text(written, "again.toml").bank
    assert again
    assert again.questions == bank.questions
    for write in (write_gift, write_csv):
        assert any('"odd' in str(problem) or "odd-one-out" in str(problem) for problem in write(bank).problems)


def test_it_is_printed_on_a_run_sheet() -> None:
    sheet = run_sheet(builders.bank(question()), {})
    (entry,) = sheet.questions
    assert (entry.kind, entry.key) == ("Odd one out", ("pasta",))
    assert [text for _, text in entry.shown] == list(WORDS)
    assert "passphrase" in html_sheet(sheet)


# Played


def test_it_is_played_in_plain_lines(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.lay(question())
    order = question().arranged(1)
    heard = table.play("9", place(ODD, order))
    assert any("There is no number 9 here." in line for line in heard.said)
    assert "Type the number of the one that does not belong." in heard.text
    assert "Right. 800 points." in heard.said
    heard = table.play(place(0, order))
    assert {"Not right. No points.", "The odd one: pasta", f"About your answer: {WHY}"} <= set(heard.said)


async def test_it_is_played_in_the_app(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    (tmp_path / "first.toml").write_text(TOML, encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        # The first go at a bank asks whether one is ready.
        await tap(pilot, "enter")
        await press(pilot, "enter")
        assert "Which does not belong?" in picture(app)
        hall.clock.move(1)
        await press(pilot, place(0, playing(app).attempt.current.arrangement))
        seen = picture(app)
        for words in ("✘ Not right", "✔   pasta", WHY, "You can eat it."):
            assert words in seen
        hall.clock.move(1)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)
        assert "0 of 1" in " ".join(picture(app).split())
        await press(pilot, "r")
        assert isinstance(app.screen, ReviewScreen)
        assert "password" in picture(app)
        assert WHY in picture(app)
        await press(pilot, "escape", "escape")
        app.push_screen(PreviewScreen(tmp_path / "first.toml"))
        await settle(pilot)
        await press(pilot, "a")
        assert "passphrase" in picture(app)
        await press(pilot, "escape")
        app.push_screen(TrainerScreen())
        await settle(pilot)
        assert "Odd one out (1)" in picture(app)


async def test_it_is_played_in_a_browser_and_its_answers_are_told_of(tmp_path: Path) -> None:
    async with served(tmp_path, question()) as school:
        ann = await school.player("Ann")
        view = await ann.act("begin", bank="first", mode="quiz")
        assert view["question"]["type"] == "odd-one-out"
        shown = [option["text"] for option in view["question"]["options"]]
        view = await ann.answers(view, {"picked": [shown.index("password")]})
        assert (view["feedback"]["right"], view["feedback"]["key"], view["feedback"]["why"]) == (False, ["pasta"], [WHY])
        (report,) = read_item_report(school.store, school.services.banks["first"]).items
        assert (report.kind, report.people) == ("Odd one out", 1)


# In a hall


async def test_it_is_hosted_with_pads(tmp_path: Path) -> None:
    async with serving(tmp_path, question(), preset="accuracy") as hall:
        ann, bea = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        for pad, position in ((ann, ODD), (bea, 0)):
            opened = await pad.hear("open")
            assert opened["question"]["type"] == "odd-one-out"
            shown = [option["text"] for option in opened["question"]["options"]]
            assert sorted(shown) == sorted(WORDS)
            assert "odd" not in opened["question"]
            given = {"picked": [shown.index(WORDS[position])]}
            await pad.say(do="answer", question=1, given={"picked": [9]})
            await pad.hear("refused")
            await pad.say(do="answer", question=1, given=given)
            assert (await pad.hear("taken"))["given"] == given
        await hall.next(2)
        right, wrong = await ann.hear("revealed"), await bea.hear("revealed")
        assert (right["right"], right["points"], right["key"]) == (True, 1000, ["pasta"])
        assert (wrong["given"], wrong["why"]) == (["password"], [WHY])


async def test_it_is_answered_on_the_pads_of_a_terminal(tmp_path: Path) -> None:
    async with serving(tmp_path, question(), preset="accuracy") as hall:
        app, lines = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann"), Lines()
        plain = PlainPad(hall.url, lines.typed.get, lines.say, code=hall.code, name="Bea", team="Red")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            playing_plainly = asyncio.create_task(plain.run())
            await lines.until("You are in, Bea")
            await hall.next(2)
            assert "passphrase" in await until(pilot, "pasta")
            order = hall.game.current.arrangement
            await pilot.press(place(ODD, order))
            await until(pilot, "Your answer is in")
            await lines.until("Type the number of the one that does not belong.")
            lines.typed.put(place(0, order))
            await lines.until("Your answer is in")
            await hall.next(2)
            await until(pilot, "✔ Right")
            await lines.until("Right answer: ")
            lines.typed.put("q")
            assert await asyncio.wait_for(playing_plainly, builders.PATIENCE) == 0
            lines.typed.put(None)


async def test_it_stands_on_the_stage_and_its_answers_are_counted_in_bars(tmp_path: Path) -> None:
    front = Front(tmp_path, questions=(question(),))
    async with front.hosting(size=(80, 24)) as pilot:
        ann, bea, cem = await joined(pilot, "Ann", "Bea", "Cem")
        await press_host(pilot, "enter", "enter")
        assert "passkey" in texts(stage_of(pilot))
        for player, position in ((ann, ODD), (bea, ODD), (cem, 0)):
            await answered(pilot, player, Picked((position,)))
        await ticked(pilot)
        await press_host(pilot, "enter")
        game = live_game_of(pilot).game
        assert game.phase is Phase.REVEALED
        counted = bars(game.current.question, [reply.given for reply in game.replies.values()])
        assert [(bar.count, bar.right) for bar in counted] == [(1, False), (0, False), (2, True), (0, False)]
        (line,) = (line.split() for line in picture(pilot.app).splitlines() if "pasta" in line)
        assert (line[0], *line[-2:]) == ("✔", "pasta", "2")


async def test_it_is_hosted_with_hands(tmp_path: Path) -> None:
    front = Front(tmp_path, questions=(question(),))
    async with front.hosting(size=(80, 24), hands=True, teams=("Red", "Blue")) as pilot:
        game = live_game_of(pilot).game
        await press_host(pilot, "enter", "enter", "enter")
        hands = {"Red": ODD, "Blue": 0}
        for team in ("Red", "Blue"):
            for position in game.current.arrangement:
                await press_host(pilot, "4" if position == hands[team] else "0", "enter")
        assert game.phase is Phase.REVEALED
        assert {place.name: place.points for place in game.team_standings()} == {"Red": 1000, "Blue": 0}
