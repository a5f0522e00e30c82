"""The command that begins a new bank."""

import sys
from datetime import date
from pathlib import Path

import click

from quiz.banks.formats.exchange import slugify
from quiz.banks.loading import read_text
from quiz.banks.template import template_text
from quiz.cli.locations import FilePath, takes_locations, with_toml
from quiz.cli.program import OK, CliError, is_terminal, print_line, write_text


@click.command()
@takes_locations
@click.argument("file", type=FilePath())
@click.option("--title", help="What the bank is called.")
@click.option("--id", "identifier", help="Its id, lower-case words with hyphens; made from the title if not given.")
@click.option("--audience", help="For whom it is.")
def new(file: Path, title: str | None, identifier: str | None, audience: str | None) -> int:
    """Write a new bank with a question of each common type, to write over.

    What is not given as an option is asked for. A file that is there is never overwritten.
    """
    file = with_toml(file)
    if file.exists():
        raise CliError(f'"{file}" is there already and stays as it is. Choose another name.')
    asks = is_terminal(sys.stdin)
    title = title or _asked("What is the bank called?", _spoken(file.stem), asks)
    identifier = identifier or _asked("Its id, under which results are kept:", slugify(title) or "my-bank", asks)
    audience = audience or _asked("For whom is it?", "All school staff", asks)
    text = template_text(identifier=identifier, title=title, audience=audience, today=date.today())
    faults = read_text(text, str(file)).faults
    if faults:
        raise CliError(f"{faults[0].message} {faults[0].fix}")
    write_text(file, text)
    print_line(f"{file} is written. Change it in any text editor, and watch it as players will see it:")
    print_line(f"    quiz bank preview {file}")
    return OK


def _asked(question: str, usual: str, asks: bool) -> str:
    """Ask if somebody is there to answer; Enter takes the ``usual`` answer."""
    answer: str = click.prompt(question, default=usual, err=True) if asks else usual
    return answer.strip() or usual


def _spoken(stem: str) -> str:
    words = stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "My questions"
