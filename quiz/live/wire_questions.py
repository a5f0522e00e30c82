"""Questions as pads are told them, and answers from the positions of the screen to those of the bank file and back."""

from quiz.game.state import GameState
from quiz.live.forms import PAD_FORMS
from quiz.live.forms.base import PadForm
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer
from quiz.questions.types import QUESTION_TYPES


class UnknownTypeError(ValueError):
    """The host asks a question of a type that this version of the program does not have."""


def shown_order(game: GameState) -> tuple[int, ...]:
    """Return the positions in the bank file of what stands on the screen: options, steps, boxes, verdicts or choices."""
    return game.current.question.order_shown(game.plan.seed, game.path[: game.last_step])


def option_texts(game: GameState) -> list[str]:
    """Return the texts that carry letters now, in the order of the screen; empty where nothing does."""
    texts = game.last_part.labelled()
    return [texts[position] for position in shown_order(game)]


def wire_question(game: GameState) -> WireQuestion:
    """Return the open question for a pad, without its key."""
    question = game.current.question
    fields = _form(game).fields(game.last_part, option_texts(game))
    return WireQuestion(type=question.type, prompt=question.prompt, **fields)


def answer_from_wire(game: GameState, shown: WireAnswer) -> Answer:
    """Return an answer in positions of the bank file. Raises ValueError where it is none to the current question."""
    try:
        answer = _form(game).read(shown, shown_order(game), option_texts(game))
    except IndexError:
        answer = None
    if answer is None:
        raise ValueError("That is no answer to this question.")
    return answer


def wire_answer(game: GameState, answer: Answer) -> WireAnswer:
    """Return an answer to the current question in positions of the screen."""
    return _form(game).write(answer, shown_order(game), option_texts(game))


def _form(game: GameState) -> PadForm:
    return PAD_FORMS[type(game.current.question)]


def question_from_wire(shown: WireQuestion) -> PresentedQuestion:
    """Return a question that can be asked in a terminal, its options in the order of the hall's screen.

    It has no key, and its positions are those of the screen, so that answers are, too. Raises UnknownTypeError.
    """
    question = _form_of(shown).stand_in(shown)
    return PresentedQuestion(question, tuple(range(len(question.labelled()))), None)


def answer_to_wire(shown: WireQuestion, answer: Answer) -> WireAnswer:
    """Return an answer to a question that was made by ``question_from_wire`` as the host takes it."""
    question = question_from_wire(shown).question
    texts = question.labelled()
    return _form_of(shown).write(answer, range(len(texts)), texts)


def _form_of(shown: WireQuestion) -> PadForm:
    try:
        return PAD_FORMS[QUESTION_TYPES[shown.type]]
    except KeyError:
        raise UnknownTypeError(
            f'This program cannot ask a question of the type "{shown.type}". Answer it in a browser, or install a newer one.'
        ) from None
