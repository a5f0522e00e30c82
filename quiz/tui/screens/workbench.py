"""What the trainer's tables share: a list of rows, and below or beside it what the chosen one is about."""

from quiz.tui.widgets.closes_once import ClosesOnce


class WorkbenchScreen(ClosesOnce[None]):
    """A screen with a ``#table`` that has a list, and ``#chosen`` with what there is to know of the chosen row."""

    CSS_PATH = "workbench.tcss"
