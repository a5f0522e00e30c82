"""What is said around the questions: the introduction, outcomes, the score. All of it makes sense when heard."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from typing_extensions import TypeIs

from quiz.banks.model import Source
from quiz.plain.prompts import PROMPTERS
from quiz.play.attempt import Attempt, Response, result_of
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import PRESETS
from quiz.questions.text import about_minutes, cut, plural
from quiz.reports.feedback import Feedback, feedback
from quiz.reports.result_lines import right_in_words
from quiz.reports.summary import answers_to_pass, summarise
from quiz.services.attempt_session import AttemptSession
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import minutes_of

_HOW_TO_ANSWER = (
    "Answer with one line and Enter. An empty line skips a question. Type a question mark for help and any hint.",
    "Type q to stop and keep what you have answered.",
)
_LONGEST_PROMPT = 60
"""Enough of a question to recall it when heard."""


def introduction(session: AttemptSession) -> Iterator[str]:
    """Yield what a player hears before the first question."""
    if _is_top_up(session):
        yield from _top_up_introduction(session)
        return
    bank, attempt, record = session.bank, session.attempt, session.record
    yield f"{bank.title}. {plural(len(attempt.asked), 'question')}. The pass mark is {record.pass_mark:g} per cent."
    if bank.about.draft:
        yield "This bank is a draft: explanations and sources may still be missing."
    if bank.about.summary:
        yield bank.about.summary
    yield _who_plays(session)
    if record.is_practice:
        yield "This is practice: no time runs, and it counts on no board."
    else:
        yield "There is no time limit."
    if record.mode == "quiz" and record.preset != "steady":
        yield f"Points: {PRESETS[record.preset]}."
    yield from _HOW_TO_ANSWER
    if attempt.responses:
        done = plural(len(attempt.responses), "question")
        yield f"You go on where you stopped: {done} {_is_or_are(attempt.responses)} answered already."


def _is_top_up(session: AttemptSession) -> TypeIs[TopUpSession]:
    return isinstance(session, TopUpSession)


def _top_up_introduction(session: TopUpSession) -> Iterator[str]:
    yield f"Top-up: {about_minutes(len(session.chosen), minutes_of(session.chosen))}."
    yield _who_plays(session)
    yield "No time runs, and it counts on no board."
    yield from _HOW_TO_ANSWER


def _who_plays(session: AttemptSession) -> str:
    return f"You play as {session.player.name}{f', team {session.player.team}' if session.player.team else ''}."


def heading(attempt: Attempt) -> str:
    """Return which question comes now, of how many, and its topic."""
    topic = attempt.current.question.topic
    return f"Question {attempt.position + 1} of {len(attempt.asked)}." + (f" Topic: {topic}." if topic else "")


def outcome(
    session: AttemptSession, asked: PresentedQuestion, response: Response, names: Mapping[str, str]
) -> Iterator[str]:
    """Yield everything said after an answer; ``names`` are the school's own. Practice has no points."""
    told = feedback(asked.question, response, session.bank.sources, names)
    prompter = PROMPTERS[type(asked.question)]
    has_points = session.record.mode == "quiz" and response.scored
    yield f"{_verdict(told)} {_points(response.points)}." if has_points else _verdict(told)
    if session.was_missed:
        yield f"You missed this one last time{'' if response.right else ', too'}."
    if response.missed:
        yield from prompter.key(asked.question, asked.arrangement, told)
    if not prompter.TELLS_REASONS:
        yield from (f"About your answer: {why}" for why in told.whys)
    if told.second_look:
        yield told.second_look
    if told.explanation:
        yield f"Why: {told.explanation}"
    if told.action:
        yield f"Do now: {told.action}"
    yield from _sources(told.sources)


def _verdict(told: Feedback) -> str:
    if told.judgement == "partly right":
        return f"Partly right: {told.per_cent} per cent."
    return "Skipped." if told.judgement == "no answer" else f"{told.verdict}."


def _points(points: int) -> str:
    if points < 0:
        return f"You lose {plural(-points, 'point')}"
    return plural(points, "point") if points else "No points"


