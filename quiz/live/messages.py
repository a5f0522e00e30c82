"""What host and pads say to each other over a WebSocket, as JSON texts. Every state is whole: a pad draws what it gets.

Positions are those of the screen, from 0, in the one arrangement that the whole hall sees.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from quiz.live.option_markers import Shape
from quiz.play.points import Certainty

MOST_BYTES = 4096
"""The longest message that a host takes."""

_Position: TypeAlias = Annotated[int, Meta(ge=0, le=99)]
_Positions: TypeAlias = Annotated[tuple[_Position, ...], Meta(max_length=99)]
_Typed: TypeAlias = Annotated[str, Meta(max_length=200)]


class WireAnswer(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An answer as it was given on the screen; which field is set depends on the question's type."""

    picked: _Positions | None = None
    """single, multiple; true-false with 0 for true and 1 for false."""
    order: _Positions | None = None
    """The steps as shown, in the order chosen."""
    boxes: Annotated[tuple[_Position | None, ...], Meta(max_length=99)] | None = None
    """For each item the box as shown."""
    text: _Typed | None = None
    verdict: Literal["scam", "genuine"] | None = None
    lines: _Positions | None = None
    choice: _Position | None = None
    """A vote at a story's decision."""


class _ClientMessage(Struct, frozen=True, tag_field="do", forbid_unknown_fields=True):
    """What a pad says."""


class Join(_ClientMessage, frozen=True, tag="join"):
    """Somebody wants to be in the game."""

    code: Annotated[str, Meta(max_length=20)]
    name: _Typed
    team: _Typed = ""
    device: Annotated[str, Meta(max_length=64)] = ""
    """What tells the device from others of its address: a random text that it keeps."""
    back: bool = False
    """Whether somebody has that name who is the same person on another device: the host is asked to give them the seat."""


class Rejoin(_ClientMessage, frozen=True, tag="return"):
    """A player is back, or asks how things stand."""

    token: Annotated[str, Meta(max_length=64)]


class SubmitAnswer(_ClientMessage, frozen=True, tag="answer"):
    """An answer to the open question."""

    question: _Position
    """Its number, from 1."""
    given: WireAnswer
    step: _Position = 0
    """In a story the number of decisions before."""


class Draft(_ClientMessage, frozen=True, tag="draft"):
    """What is filled in and not sent: it counts when time ends."""

    question: _Position
    """Its number, from 1."""
    given: WireAnswer | None
    """None where what was filled in is no answer any more."""
    step: _Position = 0


class StateCertainty(_ClientMessage, frozen=True, tag="certainty"):
    """How sure a player is of their answer to the open question."""

    question: _Position
    """Its number, from 1."""
    certainty: Certainty
    step: _Position = 0


class Leave(_ClientMessage, frozen=True, tag="leave"):
    """A player goes for good."""


ClientMessage: TypeAlias = Join | Rejoin | SubmitAnswer | Draft | StateCertainty | Leave


class WireOption(Struct, frozen=True):
    """An option with its signs."""

    letter: str
    shape: Shape
    text: str


class WireMessage(Struct, frozen=True):
    """A line of a conversation."""

    sender: str
    text: str


class WireScene(Struct, frozen=True):
    """A place in a story."""

    text: str
    lines: tuple[WireMessage, ...]
    choices: tuple[WireOption, ...]


