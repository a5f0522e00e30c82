"""What a live game has shown: which questions were hard, and which wrong answers people believed.

It is about questions and teams, never a person: no names, and no figures for teams of fewer than five.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from quiz.banks.model import Bank
from quiz.game.events import Decided, Event, GamePlan, Revealed
from quiz.game.planning import LostBankError, asked_in
from quiz.game.ranking import share_right
from quiz.game.scoring import Hands, Placement
from quiz.game.state import GameState, Phase
from quiz.questions.answers import Answer
from quiz.questions.question import Answerable
from quiz.questions.scenario import Scene
from quiz.reports.suppression import FEWEST
from quiz.reports.tally import Bar, bars, bars_of_hands, is_hidden

FEWER = f"fewer than {FEWEST}"
"""Replaces figures that would tell of individuals."""


class ReportBar(Struct, frozen=True, kw_only=True):
    """How many gave one answer."""

    text: str
    count: int
    right: bool


class ReportPart(Struct, frozen=True, kw_only=True):
    """What was answered in one go: a question, or one decision of a story."""

    text: str
    """What the decision is about; empty for a question, whose prompt says it."""
    bars: tuple[ReportBar, ...]
    """Empty where there is no key and fewer than five answered."""
    most_picked_wrong: tuple[str, ...]
    """The most popular wrong answer, in words; several if they tie."""
    misled: bool
    """Whether more gave that one than the right answer."""


class ReportQuestion(Struct, frozen=True, kw_only=True):
    """One question that was asked and counts."""

    number: int
    """Its place in the game, from 1."""
    bank: str
    id: str
    kind: str
    prompt: str
    key: tuple[str, ...]
    """The right answer in words; empty where there is none."""
    answered: int
    """How many answered, or how many hands were counted."""
    share: float | None
    """How much was right, in per cent; None where nobody answered, or nothing is right."""
    parts: tuple[ReportPart, ...]


class UncountedQuestion(Struct, frozen=True, kw_only=True):
    """A question that does not count."""

    number: int
    prompt: str
    why: str
    """``skipped`` or ``struck``."""


class ReportTeam(Struct, frozen=True, kw_only=True):
    """A team, without figures if fewer than five are in it."""

    name: str
    points: float | None
    """The mean of its members, or what its hands have brought."""
    members: int | None
    """How many have answered; None with hands as well, since nobody knows."""


class GameReport(Struct, frozen=True, kw_only=True):
    """A live game as it may be shown to anybody."""

    id: str
    title: str
    began_at: int
    """Milliseconds since 1970, UTC."""
    minutes: int
    finished: bool
    hands: bool
    joined: int
    """How many were in the game at its end."""
    answered: int
    """How many of them answered at least once."""
    share: float | None
    """How much of all answers together was right, in per cent."""
    questions: tuple[ReportQuestion, ...]
    """The hardest first; those without a key last."""
    left_out: tuple[UncountedQuestion, ...]
    not_asked: int
    teams: tuple[ReportTeam, ...]
    """The best first, then those without figures by name."""


def game_report(
    game_id: str, began_at: int, plan: GamePlan, banks: Mapping[str, Bank], events: Iterable[Event]
) -> GameReport:
    """Return the report of a game, as far as it has come.

    Raises ValueError where one of its banks is gone or has changed, so that its answers mean nothing.
    """
    try:
        game = GameState(plan, asked_in(plan, banks))
    except LostBankError as error:
        raise ValueError(f"{error.message} Its report needs the bank as it was: put it back, or name its folder.") from None
    shown = _replayed(game, events)
    asked = [_question(game, number, found) for number, found in sorted(shown.items())]
    return GameReport(
        id=game_id,
        title=plan.title,
        began_at=began_at,
        minutes=max(1, round(game.last_at / 60)),
        finished=game.phase is Phase.FINISHED,
        hands=plan.hands,
        joined=game.player_count,
        answered=game.played_count,
        share=_together(asked),
        questions=tuple(sorted(map(_rounded, asked), key=lambda question: (question.share is None, question.share or 0.0))),
        left_out=tuple(_left_out(game)),
        not_asked=len(game.asked) - len(shown.keys() | game.struck | game.skipped),
        teams=tuple(_teams(game)),
    )


class _Shown(Struct):
    """The answers to a question whose key was shown."""

    path: tuple[int, ...] = ()
    """The choices that the hall has made in its story."""
    given: dict[int, Mapping[str, Answer]] = field(default_factory=dict)
    """Each player's answer at each decision of a story, or at 0 for other questions."""


