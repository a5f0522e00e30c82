"""The commands that read banks from other programs' files, and write them for other programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.bank.formats.registry import FORMATS
from quiz.cli.places import FilePath, Places, complete_bank, pass_places, takes_places
from quiz.cli.program import PROBLEMS, WELL, Refusal, complain, counted, printable, write_text

if TYPE_CHECKING:
    from quiz.bank.formats.exchange import Imported
    from quiz.bank.model import About
    from quiz.bank.problems import Problem

_READ = list(FORMATS)
_WRITTEN = [*(name for name, form in FORMATS.items() if form.writer), "markdown"]


@click.command("import")
@takes_places
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
    from quiz.bank.formats.joining import joined
    from quiz.bank.formats.toml_writing import toml_text
    from quiz.bank.loading import read_text

    if target.suffix != ".toml":
        target = target.with_name(f"{target.name}.toml")
    parts = _read(files, form, target)
    problems = [problem for part in parts for problem in part.problems]
    _list_problems(problems)
    if not any(part.questions for part in parts):
        raise Refusal("No question could be read, so no bank was written.")
    document, remarks = joined(parts, _about(parts, target, title, identifier))
    text = toml_text(document, {"": _HEAD, **remarks})
    if faults := read_text(text, str(target)).faults:
        raise Refusal(f"{faults[0].message} {faults[0].mend}")
    write_text(target, text)
    left_out = sum(problem.level == "fault" for problem in problems)
    name = printable(str(target))
    click.echo(f"{name}: {counted(len(document.questions), 'question')}, {counted(left_out, 'question')} left out.")
    if remarks:
        click.echo(f'{counted(len(remarks), "question")} still to be finished: look for "# To do" in the file.')
    click.echo(f"See it as players will: quiz bank preview {name}")
    return PROBLEMS if left_out else WELL


@click.command()
@takes_places
@click.argument("bank", shell_complete=complete_bank)
@click.option("--format", "form", required=True, type=click.Choice(_WRITTEN), help="For which program.")
@click.option("--to", "target", type=FilePath(), help="Write into this file.")
@pass_places
def export(places: Places, bank: str, form: str, target: Path | None) -> int:
    """Write BANK for another program: GIFT or Aiken for Moodle, CSV for spreadsheets, Markdown to read.

    Without --to it goes to standard output. Questions that the format cannot hold are listed on standard error.
    """
    from quiz.bank.formats.registry import write_bank
    from quiz.cli.finding import one_bank

    found = one_bank(places, bank)
    problems: Sequence[Problem] = ()
    if form == "markdown":
        from quiz.paths import settings_file
        from quiz.report.sheet import run_sheet
        from quiz.report.sheet_text import markdown_sheet
        from quiz.school import read_school, school_file

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
        click.echo(f"{printable(str(target))}: {counted(written, 'question')}, {counted(left_out, 'question')} left out.")
    return PROBLEMS if left_out else WELL


_HEAD = (
    "Imported: a draft that plays at once. What is still to be written is marked with To do.",
    "Watch it while you write: quiz bank preview. When all is there, take out the line  draft = true.",
)


def _read(files: Sequence[Path], form: str | None, target: Path) -> "list[Imported]":
    from quiz.bank.formats.registry import read_file

    if target.exists():
        raise Refusal(f'"{target}" is there already and stays as it is. Choose another name.')
    return [read_file(file, form) for file in files]


def _about(parts: "Sequence[Imported]", target: Path, title: str | None, identifier: str | None) -> "About":
    from datetime import date

    from quiz.bank.formats.exchange import kebab
    from quiz.bank.model import About

    title = title or next((part.title for part in parts if part.title), "") or target.stem.replace("-", " ").capitalize()
    identifier = identifier or kebab(target.stem) or "imported"
    return About(id=identifier, title=title, version=f"{date.today():%Y.%m}", draft=True)


def _list_problems(problems: "Sequence[Problem]") -> None:
    for problem in problems:
        complain(str(problem))
