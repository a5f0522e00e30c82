"""Results in sentences that every front end says: how far from the pass mark, which place, how a topic went."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from quiz.play.attempt import Response, Result
from quiz.play.points import NOTHING_RIGHT
from quiz.questions.text import ordinal
from quiz.reports.placing import Placing
from quiz.reports.summary import TopicShare, answers_to_pass, mark_in_figures, whole_mark

OFF_THE_BOARD = "For practice, so on no board"
"""Said of a quiz that counts on no board."""
WITHOUT = "No clock, no points, no board"
"""What practice and top-ups are without."""
_WORDS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


class Marked(Protocol):
    """What is known of an answer once it is marked."""

    @property
    def right(self) -> bool:
        """Whether all of it was right."""

    @property
    def fraction(self) -> float:
        """How much of it was right, 0 to 1."""


def right_in_words(answers: Iterable[Marked], of: int) -> str:
    """Return how many of so many questions were right: ``5 of 10 right, 3 in part``; a mark counts those in part, too."""
    parts = list(answers)
    right = sum(one.right for one in parts)
    in_part = sum(one.fraction > NOTHING_RIGHT and not one.right for one in parts)
    return f"{right} of {of} right{f', {in_part} in part' if in_part else ''}"


def from_pass_mark(result: Result, responses: Sequence[Response], pass_mark: float) -> str:
    """Return how far above the pass mark a finished quiz is, or what would have passed; ``pass_mark`` is in per cent."""
    if not result.passed:
        more = answers_to_pass(responses, pass_mark)
        count = _WORDS[more] if more < len(_WORDS) else str(more)
        return f"{count} more right answer{'' if more == 1 else 's'} and you pass"
    above = whole_mark(result.mark, pass_mark) - pass_mark
    return f"{above:g} above the pass mark of {pass_mark:g}" if above > 0 else f"Just the pass mark of {pass_mark:g}"


def placing_in_words(found: Placing, mark: float, pass_mark: float) -> list[str]:
    """Return the place on the board, if any, and how the mark compares with earlier ones, a line each."""
    lines = []
    if found.rank is not None:
        place = f"{ordinal(found.rank)} of {found.players:,}"
        if found.by_another:
            lines.append(f"{place} by your best go")
        else:
            lines.append(f"{place} on the board{f', up {found.risen}' if found.risen else ''}")
    if found.best_before is None:
        return [*lines, "Your first time at this bank"]
    best = "Your best yet"
    if mark <= found.best_before:
        best = f"Best so far {mark_in_figures(found.best_before, pass_mark)}"
    return [*lines, ", ".join(filter(None, (best, _since_last(found.since_last))))]


def _since_last(more: float | None) -> str:
    """Return how much higher the mark is than last time; nothing if unknown."""
    if more is None:
        return ""
    return f"{round(more):+d} on last time".replace("-", "−") if round(more) else "as last time"


def share_in_words(share: TopicShare) -> tuple[int, int, str]:
    """Return a topic's result as a figure, out of how many, and both in words; in per cent if any part answers count."""
    if share.has_parts:
        # Never rounded to 0 or 100.
        mark = min(max(round(share.mark), 1), 99)
        return mark, 100, f"{mark} %"
    return share.right, share.questions, f"{share.right} of {share.questions}"
