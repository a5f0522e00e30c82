"""Advice on how questions are written: applies the rules of item writing to banks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from quiz.banks.lint_rules import RULES, BankRule, Hit, LibraryRule, QuestionRule, Rule
from quiz.banks.loading import Library
from quiz.banks.model import Bank
from quiz.files import read_file
from quiz.questions.diagnostics import Diagnostic, PlacedDiagnostic, nearest, quoted

_IDS = tuple(rule.id for rule in RULES)


def lint(library: Library, today: date) -> tuple[PlacedDiagnostic, ...]:
    """Return the advice on every bank of a library that can be played, bank by bank in the order of the lines."""
    banks = [reading.bank for reading in library.readings if reading.bank]
    likeness: list[list[Diagnostic]] = [[] for _ in banks]
    for rule in RULES:
        if isinstance(rule, LibraryRule):
            for place, hit in rule.check(banks):
                likeness[place].append(_diagnostic(rule, hit))
    return tuple(
        problem
        for bank, more in zip(banks, likeness, strict=True)
        for problem in _placed(_wanted([*_diagnostics(bank, today), *more], bank), bank)
    )


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
    """Leave out what the bank, or the question that it is about, allows."""
    return [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.rule not in bank.about.allow and diagnostic.rule not in _allowed_by_question(diagnostic, bank)
    ]


def _allowed_by_question(diagnostic: Diagnostic, bank: Bank) -> tuple[str, ...]:
    match diagnostic.path:
        case ("questions", int(position), *_):
            return bank.questions[position].allow
    return ()


def _placed(diagnostics: list[Diagnostic], bank: Bank) -> list[PlacedDiagnostic]:
    """Give diagnostics their line; a file that can no longer be read has none."""
    if not diagnostics:
        return []
    from quiz.banks.lines import LineFinder

    try:
        finder = LineFinder(read_file(Path(bank.file)).decode("utf-8-sig"))
    except (OSError, ValueError):
        finder = LineFinder("")
    problems = [diagnostic.placed(bank.file, finder.line(diagnostic.path)) for diagnostic in diagnostics]
    return sorted(problems, key=lambda problem: problem.line)
