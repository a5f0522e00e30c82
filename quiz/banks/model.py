"""A question bank, format 1, typed and frozen: what a TOML file holds and what the other floors read.

The descriptions on the fields become ``questions/bank.schema.json``, which an editor shows while a bank is written.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

FORMAT = 1
"""The number of the bank format that this program reads and writes."""

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What an id looks like: lower-case words and figures joined by hyphens."""

Identifier: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": KEBAB})]
Share: TypeAlias = Annotated[int | float, Meta(extra_json_schema={"minimum": 0, "maximum": 1})]
TimeLimit: TypeAlias = Annotated[
    int | float | Literal["auto", "none"],
    Meta(description='Seconds to answer in, "auto" (from the words to be read) or "none".'),
]


Preset: TypeAlias = Literal["steady", "accuracy", "classic", "certainty"]
"""The ways to give points."""


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every part of a bank file has in common: fixed once read, named keys, no unknown ones."""


Allowed: TypeAlias = Annotated[
    tuple[str, ...],
    Meta(description='Rules of "quiz bank check" whose advice is not wanted here, for example "key-longest".'),
]


class BankInfo(_Part, frozen=True, kw_only=True):
    """The ``[bank]`` table: what the bank is."""

    id: Annotated[Identifier, Meta(description="Lower-case words joined by hyphens, unique among all banks.")]
    title: Annotated[str, Meta(description="The name on the home screen.")]
    summary: Annotated[str, Meta(description="One or two sentences for the home screen.")] = ""
    audience: Annotated[str, Meta(description="For whom the bank is, for example: All school staff.")] = ""
    language: Annotated[str, Meta(description="Language tag, for example en-GB.")] = "en-GB"
    licence: Annotated[str, Meta(description="For example CC-BY-4.0.")] = ""
    version: Annotated[str, Meta(description="Your own version, for example 2026.11.")] = ""
    pass_mark: Annotated[
        int | float,
        Meta(description="Per cent of the marks that pass.", extra_json_schema={"minimum": 0, "maximum": 100}),
    ] = 80
    quiz_length: Annotated[
        int, Meta(description="Questions drawn for one attempt; 0 means all.", extra_json_schema={"minimum": 0})
    ] = 10
    time_limit: TimeLimit = "auto"
    preset: Annotated[
        Preset,
        Meta(description="How points are given; a quiz by another preset is for practice and counts on no board."),
    ] = "steady"
    draft: Annotated[
        bool, Meta(description="true while it is being written: explanations and sources may still be missing.")
    ] = False
    allow: Allowed = ()


class Source(_Part, frozen=True, kw_only=True):
    """A citation, with the date on which somebody looked."""

    title: Annotated[str, Meta(description="Title of the page or document.")]
    publisher: Annotated[str, Meta(description="Who published it.")]
    url: Annotated[str, Meta(description="Address, http or https.", extra_json_schema={"pattern": "^https?://"})]
    checked: Annotated[date, Meta(description="When somebody last read it, for example 2026-11-23.")]
    review_by: Annotated[date | None, Meta(description="When it should be read again.")] = None
    note: Annotated[str, Meta(description='For example "archived copy".')] = ""


class Option(_Part, frozen=True, kw_only=True):
    """One of several answers; the right ones are the key, the others distractors."""

    text: Annotated[str, Meta(description="The answer as the player reads it.")]
    correct: Annotated[bool, Meta(description="true for a right answer.")] = False
    why: Annotated[str, Meta(description="Shown to a player who picked this option.")] = ""


class Pair(_Part, frozen=True, kw_only=True, rename={"box": "with"}):
    """An item and the box that it belongs in; several items may share a box. The file's key for it is ``with``."""

    item: Annotated[str, Meta(description="What is to be matched.")]
    box: Annotated[str, Meta(description="What it belongs with; several items may share one.")]


class Line(_Part, frozen=True, kw_only=True, rename={"sender": "from"}):
    """One message of a conversation. The file's key for the sender is ``from``."""

    text: Annotated[str, Meta(description="What the message says.")]
    sender: Annotated[str, Meta(description='Who wrote it, if not the one the question names; "You" is the reader.')] = ""
    cue: Annotated[str, Meta(description="Makes the line a tell-tale and says why it is one.")] = ""


class Choice(_Part, frozen=True, kw_only=True):
    """One way to decide in a scene, and the scene that follows."""

    text: Annotated[str, Meta(description="The decision as the player reads it.")]
    goto: Annotated[str, Meta(description="The scene that follows.")]
    mark: Annotated[Share, Meta(description="0 for a bad decision to 1 for the best.")]
    why: Annotated[str, Meta(description="Shown as soon as it was picked.")] = ""


class Scene(_Part, frozen=True, kw_only=True):
    """A place in a story: a decision to take, or an ending."""

    text: Annotated[str, Meta(description="What happens.")]
    lines: Annotated[tuple[Line, ...], Meta(description="Messages that are seen here.")] = ()
    choices: Annotated[tuple[Choice, ...], Meta(description="The decisions; none at an ending.")] = ()
    end: Annotated[bool, Meta(description="true where the story ends.")] = False