class WireQuestion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question as the hall sees it, without its key."""

    type: str
    prompt: str
    options: tuple[WireOption, ...] = ()
    """Also the steps to be ordered."""
    items: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    unit: str = ""
    channel: str = ""
    sender: str = ""
    lines: tuple[WireMessage, ...] = ()
    scene: WireScene | None = None


class WireSource(Struct, frozen=True):
    """A source as the pad names it."""

    title: str
    publisher: str
    url: str
    checked: str
    """The day in words."""
    note: str


class StandingLine(Struct, frozen=True):
    """Where one player stands, or one team."""

    rank: int
    name: str
    points: int
    team: str = ""


class _ServerMessage(Struct, frozen=True, kw_only=True, tag_field="now"):
    """What the host says."""


class Greeting(_ServerMessage, frozen=True, kw_only=True, tag="greeting"):
    """The first thing that a new line hears: what one can join, and how."""

    title: str
    locked: bool = False
    teams: tuple[str, ...] = ()
    """The teams to choose from; empty where a team is anybody's to name."""
    names: tuple[str, ...] = ()
    """Nicknames that are free."""
    suggested_only: bool = False
    """Whether no others are taken."""
    free_teams: bool = True
    """Whether a team may be typed where there are none to choose from."""


class Alive(_ServerMessage, frozen=True, kw_only=True, tag="alive"):
    """The host is there: said every few seconds, so that a line that died in silence is noticed."""


class Moved(_ServerMessage, frozen=True, kw_only=True, tag="moved"):
    """The player has come on another line, and is no more on this one."""

    sentence: str


class Waiting(_ServerMessage, frozen=True, kw_only=True, tag="waiting"):
    """The host was asked to give this device the seat of that name."""

    name: str


class Welcome(_ServerMessage, frozen=True, kw_only=True, tag="welcome"):
    """You are in; the token brings you back."""

    token: str
    name: str
    team: str


class Named(_ServerMessage, frozen=True, kw_only=True, tag="named"):
    """What the hall reads for the player, where that is not, or was not, the name that they came with."""

    name: str
    team: str
    public_name: str
    """What the hall reads; another name than ``name`` while the host has not looked at that."""
    sentence: str
    """Why; empty where the name stands now."""


class Refused(_ServerMessage, frozen=True, kw_only=True, tag="refused"):
    """What the player asked for is refused, and why."""

    sentence: str
    field: str = ""
    """``code``, ``name``, ``team`` or ``token`` where that is what cannot be taken."""
    teams: tuple[str, ...] = ()
    may_be_back: bool = False
    """Whether the name is that of a player who is not connected: it may be the same person on another device."""


class LobbyView(_ServerMessage, frozen=True, kw_only=True, tag="lobby"):
    """The game has not begun."""

    title: str
    players: int


class ReadingView(_ServerMessage, frozen=True, kw_only=True, tag="reading"):
    """The prompt is shown, the options are not."""

    number: int
    of: int
    round: int
    rounds: int
    prompt: str
    options: tuple[WireOption, ...] = ()
    """The signs of the options that will come, without their texts."""
    seconds: float | None = None
    """What is left until the answers open by themselves; None where the host opens them."""


class OpenView(_ServerMessage, frozen=True, kw_only=True, tag="open"):
    """Answers are taken."""

    number: int
    of: int
    round: int
    rounds: int
    step: int
    question: WireQuestion
    seconds: float | None
    """What is left."""
    total: float | None
    may_change: bool
    given: WireAnswer | None = None
    taken: bool = False
    """Whether what was given is kept; where it is not yet, ``Taken`` follows."""
    asks_certainty: bool = False
    """Whether the player may say how sure they are once their answer is kept."""
    certainty: Certainty | None = None
    """How sure they have said they are."""
    answered: int = 0
    """How many have answered."""
    players: int = 0


class Taken(_ServerMessage, frozen=True, kw_only=True, tag="taken"):
    """Your answer is kept."""

    number: int
    step: int
    given: WireAnswer
    certainty: Certainty | None = None
    """How sure you said you are of it, where that is kept as well."""
    answered: int = 0
    players: int = 0


class ClosedView(_ServerMessage, frozen=True, kw_only=True, tag="closed"):
    """No more answers are taken."""

    number: int
    taken: bool
    """Whether what was given is kept."""
    given: tuple[str, ...] = ()
    """The player's answer in words."""
    picked: tuple[WireOption, ...] = ()
    """The same with its signs, where it was made of options."""


class PausedView(_ServerMessage, frozen=True, kw_only=True, tag="paused"):
    """The clock stands still."""


