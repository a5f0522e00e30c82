"""Works out what the stage says in each phase of a live game, in words and numbers, before anything is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from quiz.banks.model import Source
from quiz.game.game import Game
from quiz.game.ranking import hall_figures, podium_steps, risen, very_sure
from quiz.game.scoring import Hands, Placement
from quiz.game.state import Phase
from quiz.live.endpoint import ALWAYS_HERE
from quiz.live.wire_questions import option_texts, shown_order
from quiz.play.attempt import Response
from quiz.questions.answers import Answer
from quiz.reports.feedback import feedback
from quiz.reports.suppression import safe_share
from quiz.reports.tally import TOO_FEW, Bar, bars, bars_of_hands, by_position, is_hidden
from quiz.services.live_game import LiveGame

AskedState: TypeAlias = Literal["reading", "open", "paused", "closed"]

MARKS = {"All of it right": "✔ All right", "Partly right": "◐ Partly", "Not right": "✘ Not right"}
"""The words for the bars of a question without options, each with its sign."""
STRUCK = "This question does not count. Its points were taken back."
SKIPPED = "This question was taken out of the game."
MOST_PLACES = 10
MOST_NAMES = 200
"""How many of the newest names a lobby gets: no window has room for more."""


@dataclass(frozen=True)
class Corner:
    """The right end of the top line."""

    words: tuple[tuple[str, str], ...]
    """Texts, each with its ink, ``bold`` for what matters; if room is short, they are dropped in pairs from the left."""


@dataclass(frozen=True)
class Said:
    """One message of a conversation."""

    number: int
    sender: str
    """Who says it; empty if the same as for the message before."""
    text: str
    is_own: bool


@dataclass(frozen=True)
class Asked:
    """A question before its key is shown."""

    state: AskedState
    prompt: str
    task: str
    """What the hall is to do while it is open."""
    notes: tuple[tuple[str, str], ...] = ()
    """What to read besides the prompt, each with its label."""
    said: tuple[Said, ...] = ()
    tiles: tuple[str, ...] = ()
    """The lettered texts, in the order of the screen."""

    @property
    def how(self) -> str:
        """What the hall is to do at this moment; it gets the room of the task, so that nothing moves."""
        return {"reading": "Read the question", "closed": "Closed"}.get(self.state, self.task)


@dataclass(frozen=True)
class Outcome:
    """One option, and how many chose it."""

    place: int
    text: str
    count: int | None
    """How many chose it; None if that is not shown."""
    right: bool
    """Whether it is right; in a story, whether the hall took it."""


@dataclass(frozen=True)
class Share:
    """How many had all, some or nothing of a question without options right."""

    glyph: str
    words: str
    count: int


@dataclass(frozen=True)
class RevealedQuestion:
    """A question with its key, or what came of a decision in a story."""

    prompt: str
    banner: str = ""
    """Why it does not count; empty if it does."""
    outcomes: tuple[Outcome, ...] = ()
    key: tuple[str, ...] = ()
    """The right answer in lines, if it is not an option."""
    shares: tuple[Share, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    """The explanation, what to do now, and further remarks, each with its label."""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Place:
    """A line of the standings."""

    rank: int
    name: str
    team: str
    points: int
    moved: int = 0
    """How many ranks it has moved up since the round before; negative for down."""


@dataclass(frozen=True)
class Standings:
    """The places after a round, or at the end of a game without a podium."""

    title: str
    places: tuple[Place, ...]
    """The best players; empty if only teams are shown."""
    more: int
    teams: tuple[Place, ...]
    teams_note: str = "mean"
    notes: tuple[str, ...] = ()
    is_race: bool = True
    """Whether places are shown at all."""


@dataclass(frozen=True)
class Podium:
    """The best, shown one after another, and the teams."""

    steps: tuple[tuple[Place, ...], ...]
    """The highest first; players with equal points share one."""
    shown: int
    """How many of them are shown, counted from the lowest."""
    teams: tuple[Place, ...]
    teams_note: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Lobby:
    """How to join, and who has joined."""

    address: str
    """The first address, as typed; empty in a game with hands."""
    link: str
    """The link in the QR code; empty if only this machine can reach the game, and no phone could."""
    others: tuple[str, ...]
    code: str
    names: tuple[str, ...]
    """The newest first."""
    notes: tuple[str, ...] = ()
    locked: bool = False
    count: int = 0
    """How many players are in the game."""
    shows_names: bool = True
    """Whether it is the lobby, and not just how to join."""
    teams: tuple[str, ...] = ()
    """The teams of a game with hands."""


Content: TypeAlias = Asked | RevealedQuestion | Standings | Podium | Lobby


def typed_address(address: str) -> str:
    """Return an address as people type it: browsers add http by themselves, but not https before a port."""
    return address.removeprefix("http://")


def join_link(addresses: Sequence[str], code: str) -> str:
    """Return the link that brings a phone into the game; empty if no phone can reach it."""
    is_reached = bool(addresses) and not is_here(addresses[0])
    return f"{addresses[0]}/?code={code}" if is_reached else ""


def is_here(address: str) -> bool:
    """Say whether only this machine can reach an address."""
    return urlsplit(address).hostname in ALWAYS_HERE


def lobby(live_game: LiveGame, addresses: Sequence[str], notes: Sequence[str], *, names: bool) -> Lobby:
    """Return how to join, with or without the ``names`` of the players. A game with hands has no ``addresses``."""
    game = live_game.game
    players = game.players
    return Lobby(
        address=typed_address(addresses[0]) if addresses else "",
        link=join_link(addresses, live_game.record.code),
        others=tuple(addresses[1:]),
        code=live_game.record.code,
        names=tuple(member.public_name for member in players[: -MOST_NAMES - 1 : -1]) if names else (),
        notes=tuple(notes),
        locked=game.locked,
        count=len(players),
        shows_names=names,
        teams=game.plan.teams,
    )


def asked(live_game: LiveGame) -> Asked:
    """Return the current question while it is being read, open, paused or closed."""
    game = live_game.game
    prompt = game.current.question.prompt
    part = game.last_part
    tiles = tuple(option_texts(game))
    state: AskedState = "paused" if game.paused else "open"
    if game.phase is not Phase.OPEN:
        # The number of options shows while the question is read, so that nothing moves when their texts come.
        state = "closed" if game.phase is Phase.CLOSED else "reading"
    return Asked(state, prompt, _task(game, len(tiles)), part.stimulus(), tuple(_said(game)), tiles)


def _task(game: Game, options: int) -> str:
    question = game.current.question
    if game.plan.hands and question.PICKS_ONE:
        letters = [chr(ord("A") + place) for place in range(min(options, 26))]
        # A hand gives the verdict on a conversation; its prompt may ask for lines, which no hand can pick.
        lines = ". The lines come afterwards" if question.conversation() else ""
        return f"Hold up {', '.join(letters[:-1])} or {letters[-1]}{lines}" if len(letters) > 1 else "Hold up your hand"
    return question.how_to_answer().removesuffix(".") or "Pick one"


def _said(game: Game) -> Iterator[Said]:
    before = None
    for number, line in enumerate(game.last_part.conversation(), 1):
        yield Said(number, "" if line.sender == before else line.sender, line.text, line.is_own)
        before = line.sender


def revealed(live_game: LiveGame, names: Mapping[str, str]) -> RevealedQuestion:
    """Return the current question with its key; ``names`` are the school's own."""
    game = live_game.game
    question = game.current.question
    if game.number in game.skipped:
        return RevealedQuestion(question.prompt, SKIPPED)
    found = counted_bars(game)
    is_kept_back = not found and not question.SCORED
    has_options = game.scene is None and (is_kept_back or (bool(found) and found[0].position is not None))
    outcomes = tuple(_outcomes(game, found)) if has_options else ()
    if game.number in game.struck:
        # Its key is wrong, so nothing is shown as right or explained.
        return RevealedQuestion(question.prompt, STRUCK, tuple(replace(outcome, right=False) for outcome in outcomes))
    key = question.key_in_words()
    if has_options:
        # The option shows the verdict on a conversation; the rest of its key says what gives it away.
        key = key[1:] if question.conversation() else []
    said = feedback(question, Response.unanswered(question), live_game.bank.sources, names)
    counted = (("", TOO_FEW),) if is_kept_back else ()
    sure = (("Sure", words),) if (words := sure_words(game)) else ()
    why = "Why" if question.SCORED else "Talk"
    return RevealedQuestion(
        question.prompt,
        outcomes=outcomes,
        key=tuple(_without_numbers(key)),
        shares=() if has_options or (game.wants_count and not game.counted) else tuple(_shares(found)),
        told=(
            *counted,
            *((label, text) for label, text in ((why, said.explanation), ("Do now", said.action)) if text),
            *sure,
        ),
        sources=said.sources,
    )


