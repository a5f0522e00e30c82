"""The game as pads show it: a complete state for each player, with the common parts worked out only once."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from quiz.banks.model import Source
from quiz.game.game import Game
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
    WireOption,
    WireSource,
    encode,
)
from quiz.live.wire_questions import shown_order, wire_answer, wire_question
from quiz.play.attempt import Response
from quiz.play.points import Certainty
from quiz.questions.answers import Answer, Picked
from quiz.reports.feedback import Feedback, feedback
from quiz.reports.result_lines import right_in_words
from quiz.reports.summary import things_to_do
from quiz.reports.tally import bars, by_position
from quiz.services.live_game import LiveGame

_TOP = 5
_PODIUM = 10
_TEAMS = 20

ViewWriter = Callable[[Member], bytes]
"""Writes the current view of the game for one player."""


def view_writer(live_game: LiveGame, names: Mapping[str, str]) -> ViewWriter:
    """Return a writer of the current view, to be replaced after each change. ``names`` are the school's own."""
    game = live_game.game
    if game.paused:
        return _same(PausedView())
    match game.phase:
        case Phase.LOBBY:
            return _same(LobbyView(title=game.plan.title, players=game.player_count))
        case Phase.READING:
            return _reading(live_game)
        case Phase.OPEN:
            return _open(live_game)
        case Phase.CLOSED:
            return _closed(live_game)
        case Phase.DECIDED:
            return _decided(live_game)
        case Phase.REVEALED:
            return _revealed(live_game, names)
        case Phase.STANDINGS:
            return _standings(live_game)
        case Phase.FINISHED:
            # Nobody who comes now must take it for the end before the end is kept.
            return _finished(live_game, names) if live_game.is_over else _standings(live_game)


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


def _reading(live_game: LiveGame) -> ViewWriter:
    game = live_game.game
    left = game.seconds_left(live_game.now)
    return _same(
        ReadingView(
            **_where(live_game),
            prompt=game.current.question.prompt,
            options=tuple(replace(option, text="") for option in _options(game)),
            seconds=None if left is None else round(left, 2),
        )
    )


def _options(game: Game) -> tuple[WireOption, ...]:
    """Return what carries letters and shapes on a pad: the options, or the choices of a scene."""
    shown = wire_question(game)
    return shown.scene.choices if shown.scene else shown.options


def _open(live_game: LiveGame) -> ViewWriter:
    game, question, where = live_game.game, wire_question(live_game.game), _where(live_game)
    asks_certainty = game.asks_certainty

    def made(given: WireAnswer | None, taken: bool, certainty: Certainty | None = None) -> bytes:
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
                taken=taken,
                asks_certainty=asks_certainty,
                certainty=certainty,
                answered=len(game.replies),
                players=game.player_count,
            )
        )

    unanswered = made(None, False)

    def state(member: Member) -> bytes:
        if not (reply := game.replies.get(member.id)):
            return unanswered
        sure = reply.certainty if live_game.is_certainty_kept(member.id) else None
        return made(wire_answer(game, reply.given), live_game.is_answer_kept(member.id), sure)

    return state


def _closed(live_game: LiveGame) -> ViewWriter:
    game = live_game.game
    without = encode(ClosedView(number=game.number + 1, taken=False))
    written: dict[tuple[Answer, bool], bytes] = {}

    def state(member: Member) -> bytes:
        if not (reply := game.replies.get(member.id)):
            return without
        # Most players give one of a few answers, so each is put into words only once.
        key = reply.given, live_game.is_answer_kept(member.id)
        if key not in written:
            written[key] = encode(
                ClosedView(
                    number=game.number + 1,
                    taken=key[1],
                    given=_words(game, reply.given),
                    picked=_picked(game, reply.given),
                )
            )
        return written[key]

    return state


def _words(game: Game, given: Answer) -> tuple[str, ...]:
    """Return an answer to the open question or scene, or to the last one, in words."""
    if game.scene and isinstance(given, Picked):
        return (game.scene.choices[given.options[0]].text,)
    return tuple(game.current.question.answer_in_words(given))


def _picked(game: Game, given: Answer) -> tuple[WireOption, ...]:
    """Return the options of an answer, with letters and shapes; empty if it is not made of options."""
    answer = wire_answer(game, given)
    options = _options(game)
    picked = answer.picked or () if answer.choice is None else (answer.choice,)
    return tuple(options[position] for position in picked)


def _decided(live_game: LiveGame) -> ViewWriter:
    game = live_game.game
    scene = game.scene_at(game.last_step)
    assert scene
    taken = game.path[-1]
    votes = sum(isinstance(reply.given, Picked) and reply.given.options[0] == taken for reply in game.replies.values())
    choice = scene.choices[taken]
    return _same(
        DecidedView(
            number=game.number + 1,
            choice=choice.text,
            why=" ".join(text for text in (choice.why, game.ending) if text),
            votes=votes,
            voted=len(game.replies),
            ends=game.scene is not None and game.scene.end,
        )
    )


