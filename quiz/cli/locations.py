"""Where the banks and the scores are: options that every command takes, before its name and after it."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quiz.cli.program import WRONG_USAGE, CliError, print_error
from quiz.paths import bank_folders, expand, is_missing, store_address

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quiz.banks.loading import Library

_POSTGRES = ("postgresql://", "postgres://")
_BEGINS_LIKE_POSTGRES = re.compile(r"\s*postgres(ql)?:", re.IGNORECASE)
# One letter and a colon is a drive of Windows.
_OTHER_KIND = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+)(://|:/)")
_KEYS_AND_VALUES = re.compile(r"(^|\s)(host|hostaddr|port|dbname|user|password|passfile|service|sslmode)\s*=")
_NAME_AND_PASSWORD = re.compile(r"\s*[^/\\\s]*:[^/\\]*@")
_PASSWORD_INSIDE = re.compile(r"://[^?@]*:[^?]*@|[?&](ssl)?password=")
_WRITE_ADDRESS = "Write postgresql://NAME@HOST/DATABASE."
_SEEN_BY_OTHERS = (
    "Whoever uses this machine can read the password that follows --store. Put it into the file that PGPASSFILE names "
    "(else ~/.pgpass), or the whole address into QUIZ_STORE."
)

_Command = TypeVar("_Command", bound=Callable[..., Any])


class FilePath(click.Path):
    """The path of a file or folder, its ``~`` expanded; the command finds out whether it is there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return it as a path."""
        return Path(os.fsdecode(super().convert(expand(value), param, ctx)))


class Locations:
    """What the command line has said so far of where things are."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.named_folders: list[Path] = []
        self.named_store: str | None = None

    def every_folder(self) -> list[Path]:
        """Return every folder that is searched for banks, whether it is there or not."""
        return bank_folders(self.named_folders)

    def folders(self) -> list[Path]:
        """Return every folder that is searched for banks. Raises CliError where one that was named is not there."""
        for folder in self.named_folders:
            if is_missing(folder):
                raise CliError(f'There is no folder "{folder}". Check what follows --banks.')
        return self.every_folder()

    def library(self) -> "Library":
        """Read all banks. Raises CliError as ``folders`` does."""
        from quiz.banks.loading import load_library

        return load_library(self.folders())

    def store(self) -> str:
        """Return the address of the store. Raises CliError for what is an address and none that can be opened here."""
        address = store_address(self.named_store)
        if refusal := refused_address(address):
            raise CliError(refusal, WRONG_USAGE)
        return address


def refused_address(address: str) -> str:
    """Return why the scores cannot be kept at ``address``, or nothing.

    What is meant for a database must not become a file: its name would show the password. No part of it is repeated.
    """
    if address.startswith(_POSTGRES) or address == ":memory:":
        return ""
    if _BEGINS_LIKE_POSTGRES.match(address):
        return f"The address of a database begins with postgresql://, two slashes and small letters. {_WRITE_ADDRESS}"
    if kind := _OTHER_KIND.match(address):
        return f'Scores cannot be kept at a "{kind[1]}" address. Give a file, or an address that begins with postgresql://.'
    # One such word and a sign of equality may be in any file's name; two, or a password, are meant for a database.
    keys = {key for _, key in _KEYS_AND_VALUES.findall(address)}
    if "password" in keys or len(keys) > 1 or _NAME_AND_PASSWORD.match(address):
        return f"This is neither a file nor an address that begins with postgresql://. {_WRITE_ADDRESS}"
    return ""


def has_password(address: str) -> bool:
    """Say whether a PostgreSQL address has a password in it."""
    return address.startswith(_POSTGRES) and bool(_PASSWORD_INSIDE.search(address))


pass_locations = click.make_pass_decorator(Locations, ensure=True)
"""Hand the locations to a command as its first argument."""


def _note_folders(context: click.Context, parameter: click.Parameter, folders: tuple[Path, ...]) -> None:
    context.ensure_object(Locations).named_folders += folders


def _note_store(context: click.Context, parameter: click.Parameter, address: str | None) -> None:
    locations = context.ensure_object(Locations)
    locations.named_store = address or locations.named_store
    if address and has_password(address) and not context.resilient_parsing:
        print_error(_SEEN_BY_OTHERS)


def takes_locations(command: _Command) -> _Command:
    """Give a command the options ``--banks`` and ``--store``. What stands nearer to the end wins, folders add up."""
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
    """Return the banks whose ids begin with what was typed so far. Says nothing where they cannot be read."""
    from click.shell_completion import CompletionItem

    try:
        banks = context.ensure_object(Locations).library().banks
    except Exception:
        return []
    return [CompletionItem(bank.id, help=bank.title) for bank in banks.values() if bank.id.startswith(incomplete)]
