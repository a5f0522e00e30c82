"""Changes one question in a bank's file and no other byte: values are replaced in place, and comments stay.

Values are found through the syntax tree that also finds the lines of problems. The result is read again by the usual
loader, and refused if anything has changed but the one question and added sources.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from quiz.banks import rules
from quiz.banks.formats.toml_writing import toml_value
from quiz.banks.lines import LineFinder
from quiz.banks.lint import advice_on
from quiz.banks.loading import read_text
from quiz.banks.model import Bank, Source
from quiz.questions.diagnostics import Diagnostic, KeyPath
from quiz.questions.multiple import Multiple
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse

EDITABLE = (Single, Multiple, TrueFalse)
"""The types whose questions can be changed in the app; the others are changed in the trainer's editor."""

_BOM = "\ufeff"


class EditingError(Exception):
    """The question cannot be changed in place, for the reason given, but still can in the trainer's editor."""


def edited(content: bytes, position: int, question: Question, new_sources: Mapping[str, Source]) -> bytes:
    """Return the file ``content`` with ``question`` at ``position``, and with ``new_sources`` added.

    Raises EditingError if the file cannot be read, or anything else would change.
    """
    return all_edited(content, {position: question}, new_sources)


def all_edited(content: bytes, questions: Mapping[int, Question], new_sources: Mapping[str, Source]) -> bytes:
    """Return the file ``content`` with several questions changed at once, by their positions, as ``edited`` does with one.

    However many there are, the file is read twice. Raises EditingError.
    """
    text = content.decode("utf-8-sig")
    bank = _bank_of(text)
    splicer = _Splicer(text)
    for position, question in questions.items():
        for path, value in _changes(bank.questions[position], question):
            splicer.put(("questions", position, *path), value)
    for key, source in new_sources.items():
        splicer.add_source(key, source, bank)
    new = splicer.text()
    _refuse_other_changes(bank, _bank_of(new), questions, new_sources)
    return ((_BOM if content.startswith(_BOM.encode()) else "") + new).encode()


def diagnostics_of(question: Question, bank: Bank, new_sources: Mapping[str, Source]) -> list[Diagnostic]:
    """Return the faults of a question as it is now, or advice if it has none; paths are relative to it.

    It may cite the sources of ``bank`` and the new ones.
    """
    sources = {**bank.sources, **new_sources}
    found = list(rules.text_diagnostics(msgspec.to_builtins(question)))
    found += rules.question_diagnostics(question, sources, bank.about.draft)
    # The advice assumes a question without faults.
    if any(diagnostic.level == "fault" for diagnostic in found):
        return found
    return [*found, *advice_on(question, structs.replace(bank, sources=sources))]


def _bank_of(text: str) -> Bank:
    reading = read_text(text, "")
    if reading.bank is None:
        fault = reading.faults[0]
        raise EditingError(f"Line {fault.line}: {fault.message} {fault.fix}")
    return reading.bank


def _refuse_other_changes(
    before: Bank, after: Bank, questions: Mapping[int, Question], new_sources: Mapping[str, Source]
) -> None:
    """Refuse what would change any other question, a source or the bank itself. Raises EditingError."""
    wanted = [questions.get(position, question) for position, question in enumerate(before.questions)]
    as_wanted = list(after.questions) == wanted and after.about == before.about
    if not as_wanted or after.sources != {**before.sources, **new_sources}:
        raise EditingError("This question is written in a way that can only be changed in your editor.")


def _changes(before: Question, after: Question) -> Iterator[tuple[KeyPath, Any]]:
    """Yield each key that differs, with its new value."""
    for field in structs.fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        if field.name == "options" and len(old) <= len(new):
            yield from _option_changes(old, new)
        else:
            yield (field.encode_name,), new


