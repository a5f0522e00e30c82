"""Text that is shown literally, never parsed as markup."""

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class PlainText(Static):
    """A Static for text from banks, players and files. Only Content made by the program itself has styles."""

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:
        """Show ``text``; the other arguments are those of every widget."""
        super().__init__(text, markup=False, id=id, classes=classes)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other text; ``layout=False`` is cheaper if its size cannot change."""
        super().update(content, layout=layout)
