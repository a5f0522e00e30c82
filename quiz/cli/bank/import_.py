"""The command that makes a bank of another program's files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from quiz.banks.formats.exchange import Imported, merge, slugify
from quiz.banks.formats.registry import FORMATS, read_file
from quiz.banks.formats.toml_writing import toml_text
from quiz.banks.loading import read_text
from quiz.banks.model import BankInfo
from quiz.cli.locations import FilePath, takes_locations
from quiz.cli.program import FAILED, OK, CliError, print_error, print_line, write_text
from quiz.questions.text import plural

_HEAD = (
    "Imported: a draft that plays at once. What is still to be written is marked with To do.",
    "Watch it while you write: quiz bank preview. When all is there, take out the line  draft = true.",
)


@click.command("import")
@takes_locations
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FilePath())
@click.option("--to", "target", required=True, metavar="BANK.toml", type=FilePath(), help="The new bank.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="What the files are; told from name and content if not given."
)
@click.option("--title", help="What the bank is called.")
@click.option("--id", "identifier", help="Its id, lower-case words with hyphens.")
def import_(files: tuple[Path, ...], target: Path, form: str | None, title: str | None, identifier: str | None) -> int:
    """Make a bank of questions that Moodle (GIFT, Aiken), a spreadsheet or another quiz program keeps.

    The bank is a draft and plays at once. What could not be carried over is listed line by line; what you have still to
    write is marked in the file with  # To do.  A file that is there is never overwritten.
    """
    if target.suffix != ".toml":
        target = target.with_name(f"{target.name}.toml")
    parts = _read(files, form, target)
    problems = [problem for part in parts for problem in part.problems]
    for problem in problems:
        print_error(str(problem))
    if not any(part.questions for part in parts):
        raise CliError("No question could be read, so no bank was written.")
    document, remarks = merge(parts, _about(parts, target, title, identifier))
    text = toml_text(document, {"": _HEAD, **remarks})
    if faults := read_text(text, str(target)).faults:
        raise CliError(f"{faults[0].message} {faults[0].fix}")
    write_text(target, text)
    left_out = sum(problem.level == "fault" for problem in problems)
    print_line(f"{target}: {plural(len(document.questions), 'question')}, {plural(left_out, 'question')} left out.")
    if remarks:
        click.echo(f'{plural(len(remarks), "question")} still to be finished: look for "# To do" in the file.')
    print_line(f"See it as players will: quiz bank preview {target}")
    return FAILED if left_out else OK


def _read(files: Sequence[Path], form: str | None, target: Path) -> list[Imported]:
    if target.exists():
        raise CliError(f'"{target}" is there already and stays as it is. Choose another name.')
    return [read_file(file, form) for file in files]


def _about(parts: Sequence[Imported], target: Path, title: str | None, identifier: str | None) -> BankInfo:
    title = title or next((part.title for part in parts if part.title), "") or target.stem.replace("-", " ").capitalize()
    identifier = identifier or slugify(target.stem) or "imported"
    return BankInfo(id=identifier, title=title, version=f"{date.today():%Y.%m}", draft=True)
