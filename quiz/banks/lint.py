"""Advice on how questions are written: applies the rules of item writing to banks."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import date
from pathlib import Path

from quiz.banks.lint_rules import RULES, BankRule, Hit, LibraryRule, QuestionRule, Rule
from quiz.banks.loading import Library
from quiz.banks.model import Bank
from quiz.files import read_file
from quiz.questions.diagnostics import Diagnostic, PlacedDiagnostic, near_word, nearest, quoted
from quiz.questions.question import Question

OF_ANSWERS = ("hardly-known", "negative-discrimination", "does-not-tell-apart", "key-outvoted", "nobody-chooses")
"""The ids of advice that comes from people's answers rather than from a rule."""
_IDS = (*(rule.id for rule in RULES), *OF_ANSWERS)


def lint(library: Library, today: date, follow: Callable[[], None] = lambda: None) -> tuple[PlacedDiagnostic, ...]:
    """Return the advice on every bank of a library that can be played, bank by bank, in the order of the lines.

    ``follow`` is called once when the banks have been compared with one another, and then after each bank.
    """
    banks = [reading.bank for reading in library.readings if reading.bank]
    likeness: list[list[Diagnostic]] = [[] for _ in banks]
    for rule in RULES:
        if isinstance(rule, LibraryRule):
            for place, hit in rule.check(banks):
                likeness[place].append(_diagnostic(rule, hit))
    follow()
    problems: list[PlacedDiagnostic] = []
    for bank, more in zip(banks, likeness, strict=True):
        problems += placed_advice([*_diagnostics(bank, today), *more], bank)
        follow()
    return tuple(problems)


def placed_advice(diagnostics: Iterable[Diagnostic], bank: Bank) -> list[PlacedDiagnostic]:
    """Return advice on a bank with line numbers, in their order, without what the bank or the question allows."""
    return _placed(_wanted(diagnostics, bank), bank)


def advice_on(question: Question, bank: Bank) -> list[Diagnostic]:
    """Return the advice on one question of ``bank`` alone, as it is now; paths are relative to it."""
    allowed = _meant_rules((*bank.about.allow, *question.allow))
    own = (rule for rule in RULES if isinstance(rule, QuestionRule) and rule.id not in allowed)
    return [_diagnostic(rule, hit) for rule in own for hit in rule.check(question, bank)]


def _diagnostics(bank: Bank, today: date) -> Iterator[Diagnostic]:
    yield from _unknown_rules(("bank",), bank.about.allow)
    for position, question in enumerate(bank.questions):
        yield from _unknown_rules(("questions", position), question.allow)
    for rule in RULES:
        if isinstance(rule, BankRule):
            yield from (_diagnostic(rule, hit) for hit in rule.check(bank, today))
        elif isinstance(rule, QuestionRule):
            for position, question in enumerate(bank.questions):
                for path, message in rule.check(question, bank):
                    yield _diagnostic(rule, (("questions", position, *path), message))


def _unknown_rules(path: tuple[str | int, ...], allowed: Sequence[str]) -> Iterator[Diagnostic]:
    for position, name in enumerate(allowed):
        if name not in _IDS:
            message = f"There is no rule {quoted(name)}."
            yield Diagnostic((*path, "allow", position), "unknown-rule", message, nearest(name, _IDS), "advice")


def _diagnostic(rule: Rule, hit: Hit) -> Diagnostic:
    path, message = hit
    return Diagnostic(path, rule.id, f"{message} {rule.why}", rule.fix, "advice")


def _wanted(diagnostics: Iterable[Diagnostic], bank: Bank) -> list[Diagnostic]:
    """Leave out advice that the bank, or the question concerned, allows."""
    for_all = _meant_rules(bank.about.allow)
    return [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.rule not in for_all and diagnostic.rule not in _meant_rules(_allowed_by_question(diagnostic, bank))
    ]


def _meant_rules(allowed: tuple[str, ...]) -> Set[str]:
    """Return the rules that are allowed. A misspelt name is reported elsewhere, and allows the rule that was meant."""
    return {name if name in _IDS else near_word(name, _IDS) for name in allowed}


def _allowed_by_question(diagnostic: Diagnostic, bank: Bank) -> tuple[str, ...]:
    question = _question_of(diagnostic, bank)
    return question.allow if question else ()


def _id_of_question(diagnostic: Diagnostic, bank: Bank) -> str:
    question = _question_of(diagnostic, bank)
    return question.id if question else ""


def _question_of(diagnostic: Diagnostic, bank: Bank) -> Question | None:
    match diagnostic.path:
        case ("questions", int(position), *_):
            return bank.questions[position]
    return None


def _placed(diagnostics: list[Diagnostic], bank: Bank) -> list[PlacedDiagnostic]:
    """Give diagnostics their lines; in a file that can no longer be read, all are on line 1."""
    if not diagnostics:
        return []
    from quiz.banks.lines import LineFinder

    try:
        finder = LineFinder(read_file(Path(bank.file)).decode("utf-8-sig"))
    except (OSError, ValueError):
        finder = LineFinder("")
    problems = [
        diagnostic.placed(bank.file, finder.line(diagnostic.path), question=_id_of_question(diagnostic, bank))
        for diagnostic in diagnostics
    ]
    return sorted(problems, key=lambda problem: problem.line)
