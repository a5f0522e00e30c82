"""Reads and writes Aiken, a plain format for questions with one right option, by the rules that Moodle follows."""

import re

from msgspec import Struct

from quiz.banks.formats.exchange import (
    Exported,
    Imported,
    ImportReport,
    LeftOut,
    clean_lines,
    not_carried,
    refuse_faulty,
    with_ids,
)
from quiz.banks.formats.gift_writing import TYPES_IN_GIFT
from quiz.banks.formats.markup import has_markup
from quiz.banks.formats.question_import import QuestionImport
from quiz.banks.model import Bank
from quiz.questions.diagnostics import quoted
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.short import plain_words
from quiz.questions.single import Single

_OPTION = re.compile(r"([A-Z])[.)][ \t]?(.*)", re.DOTALL)
_ANSWER = "ANSWER:"
# Lines that were probably meant as an option or the answer; Moodle reads them as the text of a question.
_NEARLY_OPTION = re.compile(r"[ \t]*(?:[a-zA-Z][.)]|\(?[a-zA-Z]\))[ \t]")
_NEARLY_ANSWER = re.compile(r"[ \t]*answer[ \t]*:", re.IGNORECASE)
_REMARK = re.compile(r"[.):]?\s*\([^()]*[^()\s][^()]*\)\.?")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOOKS_LIKE_OPTION = (
    'A line that begins like "A." or "A)" is read as an option: write the question so that it begins otherwise.'
)


class _Open(Struct):
    """A question that has no answer yet."""

    prompt: str
    line: int
    options: list[tuple[str, str, int]]
    """Letter, text and line."""


def read_aiken(text: str, file: str) -> Imported:
    """Return the questions of an Aiken file, and line by line what could not be read."""
    report = ImportReport(file)
    questions: list[Single] = []
    waiting: _Open | None = None
    for number, raw in enumerate(clean_lines(text, report).split("\n"), start=1):
        line = raw.strip()
        if len(line) <= 1:
            if line:
                message = (
                    f"The line {quoted(line)} was left behind: it has one character alone, and Moodle passes over it too."
                )
                report.advice(number, "short-line", message, "Write it out, or take it out.")
        elif line.startswith(_ANSWER):
            question = _answered(waiting, line, number, report)
            questions += [question] if question else []
            waiting = None
        elif option := _OPTION.match(line):
            if waiting:
                waiting.options.append((option[1], option[2].strip(), number))
            else:
                message = f"The option {quoted(line)} stands before any question and was left out."
                report.fault(number, "not-started", message, _LOOKS_LIKE_OPTION)
        else:
            _report_unfinished(waiting, line, report)
            waiting = _Open(line, number, [])
    _report_unfinished(waiting, "", report)
    named = with_ids(questions, (question.prompt for question in questions))
    return Imported(questions=named, problems=report.problems())


def _report_unfinished(waiting: _Open | None, following: str, report: ImportReport) -> None:
    """Report a question without an answer before ``following``, the next question, or empty at the end of the file."""
    if not waiting:
        return
    message = f"{quoted(waiting.prompt, 50)} was left out: it has no ANSWER: line before the next question or the end."
    fix = 'Put the whole question on one line, each option on a line such as "A) yes", and then "ANSWER: A".'
    if _NEARLY_ANSWER.match(following) or _NEARLY_ANSWER.match(waiting.prompt):
        fix = "Write ANSWER: in capitals at the beginning of its line; anything else is read as a question."
    elif _NEARLY_OPTION.match(following) or _NEARLY_OPTION.match(waiting.prompt):
        fix = 'Write options with a capital letter, as in "A) yes" or "A. yes"; anything else is read as a question.'
    report.fault(waiting.line, "not-completed", message, fix)


