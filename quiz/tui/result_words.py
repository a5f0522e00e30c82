"""Results in words, shown beside the figures of a quiz, of practice and of a round of mistakes."""

from textual.content import Content

from quiz.questions.text import plural
from quiz.reports.placing import Placing
from quiz.reports.result_lines import (
    OFF_THE_BOARD,
    WITHOUT,
    from_pass_mark,
    placing_in_words,
    right_in_words,
    share_in_words,
)
from quiz.reports.summary import TopicShare
from quiz.services.attempt_session import AttemptSession
from quiz.services.progress import BankProgress, TopicProgress
from quiz.tui.widgets.topic_bars import TopicBar

PRACTICE = Content.styled(WITHOUT, "$muted")
"""What practice is without."""


def quiz_facts(session: AttemptSession, found: Placing | None) -> list[Content]:
    """Return the results of a quiz, one a line; ``found`` is how it compares, once that is known."""
    record, points = session.record, session.result().points
    from_mark = from_pass_mark(session.result(), session.attempt.responses, record.pass_mark)
    # In one line the two do not fit beside the shield of a pass.
    facts = [Content(from_mark), *(Content.styled(fact, "bold") for fact in (_right(session), plural(points, "point", ",")))]
    if not record.on_board:
        return [*facts, Content.styled(OFF_THE_BOARD, "$muted")]
    if found is None:
        return facts
    return [*facts, *map(Content, placing_in_words(found, record.mark, record.pass_mark))]


def practice_facts(session: AttemptSession, known: BankProgress | None) -> list[Content]:
    """Return the results of practice, one a line; ``known`` is the player's progress in the bank, once that is known."""
    if not session.repeats:
        right = Content.styled(_right(session), "bold")
        return [Content(""), right, _you_know(session, known, 0), PRACTICE]
    left = session.pile - session.cleared
    if left:
        to_go = f"{plural(left, 'mistake')} come{'s' if left == 1 else ''} again"
        return [Content(""), Content.styled(to_go, "bold"), _you_know(session, known, session.cleared), PRACTICE]
    each = "1 mistake, right this time" if session.pile == 1 else f"{session.pile} mistakes, each right once"
    return [Content(""), Content.styled(each, "bold"), _you_know(session, known, session.cleared), PRACTICE]


def _right(session: AttemptSession) -> str:
    return right_in_words(session.attempt.responses, session.attempt.scored_count)


def _you_know(session: AttemptSession, known: BankProgress | None, more: int) -> Content:
    if known is None:
        return Content("")
    # At the start of a round the player knew none of its pile.
    than_before = f", {more} more than before" if more else ""
    return Content(f"You know {known.known} of {len(session.bank.scored)} here now{than_before}")


def share_bar(share: TopicShare) -> TopicBar:
    """Return how a topic went: counted, or in per cent if any question was partly right."""
    glyph, colour = (
        ("✔", "$right") if share.right == share.questions else ("◐", "$partly") if share.mark > 0 else ("✘", "$wrong")
    )
    figure, of, words = share_in_words(share)
    return TopicBar(share.topic, figure, of, words, glyph, colour)


def known_bar(topic: TopicProgress) -> TopicBar:
    """Return how much of a topic is known."""
    return TopicBar(topic.topic, topic.known, topic.questions, f"{topic.known} of {topic.questions}")