def _sources(sources: Sequence[Source]) -> Iterator[str]:
    for number, source in enumerate(sources, 1):
        name = f"Source {number} of {len(sources)}" if len(sources) > 1 else "Source"
        note = f" Note: {source.note}." if source.note else ""
        # Of a page that nobody read the note says so.
        day = f" Checked on {source.checked.day} {source.checked:%B %Y}." if source.was_read else ""
        yield f"{name}: {source.title}, {source.publisher}.{day}{note}"
        yield f"Address: {source.url}"


def score(session: AttemptSession, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is said at the end of a finished quiz; ``names`` are the school's own."""
    attempt = session.attempt
    # A top-up's questions come from several banks, each with sources of its own.
    sources = {} if _is_top_up(session) else session.bank.sources
    summary = summarise(attempt.asked, attempt.responses, sources, names)
    yield "That was the last question."
    yield f"You had {right_in_words(attempt.responses, attempt.scored_count)}."
    if not _is_top_up(session):
        yield from _marks(session)
    if summary.to_do:
        yield "Your things to do:"
        for to_do in summary.to_do:
            yield to_do.action
            yield f"That was about: {cut(to_do.about, _LONGEST_PROMPT)}"
    if summary.topics and not _is_top_up(session):
        yield "By topic:"
        for share in summary.topics:
            yield f"{share.topic}: {share.mark:g} per cent of {plural(share.questions, 'question')}."
    if summary.read_again:
        yield "What to read again:"
        yield from (f"{source.title}, {source.publisher}. Address: {source.url}" for source in summary.read_again)


def _marks(session: AttemptSession) -> Iterator[str]:
    """Yield the mark, whether it is a pass or how far off, and the points, as far as they apply."""
    result, record = session.result(), session.record
    yield f"Your mark is {result.mark:g} per cent."
    if record.is_practice:
        yield "This was practice: it counts on no board."
        return
    pass_mark = f"The pass mark is {record.pass_mark:g} per cent."
    if result.passed:
        yield f"You have passed. {pass_mark}"
    else:
        more = answers_to_pass(session.attempt.responses, record.pass_mark)
        yield f"You have not passed yet: {plural(more, 'more right answer')} would do it. {pass_mark}"
    yield f"You have {'minus ' if result.points < 0 else ''}{plural(abs(result.points), 'point')}."
    if not record.on_board:
        yield "This was for practice: it counts on no board."


def stopped(session: AttemptSession, kept: Sequence[Response], *, can_be_asked: bool) -> str:
    """Return what is said when a player stops before the end; ``kept`` is what is in the store.

    A pipe, which cannot be asked, will not be asked whether to resume either: it begins a new quiz.
    """
    of = plural(len(session.attempt.asked), "question")
    if not kept:
        return f"Stopped. None of the {of} is answered yet."
    again = "start the same quiz again under the same name" if can_be_asked else "play the same quiz in a terminal"
    others = "What you left is still due" if _is_top_up(session) else f"To go on, {again}"
    return f"Stopped. {len(kept)} of {of} {_is_or_are(kept)} answered, and that is kept. {others}."


def _is_or_are(responses: Sequence[Response]) -> str:
    return "is" if len(responses) == 1 else "are"


def document(session: AttemptSession, kept: Sequence[Response]) -> dict[str, object]:
    """Return the attempt as ``--json`` prints it; ``kept`` is what is in the store.

    Answers to polls are left out: they are counted without names.
    """
    result = result_of(session.attempt.asked, kept, session.record.pass_mark)
    return {
        "attempt": session.record.id,
        "bank": session.bank.id,
        "player": session.player.name,
        "mark": result.mark,
        "passed": result.passed,
        "points": result.points,
        "responses": [
            {
                "question": response.question_id,
                "answer": msgspec.to_builtins(response.given),
                "mark": response.mark,
                "points": response.points,
                "seconds": response.seconds,
            }
            for response in kept
            if response.scored
        ],
    }
