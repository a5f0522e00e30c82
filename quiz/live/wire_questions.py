"""Questions as the hall sees them, and answers from the positions of the screen to those of the bank file and back."""

from collections.abc import Sequence

from quiz.banks.model import Line, Match, Multiple, Number, Order, Scenario, Short, Single, Spot, TrueFalse, type_name
from quiz.game.state import GameState
from quiz.live.messages import WireAnswer, WireMessage, WireOption, WireQuestion, WireScene
from quiz.live.option_markers import option_marker
from quiz.play.drawing import scene_arrangement
from quiz.play.marking import boxes
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed

TRUE_FALSE = ("True", "False")
VERDICTS = ("scam", "genuine")


def shown_order(game: GameState) -> tuple[int, ...]:
    """Return the positions in the bank file of what stands on the screen: options, steps, boxes, verdicts or choices."""
    question = game.current.question
    match question:
        case TrueFalse() | Spot():
            return (0, 1)
        case Scenario():
            return scene_arrangement(question, game.scene_name(game.last_step), game.plan.seed)
    return game.current.arrangement


def option_texts(game: GameState) -> list[str]:
    """Return the texts that carry letters now, in the order of the screen; empty where nothing does."""
    question = game.current.question
    match question:
        case Single() | Multiple():
            texts = [option.text for option in question.options]
        case TrueFalse():
            texts = list(TRUE_FALSE)
        case Order():
            texts = list(question.steps)
        case Match():
            texts = list(boxes(question))
        case Spot():
            texts = ["It is a scam", "It is genuine"]
        case Scenario():
            texts = [choice.text for choice in question.scenes[game.scene_name(game.last_step)].choices]
        case _:
            return []
    return [texts[position] for position in shown_order(game)]


def wire_question(game: GameState) -> WireQuestion:
    """Return the open question for a pad, without its key."""
    question = game.current.question
    texts = option_texts(game)
    options = () if isinstance(question, Match | Spot | Scenario) else _options(texts)
    scene = game.scene
    return WireQuestion(
        type=type_name(question),
        prompt=question.prompt,
        options=options,
        items=tuple(pair.item for pair in question.pairs) if isinstance(question, Match) else (),
        boxes=tuple(texts) if isinstance(question, Match) else (),
        unit=question.unit if isinstance(question, Number) else "",
        channel=question.channel if isinstance(question, Spot) else "",
        sender=question.sender if isinstance(question, Spot) else "",
        lines=_messages(question.lines, question.sender) if isinstance(question, Spot) else (),
        scene=WireScene(scene.text, _messages(scene.lines, ""), _options(texts)) if scene else None,
    )


def answer_from_wire(game: GameState, shown: WireAnswer) -> Answer:
    """Return an answer in positions of the bank file. Raises ValueError where it is none to the current question."""
    question, order = game.current.question, shown_order(game)
    try:
        match question:
            case Single() | Multiple() if shown.picked is not None:
                return Picked(tuple(sorted(order[position] for position in shown.picked)))
            case TrueFalse() if shown.picked in ((0,), (1,)):
                return Judged(shown.picked == (0,))
            case Order() if shown.order is not None:
                return Ordered(tuple(order[position] for position in shown.order))
            case Match() if shown.boxes is not None:
                texts = option_texts(game)
                return Matched(tuple(None if box is None else texts[box] for box in shown.boxes))
            case Number() | Short() if shown.text is not None:
                return Typed(shown.text)
            case Spot() if shown.verdict is not None:
                return Spotted(shown.verdict, tuple(sorted(shown.lines or ())))
            case Scenario() if shown.choice is not None:
                return Picked((order[shown.choice],))
    except IndexError:
        pass
    raise ValueError("That is no answer to this question.")


def wire_answer(game: GameState, given: Answer) -> WireAnswer:
    """Return an answer to the current question in positions of the screen."""
    order = shown_order(game)
    match given:
        case Picked(options) if isinstance(game.current.question, Scenario):
            return WireAnswer(choice=order.index(options[0]))
        case Picked(options):
            return WireAnswer(picked=tuple(sorted(order.index(option) for option in options)))
        case Judged(answer):
            return WireAnswer(picked=(0 if answer else 1,))
        case Ordered(steps):
            return WireAnswer(order=tuple(order.index(step) for step in steps))
        case Matched(found):
            texts = option_texts(game)
            return WireAnswer(boxes=tuple(None if box is None else texts.index(box) for box in found))
        case Typed(text):
            return WireAnswer(text=text)
        case Spotted(verdict, lines):
            return WireAnswer(verdict=verdict, lines=lines)
    raise ValueError("An answer of this kind is not given live.")


def _options(texts: Sequence[str]) -> tuple[WireOption, ...]:
    return tuple(WireOption(*option_marker(position), text) for position, text in enumerate(texts))


def _messages(lines: Sequence[Line], sender: str) -> tuple[WireMessage, ...]:
    return tuple(WireMessage(line.sender or sender, line.text) for line in lines)
