"""The options that say who is to be trained, and what counts as done."""

import functools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from quiz.banks.loading import Library
from quiz.banks.model import Bank
from quiz.cli.finding import refusing
from quiz.cli.locations import FilePath, complete_bank
from quiz.cli.program import CliError, print_error
from quiz.questions.diagnostics import quoted
from quiz.reports.completion import Period, Required, Rules, read_period
from quiz.services.staff_training import StaffLists, banks_to_do, left_out_notes, read_lists


class StaffAsked(Struct, frozen=True, kw_only=True):
    """The options as given: whose training to look at, and by what rules."""

    staff: Path
    only: tuple[str, ...]
    """The banks that were asked for; empty for all."""
    within: Period
    target: int
    soon: Period
    starters: Period | None
    required: tuple[Required, ...]
    other: Path | None

    def rules(self, today: date) -> Rules:
        """Return what counts as done on a day."""
        return Rules(
            today=today,
            within=self.within,
            soon=self.soon,
            starters=self.starters,
            target=self.target,
            required=self.required,
        )

    def read(self, library: Library) -> tuple[StaffLists, list[Bank]]:
        """Read the lists, and find the banks to be done. Raises CliError."""
        with refusing():
            lists, banks = read_lists(self.staff, self.other), banks_to_do(library, self.only)
        if self.required and not any(person.roles for person in lists.staff.people):
            # The rule could not be met, and nobody would know why.
            says = f"--require asks for a role, and {self.staff.name} says none."
            raise CliError(f"{says} {lists.staff.taken} Add a column role.")
        return lists, banks

    def print_notes(self, lists: StaffLists, library: Library, today: date) -> None:
        """Print how the lists were read, and which banks are left out."""
        for line in (*lists.notes(today), *(() if self.only else left_out_notes(library))):
            print_error(line)


def typed(read: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return a callback that reads an option's text with ``read``, whose ValueError says what is wrong with it."""

    def converted(context: click.Context, parameter: click.Parameter, text: Any) -> Any:
        try:
            return tuple(map(read, text)) if isinstance(text, tuple) else None if text is None else read(text)
        except ValueError as error:
            raise click.BadParameter(str(error), context, parameter) from None

    return converted


_LEAST = re.compile(r"0*[1-9]\d{0,4}", re.ASCII)


def _required(text: str) -> Required:
    kind, _, rule = text.partition(":")
    role, _, least = rule.rpartition("=")
    if kind != "role" or not role.strip() or not _LEAST.fullmatch(least):
        raise ValueError(f"{quoted(text)} is not a rule. Write role:governor=1 for at least one governor.")
    return Required(role=role.strip(), least=int(least))


_PERIOD = typed(read_period)
_OPTIONS = (
    click.option("--staff", metavar="FILE", type=FilePath(), required=True, help="Everybody who is to do it: a CSV table."),
    click.option(
        "--bank",
        "only",
        metavar="BANK",
        multiple=True,
        shell_complete=complete_bank,
        help="This bank, again for more; else all.",
    ),
    click.option(
        "--within", metavar="TIME", callback=_PERIOD, default="12m", show_default=True, help="How long it is good for."
    ),
    click.option(
        "--target", type=click.IntRange(1, 100), default=95, show_default=True, help="Per cent who have to be done."
    ),
    click.option(
        "--soon", metavar="TIME", callback=_PERIOD, default="30d", show_default=True, help="Tell who is due again so soon."
    ),
    click.option("--starters", metavar="TIME", callback=_PERIOD, help="How long the new have, from their day in from: 28d."),
    click.option(
        "--require",
        "required",
        metavar="role:ROLE=N",
        multiple=True,
        callback=typed(_required),
        help="At least N of a role.",
    ),
    click.option(
        "--other", metavar="FILE", type=FilePath(), help="Records of other training: a CSV table of name, date, course."
    ),
)


def takes_staff(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options about staff; it receives them together, as ``asked``."""

    @functools.wraps(command)
    def collected(*positional: Any, **named: Any) -> int:
        asked = StaffAsked(**{name: named.pop(name) for name in StaffAsked.__struct_fields__})
        return command(*positional, asked=asked, **named)

    for option in reversed(_OPTIONS):
        collected = option(collected)
    return collected
