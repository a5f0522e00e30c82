"""A word or two to type."""

import unicodedata
from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Typed
from quiz.questions.diagnostics import Diagnostic, quoted, text_list_diagnostics
from quiz.questions.question import Question

FORGIVING_FROM = 6
"""The length of the shortest word in which a slip is forgiven: in a shorter one it may well make another word."""

_STRAIGHT = str.maketrans("‘’ʼ“”„", "'''\"\"\"")
"""Phones and word processors curl typed quotes and apostrophes."""


class Short(Question, frozen=True, kw_only=True, tag="short"):
    """A word or two to type."""

    accept: Annotated[tuple[str, ...], Meta(description="Every spelling that counts; case and full stop do not matter.")]
    exact: Annotated[
        bool, Meta(description="true where no slip is forgiven, else one in each word of six letters or more.")
    ] = False

    NAME: ClassVar[str] = "A word or two"
    HOW: ClassVar[str] = "Type a word or two."
    ANSWER: ClassVar[type[Typed]] = Typed
    THINKING: ClassVar[float] = 15.0

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want a spelling that counts."""
        yield from text_list_diagnostics(self.accept, "accept", 1)
        for place, spelling in enumerate(self.accept):
            if spelling.strip() and not plain_words(spelling):
                fix = "Write a word: full stops at the end do not count."
                yield Diagnostic(("accept", place), "no-word", f"{quoted(spelling)} cannot be typed as an answer.", fix)

    def how_to_answer(self) -> str:
        """Ask for words, and say so if no slip is forgiven."""
        return "Type a word or two. Spelling counts." if self.exact else self.HOW

    def key_in_words(self) -> list[str]:
        """Return the first spelling."""
        return [self.accept[0]]

    def answer_in_words(self, answer: Typed) -> list[str]:
        """Return what was typed."""
        return [answer.shown]

    def reasons(self, answer: Typed) -> list[str]:
        """Return the usual spelling if a slip was forgiven; the one it was read as may be unusual."""
        taken = self.taken_for(answer.text)
        if taken is None or plain_words(answer.text) == plain_words(taken):
            return []
        return [f"You typed “{answer.shown}”. Right is “{self.accept[0]}”."]

    def taken_for(self, text: str) -> str | None:
        """Return the accepted spelling that ``text`` is, or is meant to be; None if there is none."""
        typed = plain_words(text)
        spellings = {plain_words(accepted): accepted for accepted in self.accept}
        if typed in spellings or self.exact:
            return spellings.get(typed)
        # A word that is itself part of an accepted spelling is not a slip for another.
        words = {word for spelling in spellings for word in spelling.split()}
        return next((accepted for spelling, accepted in spellings.items() if _forgives(typed, spelling, words)), None)

    def _accepts(self, answer: Typed) -> bool:
        return bool(plain_words(answer.text))

    def _mark(self, answer: Typed) -> float:
        return float(self.taken_for(answer.text) is not None)


def plain_words(text: str) -> str:
    """Return ``text`` as ``short`` answers are compared: without case, outer blanks, full stop and curly quotes."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_STRAIGHT).split()).strip().rstrip(".").rstrip().casefold()


def is_one_slip(typed: str, word: str) -> bool:
    """Say whether ``typed`` is ``word`` with one letter added, missing or wrong, or two neighbours swapped."""
    if typed == word:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    ours, theirs = typed[same:], word[same:]
    swapped = ours[:2] == theirs[1::-1] and ours[2:] == theirs[2:]
    return ours[1:] == theirs or ours == theirs[1:] or ours[1:] == theirs[1:] or swapped


def _forgives(typed: str, spelling: str, words: set[str]) -> bool:
    ours, theirs = typed.split(), spelling.split()
    return len(ours) == len(theirs) and all(
        one == other or (one not in words and _may_slip(one, other)) for one, other in zip(ours, theirs, strict=True)
    )


def _may_slip(typed: str, word: str) -> bool:
    # Only for pure letters: one other character makes another number or address.
    return len(word) >= FORGIVING_FROM and word.isalpha() and typed.isalpha() and is_one_slip(typed, word)
