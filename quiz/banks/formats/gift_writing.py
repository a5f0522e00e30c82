"""Writes GIFT as Moodle reads it: its own list of weights, its escapes, and sources in the general feedback."""

from collections.abc import Callable, Iterator
from typing import Any

from quiz.banks.formats.exchange import Exported, LeftOut, no_such_type
from quiz.banks.formats.gift_answers import WEIGHT
from quiz.banks.formats.gift_blocks import tags_in
from quiz.banks.formats.gift_import import LEADING_FORMAT
from quiz.banks.formats.gift_reading import TITLE
from quiz.banks.formats.moodle_keys import SHARES
from quiz.banks.formats.moodle_writing import general_feedback, written
from quiz.banks.model import Bank
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse

_ESCAPES = str.maketrans({**{sign: f"\\{sign}" for sign in "\\:#={}~"}, "\n": "\\n", "\r": ""})

_HEAD = f"""{TITLE} {{title}}
// Written by INSET Quiz for Moodle's question bank: import it there as "GIFT format".
"""


def write_gift(bank: Bank) -> Exported:
    """Return the bank as GIFT, and what GIFT cannot hold: whole questions as faults, parts of one as advice."""
    texts, problems = written(bank, "GIFT", lambda question: _question(question, bank), _lost)
    head = _HEAD.format(title=" ".join(bank.title.split()))
    return Exported(text="\n".join([head, *(text for _, text in texts)]), problems=tuple(problems))


def _question(question: Question, bank: Bank) -> str:
    if (writer := TYPES_IN_GIFT.get(type(question))) is None:
        raise no_such_type(question, "GIFT")
    opening, answers = writer(question)
    comments = [f"// [id:{question.id}]", *(f"// {tag}" for tag in _tags(question.topic))]
    feedback = _text(general_feedback(question, bank))
    lines = [f"\t{answer}" for answer in answers] + ([f"\t####{feedback}"] if feedback else [])
    # [plain] keeps Moodle from reading anything in the text as HTML; answers and feedback follow the question's format.
    head = f"::{question.id}::[plain]{_escaped(question.prompt)}{{{opening}"
    return "\n".join([*comments, head, *lines, "}", ""])


def _tags(topic: str) -> list[str]:
    """Return the topic as a tag, or nothing if Moodle would not read it as one."""
    tag = f"[tag:{topic.strip().replace(']', chr(92) + ']')}]"
    return [tag] if topic.strip() and tags_in([tag]) == [topic.strip()] else []


def _escaped(text: str) -> str:
    return text.strip().translate(_ESCAPES)


def _text(text: str) -> str:
    """Return an answer or a feedback; one that begins like a format or a weight is marked as plain."""
    text = text.strip()
    told = "[plain]" if LEADING_FORMAT.match(text) or WEIGHT.match(text) else ""
    return told + _escaped(text)


def _feedback(text: str) -> str:
    return f"#{_text(text)}" if text.strip() else ""


def _single(question: Single) -> tuple[str, list[str]]:
    return "", [_option(option, "=" if option.correct else "~") for option in question.options]


def _multiple(question: Multiple) -> tuple[str, list[str]]:
    right = sum(option.correct for option in question.options)
    share = SHARES.get(right)
    if share is None:
        raise LeftOut(
            "left-out", f"Moodle has no weight that {right} right options could share.", "Have ten right options or fewer."
        )
    return "", [_option(option, f"~%{share}%" if option.correct else f"~%-{share}%") for option in question.options]


def _option(option: Option, mark: str) -> str:
    return f"{mark}{_text(option.text)}{_feedback(option.why)}"


def _true_false(question: TrueFalse) -> tuple[str, list[str]]:
    return f"{'TRUE' if question.answer else 'FALSE'}{_feedback(question.why)}", []


def _short(question: Short) -> tuple[str, list[str]]:
    if any("->" in text for text in question.accept):
        raise LeftOut(
            "left-out", "an answer with -> in it makes Moodle read a matching question.", "Spell the arrow another way."
        )
    return "", [f"=%100%{_text(text.replace('*', chr(92) + '*'))}" for text in question.accept]


def _number(question: Number) -> tuple[str, list[str]]:
    return f"#{question.answer!r}:{question.tolerance!r}", []


def _match(question: Match) -> tuple[str, list[str]]:
    if any("->" in pair.item for pair in question.pairs):
        raise LeftOut("left-out", "an item with -> in it ends there for Moodle.", "Spell the arrow another way.")
    pairs = [f"={_text(pair.item)} -> {_escaped(pair.box)}" for pair in question.pairs]
    return "", pairs + [f"= -> {_escaped(distractor)}" for distractor in question.distractors]


TYPES_IN_GIFT: dict[type[Question], Callable[[Any], tuple[str, list[str]]]] = {
    Single: _single,
    Multiple: _multiple,
    TrueFalse: _true_false,
    Short: _short,
    Number: _number,
    Match: _match,
}
"""For each type that GIFT has: what comes right after the ``{``, and the lines below it. It has no order or story."""


def _lost(question: Question) -> Iterator[str]:
    """Yield the parts of a question that were not written, or not unchanged."""
    if question.weight != 1:
        yield "the weight"
    if question.hint.strip():
        yield "the hint"
    if not question.shuffle:
        yield "that the options keep their order"
    if isinstance(question, Number) and question.unit.strip():
        yield "the unit of the number"
    if question.topic.strip() and not _tags(question.topic):
        yield "the topic, which holds signs that no tag in Moodle may have"
