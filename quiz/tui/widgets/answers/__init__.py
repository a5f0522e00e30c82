"""How each question type is answered on the screen: one panel a type, registered here."""

from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse
from quiz.tui.widgets.answers.choosing import ChoosingPanel, JudgingPanel
from quiz.tui.widgets.answers.matching import MatchingPanel
from quiz.tui.widgets.answers.ordering import OrderingPanel
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.answers.spotting import SpottingPanel
from quiz.tui.widgets.answers.story import StoryPanel
from quiz.tui.widgets.answers.typing import TypingPanel

ANSWER_PANELS: dict[type[Question], type[AnswerPanel]] = {
    Single: ChoosingPanel,
    Multiple: ChoosingPanel,
    TrueFalse: JudgingPanel,
    Order: OrderingPanel,
    Match: MatchingPanel,
    Number: TypingPanel,
    Short: TypingPanel,
    Spot: SpottingPanel,
    Scenario: StoryPanel,
}
"""The panel for each question type."""
