"""The command that writes a bank for another program."""

from pathlib import Path

import click

from quiz.banks.formats.exchange import Exported
from quiz.banks.formats.registry import FORMATS, write_bank
from quiz.banks.model import Bank
from quiz.cli.finding import one_bank
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, print_error, print_line, write_text
from quiz.paths import settings_file
from quiz.questions.text import plural
from quiz.reports.run_sheet import run_sheet
from quiz.reports.run_sheet_text import markdown_sheet
from quiz.services.school import read_school, school_file

_FORMATS = [*(name for name, form in FORMATS.items() if form.writer), "markdown"]


@click.command()
@takes_locations
@click.argument("bank", shell_complete=complete_bank)
@click.option("--format", "form", required=True, type=click.Choice(_FORMATS), help="For which program.")
@click.option("--to", "target", type=FilePath(), help="Write into this file.")
@pass_locations
def export(locations: Locations, bank: str, form: str, target: Path | None) -> int:
    """Write BANK for another program: GIFT or Aiken for Moodle, CSV for spreadsheets, Markdown to read.

    Without --to it goes to standard output. Questions that the format cannot hold are listed on standard error.
    """
    found = one_bank(locations, bank)
    exported = _exported(found, form)
    for problem in exported.problems:
        print_error(str(problem))
    left_out = sum(problem.level == "fault" for problem in exported.problems)
    if target is None:
        # A spreadsheet takes a file with a byte order mark for UTF-8, and one without for something older.
        click.echo((("\ufeff" if form == "csv" else "") + exported.text).encode(), nl=False)
    else:
        write_text(target, exported.text, "utf-8-sig" if form == "csv" else "utf-8")
        written = len(found.questions) - left_out
        print_line(f"{target}: {plural(written, 'question')}, {plural(left_out, 'question')} left out.")
    return FAILED if left_out else OK


def _exported(bank: Bank, form: str) -> Exported:
    """Return the bank in a format; Markdown is the run sheet, which holds every type of question."""
    if form == "markdown":
        names = read_school(school_file(settings_file())).names
        return Exported(text=markdown_sheet(run_sheet(bank, names)))
    return write_bank(bank, form)
