"""A question bank, format 1, typed and frozen: what a TOML file holds and what the other floors read.

The descriptions on the fields become ``questions/bank.schema.json``, which an editor shows while a bank is written.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, TypeAlias, cast

import msgspec
from msgspec import Meta, Struct

from quiz.questions.question import Allowed, Identifier, Part, Question, TimeLimit, quiz_length
from quiz.questions.types import any_question

FORMAT = 1
"""The number of the bank format that this program reads and writes."""

Preset: TypeAlias = Literal["steady", "accuracy", "classic", "certainty"]
"""The ways to give points."""

SourceKind: TypeAlias = Literal["primary", "secondary"]
"""Who speaks in a source: who says it themselves (a regulator, the law, a court, a company), or who reports it."""


class BankInfo(Part, frozen=True, kw_only=True):
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
    ask_certainty: Annotated[bool, Meta(description="false where nobody is to be asked how sure they are.")] = True
    topics: Annotated[
        dict[str, Annotated[int | float, Meta(extra_json_schema={"exclusiveMinimum": 0})]],
        Meta(description="How often a topic comes compared with the others: 2 is twice as often; 1 where nothing is said."),
    ] = {}
    draft: Annotated[
        bool, Meta(description="true while it is being written: explanations and sources may still be missing.")
    ] = False
    allow: Allowed = ()


NOT_READ = "not read here"
"""How the note of a source begins that nobody could read: its day vouches for nothing, so one that was read is cited too."""


class Source(Part, frozen=True, kw_only=True):
    """A citation, with the date on which somebody looked."""

    title: Annotated[str, Meta(description="Title of the page or document.")]
    publisher: Annotated[str, Meta(description="Who published it.")]
    url: Annotated[str, Meta(description="Address, http or https.", extra_json_schema={"pattern": "^https?://"})]
    checked: Annotated[date, Meta(description="When somebody last read it, for example 2026-11-23.")]
    kind: Annotated[
        SourceKind | None,
        Meta(description="primary: who says it themselves (regulator, law, court, company); secondary: who reports it."),
    ] = None
    review_by: Annotated[date | None, Meta(description="When it should be read again.")] = None
    note: Annotated[str, Meta(description='For example "archived copy".')] = ""

    @property
    def was_read(self) -> bool:
        """Whether the page itself was read, and not merely what others say is in it; its note decides."""
        return not self.note.lower().startswith(NOT_READ)

    @property
    def checked_in_words(self) -> str:
        """The date on which it was checked, as a reader sees it: 3 Nov 2026; ``NOT_READ`` if the page was not read."""
        return in_words(self.checked) if self.was_read else NOT_READ


def checked_and_note(checked: str, note: str) -> tuple[str, ...]:
    """Return what follows a source: when it was ``checked``, in words, and its note.

    If nobody has read the page, the note alone says so.
    """
    return tuple(filter(None, ("" if checked == NOT_READ else f"checked {checked}", note)))


def oldest_read(sources: Iterable[Source]) -> date | None:
    """Return the earliest day on which one of the sources was read; None if none was."""
    return min((source.checked for source in sources if source.was_read), default=None)


# Hundreds of sources share a few days.
@lru_cache(maxsize=1024)
def in_words(day: date) -> str:
    """Return a day as a reader sees it: 3 Nov 2026."""
    return f"{day.day} {day:%b %Y}"


class Document(Part, frozen=True, kw_only=True):
    """Everything that one bank file holds."""

    format: Annotated[Literal[1], Meta(description="The bank format; 1.")]
    bank: Annotated[BankInfo, Meta(description="What the bank is.")]
    sources: Annotated[dict[str, Source], Meta(description="What the questions cite, by key.")] = {}
    questions: Annotated[tuple[Question, ...], Meta(description="The questions.")]


def document_type() -> type[Document]:
    """Return a document with all question types: the type that files are read as, and that the schema is made from."""
    return _document_of(any_question())


@cache
def _document_of(question: Any) -> type[Document]:
    # Cached, because msgspec inspects each new type, which takes longer than reading a small bank.
    made = msgspec.defstruct(
        "Document",
        [("questions", Annotated[tuple[question, ...], Meta(description="The questions.")])],
        bases=(Document,),
        namespace={"__doc__": Document.__doc__},
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )
    return cast(type[Document], made)


class Bank(Struct, frozen=True, kw_only=True):
    """A bank that was read without faults and can be played."""

    about: BankInfo
    sources: dict[str, Source]
    questions: tuple[Question, ...]
    file: str
    """Path of the file, for people."""
    content_hash: str
    """First 16 hexadecimal digits of the SHA-256 of the file: two attempts with one hash saw the same questions."""
    text: str = ""
    """The file's whole text, which in UTF-8 is the file to the byte; empty if the bank did not come from a file."""

    @property
    def id(self) -> str:
        """The bank's id."""
        return self.about.id

    @property
    def title(self) -> str:
        """The bank's title."""
        return self.about.title

    @property
    def scored(self) -> tuple[Question, ...]:
        """The questions that have a right answer, and so are marked and can be known."""
        return tuple(question for question in self.questions if question.SCORED)

    def question(self, question_id: str) -> Question | None:
        """Return the question with this id; None if the bank has none."""
        return next((question for question in self.questions if question.id == question_id), None)

    def quiz_length(self, wanted: int | None = None) -> int:
        """Return how many questions one attempt has: ``wanted``, else the bank's own length; 0 means all of them.

        Fewer if the bank has fewer, or if they ask for fewer facts. Questions without a right answer come on top.
        """
        return quiz_length(self.questions, self.about.quiz_length if wanted is None else wanted)
