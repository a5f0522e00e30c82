"""Where the banks and the scores are: options that every command takes, before or after its name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quiz.cli.program import WRONG_USAGE, CliError, print_error
from quiz.paths import bank_folders, expand, is_missing, store_address

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quiz.banks.loading import Library

_SEEN_BY_OTHERS = (
    "Whoever uses this machine can read the password that follows --store. Put it into the file that PGPASSFILE names "
    "(else ~/.pgpass), or the whole address into QUIZ_STORE."
)

_Command = TypeVar("_Command", bound=Callable[..., Any])


class FilePath(click.Path):
    """The path of a file or folder, its ``~`` expanded; whether it exists is left to the command, unless asked."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return it as a path. Fails for "-", which elsewhere means a pipe, and for "", which would be this folder."""
        if not os.fspath(value):
            self.fail("No file is named. Write its name between the quotes.", param, ctx)
        if os.fspath(value) == "-":
            self.fail('"-" does not mean a pipe here. Give the name of a file.', param, ctx)
        return Path(os.fsdecode(super().convert(expand(value), param, ctx)))


def with_toml(file: Path) -> Path:
    """Return the name of a new bank's file, its ``.toml`` added where it was left out. Raises CliError for dots."""
    if file.suffix == ".toml":
        return file
    if not file.name.strip("."):
        raise CliError(f'"{file}" is a folder. Give the new bank a name in it.')
    return file.with_name(f"{file.name}.toml")


class Locations:
    """Where things are, as far as the command line has said."""

    def __init__(self) -> None:
        """Start with no locations."""
        self.named_folders: list[Path] = []
        self.named_store: str | None = None

    def every_folder(self) -> list[Path]:
        """Return every folder that is searched for banks, whether or not it exists."""
        return bank_folders(self.named_folders)

    def folders(self) -> list[Path]:
        """Return every folder that is searched for banks. Raises CliError if one that was named is missing."""
        for folder in self.named_folders:
            if is_missing(folder):
                raise CliError(f'There is no folder "{folder}". Check what follows --banks.')
        return self.every_folder()

    def library(self) -> "Library":
        """Read all banks. Raises CliError as ``folders`` does."""
        from quiz.banks.loading import load_library

        return load_library(self.folders())

    def bank_file(self, asked: Path) -> Path:
        """Return the file ``asked``, or else that of the bank with this id. Raises CliError as ``folders`` does."""
        if not is_missing(asked):
            return asked
        from quiz.services.bank_finding import find_file

        return find_file(asked, self.library())

    def store(self) -> str:
        """Return the address of the store. Raises CliError for an address that cannot be used."""
        from quiz.cli.addresses import refused_address

        address = store_address(self.named_store)
        if refusal := refused_address(address):
            raise CliError(refusal, WRONG_USAGE)
        return address


pass_locations = click.make_pass_decorator(Locations, ensure=True)
"""Hand the locations to a command as its first argument."""


def _note_folders(context: click.Context, parameter: click.Parameter, folders: tuple[Path, ...]) -> None:
    context.ensure_object(Locations).named_folders += folders


def _note_store(context: click.Context, parameter: click.Parameter, address: str | None) -> None:
    locations = context.ensure_object(Locations)
    locations.named_store = address or locations.named_store
    if address and not context.resilient_parsing:
        from quiz.cli.addresses import has_password

        if has_password(address):
            print_error(_SEEN_BY_OTHERS)


def takes_locations(command: _Command) -> _Command:
    """Give a command the options ``--banks`` and ``--store``. The last store wins; folders add up."""
    banks = click.option(
        "--banks",
        metavar="DIR",
        multiple=True,
        type=FilePath(),
        expose_value=False,
        callback=_note_folders,
        help="Search this folder for banks, too. May be given again and again; also QUIZ_BANKS.",
    )
    store = click.option(
        "--store",
        metavar="PATH-or-URL",
        expose_value=False,
        callback=_note_store,
        help="Keep the scores here: a file, or a postgresql:// address (its password rather in QUIZ_STORE or ~/.pgpass).",
    )
    return banks(store(command))


def complete_bank(context: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem[str]]":
    """Return the banks whose ids begin with what was typed so far; none if they cannot be read."""
    from click.shell_completion import CompletionItem

    try:
        banks = context.ensure_object(Locations).library().banks
    except Exception:
        return []
    return [CompletionItem(bank.id, help=bank.title) for bank in banks.values() if bank.id.startswith(incomplete)]
