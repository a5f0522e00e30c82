"""The podium, who has risen, and how the hall did as a whole: the same wherever a hall reads it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from quiz.game.game import Game
from quiz.game.scoring import ALL_RIGHT, Hands, Member, Placement, player_places
from quiz.game.state import GameState
from quiz.play.points import NOTHING_RIGHT, VERY_SURE

PODIUM = 3
"""How many ranks are on the podium."""
_ALL = 100.0


def podium_steps(game: Game) -> list[list[Placement]]:
    """Return the steps of the podium, the best first; equal points share one. Empty for a game without a race."""
    if game.plan.mood != "playful":
        return []
    lines = game.team_standings() if game.plan.hands else game.standings()
    return [list(step) for rank, step in groupby(lines, lambda line: line.rank) if rank <= PODIUM]


def risen(game: Game, lines: Sequence[Placement]) -> dict[str, int]:
    """Return how many places players have risen since the end of the round before, by id; negative if they fell.

    Empty after the first round; without players who had not answered anything by then.
    """
    first = sum(game.plan.rounds[: game.round - 1])
    if not first:
        return {}
    before = {line.player: line.rank for line in player_places(_as_before(game.players, first))}
    return {line.player: before[line.player] - line.rank for line in lines if line.player in before}


def _as_before(members: Iterable[Member], first: int) -> Iterator[Member]:
    """Yield the players as they were before question ``first``, from 0."""
    for member in members:
        scores = {number: score for number, score in member.scores.items() if number < first}
        points = sum(score.points for score in scores.values())
        yield replace(member, scores=scores, points=points, answered=bool(scores))


def hall_figures(game: Game) -> tuple[str, ...]:
    """Return how many answers were right, and which question was hardest; nothing if no answers count.

    Only players still in the game count, and only questions with a key.
    """
    counts = {number: (right, given) for number in sorted(game.scored) for right, given in [_counts(game, number)] if given}
    if not counts:
        return ()
    right, given = (sum(column) for column in zip(*counts.values(), strict=True))
    figures = f"{right} of {given} answers right"
    shares = {number: round(share_right(game, number) or 0.0, 1) for number in counts}
    hardest = min(shares, key=lambda number: shares[number])
    is_hard = len(counts) > 1 and shares[hardest] < _ALL
    return (figures, f"Hardest: question {hardest + 1}") if is_hard else (figures,)


def share_right(game: GameState, number: int) -> float | None:
    """Return how much of a question, by position from 0, was right on average, in per cent; None if nobody answered.

    In a story decided by hands it is the mean of its decisions.
    """
    if game.plan.hands:
        shares = [share for counted in game.hands.get(number, {}).values() if (share := counted.share) is not None]
    else:
        shares = [member.scores[number].fraction for member in game.players if number in member.scores]
    return _ALL * sum(shares) / len(shares) if shares else None


def very_sure(game: Game, number: int) -> tuple[int, int]:
    """Return how many were very sure of their answer to a question, by position from 0, and how many of them wrong.

    An answer is wrong if nothing of it is right.
    """
    found = [score for member in game.players if (score := member.scores.get(number)) and score.certainty == VERY_SURE]
    return len(found), sum(score.fraction <= NOTHING_RIGHT for score in found)


def _counts(game: Game, number: int) -> tuple[int, int]:
    """Return how many answers to a question were wholly right, and how many there were; hands count like answers."""
    scores = [member.scores[number] for member in game.players if number in member.scores]
    hands = [_hands_counts(one) for one in game.hands.get(number, {}).values()]
    right = sum(score.right for score in scores) + sum(right for right, _ in hands)
    return right, len(scores) + sum(given for _, given in hands)


def _hands_counts(hands: Hands) -> tuple[int, int]:
    columns = list(zip(hands.fractions, hands.totals, strict=True))
    return sum(total for fraction, total in columns if fraction > ALL_RIGHT), sum(total for _, total in columns)
