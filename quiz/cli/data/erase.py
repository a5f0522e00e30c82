"""The command that erases a name and everything that is kept under it."""

import click

from quiz.cli.data.naming import agreed, held, print_lines, takes_kind
from quiz.cli.finding import refusing
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, print_line
from quiz.paths import document_folders
from quiz.questions.diagnostics import quoted
from quiz.questions.text import plural
from quiz.reports.personal_lines import personal_lines
from quiz.services.attempt_session import system_clocks
from quiz.services.personal_data import Erasure, Holding, delete_copies, kept_records
from quiz.services.personal_data import erase as erase_name


@click.command()
@takes_locations
@click.argument("name")
@takes_kind
@click.option("--keep-completion", is_flag=True, help="Leave the figures of finished quizzes, without name, team or day.")
@click.option("--copies", is_flag=True, help="Delete the copies beside the scores, too: they may hold the name.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_locations
def erase(locations: Locations, name: str, guest: bool | None, keep_completion: bool, copies: bool, yes: bool) -> int:
    """Erase NAME and everything that is kept under it, after asking.

    The name goes from live games, too: another stands there in its place, and what the games have shown stays true.
    With --copies all copies of the scores beside them are deleted, and can be put back no more.
    """
    with held(locations, name, read_only=False) as (store, holding):
        if copies and holding.copies and not (holding.person or holding.guest):
            return _delete_copies(holding, yes=yes)
        with refusing():
            chosen = holding.choose(guest=guest)
        print_lines(["This goes for good:", *personal_lines(chosen), *_copies(holding, copies)])
        if keep_completion:
            print_line(
                "The figures of finished quizzes stay: no name, team, points or typed words, and the month for the day."
            )
        if not yes:
            agreed("Erase it?", "nothing was erased")
        at = system_clocks().wall()
        erasure = erase_name(store, holding, chosen, at, keep_figures=keep_completion, with_copies=copies)
        print_lines(_done(erasure, on_server="://" in store.location))
        print_lines(_kept_elsewhere(chosen.name))
    return OK if not erasure.traces and not erasure.settings_left and not (copies and erasure.copies_left) else FAILED


def _delete_copies(holding: Holding, *, yes: bool) -> int:
    """Delete the copies that may hold the name of somebody already erased from the scores."""
    print_lines([f"Nothing else is kept under the name {quoted(holding.name)}.", *_copies(holding, deletes=True)])
    if not yes:
        agreed("Delete them?", "nothing was deleted")
    left = delete_copies(holding.copies)
    print_lines([f"They could not be deleted: {', '.join(map(str, left))}" if left else "They are deleted."])
    return FAILED if left else OK


def _copies(holding: Holding, deletes: bool) -> list[str]:
    if not holding.copies:
        return []
    what = "These copies of all the scores go, too:" if deletes else "These copies stay; --copies deletes them, too:"
    return [what, *(f"  {copy}" for copy in holding.copies)]


def _kept_elsewhere(name: str) -> list[str]:
    """Say what erasing does not reach, and list the pages found in the folders that the app saves to."""
    pages = kept_records(document_folders(), name)
    return [
        "Pages that were saved or printed, and certificates, are for whoever has them to delete.",
        *(f"  {page}: a page about {name}" for page in pages),
    ]


def _done(erasure: Erasure, *, on_server: bool) -> list[str]:
    erased = erasure.erased
    lines = [f"Erased: the name and {plural(erased.attempts, 'attempt')}."]
    if erased.kept_attempts:
        lines.append(f"Figures of {plural(erased.kept_attempts, 'attempt')} stay without a name.")
    if erased.games:
        lines.append(f"Another name stands now in {plural(erased.games, 'live game')}.")
    if on_server:
        lines.append("Copies and logs of the database are kept by the server: ask whoever looks after it.")
    if erasure.traces:
        lines.append(f"Traces may be left in the file. {erasure.traces} Then: quiz data tidy --yes")
    if erasure.copies_left:
        lines += ["The name may still stand in these copies:", *(f"  {copy}" for copy in erasure.copies_left)]
    if erasure.settings_left:
        lines.append(f"The settings in {erasure.settings_left} could not be written and still hold the name.")
    return lines
