"""The views that the server sends to the page. Each is complete: the page draws it whatever it drew before.

Positions are those on the screen, from 0; questions are counted from 1.
"""

from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from quiz.live.messages import StandingLine, WireAnswer, WireOption, WireQuestion, WireSource
from quiz.services.markdown import TextBlock
from quiz.store.records import Mode


class _View(Struct, frozen=True, kw_only=True, tag_field="now"):
    """Something to show."""

    name: str = ""
    """The player's name; empty before there is one."""
    team: str = ""


class JoinView(_View, frozen=True, kw_only=True, tag="join"):
    """The form for taking a name, as nobody plays in this browser yet."""

    needs_code: bool
    sentence: str = ""
    """Why the form is shown, or shown again."""
    field: Literal["", "code", "name", "team", "word"] = ""
    """Which field is not accepted."""
    typed: str = ""
    """A name to fill in already."""
    asks_word: bool = False
    """Whether the name is in use, so that it takes a word to have it."""
    word: str = ""
    """The word that takes again the name which has just left this browser; shown once."""
    lacks_cookie: bool = False
    """Whether the browser sent no cookie, and is being given one."""


class BankCard(Struct, frozen=True, kw_only=True):
    """A bank, and the player's progress in it."""

    id: str
    title: str
    summary: str
    questions: int
    minutes: int
    pass_mark: float
    is_draft: bool
    best: str = ""
    """The best mark; empty before a quiz is finished."""
    passed: bool = False
    missed: int = 0
    """How many questions were not right when last asked."""
    attempt: str = ""
    """The unfinished quiz to go on with; empty if there is none."""
    answered: int = 0
    """How many of its questions are answered."""
    of: int = 0


class DueToday(Struct, frozen=True, kw_only=True):
    """What is due again today."""

    asked: str
    """How much is due, in words."""
    why: str


class HomeView(_View, frozen=True, kw_only=True, tag="home"):
    """The home page: the banks, and what else there is to do."""

    banks: tuple[BankCard, ...]
    today: DueToday | None = None
    policy: str = ""
    """The title of the school's policy; empty if there is none."""
    policy_is_due: bool = False
    """Whether the player is to read and acknowledge it now."""
    sentence: str = ""
    """Why a request was refused."""
    can_leave: bool = False


class BankView(_View, frozen=True, kw_only=True, tag="bank"):
    """A bank, before one begins."""

    bank: BankCard
    facts: tuple[str, ...]
    has_clock: bool


class PlayPlace(Struct, frozen=True, kw_only=True):
    """An attempt, and where one is in it."""

    attempt: str
    title: str
    question: int
    of: int
    mode: Mode


class DecisionTaken(Struct, frozen=True, kw_only=True):
    """A decision taken in a story, and what came of it."""

    text: str
    why: str
    mark: float


class AskView(_View, frozen=True, kw_only=True, tag="question"):
    """An open question, or the question how sure one is of the answer to it."""

    place: PlayPlace
    question: WireQuestion
    hint: str = ""
    seconds: float | None = None
    """Time left; None without a clock."""
    total: float | None = None
    path: tuple[int, ...] = ()
    """The decisions so far, in a story."""
    decided: tuple[DecisionTaken, ...] = ()
    given: WireAnswer | None = None
    """The answer given, when asking how sure one is of it."""
    sentence: str = ""
    """Why the answer that was sent is not accepted."""
    certainty_first: bool = False
    """Whether to ask how sure one is before the answer is sent, since points depend on it."""


class FeedbackPart(Struct, frozen=True, kw_only=True):
    """What came of one answer."""

    prompt: str
    verdict: str
    answered: bool
    scored: bool
    right: bool
    mark: float
    """How much was right, 0 to 1."""
    points: int | None
    """None where there are no points to win."""
    key_heading: str
    """What the key is called."""
    key: tuple[str, ...]
    options: tuple[WireOption, ...] = ()
    """All options as on the screen; empty for a type where no one option is right or wrong."""
    right_options: tuple[int, ...] = ()
    given: tuple[str, ...] = ()
    picked: tuple[int, ...] = ()
    why: tuple[str, ...] = ()
    second_look: str = ""
    explanation: str = ""
    action: str = ""
    sources: tuple[WireSource, ...] = ()


