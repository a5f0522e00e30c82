"""The command that writes what is kept under a name into a file."""

from pathlib import Path

import click
import msgspec

from quiz.cli.data.naming import held, takes_kind
from quiz.cli.finding import refusing
from quiz.cli.locations import FilePath, Locations, pass_locations, takes_locations
from quiz.cli.program import OK, print_line, write_text
from quiz.reports.personal_record import PersonalRecord
from quiz.reports.personal_record_html import html_record
from quiz.services.attempt_session import system_clocks
from quiz.services.personal_data import record_of

_ENDINGS = (".json", ".html")


@click.command()
@takes_locations
@click.argument("name")
@click.option("--to", "target", metavar="FILE", type=FilePath(), required=True, help="A new file: .html to read, or .json.")
@takes_kind
@pass_locations
def export(locations: Locations, name: str, target: Path, guest: bool | None) -> int:
    """Write everything that is kept under NAME into a file, in words, to hand out.

    Questions and answers stand there as they were played. A file that is there is never overwritten.
    """
    if target.suffix.lower() not in _ENDINGS:
        raise click.BadParameter("The file ends in .html, to be read, or in .json.", param_hint="'--to'")
    with held(locations, name, read_only=True) as (store, holding), refusing():
        record = record_of(store, holding, holding.choose(guest=guest), system_clocks().wall())
    write_text(target, html_record(record) if target.suffix.lower() == ".html" else _json(record), private=True)
    print_line(f"{target} is written. It tells of a person: give it to nobody else, and delete it when it has arrived.")
    return OK


def _json(record: PersonalRecord) -> str:
    # msgspec also encodes values that JSON has no form for, which a row written by another program may hold.
    return msgspec.json.format(msgspec.json.encode(record), indent=2).decode() + "\n"
