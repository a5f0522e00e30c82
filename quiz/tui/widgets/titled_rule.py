"""A thin rule with the title of what is below it."""

from textual.content import Content
from textual.widget import Widget


class TitledRule(Widget):
    """One line across; the title is shown literally, and cut if it does not fit."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "TitledRule { height: 1; color: $line; }"

    def __init__(self, title: str = "", *, id: str | None = None) -> None:
        """Begin with ``title``; without one there is only the rule."""
        super().__init__(id=id)
        self._title = title

    def show(self, title: str) -> None:
        """Show another title."""
        self._title = title
        self.refresh()

    def render(self) -> Content:
        """Draw the rule in the whole width."""
        width = self.size.width
        title = Content.styled(self._title, "bold $foreground").truncate(max(width - 6, 0), ellipsis=True)
        rule = Content.assemble("── ", title, " ") if title else Content("")
        return rule + "─" * (width - rule.cell_length)