def _replayed(game: GameState, events: Iterable[Event]) -> dict[int, _Shown]:
    """Replay the events, and return the answers to each question that was shown and counts, by its position."""
    found: dict[int, _Shown] = {}
    for event in events:
        step = len(game.path)
        game.apply(event)
        if isinstance(event, Decided) or (isinstance(event, Revealed) and not game.path):
            given = {player: reply.given for player, reply in game.replies.items()}
            found.setdefault(game.number, _Shown()).given[step] = given
        if isinstance(event, Revealed):
            found[game.number].path = game.path
    return {number: shown for number, shown in found.items() if number not in game.skipped | game.struck}


def _question(game: GameState, number: int, shown: _Shown) -> ReportQuestion:
    asked = game.asked[number].question
    parts = [_part(game, number, step, asked.scene_after(shown.path[:step]) or asked, shown) for step in sorted(shown.given)]
    answered, share = _shares(game, number, shown)
    return ReportQuestion(
        number=number + 1,
        bank=game.plan.questions[number].bank,
        id=asked.id,
        kind=asked.NAME,
        prompt=asked.prompt,
        key=tuple(asked.key_in_words()) if asked.SCORED else (),
        answered=answered,
        share=share if asked.SCORED else None,
        parts=tuple(parts),
    )


def _part(game: GameState, number: int, step: int, part: Answerable, shown: _Shown) -> ReportPart:
    counted = game.hands.get(number, {}).get(step)
    found = _counted_bars(part, counted) if game.plan.hands else bars(part, _answers(game, shown.given[step]))
    fractions = [column.fraction for column in part.columns()]
    wrong = [bar for bar in found if bar.position is not None and bar.count and fractions[bar.position] <= 0]
    most = max((bar.count for bar in wrong), default=0) if part.SCORED else 0
    return ReportPart(
        text=part.text if isinstance(part, Scene) else "",
        bars=tuple(ReportBar(text=_words(part, bar), count=bar.count, right=bar.right) for bar in found),
        most_picked_wrong=tuple(_words(part, bar) for bar in wrong if bar.count == most),
        misled=most > max((bar.count for bar in found if bar.right), default=0),
    )


def _counted_bars(part: Answerable, counted: Hands | None) -> list[Bar]:
    if counted is None or is_hidden(part, sum(counted.totals)):
        return []
    return bars_of_hands(counted, part.PICKS_ONE)


def _answers(game: GameState, given: Mapping[str, Answer]) -> list[Answer]:
    """Return the answers of players still in the game: those of removed players no longer count."""
    return [answer for player, answer in given.items() if not game.members[player].removed]


def _words(part: Answerable, bar: Bar) -> str:
    return bar.text if bar.position is None else part.columns()[bar.position].text


def _shares(game: GameState, number: int, shown: _Shown) -> tuple[int, float | None]:
    """Return how many answered a question, and how much of it was right on average, in per cent."""
    if game.plan.hands:
        counts = game.hands.get(number, {}).values()
        return max((sum(counted.totals) for counted in counts), default=0), share_right(game, number)
    if not game.asked[number].question.SCORED:
        return max((len(_answers(game, given)) for given in shown.given.values()), default=0), None
    return sum(number in member.scores for member in game.players), share_right(game, number)


def _rounded(question: ReportQuestion) -> ReportQuestion:
    return question if question.share is None else replace(question, share=round(question.share, 1))


def _together(questions: Sequence[ReportQuestion]) -> float | None:
    """Return how much was right of all answers together, in per cent."""
    found = [(question.share, question.answered) for question in questions if question.share is not None]
    answers = sum(answered for _, answered in found)
    return round(sum(share * answered for share, answered in found) / answers, 1) if answers else None


def _left_out(game: GameState) -> Iterator[UncountedQuestion]:
    for number in sorted(game.skipped | game.struck):
        why = "struck" if number in game.struck else "skipped"
        yield UncountedQuestion(number=number + 1, prompt=game.asked[number].question.prompt, why=why)


def _teams(game: GameState) -> list[ReportTeam]:
    """Return the teams, the best first; teams whose figures would tell of individuals have none, and come last."""
    places = game.team_standings() if game.plan.hands is False or game.plan.teams else []
    told = [place for place in places if _size(game, place) >= FEWEST]
    others = sorted((place for place in places if place not in told), key=lambda place: place.name.casefold())
    members = (lambda place: None) if game.plan.hands else (lambda place: place.members)
    return [
        *(ReportTeam(name=place.name, points=round(place.points, 1), members=members(place)) for place in told),
        *(ReportTeam(name=place.name, points=None, members=None) for place in others),
    ]


def _size(game: GameState, place: Placement) -> int:
    """Return how many people a team's figures cover; with hands, the most that went up at once."""
    if not game.plan.hands:
        return place.members
    rows = [counted.rows[place.name] for counts in game.hands.values() for counted in counts.values()]
    return max(map(sum, rows), default=0)
