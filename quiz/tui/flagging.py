"""Flagging a question for whoever looks after the bank."""

from quiz.services.attempt_session import AttemptSession
from quiz.tui.app import QuizApp


async def flag(app: QuizApp, sitting: AttemptSession, question_id: str) -> None:
    """Flag a question for whoever looks after the bank, or take the flag back, and say which."""
    at = app.backstage.clocks.wall()
    flagged = await app.from_store(lambda: sitting.store.flag(sitting.player.id, sitting.bank.id, question_id, at))
    if flagged is not None:
        app.say("Flagged: the trainer will see it." if flagged else "The flag is off again.")
