"""The command that makes a run sheet to print."""

from pathlib import Path

import click

from quiz.cli.finding import one_bank
from quiz.cli.locations import FilePath, Locations, complete_bank, pass_locations, takes_locations
from quiz.cli.program import OK, print_line, refuse_pdf, write_text
from quiz.paths import settings_file
from quiz.reports.run_sheet import run_sheet
from quiz.reports.run_sheet_html import html_sheet
from quiz.reports.run_sheet_markdown import markdown_sheet
from quiz.services.school import read_school, school_file


@click.command()
@takes_locations
@click.argument("bank", shell_complete=complete_bank)
@click.option("--to", "target", type=FilePath(), help="Write into this file: .html, or .md for Markdown.")
@click.option("--format", "form", type=click.Choice(["html", "markdown"]), help="What to write; HTML if not given.")
@pass_locations
def sheet(locations: Locations, bank: str, target: Path | None, form: str | None) -> int:
    """Make a run sheet of BANK to print: questions, key, explanations, talking points, times, and an answer card.

    Without --to it goes to standard output. A file that is there is never overwritten.
    """
    refuse_pdf(target)
    made = run_sheet(one_bank(locations, bank), read_school(school_file(settings_file())).names)
    markdown = form == "markdown" if form else target is not None and target.suffix.lower() in (".md", ".markdown")
    text = markdown_sheet(made) if markdown else html_sheet(made)
    if target is None:
        click.echo(text.encode(), nl=False)
        return OK
    write_text(target, text)
    print_line(f"{target} is written. Open it in a browser and print it.")
    return OK