class Question(_Part, frozen=True, kw_only=True, tag_field="type"):
    """What the nine question types have in common."""

    id: Annotated[Identifier, Meta(description="Unique in the bank. Results hang on it: keep it when you edit.")]
    prompt: Annotated[str, Meta(description="What is asked.")]
    explanation: Annotated[str, Meta(description="Shown after the answer, right or wrong: the rule and the reason.")] = ""
    sources: Annotated[tuple[str, ...], Meta(description="Keys of [sources] tables; at least one.")] = ()
    topic: Annotated[str, Meta(description="Questions are drawn evenly over the topics.")] = ""
    difficulty: Annotated[
        int | None, Meta(description="1 easy to 3 hard.", extra_json_schema={"minimum": 1, "maximum": 3})
    ] = None
    weight: Annotated[int | float, Meta(description="How much it counts; 1 is usual.")] = 1
    time_limit: Annotated[TimeLimit | None, Meta(description="For this question alone; else the bank's.")] = None
    shuffle: Annotated[bool, Meta(description="false keeps the options in the file's order.")] = True
    action: Annotated[str, Meta(description="What to do now; {dpo}, {it_support}, {dsl}, {head} are filled in.")] = ""
    hint: Annotated[str, Meta(description="Shown to a player who asks for it.")] = ""
    allow: Allowed = ()


class Single(Question, frozen=True, kw_only=True, tag="single"):
    """Several options, one of them right."""

    options: Annotated[tuple[Option, ...], Meta(description="Two or more, exactly one of them correct.")]


class Multiple(Question, frozen=True, kw_only=True, tag="multiple"):
    """Several options, one or more of them right."""

    options: Annotated[tuple[Option, ...], Meta(description="Two or more, at least one of them correct.")]


class TrueFalse(Question, frozen=True, kw_only=True, tag="true-false"):
    """A statement that is true or false."""

    answer: Annotated[bool, Meta(description="true or false, without quotes.")]
    why: Annotated[str, Meta(description="Shown to a player who answered wrongly.")] = ""


class Order(Question, frozen=True, kw_only=True, tag="order"):
    """Steps to put into the right order."""

    steps: Annotated[tuple[str, ...], Meta(description="Two or more, in the right order.")]


class Match(Question, frozen=True, kw_only=True, tag="match"):
    """Items to match with, or to sort into, what they belong to."""

    pairs: Annotated[tuple[Pair, ...], Meta(description="Two or more of { item, with }.")]
    distractors: Annotated[tuple[str, ...], Meta(description="Boxes that nothing belongs in.")] = ()


class Number(Question, frozen=True, kw_only=True, tag="number"):
    """A figure to type."""

    answer: Annotated[int | float, Meta(description="The right figure.")]
    tolerance: Annotated[int | float, Meta(description="How far off still counts.", extra_json_schema={"minimum": 0})] = 0
    unit: Annotated[str, Meta(description="Shown behind the figure, for example hours.")] = ""


class Short(Question, frozen=True, kw_only=True, tag="short"):
    """A word or two to type."""

    accept: Annotated[tuple[str, ...], Meta(description="Every spelling that counts; case and full stop do not matter.")]


class Spot(Question, frozen=True, kw_only=True, tag="spot", rename={"sender": "from"}):
    """A conversation to judge: scam or genuine, and by which lines. The file's key for the sender is ``from``."""

    channel: Annotated[Literal["whatsapp", "email", "sms"], Meta(description="Where it was received.")]
    sender: Annotated[str, Meta(description="Who it seems to come from.")]
    verdict: Annotated[Literal["scam", "genuine"], Meta(description="What it is.")]
    lines: Annotated[tuple[Line, ...], Meta(description="The messages; one with a cue is a tell-tale.")]


class Scenario(Question, frozen=True, kw_only=True, tag="scenario"):
    """A story whose course the player decides."""

    start: Annotated[str, Meta(description="The scene it starts with.")]
    scenes: Annotated[dict[str, Scene], Meta(description="Every scene reachable, every path ends.")]


AnyQuestion: TypeAlias = Single | Multiple | TrueFalse | Order | Match | Number | Short | Spot | Scenario
"""A question of one of the nine types."""


def type_name(question: Question) -> str:
    """Return the word for the question's type as the bank file spells it, for example ``true-false``."""
    return str(question.__struct_config__.tag)


class Document(_Part, frozen=True, kw_only=True):
    """Everything that one bank file holds."""

    format: Annotated[Literal[1], Meta(description="The bank format; 1.")]
    bank: Annotated[BankInfo, Meta(description="What the bank is.")]
    sources: Annotated[dict[str, Source], Meta(description="What the questions cite, by key.")] = {}
    questions: Annotated[tuple[AnyQuestion, ...], Meta(description="The questions.")]


class Bank(Struct, frozen=True, kw_only=True):
    """A bank that was read without faults and can be played."""

    about: BankInfo
    sources: dict[str, Source]
    questions: tuple[AnyQuestion, ...]
    file: str
    """Path of the file, for people."""
    content_hash: str
    """First 16 hexadecimal digits of the SHA-256 of the file: two attempts with one hash saw the same questions."""

    @property
    def id(self) -> str:
        """The bank's id."""
        return self.about.id

    @property
    def title(self) -> str:
        """The bank's title."""
        return self.about.title

    def question(self, question_id: str) -> AnyQuestion | None:
        """Return the question with this id, or None where the bank has none."""
        return next((question for question in self.questions if question.id == question_id), None)

    def quiz_length(self, wanted: int | None = None) -> int:
        """Return how many questions one attempt has: ``wanted``, else the bank's own length; 0 means all of them."""
        length = self.about.quiz_length if wanted is None else wanted
        return min(length, len(self.questions)) if length else len(self.questions)
