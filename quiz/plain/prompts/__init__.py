"""How each question type is asked as lines of text: one prompter for each, registered here."""

from quiz.plain.prompts.match import MatchPrompter
from quiz.plain.prompts.multiple import MultiplePrompter
from quiz.plain.prompts.number import NumberPrompter
from quiz.plain.prompts.order import OrderPrompter
from quiz.plain.prompts.poll import PollPrompter
from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, UnreadableError
from quiz.plain.prompts.scenario import ScenarioPrompter
from quiz.plain.prompts.short import ShortPrompter
from quiz.plain.prompts.single import SinglePrompter
from quiz.plain.prompts.spot import SpotPrompter
from quiz.plain.prompts.true_false import TrueFalsePrompter
from quiz.play.drawing import PresentedQuestion
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

PROMPTERS: dict[type[Question], Prompter] = {
    Single: SinglePrompter(),
    Multiple: MultiplePrompter(),
    TrueFalse: TrueFalsePrompter(),
    Order: OrderPrompter(),
    Match: MatchPrompter(),
    Number: NumberPrompter(),
    Short: ShortPrompter(),
    Spot: SpotPrompter(),
    Scenario: ScenarioPrompter(),
    Poll: PollPrompter(),
}
"""The prompter for each question type."""


def first_prompt(asked: PresentedQuestion, seed: int) -> Prompt:
    """Return the first prompt of a question; ``seed`` is the attempt's own."""
    return PROMPTERS[type(asked.question)].first(asked.question, asked.arrangement, seed)


__all__ = ["PROMPTERS", "Prompt", "PromptAnswer", "Prompter", "UnreadableError", "first_prompt"]