class DecidedView(_ServerMessage, frozen=True, kw_only=True, tag="decided"):
    """The hall has taken a decision of a story."""

    number: int
    choice: str
    why: str
    votes: int
    voted: int
    ends: bool = False
    """Whether the story ends with it, so that the key comes next."""


class RevealedView(_ServerMessage, frozen=True, kw_only=True, tag="revealed"):
    """The key, and what your answer came to."""

    number: int
    of: int
    prompt: str
    key: tuple[str, ...]
    explanation: str
    action: str
    sources: tuple[WireSource, ...]
    players: int
    options: tuple[WireOption, ...] = ()
    """Where some of what stood on the screen was right: all of it."""
    right_options: tuple[int, ...] = ()
    """Positions in ``options``."""
    skipped: bool = False
    """Whether the host took the question out before its answer was shown."""
    struck: bool = False
    """Whether its points were taken back, its key being wrong."""
    scored: bool = True
    """Whether there is a key: to a question without one no answer is right or not, and nobody's points change."""
    playful: bool = True
    """Whether there is a race: without it no place, no streak and nobody ahead is told."""
    answered: bool = False
    right: bool = False
    mark: float = 0.0
    points: int = 0
    certainty: Certainty | None = None
    """How sure you said you were."""
    total: int = 0
    rank: int = 0
    given: tuple[str, ...] = ()
    picked: tuple[int, ...] = ()
    """The player's answer as positions in ``options``."""
    shares: tuple[int, ...] = ()
    """Of each of ``options``, by how many per cent it was picked, where nothing is right; empty where too few answered."""
    why: tuple[str, ...] = ()
    ahead: str = ""
    """Who stands one place higher; empty where nobody does."""
    behind: int = 0
    """Points to whoever that is."""
    streak: int = 0
    """Questions that were all right one after another; worth nothing."""


class StandingsView(_ServerMessage, frozen=True, kw_only=True, tag="standings"):
    """The end of a round."""

    round: int
    rounds: int
    players: int
    """Those who have answered at least once: the others stand nowhere."""
    playful: bool
    top: tuple[StandingLine, ...]
    """Empty where there is no race."""
    rank: int = 0
    points: int = 0
    ahead: str = ""
    """Who stands one place higher; empty where nobody does."""
    behind: int = 0
    team: str = ""
    team_rank: int = 0
    teams: int = 0


class FinishedView(_ServerMessage, frozen=True, kw_only=True, tag="finished"):
    """The end of the game."""

    players: int
    of: int
    playful: bool
    podium: tuple[StandingLine, ...]
    teams: tuple[StandingLine, ...]
    podium_comes: bool = False
    """Whether the hall has not seen the whole podium: until it has, nobody is told of a place."""
    rank: int = 0
    points: int = 0
    right: int = 0
    things_to_do: tuple[str, ...] = ()
    """What to do now, of the questions that were missed, also by answering none; five at most."""


class RemovedView(_ServerMessage, frozen=True, kw_only=True, tag="removed"):
    """You are out of the game."""

    sentence: str


class Gone(_ServerMessage, frozen=True, kw_only=True, tag="gone"):
    """The host has closed."""

    sentence: str


ServerMessage: TypeAlias = (
    Greeting
    | Alive
    | Moved
    | Waiting
    | Welcome
    | Named
    | Refused
    | LobbyView
    | ReadingView
    | OpenView
    | Taken
    | ClosedView
    | PausedView
    | DecidedView
    | RevealedView
    | StandingsView
    | FinishedView
    | RemovedView
    | Gone
)

CLIENT_MESSAGES = msgspec.json.Decoder(ClientMessage)
"""Reads what a pad says. Raises msgspec.MsgspecError, or ValueError for text that is no JSON."""
SERVER_MESSAGES = msgspec.json.Decoder(ServerMessage)
"""Reads what the host says."""
encode = msgspec.json.Encoder().encode
"""Writes either."""
