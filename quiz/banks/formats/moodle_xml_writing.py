"""Writes Moodle XML: every type that Moodle has too, texts as plain text, and sources in the general feedback."""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import msgspec

from quiz.banks.formats.exchange import Exported, LeftOut, no_such_type
from quiz.banks.formats.markup import in_html
from quiz.banks.formats.moodle_keys import SHARES
from quiz.banks.formats.moodle_questions import category_path
from quiz.banks.formats.moodle_writing import general_feedback, written
from quiz.banks.formats.moodle_xml_reading import TITLE
from quiz.banks.model import Bank
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse

_NAME = "Moodle XML"
# Characters that XML 1.0 cannot hold, but a bank can.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def write_moodle_xml(bank: Bank) -> Exported:
    """Return the bank as Moodle XML, and what that cannot hold: whole questions as faults, parts of one as advice."""
    texts, problems = written(bank, _NAME, lambda question: _question(question, bank), _lost)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *_category(bank.title, "", f"{TITLE} {bank.title}")]
    topic = ""
    for question, text in texts:
        if (own := question.topic.strip()) != topic:
            lines += _category(bank.title, own, "")
            topic = own
        lines.append(text)
    text = _NOT_IN_XML.sub("", "\n".join([*lines, "</quiz>", ""]))
    return Exported(text=text, problems=tuple(problems))


def _category(title: str, topic: str, about: str) -> Iterator[str]:
    yield '  <question type="category">'
    yield f"    <category>{_text(category_path(['$course$', 'top', title, *([topic] if topic else [])]))}</category>"
    if about:
        yield f"    {_formatted('info', about)}"
    yield "  </question>"


def _question(question: Question, bank: Bank) -> str:
    if (kind := TYPES_IN_MOODLE.get(type(question))) is None:
        raise no_such_type(question, _NAME)
    name, write = kind
    hint = [f"    {_formatted('hint', question.hint)}"] if question.hint.strip() else []
    return "\n".join(
        [
            f'  <question type="{name}">',
            f"    <name>{_text(question.id)}</name>",
            f"    {_formatted('questiontext', question.prompt)}",
            f"    {_formatted('generalfeedback', general_feedback(question, bank))}",
            f"    <defaultgrade>{question.weight!r}</defaultgrade>",
            "    <hidden>0</hidden>",
            f"    <idnumber>{question.id}</idnumber>",
            f"    <shuffleanswers>{'true' if question.shuffle else 'false'}</shuffleanswers>",
            *(f"    {line}" for line in write(question)),
            *hint,
            "  </question>",
        ]
    )


def _text(text: str) -> str:
    return f"<text>{escape(text.strip(), quote=False)}</text>"


def _formatted(name: str, text: str) -> str:
    """Return an element with a text that Moodle shows unchanged."""
    return f'<{name} format="plain_text">{_text(text)}</{name}>'


def _answer(text: str, earns: str, why: str = "", more: str = "") -> str:
    feedback = _formatted("feedback", why) if why.strip() else ""
    return f'<answer fraction="{earns}" format="plain_text">{_text(text)}{feedback}{more}</answer>'


def _single(question: Single) -> Iterator[str]:
    yield "<single>true</single>"
    yield from _options(question.options, "100", "0")


def _multiple(question: Multiple) -> Iterator[str]:
    right = sum(option.correct for option in question.options)
    share = SHARES.get(right)
    if share is None:
        message = f"Moodle has no weight that {right} right options could share."
        raise LeftOut("left-out", message, "Have ten right options or fewer.")
    yield "<single>false</single>"
    yield from _options(question.options, share, f"-{share}")


def _options(options: tuple[Option, ...], right: str, wrong: str) -> Iterator[str]:
    yield "<answernumbering>abc</answernumbering>"
    yield from (_answer(option.text, right if option.correct else wrong, option.why) for option in options)


def _true_false(question: TrueFalse) -> Iterator[str]:
    for truth in (True, False):
        right = truth is question.answer
        yield _answer("true" if truth else "false", "100" if right else "0", "" if right else question.why)


def _short(question: Short) -> Iterator[str]:
    yield "<usecase>0</usecase>"
    yield from (_answer(text.replace("*", "\\*"), "100") for text in question.accept)


def _number(question: Number) -> Iterator[str]:
    yield _answer(repr(question.answer), "100", more=f"<tolerance>{question.tolerance!r}</tolerance>")
    if question.unit.strip():
        unit = escape(question.unit.strip(), quote=False)
        yield f"<units><unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit></units>"


def _match(question: Match) -> Iterator[str]:
    rows = [*((pair.item, pair.box) for pair in question.pairs), *(("", spare) for spare in question.distractors)]
    for item, box in rows:
        # Moodle reads the box that an item belongs in as HTML, whatever the format of the rest.
        answer = f"<answer>{_text(escape(box, quote=False))}</answer>"
        yield f'<subquestion format="plain_text">{_text(item)}{answer}</subquestion>'


def _order(question: Order) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
    yield f"<selectcount>{len(question.steps)}</selectcount>"
    # The closest to this program's own marking: every pair in the right order counts.
    yield "<gradingtype>RELATIVE_ALL_PREVIOUS_AND_NEXT</gradingtype><showgrading>SHOW</showgrading>"
    yield from (_answer(step, str(place)) for place, step in enumerate(question.steps, 1))


TYPES_IN_MOODLE: dict[type[Question], tuple[str, Callable[[Any], Iterator[str]]]] = {
    Single: ("multichoice", _single),
    Multiple: ("multichoice", _multiple),
    TrueFalse: ("truefalse", _true_false),
    Short: ("shortanswer", _short),
    Number: ("numerical", _number),
    Match: ("matching", _match),
    Order: ("ordering", _order),
}
"""For each type that Moodle has: its name there, and its own lines. It has no conversations or stories."""


def _lost(question: Question) -> Iterator[str]:
    """Yield the parts of a question that were not written, or not unchanged."""
    if "<" in question.topic:
        yield "the sign < in the topic, where Moodle sees the beginning of a tag"
    if _NOT_IN_XML.search(msgspec.json.encode(question).decode()):
        yield "signs that XML cannot hold"
    if isinstance(question, Match) and any(in_html(box) != box.strip() for box in question.boxes):
        yield "line ends or unseen signs in what the items belong with"
