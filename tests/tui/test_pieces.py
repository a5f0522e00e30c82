"""Pieces of a column: what is reckoned of them is what is drawn, and folding takes what matters least."""

from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content

from quiz.questions.answers import Picked, Typed
from quiz.questions.match import Pair
from quiz.tui.widgets.answers.drawing import answer, answered
from quiz.tui.widgets.answers.match import MatchPanel
from quiz.tui.widgets.pieces import Piece, Role, closer, evenly, fit, without, without_edges
from tests import builders
from tests.tui.panels import NARROW, USUAL, answered_panel, open_panel, text_of

TEXTS = st.text(alphabet="ab é王ل-", max_size=90)
WORDS = st.lists(st.text(alphabet="abc", min_size=1, max_size=12), max_size=20).map(" ".join)


@st.composite
def pieces(draw: st.DrawFn, role: Role = "answer") -> Piece:
    is_own, is_cut, indent = draw(st.booleans()), draw(st.booleans()), draw(st.sampled_from([0, 3, 7]))
    # What is one line has no note of several.
    notes = ["", "your answer", *([] if is_cut else ["✘ one\n→ the other one, which is longer"])]
    return Piece(
        role,
        Content(draw(TEXTS | WORDS)),
        Content(draw(st.sampled_from([label for label in ("", " 1 ", "Do now") if len(label) <= indent]))),
        indent,
        Content("" if is_own else draw(st.sampled_from(notes))),
        paper=draw(st.sampled_from(["", "$surface"])),
        edge=draw(st.sampled_from(["", "$right"])),
        is_marked=draw(st.booleans()),
        above=draw(st.integers(0, 2)),
        is_card=draw(st.booleans()),
        even=draw(st.sampled_from([0, 84])),
        is_cut=is_cut,
        bubble=draw(st.sampled_from(["", "$surface"])),
        is_own=is_own,
        shared=draw(st.sampled_from([0, 2])),
        has_parts=is_cut and draw(st.booleans()),
    )


@given(pieces(), st.integers(30, 100))
def test_a_piece_is_as_high_as_reckoned_and_as_wide_as_the_column(piece: Piece, width: int) -> None:
    lines = piece.lines(width)
    assert piece.above + len(lines) == piece.height(width)
    # A word that is wider than the room, or a wide character at its end, may leave a cell over.
    assert all(width - 1 <= line.cell_length <= width for line in lines)


@given(st.lists(pieces(), min_size=2, max_size=3), st.booleans(), st.integers(40, 100))
def test_pieces_side_by_side_are_as_high_as_the_highest(beside: list[Piece], is_card: bool, width: int) -> None:
    row = Piece("answer", beside=tuple(beside), is_card=is_card)
    assert len(row.lines(width)) == row.height(width)


@example("aaaaaaaaaaaa a", 13)
@given(WORDS, st.integers(13, 90))
def test_even_wrapping_needs_no_more_lines_and_no_more_cells(text: str, most: int) -> None:
    content = Content(text)
    lines = evenly(content, most)
    assert len(lines) == len(content.wrap(most))
    assert max(line.cell_length for line in lines) <= most
    assert " ".join(line.plain.strip() for line in lines).split() == text.split()


FOLDS = (
    ("edges", without_edges),
    ("answers", closer("answer", keeps=1)),
    ("others", without("other")),
    ("why", closer("why", "do")),
)


@given(
    st.lists(pieces("answer"), min_size=1, max_size=4),
    st.lists(pieces("other"), max_size=4),
    st.lists(pieces("why"), max_size=2),
    st.integers(3, 40),
)
def test_what_fits_is_whole_and_folding_never_takes_what_it_may_not(
    answers: list[Piece], others: list[Piece], whys: list[Piece], height: int
) -> None:
    column = [*answers, *others, *whys]
    fitted = fit(column, 76, height, FOLDS, ("others",), "why")
    shown = {line.piece for line in fitted.lines}
    kinds = [piece.role for piece in shown if piece]
    assert "answer" in kinds
    whole = sum(piece.height(76) for piece in column)
    if whole <= height:
        assert (len(fitted.lines), fitted.folded, fitted.hidden) == (whole, frozenset(), 0)
    if "others" not in fitted.folded and others:
        assert "other" in kinds
    if fitted.hidden:
        assert len(fitted.lines) == height


