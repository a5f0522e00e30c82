"""Questions as a host shows them, turned into questions that the app's own panels and plain play can ask.

They have no key: what is right stays with the host. Their positions are those of the screen, so that answers are, too.
"""

from quiz.banks.model import (
    AnyQuestion,
    Line,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Pair,
    Short,
    Single,
    Spot,
    TrueFalse,
)
from quiz.live.messages import WireAnswer, WireMessage, WireOption, WireQuestion
from quiz.live.option_markers import SHAPES
from quiz.live.wire_questions import TRUE_FALSE
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed

_ID = "live"


def question_from_wire(question: WireQuestion) -> PresentedQuestion:
    """Return the question to be asked here, its options in the order of the hall's screen."""
    made = _question(question)
    shown = max(len(question.options), len(question.boxes), len(question.scene.choices) if question.scene else 0)
    return PresentedQuestion(made, tuple(range(shown)), None)


def answer_to_wire(question: WireQuestion, given: Answer) -> WireAnswer:
    """Return an answer to the stand-in as the host takes it. Raises ValueError for one that it cannot have."""
    match given:
        case Picked(options) if question.scene:
            return WireAnswer(choice=options[0])
        case Picked(options):
            return WireAnswer(picked=options)
        case Judged(answer):
            return WireAnswer(picked=(0 if answer else 1,))
        case Ordered(steps):
            return WireAnswer(order=steps)
        case Matched(boxes):
            return WireAnswer(boxes=tuple(None if box is None else question.boxes.index(box) for box in boxes))
        case Typed(text):
            return WireAnswer(text=text)
        case Spotted(verdict, lines):
            return WireAnswer(verdict=verdict, lines=lines)
    raise ValueError("An answer of this kind is not given live.")


def _question(shown: WireQuestion) -> AnyQuestion:
    prompt = shown.prompt
    if shown.scene:
        return Single(id=_ID, prompt=prompt, options=_options(shown.scene.choices))
    match shown.type:
        case "single":
            return Single(id=_ID, prompt=prompt, options=_options(shown.options))
        case "multiple":
            return Multiple(id=_ID, prompt=prompt, options=_options(shown.options))
        case "true-false":
            return TrueFalse(id=_ID, prompt=prompt, answer=True)
        case "order":
            return Order(id=_ID, prompt=prompt, steps=tuple(option.text for option in shown.options))
        case "match":
            # Every box has to be there: those that no stand-in item belongs in are distractors.
            first, *rest = shown.boxes
            pairs = tuple(Pair(item=item, box=first) for item in shown.items)
            return Match(id=_ID, prompt=prompt, pairs=pairs, distractors=tuple(rest))
        case "number":
            return Number(id=_ID, prompt=prompt, answer=0, unit=shown.unit)
        case "spot":
            channel = shown.channel if shown.channel in ("whatsapp", "email", "sms") else "whatsapp"
            return Spot(
                id=_ID,
                prompt=prompt,
                channel=channel,  # type: ignore[arg-type]  # one of the three
                sender=shown.sender,
                verdict="scam",
                lines=conversation(shown.lines),
            )
    return Short(id=_ID, prompt=prompt, accept=(TRUE_FALSE[0],))


def conversation(lines: tuple[WireMessage, ...]) -> tuple[Line, ...]:
    """Return a conversation's lines."""
    return tuple(Line(text=line.text, sender=line.sender) for line in lines)


def _options(options: tuple[WireOption, ...]) -> tuple[Option, ...]:
    return tuple(Option(text=f"{option.letter} {SHAPES[option.shape]}  {option.text}") for option in options)
