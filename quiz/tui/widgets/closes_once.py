"""Screens that close once, however many keys were waiting to close them."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType
from typing_extensions import override


class ClosesOnce(Screen[ScreenResultType]):
    """A screen whose second closing does nothing; Textual would close whatever screen is then on top, even the last."""

    @override
    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()
