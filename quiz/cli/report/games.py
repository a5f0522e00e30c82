"""The command that lists the live games that were played."""

from datetime import datetime

import click

from quiz.cli.finding import one_site, own_first
from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import OK, print_json, print_line
from quiz.cli.scores import from_scores
from quiz.store.games import GameRecord


@click.command()
@takes_locations
@click.option("--site", metavar="NAME", help="Only those of this site of the school.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def games(locations: Locations, site: str | None, as_json: bool) -> int:
    """List the live games that were played, the latest first, with their ids.

    Where this machine's school.toml names a site, its games come before those of the others.
    """
    found: list[GameRecord] = from_scores(locations, lambda store: own_first(store.games.played()), [])
    if site is not None:
        name = one_site(site, sorted({record.plan.site for record in found} - {""}))
        found = [record for record in found if record.plan.site == name]
    if as_json:
        print_json([_row(record) for record in found])
        return OK
    if not found:
        print_line("No live game was played yet. Play one: quiz host")
    for record in found:
        began = datetime.fromtimestamp(record.began_at / 1000)
        at = f", {record.plan.site}" if record.plan.site else ""
        open_still = "" if record.ended_at else ", not ended: quiz host --resume goes on with the latest"
        print_line(f"{record.id}  {began:%Y-%m-%d %H:%M}  {record.plan.title}{at}{open_still}")
    return OK


def _row(record: GameRecord) -> dict[str, object]:
    plan = record.plan
    return {
        "id": record.id,
        "title": plan.title,
        "site": plan.site,
        "banks": [bank.id for bank in plan.banks],
        "questions": len(plan.questions),
        "hands": plan.hands,
        "began_at": record.began_at,
        "ended_at": record.ended_at,
    }
