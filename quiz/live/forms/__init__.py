"""The registry of pad forms: one for each question type."""

from quiz.live.forms.base import PadForm
from quiz.live.forms.match import MatchForm
from quiz.live.forms.number import NumberForm
from quiz.live.forms.order import OrderForm
from quiz.live.forms.poll import PollForm
from quiz.live.forms.scenario import VoteForm
from quiz.live.forms.short import TypedForm
from quiz.live.forms.single import OptionsForm
from quiz.live.forms.spot import SpotForm
from quiz.live.forms.true_false import TrueFalseForm
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

PAD_FORMS: dict[type[Question], PadForm] = {
    Single: OptionsForm(Single),
    Multiple: OptionsForm(Multiple),
    TrueFalse: TrueFalseForm(),
    Order: OrderForm(),
    Match: MatchForm(),
    Number: NumberForm(),
    Short: TypedForm(),
    Spot: SpotForm(),
    Scenario: VoteForm(),
    Poll: PollForm(),
}
"""The form for each question type; the one for a story handles its current scene."""
