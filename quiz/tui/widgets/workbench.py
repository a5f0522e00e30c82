"""What the trainer's tables share: a list of rows, and below or beside it the details of the chosen one."""

from pathlib import Path
from typing import ClassVar

from quiz.tui.widgets.closes_once import ClosesOnce


class WorkbenchScreen(ClosesOnce[None]):
    """A screen with a list in ``#table``, and the details of the chosen row in ``#chosen``."""

    # An absolute path: Textual would look for a bare name beside the module of the inheriting screen.
    CSS_PATH: ClassVar = Path(__file__).with_suffix(".tcss")
