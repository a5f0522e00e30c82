"""The line of time under the title: calm until it matters. Redrawn once a second, never more."""

from textual.content import Content

from quiz.tui.widgets.plain_text import PlainText

HURRY = 10
"""Seconds left from which on the clock asks for attention."""


class TimerBar(PlainText):
    """A line that grows shorter as the time runs out."""

    def show(self, left: float | None, limit: float | None) -> None:
        """Draw ``left`` of ``limit`` seconds; an empty line where no time runs."""
        width = max(self.size.width, 1)
        if left is None or not limit:
            self.update(Content.styled("─" * width, "$border-blurred"), layout=False)
            return
        halves = round(2 * width * left / limit)
        line = "━" * (halves // 2) + "╸" * (halves % 2)
        style = "bold $wrong" if left <= HURRY else "$right"
        rest = "─" * (width - len(line))
        self.update(Content.assemble((line, style), (rest, "$border-blurred")), layout=False)


def clock_words(left: float | None) -> str:
    """Return the time left as ``0:21``, with a word to it in the last seconds; empty where no time runs."""
    if left is None:
        return ""
    seconds = -int(-left // 1)
    clock = f"{seconds // 60}:{seconds % 60:02}"
    return f"▲ {clock} left" if seconds <= HURRY else clock
