"""What the trainer's tables share: a list of rows, and below or beside it what the chosen one is about."""

from pathlib import Path
from typing import ClassVar

from quiz.tui.widgets.closes_once import ClosesOnce


class WorkbenchScreen(ClosesOnce[None]):
    """A screen with a ``#table`` that has a list, and ``#chosen`` with what there is to know of the chosen row."""

    # In full: Textual looks for a bare name beside the module of the screen that inherits this.
    CSS_PATH: ClassVar = Path(__file__).with_suffix(".tcss")
