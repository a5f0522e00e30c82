"""Shared by writing GIFT and Moodle XML: the general feedback, and what is left behind."""

from collections.abc import Callable, Iterator

from quiz.banks.formats.attribution import action_line, attribution_line, read_attribution
from quiz.banks.formats.exchange import LeftOut, not_carried
from quiz.banks.model import Bank
from quiz.questions.diagnostics import PlacedDiagnostic, quoted
from quiz.questions.names import fill_names
from quiz.questions.question import Question
from quiz.questions.short import Short


def written(
    bank: Bank, name: str, write: Callable[[Question], str], lost: Callable[[Question], Iterator[str]]
) -> tuple[list[tuple[Question, str]], list[PlacedDiagnostic]]:
    """Return the questions that the format called ``name`` can hold, with their texts, and what it cannot hold.

    ``write`` raises LeftOut for a question that it cannot hold; ``lost`` yields the parts of one that are not in the text.
    """
    texts: list[tuple[Question, str]] = []
    problems: list[PlacedDiagnostic] = []
    for position, question in enumerate(bank.questions):
        try:
            texts.append((question, write(question)))
        except LeftOut as why:
            message = f"{quoted(question.id)} was left out: {why.message}"
            problems.append(not_carried(bank, position, message, why.fix, left_out=True))
            continue
        if parts := [*lost(question), *_lost_in_moodle(question, bank)]:
            message = f"{quoted(question.id)} was written without what {name} has no place for: {', '.join(parts)}."
            problems.append(not_carried(bank, position, message, "Set it in Moodle where it matters."))
    return texts, [_of_the_bank(bank, name, [question for question, _ in texts]), *problems]


def general_feedback(question: Question, bank: Bank) -> str:
    """Return the explanation, and below it what to do now and the sources."""
    lines = [question.explanation.strip()] if question.explanation.strip() else []
    if question.action.strip():
        lines.append(action_line(fill_names(question.action, {})))
    lines += [attribution_line(bank.sources[key]) for key in question.sources if key in bank.sources]
    return "\n".join(lines)


def no_such_type(question: Question, name: str) -> LeftOut:
    """Return the error for a type that the format called ``name`` does not have."""
    fix = "Ask it another way, or leave it to this program."
    return LeftOut("left-out", f'{name} has no "{question.type}" questions.', fix)


def _of_the_bank(bank: Bank, name: str, kept: list[Question]) -> PlacedDiagnostic:
    """Return what the file leaves out of the bank as a whole."""
    lost = ["its settings (pass mark, length, time limit and so on)"]
    if any(question.difficulty is not None for question in bank.questions):
        lost.append("how difficult its questions are")
    idle = len(bank.sources.keys() - {key for question in kept for key in question.sources})
    if idle:
        lost.append(f"{idle} of its sources, which no question in the file cites")
    message = f"{name} holds questions and no bank: left behind are {', '.join(lost)}."
    return not_carried(bank, None, message, "Keep the bank file: it is the original.")


def _lost_in_moodle(question: Question, bank: Bank) -> Iterator[str]:
    """Yield the parts of a question that Moodle has no place for, or that cannot be read back as they were."""
    if question.fact is not None:
        yield "which fact it asks for"
    if question.time_limit is not None:
        yield "its time limit"
    if question.allow:
        yield "which advice is not wanted of it"
    if isinstance(question, Short) and question.exact:
        yield "that it is exact (Moodle forgives no slip)"
    if fill_names(question.action, {}) != question.action:
        yield "the places for the school's own names in its action, which were filled in generally"
    read = read_attribution(general_feedback(question, bank))
    if read.explanation != question.explanation.strip():
        yield "where its explanation ends, since its last lines look like a source or an action"
    elif read.action != fill_names(question.action.strip(), {}):
        yield "the line ends in its action"
    elif read.sources != tuple(bank.sources[key] for key in question.sources if key in bank.sources):
        yield "the exact words of its sources"
