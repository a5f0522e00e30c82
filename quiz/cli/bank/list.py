"""The command that lists all banks."""

from typing import Any

import click

from quiz.banks.loading import REPEATED, Reading
from quiz.banks.model import Bank
from quiz.cli.bank.check import status_of
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import OK, print_json
from quiz.questions.text import plural, printable


@click.command("list")
@takes_locations
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def list_(locations: Locations, as_json: bool) -> int:
    """List every bank that is found, with its id.

    Of two banks with one id it says which counts. A bank that cannot be played is listed as such and does not make the
    list fail: quiz bank check ends with status 1.
    """
    library = locations.library()
    if as_json:
        print_json([_listed(reading) for reading in library.by_title])
    else:
        for reading in library.by_title:
            click.echo(_line(reading))
    # A script can go on with what can be played, even while somebody is writing another bank.
    return OK if library.readings else status_of(library, locations)


def _line(reading: Reading) -> str:
    """Return one line about one bank."""
    bank = reading.bank
    if repeated := next((fault for fault in reading.faults if fault.rule == REPEATED), None):
        return f"{printable(reading.file)}: does not count. {repeated.message} {repeated.fix}"
    if bank is None:
        faults = plural(len(reading.faults), "fault")
        return f"{printable(reading.file)}: cannot be played, {faults}; quiz bank check says what is wrong"
    parts = [bank.title, plural(len(bank.questions), "question")]
    if bank.about.version:
        parts.append(f"version {bank.about.version}")
    if bank.about.draft:
        parts.append("draft")
    if reading.in_place_of:
        parts.append(f"from {printable(reading.file)}, in place of {printable(reading.in_place_of)}")
    return f"{bank.id}: {', '.join(parts)}"


def _listed(reading: Reading) -> dict[str, Any]:
    bank = reading.bank
    return {
        "id": bank.id if bank else None,
        "title": bank.title if bank else None,
        "file": reading.file,
        "version": bank.about.version if bank else None,
        "questions": len(bank.questions) if bank else 0,
        "types": _types(bank) if bank else [],
        "faults": len(reading.faults),
        "in_place_of": reading.in_place_of or None,
    }


def _types(bank: Bank) -> list[str]:
    """Return the question types of a bank, each once, in the order of the file."""
    return list(dict.fromkeys(question.type for question in bank.questions))
