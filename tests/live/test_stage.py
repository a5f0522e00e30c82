"""The stage as the hall and the host see it: how it is laid out, what moves, what each key brings."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.strip import Strip

from quiz.game.state import Phase
from quiz.live.host import counting, stage
from quiz.live.host.app import HostApp
from quiz.live.host.canvas import GROUND, Canvas
from quiz.live.host.counting import Counts
from quiz.live.host.podium_lines import draw_podium
from quiz.live.host.revealed_lines import draw_revealed
from quiz.live.host.stage_view import Draw, StageView
from quiz.live.host.top_lines import draw_top
from quiz.live.stage_content import Content, Corner, Outcome, Place, Podium, RevealedQuestion
from quiz.live.wire_questions import shown_order
from quiz.questions.answers import Picked
from quiz.questions.poll import Poll, PollOption
from quiz.questions.single import Single
from quiz.store.errors import StoreError
from tests import builders
from tests.live.halls import hall
from tests.live.hosting import REST, Front, answered, joined, live_game_of, press, seen, stage_of, ticked
from tests.tui.drawn import screen_cells
from tests.tui.seeing import picture

RIGHT, WRONG = Picked((1,)), Picked((0,))


@pytest.fixture
def front(tmp_path: Path) -> Front:
    return Front(tmp_path)


def long_question() -> Single:
    return builders.single("a", prompt=" ".join(f"word{number}" for number in range(30)))


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
async def test_a_question_of_thirty_words_and_four_options_uses_the_window(front: Front, size: tuple[int, int]) -> None:
    front.questions = (long_question(),)
    async with front.hosting(size=size) as pilot:
        await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        lines = screen_cells(pilot.app)
        ground = lines[3][0].paper
        used = sum(any(cell.text.strip() or cell.paper != ground for cell in line) for line in lines)
        assert used >= 0.7 * size[1]


async def test_nothing_moves_from_reading_a_question_until_it_is_closed(front: Front) -> None:
    async with front.hosting() as pilot:
        await joined(pilot, "Ann")
        found = []
        for keys in (("enter",), ("enter",), ("p",), ("p", "enter")):
            await press(pilot, *keys)
            await ticked(pilot)
            canvas = stage_of(pilot).view.canvas
            tiles = [(row[2] != GROUND, row[40] != GROUND) for row in canvas._papers]
            found.append((tiles, picture(pilot.app).splitlines()[2]))
        assert live_game_of(pilot).game.phase is Phase.CLOSED
        # The clock's figures change beside the prompt.
        assert len({str((tiles, line[:58])) for tiles, line in found}) == 1


@pytest.mark.parametrize(("size", "larger"), [((60, 20), True), ((80, 24), False), ((100, 30), False), ((200, 60), True)])
async def test_the_lobby_offers_a_large_code_where_it_is_larger(front: Front, size: tuple[int, int], larger: bool) -> None:
    async with front.hosting(public_url="http://10.0.4.7:8000", size=size) as pilot:
        await pilot.pause()
        before = picture(pilot.app)
        assert ("w Large QR" in before) is larger
        await press(pilot, "w")
        assert picture(pilot.app).count("▀") > before.count("▀") if larger else picture(pilot.app) == before


async def test_where_this_machine_alone_can_join_no_phone_is_asked_in(front: Front) -> None:
    for size in ((60, 20), (80, 24), (160, 45)):
        async with front.hosting(size=size) as pilot:
            words = seen(pilot)
            assert "Open this page on this machine" in words
            assert "phone" not in words.replace("For phones close this", "")
            assert "#FFFFFF" not in {paper for row in stage_of(pilot).view.canvas._papers for paper in row}, "no QR code"


async def test_help_of_the_stage_tells_of_what_is_on_it(front: Front) -> None:
    async with front.hosting(size=(80, 50)) as pilot:
        await press(pilot, "question_mark")
        words = seen(pilot)
        assert "Keys here" in words
        for other in ("button", "answer", "another part"):
            assert other not in words
        assert words.count("Enter") == 3, "in the card once, with the key that closes it and the line below"


@pytest.mark.parametrize("steps", range(1, 5))
async def test_the_way_in_is_shown_in_any_phase_and_enter_only_closes_it(front: Front, steps: int) -> None:
    async with front.hosting(public_url="http://10.0.4.7:8000", size=(100, 30)) as pilot:
        await joined(pilot, "Ann")
        await press(pilot, *["enter"] * steps)
        game, before = live_game_of(pilot).game, picture(pilot.app)
        phase = game.phase
        await press(pilot, "w")
        assert "and type this code" in seen(pilot)
        assert "Ann" not in seen(pilot)
        assert "Enter Back to the quiz" in seen(pilot)
        await press(pilot, "enter")
        assert game.phase is phase
        assert picture(pilot.app).splitlines()[-1] == before.splitlines()[-1]
        assert "and type this code" not in seen(pilot)


async def test_a_second_that_passes_draws_the_cells_of_the_clock_alone(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with front.hosting() as pilot:
        players = await joined(pilot, "Ann", "Bea", "Cem")
        await press(pilot, "enter", "enter")
        await ticked(pilot)
        drawn: Counter[int] = Counter()
        render = StageView.render_line

        def render_line(view: StageView, y: int) -> Strip:
            drawn[y] += 1
            return render(view, y)

        monkeypatch.setattr(StageView, "render_line", render_line)
        for timer in stage_of(pilot)._timers:
            # Only the test looks at the clock.
            timer.pause()
        await ticked(pilot)
        assert not drawn, "nothing has changed"
        front.clock.move(1)
        await ticked(pilot)
        place = stage_of(pilot).view._drawn.clock
        assert place
        assert drawn == dict.fromkeys(range(place.y, place.y + place.height), 1)
        drawn.clear()
        for player in players[:2]:
            await answered(pilot, player, RIGHT)
        await pilot.pause()
        assert not drawn, "answers are drawn with the clock, however many come"
        await ticked(pilot)
        assert set(drawn.values()) == {1}
        assert "2 of 3 in" in seen(pilot)


class Door:
    """A server to which too many devices have come from one address."""

    def __init__(self) -> None:
        self.crowded_address = "10.0.0.1"
        self.capacity = 100

    def lift_limits(self) -> None:
        self.crowded_address = ""

    def asking_back(self) -> list[str]:
        return []


@pytest.mark.parametrize("steps", range(4))
async def test_in_every_phase_it_is_said_that_devices_are_kept_out_and_a_key_lets_them_in(
    front: Front, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    door = Door()
    async with front.hosting() as pilot:
        await joined(pilot, "Ann")
        await press(pilot, *["enter"] * steps)
        assert "kept out" not in seen(pilot)
        monkeypatch.setattr(HostApp, "door", property(lambda app: door))
        await ticked(pilot)
        assert "▲ Many devices come from one address" in seen(pilot)
        assert "o ▲ Let all in" in seen(pilot)
        await press(pilot, "o")
        assert door.crowded_address == ""
        assert "kept out" not in seen(pilot)


async def test_the_podium_is_shown_step_by_step(front: Front) -> None:
    front.questions = (builders.single("a"),)
    async with front.hosting() as pilot:
        players = await joined(pilot, "Ann", "Bea", "Cem")
        await press(pilot, "enter", "enter")
        for player in players:
            front.clock.move(1)
            await answered(pilot, player, RIGHT)
        await ticked(pilot)
        await press(pilot, "enter", "enter")
        assert live_game_of(pilot).game.phase is Phase.FINISHED
        for shown, hidden in (([], ["Ann", "Bea", "Cem"]), (["Cem"], ["Ann", "Bea"]), (["Cem", "Bea"], ["Ann"])):
            assert all(name in seen(pilot) for name in shown)
            assert not any(name in seen(pilot) for name in hidden)
            assert "Enter Next place" in seen(pilot)
            await press(pilot, "enter")
        assert "Ann" in seen(pilot)
        assert "Enter Keep the report" in seen(pilot)
        await press(pilot, "o")
        assert "Everybody's place" in seen(pilot)


async def test_who_leads_is_never_orange(front: Front) -> None:
    async with front.hosting(rounds=2) as pilot:
        (ann,) = await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        await answered(pilot, ann, RIGHT)
        await ticked(pilot)
        await press(pilot, "enter", "enter")
        assert live_game_of(pilot).game.phase is Phase.STANDINGS
        orange = pilot.app.theme_variables["wrong"].casefold()
        inks = {cell.ink.hex.casefold() for line in screen_cells(pilot.app)[2:] for cell in line if cell.ink}
        assert orange not in inks


async def test_a_hall_that_holds_up_hands_is_told_what_becomes_of_the_lines_to_pick(front: Front) -> None:
    front.questions = (builders.spot("a", prompt="Is it a scam? Pick the lines that give it away."),)
    async with front.hosting(hands=True) as pilot:
        await press(pilot, "enter", "enter")
        assert "Hold up A or B. The lines come afterwards" in seen(pilot)


async def test_hands_are_counted_under_the_letters_that_were_held_up(front: Front) -> None:
    front.questions = (builders.single("a"),)
    async with front.hosting(hands=True, teams=("Red", "Blue")) as pilot:
        game = live_game_of(pilot).game
        await press(pilot, "enter", "enter")
        assert "Hold up A, B, C or D" in seen(pilot)
        await press(pilot, "enter")
        assert "Count the hands" in seen(pilot)
        await press(pilot, "1", "2", "backspace", "enter", "3", "f10")
        assert game.phase is Phase.REVEALED
        order = shown_order(game)
        counted = game.hands[0][0]
        assert counted.rows["Red"] == tuple({order[0]: 1, order[1]: 3}.get(position, 0) for position in range(4))
        assert counted.rows["Blue"] == (0, 0, 0, 0)


def test_numbers_stay_within_what_may_be_counted() -> None:
    counts = Counts(["Red", "Blue"], ["A", "B"])
    for digit in "01234567":
        counts.type(digit)
    assert counts.number(0, 0) == 1234
    counts.erase()
    counts.move(5, 5)
    counts.type("7")
    assert counts.hands() == {"Red": (123, 0), "Blue": (0, 7)}
    assert not counts.advance()


@pytest.mark.parametrize(("answers", "shown"), [(4, False), (5, True)])
def test_a_poll_shows_how_many_said_what_from_five_answers_on_and_nothing_as_right(answers: int, shown: bool) -> None:
    options = tuple(PollOption(text=text) for text in ("Always", "Often", "Never"))
    played, presenter = hall(
        builders.single("b"), Poll(id="poll", prompt="How often?", topic="t", options=options, explanation="It differs.")
    )
    players = played.join(*(f"P{number}" for number in range(answers)))
    while not (played.game.phase is Phase.REVEALED and played.game.current.question.id == "poll"):
        played.step()
        if played.game.phase is Phase.OPEN:
            for player in players:
                played.answer(player, Picked((0,)))
    content = presenter.content()
    assert isinstance(content, RevealedQuestion)
    assert [one.right for one in content.outcomes] == [False] * 3
    assert sorted(str(one.count) for one in content.outcomes) == (["0", "0", "5"] if shown else ["None"] * 3)
    text = draw_revealed(content, 80, 21).text()
    assert "✔" not in text
    assert ("Fewer than five answered" in text) is not shown
    assert all(option.text in text for option in options)
    assert ("Talk", "It differs.") in content.told, "there is nothing to be right about"


@pytest.mark.parametrize(("width", "place"), [(120, "question 1 of 9 · round 1 of 3"), (80, "question 1 of 9"), (60, "")])
def test_where_one_is_gives_way_in_the_top_line_and_the_way_in_does_not(width: int, place: str) -> None:
    corner = Corner((("Join ", "muted"), ("10.0.4.7:8000", "bold"), ("  code ", "muted"), ("KMRWX", "bold")))
    places = ("question 1 of 9 · round 1 of 3", "question 1 of 9", "1 of 9")
    line = draw_top("Recognising scams", places, corner, (None, None), False, width).text().splitlines()[0]
    assert line[: -len("Join 10.0.4.7:8000  code KMRWX")].removeprefix(" Recognising scams").strip() == place
    assert line.endswith("Join 10.0.4.7:8000  code KMRWX")


async def test_while_nothing_can_be_kept_the_band_says_so_and_enter_waits(front: Front) -> None:
    async with front.hosting() as pilot:
        await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        live_game_of(pilot).writer.trouble = StoreError("The disk is full.", "Free some space.")
        await ticked(pilot)
        assert "▲ Waiting for the disk. Your answers are safe. It goes on by itself." in seen(pilot)
        keys = picture(pilot.app).splitlines()[-1].split()
        assert " ".join(keys) == "Enter waits for the disk ? All keys Esc End"
        assert all(f"option {number}" in seen(pilot) for number in range(4)), "the tiles make room"
        assert stage_of(pilot).view.canvas.height == 18
        live_game_of(pilot).writer.trouble = None
        front.clock.move(REST)
        await ticked(pilot)
        assert "Waiting" not in seen(pilot)
        assert stage_of(pilot).view.canvas.height == 21


async def test_bars_grow_and_the_newest_step_of_the_podium_rises_where_things_may_move(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.questions = (builders.single("a"),)
    frames: list[float] = []
    drawing = stage._drawing

    def noted(content: Content, grown: float = 1.0) -> Draw:
        if isinstance(content, RevealedQuestion | Podium):
            frames.append(grown)
        return drawing(content, grown)

    monkeypatch.setattr(stage, "_drawing", noted)
    async with front.hosting() as pilot:
        ann, bea = await joined(pilot, "Ann", "Bea")
        await press(pilot, "enter", "enter")
        await answered(pilot, ann, RIGHT)
        await answered(pilot, bea, WRONG)
        pilot.app.animation_level = "full"
        await press(pilot, *["enter"] * (1 if live_game_of(pilot).game.phase is Phase.CLOSED else 2))
        await pilot.wait_for_animation()
        assert (frames[0], frames[-1]) == (0.0, 1.0)
        assert frames == sorted(frames)
        pilot.app.animation_level = "none"
        await press(pilot, "enter")
        assert live_game_of(pilot).game.phase.value == "finished"
        frames.clear()
        await press(pilot, "enter")
        assert set(frames) == {1.0}, "it is whole at once"
        frames.clear()
        pilot.app.animation_level = "full"
        await press(pilot, "enter")
        await pilot.wait_for_animation()
        assert (frames[0], frames[-1]) == (0.0, 1.0)
        frames.clear()
        await press(pilot, "o", "o")
        assert set(frames) <= {1.0}, "what was seen does not move again"


def test_half_grown_bars_are_shorter_and_their_numbers_stand_at_once() -> None:
    outcomes = (Outcome(0, "One", 10, True), Outcome(1, "Two", 5, False))
    content = RevealedQuestion("What?", outcomes=outcomes)

    def bars(grown: float) -> list[int]:
        canvas = draw_revealed(content, 80, 21, grown)
        assert "10" in canvas.text()
        return sorted({row.count("bar") + row.count("bar-right") for row in canvas._papers})

    (_, wrong, right), (_, wrong_so_far, right_so_far) = bars(1.0), bars(0.5)
    assert abs(wrong_so_far - wrong / 2) <= 1
    assert wrong_so_far < right_so_far < right
    podium = Podium(((Place(1, "Ann", "", 9),), (Place(2, "Bea", "", 5),)), 2, (), "", ())
    first, last = (draw_podium(podium, 80, 21, grown) for grown in (0.0, 1.0))
    assert sum(row.count("right") for row in first._papers) < sum(row.count("right") for row in last._papers)
    assert [row.count("raised") for row in first._papers] == [row.count("raised") for row in last._papers]


async def test_a_digit_draws_the_table_of_hands_once(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    async with front.hosting(hands=True, teams=("Red", "Blue")) as pilot:
        await press(pilot, "enter", "enter", "enter")
        drawn: list[Counts] = []
        draw_counts = counting.draw_counts

        def noted(counts: Counts, *arguments: Any, **options: Any) -> Canvas:
            drawn.append(counts)
            return draw_counts(counts, *arguments, **options)

        monkeypatch.setattr(counting, "draw_counts", noted)
        await press(pilot, "7")
        assert "7_" in seen(pilot)
        assert len(drawn) == 1
