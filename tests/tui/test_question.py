"""What a player sees of a question before it is answered, and what its keys do."""

import msgspec
import pytest
from textual.pilot import Pilot

from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Picked
from quiz.questions.conversation import Line
from quiz.questions.match import Pair
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.services.requests import PlayRequest
from quiz.tui.app import QuizApp
from quiz.tui.base import has_browser
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.play import marks
from quiz.tui.widgets.answers import ANSWER_PANELS
from tests import builders
from tests.tui.driving import Hall, playing, right_keys, settle, tap
from tests.tui.seeing import picture


def option_line(app: QuizApp, text: str) -> str:
    """Return the drawn line on which ``text`` stands."""
    return next(line for line in picture(app).splitlines() if text in line)


async def begun(pilot: Pilot[None]) -> None:
    """Go to the first question."""
    await settle(pilot)
    await tap(pilot, "enter")


async def test_nothing_is_chosen_until_somebody_chooses(hall: Hall) -> None:
    hall.add(builders.single(shuffle=False))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert "▌" not in picture(app)
        assert "Enter" not in picture(app), "it would do nothing"
        await tap(pilot, "enter")
        assert not playing(app).attempt.responses
        await tap(pilot, "up")
        assert "Enter Answer" in picture(app)
        assert option_line(app, "option 3").strip().startswith("▌")
        await tap(pilot, "down")
        assert option_line(app, "option 0").strip().startswith("▌")
        await tap(pilot, "enter")
        assert option_line(app, "option 0").split()[0] == "✘"
        assert "your answer" in option_line(app, "option 0")


@pytest.mark.parametrize(("key", "of", "chosen"), [("b", 12, 10), ("2", 12, 1), ("l", 20, 18)])
async def test_options_past_nine_have_letters(hall: Hall, key: str, of: int, chosen: int) -> None:
    options = tuple(Option(text=f"this is {i}.", correct=i == 0) for i in range(of))
    hall.add(builders.single(options=options, shuffle=False))
    app = hall.app()
    async with app.run_test(size=(80, 34)) as pilot:
        await begun(pilot)
        if of > 9:
            assert option_line(app, f"this is {chosen}.").split()[0] == key
        await tap(pilot, key)
        assert playing(app).attempt.responses[0].given == Picked((chosen,))


