"""The messages between host and pads over a WebSocket, as JSON. Every state is complete: a pad draws what it gets.

Positions are those on the screen, from 0, in the one arrangement that the whole hall sees.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from quiz.live.option_markers import Shape
from quiz.play.points import Certainty

MOST_BYTES = 4096
"""The longest message that a host accepts."""

_Position: TypeAlias = Annotated[int, Meta(ge=0, le=99)]
_Positions: TypeAlias = Annotated[tuple[_Position, ...], Meta(max_length=99)]
_Typed: TypeAlias = Annotated[str, Meta(max_length=200)]


class WireAnswer(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An answer as given on the screen; which field is set depends on the question's type."""

    picked: _Positions | None = None
    """For single, multiple and poll; for true-false, with 0 for true and 1 for false."""
    order: _Positions | None = None
    """The steps as shown, in the order chosen."""
    boxes: Annotated[tuple[_Position | None, ...], Meta(max_length=99)] | None = None
    """The box for each item, as shown."""
    text: _Typed | None = None
    verdict: Literal["scam", "genuine"] | None = None
    lines: _Positions | None = None
    choice: _Position | None = None
    """A vote at a story's decision."""


class _ClientMessage(Struct, frozen=True, tag_field="do", forbid_unknown_fields=True):
    """A message from a pad."""


class Join(_ClientMessage, frozen=True, tag="join"):
    """Somebody asks to join the game."""

    code: Annotated[str, Meta(max_length=20)]
    name: _Typed
    team: _Typed = ""
    device: Annotated[str, Meta(max_length=64)] = ""
    """A random text kept by the device, to tell it from others at its address."""
    back: bool = False
    """Whether to ask the host for the seat of the player with that name, as the same person on another device."""


class Rejoin(_ClientMessage, frozen=True, tag="return"):
    """A player is back, or asks for the current state."""

    token: Annotated[str, Meta(max_length=64)]


class SubmitAnswer(_ClientMessage, frozen=True, tag="answer"):
    """An answer to the open question."""

    question: _Position
    """Its number, from 1."""
    given: WireAnswer
    step: _Position = 0
    """In a story, the number of earlier decisions."""


class Draft(_ClientMessage, frozen=True, tag="draft"):
    """What is filled in but not sent: it counts when the question closes."""

    question: _Position
    """Its number, from 1."""
    given: WireAnswer | None
    """None if what is filled in is no longer an answer."""
    step: _Position = 0


class StateCertainty(_ClientMessage, frozen=True, tag="certainty"):
    """How sure a player is of their answer to the open question."""

    question: _Position
    """Its number, from 1."""
    certainty: Certainty
    step: _Position = 0


class Leave(_ClientMessage, frozen=True, tag="leave"):
    """A player leaves for good."""


ClientMessage: TypeAlias = Join | Rejoin | SubmitAnswer | Draft | StateCertainty | Leave


class WireOption(Struct, frozen=True):
    """An option with its letter and shape."""

    letter: str
    shape: Shape
    text: str


class WireMessage(Struct, frozen=True):
    """A line of a conversation."""

    sender: str
    text: str


class WireScene(Struct, frozen=True):
    """A scene of a story."""

    text: str
    lines: tuple[WireMessage, ...]
    choices: tuple[WireOption, ...]


class WireQuestion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question as the hall sees it, without its key."""

    type: str
    prompt: str
    options: tuple[WireOption, ...] = ()
    """The options; for a question about order, the steps."""
    items: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    unit: str = ""
    channel: str = ""
    sender: str = ""
    lines: tuple[WireMessage, ...] = ()
    scene: WireScene | None = None


class WireSource(Struct, frozen=True):
    """A source to name on a pad or page."""

    title: str
    publisher: str
    url: str
    checked: str
    """The day when it was checked, in words."""
    note: str


class StandingLine(Struct, frozen=True):
    """One player or team on a board."""

    rank: int
    name: str
    points: int
    team: str = ""


class _ServerMessage(Struct, frozen=True, kw_only=True, tag_field="now"):
    """A message from the host."""


class Greeting(_ServerMessage, frozen=True, kw_only=True, tag="greeting"):
    """The first message on a new line: what there is to join, and how."""

    title: str
    locked: bool = False
    teams: tuple[str, ...] = ()
    """The teams to choose from; empty if there are none to choose from."""
    names: tuple[str, ...] = ()
    """Suggested nicknames that are free."""
    suggested_only: bool = False
    """Whether no other nicknames are accepted."""
    free_teams: bool = True
    """Whether a team may be typed if there are none to choose from."""


class Alive(_ServerMessage, frozen=True, kw_only=True, tag="alive"):
    """A sign of life from the host every few seconds, so that a line that died silently is noticed."""


class Moved(_ServerMessage, frozen=True, kw_only=True, tag="moved"):
    """The player has moved from this line to another."""

    sentence: str


class Waiting(_ServerMessage, frozen=True, kw_only=True, tag="waiting"):
    """The host has been asked to give this device the seat of that name."""

    name: str


class Welcome(_ServerMessage, frozen=True, kw_only=True, tag="welcome"):
    """You are in; the token brings you back."""

    token: str
    name: str
    team: str


class Named(_ServerMessage, frozen=True, kw_only=True, tag="named"):
    """The name that the hall sees, if it differs, or differed, from the one that the player chose."""

    name: str
    team: str
    public_name: str
    """The name that the hall sees; a stand-in for ``name`` until the host has approved that."""
    sentence: str
    """Why it differs; empty if it no longer does."""


class Refused(_ServerMessage, frozen=True, kw_only=True, tag="refused"):
    """A request of the player is refused, and why."""

    sentence: str
    field: str = ""
    """``code``, ``name``, ``team`` or ``token`` if that is what cannot be accepted."""
    teams: tuple[str, ...] = ()
    may_be_back: bool = False
    """Whether the name belongs to a player who is not connected, and may be the same person on another device."""


class LobbyView(_ServerMessage, frozen=True, kw_only=True, tag="lobby"):
    """The game has not begun."""

    title: str
    players: int


class ReadingView(_ServerMessage, frozen=True, kw_only=True, tag="reading"):
    """The prompt is shown, but not yet the options."""

    number: int
    of: int
    round: int
    rounds: int
    prompt: str
    options: tuple[WireOption, ...] = ()
    """The letters and shapes of the options to come, without their texts."""
    seconds: float | None = None
    """Time left until answering opens by itself; None if the host opens it."""


class OpenView(_ServerMessage, frozen=True, kw_only=True, tag="open"):
    """The question is open for answers."""

    number: int
    of: int
    round: int
    rounds: int
    step: int
    question: WireQuestion
    seconds: float | None
    """Time left; None without a limit."""
    total: float | None
    may_change: bool
    given: WireAnswer | None = None
    taken: bool = False
    """Whether the answer given is kept; if not yet, ``Taken`` follows."""
    asks_certainty: bool = False
    """Whether the player may say how sure they are once their answer is kept."""
    certainty: Certainty | None = None
    """How sure the player has said they are."""
    answered: int = 0
    """How many have answered."""
    players: int = 0


class Taken(_ServerMessage, frozen=True, kw_only=True, tag="taken"):
    """The player's answer is kept."""

    number: int
    step: int
    given: WireAnswer
    certainty: Certainty | None = None
    """How sure the player said they are of it, once that is kept too."""
    answered: int = 0
    players: int = 0


