"""The messages to the stage page: complete states, each with all that the hall may see at one moment."""

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
    """What gives it away; sent only once the key may be seen."""


class StageBar(Struct, frozen=True, omit_defaults=True):
    """How many chose something; without a number if so few answered that it would give them away."""

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
    """How many people are in a team."""
    rose: int = 0
    """How many places it has risen since the round before; negative if it fell."""


class StageStep(Struct, frozen=True, omit_defaults=True):
    """A step of the podium; without names it is not shown yet."""

    rank: int
    points: int = 0
    names: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    more: int = 0
    """How many are on it besides those named."""


class Frame(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="now"):
    """What the stage shows in every phase."""

    title: str
    place: str
    """Where the game is, in words."""
    corner: str = ""
    """Shown in the corner in place of how to join."""
    address: str = ""
    code: str = ""
    locked: bool = False
    trouble: str = ""
    """Why nothing can be kept at the moment; empty if all is well."""
    paused: bool = False


class LobbyStage(Frame, frozen=True, kw_only=True, tag="lobby"):
    """How to join, and who is here."""

    others: tuple[str, ...]
    """Further addresses."""
    here: int
    names: tuple[str, ...]
    """The newest first."""
    qr: str
    """The QR code as the data of an SVG path, one unit per module."""
    qr_size: int


class QuestionStage(Frame, frozen=True, kw_only=True, tag="question"):
    """A question being read, open or closed."""

    phase: Literal["reading", "open", "closed"]
    number: int
    step: int
    prompt: str
    how: str
    tiles: tuple[StageTile, ...] = ()
    notes: tuple[str, ...] = ()
    """What to read before answering: a scene, items, where a conversation was received."""
    lines: tuple[StageLine, ...] = ()
    seconds: float | None = None
    """Time left; None without a clock."""
    total: float | None = None
    answered: int = 0
    players: int = 0


class RevealedStage(Frame, frozen=True, kw_only=True, tag="revealed"):
    """The key and the explanation; or the hall's decision in a story, and what came of it."""

    number: int
    step: int
    prompt: str
    dropped: str = ""
    """Why the question does not count; empty if it does."""
    decided: str = ""
    bars: tuple[StageBar, ...] = ()
    key: tuple[str, ...] = ()
    """The right answer in words, if no bar shows it."""
    numbered: bool = False
    lines: tuple[StageLine, ...] = ()
    why: str = ""
    action: str = ""
    source: str = ""
    """The first source; pads show all of them."""
    more_sources: int = 0
    scored: bool = True
    few: str = ""
    """Why there are no numbers beside the options."""
    sure: str = ""
    """How many were very sure, and how many of them wrong; empty if too few were."""


class StandingsStage(Frame, frozen=True, kw_only=True, tag="standings"):
    """The end of a round. A game that is not a race shows only teams."""

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
