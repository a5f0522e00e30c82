"""Offers the rest of a path while it is typed."""

import asyncio
import os
from collections.abc import Sequence
from itertools import islice

from textual.suggester import Suggester
from typing_extensions import override

from quiz.paths import expand

_MOST_LOOKED_AT = 2_000
"""The most entries of a folder that are read: a suggestion is not worth a long wait."""


class PathSuggester(Suggester):
    """Offers folders, and files with certain endings."""

    def __init__(self, endings: Sequence[str]) -> None:
        """Offer files whose names end in one of ``endings``, which are in lower case."""
        # No cache: a file may appear while somebody types.
        super().__init__(use_cache=False, case_sensitive=True)
        self._endings = tuple(endings)

    @override
    async def get_suggestion(self, value: str) -> str | None:
        return await asyncio.to_thread(self._rest_of, value)

    def _rest_of(self, typed: str) -> str | None:
        folder, begun = os.path.split(typed)
        if not typed or typed == "~":
            return None
        try:
            with os.scandir(expand(folder or os.curdir)) as found:
                names = sorted(name for entry in islice(found, _MOST_LOOKED_AT) if (name := self._offered(entry, begun)))
        except OSError:
            return None
        return typed[: len(typed) - len(begun)] + names[0] if names else None

    def _offered(self, entry: "os.DirEntry[str]", begun: str) -> str | None:
        """Return the entry as a suggestion for what was typed; None if it is not offered."""
        if not entry.name.startswith(begun) or (entry.name.startswith(".") and not begun) or not entry.name.isprintable():
            return None
        if entry.is_dir():
            return entry.name + os.sep
        return entry.name if entry.name.lower().endswith(self._endings) else None
