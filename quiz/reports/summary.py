"""Sums up an attempt: by topic, what was wrong, what to do and to read again, how far off the pass mark it was."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from quiz.banks.model import Source
from quiz.play.attempt import Response, Result
from quiz.play.drawing import PresentedQuestion
from quiz.questions.names import fill_names
from quiz.questions.question import Question

MOST_TO_DO = 5
"""The most things to do that a player is given: nobody would do more."""
MOST_TO_READ = 3
"""The most sources that a player is asked to read again."""


class TopicShare(Struct, frozen=True):
    """How a player did at one topic."""

    topic: str
    mark: float
    """Per cent of the marks for its questions."""
    questions: int
    right: int
    """Questions that were wholly right."""
    has_parts: bool
    """Whether any question was partly right, so that the mark says more than the number of right answers."""


class ToDo(Struct, frozen=True):
    """Something for a player to do, and the question that showed it."""

    action: str
    about: str
    """The prompt of the question, in one line."""
    question_id: str


class Summary(Struct, frozen=True, kw_only=True):
    """The parts of a results screen besides the result itself."""

    topics: tuple[TopicShare, ...]
    """Lowest mark first."""
    to_review: tuple[Response, ...]
    """The responses that could have been wholly right and were not, in the order asked."""
    to_do: tuple[ToDo, ...]
    """The actions of those questions, in the order asked: each once, at most ``MOST_TO_DO``."""
    read_again: tuple[Source, ...]
    """The sources of those questions, the most cited first: each once, at most ``MOST_TO_READ``."""


def summarise(
    asked: Sequence[PresentedQuestion],
    responses: Sequence[Response],
    sources: Mapping[str, Source],
    names: Mapping[str, str],
) -> Summary:
    """Summarise an attempt so far; questions without a response are left out. ``names`` are the school's own."""
    to_review = tuple(response for response in responses if response.missed)
    missed = [asked[response.position].question for response in to_review]
    cited = Counter(key for question in missed for key in question.sources if key in sources)
    return Summary(
        topics=_topics(asked, responses),
        to_review=to_review,
        to_do=things_to_do(missed, names),
        read_again=tuple(sources[key] for key, _ in cited.most_common(MOST_TO_READ)),
    )


def things_to_do(missed: Iterable[Question], names: Mapping[str, str]) -> tuple[ToDo, ...]:
    """Return the actions of ``missed`` questions, each once, at most ``MOST_TO_DO``."""
    by_action: dict[str, ToDo] = {}
    for question in missed:
        if action := fill_names(question.action, names):
            by_action.setdefault(action, ToDo(action, in_one_line(question.prompt), question.id))
    return tuple(by_action.values())[:MOST_TO_DO]


def key_lines(question: Question) -> tuple[str, ...]:
    """Return what is right, a line for each of its parts."""
    return tuple(map(in_one_line, question.key_in_words()))


def in_one_line(text: str) -> str:
    """Return ``text`` without its line breaks."""
    return " ".join(text.split())


def _has_parts(responses: Iterable[Response]) -> bool:
    return any(response.mark > 0 and not response.right for response in responses)


def answers_to_pass(responses: Sequence[Response], pass_mark: float) -> int:
    """Return the fewest more right answers that would have passed; 0 if it has passed.

    ``responses`` are those of a finished attempt; ``pass_mark`` is in per cent, 100 at most.
    """
    reached, possible = sum(response.mark for response in responses), sum(response.weight for response in responses)
    gains = sorted((response.weight - response.mark for response in responses), reverse=True)
    return next(
        count
        for count, marks in enumerate(accumulate(gains, initial=reached))
        if Result.of(marks, possible, 0, finished=True, pass_mark=pass_mark).passed or count == len(gains)
    )


def mark_in_figures(mark: float, pass_mark: float) -> str:
    """Return the mark as ``73 %``, with decimals where rounding would show a pass, or all right, that it is not."""
    rounded = round(mark)
    return f"{mark if _belies(rounded, mark, pass_mark) else rounded:g} %"


def whole_mark(mark: float, pass_mark: float) -> int:
    """Return the mark without decimals, for large figures: rounded, but never to a pass or to 100 that it is not."""
    rounded = round(mark)
    return int(mark) if _belies(rounded, mark, pass_mark) else rounded


def _belies(rounded: int, mark: float, pass_mark: float) -> bool:
    return (rounded >= pass_mark) != (mark >= pass_mark) or rounded == 100 > mark


def _topics(asked: Sequence[PresentedQuestion], responses: Sequence[Response]) -> tuple[TopicShare, ...]:
    by_topic: dict[str, list[Response]] = {}
    for response in (response for response in responses if response.scored):
        by_topic.setdefault(asked[response.position].question.topic, []).append(response)
    shares = [
        TopicShare(
            topic,
            round(100 * sum(r.mark for r in found) / sum(r.weight for r in found), 1),
            len(found),
            sum(r.right for r in found),
            _has_parts(found),
        )
        for topic, found in by_topic.items()
        if topic
    ]
    return tuple(sorted(shares, key=lambda share: (share.mark, share.topic)))
