"""The gain from a training: the marks of people who played both before and after it."""

from collections.abc import Iterable

from quiz.questions.text import people, printable
from quiz.reports.certainty import FEWEST_PAIRS, Gain, gain
from quiz.store.finished import FinishedAttempt


def gain_of(attempts: Iterable[FinishedAttempt], before: int, after: int) -> Gain:
    """Return how far people have come at one bank: each with their last quiz begun before, and first begun after.

    ``before`` and ``after`` are milliseconds since 1970, UTC; ``attempts`` come in the order in which they began. Guests of
    live games are left out, whose names may be anybody's, and so are quizzes not played by the bank's own rules.
    """
    last: dict[str, float] = {}
    first: dict[str, float] = {}
    for one in attempts:
        if one.guest or not one.on_board:
            continue
        if one.started_at < before:
            last[one.player_id] = one.mark
        elif one.started_at >= after:
            first.setdefault(one.player_id, one.mark)
    return gain([(last[player], first[player]) for player in last if player in first])


def gain_lines(found: Gain, title: str) -> list[str]:
    """Return it in plain lines; for so few people that it would tell of each, only their number."""
    lines = [title, f"{people(found.people)} {'has' if found.people == 1 else 'have'} finished a quiz before and one after."]
    if found.risen is not None:
        lines.append(f"{found.risen} rose, {found.same} stayed the same, {found.fallen} fell.")
    if found.before is None or found.after is None:
        more = FEWEST_PAIRS - found.people
        lines.append(f"How far they have come is shown for {FEWEST_PAIRS} people or more: {more} more needed.")
    else:
        lines.append(f"Mean mark before {found.before:.0f} %, after {found.after:.0f} %.")
        if found.gain is not None:
            share = f"{100 * found.gain:.0f} %" if found.gain > 0 else "nothing"
            lines.append(f"Of what they could still learn they have learnt {share} (normalised gain {found.gain:.2f}).")
    return [printable(line) for line in lines]