class FeedbackView(_View, frozen=True, kw_only=True, tag="feedback"):
    """What came of the latest answer."""

    place: PlayPlace
    feedback: FeedbackPart
    flagged: bool = False
    """Whether the player has flagged the question."""


class Task(Struct, frozen=True):
    """Something to do, and the prompt of the question that showed the need."""

    action: str
    about: str


class TopicLine(Struct, frozen=True):
    """How the player did in a topic."""

    topic: str
    words: str
    mark: float


class ResultsView(_View, frozen=True, kw_only=True, tag="results"):
    """The results of an attempt."""

    place: PlayPlace
    bank: str
    verdict: str
    passed: bool
    mark: str
    """In figures, with the per cent sign."""
    lines: tuple[str, ...]
    """The rest of the result: right answers, points, the place on the board."""
    to_do: tuple[Task, ...]
    topics: tuple[TopicLine, ...]
    read_again: tuple[WireSource, ...]
    missed: tuple[FeedbackPart, ...]
    has_certificate: bool = False
    is_on_board: bool = False
    policy: str = ""
    """The title of a policy to read and acknowledge now; empty if there is none."""


class ToppedUpLine(Struct, frozen=True, kw_only=True):
    """A question of a top-up, and how it went."""

    prompt: str
    judgement: str
    mark: float
    """How much was right, 0 to 1."""
    again: str
    """When the question comes again."""
    key: tuple[str, ...] = ()
    """The right answer, a line for each part; empty if the player knew it."""
    action: str = ""


class ToppedUpView(_View, frozen=True, kw_only=True, tag="topped-up"):
    """The results of a top-up."""

    place: PlayPlace
    verdict: str
    all_right: bool
    lines: tuple[str, ...]
    again: tuple[str, ...]
    """When its questions come again, in sentences."""
    questions: tuple[ToppedUpLine, ...]
    """Those that were missed come first."""


class NothingDueView(_View, frozen=True, kw_only=True, tag="nothing-due"):
    """There is nothing to top up now."""

    sentence: str
    """When there will be something."""


class PolicyView(_View, frozen=True, kw_only=True, tag="policy"):
    """The school's policy. Nothing in its text is executed."""

    title: str
    version: str
    blocks: tuple[TextBlock, ...]
    sha256: str
    is_due: bool
    """Whether it can be acknowledged now."""
    standing: str
    """Why not, or when it was; empty if it can."""
    sentence: str = ""
    """Why the acknowledgement was not accepted."""


class BoardView(_View, frozen=True, kw_only=True, tag="board"):
    """The leaderboard."""

    bank: str
    """Empty for all banks together."""
    banks: tuple[tuple[str, str], ...]
    """The banks to choose from: id and title."""
    site: str
    """Empty for all sites together."""
    sites: tuple[str, ...]
    """The school's sites to choose from; empty if there is at most one."""
    lines: tuple[StandingLine, ...]
    players: int
    own: StandingLine | None = None


class CertificateView(_View, frozen=True, kw_only=True, tag="certificate"):
    """The certificate for a bank that was passed, or the question which name to print on it."""

    bank: str
    title: str
    typed: str
    sentence: str = ""
    """Why the name is not accepted."""
    issued: bool = False


class TroubleView(_View, frozen=True, kw_only=True, tag="trouble"):
    """A request cannot be met at the moment; the page is to send it again."""

    sentence: str


View: TypeAlias = (
    JoinView
    | HomeView
    | BankView
    | AskView
    | FeedbackView
    | ResultsView
    | ToppedUpView
    | NothingDueView
    | PolicyView
    | BoardView
    | CertificateView
    | TroubleView
)

encode_view = msgspec.json.Encoder().encode
