"""Writes GIFT as Moodle reads it: its own list of weights, its escapes, and sources in the general feedback."""

from collections.abc import Callable, Iterable, Set
from typing import Any

from quiz.banks.formats.attribution import action_line, attribution_line, read_attribution
from quiz.banks.formats.exchange import Exported, LeftOut, not_carried
from quiz.banks.formats.gift_answers import WEIGHT
from quiz.banks.formats.gift_blocks import tags_in
from quiz.banks.formats.gift_import import LEADING_FORMAT
from quiz.banks.formats.gift_reading import TITLE
from quiz.banks.model import Bank
from quiz.questions.diagnostics import PlacedDiagnostic, quoted
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.text import fill_names
from quiz.questions.true_false import TrueFalse

_ESCAPES = str.maketrans({**{sign: f"\\{sign}" for sign in "\\:#={}~"}, "\n": "\\n", "\r": ""})

SHARES = {
    **{1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111"},
    **{10: "10", 20: "5"},
}
"""For how many right options Moodle's list of weights has an equal share, and how it is spelt there."""

_HEAD = f"""{TITLE} {{title}}
// Written by INSET Quiz for Moodle's question bank: import it there as "GIFT format".
"""


def write_gift(bank: Bank) -> Exported:
    """Return the bank as GIFT, and what of it GIFT cannot hold: whole questions as faults, parts of one as advice."""
    written = [_HEAD.format(title=" ".join(bank.title.split()))]
    problems: list[PlacedDiagnostic] = []
    cited: set[str] = set()
    for position, question in enumerate(bank.questions):
        try:
            written.append(_question(question, bank))
        except LeftOut as why:
            message = f"{quoted(question.id)} was left out: {why.message}"
            problems.append(not_carried(bank, position, message, why.fix, left_out=True))
            continue
        cited.update(question.sources)
        if lost := list(_left_behind(question)):
            message = f"{quoted(question.id)} was written without what GIFT has no place for: {', '.join(lost)}."
            problems.append(not_carried(bank, position, message, "Set it in Moodle where it matters."))
    return Exported(text="\n".join(written), problems=(_of_the_bank(bank, cited), *problems))


def _of_the_bank(bank: Bank, cited: Set[str]) -> PlacedDiagnostic:
    """Say what of the bank as a whole is not in the file."""
    lost = ["its settings (pass mark, length, time limit and so on)"]
    if any(question.difficulty is not None for question in bank.questions):
        lost.append("how difficult its questions are")
    idle = len(bank.sources.keys() - cited)
    if idle:
        lost.append(f"{idle} of its sources, which no question in the file cites")
    message = f"GIFT holds questions and no bank: left behind are {', '.join(lost)}."
    return not_carried(bank, None, message, "Keep the bank file: it is the original.")


def _question(question: Question, bank: Bank) -> str:
    if (writer := TYPES_IN_GIFT.get(type(question))) is None:
        raise LeftOut(
            "left-out", f'GIFT has no "{question.type}" questions.', "Ask it another way, or leave it to this program."
        )
    opening, answers = writer(question)
    comments = [f"// [id:{question.id}]", *(f"// {tag}" for tag in _tags(question.topic))]
    feedback = _general_feedback(question, bank)
    lines = [f"\t{answer}" for answer in answers] + ([f"\t####{feedback}"] if feedback else [])
    # [plain] keeps Moodle from reading anything in the text as HTML; answers and feedback follow the question's format.
    head = f"::{question.id}::[plain]{_escaped(question.prompt)}{{{opening}"
    return "\n".join([*comments, head, *lines, "}", ""])


def _tags(topic: str) -> list[str]:
    """Return the topic as a tag, or nothing where Moodle would not read it as one."""
    tag = f"[tag:{topic.strip().replace(']', chr(92) + ']')}]"
    return [tag] if topic.strip() and tags_in([tag]) == [topic.strip()] else []


def _general_feedback(question: Question, bank: Bank) -> str:
    lines = [question.explanation.strip()] if question.explanation.strip() else []
    if question.action.strip():
        lines.append(action_line(fill_names(question.action, {})))
    lines += [attribution_line(bank.sources[key]) for key in question.sources if key in bank.sources]
    return _text("\n".join(lines))


def _escaped(text: str) -> str:
    return text.strip().translate(_ESCAPES)


def _text(text: str) -> str:
    """Return an answer or a feedback; one that begins like a format or a weight is told to be plain first."""
    text = text.strip()
    return f"{'[plain]' * bool(LEADING_FORMAT.match(text) or WEIGHT.match(text))}{_escaped(text)}"


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
"""For each type that GIFT has: what stands right behind the ``{``, and the lines below it. It has no order or story."""


def _left_behind(question: Question) -> Iterable[str]:
    """Yield the parts of a question that are not in what was written."""
    if question.weight != 1:
        yield "its weight"
    if question.time_limit is not None:
        yield "its time limit"
    if question.hint.strip():
        yield "its hint"
    if not question.shuffle:
        yield "that its options keep their order"
    if isinstance(question, Number) and question.unit.strip():
        yield f"its unit ({question.unit.strip()})"
    if question.topic.strip() and not _tags(question.topic):
        yield "its topic, which holds signs that no tag in Moodle may have"
    if fill_names(question.action, {}) != question.action:
        yield "the places for the school's own names in its action, which were filled in generally"
    if question.explanation.strip() and read_attribution(question.explanation).explanation != question.explanation.strip():
        yield "where its explanation ends, since its last lines look like a source or an action"
