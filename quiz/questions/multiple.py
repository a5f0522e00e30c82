"""Several options, one or more of them right."""

from typing import ClassVar

from quiz.questions.answers import Picked
from quiz.questions.options import OptionsQuestion
from quiz.questions.question import share_picked, within


class Multiple(OptionsQuestion, frozen=True, kw_only=True, tag="multiple"):
    """Several options, one or more of them right."""

    NAME: ClassVar[str] = "Several answers"
    HOW: ClassVar[str] = "Pick all that are right."
    KEY_HEADING: ClassVar[str] = "The right answers"
    ANSWER: ClassVar[type[Picked]] = Picked
    THINKING: ClassVar[float] = 15.0

    def _accepts(self, answer: Picked) -> bool:
        picked = answer.options
        return 0 < len(picked) == len(set(picked)) and within(picked, len(self.options))

    def _mark(self, answer: Picked) -> float:
        return share_picked(answer.options, [i for i, option in enumerate(self.options) if option.correct])
