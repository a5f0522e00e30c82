"""The game as the stage page shows it: a complete state for the projector, without the key until the hall may see it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypedDict

import msgspec

from quiz.banks.model import Source, checked_and_note
from quiz.game.game import Game
from quiz.game.ranking import hall_figures, podium_steps, risen
from quiz.game.scoring import Placement
from quiz.game.state import Phase
from quiz.live.option_markers import option_marker
from quiz.live.qr_code import qr_code
from quiz.live.stage_content import MARKS, STRUCK, counted_bars, join_link, sure_words, typed_address
from quiz.live.stage_messages import (
    LobbyStage,
    PodiumStage,
    QuestionStage,
    RevealedStage,
    StageBar,
    StageLine,
    StagePlace,
    StageStep,
    StageTile,
    StageView,
    StandingsStage,
)
from quiz.live.trouble import trouble_of
from quiz.live.wire_questions import option_texts, shown_order
from quiz.play.attempt import Response
from quiz.questions.conversation import Line
from quiz.questions.text import plural
from quiz.reports.feedback import feedback
from quiz.reports.tally import TOO_FEW, Bar, by_position, is_hidden
from quiz.services.live_game import LiveGame

_NEWEST = 24
"""The most names that the lobby shows."""
_TOP = 8
_TEAMS = 8
_ON_A_STEP = 3
"""The most names on one step; players who share a rank share a step."""


def stage_view(live_game: LiveGame, names: Mapping[str, str], addresses: Sequence[str]) -> StageView:
    """Return the current view. ``names`` are the school's own; pads join at ``addresses``, the best first."""
    game = live_game.game
    match game.phase:
        case Phase.LOBBY:
            return _lobby(live_game, addresses)
        case Phase.READING | Phase.OPEN | Phase.CLOSED:
            return _question(live_game, addresses)
        case Phase.DECIDED:
            return _decided(live_game, addresses)
        case Phase.REVEALED:
            return _revealed(live_game, names, addresses)
        case Phase.STANDINGS:
            return _standings(live_game, addresses)
        case Phase.FINISHED:
            return _podium(live_game)


class _Frame(TypedDict):
    """The fields that every view has, by name."""

    title: str
    place: str
    address: str
    code: str
    locked: bool
    trouble: str
    paused: bool


def _frame(live_game: LiveGame, place: str, addresses: Sequence[str]) -> _Frame:
    game, trouble = live_game.game, trouble_of(live_game)
    return {
        "title": game.plan.title,
        "place": place,
        "address": typed_address(addresses[0]) if addresses else "",
        "code": live_game.record.code,
        "locked": game.locked,
        "trouble": trouble.for_the_hall if trouble else "",
        "paused": game.paused,
    }


def question_place(game: Game) -> str:
    """Return the place of the current question in the game, in words."""
    rounds = len(game.plan.rounds)
    words = f"Question {game.number + 1} of {len(game.asked)}"
    if game.scene or game.path:
        words += f" · decision {game.last_step + 1}"
    return f"{words} · round {game.round} of {rounds}" if rounds > 1 else words


# The lobby


def _lobby(live_game: LiveGame, addresses: Sequence[str]) -> LobbyStage:
    game = live_game.game
    players = game.players
    rounds = len(game.plan.rounds)
    place = plural(len(game.asked), "question") + (f" in {rounds} rounds" if rounds > 1 else "")
    link = join_link(addresses, live_game.record.code)
    qr, size = _qr_path(link) if link else ("", 0)
    return LobbyStage(
        **_frame(live_game, place, addresses),
        corner=f"{game.present_count} of {game.player_count} connected" if players else "",
        others=tuple(map(typed_address, addresses[1:])),
        here=len(players),
        names=tuple(member.public_name for member in reversed(players[-_NEWEST:])),
        qr=qr,
        qr_size=size,
    )


def _qr_path(text: str) -> tuple[str, int]:
    """Return a QR code as the data of an SVG path, a rectangle for each run of dark modules, and its size in modules."""
    parts: list[str] = []
    rows = qr_code(text, border=0)
    for y, row in enumerate(rows):
        x = 0
        for pixel, run in groupby(row):
            length = len(list(run))
            if pixel != " ":
                parts.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return "".join(parts), len(rows)


# A question


def _question(live_game: LiveGame, addresses: Sequence[str]) -> QuestionStage:
    game = live_game.game
    question, part = game.current.question, game.last_part
    left = game.seconds_left(live_game.now)
    view = QuestionStage(
        **_frame(live_game, question_place(game), addresses),
        phase="reading" if game.phase is Phase.READING else "open" if game.phase is Phase.OPEN else "closed",
        number=game.number + 1,
        step=game.last_step,
        prompt=question.prompt,
        how=_how(game),
        tiles=_tiles(["" for _ in part.labelled()] if game.phase is Phase.READING else option_texts(game)),
        seconds=None if left is None else round(left, 2),
        total=game.limit(),
        answered=len(game.replies),
        players=game.player_count,
    )
    if game.phase is Phase.READING:
        return view
    notes = tuple(text if label in ("", "·") else f"{label} {text}" for label, text in part.stimulus())
    return msgspec.structs.replace(view, notes=notes, lines=_lines(part.conversation()))


def _how(game: Game) -> str:
    if game.phase is Phase.READING:
        return "Read the question"
    if game.phase is Phase.CLOSED:
        return "Closed"
    return game.current.question.how_to_answer().rstrip(".") or "Pick one"


