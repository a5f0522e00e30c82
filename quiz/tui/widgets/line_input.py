"""A line of so many letters at most, which takes of what is pasted as much as it has room for."""

from textual.widgets import Input
from typing_extensions import override


class LineInput(Input):
    """Textual's own line refuses a text that is too long as a whole, without a word."""

    @override
    def replace(self, text: str, start: int, end: int) -> None:
        """Put the beginning of ``text`` in that place where all of it has no room; where nothing of it has, refuse it."""
        room = len(text)
        if self.max_length:
            first, last = sorted((max(start, 0), min(end, len(self.value))))
            room = self.max_length - len(self.value) + last - first
        super().replace(text[:room] if room > 0 else text, start, end)
