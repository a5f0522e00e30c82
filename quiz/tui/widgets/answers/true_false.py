"""Answering ``true-false``: one of two answers side by side."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.play.attempt import Response
from quiz.questions.answers import Judged
from quiz.questions.true_false import TrueFalse
from quiz.tui.widgets.answers.choosing import ChoosingPanel
from quiz.tui.widgets.answers.drawing import answer, answered, first_with_air
from quiz.tui.widgets.pieces import Piece

_VALUES = (True, False)


class TrueFalsePanel(ChoosingPanel):
    """True or false."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "judge(0)", "answer", key_display="t f"),
        Binding("f", "judge(1)", "answer", show=False),
        Binding("left", "move(-1)", "choose", key_display="← →"),
        Binding("right", "move(1)", "choose", show=False),
    ]
    HOW: ClassVar[str] = "Press t or f."
    PARTS: ClassVar[frozenset[str]] = ChoosingPanel.PARTS | {"judge"}
    question: TrueFalse

    @property
    def texts(self) -> Sequence[str]:
        """True and false, in words."""
        return [str(value) for value in _VALUES]

    def open_pieces(self, width: int) -> list[Piece]:
        """Return the two answers side by side."""
        sides = [
            answer("tf"[place], text, place, is_chosen=place == self.cursor, is_hovered=place == self.hovered)
            for place, text in enumerate(self.texts)
        ]
        return [Piece("answer", above=1, is_card=True, beside=tuple(sides))]

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Leave the numbers, which also work, and the arrows up and down off the key line."""
        return ("", "") if binding.action == "choose(0)" or binding.key in ("up", "k") else None

    def action_judge(self, place: int) -> None:
        """Give the answer."""
        self.action_choose(place)

    def chosen(self, places: tuple[int, ...]) -> None:
        """Give the answer."""
        self.give(Judged(_VALUES[places[0]]))

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Mark the right answer and the player's."""
        pieces = []
        for value in _VALUES:
            is_mine = response.given == Judged(value)
            if value is self.question.answer:
                pieces.append(answered("right", str(value), "your answer" if is_mine else "right answer", width=width))
            elif is_mine:
                pieces.append(answered("wrong", str(value), "your answer", width=width))
        return first_with_air([replace(piece, is_card=len(pieces) > 1) for piece in pieces])
