"""Textual's palette of commands, made proof against keys that come while it opens or closes."""

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, OptionList
from typing_extensions import override


class Palette(CommandPalette):
    """The palette of commands. Textual's own crashes on such keys, or closes the screen below it, too."""

    @on(Input.Changed)
    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _end_when_left(self, event: Input.Changed | Input.Submitted | OptionList.OptionSelected) -> None:
        """Once it is closing, neither look for commands nor let a second Enter do again what was chosen."""
        if not self.is_active:
            event.stop()
            event.prevent_default()

    @override
    def dismiss(self, result: object = None) -> AwaitComplete:
        # What is on top is closed, whoever asks for it.
        return super().dismiss(None) if self.is_active else AwaitComplete()

    @override
    def _action_command_list(self, action: str) -> None:
        # Textual knows no lines to page through before there is room to draw them.
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)