class ClosedView(_ServerMessage, frozen=True, kw_only=True, tag="closed"):
    """The question is closed."""

    number: int
    taken: bool
    """Whether the answer given is kept."""
    given: tuple[str, ...] = ()
    """The player's answer in words."""
    picked: tuple[WireOption, ...] = ()
    """The options that were picked, with letters and shapes."""


class PausedView(_ServerMessage, frozen=True, kw_only=True, tag="paused"):
    """The game is paused."""


class DecidedView(_ServerMessage, frozen=True, kw_only=True, tag="decided"):
    """The hall has taken a decision in a story."""

    number: int
    choice: str
    why: str
    votes: int
    voted: int
    ends: bool = False
    """Whether the story ends there, so that the key comes next."""


class RevealedView(_ServerMessage, frozen=True, kw_only=True, tag="revealed"):
    """The key, and how the player's answer did."""

    number: int
    of: int
    prompt: str
    key: tuple[str, ...]
    explanation: str
    action: str
    sources: tuple[WireSource, ...]
    players: int
    options: tuple[WireOption, ...] = ()
    """All options as on the screen; empty for a type where no one option is right or wrong."""
    right_options: tuple[int, ...] = ()
    """Positions in ``options``."""
    skipped: bool = False
    """Whether the host took the question out before its key was shown."""
    struck: bool = False
    """Whether its points were taken back because its key is wrong."""
    scored: bool = True
    """Whether there is a key. Without one, no answer is right or wrong, and nobody's points change."""
    playful: bool = True
    """Whether the game is a race; if not, no streak and nobody ahead is sent, and browsers show no place."""
    answered: bool = False
    right: bool = False
    mark: float = 0.0
    points: int = 0
    certainty: Certainty | None = None
    """How sure the player said they were."""
    total: int = 0
    rank: int = 0
    given: tuple[str, ...] = ()
    picked: tuple[int, ...] = ()
    """The player's answer, as positions in ``options``."""
    shares: tuple[int, ...] = ()
    """For a question without a key, the percentage who picked each of ``options``; empty if too few answered."""
    why: tuple[str, ...] = ()
    ahead: str = ""
    """The next player up who has more points; empty if nobody has."""
    behind: int = 0
    """Points behind that player."""
    streak: int = 0
    """Questions right in a row; worth nothing."""


class StandingsView(_ServerMessage, frozen=True, kw_only=True, tag="standings"):
    """The end of a round."""

    round: int
    rounds: int
    players: int
    """Those who have answered at least once; the others have no place."""
    playful: bool
    top: tuple[StandingLine, ...]
    """Empty if the game is not a race."""
    rank: int = 0
    points: int = 0
    ahead: str = ""
    """The next player up who has more points; empty if nobody has."""
    behind: int = 0
    team: str = ""
    team_rank: int = 0
    teams: int = 0


class FinishedView(_ServerMessage, frozen=True, kw_only=True, tag="finished"):
    """The end of the game."""

    players: int
    playful: bool
    podium: tuple[StandingLine, ...]
    teams: tuple[StandingLine, ...]
    podium_comes: bool = False
    """Whether the hall has yet to see the whole podium; until then nobody is told their place."""
    rank: int = 0
    points: int = 0
    right: str = ""
    """How many questions were right, in words."""
    things_to_do: tuple[str, ...] = ()
    """What to do now, from the questions that were missed or left unanswered; five at most."""


class RemovedView(_ServerMessage, frozen=True, kw_only=True, tag="removed"):
    """The player is out of the game."""

    sentence: str


class Gone(_ServerMessage, frozen=True, kw_only=True, tag="gone"):
    """The host has closed; without a sentence, the game may go on later."""

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
"""Reads a message from a pad. Raises msgspec.MsgspecError, or ValueError for text that is not JSON."""
SERVER_MESSAGES = msgspec.json.Decoder(ServerMessage)
"""Reads a message from the host."""
encode = msgspec.json.Encoder().encode
"""Writes a message from either."""
