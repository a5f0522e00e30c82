"""The commands that help the program along: what keeps it from working here, and completion in the shell."""

import click

from quiz.cli.locations import Locations, pass_locations, takes_locations
from quiz.cli.program import FAILED, OK, plural, print_json, printable


@click.command()
@takes_locations
@click.option("--deep", is_flag=True, help="Read all of the scores, too, to see whether the file is whole.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@pass_locations
def doctor(places: Locations, deep: bool, as_json: bool) -> int:
    """Say what may keep the program from working here, and how to fix it."""
    from dataclasses import asdict, replace

    from quiz.services.doctor import examine, surroundings
    from quiz.services.settings import read_settings
    from quiz.tui.inset_app import lost_theme

    here = surroundings(places.every_folder(), places.store())
    here = replace(here, theme=lambda: lost_theme(read_settings(here.settings_file).theme))
    findings = examine(here, deep=deep)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            fix = f" {finding.fix}" if finding.fix else ""
            click.echo(printable(f"{finding.name}: {finding.state}. {finding.sentence}{fix}"))
    faults = sum(finding.state == "fault" for finding in findings)
    if not as_json:
        click.echo(f"{plural(faults, 'fault')} to fix." if faults else "Nothing stands in the way.")
    return FAILED if faults else OK


@click.command()
@takes_locations
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    r"""Print the script with which SHELL completes commands, options and the ids of banks.

    \b
    bash:  add to ~/.bashrc   eval "$(quiz completion bash)"
    zsh:   add to ~/.zshrc    eval "$(quiz completion zsh)"
    fish:  quiz completion fish > ~/.config/fish/completions/quiz.fish
    """
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete
    click.echo(complete(context.find_root().command, {}, "quiz", "_QUIZ_COMPLETE").source())
    return OK