def _option_changes(before: Sequence[Option], after: Sequence[Option]) -> Iterator[tuple[KeyPath, Any]]:
    for place, (old, new) in enumerate(zip(before, after, strict=False)):
        for field in structs.fields(new):
            if getattr(old, field.name) != (value := getattr(new, field.name)):
                yield ("options", place, field.encode_name), value
    for place in range(len(before), len(after)):
        yield ("options", place), after[place]


class _Splicer:
    """Puts values into a text. All positions are those in the original text."""

    def __init__(self, text: str) -> None:
        self._bytes = text.encode()
        # Of the same length in bytes, so that positions in it are positions in the file.
        self._finder = LineFinder(text.replace("\r\n", " \n"))
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._pieces: list[tuple[int, int, str]] = []

    def put(self, path: KeyPath, value: Any) -> None:
        """Give the key at ``path`` another value, adding the key if it is missing. Raises EditingError."""
        if span := self._finder.span(path):
            if isinstance(value, tuple) and self._finder.has_note(path):
                message = f"A note (#) stands within {path[-1]} and would be lost: take out the entry in your editor."
                raise EditingError(message)
            self._pieces.append((*span, self._written(value)))
        elif isinstance(path[-1], int):
            self._append(path[:-1], value)
        elif path[-1] == "options":
            raise EditingError("Options that are tables of their own can only be taken out in your editor.")
        elif place := self._finder.end_of_keys(path[:-1]):
            end, in_braces = place
            added = f"{path[-1]} = {self._written(value)}"
            if in_braces:
                self._pieces.append((end, end, f", {added}"))
            else:
                self._add_lines(end, [added])
        else:
            raise EditingError(f"The key {path[-1]} cannot be added here: use your editor.")

    def add_source(self, key: str, source: Source, bank: Bank) -> None:
        """Add a ``[sources.key]`` table after the last one, or else after ``[bank]``. Raises EditingError."""
        tables = [self._finder.end_of_keys(("sources", known)) for known in bank.sources]
        ends = [end for end, in_braces in filter(None, tables) if not in_braces]
        place = self._finder.end_of_keys(("bank",))
        if not ends and (place is None or place[1]):
            raise EditingError("A source cannot be added here: use your editor.")
        values = {"title": source.title, "publisher": source.publisher, "url": source.url, "checked": source.checked}
        lines = ["", f"[sources.{key}]", *(f"{name} = {self._written(value)}" for name, value in values.items())]
        self._add_lines(max(ends) if ends else place[0] if place else 0, lines)

    def _append(self, path: KeyPath, value: Any) -> None:
        """Add an entry to the list at ``path``, laid out like the one before it. Raises EditingError."""
        span = self._finder.span(path)
        if span is None or self._bytes[span[0] : span[0] + 1] != b"[":
            raise EditingError("Options that are tables of their own can only be added in your editor.")
        count = 0
        while last := self._finder.span((*path, count)):
            count, end, start = count + 1, last[1], last[0]
        if not count:
            raise EditingError("The first option can only be added in your editor.")
        before = self._bytes[self._bytes.rfind(b"\n", 0, start) + 1 : start].decode()
        gap = self._line_end + before if not before.strip() else " "
        self._pieces.append((end, end, f",{gap}{self._written(value)}"))

    def _add_lines(self, end: int, lines: Sequence[str]) -> None:
        """Add lines below the one that holds the byte at ``end``."""
        newline = self._bytes.find(b"\n", end)
        place = len(self._bytes) if newline < 0 else newline - (self._bytes[newline - 1 : newline] == b"\r")
        self._pieces.append((place, place, "".join(self._line_end + line for line in lines)))

    def _written(self, value: Any) -> str:
        return toml_value(value).replace("\n", self._line_end)

    def text(self) -> str:
        """Return the text with all changes."""
        made, at = [], 0
        # Sorting is stable: additions at one position keep their order.
        for start, end, piece in sorted(self._pieces, key=lambda piece: piece[:2]):
            made += [self._bytes[at:start], piece.encode()]
            at = end
        return b"".join([*made, self._bytes[at:]]).decode()
