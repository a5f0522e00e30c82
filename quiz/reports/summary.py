"""What an attempt came to: by topic, what was wrong, what to read again."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from quiz.banks.model import Source
from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion


class TopicShare(Struct, frozen=True):
    """How a player did at one topic."""

    topic: str
    mark: float
    """Per cent."""
    questions: int


class Summary(Struct, frozen=True, kw_only=True):
    """The parts of a results screen that are not just the result."""

    right: int
    """Questions that were wholly right."""
    topics: tuple[TopicShare, ...]
    """In the order of the marks, lowest first."""
    to_review: tuple[Response, ...]
    """The responses that were not wholly right, in the order asked."""
    read_again: tuple[Source, ...]
    """The sources of those questions, each once."""


def summarise(asked: Sequence[PresentedQuestion], responses: Sequence[Response], sources: Mapping[str, Source]) -> Summary:
    """Summarise an attempt so far; questions without a response are left out."""
    to_review = tuple(response for response in responses if not response.right)
    wrong_keys = [key for response in to_review for key in asked[response.position].question.sources]
    return Summary(
        right=len(responses) - len(to_review),
        topics=_topics(asked, responses),
        to_review=to_review,
        read_again=tuple(sources[key] for key in dict.fromkeys(wrong_keys) if key in sources),
    )


def _topics(asked: Sequence[PresentedQuestion], responses: Sequence[Response]) -> tuple[TopicShare, ...]:
    by_topic: dict[str, list[Response]] = {}
    for response in responses:
        by_topic.setdefault(asked[response.position].question.topic, []).append(response)
    shares = [
        TopicShare(topic, round(100 * sum(r.mark for r in found) / sum(r.weight for r in found), 1), len(found))
        for topic, found in by_topic.items()
        if topic
    ]
    return tuple(sorted(shares, key=lambda share: (share.mark, share.topic)))
