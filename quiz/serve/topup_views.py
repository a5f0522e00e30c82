"""A top-up on the page: what is due, for the home page, and the results at its end."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from quiz.questions.names import fill_names
from quiz.questions.text import about_minutes
from quiz.reports.feedback import judged
from quiz.reports.result_lines import WITHOUT, right_in_words
from quiz.reports.summary import in_one_line, key_lines
from quiz.serve.messages import DueToday, ToppedUpLine, ToppedUpView
from quiz.serve.views import play_place
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import TopUp, in_how_long, when_again, why_again


def due_today(found: TopUp) -> DueToday | None:
    """Return what is due today; None if nothing is."""
    asked, missed = len(found.questions), found.missed
    if not asked:
        return None
    why = why_again(asked, missed).capitalize()
    return DueToday(asked=about_minutes(asked, found.minutes), why=f"{why}. No clock, no board.")


def topped_up_view(session: TopUpSession, days: Sequence[int], names: Mapping[str, str]) -> ToppedUpView:
    """Return the results of a top-up. Its questions come again after ``days``; ``names`` are the school's own."""
    responses = session.attempt.responses
    all_right = all(response.right for response in responses)
    return ToppedUpView(
        place=replace(play_place(session, session.attempt.position), title="Top-up"),
        verdict="All right" if all_right else "Topped up",
        all_right=all_right,
        lines=(right_in_words(responses, len(responses)), WITHOUT),
        again=tuple(when_again(responses, days)),
        questions=tuple(_lines(session, days, names)),
    )


def _lines(session: TopUpSession, days: Sequence[int], names: Mapping[str, str]) -> Iterator[ToppedUpLine]:
    for response, ahead in sorted(zip(session.attempt.responses, days, strict=True), key=lambda found: found[0].right):
        question = session.attempt.asked[response.position].question
        yield ToppedUpLine(
            prompt=in_one_line(question.prompt),
            judgement=judged(response),
            mark=response.fraction,
            again=in_how_long(ahead),
            key=() if response.right else key_lines(question),
            action="" if response.right else fill_names(question.action, names),
        )
