"""What a pack of evidence is made from, read once and handed to every part."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.reports.completion import Completion
from quiz.reports.pack.figures import CourseFigure
from quiz.reports.topics import TopicReport


class PlayedVersion(Struct, frozen=True, kw_only=True):
    """A text of a bank that was played, or the hash alone of one that was not kept."""

    bank_id: str
    version: str
    bank_hash: str
    bank: Bank | None
    """None if its text was not kept, or cannot be read."""
    first: date | None
    """The first day on which a person, not a guest, finished a quiz at it; None if too few have."""
    last: date | None
    """The last one."""


class Keeping(Struct, frozen=True, kw_only=True):
    """How long the store keeps what people did, in words."""

    rule: str
    """For example ``18 months``; empty where no rule is set."""
    overdue: str
    """What is kept for longer than that, but not how much, which would be a count of quizzes. Empty for nothing."""
    on_server: bool
    """Whether everything is kept in a database on a server rather than a file."""


class PackFacts(Struct, frozen=True, kw_only=True):
    """Everything that the parts of a pack are made from."""

    day: date
    """The day on which it is made."""
    clock: str
    """The time zone of its days, for example GMT."""
    program: str
    """Name and version of this program."""
    lead: str
    """Who follows up, as the school's file names the data protection lead; empty for nobody."""
    completion: Completion
    """Who has done what; guests are in none of its figures."""
    figures: tuple[CourseFigure, ...]
    """The same without names."""
    list_notes: tuple[str, ...]
    """How the list of staff and the records of other training were read, a sentence each."""
    banks: tuple[Bank, ...]
    """The banks of the courses, as they are today."""
    versions: tuple[PlayedVersion, ...]
    """The same as they were played, the last played at the end."""
    means: Mapping[str, int | None]
    """The mean mark at each bank in per cent, by the bank's id; None for too few people."""
    flags: Mapping[str, Mapping[str, int]]
    """How many people have flagged each question, by the bank's id and the question's."""
    topics: TopicReport
    sign_off: tuple[tuple[str, ...], ...]
    """Who has acknowledged which policy, as rows of ``quiz.reports.sign_off``."""
    keeping: Keeping

    def prompt(self, bank_id: str, question_id: str) -> str:
        """Return what a question asks, today or when last played; empty if that is lost."""
        known = [*(bank for bank in self.banks if bank.id == bank_id), *reversed(self._kept(bank_id))]
        found = (bank.question(question_id) for bank in known)
        return next((question.prompt for question in found if question), "")

    def _kept(self, bank_id: str) -> list[Bank]:
        return [one.bank for one in self.versions if one.bank and one.bank_id == bank_id]
