"""Whether an attempt goes on the board: it does if played by its bank's own rules.

Otherwise the board could be won by length: more questions give more points. Extra time never matters.
"""

from quiz.banks.model import Bank, Preset
from quiz.questions.diagnostics import quoted
from quiz.questions.text import plural


def practice_reasons(
    bank: Bank,
    *,
    questions: int,
    preset: Preset,
    topic: str | None = None,
    seed_given: bool = False,
    shadowed: bool = False,
) -> tuple[str, ...]:
    """Return why such an attempt is for practice, as clauses that follow "because"; nothing if it goes on the board.

    ``questions`` is how many are asked. ``shadowed`` says that the bank was named by its file while another in the folders
    has its id.
    """
    own = bank.quiz_length()
    reasons = {
        f"it asks {plural(questions, 'question')} and this bank's quiz {own}": questions != own,
        f"it asks only about {quoted(topic or '')}": topic is not None,
        f"it gives points by the preset {preset} and this bank by {bank.about.preset}": preset != bank.about.preset,
        "its questions were chosen by a seed": seed_given,
        f"another bank in your folders has the id {quoted(bank.id)}": shadowed,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def practice_notice(reasons: tuple[str, ...], what: str = "quiz") -> str:
    """Say in a sentence, before a quiz or ``what`` begins, that it is for practice. ``reasons`` is not empty."""
    *first, last = reasons
    because = f"{', '.join(first)}, and {last}" if first else last
    return f"This {what} is for practice: it is kept, but counts on no leaderboard, because {because}."