def sure_words(game: Game) -> str:
    """Return how many were very sure, and how many of them wrong; empty if so few that it would single them out."""
    sure, wrong = very_sure(game, game.number)
    share = safe_share(wrong, sure, sure)
    if share is None:
        return ""
    many = share if isinstance(share, str) else "all" if wrong == sure else wrong or "none"
    return f"{sure} were very sure; {many} of them wrong."


def decided(live_game: LiveGame) -> RevealedQuestion:
    """Return the hall's decision in a story, and what came of it."""
    game = live_game.game
    before = game.scene_at(game.last_step)
    assert before
    taken = game.path[-1]
    choice = before.choices[taken]
    found = [Bar(bar.position, "", bar.count, bar.position == taken) for bar in counted_bars(game)]
    better = "" if choice.mark == before.best().mark else before.best().text
    told = (("Why", choice.why), ("Better", better), ("Ending", game.ending))
    return RevealedQuestion(
        before.text or game.current.question.prompt,
        outcomes=tuple(_outcomes(game, found)),
        told=tuple((label, text) for label, text in told if text),
    )


def counted_bars(game: Game) -> list[Bar]:
    """Return the bars for the latest answers, votes or counted hands."""
    counted = game.hands.get(game.number, {}).get(game.last_step)
    if isinstance(counted, Hands):
        hidden = is_hidden(game.last_part, sum(counted.totals))
        return [] if hidden else bars_of_hands(counted, game.current.question.PICKS_ONE)
    givens: list[Answer] = [reply.given for reply in game.replies.values()]
    return bars(game.last_part, givens)


