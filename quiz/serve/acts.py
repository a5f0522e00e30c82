"""The requests of the page. Any act can safely be sent again: it takes effect once.

Positions are those on the screen, from 0; questions are counted from 1.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from quiz.live.messages import WireAnswer
from quiz.play.points import Certainty

MOST_ACT_BYTES = 4096
"""The longest act that is accepted. Ids in it need no limit of their own: unknown ones are refused."""

_Number: TypeAlias = Annotated[int, Meta(ge=1, le=10_000)]
_Path: TypeAlias = Annotated[tuple[Annotated[int, Meta(ge=0, le=99)], ...], Meta(max_length=200)]
_Line: TypeAlias = Annotated[str, Meta(max_length=200)]
ExtraTime: TypeAlias = Literal["1", "1.25", "1.5", "2", "none"]
"""The factor for time limits that the player chose. It is kept only in their browser."""


class _Act(Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """A request by a visitor."""

    extra_time: ExtraTime = "1"


class TakeName(_Act, frozen=True, tag="join"):
    """Take a name to play under."""

    name: _Line
    team: _Line = ""
    code: Annotated[str, Meta(max_length=40)] = ""
    word: Annotated[str, Meta(max_length=40)] = ""
    """Handed out to let its owner take a name that is in use."""
    secret: Annotated[str, Meta(min_length=32, max_length=64)] | None = None
    """Drawn at random by the page and repeated on each try, so that a lost answer does not make it another person."""


class GoHome(_Act, frozen=True, tag="home"):
    """Show the banks."""


class SeeBank(_Act, frozen=True, tag="bank"):
    """Show a bank before beginning."""

    bank: str


class Begin(_Act, frozen=True, tag="begin"):
    """Begin a quiz, practice, or a round of the questions that were missed."""

    bank: str
    mode: Literal["quiz", "learn", "mistakes"] = "quiz"


class GoOn(_Act, frozen=True, tag="attempt"):
    """Go on with an attempt where it was left."""

    attempt: str
    path: _Path = ()
    """The decisions so far, in an open story."""


class GiveAnswer(_Act, frozen=True, tag="answer"):
    """Answer the open question; in a story, take one decision after those in ``path``."""

    attempt: str
    question: _Number
    given: WireAnswer
    path: _Path = ()
    certainty: Certainty | None = None
    """How sure the player is; sent with the answer where points depend on it."""


class SayCertainty(_Act, frozen=True, tag="certainty"):
    """Say how sure one is of an answer already given."""

    attempt: str
    question: _Number
    certainty: Certainty


class SkipQuestion(_Act, frozen=True, tag="skip"):
    """Skip the open question."""

    attempt: str
    question: _Number


class Continue(_Act, frozen=True, tag="next"):
    """Go on from the feedback on a question."""

    attempt: str
    question: _Number


class TopUpNow(_Act, frozen=True, tag="today"):
    """Begin today's top-up, or go on with it."""


class Flag(_Act, frozen=True, tag="flag"):
    """Flag the question whose feedback is shown for the bank's maintainers, or take the flag back."""

    attempt: str
    question: _Number
    flagged: bool


class SeePolicy(_Act, frozen=True, tag="policy"):
    """Show the school's policy."""


class Acknowledge(_Act, frozen=True, tag="acknowledge"):
    """Promise to follow the policy, having read it."""

    version: _Line
    sha256: str
    """Of the text that was read: one that has changed since must be read again."""
    title: _Line = ""


class SeeBoard(_Act, frozen=True, tag="board"):
    """Show the leaderboard."""

    bank: str = ""
    """Empty for all banks together."""
    site: _Line = ""
    """Only what was played on this site of the school; empty for all of them."""


class Certify(_Act, frozen=True, tag="certificate"):
    """Show the certificate for a bank that was passed; with a name, issue it."""

    bank: str
    name: _Line = ""


class LeaveBrowser(_Act, frozen=True, tag="leave"):
    """Free this browser for somebody else."""


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
"""Reads an act. Raises msgspec.MsgspecError, or ValueError for text that is not JSON."""
