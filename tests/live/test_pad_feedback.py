"""What a seat in a terminal shows of an answer: what a host sends is text to it, and never a command to the terminal."""

import pytest
from textual.style import Style

from quiz.live.messages import RevealedView, WireSource
from quiz.live.pad_feedback import feedback_pieces


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
