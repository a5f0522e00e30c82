"""The parts of a pack: what each answers, and the function that makes its files. A new part is a line here."""

from collections.abc import Callable, Iterable
from enum import Enum

from msgspec import Struct

from quiz.reports.pack.about_the_data import about_the_data
from quiz.reports.pack.assessment import assessment, topics
from quiz.reports.pack.cited import sources
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.feedback import feedback
from quiz.reports.pack.governors import governors
from quiz.reports.pack.material import material
from quiz.reports.pack.page import PackFile
from quiz.reports.pack.signed import sign_off
from quiz.reports.pack.staff import completion, follow_up

MONITORING = "https://ico.org.uk/for-organisations/accountability-framework/training-and-awareness/monitoring/"
"""What the ICO's accountability framework expects of monitoring; read as a stored copy on 28 November 2026."""


class Expectation(Enum):
    """What the framework asks of monitoring, in our words; and anything else."""

    ASSESSED = "Understanding is tested at the end, perhaps with a mark that has to be reached"
    RECORDED = "Copies of the material are kept, and who received it"
    FOLLOWED_UP = "Completion is watched at every level, and whoever is not done is followed up"
    FEEDBACK = "Staff can say what they think of the training"
    BESIDE = "Beside these"


class PackPart(Struct, frozen=True):
    """What answers one expectation of an auditor, and how its files are made."""

    answers: Expectation
    files: Callable[[PackFacts], Iterable[PackFile]]
    """What makes its files, the first of them the page to begin with."""


PARTS = (
    PackPart(Expectation.ASSESSED, assessment),
    PackPart(Expectation.ASSESSED, topics),
    PackPart(Expectation.RECORDED, material),
    PackPart(Expectation.RECORDED, completion),
    PackPart(Expectation.RECORDED, sign_off),
    PackPart(Expectation.FOLLOWED_UP, follow_up),
    PackPart(Expectation.FOLLOWED_UP, governors),
    PackPart(Expectation.FEEDBACK, feedback),
    PackPart(Expectation.BESIDE, sources),
    PackPart(Expectation.BESIDE, about_the_data),
)
