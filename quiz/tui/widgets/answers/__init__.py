"""How each question type is answered on the screen: one panel for each type, registered here."""

from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.order import Order
from quiz.questions.poll import Poll
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse
from quiz.tui.widgets.answers.match import MatchPanel
from quiz.tui.widgets.answers.number import NumberPanel
from quiz.tui.widgets.answers.order import OrderPanel
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.answers.poll import PollPanel
from quiz.tui.widgets.answers.scenario import ScenarioPanel
from quiz.tui.widgets.answers.short import ShortPanel
from quiz.tui.widgets.answers.single import OptionsPanel, SeveralPanel
from quiz.tui.widgets.answers.spot import SpotPanel
from quiz.tui.widgets.answers.true_false import TrueFalsePanel

ANSWER_PANELS: dict[type[Question], type[AnswerPanel]] = {
    Single: OptionsPanel,
    Multiple: SeveralPanel,
    TrueFalse: TrueFalsePanel,
    Order: OrderPanel,
    Match: MatchPanel,
    Number: NumberPanel,
    Short: ShortPanel,
    Spot: SpotPanel,
    Scenario: ScenarioPanel,
    Poll: PollPanel,
}
"""The panel for each question type."""
