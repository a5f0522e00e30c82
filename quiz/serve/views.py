"""Makes the page's views of a bank and an attempt: the card, the question, the feedback on an answer, the results."""

from collections.abc import Mapping, Sequence

from quiz.banks.model import Bank
from quiz.live.messages import WireAnswer, WireOption
from quiz.live.player_views import wire_source
from quiz.live.wire_questions import AskedPart, asked_part
from quiz.play.attempt import Response, State
from quiz.questions.answers import Answer, Picked, Walked
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.questions.text import plural
from quiz.reports.feedback import feedback
from quiz.reports.placing import placing
from quiz.reports.result_lines import OFF_THE_BOARD, from_pass_mark, placing_in_words, right_in_words, share_in_words
from quiz.reports.summary import mark_in_figures, summarise
from quiz.serve.messages import (
    AskView,
    BankCard,
    DecisionTaken,
    FeedbackPart,
    FeedbackView,
    PlayPlace,
    ResultsView,
    Task,
    TopicLine,
)
from quiz.services.attempt_session import AttemptSession
from quiz.services.progress import BankProgress


def bank_card(bank: Bank, stands: BankProgress, minutes: int) -> BankCard:
    """Return the card of a bank for a player whose progress is ``stands``; a quiz in it takes ``minutes``."""
    left = stands.unfinished
    return BankCard(
        id=bank.id,
        title=bank.title,
        summary=bank.about.summary,
        questions=bank.quiz_length(),
        minutes=minutes,
        pass_mark=bank.about.pass_mark,
        is_draft=bank.about.draft,
        best=mark_in_figures(stands.best.mark, bank.about.pass_mark) if stands.best else "",
        passed=stands.has_passed(bank),
        missed=len(stands.missed),
        attempt=left.record.id if left else "",
        answered=left.answered if left else 0,
        of=len(left.record.questions) if left else 0,
    )


def choices_taken(question: Question, seed: int, path: Sequence[int]) -> tuple[int, ...]:
    """Translate decisions in a story from positions on the screen, ``path``, to those in the bank file.

    Raises ValueError if one is impossible, or the question is not a story.
    """
    taken: list[int] = []
    try:
        for position in path:
            taken.append(question.order_shown(seed, taken)[position])
        if path and not isinstance(question, Scenario):
            raise IndexError
    except IndexError:
        raise ValueError("There is no such way through the story.") from None
    return tuple(taken)


def given_answer(session: AttemptSession, shown: WireAnswer, path: Sequence[int]) -> Answer | tuple[int, ...]:
    """Return an answer in positions of the bank file; in a story that goes on, the decisions so far as a tuple.

    Raises ValueError if it is not an answer to the open question.
    """
    question, seed = session.attempt.current.question, session.record.seed
    taken = choices_taken(question, seed, path)
    part = asked_part(question, seed, taken)
    answer = part.read(shown)
    if not part.part.accepts(answer):
        raise ValueError(f"That is not an answer to this question. {question.how_to_answer()}".rstrip())
    if isinstance(question, Scenario) and isinstance(answer, Picked):
        taken = (*taken, *answer.options)
        return Walked(taken) if question.scene_after(taken).end else taken
    return answer


def play_place(session: AttemptSession, position: int) -> PlayPlace:
    """Return the place of the question with this position."""
    return PlayPlace(
        attempt=session.id,
        title=f"Top-up · {session.bank.title}" if session.record.mode == "topup" else session.bank.title,
        question=position + 1,
        of=len(session.attempt.asked),
        mode=session.record.mode,
    )


def ask_view(session: AttemptSession, given: Response | None, path: Sequence[int] = (), sentence: str = "") -> AskView:
    """Return the open question; in a story, after the decisions ``path``, which are positions on the screen.

    If an answer is ``given``, the page asks how sure the player is of it; ``sentence`` says why one that was sent is not
    accepted. Raises ValueError for an impossible path.
    """
    attempt, seed = session.attempt, session.record.seed
    question = attempt.current.question
    walked = given.given if given else None
    # A finished story is shown at its last decision, with all that were taken.
    taken = walked.choices if isinstance(walked, Walked) else choices_taken(question, seed, path)
    part = asked_part(question, seed, taken[:-1] if isinstance(walked, Walked) else taken)
    left = attempt.seconds_left()
    decided = question.taken(taken) if isinstance(question, Scenario) else ()
    return AskView(
        place=play_place(session, attempt.position),
        question=part.wire(),
        hint=question.hint,
        seconds=None if left is None else round(left, 2),
        total=attempt.current.limit,
        path=tuple(path),
        decided=tuple(DecisionTaken(text=one.text, why=one.why, mark=float(one.mark)) for one in decided),
        given=_shown(part, given.given) if given else None,
        sentence=sentence,
        certainty_first=attempt.preset == "certainty" and attempt.asks_certainty and attempt.state is State.SHOWN,
    )


