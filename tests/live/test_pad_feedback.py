"""What a seat in a terminal shows of an answer: what a host sends is text to it, and never a command to the terminal."""

import pytest
from msgspec.structs import replace
from textual.style import Style

from quiz.live import pad_narration, stage_views
from quiz.live.forms.base import wire_options
from quiz.live.messages import FinishedView, RevealedView, WireSource
from quiz.live.pad_feedback import feedback_pieces
from quiz.live.player_views import wire_source
from quiz.plain import narration
from tests import builders


def links(url: str) -> list[str]:
    """Return the addresses that the terminal is handed of a source with this address."""
    source = WireSource(title="A guide", publisher="ICO", url=url, checked="23 Nov 2026", note="")
    message = RevealedView(
        number=0, of=1, prompt="What?", key=("a",), explanation="Because.", action="", sources=(source,), players=1
    )
    styles = [span.style for piece in feedback_pieces(message) for span in piece.text.spans]
    return [style.link for style in styles if isinstance(style, Style) and style.link]


@pytest.mark.parametrize("url", ["https://x/\x1b\\\x1b]0;owned\x07", "file:///etc/passwd", "javascript:alert(1)", ""])
def test_only_an_address_of_the_web_is_a_link(url: str) -> None:
    assert links("https://ico.org.uk/guide") == ["https://ico.org.uk/guide"]
    assert links(url) == []


@pytest.mark.parametrize(("note", "is_checked"), [("", True), ("not read here: quoted beside it", False)])
def test_a_page_that_nobody_read_is_nowhere_said_to_be_checked(note: str, is_checked: bool) -> None:
    cited = builders.source(note=note)
    lines = [
        " ".join(narration._sources([cited])),
        stage_views._source_words(cited),
        pad_narration._source(wire_source(cited)),
    ]
    assert ["checked" in line.lower() for line in lines] == [is_checked] * 3
    assert [line.count("not read here") for line in lines] == [not is_checked] * 3


@pytest.mark.parametrize("playful", [True, False])
def test_a_game_that_is_no_race_tells_of_no_points_and_no_place(playful: bool) -> None:
    revealed = RevealedView(
        number=1,
        of=2,
        prompt="What?",
        key=("a",),
        explanation="Because.",
        action="",
        sources=(),
        answered=True,
        players=3,
        rank=2,
        points=600,
        total=600,
        playful=playful,
    )
    ended = FinishedView(
        players=3, rank=2, points=600, playful=playful, right="1 of 2 right", podium=(), teams=(), things_to_do=()
    )
    drawn = " ".join(piece.text.plain for piece in feedback_pieces(revealed))
    for words in (drawn, " ".join(pad_narration.narrate(revealed)), " ".join(pad_narration.narrate(ended))):
        assert ("number 2 of 3" in words, "600 points" in words) == (playful, playful), words


def test_the_right_options_are_named_as_they_stood_on_the_screen_and_in_its_order() -> None:
    revealed = RevealedView(
        number=1,
        of=2,
        prompt="Which?",
        key=("in the bank first", "in the bank second"),
        explanation="",
        action="",
        sources=(),
        players=1,
        answered=True,
        mark=0.5,
        given=("in the bank first",),
        options=wire_options(["in the bank second", "wrong", "in the bank first"]),
        right_options=(0, 2),
        picked=(2,),
    )
    assert pad_narration.answer_lines(revealed) == [
        "Your answer: C ▲  in the bank first",
        "Right answer: A ●  in the bank second",
        "Right answer: C ▲  in the bank first",
    ]
    assert pad_narration.answer_lines(replace(revealed, options=(), right_options=(), picked=()))[1:] == [
        "Right answer: in the bank first",
        "Right answer: in the bank second",
    ]
