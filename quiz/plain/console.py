"""Talking to a player in lines of text: what is said, what is read, and how to stop."""

import sys
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quiz.questions.characters import REFUSED_CHARACTER

STOP = "q"
HELP = "?"

_BYTE_ORDER_MARK = "\ufeff"


class StoppedError(Exception):
    """The player has typed ``q``, or there is nothing more to read."""


def _on_standard_error(line: str) -> None:
    sys.stderr.write(line + "\n")


@dataclass(frozen=True, kw_only=True)
class Console:
    """Where lines come from and go to. Lines have no line end."""

    read_line: Callable[[], str | None]
    """Return the next line that the player gives, or None at the end of input; may raise KeyboardInterrupt."""
    say: Callable[[str], None]
    """Put one line where the player reads or hears it, at once."""
    result: Callable[[str], None]
    """Put the JSON document on standard output."""
    interactive: bool
    """Whether there is a person to ask; false for a pipe."""
    print_error: Callable[[str], None] = _on_standard_error
    """Put one line on standard error: why the quiz cannot begin or go on."""

    def say_all(self, lines: Iterable[str]) -> None:
        """Say several lines."""
        for line in lines:
            self.say(line)

    def read(self) -> str:
        """Return the next line without outer blanks, control characters and invisible ones.

        Raises StoppedError at the end of input and for ``q``; passes on KeyboardInterrupt.
        """
        line = self.read_line()
        if line is None:
            raise StoppedError
        # PowerShell puts a byte order mark before the first line of a pipe.
        line = REFUSED_CHARACTER.sub("", line.replace(_BYTE_ORDER_MARK, "")).strip()
        if line.casefold() == STOP:
            raise StoppedError
        return line

    def agrees(self, question: str) -> bool:
        """Ask until the answer is yes or no, and return whether it is yes. Raises StoppedError."""
        self.say(question)
        while True:
            self.say("Type y for yes or n for no.")
            answer = self.read().casefold()
            if answer in ("y", "yes", "n", "no"):
                return answer.startswith("y")
            self.say(question if answer == HELP else "That is neither yes nor no.")


def wrap(line: str, columns: int) -> str:
    """Break a line between words, where a terminal of that width would break inside one. Addresses stay whole."""
    wrapper = textwrap.TextWrapper(columns, replace_whitespace=False, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapper.fill(part) for part in line.split("\n"))
