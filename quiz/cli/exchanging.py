"""The commands that read banks from other programs' files, and write them for other programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.banks.formats.registry import FORMATS
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, CliError, plural, print_error, printable, write_text

if TYPE_CHECKING:
    from quiz.banks.formats.exchange import Imported
    from quiz.banks.model import BankInfo
    from quiz.questions.diagnostics import PlacedDiagnostic

_READ = list(FORMATS)
_WRITTEN = [*(name for name, form in FORMATS.items() if form.writer), "markdown"]


@click.command("import")
@takes_locations
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FilePath())
@click.option("--to", "target", required=True, metavar="BANK.toml", type=FilePath(), help="The new bank.")
@click.option(
    "--format", "form", type=click.Choice(_READ), help="What the files are; told from name and content if not given."
)
@click.option("--title", help="What the bank is called.")
@click.option("--id", "identifier", help="Its id, lower-case words with hyphens.")
def import_(files: tuple[Path, ...], target: Path, form: str | None, title: str | None, identifier: str | None) -> int:
    """Make a bank of questions that Moodle (GIFT, Aiken), a spreadsheet or another quiz program keeps.

    The bank is a draft and plays at once. What could not be carried over is listed line by line; what you have still to
    write is marked in the file with  # To do.  A file that is there is never overwritten.
    """
    from quiz.banks.formats.exchange import merge
    from quiz.banks.formats.toml_writing import toml_text
    from quiz.banks.loading import read_text

    if target.suffix != ".toml":
        target = target.with_name(f"{target.name}.toml")
    parts = _read(files, form, target)
    problems = [problem for part in parts for problem in part.problems]
    _list_problems(problems)
    if not any(part.questions for part in parts):
        raise CliError("No question could be read, so no bank was written.")
    document, remarks = merge(parts, _about(parts, target, title, identifier))
    text = toml_text(document, {"": _HEAD, **remarks})
    if faults := read_text(text, str(target)).faults:
        raise CliError(f"{faults[0].message} {faults[0].fix}")
    write_text(target, text)
    left_out = sum(problem.level == "fault" for problem in problems)
    name = printable(str(target))
    click.echo(f"{name}: {plural(len(document.questions), 'question')}, {plural(left_out, 'question')} left out.")
    if remarks:
        click.echo(f'{plural(len(remarks), "question")} still to be finished: look for "# To do" in the file.')
    click.echo(f"See it as players will: quiz bank preview {name}")
    return FAILED if left_out else OK


@click.command()
@takes_locations
@click.argument("bank", shell_complete=complete_bank)
@click.option("--format", "form", required=True, type=click.Choice(_WRITTEN), help="For which program.")
@click.option("--to", "target", type=FilePath(), help="Write into this file.")
@pass_locations
def export(places: Locations, bank: str, form: str, target: Path | None) -> int:
    """Write BANK for another program: GIFT or Aiken for Moodle, CSV for spreadsheets, Markdown to read.

    Without --to it goes to standard output. Questions that the format cannot hold are listed on standard error.
    """
    from quiz.banks.formats.registry import write_bank
    from quiz.cli.finding import one_bank

    found = one_bank(places, bank)
    problems: Sequence[PlacedDiagnostic] = ()
    if form == "markdown":
        from quiz.paths import settings_file
        from quiz.reports.run_sheet import run_sheet
        from quiz.reports.run_sheet_text import markdown_sheet
        from quiz.services.school import read_school, school_file

        text = markdown_sheet(run_sheet(found, read_school(school_file(settings_file())).names))
    else:
        exported = write_bank(found, form)
        text, problems = exported.text, exported.problems
    _list_problems(problems)
    left_out = sum(problem.level == "fault" for problem in problems)
    if target is None:
        # A spreadsheet takes a file with a byte order mark for UTF-8, and one without for something older.
        click.echo((("\ufeff" if form == "csv" else "") + text).encode(), nl=False)
    else:
        write_text(target, text, "utf-8-sig" if form == "csv" else "utf-8")
        written = len(found.questions) - left_out
        click.echo(f"{printable(str(target))}: {plural(written, 'question')}, {plural(left_out, 'question')} left out.")
    return FAILED if left_out else OK


_HEAD = (
    "Imported: a draft that plays at once. What is still to be written is marked with To do.",
    "Watch it while you write: quiz bank preview. When all is there, take out the line  draft = true.",
)


def _read(files: Sequence[Path], form: str | None, target: Path) -> "list[Imported]":
    from quiz.banks.formats.registry import read_file

    if target.exists():
        raise CliError(f'"{target}" is there already and stays as it is. Choose another name.')
    return [read_file(file, form) for file in files]


def _about(parts: "Sequence[Imported]", target: Path, title: str | None, identifier: str | None) -> "BankInfo":
    from datetime import date

    from quiz.banks.formats.exchange import slugify
    from quiz.banks.model import BankInfo

    title = title or next((part.title for part in parts if part.title), "") or target.stem.replace("-", " ").capitalize()
    identifier = identifier or slugify(target.stem) or "imported"
    return BankInfo(id=identifier, title=title, version=f"{date.today():%Y.%m}", draft=True)


def _list_problems(problems: "Sequence[PlacedDiagnostic]") -> None:
    for problem in problems:
        print_error(str(problem))
