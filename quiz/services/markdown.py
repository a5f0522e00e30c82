"""A text in Markdown, read into blocks that every front end draws in its own way.

Only what policies use is drawn: headings, paragraphs, lists, quotations, rules, preformatted text, strong and stressed
words. The rest stays as written, so that nobody acknowledges what they have not seen. A link shows its address: nothing
in a text is ever run.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from markdown_it.token import Token

BlockKind: TypeAlias = Literal["heading", "text", "item", "quote", "typed", "rule"]
"""What a block is; ``typed`` keeps its line breaks and blanks."""
RunLook: TypeAlias = Literal["", "strong", "stressed", "code"]


class TextRun(Struct, frozen=True):
    """Words of a block that look alike."""

    text: str
    look: RunLook = ""


class TextBlock(Struct, frozen=True, kw_only=True):
    """A paragraph, or what takes the place of one."""

    kind: BlockKind
    runs: tuple[TextRun, ...] = ()
    marker: str = ""
    """The marker in front of an item: ``•`` or ``3.``."""
    depth: int = 0
    """How many other items an item is nested in."""
    is_close: bool = False
    """Whether no empty line parts it from the block before."""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


_MOST_DEPTH = 4
_MOST_NESTED = 100
_TYPED = ("fence", "code_block", "table_open")
_NO_TEXT = (*_TYPED, "hr", "bullet_list_open", "ordered_list_open", "blockquote_open", "list_item_close")
"""What may come in an item before any text of its own."""
_LOOKS: dict[str, RunLook] = {"strong": "strong", "em": "stressed"}


def blocks_of_markdown(text: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a text in Markdown, with line feeds between its lines."""
    # Imported late: most schools have no policy, and most players have read theirs.
    from markdown_it import MarkdownIt

    # HTML and link definitions would not be drawn: left as text, they are at least seen.
    # The library drops what is nested too deep, by its own limit below 20 levels; nobody writes this many.
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": _MOST_NESTED}).enable("table").disable("reference")
    return tuple(_Reader(text.split("\n")).blocks(reader.parse(text)))


def blocks_of_typed(text: str) -> tuple[TextBlock, ...]:
    """Return a text that is shown as it was typed."""
    return (TextBlock(kind="typed", runs=(TextRun(text),)),)


class _Reader:
    """Makes blocks of the library's tokens."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._within: list[str] = []
        """The types of the tokens still open."""
        self._markers: list[str] = []
        """The markers of the open items; empty once written."""
        self._end = -1
        """The line after the block before."""

    def blocks(self, tokens: "Sequence[Token]") -> Iterator[TextBlock]:
        """Yield the blocks of a text."""
        for token in tokens:
            if token.type == "list_item_open":
                self._markers.append(f"{token.info}{token.markup}" if token.info else "•")
            elif token.type in _NO_TEXT and self._markers and self._markers[-1]:
                # It begins with something else, or there is nothing in it.
                marker, self._markers[-1] = self._markers[-1], ""
                yield self._block("item", (), token, marker, len(self._markers) - 1)
            if token.type == "list_item_close":
                self._markers.pop()
            if token.type in _TYPED and "table" not in self._within:
                yield self._block("typed", (TextRun(self._as_typed(token)),), token)
            elif token.type == "hr":
                yield self._block("rule", (), token)
            elif token.type == "inline" and "table" not in self._within:
                yield self._text(token)
            self._note(token)

    def _note(self, token: "Token") -> None:
        if token.nesting > 0:
            self._within.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            self._within.pop()

    def _as_typed(self, token: "Token") -> str:
        if token.type == "code_block":
            return token.content.rstrip("\n")
        begin, end = token.map or (0, 0)
        if token.type == "table_open":
            return "\n".join(self._lines[begin:end]).rstrip()
        # One word after the fence names a language; more are meant to be read.
        told = token.info.strip() if len(token.info.split()) > 1 else ""
        return "\n".join(filter(None, (told, token.content.removesuffix("\n"))))

    def _text(self, token: "Token") -> TextBlock:
        runs = tuple(_runs(token.children or ()))
        depth = min(len(self._markers), _MOST_DEPTH)
        if "heading" in self._within:
            return self._block("heading", runs, token)
        if self._markers and self._markers[-1]:
            marker, self._markers[-1] = self._markers[-1], ""
            return self._block("item", runs, token, marker, depth - 1)
        return self._block("quote" if "blockquote" in self._within else "text", runs, token, depth=depth)

    def _block(
        self, kind: BlockKind, runs: tuple[TextRun, ...], token: "Token", marker: str = "", depth: int = 0
    ) -> TextBlock:
        begin, end = token.map or (self._end, self._end)
        is_close, self._end = begin == self._end, end
        return TextBlock(kind=kind, runs=runs, marker=marker, depth=min(depth, _MOST_DEPTH), is_close=is_close)


def _runs(tokens: "Sequence[Token]") -> Iterator[TextRun]:
    """Yield the words of a block, each with its look; neighbours that look alike are one."""
    said = ""
    look: RunLook = ""
    for text, its in _pieces(tokens):
        if its != look and said:
            yield TextRun(said, look)
            said = ""
        said, look = said + text, its
    if said:
        yield TextRun(said, look)


def _pieces(tokens: "Sequence[Token]") -> Iterator[tuple[str, RunLook]]:
    looks: list[RunLook] = [""]
    address, said = "", ""
    for token in tokens:
        name, _, end = token.type.rpartition("_")
        if name in _LOOKS and end == "open":
            looks.append("strong" if looks[-1] == "strong" else _LOOKS[name])
        elif name in _LOOKS:
            looks.pop()
        elif token.type == "link_open":
            address, said = _address(token, "href"), ""
        elif token.type == "link_close":
            yield "" if said == address else f" ({address})", looks[-1]
        elif token.type == "code_inline":
            yield token.content, "code"
        else:
            text = _words(token)
            said += text
            yield text, looks[-1]


def _words(token: "Token") -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return f"{token.content} ({_address(token, 'src')})"
    return token.content


def _address(token: "Token", key: str) -> str:
    """Return an address to be read, with its title."""
    address = str(token.attrs[key]).removeprefix("mailto:")
    return f"{address}, {token.attrs['title']}" if token.attrs.get("title") else address
