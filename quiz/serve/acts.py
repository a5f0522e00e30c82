"""What the page asks for. Each act can be sent again: what was done is not done twice.

Positions are those of the screen, from 0; questions are counted from 1.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from quiz.live.messages import WireAnswer
from quiz.play.points import Certainty

MOST_ACT_BYTES = 4096
"""The longest act that is taken. Ids in it have no limit of their own: what is not there is said not to be."""

_Number: TypeAlias = Annotated[int, Meta(ge=1, le=10_000)]
_Path: TypeAlias = Annotated[tuple[Annotated[int, Meta(ge=0, le=99)], ...], Meta(max_length=200)]
_Line: TypeAlias = Annotated[str, Meta(max_length=200)]
ExtraTime: TypeAlias = Literal["1", "1.25", "1.5", "2", "none"]
"""What time limits are multiplied by, as the player has chosen it in their browser, where alone it is kept."""


class _Act(Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """What somebody wants."""

    extra_time: ExtraTime = "1"


class TakeName(_Act, frozen=True, tag="join"):
    """Be somebody here from now on."""

    name: _Line
    team: _Line = ""
    code: Annotated[str, Meta(max_length=40)] = ""
    word: Annotated[str, Meta(max_length=40)] = ""
    """What was handed out for a name that is in use."""
    secret: Annotated[str, Meta(min_length=32, max_length=64)] | None = None
    """Drawn by lot by the page, the same each time that it sends this: where an answer was lost, it is the same person."""


class GoHome(_Act, frozen=True, tag="home"):
    """See the banks."""


class SeeBank(_Act, frozen=True, tag="bank"):
    """See what a bank has to offer before beginning."""

    bank: str


class Begin(_Act, frozen=True, tag="begin"):
    """Begin a quiz, practice, or a round through what was missed."""

    bank: str
    mode: Literal["quiz", "learn", "mistakes"] = "quiz"


class GoOn(_Act, frozen=True, tag="attempt"):
    """Be where an attempt is, and go on there."""

    attempt: str
    path: _Path = ()
    """In a story that is open, the decisions so far."""


class GiveAnswer(_Act, frozen=True, tag="answer"):
    """Answer the open question; in a story take one decision after those of ``path``."""

    attempt: str
    question: _Number
    given: WireAnswer
    path: _Path = ()
    certainty: Certainty | None = None
    """How sure one is, where points depend on it: then it comes with the answer."""


class SayCertainty(_Act, frozen=True, tag="certainty"):
    """Say how sure one is of an answer that is kept."""

    attempt: str
    question: _Number
    certainty: Certainty


class SkipQuestion(_Act, frozen=True, tag="skip"):
    """Give no answer to the open question."""

    attempt: str
    question: _Number


class Continue(_Act, frozen=True, tag="next"):
    """Leave the feedback on a question."""

    attempt: str
    question: _Number


class TopUpNow(_Act, frozen=True, tag="today"):
    """Be asked what is due again today, or go on with that."""


class Flag(_Act, frozen=True, tag="flag"):
    """Flag the question whose feedback is in sight for whoever looks after the bank, or take the flag back."""

    attempt: str
    question: _Number
    flagged: bool


class SeePolicy(_Act, frozen=True, tag="policy"):
    """Read the school's policy."""


class Acknowledge(_Act, frozen=True, tag="acknowledge"):
    """Say that one has read the policy and will follow it."""

    version: _Line
    sha256: str
    """Of the text that was read: what has changed since is to be read anew."""
    title: _Line = ""


class SeeBoard(_Act, frozen=True, tag="board"):
    """See who stands where."""

    bank: str = ""
    """Empty for all banks together."""
    site: _Line = ""
    """Only what was played on this one of the school's sites; empty for all of them."""


class Certify(_Act, frozen=True, tag="certificate"):
    """See, or with a name get, the certificate of what was passed."""

    bank: str
    name: _Line = ""


class LeaveBrowser(_Act, frozen=True, tag="leave"):
    """Let this browser be somebody else's."""


Act: TypeAlias = (
    TakeName
    | GoHome
    | SeeBank
    | Begin
    | GoOn
    | GiveAnswer
    | SayCertainty
    | SkipQuestion
    | Continue
    | TopUpNow
    | Flag
    | SeePolicy
    | Acknowledge
    | SeeBoard
    | Certify
    | LeaveBrowser
)

ACTS = msgspec.json.Decoder(Act)
"""Reads an act. Raises msgspec.MsgspecError, or ValueError for text that is no JSON."""
