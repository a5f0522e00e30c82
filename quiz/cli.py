"""The command line. Each command imports its part of the program when it runs."""

import sys
from pathlib import Path

import click

from quiz import __version__


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="quiz")
@click.pass_context
def main(context: click.Context) -> None:
    """Learn to spot the risks of messaging apps at work, and what to do about them."""


@main.group()
def bank() -> None:
    """Question banks: list and check them."""


@bank.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def bank_check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check bank files and say what is wrong, where, and how to mend it."""
    from quiz.bank.loading import read_bank

    problems = [p for file in files for p in read_bank(file).problems]
    for problem in problems:
        click.echo(problem)
    sys.exit(1 if any(p.level == "fault" for p in problems) else 0)
