"""Every question type, in one table: the word that a bank file has for it, and its class."""

from typing import Any, Union

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

QUESTION_TYPES: dict[str, type[Question]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (Single, Multiple, TrueFalse, Order, Match, Number, Short, Spot, Scenario, Poll)
}
"""The types in the order in which guides and help have them."""


def any_question() -> Any:
    """Return the type that stands for a question of any type, for reading files and describing their format."""
    return Union[tuple(QUESTION_TYPES.values())]  # noqa: UP007  # made of a table, not written down
