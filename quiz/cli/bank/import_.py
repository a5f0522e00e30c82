"""The command that makes a bank from another program's files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

import click

from quiz.banks.formats.exchange import Hints, Imported
from quiz.banks.formats.headings import COLUMNS, KeyKind
from quiz.banks.formats.registry import FORMATS
from quiz.cli.finding import refusing
from quiz.cli.locations import FilePath, takes_locations, with_toml
from quiz.cli.program import FAILED, OK, WRONG_USAGE, CliError, print_error, print_line, read_line
from quiz.cli.progress_bar import Progress
from quiz.paths import kept_files, own_banks
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.question import Question
from quiz.questions.text import cut, plural
from quiz.services.importing import (
    checked_text,
    draft_of,
    left_out,
    read_files,
    refuse_taken,
    tally_words,
    write_draft,
)
from quiz.services.mending import Mending
from quiz.services.updating import BankUpdate, update_of

_SHOWN = 3
"""How many questions are shown with their keys before anything is written."""
_LONGEST_LINE = 100


@click.command("import")
@takes_locations
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FilePath())
@click.option("--to", "target", metavar="BANK.toml", type=FilePath(), help="The new bank.")
@click.option(
    "--into",
    metavar="BANK.toml",
    type=FilePath(exists=True, dir_okay=False),
    help="A bank to bring up to date: questions are changed and added by id, none is taken out.",
)
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="What the files are; told from name and content if not given."
)
@click.option("--title", help="What the bank is called.")
@click.option("--id", "identifier", help="Its id, lower-case words with hyphens.")
@click.option("--correct", type=click.Choice(get_args(KeyKind)), help="How the files say which option is right.")
@click.option("--count-from", type=click.Choice(["0", "1"]), help="The number of the first option, where keys are numbers.")
@click.option("--column", "columns", multiple=True, metavar="OURS=THEIRS", help='For example correct="bonne réponse".')
@click.option("--yes", is_flag=True, help="Write the bank without asking.")
def import_(
    files: tuple[Path, ...],
    target: Path | None,
    into: Path | None,
    form: str | None,
    title: str | None,
    identifier: str | None,
    correct: KeyKind | None,
    count_from: str | None,
    columns: tuple[str, ...],
    yes: bool,
) -> int:
    """Make a bank of questions that Moodle, a spreadsheet or another quiz program keeps, or bring one up to date.

    The bank is a draft and plays at once. What could not be carried over is listed line by line; what you have still to
    write is marked in the file with  # To do.  You see three questions with their answers before anything is written. A
    file that is there is never overwritten; with --into, questions of a bank are changed and added by their id, what you
    wrote into it and the file does not say stays, and you see each change first.
    """
    start = cast(Literal[0, 1] | None, int(count_from) if count_from else None)
    hints = Hints(correct=correct, count_from=start, columns=_columns(columns))
    if (target is None) == (into is None) or (into and (title or identifier)):
        raise CliError("Say --to for a new bank, with --title and --id; or else --into for one that is there.", WRONG_USAGE)
    if into:
        return _bring_up_to_date(files, into, form, hints, yes)
    assert target
    target = with_toml(target)
    with refusing():
        refuse_taken(target)
        parts = _read(files, form, hints)
        with Progress("Putting the bank together", 2) as progress:
            draft = draft_of(files, parts, target, date.today(), title or "", identifier or "")
            progress.step()
            text = checked_text(draft)
        if not yes:
            _ask(draft.document.questions, target)
        write_draft(text, target)
    count = sum(map(left_out, parts))
    print_line(f"{target}: {plural(len(draft.document.questions), 'question')}, {plural(count, 'question')} left out.")
    if draft.remarks:
        click.echo(f'{plural(len(draft.remarks), "question")} still to be finished: look for "# To do" in the file.')
    print_line(f"See it as players will: quiz bank preview {target}")
    return FAILED if count else OK


def _read(files: Sequence[Path], form: str | None, hints: Hints) -> list[Imported]:
    """Read the files, and print what was left out and how the rest adds up."""
    with Progress("Reading", len(files)) as progress:
        parts = read_files(files, form, hints, progress.step)
    for problem in (problem for part in parts for problem in part.problems):
        print_error(str(problem))
    for file, part in zip(files, parts, strict=True):
        if words := tally_words(part):
            print_line(f"{file}: {words}")
    return parts


def _bring_up_to_date(files: Sequence[Path], into: Path, form: str | None, hints: Hints, yes: bool) -> int:
    """Change and add questions in a bank by id, after showing them."""
    with refusing():
        parts = _read(files, form, hints)
        if not any(part.questions for part in parts):
            raise CliError("No question could be read, so the bank stays as it is.")
        update = update_of(into, parts, [file.name for file in files])
        _show_update(update)
        failed = bool(update.refused or update.left_out) or any(map(left_out, parts))
        if update.content == update.before:
            print_line(f"{into} stays as it is: nothing in it is to be changed.")
            return FAILED if failed else OK
        if not yes:
            click.echo(f"\nChange {into.name} like this? [y/N] ", nl=False)
            _agree("Nothing was written.")
        file = Mending(own_banks(), kept_files()).put(into, update.before, update.content)
    print_line(f"{file}: {update.in_short}.")
    return FAILED if failed else OK


def _show_update(update: BankUpdate) -> None:
    """Print what happens to each question."""
    for one in update.changed:
        print_line(f"  changed  {one.before.id}: {', '.join(one.fields)}")
        for name, before, after in one.differences():
            print_line(f"           {name}: {cut(before, _LONGEST_LINE)}")
            print_line(f"           {' ' * len(name)}  {cut(after, _LONGEST_LINE)}")
    for question in update.added:
        print_line(f"  new      {question.id}: {cut(question.prompt, _LONGEST_LINE)}")
        for line in question.handout().key:
            print_line(f"           => {cut(line, _LONGEST_LINE)}")
    for identifier, why in update.refused:
        print_error(f"{update.file}: {quoted(identifier)} stays as it is: {why} Change it in your editor.")
    for identifier, lack in update.left_out:
        print_error(f"{update.file}: {quoted(identifier)} is new, and is left out: {lack}")
    print_line(update.of_the_others)


def _agree(otherwise: str) -> None:
    """Go on only if somebody agrees. Raises CliError, with ``otherwise`` after a no."""
    answer = read_line()
    if answer is None:
        click.echo()
        raise CliError("Nobody answered, so nothing was written. In a script, add --yes.")
    if answer.strip().casefold() not in ("y", "yes"):
        raise CliError(otherwise)


def _columns(said: Sequence[str]) -> dict[str, str]:
    """Return the file's headings by our columns. Raises CliError for an unknown column."""
    columns: dict[str, str] = {}
    for one in said:
        ours, _, theirs = (part.strip() for part in one.partition("="))
        ours = ours.casefold().replace("_", " ")
        if ours not in COLUMNS or not theirs:
            fix = 'Write it as --column correct="bonne réponse".' if ours in COLUMNS else nearest(ours, COLUMNS)
            raise CliError(f"{quoted(one)} does not say which column of ours is which heading. {fix}", WRONG_USAGE)
        columns[ours] = theirs
    return columns


def _ask(questions: Sequence[Question], target: Path) -> None:
    """Show the first questions with their keys, and go on only if somebody agrees. Raises CliError."""
    click.echo(
        f"\n{'These are' if len(questions) <= _SHOWN else 'The first'} {plural(min(len(questions), _SHOWN), 'question')}:"
    )
    for question in questions[:_SHOWN]:
        handout = question.handout()
        click.echo()
        print_line(f"  {cut(question.prompt, _LONGEST_LINE)}")
        for label, text in handout.shown:
            print_line(f"     {label}  {cut(text, _LONGEST_LINE)}")
        for line in handout.key:
            print_line(f"  => {cut(line, _LONGEST_LINE)}")
    click.echo(f"\nIs what stands behind => the right answer, and shall {target.name} be written? [y/N] ", nl=False)
    _agree("Nothing was written. Where a key is wrong, say how it is meant: --correct, --count-from or --column.")
