"""The commands about question banks: list them, check them, print their schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.places import Places, pass_places, takes_places
from quiz.cli.program import PROBLEMS, WELL, Refusal, complain, counted, print_json, printable

if TYPE_CHECKING:
    from quiz.bank.loading import Library, Reading
    from quiz.bank.model import Bank


@click.group(no_args_is_help=False)
@takes_places
def bank() -> None:
    """Question banks: list them, check them, print their schema."""


@bank.command("list")
@takes_places
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_places
def list_(places: Places, as_json: bool) -> int:
    """List every bank that is found, with its id."""
    library = places.library()
    in_order = sorted(library.readings, key=_by_title)
    if as_json:
        print_json([_listed(reading) for reading in in_order])
    else:
        for reading in in_order:
            click.echo(_line(reading))
    # A broken bank is listed as such; it is no problem of the list.
    return WELL if library.readings else _status(library, places)


@bank.command()
@takes_places
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_places
def check(places: Places, files: tuple[Path, ...], as_json: bool) -> int:
    """Check bank files and say what is wrong, where, and how to mend it.

    A folder as FILE means its *.toml files. Without FILE every bank that is found is checked.
    """
    from quiz.bank.loading import read_files

    library = read_files(_asked_files(files)) if files else places.library()
    if as_json:
        print_json(_checked(library))
    else:
        for problem in library.problems:
            click.echo(problem)
        if library.readings:
            click.echo(_verdict(library))
    return _status(library, places)


@bank.command()
@takes_places
def schema() -> None:
    """Print the JSON Schema of a bank file, with which an editor completes and checks it."""
    from quiz.bank.schema import bank_schema_text

    # As bytes, so that the file it is sent into is UTF-8 with plain line ends on every machine.
    click.echo(bank_schema_text().encode(), nl=False)


def _asked_files(asked: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files that were asked for, and those of the folders, each once. Raises Refusal for a folder without any."""
    import os

    from quiz.bank.loading import bank_files

    seen: set[str] = set()
    for path in asked:
        files = list(bank_files([path])) if path.is_dir() else [path]
        if not files:
            raise Refusal(f'There is no bank file (*.toml) in "{path}". Name the folder that holds your banks.')
        for file in files:
            if os.path.realpath(file) not in seen:
                seen.add(os.path.realpath(file))
                yield file


def _status(library: "Library", places: Places) -> int:
    if library.readings:
        return PROBLEMS if library.broken else WELL
    folders = ", ".join(f'"{folder}"' for folder in places.every_folder())
    complain(f"There is no bank file (*.toml) in {folders}. Name a folder that holds banks: quiz --banks FOLDER.")
    return PROBLEMS


def _verdict(library: "Library") -> str:
    """Return one sentence about all banks that were checked."""
    banks = counted(len(library.readings), "bank")
    faults = sum(len(reading.faults) for reading in library.readings)
    advice = len(library.problems) - faults
    if not library.problems:
        return f"{banks}, no problems"
    pieces = f"{advice} {'piece' if advice == 1 else 'pieces'} of advice"
    if not faults:
        return f"{banks}, no faults, {pieces}"
    of_them = f" in {len(library.broken)} of them" if len(library.readings) > 1 else ""
    found = f"{banks}, {counted(faults, 'fault')}{of_them}"
    return f"{found}, {pieces}" if advice else found


def _checked(library: "Library") -> dict[str, Any]:
    from msgspec.structs import asdict

    whole = [(reading.file, reading.bank) for reading in library.readings if reading.bank]
    return {
        "banks": [{"id": bank.id, "file": file, "questions": len(bank.questions)} for file, bank in whole],
        "problems": [asdict(problem) for problem in library.problems],
    }


def _by_title(reading: "Reading") -> tuple[bool, str, str]:
    bank = reading.bank
    return (bank is None, bank.title.casefold() if bank else "", reading.file)


def _line(reading: "Reading") -> str:
    """Return one line of words about one bank."""
    bank = reading.bank
    if bank is None:
        faults = counted(len(reading.faults), "fault")
        return f"{printable(reading.file)}: cannot be played, {faults}; quiz bank check says what is wrong"
    parts = [bank.title, counted(len(bank.questions), "question")]
    parts += [f"version {bank.about.version}"] * bool(bank.about.version) + ["draft"] * bank.about.draft
    return f"{bank.id}: {', '.join(parts)}"


def _listed(reading: "Reading") -> dict[str, Any]:
    bank = reading.bank
    return {
        "id": bank.id if bank else None,
        "title": bank.title if bank else None,
        "file": reading.file,
        "version": bank.about.version if bank else None,
        "questions": len(bank.questions) if bank else 0,
        "types": _types(bank) if bank else [],
        "faults": len(reading.faults),
    }


def _types(bank: "Bank") -> list[str]:
    """Return the question types of a bank, each once, in the order of the file."""
    from quiz.bank.model import type_name

    return list(dict.fromkeys(type_name(question) for question in bank.questions))
