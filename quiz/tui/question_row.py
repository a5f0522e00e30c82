"""A question of a bank that is written, as a row of the preview's list."""

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
"""Cells before a row for the mark of the chosen one."""
FLAG = "◈"
"""Stands, with a word beside it, where players have flagged a question."""


class MarkedRow(Visual):
    """A row of a list whose chosen one has the mark that all here have."""

    def lines(self, width: int) -> list[Content]:
        """Return the lines of the row without the mark, each ``width`` cells wide."""
        raise NotImplementedError

    def count_lines(self, width: int) -> int:
        """Return how many they are, without drawing any."""
        raise NotImplementedError

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Take as many lines as there are. Part of the Visual protocol."""
        return self.count_lines(width - _MARK)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the row. Part of the Visual protocol."""
        # A list tells a row by nothing but the style, which is bold under the cursor, that the cursor is on it.
        mark = Content.styled("▌" if style.bold else " ", "$right").pad_right(_MARK - 1)
        return [
            strip for line in self.lines(width - _MARK) for strip in (mark + line).render_strips(width, 1, style, options)
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take all the width there is. Part of the Visual protocol."""
        return container_width


class HeadRow(MarkedRow):
    """What stands before the questions, and can be chosen like one."""

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
    """A question of a bank that is written: how it begins, its type and id, and whether there is something about it."""

    def __init__(self, number: int, question: Question, has_advice: bool, is_flagged: bool) -> None:
        """Show the question of this ``number``, from 1."""
        self._number, self._advice = f"{number}  ", "! " if has_advice else ""
        self._prompt = " ".join(question.prompt.split())
        flag = f"{FLAG} flagged · " if is_flagged else ""
        self._about, self._short = f"{flag}{question.NAME} · {question.id}", f"{flag}{question.id}"

    @override
    def count_lines(self, width: int) -> int:
        # As many as ``lines`` breaks it into, told without breaking any: a list asks this of each of its questions.
        about = min(1 + (len(self._short) > width), _MOST_LINES - 1)
        before = f"{self._number}{self._advice}"
        room = max(width, len(before) + 2)
        return about + min(1 + (len(before) + len(self._prompt) > room), _MOST_LINES - about)

    @override
    def lines(self, width: int) -> list[Content]:
        # The prompt has what the id leaves of the lines; the type is said where both fit into one.
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
    """Return ``text``, with ``before`` it, in lines that end between words or after a hyphen, ``most`` at the most."""
    room = max(width, len(before) + 2)
    return textwrap.wrap(text, room, initial_indent=before, max_lines=most, placeholder=" …") or [before]