def _revealed(live_game: LiveGame, names: Mapping[str, str]) -> ViewWriter:
    game, number = live_game.game, live_game.game.number
    question = game.current.question
    skipped = number in game.skipped
    told = _told(live_game, None, names)
    playful = game.plan.mood == "playful"
    lines = game.standings()
    ahead = _ahead(lines) if playful else {}
    ranks = _ranks(lines)
    options, right_options = _key(game)
    shared = RevealedView(
        number=number + 1,
        of=len(game.asked),
        prompt=question.prompt,
        key=tuple(question.key_in_words()),
        explanation=told.explanation,
        action=told.action,
        sources=tuple(wire_source(source) for source in told.sources),
        players=len(lines),
        options=options,
        right_options=right_options,
        skipped=skipped,
        struck=number in game.struck,
        scored=question.SCORED,
        shares=() if question.SCORED else _shares(game),
        playful=playful,
    )
    whys: dict[Score, Feedback] = {}

    def state(member: Member) -> bytes:
        score = member.scores.get(number)
        before, behind = ahead.get(member.id, ("", 0))
        own = replace(shared, total=member.points, rank=ranks.get(member.id, 0), ahead=before, behind=behind)
        if score:
            key = Score(score.given, 0.0, score.fraction, 0)
            # Most players give one of a few answers, so each is put into words only once.
            words = whys.get(key) or whys.setdefault(key, _told(live_game, key, names))
            own = replace(
                own,
                answered=True,
                right=score.right,
                mark=score.fraction,
                points=score.points,
                certainty=score.certainty,
                given=words.given,
                picked=(wire_answer(game, score.given).picked or ()) if options and score.given else (),
                why=words.whys,
                streak=game.streak(member) if playful else 0,
            )
        return encode(own)

    return state


def _key(game: Game) -> tuple[tuple[WireOption, ...], tuple[int, ...]]:
    """Return the question's options and the positions of the right ones; both empty if it is not about picking options."""
    columns, options = game.current.question.columns(), wire_question(game).options
    if not options or len(columns) != len(options):
        return (), ()
    return options, tuple(shown for shown, position in enumerate(shown_order(game)) if columns[position].fraction == 1)


def _shares(game: Game) -> tuple[int, ...]:
    """Return the percentage of answers that picked each option of a question without a key, in the order of the screen."""
    counted = by_position(bars(game.last_part, [reply.given for reply in game.replies.values()]))
    of = max(len(game.replies), 1)
    return tuple(round(100 * counted[position].count / of) for position in shown_order(game)) if counted else ()


def _told(live_game: LiveGame, score: Score | None, names: Mapping[str, str]) -> Feedback:
    question = live_game.game.current.question
    response = Response.unanswered(question)
    if score:
        mark = score.fraction * question.worth
        response = replace(response, outcome="answered", given=score.given, mark=mark)
    return feedback(question, response, live_game.bank.sources, names)


def _standings(live_game: LiveGame) -> ViewWriter:
    game = live_game.game
    lines, teams = game.standings(), game.team_standings()
    ranks, team_ranks = _ranks(lines), {place.name.casefold(): place.rank for place in teams}
    playful = game.plan.mood == "playful"
    shared = StandingsView(
        round=game.round,
        rounds=len(game.plan.rounds),
        players=len(lines),
        playful=playful,
        top=_lines(lines, _TOP) if playful else (),
        teams=len(teams),
    )
    ahead = _ahead(lines) if playful else {}

    def state(member: Member) -> bytes:
        before, behind = ahead.get(member.id, ("", 0))
        return encode(
            replace(
                shared,
                rank=ranks.get(member.id, 0),
                points=member.points,
                ahead=before,
                behind=behind,
                team=member.team,
                team_rank=team_ranks.get(member.team.casefold(), 0),
            )
        )

    return state


def _finished(live_game: LiveGame, names: Mapping[str, str]) -> ViewWriter:
    game = live_game.game
    lines = game.standings()
    playful, podium_comes = game.plan.mood == "playful", live_game.is_podium_to_come
    ranks = {} if podium_comes else _ranks(lines)
    shared = FinishedView(
        players=len(lines),
        playful=playful,
        podium=_lines(lines, _PODIUM) if playful and not podium_comes else (),
        podium_comes=podium_comes,
        teams=_lines(game.team_standings(), _TEAMS),
    )
    return lambda member: encode(
        replace(
            shared,
            rank=ranks.get(member.id, 0),
            points=member.points,
            right=right_in_words(member.scores.values(), len(game.scored)),
            things_to_do=_to_do(game, member, names),
        )
    )


def _to_do(game: Game, member: Member, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what to do now, from the questions that a player missed or left unanswered since they joined."""
    asked = (number for number in sorted(game.scored) if number >= member.first)
    missed = [n for n in asked if not (score := member.scores.get(n)) or not score.right]
    return tuple(one.action for one in things_to_do((game.asked[n].question for n in missed), names))


def _ahead(lines: list[Placement]) -> dict[str, tuple[str, int]]:
    """Return, for each player, the next one up with more points, and how many more; nothing for those in first place."""
    found: dict[str, tuple[str, int]] = {}
    above: Placement | None = None
    for before, line in pairwise(lines):
        above = before if before.points > line.points else above
        if above:
            found[line.player] = (above.name, round(above.points - line.points))
    return found


def _ranks(lines: list[Placement]) -> dict[str, int]:
    return {place.player: place.rank for place in lines}


def _lines(places: list[Placement], most: int) -> tuple[StandingLine, ...]:
    return tuple(StandingLine(place.rank, place.name, round(place.points), place.team) for place in places[:most])


def wire_source(source: Source) -> WireSource:
    """Return a source in the form that pads and pages show."""
    return WireSource(source.title, source.publisher, source.url, source.checked_in_words, source.note)
