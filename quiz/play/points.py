"""What the game gives for an answer, speed included, in four presets. Points count for the board, never for a mark."""

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    # The model is heavy, and reading settings or a command's help needs only the names below.
    from quiz.banks.model import Preset

Certainty: TypeAlias = Literal[1, 2, 3]
"""How sure a player says they are: 1 not sure, 2 fairly sure, 3 very sure."""
VERY_SURE: Certainty = 3
CERTAINTY_WORDS: dict[Certainty, str] = {1: "not sure", 2: "fairly sure", 3: "very sure"}

PRESETS: "dict[Preset, str]" = {
    "steady": "600 for a right answer and up to 400 for speed",
    "accuracy": "1000 for a right answer, speed does not count",
    "classic": "1000 at once, falling to 500 as the time runs out",
    "certainty": "up to 1000 if you say you are sure and are right; being sure and wrong costs",
}
"""The presets and what each gives, in words for players; at most 1000 for a right answer of weight 1."""

CERTAINTY_COUNTS = "Sure and right earns most; sure and wrong costs."
"""The effect of saying how sure one is in the preset ``certainty``, in words for players."""
CERTAINTY_COUNTS_FOR_NOTHING = "It changes neither mark nor points."
"""The same in any other preset."""


def points_notice(preset: "Preset", *, is_timed: bool) -> str:
    """Return in a sentence what the board's points depend on, for whoever begins; ``is_timed`` says that a clock runs."""
    if preset == "certainty":
        return f"Board points: {PRESETS[preset]}."
    if preset == "accuracy" or not is_timed:
        return "Every right answer gives the same board points."
    return "Speed earns board points, never a better mark."


# Certainty-based marking as Moodle and its author Gardner-Medwin define it: what a right and a wrong answer give.
_CERTAINTY_RIGHT = {1: 1, 2: 2, 3: 3}
_CERTAINTY_WRONG = {1: 0, 2: -2, 3: -6}
NOTHING_RIGHT = 0.0000005
_AT_ONCE = 0.5


def points_for(
    preset: "Preset",
    fraction: float,
    weight: float,
    seconds: float,
    limit: float | None,
    certainty: Certainty = 1,
) -> int:
    """Return the points for an answer that was ``fraction`` right (0 to 1) after ``seconds`` of ``limit`` seconds.

    Without a limit speed cannot be compared, so the speed part is given at its middle, 200 of 400 in ``steady`` and 250 of
    500 in ``classic``: nobody gains or loses by having no clock. ``classic`` is the rule of the well-known live quiz,
    1000 x (1 - t / 2T), in full below half a second. ``certainty`` gives a third of 1000 for each mark of certainty-based
    marking, and can be negative; no answer counts as not sure, and gets 0.
    """
    used = 0.5 if limit is None else min(max(seconds / limit, 0.0), 1.0)
    if preset == "certainty":
        right = fraction > NOTHING_RIGHT
        marks = fraction * _CERTAINTY_RIGHT[certainty] if right else _CERTAINTY_WRONG[certainty]
        return round(weight * marks * 1000 / 3)
    if preset == "steady":
        whole = 600 + 400 * (1 - used)
    elif preset == "classic":
        whole = 1000.0 if limit is not None and seconds < _AT_ONCE else 1000 * (1 - used / 2)
    else:
        whole = 1000.0
    return round(weight * fraction * whole)