def _answered(waiting: _Open | None, line: str, number: int, report: ImportReport) -> Single | None:
    """Return the question that an ``ANSWER:`` line completes; None if it cannot be read."""
    if not waiting:
        message = f"{quoted(line)} stands before any question and was left out."
        report.fault(number, "not-started", message, "Write the question and its options above it.")
        return None
    label = quoted(waiting.prompt, 50)

    def left_out(rule: str, message: str, fix: str, at: int = number) -> None:
        report.fault(at, rule, f"{label} was left out: {message}", fix)

    if len(waiting.options) < 2:
        left_out("too-few", "it has fewer than two options.", 'Write each on a line of its own, such as "A) yes".')
        return None
    letters = "".join(letter for letter, _, _ in waiting.options)
    if len(set(letters)) < len(letters):
        twice = next(at for position, (letter, _, at) in enumerate(waiting.options) if letter in letters[:position])
        left_out(
            "letters", f"its options are lettered {letters}.", f"Give each a letter of its own. {_LOOKS_LIKE_OPTION}", twice
        )
        return None
    said = line.removeprefix(_ANSWER).strip()
    wanted = said[:1].upper()
    fix = f"Write one of the letters {', '.join(letters)} behind ANSWER:."
    if not wanted or wanted not in letters:
        message = f"its answer {quoted(said)} is not one of its options." if said else "its answer is missing."
        left_out("no-key", message, fix)
        return None
    if not _is_letter_alone(said, next(text for letter, text, _ in waiting.options if letter == wanted)):
        message = f"its answer {quoted(said)} is more than one letter; Moodle would take the letter {wanted}."
        left_out("no-key", message, f"{fix} One option is right in this format.")
        return None
    if said != wanted:
        message = f"{label}: of the answer {quoted(said)} the letter {wanted} was taken."
        report.advice(number, "answer", message, "One option is right in this format.")
    if not _LETTERS.startswith(letters):
        message = (
            f"{label}: its options are lettered {letters}; {wanted} was taken by its letter, where Moodle counts places."
        )
        report.advice(waiting.options[0][2], "letters", message, "Letter the options A, B, C and so on.")
    case = QuestionImport(report, waiting.line, label)
    options = tuple(Option(text=case.guessed(text), correct=letter == wanted) for letter, text, _ in waiting.options)
    question = Single(id="unsettled", prompt=case.guessed(waiting.prompt), options=options)
    try:
        refuse_faulty(question, ())
    except LeftOut as why:
        at = next((waiting.options[place][2] for place in why.path if isinstance(place, int)), waiting.line)
        left_out(why.rule, why.message, why.fix, at)
        return None
    case.report_markup()
    return question


def _is_letter_alone(said: str, option: str) -> bool:
    """Say whether an answer is one letter, with any brackets, followed at most by its option's text or a remark."""
    rest = said[1:]
    if rest[:1].isalnum():
        return False
    text = rest.strip(" \t.):-–—")
    return not text or plain_words(text) == plain_words(option) or bool(_REMARK.fullmatch(rest))


def write_aiken(bank: Bank) -> Exported:
    """Return the questions with one right option as Aiken, and what Aiken cannot hold."""
    message = "explanations, feedback, sources, ids, topics and settings: Aiken holds questions and options alone."
    problems = [not_carried(bank, None, message, 'Use "gift" where they should come along.')]
    written: list[str] = []
    for position, question in enumerate(bank.questions):
        if why := _obstacle(question):
            fix = 'Use "gift", which holds more.' if type(question) in TYPES_IN_GIFT else "Share the TOML file for it."
            problems.append(not_carried(bank, position, why, fix, left_out=True))
            continue
        assert isinstance(question, Single)
        texts = [question.prompt, *(option.text for option in question.options)]
        if any(map(has_markup, texts)):
            message = "the signs of what looks like HTML, which are taken for HTML there."
            problems.append(not_carried(bank, position, message, 'Use "gift", which can say that it is none.'))
        if any("\n" in text.strip() for text in texts):
            message = "the line ends, since Aiken gives each text one line."
            problems.append(not_carried(bank, position, message, "See that it still reads well."))
        right = next(position for position, option in enumerate(question.options) if option.correct)
        options = [f"{_LETTERS[number]}) {_line(option.text)}" for number, option in enumerate(question.options)]
        written.append("\n".join([_line(question.prompt), *options, f"{_ANSWER} {_LETTERS[right]}", ""]))
    return Exported(text="\n".join(written), problems=tuple(problems))


def _obstacle(question: Question) -> str:
    """Return why Aiken cannot hold a question; empty if it can."""
    if not isinstance(question, Single):
        return f'Aiken has no "{question.type}" questions.'
    if len(question.options) > len(_LETTERS):
        return f"Aiken has letters for {len(_LETTERS)} options."
    prompt = _line(question.prompt)
    if len(prompt) <= 1 or _OPTION.match(prompt) or prompt.startswith((_ANSWER, "\ufeff")):
        return "a prompt like this one would not be read as a question."
    return ""


def _line(text: str) -> str:
    return " ".join(text.split("\n")).strip()
