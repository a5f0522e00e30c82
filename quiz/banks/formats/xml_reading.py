"""Reads XML from anybody: no DOCTYPE, so no entities and no other files; bounded in size, depth and number of parts.

The standard library's expat, rather than its ElementTree, because only expat gives the line of an element.
"""

from collections.abc import Callable
from xml.parsers import expat

from msgspec import Struct

from quiz.banks.formats.file_reading import UnusableFileError

LARGEST_XML = 20 * 2**20
"""The most bytes in an XML file."""
DEEPEST = 64
"""How deep elements may be nested."""
MOST_PARTS = 10_000
"""The most elements within one child of the root."""
MOST_CHILDREN = 100_000
"""The most children of the root."""

_CHUNK = 2**16
_LONGEST_TAG = 2**20


class Element(Struct):
    """One element with everything in it."""

    name: str
    line: int
    attributes: dict[str, str]
    children: "list[Element]"
    pieces: list[str]

    @property
    def text(self) -> str:
        """Its text outside its children, without blanks around it."""
        return "".join(self.pieces).strip()

    def all(self, name: str) -> "list[Element]":
        """Return its children with this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        """Return its first child with this name; None if there is none."""
        return next((child for child in self.children if child.name == name), None)


class _XmlReading:
    """An XML file being read, with only one child of the root kept at a time."""

    def __init__(self, root: str, lines_before: int, each: Callable[[Element], None]) -> None:
        self._root = root
        self._lines_before = lines_before
        self._each = each
        self._open: list[Element] = []
        self._children = self._parts = 0
        self._in_root = False
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def read(self, content: bytes) -> None:
        try:
            for start in range(0, len(content), _CHUNK):
                self._parser.Parse(content[start : start + _CHUNK], False)
                if start - self._parser.CurrentByteIndex > _LONGEST_TAG:
                    raise self._refuse("A tag or comment of the XML has no end.", _FIX)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            message = f"The XML is broken here: {expat.ErrorString(error.code)}."
            raise self._refuse(message, _FIXES.get(error.code, _FIX)) from None

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._lines_before

    def _refuse(self, message: str, fix: str) -> UnusableFileError:
        return UnusableFileError(message, fix, self._line)

    def _doctype(self, *_: object) -> None:
        raise self._refuse("The XML has a DOCTYPE, by which a file can do harm.", "Take it out, or export the file again.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._in_root:
            if name != self._root:
                message = f"The XML is not a <{self._root}>: it begins with <{name[:40]}>."
                raise self._refuse(message, "Export the questions from Moodle as Moodle XML.")
            self._in_root = True
            return
        self._count(len(self._open) + 2)
        element = Element(name, self._line, attributes, [], [])
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _count(self, depth: int) -> None:
        self._parts = self._parts + 1 if self._open else 0
        self._children += not self._open
        if depth > DEEPEST or self._parts > MOST_PARTS or self._children > MOST_CHILDREN:
            message = "The XML is made of more parts, or deeper ones, than a file of questions has."
            raise self._refuse(message, "Export fewer questions at once.")

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _end(self, name: str) -> None:
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._each(element)


def read_children(text: str, root: str, each: Callable[[Element], None]) -> None:
    """Hand each child of the root element to ``each``, in the order of the file.

    Raises UnusableFileError, with the line, if the text is not XML with that root.
    """
    # Some programs write an empty line before the XML declaration, which must come first.
    stripped = text.lstrip()
    content = stripped.encode("utf-8", "replace")
    if len(content) > LARGEST_XML:
        fix = "Export it in parts, category by category, or without pictures and sound."
        raise UnusableFileError(f"The XML is larger than {LARGEST_XML // 2**20} MB.", fix)
    _XmlReading(root, text[: len(text) - len(stripped)].count("\n"), each).read(content)


_FIX = "Export it again; if you wrote it yourself, look for a tag that is not closed, or for a bare < or &."
_FIXES = {
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "Write &#160; for &nbsp;, or <![CDATA[ … ]]> around HTML.",
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "The file ends too early: download or export it again.",
}
