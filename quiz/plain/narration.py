"""What is said around the questions: the beginning, what came of an answer, the score. All of it makes sense when heard."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from quiz.banks.model import Bank, Source
from quiz.plain.prompts import PROMPTERS
from quiz.play.attempt import Attempt, Response, result_of
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import PRESETS
from quiz.questions.text import plural
from quiz.reports.feedback import Feedback, feedback
from quiz.reports.summary import summarise
from quiz.services.attempt_session import AttemptSession


def introduction(session: AttemptSession) -> Iterator[str]:
    """Yield what a player hears before the first question."""
    bank, attempt, record = session.bank, session.attempt, session.record
    yield f"{bank.title}. {plural(len(attempt.asked), 'question')}. The pass mark is {record.pass_mark:g} per cent."
    if bank.about.draft:
        yield "This bank is a draft: explanations and sources may still be missing."
    if bank.about.summary:
        yield bank.about.summary
    yield f"You play as {session.player.name}{f', team {session.player.team}' if session.player.team else ''}."
    if record.mode == "learn":
        yield "This is practice: no time runs, and it counts on no board."
    elif any(asked.limit is not None for asked in attempt.asked):
        yield "Questions have time limits, which are said with them. An answer that comes later counts as time up."
    else:
        yield "There is no time limit."
    if record.preset != "steady":
        yield f"Points: {PRESETS[record.preset]}."
    yield "Answer with one line and Enter. An empty line skips a question. Type a question mark for help and any hint."
    yield "Type q to stop and keep what you have answered."
    if attempt.responses:
        done = plural(len(attempt.responses), "question")
        yield f"You go on where you stopped: {done} {_is_or_are(attempt.responses)} answered already."


def heading(attempt: Attempt) -> str:
    """Return which question comes now, of how many, and its topic."""
    topic = attempt.current.question.topic
    return f"Question {attempt.position + 1} of {len(attempt.asked)}." + (f" Topic: {topic}." if topic else "")


def time_left(attempt: Attempt) -> Iterator[str]:
    """Yield how long there is left for the question, where time runs."""
    seconds = attempt.seconds_left()
    if seconds is None or seconds <= 0:
        return
    minutes, rest = divmod(max(round(seconds), 1), 60)
    parts = [plural(minutes, "minute")] * (minutes > 0) + [plural(rest, "second")] * (rest > 0)
    yield f"You have {' and '.join(parts)}."


def outcome(asked: PresentedQuestion, response: Response, bank: Bank, names: Mapping[str, str]) -> Iterator[str]:
    """Yield everything that is said after an answer; ``names`` are the school's own."""
    told = feedback(asked.question, response, bank.sources, names)
    prompter = PROMPTERS[type(asked.question)]
    yield f"{_verdict(told)} {_points(response.points)}."
    if not response.right:
        yield from prompter.key(asked.question, asked.arrangement, told)
    if not prompter.TELLS_REASONS:
        yield from (f"About your answer: {why}" for why in told.whys)
    if told.explanation:
        yield f"Why: {told.explanation}"
    if told.action:
        yield f"Do now: {told.action}"
    yield from _sources(told.sources)


def _verdict(told: Feedback) -> str:
    if told.judgement == "partly right":
        # A part is never said to be nothing or all, whatever the rounding.
        return f"Partly right: {min(max(round(100 * told.share), 1), 99)} per cent."
    return "Skipped." if told.judgement == "no answer" else f"{told.judgement.capitalize()}."


def _points(points: int) -> str:
    if points < 0:
        return f"You lose {plural(-points, 'point')}"
    return plural(points, "point") if points else "No points"


def _sources(sources: Sequence[Source]) -> Iterator[str]:
    for number, source in enumerate(sources, 1):
        name = f"Source {number} of {len(sources)}" if len(sources) > 1 else "Source"
        note = f" Note: {source.note}." if source.note else ""
        yield f"{name}: {source.title}, {source.publisher}. Checked on {source.checked.day} {source.checked:%B %Y}.{note}"
        yield f"Address: {source.url}"


def score(session: AttemptSession) -> Iterator[str]:
    """Yield what is said at the end of a quiz that was played through."""
    attempt, result = session.attempt, session.result()
    summary = summarise(attempt.asked, attempt.responses, session.bank.sources)
    yield "That was the last question."
    yield f"You had {summary.right} of {plural(len(attempt.asked), 'question')} right."
    passed = "You have passed" if result.passed else "You have not passed"
    yield f"Your mark is {result.mark:g} per cent. {passed}: the pass mark is {session.record.pass_mark:g} per cent."
    yield f"You have {'minus ' if result.points < 0 else ''}{plural(abs(result.points), 'point')}."
    if summary.topics:
        yield "By topic:"
        for share in summary.topics:
            yield f"{share.topic}: {share.mark:g} per cent of {plural(share.questions, 'question')}."
    if summary.read_again:
        yield "What to read again:"
        yield from (f"{source.title}, {source.publisher}. Address: {source.url}" for source in summary.read_again)


def stopped(session: AttemptSession, kept: Sequence[Response]) -> str:
    """Return what is said when a player leaves before the end; ``kept`` is what is in the store."""
    of = plural(len(session.attempt.asked), "question")
    if not kept:
        return f"Stopped. None of the {of} is answered yet."
    return (
        f"Stopped. {len(kept)} of {of} {_is_or_are(kept)} answered, and that is kept. "
        "To go on, start the same quiz again under the same name."
    )


def _is_or_are(responses: Sequence[Response]) -> str:
    return "is" if len(responses) == 1 else "are"


def document(session: AttemptSession, kept: Sequence[Response]) -> dict[str, object]:
    """Return the attempt as what ``--json`` prints; ``kept`` is what is in the store."""
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
        ],
    }
