"""The command that checks banks."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict

from quiz.banks.health import drafts_of, in_short
from quiz.banks.lint import lint
from quiz.banks.loading import Library, bank_files, read_files
from quiz.cli.locations import FilePath, Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, CliError, print_error, print_json
from quiz.cli.progress_bar import Progress
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.text import plural


@click.command()
@takes_locations
@click.argument("files", nargs=-1, metavar="[FILE]...", type=FilePath())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--strict", is_flag=True, help="End with status 1 where there is advice, too.")
@click.option("--statistics", is_flag=True, help="Also advise by what people have answered so far.")
@pass_locations
def check(locations: Locations, files: tuple[Path, ...], as_json: bool, strict: bool, statistics: bool) -> int:
    """Check bank files and say what is wrong, where, and how to fix it.

    First the faults, which keep a bank from being played; then advice on how the questions are written, which a
    question or a bank turns down with  allow = ["rule-id"]  (the rule stands behind each, in square brackets).

    FILE is a bank file, the id of a bank, or a folder, which means its *.toml files. Without FILE every bank that is
    found is checked.
    """
    asked = list(_asked_files(map(locations.bank_file, files)) if files else bank_files(locations.folders()))
    with Progress("Checking", 2 * len(asked) + 1) as progress:
        library = read_files(progress.over(asked))
        advice = lint(library, date.today(), progress.step)
        by_answers = _by_answers(library, locations) if statistics else []
    problems = sorted((*library.problems, *advice, *by_answers), key=lambda problem: problem.level != "fault")
    if as_json:
        print_json(_checked(library, problems))
    else:
        problems = list(in_short(problems, drafts_of(library.readings)))
        for problem in problems:
            # The rule's name is what  allow  takes; faults cannot be allowed.
            click.echo(f"{problem} [{problem.rule}]" if problem.level == "advice" else problem)
        if library.readings:
            click.echo(_verdict(library, problems))
    return FAILED if strict and problems else status_of(library, locations)


def _asked_files(asked: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that were named, and those in named folders, each once. Raises CliError for a folder without any."""
    seen: set[str] = set()
    for path in asked:
        # Path.is_dir raises for a path that may not be looked at; reading it says why.
        files = list(bank_files([path])) if os.path.isdir(path) else [path]  # noqa: PTH112
        if not files:
            raise CliError(f'There is no bank file (*.toml) in "{path}". Name the folder that holds your banks.')
        for file in files:
            if os.path.realpath(file) not in seen:
                seen.add(os.path.realpath(file))
                yield file


def _by_answers(library: Library, locations: Locations) -> list[PlacedDiagnostic]:
    """Return advice based on people's answers; there is none without scores."""
    # Imported here, because most checks do not need it.
    from quiz.cli.scores import from_scores
    from quiz.reports.item_advice import item_advice
    from quiz.reports.item_report import read_item_report

    banks = [reading.bank for reading in library.readings if reading.bank]
    return from_scores(
        locations,
        lambda store: [problem for bank in banks for problem in item_advice(read_item_report(store, bank), bank)],
        [],
    )


def status_of(library: Library, locations: Locations) -> int:
    """Return the exit status for banks that were read; if there are none, say so."""
    if library.readings:
        return FAILED if library.broken else OK
    folders = ", ".join(f'"{folder}"' for folder in locations.every_folder())
    print_error(f"There is no bank file (*.toml) in {folders}. Name a folder that holds banks: quiz --banks FOLDER.")
    return FAILED


def _verdict(library: Library, problems: Sequence[PlacedDiagnostic]) -> str:
    """Return a one-line summary of all banks that were checked."""
    banks = plural(len(library.readings), "bank")
    faults = sum(len(reading.faults) for reading in library.readings)
    advice = len(problems) - faults
    if not problems:
        return f"{banks}, no problems"
    pieces = f"{plural(advice, 'piece')} of advice"
    if not faults:
        return f"{banks}, no faults, {pieces}"
    of_them = f" in {len(library.broken)} of them" if len(library.readings) > 1 else ""
    found = f"{banks}, {plural(faults, 'fault')}{of_them}"
    return f"{found}, {pieces}" if advice else found


def _checked(library: Library, problems: Sequence[PlacedDiagnostic]) -> dict[str, Any]:
    whole = [(reading.file, reading.bank) for reading in library.readings if reading.bank]
    return {
        "banks": [{"id": bank.id, "file": file, "questions": len(bank.questions)} for file, bank in whole],
        "problems": [asdict(problem) for problem in problems],
    }
