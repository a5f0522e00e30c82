"""The command that writes a bank for another program, or for people without this one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import click

from quiz.banks.formats.exchange import Exported, losses_in_short
from quiz.banks.formats.registry import FORMATS, write_bank
from quiz.banks.model import Bank
from quiz.cli.finding import refusing
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, WRONG_USAGE, CliError, print_error, print_line, refuse_pdf, write_bytes
from quiz.cli.progress_bar import Progress
from quiz.paths import install_command, settings_file
from quiz.questions.diagnostics import quoted
from quiz.questions.text import plural
from quiz.reports.csv_text import csv_bytes
from quiz.reports.run_sheet import run_sheet
from quiz.reports.run_sheet_markdown import markdown_sheet
from quiz.services.bank_finding import find_bank
from quiz.services.school import read_school, school_file

_Writer: TypeAlias = Callable[[Bank, Mapping[str, str]], Exported]


def _sheet(bank: Bank, names: Mapping[str, str]) -> Exported:
    return Exported(text=markdown_sheet(run_sheet(bank, names)))


def _page(bank: Bank, names: Mapping[str, str]) -> Exported:
    from quiz.standalone.practice_page import practice_page

    return Exported(text=practice_page(bank, names))


def _package(bank: Bank, names: Mapping[str, str]) -> Exported:
    from quiz.standalone.scorm_package import scorm_package

    return Exported(text="", content=scorm_package(bank, names))


_WHOLE: dict[str, tuple[tuple[str, ...], _Writer]] = {
    "markdown": ((".md", ".markdown"), _sheet),
    "html": ((".html", ".htm"), _page),
    "scorm": ((".zip",), _package),
}
"""Formats that hold questions of every type and the school's own names: their suffixes, and what writes them."""
_SUFFIXES = {name: form.suffixes[:1] for name, form in FORMATS.items() if form.writer} | {
    name: suffixes for name, (suffixes, _) in _WHOLE.items()
}
"""Every format that can be written, with the suffixes of its files."""


@click.command()
@takes_locations
@click.argument("bank", shell_complete=complete_bank)
@click.option(
    "--format", "form", type=click.Choice(list(_SUFFIXES)), help="For which program; told from the name of the file."
)
@click.option("--to", "target", type=FilePath(), help="Write into this file, for example  bank.xml  for Moodle.")
@pass_locations
def export(locations: Locations, bank: str, form: str | None, target: Path | None) -> int:
    """Write BANK for another program: Moodle, a spreadsheet, Kahoot, a page to practise with, or a package for a VLE.

    The page (html) is one file that needs nothing but a browser; the package (scorm) is the same as SCORM 1.2, with the
    result in your VLE. A sheet to read is markdown; to print one, use quiz bank sheet.

    Without --to it goes to standard output. What the format cannot hold is listed on standard error.
    """
    form = form or _form_of(target)
    with refusing(), Progress("Writing", 2) as progress:
        found = find_bank(bank, locations.library())
        progress.step()
        exported = _exported(found, form)
    for line in losses_in_short(exported.problems):
        print_error(line)
    left_out = sum(problem.level == "fault" for problem in exported.problems)
    content = exported.content
    if content is None:
        content = csv_bytes(exported.text) if form == "csv" else exported.text.encode()
    if target is None:
        click.echo(content, nl=False)
    else:
        write_bytes(target, content)
        written = len(found.questions) - left_out
        print_line(f"{target}: {plural(written, 'question')}, {plural(left_out, 'question')} left out.")
    return FAILED if left_out else OK


def _form_of(target: Path | None) -> str:
    """Return the format that a file's name means. Raises CliError."""
    if target is None:
        raise CliError(
            f"Say for which program: --format {'|'.join(_SUFFIXES)}, or --to a file such as bank.xml.", WRONG_USAGE
        )
    refuse_pdf(target, "quiz bank sheet BANK")
    suffix = target.suffix.lower()
    form = next((name for name, suffixes in _SUFFIXES.items() if suffix in suffixes), None)
    if form is None:
        fix = f"Say it with --format {'|'.join(_SUFFIXES)}."
        raise CliError(f"The name {quoted(target.name)} does not say for which program the file is. {fix}", WRONG_USAGE)
    return form


def _exported(bank: Bank, form: str) -> Exported:
    """Return the bank in a format. Raises CliError if a library is missing."""
    if form in _WHOLE:
        _, write = _WHOLE[form]
        return write(bank, read_school(school_file(settings_file())).names)
    try:
        return write_bank(bank, form)
    except ModuleNotFoundError as error:
        command = install_command(error.name or "openpyxl")
        raise CliError(f"This needs one more package: {command}") from None