def test_what_scrolls_by_itself_says_how_much_is_left_and_comes_to_its_end() -> None:
    column = [
        Piece("prompt", Content("asked")),
        Piece("why", Content("\n".join(f"line {i}" for i in range(20)))),
        Piece("do", Content("do")),
    ]
    first = fit(column, 40, 10, (), (), "why")
    seen = [line.content.plain.strip() for line in first.lines]
    assert seen == ["asked", *(f"line {i}" for i in range(7)), "13 more lines ↓", "do"]
    last = fit(column, 40, 10, (), (), "why", top=99)
    assert [line.content.plain.strip() for line in last.lines][-3:] == ["line 19", "↑ the lines before", "do"]
    assert (last.hidden, last.top) == (0, 13)


def test_what_has_the_cursor_is_scrolled_into_sight() -> None:
    talk = [Piece("talk", Content(f"line {i}"), target=i) for i in range(20)]
    for wanted in (0, 9, 19):
        fitted = fit([Piece("prompt", Content("asked")), *talk], 40, 10, (), (), "talk", in_sight=wanted)
        assert any(line.content.plain.strip() == f"line {wanted}" for line in fitted.lines), wanted


def test_a_click_finds_what_stands_there() -> None:
    sides = tuple(answer("tf"[place], text, place) for place, text in enumerate(("True", "False")))
    row = Piece("answer", beside=sides)
    assert [row.target_at(x, 76) for x in (0, 36, 40, 75)] == [0, 0, 1, 1]
    assert answered("right", "yes").target_at(3, 76) is None


def test_a_note_that_would_leave_its_text_a_few_cells_stands_under_it() -> None:
    panel = answered_panel(builders.short("q", "two-step verification"), Typed("two-step verificaton"))
    assert "You said   two-step verificaton\n" in text_of(panel.fitted_in(*NARROW))
    assert " taken as two-step verification" in text_of(panel.fitted_in(*NARROW))
    assert "two-step verificaton  " in text_of(panel.fitted_in(*USUAL)), "beside it where there is room"


def test_a_source_is_whole_where_there_is_room_and_its_publisher_and_day_are_where_there_is_little() -> None:
    title = "Common data protection mistakes and how to fix them before anybody else finds them in a school"
    sources = {
        name: builders.source(
            title=f"{name}: {title}", publisher="Information Commissioner's Office", url=f"https://{name}.org"
        )
        for name in ("one", "two")
    }
    panel = answered_panel(builders.single("q", sources=tuple(sources)), Picked((1,)), sources)
    origin = "Information Commissioner's Office · 23 Nov 2026"
    forms: dict[int, str] = {}
    for height in range(40, 8, -1):
        fitted = panel.fitted_in(USUAL[0], height)
        rows = [line.content.plain for line in fitted.lines if line.piece and line.piece.role == "source"]
        forms.setdefault(len(rows), " ".join(" ".join(rows).split()))
    whole, each, one = forms[6], forms[2], forms[1]
    assert all(f"{name}: {title} {origin}" in whole for name in sources), whole
    assert (each.count("…"), each.count(origin)) == (2, 2), each
    assert one == "Source 2 sources: Information Commissioner's Office 23 Nov 2026"


def test_sources_of_one_beginning_are_told_apart_where_they_are_cut() -> None:
    ends = ("containment", "ransoms", "who does it")
    sources = {
        end: builders.source(title=f"Cyber Security Hub: {end}", publisher="Department for Education") for end in ends
    }
    panel = answered_panel(builders.single("q", sources=ends), Picked((1,)), sources)
    seen = next(text_of(found) for height in range(40, 0, -1) if "titles" in (found := panel.fitted_in(60, height)).folded)
    assert all(f"… {end}" in seen or f"…{end}" in seen for end in ends), seen


def test_all_rows_of_a_match_say_their_box_or_none_does() -> None:
    pairs = (
        Pair(item="short", box="It stays"),
        Pair(item="an item that takes most of the line there is", box="It goes away"),
    )
    panel = open_panel(builders.match("q", pairs=pairs, distractors=()))
    assert isinstance(panel, MatchPanel)
    panel.given = [0, 1]
    counts = {width: text_of(panel.fitted_in(width, 30)).count("→") for width in range(50, 92)}
    assert set(counts.values()) == {0, 2}


def test_of_a_verdict_the_topic_goes_as_a_whole() -> None:
    for columns in range(40, 100):
        panel = answered_panel(builders.match(topic="updates and memory sticks"), None)
        band = next(line for line in text_of(panel.fitted_in(columns, 30)).splitlines() if "No answer" in line)
        assert "…" not in band
        assert ("updates" in band) == ("updates and memory sticks" in band)