def _tiles(texts: Iterable[str]) -> tuple[StageTile, ...]:
    return tuple(StageTile(*option_marker(place), text) for place, text in enumerate(texts))


def _lines(lines: Sequence[Line], *, with_cues: bool = False) -> tuple[StageLine, ...]:
    return tuple(StageLine(line.text, line.sender, line.is_own, line.cue if with_cues else "") for line in lines)


# What came of it


def _option_bars(game: Game, found: Sequence[Bar], right: set[int]) -> tuple[StageBar, ...]:
    """Return the bars of the lettered texts, in the order of the screen."""
    by = by_position(found)
    return tuple(
        StageBar(text, by[position].count if position in by else None, position in right, *option_marker(place))
        for place, (position, text) in enumerate(zip(shown_order(game), option_texts(game), strict=True))
    )


def _decided(live_game: LiveGame, addresses: Sequence[str]) -> RevealedStage:
    game = live_game.game
    before = game.scene_at(game.last_step)
    assert before
    taken = game.path[-1]
    return RevealedStage(
        **_frame(live_game, question_place(game), addresses),
        number=game.number + 1,
        step=game.last_step,
        prompt=before.text,
        decided=before.choices[taken].text,
        bars=_option_bars(game, counted_bars(game), {taken}),
        why=before.choices[taken].why,
        action=game.ending,
    )


def _revealed(live_game: LiveGame, names: Mapping[str, str], addresses: Sequence[str]) -> RevealedStage:
    game = live_game.game
    question = game.current.question
    view = RevealedStage(
        **_frame(live_game, question_place(game), addresses),
        number=game.number + 1,
        step=game.last_step,
        prompt=question.prompt,
        dropped=_dropped(game),
    )
    if game.number in game.skipped:
        return view
    said = feedback(question, Response.unanswered(question), live_game.bank.sources, names)
    found = counted_bars(game)
    few = is_hidden(question, len(game.replies))
    has_options = few or (bool(found) and found[0].position is not None and game.scene is None)
    if game.number in game.struck:
        # Its key is wrong, so nothing is shown as right or explained.
        unmarked = _option_bars(game, found, set()) if has_options else ()
        return msgspec.structs.replace(view, bars=unmarked, lines=_lines(question.conversation()))
    key, numbered = ((), False) if has_options else _key_lines(question.key_in_words())
    if has_options:
        shown = _option_bars(game, found, {bar.position for bar in found if bar.right and bar.position is not None})
    else:
        shown = tuple(StageBar(MARKS[bar.text], bar.count, bar.right) for bar in found if bar.position is None)
    return msgspec.structs.replace(
        view,
        bars=shown,
        key=key,
        numbered=numbered,
        lines=_lines(question.conversation(), with_cues=True),
        why=said.explanation,
        action=said.action,
        source=_source_words(said.sources[0]) if said.sources else "",
        more_sources=max(len(said.sources) - 1, 0),
        scored=question.SCORED,
        few=TOO_FEW if few else "",
        sure=sure_words(game),
    )


def _source_words(source: Source) -> str:
    words = ", ".join((source.title, source.publisher, *checked_and_note(source.checked_in_words, "")))
    return f"{words} ({source.note})" if source.note else words


def _dropped(game: Game) -> str:
    if game.number in game.skipped:
        return "This question does not count. The host took it out of the game."
    return STRUCK if game.number in game.struck else ""


def _key_lines(lines: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the lines of the key, and whether they are numbered: then the numbers are taken off, to be drawn on slabs."""
    numbered = len(lines) > 1 and all(line.startswith(f"{number}. ") for number, line in enumerate(lines, 1))
    return tuple(line.partition(". ")[2] for line in lines) if numbered else tuple(lines), numbered


# Standings


def _standings(live_game: LiveGame, addresses: Sequence[str]) -> StandingsStage:
    game = live_game.game
    lines = game.standings() if game.plan.mood == "playful" else []
    rose = risen(game, lines[:_TOP])
    return StandingsStage(
        **_frame(live_game, f"After round {game.round} of {len(game.plan.rounds)}", addresses),
        front=tuple(
            StagePlace(line.rank, line.name, round(line.points), line.team, rose=rose.get(line.player, 0))
            for line in lines[:_TOP]
        ),
        more=max(len(lines) - _TOP, 0),
        teams=_team_places(game),
    )


def _team_places(game: Game) -> tuple[StagePlace, ...]:
    return tuple(
        StagePlace(line.rank, line.name, round(line.points), people=line.members) for line in game.team_standings()[:_TEAMS]
    )


def _podium(live_game: LiveGame) -> PodiumStage:
    game = live_game.game
    steps = podium_steps(game)
    shown = live_game.podium_shown
    return PodiumStage(
        **_frame(live_game, "That was the quiz", ()),
        corner=f"{game.played_count} played",
        steps=tuple(_step(step, len(steps) - place <= shown) for place, step in enumerate(steps)),
        teams=_team_places(game),
        facts=hall_figures(game),
    )


def _step(step: Sequence[Placement], is_shown: bool) -> StageStep:
    if not is_shown:
        return StageStep(step[0].rank)
    named = step[:_ON_A_STEP]
    return StageStep(
        step[0].rank,
        round(step[0].points),
        tuple(line.name for line in named),
        tuple(line.team for line in named),
        len(step) - len(named),
    )
