"""What stands on the stage, read back from what is drawn: every shipped question, whole, at the sizes that halls have."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

from quiz.banks.loading import read_bank
from quiz.game.state import Phase
from quiz.live.host.asked_lines import draw_asked
from quiz.live.host.canvas import Canvas
from quiz.live.host.clock import ClockFace, draw_clock
from quiz.live.host.counting import Counts, draw_counts
from quiz.live.host.measures import margin, wrap
from quiz.live.host.presenter import StagePresenter
from quiz.live.host.revealed_lines import draw_revealed
from quiz.live.host.stage import _drawing
from quiz.live.host.tall_asked import _below_clock
from quiz.live.stage_content import SKIPPED, STRUCK, Asked, Content, RevealedQuestion, Said
from quiz.questions.answers import Picked
from quiz.questions.conversation import Line
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.reports.feedback import source_line
from tests import builders
from tests.live.halls import Hall, hall, hall_of, missing
from tests.marks import first_of

BANKS = sorted((Path(__file__).parents[2] / "questions").glob("*.toml"))
SIZES = [(80, 24), (100, 30), (160, 45)]
AROUND = 3
"""Lines of a window that are not the body: the top line, that of time, and the keys."""


def asked_texts(content: Asked) -> list[str]:
    notes = [f"{label} {text}" for label, text in content.notes]
    said = [f"{one.sender}: {one.text}" if one.sender else one.text for one in content.said]
    return [content.prompt, *content.tiles, *notes, *said]


def revealed_texts(content: RevealedQuestion) -> list[str]:
    return [*(one.text for one in content.outcomes), *content.key, *(text for _, text in content.told)]


def problems(canvas: Canvas, height: int, texts: Sequence[str]) -> list[str]:
    found = [f"lacks {word!r}" for word in missing(canvas, texts)]
    return [*found, f"takes {canvas.height} lines"] if canvas.height > height else found


def draw_all(played: Hall, presenter: object, width: int, height: int) -> list[str]:
    """Play a whole bank, and return what is wrong with what is drawn of it."""
    game, found = played.game, []
    while game.phase is not Phase.FINISHED:
        played.step()
        content = presenter.content()  # type: ignore[attr-defined]
        match content:
            case Asked(state="open"):
                canvas, _ = draw_asked(content, width, height)
                wrong = problems(canvas, height, asked_texts(content))
            case RevealedQuestion():
                canvas = draw_revealed(content, width, height)
                wrong = problems(canvas, height, revealed_texts(content))
            case _:
                continue
        found += [f"{game.phase.value} {game.current.question.id}: {one}" for one in wrong]
    return found


@pytest.mark.parametrize(
    "size", [SIZES[0], *(pytest.param(size, marks=pytest.mark.thorough) for size in SIZES[1:])], ids=str
)
@pytest.mark.parametrize("file", BANKS, ids=lambda file: file.stem)
def test_every_shipped_question_stands_whole_on_the_stage(file: Path, size: tuple[int, int]) -> None:
    bank = read_bank(file).bank
    assert bank
    played, presenter = hall_of(bank)
    assert draw_all(played, presenter, size[0], size[1] - AROUND) == []


@pytest.mark.parametrize("question", [builders.spot(), builders.number("n", unit="working days and weekends alike")])
def test_what_to_do_stands_whole_beside_the_clock_and_moves_nothing(question: Question) -> None:
    width, height = 60, 20 - AROUND
    played, presenter = hall(question)
    rows = []
    while played.game.phase is not Phase.REVEALED:
        played.step()
        content = presenter.content()
        if isinstance(content, Asked):
            canvas, place = draw_asked(content, width, height)
            draw_clock(canvas, ClockFace("52", "1000 of 2000 in"), place)
            assert problems(canvas, height, [content.prompt, content.how, "1000 of 2000"]) == []
            below = canvas.text().splitlines()[place.y + place.height :]
            rows.append([bool(line[: place.x].strip()) for line in below])
    assert len(rows) == 3
    assert rows[1] == rows[2], "nothing moves when it is closed"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 45)], ids=str)
def test_a_prompt_that_has_the_stage_for_itself_stands_tall_and_does_not_move(size: tuple[int, int]) -> None:
    prompt = "Some breaches have to be reported without undue delay. Within how many hours at the latest?"
    played, presenter = hall(builders.number("n", prompt=prompt, unit="hours"))
    seen = []
    for _ in range(3):
        played.step()
        content = presenter.content()
        assert isinstance(content, Asked)
        canvas, place = draw_asked(content, size[0], size[1] - AROUND)
        assert problems(canvas, size[1] - AROUND, [prompt, content.how]) == []
        assert "breaches" not in canvas.text(), "in the letters of a cell"
        canvas.clear(*place)
        canvas.clear(place.x, place.y + place.height, place.width, 2)
        seen.append(canvas.text())
    assert seen[0] == seen[1] == seen[2]


def test_what_to_do_breaks_beside_the_clock_where_it_pauses() -> None:
    content = opened(builders.number("n", prompt="Some breaches have to be reported. Within how many hours?", unit="hours"))
    rows = [row.rstrip() for row in draw_asked(content, 80, 24 - AROUND)[0].text().splitlines()]
    first = next(number for number, row in enumerate(rows) if row.endswith("Type a figure,"))
    assert rows[first + 1].endswith(" in hours")
    assert _below_clock("Hold up A, B, C or D", 18) == ("Hold up A, B,", "C or D")


def test_a_prompt_that_is_too_long_for_tall_letters_is_in_those_of_a_cell() -> None:
    content = opened(builders.number("n", prompt="It is long. " * 15))
    assert "It is long. It is long." in draw_asked(content, 80, 24 - AROUND)[0].text()


def opened(question: Question) -> Asked:
    """Return a question while it can be answered."""
    played, presenter = hall(question)
    played.step()
    played.step()
    content = presenter.content()
    assert isinstance(content, Asked)
    return content


@pytest.mark.parametrize("question", [builders.match(), builders.spot(sender="Mum · new number")], ids=lambda one: one.type)
def test_what_is_to_be_read_before_stands_tall_where_there_is_room(question: Question) -> None:
    content = opened(question)
    canvas, _ = draw_asked(content, 160, 45 - AROUND)
    assert problems(canvas, 45 - AROUND, asked_texts(content)) == []
    assert not [text for _, text in content.notes if text in canvas.text()], "in the letters of a cell"
    assert not [one.text for one in content.said if one.text in canvas.text()], "in the letters of a cell"


def test_a_conversation_that_is_too_long_for_tall_letters_leaves_all_else_tall_and_uses_the_window() -> None:
    lines = tuple(Line(text=f"{number}. {'It is longer than most of what people write. ' * 3}") for number in range(5))
    prompt = "A number that is not in your phone writes at ten past eight. Is it genuine, or a scam? Pick any line."
    content = opened(builders.spot(prompt=prompt, lines=lines, verdict="genuine"))
    canvas, _ = draw_asked(content, 160, 45 - AROUND)
    assert problems(canvas, 45 - AROUND, asked_texts(content)) == []
    assert not [text for text in (prompt[:20], *content.tiles) if text in canvas.text()], "in the letters of a cell"
    assert len(canvas.text().rstrip().splitlines()) >= 0.7 * 45


def test_an_option_with_a_letter_that_the_face_lacks_leaves_all_else_tall() -> None:
    texts = ("It costs £5", "It costs nothing")
    content = opened(builders.single(options=tuple(Option(text=text, correct="£" in text) for text in texts)))
    canvas, _ = draw_asked(content, 160, 45 - AROUND)
    assert problems(canvas, 45 - AROUND, asked_texts(content)) == []
    assert "It costs £5" in canvas.text()
    assert not [text for text in (content.prompt, "It costs nothing") if text in canvas.text()], "in the letters of a cell"


@pytest.mark.parametrize("banner", [STRUCK, SKIPPED])
def test_why_a_question_does_not_count_stands_whole_in_a_narrow_window(banner: str) -> None:
    assert problems(draw_revealed(RevealedQuestion("Which?", banner), 58, 17), 17, [banner]) == []


def test_how_hands_are_counted_is_said_in_whole_sentences() -> None:
    for width in (60, 80):
        line = next(
            line
            for line in draw_counts(Counts(("Red",), ("A",)), "Which?", width, 17, slabs=True).text().splitlines()
            if "Count the hands" in line
        )
        assert line.endswith(".")


TINY = [(width, height) for width in (1, 2, 8, 13, 20) for height in (1, 3, 6)]
LONG = ("Ann", "漢字" * 12, "Zoé with a very long name indeed")
FACES = (ClockFace("123", "12 of 345 in", hurry=True), ClockFace("", "Paused", paused=True))


def drawn(content: Content, width: int, height: int) -> Iterator[Canvas]:
    """Yield what a window of this size shows of ``content``."""
    place = _drawing(content)(width, height)
    yield place.canvas
    for face in FACES:
        if place.clock:
            draw_clock(place.canvas, face, place.clock)
            yield place.canvas


def every_moment(played: Hall, presenter: StagePresenter) -> Iterator[Content]:
    """Play a game to its end, and yield what the stage has in each phase."""
    for names in (True, False):
        yield presenter.lobby(["http://192.168.0.12:8080"], ["Anybody can join."], names=names)
    players = [played.join(name, team=name)[0] for name in LONG]
    yield presenter.lobby(["http://192.168.0.12:8080"], ["Anybody can join."], names=True)
    while played.game.phase is not Phase.FINISHED:
        played.step()
        if played.game.phase is Phase.OPEN:
            yield presenter.content()
            for number, player in enumerate(players):
                question = played.game.current.question
                is_vote = played.game.scene or not question.SCORED
                right = builders.wrong_answer if number else builders.right_answer
                played.answer(player, Picked((0,)) if is_vote else right(question))
        yield presenter.content()
    for shown in (0, 3):
        played.podium_shown = shown
        yield presenter.content()
    yield presenter.content(all_places=True)


@pytest.mark.thorough
@pytest.mark.parametrize("mood", ["playful", "serious"])
def test_every_phase_is_drawn_in_the_smallest_windows(mood: str) -> None:
    questions = (
        (*builders.every_type(), builders.poll()) if mood == "playful" else (builders.single("a"), builders.single("b"))
    )
    played, presenter = hall(*questions, mood=mood, rounds=2)
    for content in every_moment(played, presenter):
        for width, height in TINY:
            for canvas in drawn(content, width, height):
                lines = [cell_len("".join(run.text for run in canvas.line(y))) for y in range(canvas.height)]
                assert set(lines) == {width}, f"{type(content).__name__} at {width}x{height}"


def test_hands_are_counted_in_the_smallest_windows() -> None:
    for width, height in TINY:
        for slabs in (True, False):
            counts = Counts(LONG, ("A ●", "B ■", "C ▲"))
            canvas = draw_counts(counts, "Which of these?", width, height, slabs=slabs)
            assert {cell_len(line) for line in canvas.text().splitlines()} <= set(range(width + 1))


def test_a_name_of_wide_letters_leaves_the_others_their_columns() -> None:
    played, presenter = hall()
    played.join(*(f"Heron {number}" for number in range(8)), "漢字" * 12)
    canvas = drawn_lobby(presenter, 100, 27)
    line = next(line for line in canvas.splitlines() if "漢字" in line)
    assert "…" in line
    assert "Heron 7" in line
    assert "Heron 6" in line


@pytest.mark.parametrize("size", [(80, 22), (80, 26), (100, 30), (140, 40)])
def test_what_stands_at_the_foot_of_the_lobby_leaves_the_qr_code_whole(size: tuple[int, int]) -> None:
    _, presenter = hall()
    content = presenter.lobby(["http://192.168.0.12:8080"], ["Anybody who reaches this address can join. " * 2] * 3)
    canvas = _drawing(content)(*size).canvas
    inked = {
        (x, half // 2)
        for half, papers in enumerate(canvas._papers)
        for x, paper in enumerate(papers)
        if paper in ("#000000", "#FFFFFF")
    }
    assert inked
    assert not [canvas._texts[y][x] for x, y in inked if canvas._texts[y][x]], "no camera reads one that is written over"


def drawn_lobby(presenter: StagePresenter, width: int, height: int) -> str:
    content = presenter.lobby(["http://192.168.0.12:8080"], [])
    return _drawing(content)(width, height).canvas.text()


def slab_rows(canvas: Canvas, place: int) -> list[str]:
    """Return the slab of an option in half lines: ``#`` is what stands on it, a blank its own paper."""
    colour = f"option-{place + 1}"
    rows = [row for row in canvas._papers if colour in row]
    columns = [x for row in rows for x, paper in enumerate(row) if paper == colour]
    ends = slice(min(columns), max(columns) + 1)
    return ["".join(" " if paper == colour else "#" for paper in row[ends]) for row in rows]


