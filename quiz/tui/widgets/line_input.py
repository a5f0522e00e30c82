"""An input of limited length that takes as much of a pasted text as fits."""

from textual.widgets import Input
from typing_extensions import override


class LineInput(Input):
    """Textual's own input silently refuses the whole of a text that is too long."""

    @override
    def replace(self, text: str, start: int, end: int) -> None:
        """Replace with as much of the beginning of ``text`` as fits; if nothing fits, refuse it as Textual does."""
        room = len(text)
        if self.max_length:
            first, last = sorted((max(start, 0), min(end, len(self.value))))
            room = self.max_length - len(self.value) + last - first
        super().replace(text[:room] if room > 0 else text, start, end)
