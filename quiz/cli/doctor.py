"""The command that says what keeps the program from working here."""

from dataclasses import asdict, replace

import click

from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, print_json, print_line
from quiz.questions.text import plural
from quiz.services.doctor import examine, surroundings
from quiz.services.settings import read_settings
from quiz.tui.inset_app import lost_theme


@click.command()
@takes_locations
@click.option("--deep", is_flag=True, help="Read all of the scores, too, to see whether the file is whole.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def doctor(locations: Locations, deep: bool, as_json: bool) -> int:
    """Say what may keep the program from working here, and how to fix it."""
    here = surroundings(locations.every_folder(), locations.store())
    here = replace(here, theme=lambda: lost_theme(read_settings(here.settings_file).theme))
    findings = examine(here, deep=deep)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            fix = f" {finding.fix}" if finding.fix else ""
            print_line(f"{finding.name}: {finding.state}. {finding.sentence}{fix}")
    faults = sum(finding.state == "fault" for finding in findings)
    if not as_json:
        click.echo(f"{plural(faults, 'fault')} to fix." if faults else "Nothing stands in the way.")
    return FAILED if faults else OK
