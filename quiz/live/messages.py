"""What host and pads say to each other over a WebSocket, as JSON texts. Every state is whole: a pad draws what it gets.

Positions are those of the screen, from 0, in the one arrangement that the whole hall sees.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from quiz.live.option_markers import Shape

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


class Leave(_ClientMessage, frozen=True, tag="leave"):
    """A player goes for good."""


ClientMessage: TypeAlias = Join | Rejoin | SubmitAnswer | Leave


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
    """A line of the standings."""

    rank: int
    name: str
    points: int
    team: str = ""


class _ServerMessage(Struct, frozen=True, kw_only=True, tag_field="now"):
    """What the host says."""


class Welcome(_ServerMessage, frozen=True, kw_only=True, tag="welcome"):
    """You are in; the token brings you back."""

    token: str
    name: str
    team: str


class Refused(_ServerMessage, frozen=True, kw_only=True, tag="refused"):
    """What the player asked for is refused, and why."""

    sentence: str
    field: str = ""
    """``code``, ``name``, ``team`` or ``token`` where that is what cannot be taken."""
    teams: tuple[str, ...] = ()


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


class Taken(_ServerMessage, frozen=True, kw_only=True, tag="taken"):
    """Your answer is kept."""

    number: int
    step: int
    given: WireAnswer


class ClosedView(_ServerMessage, frozen=True, kw_only=True, tag="closed"):
    """No more answers are taken."""

    number: int
    taken: bool


class PausedView(_ServerMessage, frozen=True, kw_only=True, tag="paused"):
    """The clock stands still."""


class DecidedView(_ServerMessage, frozen=True, kw_only=True, tag="decided"):
    """The hall has taken a decision of a story."""

    number: int
    choice: str
    why: str
    votes: int
    voted: int


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
    skipped: bool = False
    answered: bool = False
    right: bool = False
    mark: float = 0.0
    points: int = 0
    total: int = 0
    rank: int = 0
    given: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class StandingsView(_ServerMessage, frozen=True, kw_only=True, tag="standings"):
    """The end of a round."""

    round: int
    rounds: int
    players: int
    top: tuple[StandingLine, ...]
    rank: int = 0
    points: int = 0
    team: str = ""
    team_rank: int = 0


class FinishedView(_ServerMessage, frozen=True, kw_only=True, tag="finished"):
    """The end of the game."""

    players: int
    of: int
    podium: tuple[StandingLine, ...]
    teams: tuple[StandingLine, ...]
    rank: int = 0
    points: int = 0
    right: int = 0


class RemovedView(_ServerMessage, frozen=True, kw_only=True, tag="removed"):
    """You are out of the game."""

    sentence: str


class Gone(_ServerMessage, frozen=True, kw_only=True, tag="gone"):
    """The host has closed."""

    sentence: str


ServerMessage: TypeAlias = (
    Welcome
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
