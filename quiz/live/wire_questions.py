"""Turns questions into messages for pads, and answers from positions on the screen to those in the bank file and back."""

from collections.abc import Sequence

from msgspec import Struct

from quiz.game.state import GameState
from quiz.live.forms import PAD_FORMS
from quiz.live.forms.base import PadForm
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer
from quiz.questions.question import Answerable, Question
from quiz.questions.types import QUESTION_TYPES


class UnknownTypeError(ValueError):
    """The host asks a question of a type unknown to this version of the program."""


class AskedPart(Struct, frozen=True):
    """A question, or the scene that a story has reached, in the order of the screen."""

    question: Question
    part: Answerable
    """The question itself, or a scene in it."""
    order: tuple[int, ...]
    """The positions in the bank file of the options, steps, boxes, verdicts or choices, as on the screen."""
    texts: list[str]
    """The lettered texts, in the order of the screen; empty if there are none."""

    @classmethod
    def in_order(cls, question: Question, part: Answerable, order: tuple[int, ...]) -> "AskedPart":
        """Return a part with its texts in this order."""
        texts = part.labelled()
        return cls(question, part, order, [texts[position] for position in order])

    def wire(self) -> WireQuestion:
        """Return the message for a pad, without the key."""
        fields = self._form.fields(self.part, self.texts)
        return WireQuestion(type=self.question.type, prompt=self.question.prompt, **fields)

    def read(self, shown: WireAnswer) -> Answer:
        """Return an answer, or a vote in a story, in positions of the bank file. Raises ValueError if it is not one."""
        try:
            answer = self._form.read(shown, self.order, self.texts)
        except IndexError:
            answer = None
        if answer is None:
            raise ValueError("That is not an answer to this question.")
        return answer

    def write(self, answer: Answer) -> WireAnswer:
        """Return an answer in positions on the screen."""
        return self._form.write(answer, self.order, self.texts)

    @property
    def _form(self) -> PadForm:
        return PAD_FORMS[type(self.question)]


def asked_part(question: Question, seed: int, choices: Sequence[int] = ()) -> AskedPart:
    """Return a question, shuffled by ``seed``, or the scene of a story after ``choices`` in the order of the bank file."""
    return AskedPart.in_order(question, question.scene_after(choices) or question, question.order_shown(seed, choices))


def _open_part(game: GameState) -> AskedPart:
    return AskedPart.in_order(game.current.question, game.last_part, shown_order(game))


def shown_order(game: GameState) -> tuple[int, ...]:
    """Return the positions in the bank file of the options, steps, boxes, verdicts or choices, as on the screen."""
    return game.current.question.order_shown(game.plan.seed, game.path[: game.last_step])


def option_texts(game: GameState) -> list[str]:
    """Return the current lettered texts, in the order of the screen; empty if there are none."""
    return _open_part(game).texts


def wire_question(game: GameState) -> WireQuestion:
    """Return the open question for a pad, without its key."""
    return _open_part(game).wire()


def answer_from_wire(game: GameState, shown: WireAnswer) -> Answer:
    """Return an answer to the current question in positions of the bank file. Raises ValueError if it is not one."""
    return _open_part(game).read(shown)


def wire_answer(game: GameState, answer: Answer) -> WireAnswer:
    """Return an answer to the current question in positions on the screen."""
    return _open_part(game).write(answer)


def question_from_wire(shown: WireQuestion) -> PresentedQuestion:
    """Return a question to ask in a terminal, with its options in the order of the hall's screen.

    It has no key. Its positions are those on the screen, and so are those of its answers. Raises UnknownTypeError.
    """
    question = _form_of(shown).stand_in(shown)
    return PresentedQuestion(question, tuple(range(len(question.labelled()))), None)


def answer_to_wire(shown: WireQuestion, answer: Answer) -> WireAnswer:
    """Return an answer to a question from ``question_from_wire``, in the form that the host accepts."""
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
