"""What all question types share: the keys of the file, and what each type defines."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, TypeAlias

from msgspec import Meta, Struct

from quiz.questions.answers import Answer
from quiz.questions.counts import PartCounts, counts_by_column
from quiz.questions.diagnostics import Diagnostic, KeyPath
from quiz.questions.handout import Handout, Labelled, lettered

if TYPE_CHECKING:
    from quiz.questions.conversation import Line
    from quiz.questions.scenario import Scene

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What an id looks like: lower-case words and figures joined by hyphens."""

Identifier: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": KEBAB})]
TimeLimit: TypeAlias = Annotated[
    int | float | Literal["auto", "none"],
    Meta(description='Seconds to answer in, "auto" (from the words to be read) or "none".'),
]
Allowed: TypeAlias = Annotated[
    tuple[str, ...],
    Meta(description='Rules of "quiz bank check" whose advice is not wanted here, for example "key-longest".'),
]


Pace: TypeAlias = Literal["quick", "worked", "told"]
"""How a type is played: a choice made at a glance, something to work out, or a story or conversation."""


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every part of a bank file shares: it never changes once read, and unknown keys are refused."""

    ELSEWHERE: ClassVar[Mapping[str, str]] = {}
    """Keys that similar parts have and this one does not, and what to do about each, in sentences."""


class Column(Struct, frozen=True):
    """One of a few possible answers, whose count a hall can be shown."""

    text: str
    fraction: float
    """How much of it is right, 0 to 1."""


class Answerable(Protocol):
    """What can be open in a live game: a question, or a scene of a story, at which a hall votes with ``Picked``."""

    PICKS_ONE: ClassVar[bool]
    SCORED: ClassVar[bool]

    def labelled(self) -> tuple[str, ...]:
        """Return the texts that carry letters on a stage, in the order of the file; empty where none do."""

    def stimulus(self) -> tuple[Labelled, ...]:
        """Return what to read before answering, besides lettered texts and messages."""

    def conversation(self) -> "tuple[Line, ...]":
        """Return the messages to read before answering."""

    def columns(self) -> tuple[Column, ...]:
        """Return the columns to count answers by, in the order of the file; empty where only how much was right counts."""

    def columns_of(self, answer: Answer) -> Sequence[int]:
        """Return the positions of the columns that an answer falls in."""

    def accepts(self, answer: Answer) -> bool:
        """Say whether the answer is possible here."""

    def mark(self, answer: Answer | None) -> float:
        """Return how much the answer got right, 0 to 1; nothing given is 0."""


class Question(Part, frozen=True, kw_only=True, tag_field="type"):
    """One question, and all that is true of it whatever front end asks it.

    A type is a subclass with its own keys that overrides what differs; ``quiz.questions.types`` lists them all.
    """

    id: Annotated[Identifier, Meta(description="Unique in the bank. Results depend on it: keep it when you edit.")]
    prompt: Annotated[str, Meta(description="What is asked.")]
    explanation: Annotated[str, Meta(description="Shown after the answer, right or wrong: the rule and the reason.")] = ""
    sources: Annotated[tuple[str, ...], Meta(description="Keys of [sources] tables; at least one.")] = ()
    topic: Annotated[str, Meta(description="Questions are drawn evenly over the topics.")] = ""
    fact: Annotated[
        Identifier | None,
        Meta(description="The fact that it asks for, as an id: two questions with one fact never come in one quiz or game."),
    ] = None
    difficulty: Annotated[
        int | None, Meta(description="1 easy to 3 hard.", extra_json_schema={"minimum": 1, "maximum": 3})
    ] = None
    weight: Annotated[int | float, Meta(description="How much it counts; 1 is usual.")] = 1
    time_limit: Annotated[TimeLimit | None, Meta(description="For this question alone; else the bank's.")] = None
    shuffle: Annotated[bool, Meta(description="false keeps the options in the file's order.")] = True
    action: Annotated[str, Meta(description="What to do now; {dpo}, {it_support}, {dsl}, {head} are filled in.")] = ""
    hint: Annotated[str, Meta(description="Shown to a player who asks for it.")] = ""
    allow: Allowed = ()

    NAME: ClassVar[str]
    """The type's name for people, for example ``Several answers``."""
    HOW: ClassVar[str] = ""
    """How a hall answers, in a sentence; empty if the options say it."""
    ANSWER: ClassVar[type[Any]]
    """The kind of answer that the type takes."""
    THINKING: ClassVar[float] = 10.0
    """Seconds to think, besides reading."""
    KEY_HEADING: ClassVar[str] = "The right answer"
    """The heading for the key."""
    PICKS_ONE: ClassVar[bool] = False
    """Whether every answer is exactly one column, so that hands can be counted before the key is shown."""
    PACE: ClassVar[Pace] = "worked"
    """How it is played, for mixing a quiz."""
    SCORED: ClassVar[bool] = True
    """Whether it has a key. Without one it is asked like any other but never counts: no mark, points or mistake."""

    @property
    def type(self) -> str:
        """The word for the type as the bank file spells it, for example ``true-false``."""
        return str(self.__struct_config__.tag)

    @property
    def worth(self) -> float:
        """How much it counts in marks and points: its weight, or 0 without a key."""
        return float(self.weight) if self.SCORED else 0.0

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the type's own keys, with paths relative to the question."""
        yield from ()

    def texts(self) -> Iterator[str]:
        """Yield every text that a player reads before answering, the prompt first."""
        yield self.prompt

    def words_read(self) -> int:
        """Return how many words a player reads, at most."""
        return sum(len(text.split()) for text in self.texts())

    def seconds_to_think(self) -> float:
        """Return the seconds to think, besides reading."""
        return self.THINKING

    def arranged(self, seed: int) -> tuple[int, ...]:
        """Return positions in the bank file in the order shown; empty if nothing is shuffled."""
        return ()

    def how_to_answer(self) -> str:
        """Return how a hall answers, in a sentence; empty if the options say it."""
        return self.HOW

    def stimulus(self) -> tuple[Labelled, ...]:
        """Return what to read besides the prompt before answering, other than lettered texts and messages."""
        return ()

    def conversation(self) -> "tuple[Line, ...]":
        """Return the messages to read before answering, each with its sender if known."""
        return ()

    def labelled(self) -> tuple[str, ...]:
        """Return the texts that carry letters on a stage, in the order of the file; empty where none do."""
        return tuple(column.text for column in self.columns())

    def order_shown(self, seed: int, choices: Sequence[int] = ()) -> tuple[int, ...]:
        """Return the positions of the lettered texts in the order shown; in a story, after these choices."""
        return self.arranged(seed) or tuple(range(len(self.labelled())))

    def columns(self) -> tuple[Column, ...]:
        """Return the columns to count answers by, in the order of the file; empty where only how much was right counts."""
        return ()

    def columns_of(self, answer: Answer) -> Sequence[int]:
        """Return the positions of the columns that an answer falls in."""
        return ()

    def count_answers(self, answers: Mapping[Any, int]) -> tuple[PartCounts, ...]:
        """Count accepted answers, from how many gave each; never typed ones.

        By column if there are columns, else nothing: a type without columns that can tell more overrides this.
        """
        return (counts_by_column(self, answers),) if self.columns() else ()

    def scene_after(self, choices: Sequence[int]) -> "Scene | None":
        """Return the scene after these choices; None if the question is not a story.

        Raises IndexError for an impossible choice.
        """
        return None

    def most_decisions(self) -> int:
        """Return the most decisions on any way through the story; 0 if the question is not a story."""
        return 0

    def accepts(self, answer: Answer) -> bool:
        """Say whether the answer is possible for the question: real positions, every step once, a figure."""
        return isinstance(answer, self.ANSWER) and self._accepts(answer)

    def mark(self, answer: Answer | None) -> float:
        """Return how much of the question the answer got right, 0 to 1; no answer is 0, as is any without a key.

        Raises TypeError if the answer is of the wrong kind for the question.
        """
        if answer is None:
            return 0.0
        if not isinstance(answer, self.ANSWER):
            raise TypeError(f"{type(answer).__name__} does not answer a {type(self).__name__} question")
        return float(self._mark(answer)) if self.SCORED else 0.0

    def key_in_words(self) -> list[str]:
        """Return the right answer in words, a line each; nothing where there is none."""
        if self.SCORED:
            raise NotImplementedError
        return []

    def answer_in_words(self, answer: Any) -> list[str]:
        """Return an answer of the type's kind in words, a line each."""
        raise NotImplementedError

    def reasons(self, answer: Any) -> list[str]:
        """Return remarks on an answer, a line each: why it is not right, how it was read or counted."""
        return []

    def unexplained(self) -> Iterator[tuple[KeyPath, str]]:
        """Yield where a wrong answer lacks its reason, as a path within the question and a sentence."""
        yield from ()

    def handout(self) -> Handout:
        """Return the question on paper."""
        return Handout(shown=lettered(self.labelled()), key=tuple(self.key_in_words()))

    def _order(self, length: int, seed: int, *part: str) -> tuple[int, ...]:
        """Return the positions below ``length``, shuffled unless the file says not to; ``part`` names what they are of."""
        return shuffled(length, "/".join((str(seed), self.id, *part))) if self.shuffle else tuple(range(length))

    def _accepts(self, answer: Any) -> bool:
        raise NotImplementedError

    def _mark(self, answer: Any) -> float:
        raise NotImplementedError


