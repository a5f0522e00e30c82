"""A bank as a run sheet for leading a session on paper: what is asked, the key, and what to say about it."""

from collections.abc import Mapping

from msgspec import Struct

from quiz.banks.model import Bank, Source
from quiz.play.timing import time_limit
from quiz.questions.handout import Labelled
from quiz.questions.names import fill_names
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.reports.feedback import source_line

CARDS = (("A", "● True · scam"), ("B", "■ False · genuine"), ("C", "▲"), ("D", "◆"))
"""The answer cards on the sheet, each with a letter and its sign."""
CARD_NOTE = "Answer card: print one page for each person, cut it in four, and hold up your answer when the host says so."


class SheetQuestion(Struct, frozen=True, kw_only=True):
    """One question on the sheet."""

    topic: str
    kind: str
    """How to answer, in words."""
    seconds: float | None
    """Time to give; None for none."""
    prompt: str
    shown: tuple[Labelled, ...]
    """What players see beside the prompt: options, steps, a conversation, a story."""
    key: tuple[str, ...]
    talk: tuple[Labelled, ...]
    """What to say: each wrong answer with why it is wrong, or each tell-tale."""
    explanation: str
    action: str
    sources: tuple[Source, ...]

    @property
    def how(self) -> str:
        """How to answer, the time and the topic, in a line."""
        time = plural(self.seconds, "second", "g") if self.seconds else "no time limit"
        return " · ".join(part for part in (self.kind, time, self.topic) if part)

    @property
    def source_lines(self) -> tuple[str, ...]:
        """Its sources, a line each."""
        return tuple(f"Source: {source_line(source, source.url)}" for source in self.sources)


class Sheet(Struct, frozen=True, kw_only=True):
    """A whole run sheet."""

    title: str
    summary: str
    about: str
    """Audience, version and licence in a line."""
    draft: bool
    questions: tuple[SheetQuestion, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes to ask everything, and to talk about each for as long again."""
        return max(1, round(sum(2 * (question.seconds or 30) for question in self.questions) / 60))

    @property
    def overview(self) -> str:
        """How much there is, and for whom, in a line."""
        draft = ["Draft: still being written"] if self.draft else []
        length = f"{plural(len(self.questions), 'question')}, about {plural(self.minutes, 'minute')} with talking"
        return " · ".join([*draft, length, *([self.about] if self.about else [])])


def run_sheet(bank: Bank, names: Mapping[str, str]) -> Sheet:
    """Return the run sheet of a bank; ``names`` are the school's own, for what to do now."""
    about = bank.about
    return Sheet(
        title=about.title,
        summary=about.summary.strip(),
        about=" · ".join(part for part in (about.audience, about.version, about.licence) if part),
        draft=about.draft,
        questions=tuple(_sheet_question(question, bank, names) for question in bank.questions),
    )


def _sheet_question(question: Question, bank: Bank, names: Mapping[str, str]) -> SheetQuestion:
    handout = question.handout()
    return SheetQuestion(
        topic=question.topic,
        kind=handout.how or question.NAME,
        seconds=time_limit(question, bank.about.time_limit, 1.0),
        prompt=question.prompt,
        shown=handout.shown,
        key=handout.key,
        talk=handout.talk,
        explanation=question.explanation,
        action=fill_names(question.action, names),
        sources=tuple(bank.sources[key] for key in question.sources if key in bank.sources),
    )