def _outcomes(game: Game, found: Sequence[Bar]) -> Iterator[Outcome]:
    by = by_position(found)
    for place, (position, text) in enumerate(zip(shown_order(game), option_texts(game), strict=False)):
        bar = by.get(position)
        yield Outcome(place, text, (bar.count if bar else 0) if found else None, bar is not None and bar.right)


def _without_numbers(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a key without their numbers, which the stage draws separately."""
    for number, line in enumerate(lines, 1):
        yield line.removeprefix(f"{number}. ")


def _shares(found: Sequence[Bar]) -> Iterator[Share]:
    """Yield how many had how much right; votes in a story are left out, as they answer only a part of it."""
    for bar in found:
        if bar.position is not None:
            continue
        glyph, _, words = MARKS[bar.text].partition(" ")
        yield Share(glyph, words, bar.count)


# Standings


def standings(live_game: LiveGame) -> Standings:
    """Return the standings after a round. A serious game, or one with hands, shows only teams."""
    game = live_game.game
    teams = team_lines(game)
    if game.plan.hands or game.plan.mood == "serious":
        return _teams_alone(game, "" if teams else f"After round {game.round}")
    lines = game.standings()
    rose = risen(game, lines[:MOST_PLACES])
    places = (replace(_place(line), moved=rose.get(line.player, 0)) for line in lines[:MOST_PLACES])
    return Standings("Leading", tuple(places), max(len(lines) - MOST_PLACES, 0), teams)


def _teams_alone(game: Game, title: str) -> Standings:
    note = "points" if game.plan.hands else "mean"
    return Standings(title, (), 0, team_lines(game), note, hall_figures(game), is_race=False)


def everybody(live_game: LiveGame) -> Standings:
    """Return every place in a game that is over."""
    game = live_game.game
    lines = game.team_standings() if game.plan.hands else game.standings()
    return Standings("Everybody's place", tuple(map(_place, lines)), 0, ())


def podium(live_game: LiveGame) -> Podium:
    """Return the end of a playful game."""
    game = live_game.game
    teams = () if game.plan.hands else team_lines(game)
    steps = tuple(tuple(map(_place, step)) for step in podium_steps(game))
    return Podium(steps, live_game.podium_shown, teams, "mean", hall_figures(game))


def ending(live_game: LiveGame) -> Standings:
    """Return the end of a game that is not a race: its teams, and how much was right."""
    game = live_game.game
    return _teams_alone(game, "That was the quiz")


def team_lines(game: Game) -> tuple[Place, ...]:
    """Return the teams, the best first; empty if everybody plays alone."""
    return tuple(map(_place, game.team_standings()))


def _place(place: Placement) -> Place:
    return Place(place.rank, place.name, place.team if place.player else "", round(place.points))
