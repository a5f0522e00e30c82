"""Every question type in one table: its word in a bank file, and its class."""

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
"""The types in the order used by guides and help."""


def any_question() -> Any:
    """Return the union of all question types, for reading files and describing their format."""
    return Union[tuple(QUESTION_TYPES.values())]  # noqa: UP007  # made of a table, not written down
