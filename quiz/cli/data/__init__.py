"""The commands about what is kept on people: to see it, hand it out, erase it, and keep nothing too long."""

import click

from quiz.cli.lazy_group import LazyCommand, LazyGroup
from quiz.cli.locations import takes_locations

COMMANDS = {
    "about": LazyCommand("quiz.cli.data.about:about", "Say what is kept under NAME, and where."),
    "export": LazyCommand(
        "quiz.cli.data.export:export", "Write everything that is kept under NAME into a file, in words, to hand out."
    ),
    "erase": LazyCommand("quiz.cli.data.erase:erase", "Erase NAME and everything that is kept under it, after asking."),
    "free": LazyCommand(
        "quiz.cli.data.free:free", "Let NAME go from the browser that it is bound to, so that its owner can take it anew."
    ),
    "keep-for": LazyCommand(
        "quiz.cli.data.keep_for:keep_for", "Say how long what people did is kept: PERIOD is 90d, 18m or 2y, or ever."
    ),
    "tidy": LazyCommand("quiz.cli.data.tidy:tidy", "List files that nobody needs any more; --yes deletes them."),
}


@click.group(cls=LazyGroup, table=COMMANDS, no_args_is_help=False)
@takes_locations
def data() -> None:
    """See, hand out and erase what is kept of people."""
