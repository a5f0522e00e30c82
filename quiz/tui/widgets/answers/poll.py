"""Answering ``poll``: pick from a list in which nothing is right."""

from collections.abc import Sequence
from typing import ClassVar

from quiz.play.attempt import Response
from quiz.questions.answers import Picked
from quiz.questions.poll import Poll
from quiz.tui.widgets.answers.choosing import KEYS, ChoosingPanel
from quiz.tui.widgets.answers.drawing import answered, first_with_air, key_of
from quiz.tui.widgets.pieces import Piece


class PollPanel(ChoosingPanel):
    """Options in their shuffled order; one is given, and none is right."""

    HOW: ClassVar[str] = "Press a number. There is no right answer, and it counts for nothing."
    question: Poll

    @property
    def texts(self) -> Sequence[str]:
        """The options."""
        return [self.question.options[position].text for position in self.asked.arrangement]

    def chosen(self, places: tuple[int, ...]) -> None:
        """Give the option by its position in the bank file."""
        self.give(Picked((self.asked.arrangement[places[0]],)))

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Mark what was picked, in no colour of right or wrong."""
        picked = response.given.options if isinstance(response.given, Picked) else ()
        return first_with_air(
            [
                answered("mine", text, "your answer", width=width)
                if self.asked.arrangement[place] in picked
                else answered("other", text, key=key_of(KEYS, place))
                for place, text in enumerate(self.texts)
            ]
        )
