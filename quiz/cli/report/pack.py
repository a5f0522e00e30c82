"""The command that makes the pack of evidence for an auditor."""

import os
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from quiz.cli.locations import FilePath, Locations, pass_locations, takes_locations
from quiz.cli.program import OK, CliError, print_line, write_bytes
from quiz.cli.report.staff_options import StaffAsked, takes_staff
from quiz.files import replace_file
from quiz.paths import settings_file
from quiz.reports.pack.archive import pack_archive
from quiz.services.evidence_pack import read_pack
from quiz.services.school import read_school, school_file
from quiz.store.errors import MissingStoreError
from quiz.store.store import Store, open_store

_ENDING = ".zip"
_LEAD = "dpo"


@click.command()
@takes_locations
@takes_staff
@click.option("--to", "file", metavar="FILE", type=FilePath(), required=True, help="Write it into this file: .zip.")
@click.option("--replace", is_flag=True, help="Write over a pack that is there.")
@pass_locations
def pack(locations: Locations, asked: StaffAsked, file: Path, replace: bool) -> int:
    """Make the pack of evidence for an auditor: what was asked and taught, who is done, what staff say of it.

    One ZIP file of pages and tables; begin with index.html. What lies in its folder people names staff, all else nobody.
    The list of staff is that of quiz report completion. It is read and never kept.
    """
    if file.suffix.lower() != _ENDING:
        raise click.BadParameter(f"A pack is one {_ENDING} file: name it so.", param_hint="'--to'")
    _refuse(file, replace=replace)
    library = locations.library()
    lists, banks = asked.read(library)
    today = date.today()
    lead = read_school(school_file(settings_file())).names.get(_LEAD, "")
    with closing(_opened(locations)) as store:
        facts = read_pack(store, lists, banks, asked.rules(today), lead)
    _write(file, pack_archive(facts), replace=replace)
    print_line(f"{file} is written. Begin with index.html in it. What lies in its folder people names staff: keep it close.")
    asked.print_notes(lists, library, today)
    return OK


def _opened(locations: Locations) -> Store:
    """Open the scores for reading. Raises CliError if there are none: a mistyped address would make false evidence."""
    try:
        return open_store(locations.store(), read_only=True)
    except MissingStoreError:
        raise CliError(f"There are no scores at {locations.store()}, so there is nothing to show. Check --store.") from None


def _refuse(file: Path, *, replace: bool) -> None:
    """Raise CliError, before anything is read, if the file exists and may not be replaced."""
    if not os.path.lexists(file):
        return
    if not replace:
        raise CliError(f'"{file}" is there already and stays as it is. Choose another name, or add --replace.')
    if not file.is_file():
        raise CliError(f'"{file}" is not an ordinary file and stays as it is. Choose another name.')


def _write(file: Path, content: bytes, *, replace: bool) -> None:
    if replace and file.is_file():
        replace_file(file, content)
    else:
        write_bytes(file, content)
