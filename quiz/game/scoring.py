"""The players of a live game, their scores, and their ranks."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from quiz.play.points import Certainty
from quiz.questions.answers import Answer
from quiz.questions.question import Answerable

ALL_RIGHT = 1 - 1e-9


class Reply(Struct, frozen=True):
    """An answer to the open question, not scored yet."""

    given: Answer
    seconds: float
    certainty: Certainty | None = None
    """How sure the player says they are; None if they have not said."""


class Score(Struct, frozen=True):
    """The score of an answer."""

    given: Answer | None
    """None for a story, where a player's votes are not a way through it."""
    seconds: float
    fraction: float
    """How much was right, 0 to 1."""
    points: int
    certainty: Certainty | None = None
    """How sure the player was, if they said so."""

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.fraction > ALL_RIGHT


class Member(Struct):
    """A player of the game."""

    id: str
    name: str
    team: str
    first: int
    """Position of the first question that counts for them, from 0: they were there while it was read out, open or
    reopened. A story counts for players who were there for its first decision."""
    alias: str = ""
    """What the hall reads instead of a name that waits for the host; empty where the name stands."""
    free_team: bool = False
    """Whether they named the team themselves; it then waits for the host like their name."""
    masked: bool = False
    """Whether the host replaced their name."""
    removed: bool = False
    answered: bool = False
    """Whether they have ever answered; only then are they ranked."""
    scores: dict[int, Score] = field(default_factory=dict)
    """By the question's position; only for questions revealed and not struck."""
    points: int = 0

    @property
    def public_name(self) -> str:
        """The name that the hall may see."""
        return self.alias or self.name

    @property
    def public_team(self) -> str:
        """The team that the hall may see; empty for none."""
        return "" if self.alias and self.free_team else self.team


class Placement(Struct, frozen=True, kw_only=True):
    """A line of the standings."""

    rank: int
    """Equal points share one."""
    name: str
    team: str
    points: float
    player: str = ""
    """Id of the player; empty for a team."""
    members: int = 1


class Hands(Struct, frozen=True):
    """A count of hands."""

    fractions: tuple[float, ...]
    """How much of each column is right, 0 to 1."""
    rows: Mapping[str, tuple[int, ...]]
    """How many hands each team put up for each column."""

    @property
    def totals(self) -> tuple[int, ...]:
        """The hands in each column, of all teams together."""
        return tuple(sum(column) for column in zip(*self.rows.values(), strict=True))

    @property
    def share(self) -> float | None:
        """How much all teams together had right on average, 0 to 1; None if no hand went up."""
        hands, right = sum(self.totals), sum(count * part for count, part in zip(self.totals, self.fractions, strict=True))
        return right / hands if hands else None

    def mean(self, team: str) -> float:
        """Return how much the team had right on average, 0 to 1; 0 if no hand went up."""
        row = self.rows[team]
        right = sum(count * fraction for count, fraction in zip(row, self.fractions, strict=True))
        return right / sum(row) if sum(row) else 0.0


def hand_columns(part: Answerable) -> tuple[float, ...]:
    """Return the columns to count when hands go up, as how much of each is right, 0 to 1.

    These are the question's own where an answer is exactly one of them; otherwise the hall marks itself, and there are two:
    all right, and not right.
    """
    return tuple(column.fraction for column in part.columns()) if part.PICKS_ONE else (1.0, 0.0)


def player_places(members: Iterable[Member]) -> list[Placement]:
    """Return the players who have answered, the best first; equal points share a rank, sorted by name."""
    playing = (member for member in members if member.answered)
    lines = sorted(playing, key=lambda member: (-member.points, member.public_name.casefold()))
    ranks = _ranks([member.points for member in lines])
    return [
        Placement(rank=rank, name=member.public_name, team=member.public_team, points=float(member.points), player=member.id)
        for rank, member in zip(ranks, lines, strict=True)
    ]


def team_places(members: Iterable[Member]) -> list[Placement]:
    """Return the teams by the mean of their members' points, the best first. Only players who have answered count.

    Those in a team of their own naming count once the host has approved it.

    Case does not tell teams apart.
    """
    points: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for member in members:
        if (team := member.public_team) and member.answered:
            key = team.casefold()
            names.setdefault(key, team)
            points.setdefault(key, []).append(member.points)
    return _teams({names[key]: (sum(found) / len(found), len(found)) for key, found in points.items()})


def hands_places(points: Mapping[str, float]) -> list[Placement]:
    """Return the teams of a game with hands by their points."""
    return _teams({name: (found, 1) for name, found in points.items()})


def _teams(found: Mapping[str, tuple[float, int]]) -> list[Placement]:
    lines = sorted(found.items(), key=lambda line: (-line[1][0], line[0].casefold()))
    ranks = _ranks([points for _, (points, _) in lines])
    return [
        Placement(rank=rank, name=name, team=name, points=points, members=members)
        for rank, (name, (points, members)) in zip(ranks, lines, strict=True)
    ]


def _ranks(points: Sequence[float]) -> list[int]:
    """Return the rank of each score, highest first; equal ones share a rank."""
    ranks: list[int] = []
    for place, value in enumerate(points):
        ranks.append(ranks[-1] if place and value == points[place - 1] else place + 1)
    return ranks
