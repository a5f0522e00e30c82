"""A question of a bank being written, as a row of the preview's list."""

import textwrap

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from typing_extensions import override

from quiz.questions.question import Question

_MOST_LINES = 3
"""The most lines that a question takes in a list."""
_MARK = 2
"""Cells before a row, for the mark of the chosen one."""
FLAG = "◈"
"""Marks, with a word beside it, a question that players have flagged."""


class MarkedRow(Visual):
    """A row of a list, with the usual mark if it is chosen."""

    def lines(self, width: int) -> list[Content]:
        """Return the lines of the row without the mark, each ``width`` cells wide."""
        raise NotImplementedError

    def count_lines(self, width: int) -> int:
        """Return how many lines there are, without drawing any."""
        raise NotImplementedError

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Take as many lines as there are. Part of the Visual protocol."""
        return self.count_lines(width - _MARK)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the row. Part of the Visual protocol."""
        # Only the style, bold under the cursor, tells a row that the cursor is on it.
        mark = Content.styled("▌" if style.bold else " ", "$right").pad_right(_MARK - 1)
        return [
            strip for line in self.lines(width - _MARK) for strip in (mark + line).render_strips(width, 1, style, options)
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take all the width there is. Part of the Visual protocol."""
        return container_width


class HeadRow(MarkedRow):
    """A row before the questions that can be chosen like one."""

    def __init__(self, text: str) -> None:
        """Show ``text``, in one line."""
        self._text = Content.styled(text, "bold")

    @override
    def lines(self, width: int) -> list[Content]:
        return [self._text.truncate(width, ellipsis=True, pad=True)]

    @override
    def count_lines(self, width: int) -> int:
        return 1


class QuestionRow(MarkedRow):
    """A question of a bank being written: its beginning, type and id, and whether it has advice or a flag."""

    def __init__(self, number: int, question: Question, has_advice: bool, is_flagged: bool) -> None:
        """Show the question of this ``number``, from 1."""
        self._number, self._advice = f"{number}  ", "! " if has_advice else ""
        self._prompt = " ".join(question.prompt.split())
        flag = f"{FLAG} flagged · " if is_flagged else ""
        self._about, self._short = f"{flag}{question.NAME} · {question.id}", f"{flag}{question.id}"

    @override
    def count_lines(self, width: int) -> int:
        # As many as ``lines`` makes, but without wrapping any text: a list asks this of each of its questions.
        about = min(1 + (len(self._short) > width), _MOST_LINES - 1)
        before = f"{self._number}{self._advice}"
        room = max(width, len(before) + 2)
        return about + min(1 + (len(before) + len(self._prompt) > room), _MOST_LINES - about)

    @override
    def lines(self, width: int) -> list[Content]:
        # The prompt gets the lines that the id leaves; the type is shown only if it fits into one line with the id.
        about = _wrapped(self._about if len(self._about) <= width else self._short, width, _MOST_LINES - 1)
        before = f"{self._number}{self._advice}"
        first, *more = _wrapped(self._prompt, width, _MOST_LINES - len(about), before)
        prompt = [Content(line) for line in (first.removeprefix(before), *more)]
        prompt[0] = Content.assemble((self._number, "$muted"), (self._advice, "bold $wrong"), prompt[0])
        return [
            line.truncate(width, ellipsis=True, pad=True)
            for line in (*prompt, *(Content.styled(line, "$muted") for line in about))
        ]


def _wrapped(text: str, width: int, most: int, before: str = "") -> list[str]:
    """Wrap ``text``, with ``before`` in front, between words or after hyphens, into at most ``most`` lines."""
    room = max(width, len(before) + 2)
    return textwrap.wrap(text, room, initial_indent=before, max_lines=most, placeholder=" …") or [before]