@pytest.mark.parametrize("lines", first_of(2, (3, 1, 2, 4, 5, 6, 7)))
def test_the_letter_of_a_tile_stands_whole_on_its_slab_at_every_size(lines: int) -> None:
    prompt = " ".join(["fourteen words"] * 4 * lines)
    said = tuple(Said(number, "", "Ring me on the number you have.", is_own=False) for number in range(1, 6))
    for tiles, talk in ((2, ()), (2, said), (3, ()), (4, ()), (5, ())):
        content = Asked("open", prompt, "Pick one", said=talk, tiles=("It is a scam",) * tiles)
        for width in (60, 80, 120, 160):
            for height in range(12, 48):
                canvas, _ = draw_asked(content, width, height)
                for place in range(tiles):
                    first, *letter, last = slab_rows(canvas, place)
                    about = f"{'ABCDE'[place]} of {tiles} at {width}x{height}"
                    assert not (first + last).strip(), f"{about}: the letter has a margin above and below"
                    assert not any("#" in row[0] + row[-1] for row in letter), f"{about}: and at either side"
                    assert not any(letter) or len([row for row in letter if row.strip()]) in (0, 4, 5), f"{about}: is whole"


def test_a_source_is_whole_where_there_is_room_and_else_its_title_is_cut() -> None:
    cited = builders.source(title="Basic personal data security: quick wins for offices", publisher="Information Office")
    content = RevealedQuestion("Which?", key=("The first",), told=(("Why", "Because. " * 30),), sources=(cited,))
    for width in (60, 80, 120, 160):
        for height in range(14, 48):
            canvas = draw_revealed(content, width, height)
            lines = canvas.text().splitlines()
            where = f"at {width}x{height}"
            shown = lines[next(row for row, line in enumerate(lines) if line.lstrip().startswith("Source")) :]
            first = shown[0] if "…" in shown[0] else " ".join(" ".join(shown).split())
            assert "Information Office" in first, f"who says it stands there {where}"
            assert cited.checked_in_words in first, f"when it was read stands there {where}"
            if "…" in shown[0]:
                whole = len(wrap(source_line(cited, "ico.org.uk"), width - 2 * margin(width) - 9))
                assert canvas.height - lines.index(shown[0]) < whole, f"what is cut has no room {where}"
