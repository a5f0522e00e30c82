"""The command that prints what a shell needs to complete commands."""

import click
from click.shell_completion import get_completion_class

from quiz.cli.locations import takes_locations
from quiz.cli.program import OK


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
    complete = get_completion_class(shell)
    assert complete
    click.echo(complete(context.find_root().command, {}, "quiz", "_QUIZ_COMPLETE").source())
    return OK