async def test_the_topic_is_told_only_with_the_verdict(hall: Hall) -> None:
    hall.add(builders.single(topic="false friends"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert "false friends" not in picture(app)
        await tap(pilot, *right_keys(playing(app).attempt.current, 5))
        assert "✔ Right" in option_line(app, "false friends")


async def test_how_a_type_is_answered_is_said_once_and_always_in_the_help(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.single("two"))
    app = hall.app()
    how = "Press a number. Your first answer is final."
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert how in picture(app)
        await tap(pilot, "1", "enter")
        assert how not in picture(app)
        await tap(pilot, "question_mark")
        assert how in picture(app)


async def test_a_notice_goes_with_its_question(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.single("two"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await tap(pilot, "1", "f")
        assert "Flagged" in picture(app)
        await tap(pilot, "enter")
        assert "Flagged" not in picture(app)


async def test_practice_is_called_practice_while_it_runs(hall: Hall) -> None:
    hall.add(builders.single())
    app = hall.app(play=PlayRequest(learn=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert picture(app).startswith("  Practice · The first bank")


@pytest.mark.thorough
async def test_the_clock_keeps_its_place_whatever_stands_beside_it(hall: Hall) -> None:
    hall.add(*(builders.true_false(f"q{i}") for i in range(30)), title="A title " * 12, quiz_length=30)
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await begun(pilot)
        for _ in range(25):
            await tap(pilot, "1", "enter")
        top = picture(app).splitlines()[0]
        assert top.rstrip().endswith("0:15"), top
        assert "25 ✔" in top
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "✔" * 25 in picture(app).splitlines()[0]


def test_marks_are_counted_where_they_do_not_fit() -> None:
    given = [response(1.0)] * 3 + [response(0.5)] + [response(0.0)] * 2
    given.append(Response.unanswered(builders.single()))
    assert marks(given, 10, is_open=True, one_by_one=True).plain == "✔✔✔◐✘✘–▪··"
    assert marks(given, 7, is_open=False, one_by_one=True, gap=" ").plain == "✔ ✔ ✔ ◐ ✘ ✘ –"
    assert marks(given, 10, is_open=True, one_by_one=False).plain == "3 ✔ 1 ◐ 2 ✘ 1 –"


def response(mark: float) -> Response:
    return msgspec.structs.replace(Response.unanswered(builders.single()), outcome="answered", mark=mark)


async def test_what_a_long_conversation_is_judged_to_be_is_seen_at_once(hall: Hall) -> None:
    hall.add(builders.spot(lines=tuple(Line(text=f"line {i}") for i in range(30))))
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await begun(pilot)
        assert "s   Scam" in picture(app)
        assert "more lines ↓" in picture(app)
        await tap(pilot, "s")
        assert option_line(app, "s   Scam").strip().startswith("▌")
        await tap(pilot, *["down"] * 25)
        assert "line 24" in picture(app)
        assert "s   Scam" in picture(app)


async def test_where_the_explanation_does_not_fit_it_scrolls_by_itself(hall: Hall) -> None:
    hall.add(builders.single("one", explanation=" ".join(f"word{i}" for i in range(150)), action="Do this."))
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await begun(pilot)
        await tap(pilot, "1")
        seen = picture(app)
        assert all(words in seen for words in ("What about one?", "Do this.", "more lines ↓", "↓ more"))
        await tap(pilot, *["pagedown"] * 4)
        seen = picture(app)
        assert all(words in seen for words in ("What about one?", "Do this.", "word149"))
        assert "more lines ↓" not in seen


async def test_what_was_folded_away_is_seen_again_where_there_is_room_or_where_it_is_asked_for(hall: Hall) -> None:
    hall.add(builders.single(explanation="word " * 80))
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await begun(pilot)
        await tap(pilot, *right_keys(playing(app).attempt.current, 5))
        await settle(pilot)
        assert "option 0" not in picture(app)
        await tap(pilot, "up")
        await settle(pilot)
        assert "option 0" in picture(app)
        assert "✔ Right" in picture(app).splitlines()[1], "the verdict stays in sight"
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "option 0" in picture(app)
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert "option 0" not in picture(app)


# Sources


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "::1 22"}, "linux", False),
        ({"SSH_TTY": "/dev/pts/0"}, "darwin", False),
    ],
)
def test_a_browser_is_expected_only_where_it_would_be_seen(environment: dict[str, str], platform: str, there: bool) -> None:
    assert has_browser(environment, platform) is there


@pytest.mark.parametrize(
    ("key", "desktop", "said"), [("o", True, "Opening"), ("o", False, "Copied:"), ("y", True, "Copied:")]
)
async def test_a_source_is_opened_or_its_address_copied(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, key: str, desktop: bool, said: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QuizApp, "open_url", lambda app, url, *, new_tab=True: opened.append(url))
    monkeypatch.setattr("quiz.tui.base.has_browser", lambda environment, platform: desktop)
    hall.add(builders.single())
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await tap(pilot, "1", key)
        url = builders.source().url
        assert f"{said} {url}" in picture(app)
        assert opened == ([url] if said == "Opening" else [])
        assert app.clipboard == ("" if said == "Opening" else url)


async def test_of_several_sources_it_asks_which_to_copy(hall: Hall) -> None:
    sources = {key: builders.source(title=key, url=f"https://example.org/{key}") for key in ("one", "two")}
    bank = msgspec.structs.replace(builders.bank(builders.single(sources=tuple(sources))), sources=sources)
    (hall.folder / "first.toml").write_text(builders.to_toml(builders.document(bank)), encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await tap(pilot, "1", "y")
        assert isinstance(app.screen, Dialog)
        await tap(pilot, "2")
        assert app.clipboard == "https://example.org/two"


async def test_a_story_says_of_each_decision_what_came_of_it_and_what_had_been_better(hall: Hall) -> None:
    hall.add(builders.scenario(shuffle=False))
    app = hall.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await begun(pilot)
        await tap(pilot, "1")
        assert option_line(app, "A room.").strip() == "A room."
        await tap(pilot, "2")
        seen = picture(app)
        assert "What you decided" in seen
        assert "→ " in seen


async def test_the_date_of_a_source_is_never_cut_and_its_note_is_said(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.tui.base.has_browser", lambda environment, platform: False)
    source = builders.source(title="A long title " * 6, publisher="A publisher " * 4, note="archived copy")
    bank = msgspec.structs.replace(
        builders.bank(builders.single(sources=("one",), explanation="word " * 90)), sources={"one": source}
    )
    (hall.folder / "first.toml").write_text(builders.to_toml(builders.document(bank)), encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await tap(pilot, "1")
        assert option_line(app, "A publisher").rstrip().endswith(f"· {source.checked_in_words}")
        await pilot.resize_terminal(60, 14)
        await settle(pilot)
        await tap(pilot, "o")
        assert "archived copy" in picture(app)


async def test_lines_that_were_picked_come_back_when_it_is_a_scam_after_all(hall: Hall) -> None:
    hall.add(builders.spot())
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await tap(pilot, "2", "g")
        assert "1 line picked" not in picture(app)
        await tap(pilot, "s")
        assert "1 line picked" in picture(app)


async def test_a_letter_matches_the_marked_row_and_goes_on_to_the_next_open_one(hall: Hall) -> None:
    pairs = tuple(Pair(item=f"item {i}", box=box) for i, box in enumerate(("short", "a rather longer box", "mid size")))
    hall.add(builders.match(pairs=pairs, shuffle=False))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert option_line(app, "item 0").split()[:2] == ["▌", "?"]
        await tap(pilot, "b")
        assert "→ a rather longer box" in option_line(app, "item 0")
        assert option_line(app, "item 1").split()[:2] == ["▌", "?"]
        await tap(pilot, "up", "backspace")
        assert "→" not in option_line(app, "item 0")
        await tap(pilot, "a", "b", "c", "enter")
        assert "✔ Right" in picture(app)


async def test_steps_take_their_places_by_letter_and_can_be_taken_back(hall: Hall) -> None:
    hall.add(builders.order())
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await tap(pilot, "enter")
        assert not playing(app).attempt.responses, "an untouched order is no answer"
        await tap(pilot, "b")
        assert "Your order" in picture(app)
        assert "which comes second?" in picture(app)
        await tap(pilot, "backspace")
        assert "Your order" not in picture(app)
        await tap(pilot, *right_keys(playing(app).attempt.current, 5))
        assert "✔ Right" in picture(app)


@pytest.mark.parametrize("question", [builders.short("a"), builders.number("b")], ids=lambda question: question.type)
def test_a_line_that_is_not_there_yet_has_nothing_filled_in(question: Question) -> None:
    panel = ANSWER_PANELS[type(question)](PresentedQuestion(question, question.arranged(1), None), 1, lambda: 0.0)
    assert panel.filled_in is None
