"""The bottom line of the stage: the keys that are possible now, and notices above them."""

from textual.content import Content
from typing_extensions import override

from quiz.tui.widgets.grid import WHOLE_WINDOW
from quiz.tui.widgets.key_bar import Key, KeyBar, Placed

_GAP = 2
_ALWAYS = ("enter", "question_mark", "f1", "escape")
_FIRST_TO_GO = ("e", "m", "l")
"""The keys needed least while a hall waits."""


class StageKeys(KeyBar):
    """One line of keys; a notice covers the last line of the stage, so that nothing has to move."""

    DEFAULT_CSS = """
    StageKeys { min-height: 1; background: $surface; layer: over; }
    """
    SCOPED_CSS = False
    _least_lines = 1
    has_button = False

    def __init__(self) -> None:
        """Span the whole window."""
        super().__init__(WHOLE_WINDOW)

    @override
    def _drawn(self, key: Key) -> Content:
        description = "All keys" if key.key == "question_mark" else key.description
        return Content.assemble((key.display, "bold $right"), (f" {description}", "$muted"))

    @override
    def _placed(self) -> list[Placed]:
        """Return the keys that fit, from the left; if room is short, those in the middle are left out."""
        keys, width = sorted(self._keys, key=_order), self.size.width - 2
        may_go = [key for key in keys if key.key not in _ALWAYS and not _calls(key)]
        while may_go and sum(self._drawn(key).cell_length + _GAP for key in keys) - _GAP > width:
            keys.remove(may_go.pop())
        placed, at = [], 1
        for key in keys:
            placed.append((at, key))
            at += self._drawn(key).cell_length + _GAP
        return placed


def _order(key: Key) -> int:
    if key.key in _ALWAYS:
        return -1 if key.key == "enter" else 3 if key.key == "escape" else 2
    return 1 if key.key in _FIRST_TO_GO and not _calls(key) else 0


def _calls(key: Key) -> bool:
    """Say whether a key calls for the host's attention."""
    return key.description.startswith("▲")