def quiz_length(questions: Iterable[Question], wanted: int) -> int:
    """Return how many questions a quiz of ``wanted`` asks: 0 means all; otherwise each fact comes once.

    Polls do not count: they come on top.
    """
    scored = [question for question in questions if question.SCORED]
    # No more than there are, because islice refuses what no machine could count to.
    return sum(1 for _ in islice(_of_different_facts(scored), min(wanted, len(scored)))) if wanted else len(scored)


def _of_different_facts(questions: Iterable[Question]) -> Iterator[Question]:
    """Yield the questions without those whose fact an earlier one asks for."""
    facts: set[str] = set()
    for question in questions:
        if question.fact is None or question.fact not in facts:
            yield question
        if question.fact:
            facts.add(question.fact)


def within(positions: Collection[int], length: int) -> bool:
    """Say whether all positions are from 0 to below ``length``."""
    return all(0 <= position < length for position in positions)


def share_picked(picked: Collection[int], right: Collection[int]) -> float:
    """Return max((right picked - wrong picked) / all right ones, 0); picking one twice counts once."""
    hits = len(set(picked) & set(right))
    return max((hits - len(set(picked) - set(right))) / len(right), 0.0)


@lru_cache(maxsize=1024)
def shuffled(length: int, seed: str) -> tuple[int, ...]:
    """Return the positions below ``length`` in an order that depends only on ``seed``.

    Cached, because a live game needs the same order for every answer of a hall.
    """
    positions = list(range(length))
    Random(seed).shuffle(positions)
    return tuple(positions)
