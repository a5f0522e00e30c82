"""What can be wrong with a bank: where, what, and how to fix it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.questions.text import printable

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PATH_PART = re.compile(r'("(?:[^"\\]|\\.)*"|[^.\["]+)(?:\[(\d+)\])?\.?')
"""One part of a path as ``spell_path`` writes it, with its position in a list if any."""

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value in a file: keys and positions from 0, for example ``("questions", 3, "options")``."""


class PlacedDiagnostic(Struct, frozen=True, kw_only=True):
    """One thing wrong in one file, in words for people who are not programmers."""

    file: str
    line: int
    """Line from 1; 0 for the file as a whole."""
    key: str
    """The key's path, for example ``questions[3].options``; empty for the file as a whole."""
    level: Literal["fault", "advice"]
    rule: str
    """Short name of the rule that was broken, for example ``unknown-key``."""
    message: str
    fix: str
    question: str = ""
    """The id of the question concerned; empty for none, or one without an id."""

    @property
    def where(self) -> str:
        """The place in words, with the question's id beside its number: ``question 4 (code-forward), option 2, text``."""
        first, *rest = _in_words(self.key) or [""]
        return ", ".join([f"{first} ({printable(self.question)})" if self.question else first, *rest])

    def __str__(self) -> str:
        """Return the problem as one line: place, what is wrong, how to fix it."""
        place = f"{printable(self.file)}:{self.line}" if self.line else printable(self.file)
        key = f" {self.where}:" if self.key else ""
        return f"{place}:{key} {self.message} {self.fix}".rstrip()


class Diagnostic(Struct, frozen=True):
    """A problem before its file and line are known."""

    path: KeyPath
    rule: str
    message: str
    fix: str
    level: Literal["fault", "advice"] = "fault"
    meant: str = ""
    """The key probably meant by a misspelt one, which is then not reported as missing."""

    def placed(self, file: str, line: int, path: KeyPath | None = None, question: str = "") -> PlacedDiagnostic:
        """Return it with its file, line and the id of its question.

        ``path`` is given if the value is elsewhere in the file than in the parsed data.
        """
        return PlacedDiagnostic(
            file=file,
            line=line,
            key=spell_path(self.path if path is None else path),
            level=self.level,
            rule=self.rule,
            message=self.message,
            fix=self.fix,
            question=question,
        )


def spell_path(path: KeyPath) -> str:
    """Write a key path as in messages: ``questions[3].options[0].text``, ``sources."a b".url``."""
    spelt = ""
    for part in path:
        if isinstance(part, int):
            spelt += f"[{part}]"
        else:
            name = part if _BARE_KEY.fullmatch(part) else quoted(part)
            spelt = f"{spelt}.{name}" if spelt else name
    return spelt


def _in_words(key: str) -> list[str]:
    """Return the parts of a spelt path as people count them: from 1, in the singular."""
    parts: list[str] = []
    path = ""
    for part in _PATH_PART.finditer(key):
        name, position = part[1], part[2]
        if position:
            parts += [path] if path else []
            parts.append(f"{name.removesuffix('s')} {int(position) + 1}")
            path = ""
        else:
            path = f"{path}.{name}" if path else name
    return [*parts, path] if path else parts


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant: ``Did you mean "options"?``, or else list them all."""
    words = sorted(known)
    near = near_word(word, words)
    return f'Did you mean "{printable(near)}"?' if near else f"Known here: {printable(', '.join(words))}."


def near_word(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or nothing."""
    # Imported late: only a mistake needs it, and it takes longer than reading a bank.
    import difflib

    near = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def quoted(value: str, length: int = 40) -> str:
    """Quote a value for a message, shortened and with invisible characters spelt out."""
    short = value if len(value) <= length else value[: length - 1] + "…"
    return f'"{printable(short)}"'


def text_list_diagnostics(texts: Iterable[str], key: str, least: int, tail: str = "") -> Iterator[Diagnostic]:
    """Yield what is wrong with a list of texts, none of which may be blank or repeated.

    ``key`` is the list's key, ``tail`` the key of the text if entries are tables; at least ``least`` are wanted.
    """
    texts = [text.strip() for text in texts]
    if len(texts) < least:
        yield Diagnostic((key,), "too-few", f"There are fewer than {least}.", f"Give {least} or more.")
    counts = Counter(texts) if len(set(texts)) < len(texts) else {}
    for position, text in enumerate(texts):
        path: KeyPath = (key, position, tail) if tail else (key, position)
        if not text:
            yield Diagnostic(path, "blank", "The text is empty.", "Write it, or take the entry out.")
        elif counts.get(text, 0) > 1:
            yield Diagnostic(path, "repeated", f"{quoted(text)} stands here twice.", "Change one of them or take it out.")
