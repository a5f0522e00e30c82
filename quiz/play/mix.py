"""Which questions may come together in one draw: no fact twice, not too many quick ones, enough stories."""

from collections.abc import Sequence

from msgspec import Struct

from quiz.questions.question import Pace, Question

MOST_QUICK_OF_TEN = 7
"""The most quick choices among ten questions, if there are enough of other kinds."""

SHORTEST_MIX = 3
"""The fewest questions worth mixing."""


class Candidate(Struct, frozen=True):
    """A question that may be drawn."""

    place: int
    """The position of its pool."""
    question: Question

    @property
    def fact(self) -> str:
        """The fact that it asks for; one of its own if none is named."""
        # No fact that a bank can name has a slash.
        return self.question.fact or f"{self.place}/{self.question.id}"


class Mix:
    """What a draw can still take and keep to the rules when it is complete.

    - no two questions ask for the same fact;
    - at most seven in ten are quick choices, or as few as the candidates allow;
    - stories and conversations are as common as among the candidates, rounded, and at least one where there is any.

    The last two are for draws of three or more. Admitting a question never makes a rule impossible to keep: ``admits``
    counts the facts that would be left. A question that is refused once is refused for good.
    """

    def __init__(self, candidates: Sequence[Candidate], length: int) -> None:
        """Draw ``length`` of the candidates, or fewer if they have fewer facts."""
        self._paces: dict[str, set[Pace]] = {}
        for candidate in candidates:
            self._paces.setdefault(candidate.fact, set()).add(candidate.question.PACE)
        facts = len(self._paces)
        self.left = min(length, facts)
        """How many questions are still to be taken."""
        self._not_quick = sum(paces != {"quick"} for paces in self._paces.values())
        self._told = sum("told" in paces for paces in self._paces.values())
        is_mixed = self.left >= SHORTEST_MIX
        most_quick = MOST_QUICK_OF_TEN * self.left // 10 if is_mixed else self.left
        self._quick_left = max(most_quick, self.left - self._not_quick)
        share = int(self.left * self._told / facts + 0.5) if is_mixed else 0
        self._told_due = min(max(share, int(is_mixed)), self._told, self.left)

    def admits(self, candidate: Candidate) -> bool:
        """Say whether the candidate may be taken now."""
        paces = self._paces.get(candidate.fact)
        if paces is None or not self.left:
            return False
        left = self.left - 1
        quick_left = self._quick_left - (candidate.question.PACE == "quick")
        told_due = self._told_due - (candidate.question.PACE == "told")
        not_quick = self._not_quick - (paces != {"quick"})
        told = self._told - ("told" in paces)
        return max(left - not_quick, 0) <= quick_left and told_due <= min(left, told)

    def take(self, candidate: Candidate) -> None:
        """Count a candidate that is admitted as taken."""
        paces = self._paces.pop(candidate.fact)
        self.left -= 1
        self._quick_left -= candidate.question.PACE == "quick"
        self._told_due -= candidate.question.PACE == "told"
        self._not_quick -= paces != {"quick"}
        self._told -= "told" in paces
