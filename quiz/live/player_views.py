"""The game as a pad shows it: one whole state for each player, what is the same for all of them worked out only once."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec.structs import replace

from quiz.banks.model import Source
from quiz.game.scoring import Member, Placement, Score
from quiz.game.state import Phase
from quiz.live.messages import (
    ClosedView,
    DecidedView,
    FinishedView,
    LobbyView,
    OpenView,
    PausedView,
    ReadingView,
    RevealedView,
    StandingLine,
    StandingsView,
    WireAnswer,
    WireSource,
    encode,
)
from quiz.live.wire_questions import wire_answer, wire_question
from quiz.play.attempt import Response
from quiz.questions.answers import Picked
from quiz.reports.feedback import Feedback, feedback
from quiz.services.live_game import LiveGame

_TOP = 5
_PODIUM = 10
_TEAMS = 20

ViewWriter = Callable[[Member], bytes]
"""Writes the present view of the game for one player."""


def view_writer(live_game: LiveGame, names: Mapping[str, str]) -> ViewWriter:
    """Return what writes the present view for each player; made anew after each change. ``names`` are the school's own."""
    game = live_game.game
    if game.paused:
        return _same(PausedView())
    match game.phase:
        case Phase.LOBBY:
            return _same(LobbyView(title=game.plan.title, players=game.player_count))
        case Phase.READING:
            return _same(ReadingView(**_where(live_game), prompt=game.current.question.prompt))
        case Phase.OPEN:
            return _open(live_game)
        case Phase.CLOSED:
            with_answer, without = (encode(ClosedView(number=game.number + 1, taken=taken)) for taken in (True, False))
            return lambda member: with_answer if member.id in game.replies else without
        case Phase.DECIDED:
            return _decided(live_game)
        case Phase.REVEALED:
            return _revealed(live_game, names)
        case Phase.STANDINGS:
            return _standings(live_game)
    return _finished(live_game)


def _same(state: msgspec.Struct) -> ViewWriter:
    written = encode(state)
    return lambda member: written


def _where(live_game: LiveGame) -> dict[str, int]:
    game = live_game.game
    return {
        "number": game.number + 1,
        "of": len(game.asked),
        "round": game.round,
        "rounds": len(game.plan.rounds),
    }


def _open(live_game: LiveGame) -> ViewWriter:
    game, question, where = live_game.game, wire_question(live_game.game), _where(live_game)

    def made(given: WireAnswer | None) -> bytes:
        left = game.seconds_left(live_game.now)
        return encode(
            OpenView(
                **where,
                step=len(game.path),
                question=question,
                seconds=None if left is None else round(left, 2),
                total=game.limit(),
                may_change=game.plan.may_change,
                given=given,
                taken=given is not None,
            )
        )

    unanswered = made(None)

    def state(member: Member) -> bytes:
        reply = game.replies.get(member.id)
        return made(wire_answer(game, reply.given)) if reply else unanswered

    return state


def _decided(live_game: LiveGame) -> ViewWriter:
    game = live_game.game
    scene = game.scene_at(game.last_step)
    assert scene
    taken = game.path[-1]
    votes = sum(isinstance(reply.given, Picked) and reply.given.options[0] == taken for reply in game.replies.values())
    choice = scene.choices[taken]
    after = game.scene.text if game.scene and game.scene.end else ""
    return _same(
        DecidedView(
            number=game.number + 1,
            choice=choice.text,
            why=" ".join(text for text in (choice.why, after) if text),
            votes=votes,
            voted=len(game.replies),
        )
    )


def _revealed(live_game: LiveGame, names: Mapping[str, str]) -> ViewWriter:
    game, number = live_game.game, live_game.game.number
    question = game.current.question
    skipped = number in game.skipped
    told = _told(live_game, None, names)
    ranks = _ranks(game.standings())
    shared = RevealedView(
        number=number + 1,
        of=len(game.asked),
        prompt=question.prompt,
        key=tuple(question.key_in_words()),
        explanation=told.explanation,
        action=told.action,
        sources=tuple(_source(source) for source in told.sources),
        players=game.player_count,
        skipped=skipped,
    )
    whys: dict[Score, Feedback] = {}

    def state(member: Member) -> bytes:
        score = member.scores.get(number)
        own = replace(shared, total=member.points, rank=ranks.get(member.id, 0))
        if score:
            key = Score(score.given, 0.0, score.fraction, 0)
            # Most players give one of a few answers: each is put into words once.
            words = whys.get(key) or whys.setdefault(key, _told(live_game, key, names))
            own = replace(
                own,
                answered=True,
                right=score.right,
                mark=score.fraction,
                points=score.points,
                given=words.given,
                why=words.whys,
            )
        return encode(own)

    return state


def _told(live_game: LiveGame, score: Score | None, names: Mapping[str, str]) -> Feedback:
    question = live_game.game.current.question
    response = Response.unanswered(question)
    if score:
        mark = score.fraction * question.weight
        response = replace(response, outcome="answered", given=score.given, mark=mark)
    return feedback(question, response, live_game.bank.sources, names)


def _standings(live_game: LiveGame) -> ViewWriter:
    game = live_game.game
    lines, teams = game.standings(), game.team_standings()
    ranks, team_ranks = _ranks(lines), {place.name.casefold(): place.rank for place in teams}
    shared = StandingsView(
        round=game.round, rounds=len(game.plan.rounds), players=game.player_count, top=_lines(lines, _TOP)
    )
    return lambda member: encode(
        replace(
            shared,
            rank=ranks.get(member.id, 0),
            points=member.points,
            team=member.team,
            team_rank=team_ranks.get(member.team.casefold(), 0),
        )
    )


def _finished(live_game: LiveGame) -> ViewWriter:
    game = live_game.game
    lines = game.standings()
    ranks = _ranks(lines)
    shared = FinishedView(
        players=game.player_count,
        of=len(game.scored),
        podium=_lines(lines, _PODIUM),
        teams=_lines(game.team_standings(), _TEAMS),
    )
    return lambda member: encode(
        replace(
            shared,
            rank=ranks.get(member.id, 0),
            points=member.points,
            right=sum(score.right for score in member.scores.values()),
        )
    )


def _ranks(lines: list[Placement]) -> dict[str, int]:
    return {place.player: place.rank for place in lines}


def _lines(places: list[Placement], most: int) -> tuple[StandingLine, ...]:
    return tuple(StandingLine(place.rank, place.name, round(place.points), place.team) for place in places[:most])


def _source(source: Source) -> WireSource:
    return WireSource(source.title, source.publisher, source.url, source.checked_in_words, source.note)
