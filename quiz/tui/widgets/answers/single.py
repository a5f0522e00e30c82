"""Answering ``single`` and ``multiple``: pick from a list."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.content import Content

from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Picked
from quiz.questions.options import OptionsQuestion
from quiz.questions.text import plural
from quiz.reports.feedback import Feedback
from quiz.tui.widgets.answers.choosing import KEYS, ChoosingPanel
from quiz.tui.widgets.answers.drawing import answered, first_with_air, key_of
from quiz.tui.widgets.pieces import Piece


class OptionsPanel(ChoosingPanel):
    """Options in their shuffled order, one of which is given."""

    HOW: ClassVar[str] = "Press a number. Your first answer is final."
    question: OptionsQuestion

    @property
    def texts(self) -> Sequence[str]:
        """The options."""
        return [self.question.options[position].text for position in self.asked.arrangement]

    def chosen(self, places: tuple[int, ...]) -> None:
        """Give the options by their positions in the bank file."""
        self.give(self._picked_at(places))

    def _picked_at(self, places: Iterable[int]) -> Picked:
        return Picked(tuple(sorted(self.asked.arrangement[place] for place in places)))

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Mark the key and what was picked, each with a glyph and a word."""
        picked = response.given.options if isinstance(response.given, Picked) else None
        return first_with_air(
            [self._answered(place, position, picked, width) for place, position in enumerate(self.asked.arrangement)]
        )

    def _answered(self, place: int, position: int, picked: Sequence[int] | None, width: int) -> Piece:
        option, is_mine = self.question.options[position], position in (picked or ())
        if option.correct and is_mine:
            return answered("right", option.text, "your answer", width=width)
        if option.correct and picked is None:
            # Without an answer, as when only the key is shown, nothing was missed.
            return answered("right", option.text, "right answer", width=width)
        if option.correct:
            return self._missed(option.text, width)
        if is_mine:
            return answered("wrong", option.text, "your answer", width=width)
        return answered("other", option.text, key=key_of(KEYS, place))

    def _missed(self, text: str, width: int) -> Piece:
        return answered("right", text, "right answer", width=width)


class SeveralPanel(OptionsPanel):
    """Options of which several may be right."""

    HOW: ClassVar[str] = "Pick all that are right. A wrong pick costs a right one."
    COUNTS: ClassVar[str] = "right picks, less one for each wrong pick"
    SHOWS_REASONS: ClassVar[bool] = True

    def __init__(self, asked: PresentedQuestion, seed: int, clock: Callable[[], float]) -> None:
        """Begin with nothing picked."""
        super().__init__(asked, seed, clock)
        self._picked: set[int] = set()

    @property
    def picked(self) -> set[int] | None:
        """The places picked so far."""
        return self._picked

    @property
    def filled_in(self) -> Picked | None:
        """What is picked so far."""
        return self._picked_at(self._picked) if self._picked else None

    def _missed(self, text: str, width: int) -> Piece:
        return answered("missed", text, "right, missed", width=width)

    def beside_verdict(self, response: Response, said: Feedback) -> str:
        """Return how many right options were found, and how many wrong ones were picked."""
        if not isinstance(response.given, Picked):
            return ""
        key = {position for position, option in enumerate(self.question.options) if option.correct}
        found, wrong = len(key & set(response.given.options)), len(set(response.given.options) - key)
        return f"{found} of {len(key)} found" + (f", {plural(wrong, 'pick')} too many" if wrong else "")

    def said_first(self, response: Response) -> list[Content]:
        """Return why the wrong picks are wrong; if there are several, each with its text."""
        picked = response.given.options if isinstance(response.given, Picked) else ()
        wrong = [
            option for position, option in enumerate(self.question.options) if position in picked and not option.correct
        ]
        said = [(option.text, option.why) for option in wrong if option.why]
        if len(said) == 1:
            return [Content.styled(said[0][1], "$wrong")]
        return [Content.assemble((f"{text}  ", "bold $wrong"), (why, "$wrong")) for text, why in said]
