"""Shared by the commands about one name: the name, whether the person or the guest is meant, and the open store."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import click

from quiz.cli.locations import Locations
from quiz.cli.program import CliError, print_line, read_line
from quiz.paths import settings_file
from quiz.questions.names import is_name, name_trouble, tidy_name
from quiz.services.personal_data import Holding, look_up
from quiz.store.store import Store, open_store

_Command = TypeVar("_Command", bound=Callable[..., Any])


def takes_kind(command: _Command) -> _Command:
    """Give a command the options that say whether the person or the guest with a name is meant."""
    return click.option(
        "--guest/--person",
        "guest",
        default=None,
        help="Which of two is meant: the guest of live games, who is anybody that typed that name, or the person.",
    )(command)


@contextmanager
def held(locations: Locations, name: str, *, read_only: bool) -> Iterator[tuple[Store, Holding]]:
    """Open the store and look up a name. Raises BadParameter if it is not a name, MissingStoreError, StoreError."""
    trouble = " ".join(name_trouble(name)[:1])
    wrong = click.BadParameter(f"{trouble} Give the name that they play under.", param_hint="'NAME'")
    if not is_name(tidy_name(name)):
        raise wrong
    address = locations.store()
    # Opened read-only first, so that erasing does not make a store that is missing.
    with closing(open_store(address, read_only=True)) as store:
        holding = look_up(store, address, settings_file(), name)
        # A longer name may still be on a certificate.
        if trouble and not holding.certified:
            raise wrong
        if read_only:
            yield store, holding
            return
    with closing(open_store(address)) as store:
        yield store, holding


def agreed(question: str, refusal: str) -> None:
    """Ask whether to do something, and go on only if somebody says yes. Raises CliError with ``refusal``."""
    click.echo(f"{question} [y/N] ", nl=False)
    answer = read_line()
    if answer is None:
        click.echo()
        raise CliError(f"Nobody answered, so {refusal}. In a script, add --yes.")
    if answer.strip().casefold() not in ("y", "yes"):
        raise CliError(f"{refusal[:1].upper()}{refusal[1:]}.")


def print_lines(lines: list[str]) -> None:
    """Print each line."""
    for line in lines:
        print_line(line)
