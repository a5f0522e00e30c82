"""Shared by writing GIFT and Moodle XML: the general feedback, and what is left behind."""

from collections.abc import Callable, Iterator

from quiz.banks.formats.attribution import action_line, attribution_line, read_attribution
from quiz.banks.formats.exchange import LeftOut, not_carried
from quiz.banks.model import Bank
from quiz.questions.diagnostics import PlacedDiagnostic
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
            problems.append(not_carried(bank, position, why.message, why.fix, left_out=True))
            continue
        for part in (*lost(question), *_lost_in_moodle(question, bank)):
            problems.append(not_carried(bank, position, f"{part}.", "Set it in Moodle where it matters."))
    return texts, [_of_the_bank(bank, name, [question for question, _ in texts]), *problems]


def general_feedback(question: Question, bank: Bank) -> str:
    """Return the explanation, and below it what to do now and the sources."""
    lines = [question.explanation.strip()] if question.explanation.strip() else []
    if question.action.strip():
        lines.append(action_line(fill_names(question.action, {})))
    lines += [attribution_line(bank.sources[key]) for key in question.sources if key in bank.sources]
    return "\n".join(lines)


def _of_the_bank(bank: Bank, name: str, kept: list[Question]) -> PlacedDiagnostic:
    """Return what the file leaves out of the bank as a whole."""
    lost = ["the bank's settings (pass mark, length, time limit and so on)"]
    if any(question.difficulty is not None for question in bank.questions):
        lost.append("how difficult the questions are")
    idle = len(bank.sources.keys() - {key for question in kept for key in question.sources})
    if idle:
        lost.append(f"{idle} of the sources, which no question in the file cites")
    return not_carried(bank, None, f"{', '.join(lost)}.", "Keep the bank file: it is the original.")


def _lost_in_moodle(question: Question, bank: Bank) -> Iterator[str]:
    """Yield the parts of a question that Moodle has no place for, or that cannot be read back as they were."""
    if question.fact is not None:
        yield "which fact is asked for"
    if question.time_limit is not None:
        yield "the time limit"
    if question.allow:
        yield "which advice is not wanted"
    if isinstance(question, Short) and question.exact:
        yield "that the answer is exact (Moodle forgives no slip)"
    if fill_names(question.action, {}) != question.action:
        yield "the places for the school's own names in the action, which were filled in generally"
    read = read_attribution(general_feedback(question, bank))
    if read.explanation != question.explanation.strip():
        yield "where the explanation ends, since its last lines look like a source or an action"
    elif read.action != fill_names(question.action.strip(), {}):
        yield "the line ends in the action"
    elif read.sources != tuple(bank.sources[key] for key in question.sources if key in bank.sources):
        yield "the exact words of the sources"
