"""The commands as the help and the shell list them: from tables that must say what the commands say."""

import click
import pytest

from quiz.cli import COMMANDS, main
from quiz.cli.bank import COMMANDS as BANK_COMMANDS
from quiz.cli.bank import bank
from quiz.cli.data import COMMANDS as DATA_COMMANDS
from quiz.cli.data import data
from quiz.cli.lazy_group import LazyGroup
from quiz.cli.report import COMMANDS as REPORT_COMMANDS
from quiz.cli.report import report
from tests.cli.test_output import loaded_by

TABLES = ((main, COMMANDS), (bank, BANK_COMMANDS), (data, DATA_COMMANDS), (report, REPORT_COMMANDS))
GROUPS = [(group, name) for group, table in TABLES for name in table]


@pytest.mark.parametrize(("group", "name"), GROUPS, ids=[name for _, name in GROUPS])
def test_a_table_says_of_each_command_what_its_own_help_says_first(group: LazyGroup, name: str) -> None:
    with click.Context(group) as context:
        command = group.get_command(context, name)
    assert command
    assert command.name == name
    assert group.table[name].help.removesuffix(".") == command.get_short_help_str(limit=500).removesuffix(".")


@pytest.mark.parametrize("arguments", [["--help"], ["bank", "--help"]])
def test_listing_the_commands_imports_none_of_them(arguments: list[str]) -> None:
    targets = {command.target.partition(":")[0] for command in (*COMMANDS.values(), *BANK_COMMANDS.values())}
    assert loaded_by(*arguments) & targets <= {"quiz.cli.bank"}


@pytest.mark.parametrize("group", [main, bank, data, report], ids=["quiz", "quiz bank", "quiz data", "quiz report"])
def test_the_list_is_the_one_that_click_makes_of_the_commands_themselves(group: LazyGroup) -> None:
    with click.Context(group, terminal_width=80) as context:
        ours, clicks = click.HelpFormatter(width=80), click.HelpFormatter(width=80)
        group.format_commands(context, ours)
        click.Group.format_commands(group, context, clicks)
    assert ours.getvalue() == clicks.getvalue()
