"""A group of commands that are imported only when they are run."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyCommand(NamedTuple):
    """Where a command is and what it does, so that it can be listed without being imported."""

    target: str
    """Module and function, for example ``quiz.cli.play:play``."""
    help: str
    """The first sentence of the command's own help."""


class LazyGroup(click.Group):
    """A group that imports a command when it is run, so that its imports do not slow other commands or the help."""

    def __init__(self, *args: Any, table: Mapping[str, LazyCommand], **keywords: Any) -> None:
        """Take a group's usual arguments, and the commands by name, in the order of the help."""
        super().__init__(*args, **keywords)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table's order; click would sort them."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command with this name; None if there is none."""
        if cmd_name not in self.table:
            return None
        module, _, function = self.table[cmd_name].target.partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command that the arguments begin with. Raises UsageError with the nearest name if there is none."""
        if args[0] not in self.table and not ctx.resilient_parsing:
            from quiz.questions.diagnostics import nearest, quoted

            raise click.UsageError(f"There is no command {quoted(args[0])}. {nearest(args[0], self.table)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table; click would import each for its short help."""
        # The width left after the longest name and the gaps around it.
        limit = formatter.width - 6 - max(map(len, self.table))
        with formatter.section("Commands"):
            formatter.write_dl(list(self._short_helps(limit)))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """Offer commands from the table, then the group's own options."""
        from click.shell_completion import CompletionItem

        helps = self._short_helps()
        commands = [CompletionItem(name, help=text) for name, text in helps if name.startswith(incomplete)]
        # Not super(): click's group would import every command.
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def _short_helps(self, limit: int = 45) -> Iterator[tuple[str, str]]:
        """Yield each command's name and its help, cut to ``limit`` characters as click does."""
        for name, command in self.table.items():
            yield name, click.Command(name, help=command.help).get_short_help_str(limit)