def _shown(part: AskedPart, given: Answer | None) -> WireAnswer:
    """Return an answer as the page draws it; empty for a finished story."""
    return WireAnswer() if given is None or isinstance(given, Walked) else part.write(given)


def feedback_view(session: AttemptSession, names: Mapping[str, str]) -> FeedbackView:
    """Return what came of the latest answer; ``names`` are the school's own. Raises StoreError."""
    response = session.attempt.latest
    assert response
    return FeedbackView(
        place=play_place(session, response.position),
        feedback=_feedback_part(session, response, names),
        flagged=session.store.is_flagged(session.player.id, session.bank.id, response.question_id),
    )


def _feedback_part(session: AttemptSession, response: Response, names: Mapping[str, str]) -> FeedbackPart:
    question = session.attempt.asked[response.position].question
    told = feedback(question, response, session.bank.sources, names)
    part = asked_part(question, session.record.seed)
    options, right_options = _key(part)
    picked = part.write(response.given).picked or () if options and response.given else ()
    partly = f": {told.per_cent} %" if told.judgement == "partly right" else ""
    return FeedbackPart(
        prompt=question.prompt,
        verdict=f"{told.verdict}{partly}",
        answered=response.given is not None,
        scored=response.scored,
        right=response.right,
        mark=response.fraction,
        points=response.points if session.record.mode == "quiz" and response.scored else None,
        key_heading=question.KEY_HEADING,
        key=told.key,
        options=options,
        right_options=right_options,
        given=told.given,
        picked=picked,
        why=told.whys,
        second_look=told.second_look,
        explanation=told.explanation,
        action=told.action,
        sources=tuple(wire_source(source) for source in told.sources),
    )


def _key(part: AskedPart) -> tuple[tuple[WireOption, ...], tuple[int, ...]]:
    """Return a question's options and the positions of the right ones; both empty if it is not about picking options."""
    columns = part.question.columns()
    options = part.wire().options if columns else ()
    if not options or len(columns) != len(options):
        return (), ()
    return options, tuple(shown for shown, position in enumerate(part.order) if columns[position].fraction == 1)


def results_view(session: AttemptSession, names: Mapping[str, str]) -> ResultsView:
    """Return the results of a finished attempt; ``names`` are the school's own. Raises StoreError."""
    attempt, record, result = session.attempt, session.record, session.result()
    summary = summarise(attempt.asked, attempt.responses, session.bank.sources, names)
    is_quiz = record.mode == "quiz"
    all_right = not summary.to_review
    return ResultsView(
        place=play_place(session, attempt.position),
        bank=session.bank.id,
        verdict=_verdict(session, all_right=all_right),
        passed=result.passed if is_quiz else all_right,
        mark=mark_in_figures(result.mark, record.pass_mark),
        lines=tuple(_result_lines(session)),
        to_do=tuple(Task(one.action, one.about) for one in summary.to_do),
        topics=tuple(TopicLine(one.topic, share_in_words(one)[2], one.mark) for one in summary.topics),
        read_again=tuple(wire_source(source) for source in summary.read_again),
        missed=tuple(_feedback_part(session, response, names) for response in summary.to_review),
        has_certificate=is_quiz and result.passed and record.on_board,
        is_on_board=record.on_board,
    )


def _verdict(session: AttemptSession, *, all_right: bool) -> str:
    if session.record.mode == "quiz":
        return "Passed" if session.result().passed else "Not passed yet"
    return "All right" if all_right else "Practised"


def _result_lines(session: AttemptSession) -> list[str]:
    record, result = session.record, session.result()
    right = right_in_words(session.attempt.responses, session.attempt.scored_count)
    if record.mode != "quiz":
        return [right, "Practice has no clock and counts on no board"]
    from_mark = from_pass_mark(result, session.attempt.responses, record.pass_mark)
    lines = [from_mark, f"{right} · {plural(result.points, 'point', ',')}"]
    if not record.on_board:
        return [*lines, OFF_THE_BOARD]
    found = placing(session.store, record)
    return [*lines, *(placing_in_words(found, record.mark, record.pass_mark) if found else ())]
