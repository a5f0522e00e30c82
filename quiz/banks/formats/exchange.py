"""What every reader and writer of another format hands back, and the ids that imported questions get."""

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from quiz.banks.model import Source
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.question import Question

LONGEST_ID = 60
"""The most characters of an id that is made from a name or a prompt; a number behind it may add a few."""

# Only so much of a name or prompt is looked at: the words of an id come from its beginning.
_LOOKED_AT = 200
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’]")


class Imported(Struct, frozen=True, kw_only=True):
    """What came of reading a file of another format."""

    questions: tuple[Question, ...]
    """The questions, each fit for a draft; their ids are unique within the file."""
    problems: tuple[PlacedDiagnostic, ...] = ()
    """Level "fault": a question was left out. Level "advice": something of it was changed or left behind."""
    title: str = ""
    """A title for the bank, where the file has one."""
    sources: dict[str, Source] = {}
    """The sources which the file names wholly, by key; our own exports do."""


class Exported(Struct, frozen=True, kw_only=True):
    """A bank written in another format."""

    text: str
    problems: tuple[PlacedDiagnostic, ...] = ()
    """Level "fault": a question that the format cannot hold. Level "advice": a part of one that it cannot."""


class SourceKeys:
    """The sources of a bank in the making, each once, under a key of its own."""

    def __init__(self) -> None:
        """Begin with none."""
        self.sources: dict[str, Source] = {}
        """Every source by its key."""
        self._keys: dict[Source, str] = {}
        self._last: dict[str, int] = {}

    def key_of(self, source: Source, wanted: str = "") -> str:
        """Return the source's key, made from ``wanted`` or from its title where it is new."""
        if source not in self._keys:
            stem = wanted or slugify(source.title) or "source"
            key = stem
            while key in self.sources:
                # Counted on from the last, so that a thousand of one title take no longer each than one.
                self._last[stem] = self._last.get(stem, 1) + 1
                key = f"{stem}-{self._last[stem]}"
            self._keys[source], self.sources[key] = key, source
        return self._keys[source]


def unique_ids(wanted: Iterable[str]) -> list[str]:
    """Return an id for each wanted text: lower-case words joined by hyphens, made unique by ``-2``, ``-3`` and so on.

    A text that is an id already keeps it unless an earlier one has it; one without a letter or figure that an id can
    hold becomes ``question``.
    """
    taken: set[str] = set()
    following: dict[str, int] = {}
    ids: list[str] = []
    for text in wanted:
        stem = slugify(text) or "question"
        identifier = stem
        while identifier in taken:
            following[stem] = following.get(stem, 1) + 1
            identifier = f"{stem}-{following[stem]}"
        taken.add(identifier)
        ids.append(identifier)
    return ids


def slugify(text: str) -> str:
    """Return the beginning of ``text`` as lower-case words joined by hyphens; empty where it has no letter or figure."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text[:_LOOKED_AT])).encode("ascii", "ignore").decode()
    whole = _NOT_IN_IDS.sub("-", plain.lower()).strip("-")
    if len(whole) <= LONGEST_ID:
        return whole
    words, _, _ = whole[: LONGEST_ID + 1].rpartition("-")
    return words or whole[:LONGEST_ID]
