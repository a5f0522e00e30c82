"""What the stage page is told: whole states, each all that the hall may see at one moment."""

from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from quiz.live.option_markers import Shape


class StageTile(Struct, frozen=True):
    """An option; its text is empty while the hall reads the question."""

    letter: str
    shape: Shape
    text: str


class StageLine(Struct, frozen=True, omit_defaults=True):
    """A message of a conversation."""

    text: str
    sender: str = ""
    mine: bool = False
    """Whether the reader wrote it."""
    cue: str = ""
    """What gives it away; only once the key may be seen."""


class StageBar(Struct, frozen=True, omit_defaults=True):
    """How many chose something; no number where so few answered that it would be known who."""

    text: str
    count: int | None
    right: bool = False
    letter: str = ""
    shape: Shape | None = None


class StagePlace(Struct, frozen=True, omit_defaults=True):
    """A line of the standings."""

    rank: int
    name: str
    points: int
    team: str = ""
    people: int = 0
    """How many a team has."""
    rose: int = 0
    """How many places it has risen since the round before; below 0 where it fell."""


class StageStep(Struct, frozen=True, omit_defaults=True):
    """A step of the podium; without names it is not shown yet."""

    rank: int
    points: int = 0
    names: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    more: int = 0
    """How many stand on it beside those named."""


class Frame(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="now"):
    """What stands on the stage in every phase."""

    title: str
    place: str
    """Where the game is, in words."""
    corner: str = ""
    """What stands in the corner in place of the way in."""
    address: str = ""
    code: str = ""
    locked: bool = False
    trouble: str = ""
    """Why nothing can be kept at the moment; empty where all is well."""
    paused: bool = False


class LobbyStage(Frame, frozen=True, kw_only=True, tag="lobby"):
    """The way in, and who is here."""

    others: tuple[str, ...]
    """Further addresses."""
    here: int
    names: tuple[str, ...]
    """The newest first."""
    qr: str
    """The QR code as the data of an SVG path, a unit a module."""
    qr_size: int


class QuestionStage(Frame, frozen=True, kw_only=True, tag="question"):
    """A question that is read, open or closed."""

    phase: Literal["reading", "open", "closed"]
    number: int
    step: int
    prompt: str
    how: str
    tiles: tuple[StageTile, ...] = ()
    notes: tuple[str, ...] = ()
    """What is to be read before answering: a scene, items, where a conversation was received."""
    lines: tuple[StageLine, ...] = ()
    seconds: float | None = None
    """What is left; None where no time runs."""
    total: float | None = None
    answered: int = 0
    players: int = 0


class RevealedStage(Frame, frozen=True, kw_only=True, tag="revealed"):
    """The key and why; or what the hall decided in a story, and what comes of it."""

    number: int
    step: int
    prompt: str
    dropped: str = ""
    """Why the question does not count; empty where it does."""
    decided: str = ""
    bars: tuple[StageBar, ...] = ()
    key: tuple[str, ...] = ()
    """The right answer in words, where no bar says it."""
    numbered: bool = False
    lines: tuple[StageLine, ...] = ()
    why: str = ""
    action: str = ""
    source: str = ""
    """The first; pads have all of them."""
    more_sources: int = 0
    scored: bool = True
    few: str = ""
    """Why no numbers stand beside the options."""
    sure: str = ""
    """How many were very sure, and how many of them wrong; empty where too few were."""


class StandingsStage(Frame, frozen=True, kw_only=True, tag="standings"):
    """The end of a round. In a game without a race only teams stand here."""

    front: tuple[StagePlace, ...]
    more: int
    teams: tuple[StagePlace, ...]


class PodiumStage(Frame, frozen=True, kw_only=True, tag="podium"):
    """The end of the game, the podium step by step."""

    steps: tuple[StageStep, ...]
    """The best first."""
    teams: tuple[StagePlace, ...]
    facts: tuple[str, ...]


StageView: TypeAlias = LobbyStage | QuestionStage | RevealedStage | StandingsStage | PodiumStage


encode_stage = msgspec.json.Encoder().encode
"""Writes a view as the page reads it."""
