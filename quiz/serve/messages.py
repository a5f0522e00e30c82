"""What the page is told. Every view is whole: the page draws what it gets, whatever it drew before.

Positions are those of the screen, from 0; questions are counted from 1.
"""

from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from quiz.live.messages import StandingLine, WireAnswer, WireOption, WireQuestion, WireSource
from quiz.services.markdown import TextBlock
from quiz.store.records import Mode


class _View(Struct, frozen=True, kw_only=True, tag_field="now"):
    """What is shown."""

    name: str = ""
    """Who plays; empty where nobody does yet."""
    team: str = ""


class JoinView(_View, frozen=True, kw_only=True, tag="join"):
    """Nobody plays in this browser yet."""

    needs_code: bool
    sentence: str = ""
    """Why it is asked, or asked again."""
    field: Literal["", "code", "name", "team", "word"] = ""
    """Which of the fields cannot be taken."""
    typed: str = ""
    """A name to begin with."""
    asks_word: bool = False
    """Whether the name is in use, and can be taken with a word alone."""
    word: str = ""
    """With what the name that has just left this browser is taken again; shown once."""
    lacks_cookie: bool = False
    """Whether the browser has shown none: it was told of one just now."""


class BankCard(Struct, frozen=True, kw_only=True):
    """A bank, and how one stands there."""

    id: str
    title: str
    summary: str
    questions: int
    minutes: int
    pass_mark: float
    is_draft: bool
    best: str = ""
    """The best mark; empty where no quiz was finished."""
    passed: bool = False
    missed: int = 0
    """How many questions were not right when last asked."""
    attempt: str = ""
    """The quiz with which one can go on; empty where there is none."""
    answered: int = 0
    """How many of its questions are answered."""
    of: int = 0


class DueToday(Struct, frozen=True, kw_only=True):
    """What is due again today."""

    asked: str
    """How much it is, in words."""
    why: str


class HomeView(_View, frozen=True, kw_only=True, tag="home"):
    """The banks, and what else there is to do."""

    banks: tuple[BankCard, ...]
    today: DueToday | None = None
    policy: str = ""
    """The title of the school's policy; empty where it has none."""
    policy_is_due: bool = False
    """Whether the school asks to have it read and acknowledged now."""
    sentence: str = ""
    """Why what was asked for is not shown."""
    can_leave: bool = False


class BankView(_View, frozen=True, kw_only=True, tag="bank"):
    """What a bank has to offer before one begins."""

    bank: BankCard
    facts: tuple[str, ...]
    has_clock: bool


class PlayPlace(Struct, frozen=True, kw_only=True):
    """Where in which attempt one is."""

    attempt: str
    title: str
    question: int
    of: int
    mode: Mode


class DecisionTaken(Struct, frozen=True, kw_only=True):
    """What was decided in a story so far, and what came of it."""

    text: str
    why: str
    mark: float


class AskView(_View, frozen=True, kw_only=True, tag="question"):
    """A question is open, or it is asked how sure one is of the answer to it."""

    place: PlayPlace
    question: WireQuestion
    hint: str = ""
    seconds: float | None = None
    """What is left; None where no time runs."""
    total: float | None = None
    path: tuple[int, ...] = ()
    """In a story, the decisions so far."""
    decided: tuple[DecisionTaken, ...] = ()
    given: WireAnswer | None = None
    """The answer that is kept, where it is asked how sure one is of it."""
    sentence: str = ""
    """Why the answer that was sent is not taken."""
    certainty_first: bool = False
    """Whether it is asked how sure one is before the answer is sent: points depend on it."""


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
    """None where nothing is played for."""
    key_heading: str
    """What the key is called."""
    key: tuple[str, ...]
    options: tuple[WireOption, ...] = ()
    """Where some of what stood on the screen was right: all of it."""
    right_options: tuple[int, ...] = ()
    given: tuple[str, ...] = ()
    picked: tuple[int, ...] = ()
    why: tuple[str, ...] = ()
    second_look: str = ""
    explanation: str = ""
    action: str = ""
    sources: tuple[WireSource, ...] = ()


class FeedbackView(_View, frozen=True, kw_only=True, tag="feedback"):
    """What came of the answer that was given last."""

    place: PlayPlace
    feedback: FeedbackPart
    flagged: bool = False
    """Whether the player has flagged the question."""


class Task(Struct, frozen=True):
    """What is to be done, and what was asked where that became plain."""

    action: str
    about: str


class TopicLine(Struct, frozen=True):
    """How one did at a topic."""

    topic: str
    words: str
    mark: float


class ResultsView(_View, frozen=True, kw_only=True, tag="results"):
    """What an attempt came to."""

    place: PlayPlace
    bank: str
    verdict: str
    passed: bool
    mark: str
    """In figures, with its sign."""
    lines: tuple[str, ...]
    """What else there is to say: right answers, points, the place on the board."""
    to_do: tuple[Task, ...]
    topics: tuple[TopicLine, ...]
    read_again: tuple[WireSource, ...]
    missed: tuple[FeedbackPart, ...]
    has_certificate: bool = False
    is_on_board: bool = False
    policy: str = ""
    """The title of a policy that is to be read and acknowledged now; empty where there is none."""


class ToppedUpLine(Struct, frozen=True, kw_only=True):
    """A question that a top-up has asked."""

    prompt: str
    judgement: str
    mark: float
    """How much was right, 0 to 1."""
    again: str
    """When it comes again."""
    key: tuple[str, ...] = ()
    """What was right, where that was not known, a line each."""
    action: str = ""


class ToppedUpView(_View, frozen=True, kw_only=True, tag="topped-up"):
    """What a top-up came to."""

    place: PlayPlace
    verdict: str
    all_right: bool
    lines: tuple[str, ...]
    again: tuple[str, ...]
    """In sentences, when its questions come again."""
    questions: tuple[ToppedUpLine, ...]
    """What was missed comes first."""


class NothingDueView(_View, frozen=True, kw_only=True, tag="nothing-due"):
    """Nothing is to be topped up now."""

    sentence: str
    """When something is."""


class PolicyView(_View, frozen=True, kw_only=True, tag="policy"):
    """The school's policy. Nothing in its text is run."""

    title: str
    version: str
    blocks: tuple[TextBlock, ...]
    sha256: str
    is_due: bool
    """Whether it can be acknowledged now."""
    standing: str
    """Why not, or when it was; empty where it is due."""
    sentence: str = ""
    """Why what was acknowledged is shown again."""


class BoardView(_View, frozen=True, kw_only=True, tag="board"):
    """Who stands where."""

    bank: str
    """Empty for all banks together."""
    banks: tuple[tuple[str, str], ...]
    """The banks to choose from: id and title."""
    site: str
    """Empty for all sites together."""
    sites: tuple[str, ...]
    """The school's sites to choose from; empty where there are not several."""
    lines: tuple[StandingLine, ...]
    players: int
    own: StandingLine | None = None


class CertificateView(_View, frozen=True, kw_only=True, tag="certificate"):
    """The certificate of what was passed, or the question which name is to stand on it."""

    bank: str
    title: str
    typed: str
    sentence: str = ""
    """Why the name cannot be taken."""
    issued: bool = False


class TroubleView(_View, frozen=True, kw_only=True, tag="trouble"):
    """It cannot be done at the moment: the same is to be asked for again."""

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
