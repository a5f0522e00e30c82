"""Finds what a command is about: a bank by its id or file, a site, a day, games."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import click

from quiz.banks.model import Bank
from quiz.cli.locations import Locations
from quiz.cli.program import FAILED, WRONG_USAGE, CliError, print_error
from quiz.paths import settings_file
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.names import tidy_name
from quiz.reports.standings import NAME_A_SITE, since_when
from quiz.services.bank_finding import find_bank
from quiz.services.requests import RequestError
from quiz.services.school import own_site, read_school, school_file
from quiz.store.games import GameRecord


def one_bank(locations: Locations, asked: str) -> Bank:
    """Return the bank with this id, or in this file. Raises CliError if none can be read."""
    with refusing():
        return find_bank(asked, locations.library())


def bank_that_was_played(locations: Locations, asked: str) -> Bank:
    """Return the bank with this id, or in this file; if it is gone, the last that the store kept. Raises CliError."""
    from quiz.cli.scores import from_scores

    if asked not in locations.library().banks:
        kept: list[Bank] = from_scores(locations, lambda store: [*store.material_of_bank(asked).values()], [])
        if kept:
            return kept[-1]
    return one_bank(locations, asked)


def since_typed(text: str | None, option: str = "--since") -> int | None:
    """Return when the day typed after ``option`` begins here, in milliseconds UTC. Raises BadParameter."""
    try:
        return None if text is None else since_when(text, date.today(), None)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=f"'{option}'") from None


def one_site(asked: str, known: Iterable[str]) -> str:
    """Return the site that is meant, spelt as among those ``known``. Raises CliError if it is none of them."""
    names = list(known)
    for name in names:
        if name.casefold() == tidy_name(asked).casefold():
            return name
    with refusing():
        raise RequestError(f"Nothing was played on a site {quoted(asked)}.", nearest(asked, names) if names else NAME_A_SITE)


def own_first(games: Iterable[GameRecord]) -> list[GameRecord]:
    """Return games in their order, with those of this machine's site before all others."""
    site = own_site(read_school(school_file(settings_file())).names)
    return sorted(games, key=lambda game: bool(site) and game.plan.site != site)


@contextmanager
def refusing() -> Iterator[None]:
    """Print why a request is refused, one sentence on each line. Raises CliError in place of RequestError."""
    try:
        yield
    except RequestError as refusal:
        for sentence in refusal.sentences[:-1]:
            print_error(sentence)
        raise CliError(refusal.sentences[-1], WRONG_USAGE if refusal.wrong_usage else FAILED) from None
