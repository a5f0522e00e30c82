"""Tells the user, once each, when a file that the program reads goes wrong, and when it is right again."""

from collections.abc import Iterable, Iterator, Mapping

from quiz.banks.loading import Library, Reading
from quiz.paths import command_line
from quiz.questions.diagnostics import quoted


class FileTroubles:
    """Remembers which troubles were there before, so that only news is told."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Take ``known`` as told already."""
        self._known = set(known)

    def become(self, present: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """Note what is wrong now; return the sentences of new troubles, and what no longer has any."""
        begun = [sentence for about, sentence in present.items() if about not in self._known]
        over = sorted(self._known.difference(present))
        self._known = set(present)
        return begun, over


class BankNotices:
    """Says when a bank is no longer offered, and when it is again."""

    def __init__(self, library: Library) -> None:
        """Take ``library`` as told already."""
        self._titles: dict[str, str] = {}
        """The titles of all banks ever offered, by file."""
        self._files: dict[str, str] = {}
        """Their files, by the bank's id."""
        self._offer(library)
        self._troubles = FileTroubles(reading.file for reading in library.broken)

    def of(self, library: Library) -> Iterator[str]:
        """Yield what to say about the banks as they are now."""
        troubles = {reading.file: self._broken(reading) for reading in library.broken}
        there = {bank.file for bank in library.banks.values()}
        for bank_id, file in self._files.items():
            if bank_id not in library.banks and file not in troubles and file not in there:
                troubles[file] = f"{quoted(self._titles[file])} is not offered any more: {file} is gone."
        begun, over = self._troubles.become(troubles)
        yield from begun
        back = [(file, "again" if file in self._titles else "now") for file in over]
        self._offer(library)
        yield from (f"{quoted(self._titles[file])} is offered {word}." for file, word in back if file in self._titles)

    def _offer(self, library: Library) -> None:
        for bank in library.banks.values():
            self._titles[bank.file] = bank.title
            self._files[bank.id] = bank.file

    def _broken(self, reading: Reading) -> str:
        title = self._titles.get(reading.file)
        what = f"{quoted(title)} is not offered any more." if title else "A bank cannot be offered."
        return f"{what} {reading.faults[0]} All of it: {command_line('quiz', 'bank', 'check', reading.file)}"
