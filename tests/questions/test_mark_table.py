"""How much of a question was right, computed by hand from the table of the bank format, a row for each case."""

import pytest

from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.conversation import Line
from quiz.questions.question import Question
from tests.builders import match, multiple, number, order, scenario, short, single, spot, true_false

# The builders' questions: single has its key at 1; multiple at 0 and 2; match wants the boxes A, B, A, C and has the
# distractor D; spot has its tell-tales in the lines 1 and 3; scenario has the marks 1 and then 1, 0.5 or 0, or else 0.
GENUINE = spot(verdict="genuine", lines=(Line(text="a"), Line(text="b")))
EXAMPLES: list[tuple[Question, Answer, float]] = [
    (single(), Picked((1,)), 1),
    (single(), Picked((0,)), 0),
    (multiple(), Picked((0, 2)), 1),
    (multiple(), Picked((2, 0)), 1),
    (multiple(), Picked((0,)), 1 / 2),
    (multiple(), Picked((0, 1)), 0),
    (multiple(), Picked((0, 1, 2)), 1 / 2),
    (multiple(), Picked((1, 3)), 0),
    (multiple(), Picked((0, 1, 2, 3)), 0),
    (multiple(right=(0, 1, 2), of=5), Picked((0, 1, 4)), 1 / 3),
    (multiple(), Picked((0, 0, 0)), 1 / 2),
    (true_false(answer=True), Judged(True), 1),
    (true_false(answer=True), Judged(False), 0),
    (true_false(answer=False), Judged(False), 1),
    (order(), Ordered((0, 1, 2, 3)), 1),
    (order(), Ordered((1, 0, 2, 3)), 2 / 3),
    (order(), Ordered((1, 2, 0, 3)), 1 / 3),
    (order(), Ordered((1, 0, 3, 2)), 1 / 3),
    (order(), Ordered((1, 2, 3, 0)), 0),
    (order(), Ordered((2, 3, 0, 1)), 0),
    (order(), Ordered((3, 2, 1, 0)), 0),
    (match(), Matched(("A", "B", "A", "C")), 1),
    (match(), Matched(("A", "B", "A", "A")), 3 / 4),
    (match(), Matched(("A", None, None, None)), 1 / 4),
    (match(), Matched(("D", "D", "D", "D")), 0),
    (number(answer=72), Typed("72"), 1),
    (number(answer=72), Typed("72 hours"), 1),
    (number(answer=72), Typed("72.5"), 0),
    (number(answer=72, tolerance=1), Typed("73"), 1),
    (number(answer=72, tolerance=1), Typed("71"), 1),
    (number(answer=72, tolerance=1), Typed("73.01"), 0),
    (number(answer=1, tolerance=0.1), Typed("1.1"), 1),
    (number(answer=17.5, unit="million"), Typed("£17.5 million"), 1),
    (number(answer=17500000), Typed("17,500,000"), 1),
    (number(answer=-4), Typed(" -4 "), 1),
    (number(answer=4, unit="%"), Typed("4%"), 1),
    (number(answer=72), Typed("seventy-two"), 1),
    (number(answer=72), Typed("Seventy two hours."), 1),
    (number(answer=72), Typed("seventy"), 0),
    (number(answer=72), Typed("72h"), 1),
    (number(answer=1.5), Typed("1,5"), 1),
    (number(answer=1200, unit=""), Typed("1 200"), 1),
    (number(answer=100, unit="%"), Typed("a hundred per cent"), 1),
    (short("short", "Report Fraud"), Typed("report fraud"), 1),
    (short("short", "Report Fraud"), Typed("  REPORT   fraud. "), 1),
    (short("short", "Report Fraud."), Typed("report fraud"), 1),
    (short("short", "Straße"), Typed("STRASSE"), 1),
    (short("short", "ICO", "Information Commissioner"), Typed("ico"), 1),
    (short("short", "Report Fraud"), Typed("action fraud"), 0),
    (short("short", "Report Fraud"), Typed("reprot fraud"), 1),
    (short("short", "Report Fraud"), Typed("reportt fraud"), 1),
    (short("short", "Report Fraud"), Typed("reprot frau"), 0),
    (short("short", "Report Fraud", exact=True), Typed("reprot fraud"), 0),
    (short("short", "linked devices"), Typed("likned devics"), 1),
    (short("short", "reportfraud.police.uk"), Typed("reprtfraud.police.uk"), 0),
    (short("short", "call 101202"), Typed("call 101203"), 0),
    (short("short", "employer", "employee rights"), Typed("employee"), 0),
    (spot(), Spotted("scam", (1, 3)), 1),
    (spot(), Spotted("scam", (1,)), 3 / 4),
    (spot(), Spotted("scam", (1, 3, 0)), 3 / 4),
    (spot(), Spotted("scam", (0, 2)), 1 / 2),
    (spot(), Spotted("scam"), 1 / 2),
    (spot(), Spotted("genuine", (1, 3)), 0),
    (GENUINE, Spotted("genuine"), 1),
    (GENUINE, Spotted("genuine", (0,)), 1 / 2),
    (GENUINE, Spotted("scam"), 0),
    (scenario(), Walked((0, 0)), 1),
    (scenario(), Walked((0, 1)), 3 / 4),
    (scenario(), Walked((0, 2)), 1 / 2),
    (scenario(), Walked((1,)), 0),
]


@pytest.mark.parametrize(("question", "answer", "mark"), EXAMPLES)
def test_marks_by_hand(question: Question, answer: Answer, mark: float) -> None:
    assert question.mark(answer) == pytest.approx(mark, abs=1e-12)


UNREADABLE: list[tuple[Question, Answer]] = [
    (single(), Picked(())),
    (single(), Picked((0, 1))),
    (single(), Picked((4,))),
    (single(), Picked((-1,))),
    (multiple(), Picked(())),
    (multiple(), Picked((1, 1))),
    (multiple(), Picked((0, 9))),
    (order(), Ordered((0, 1, 2))),
    (order(), Ordered((0, 1, 2, 2))),
    (order(), Ordered((1, 2, 3, 4))),
    (match(), Matched(("A", "B"))),
    (match(), Matched(("A", "B", "A", "Z"))),
    (match(), Matched((None, None, None, None))),
    (number(), Typed("about seventy")),
    (number(), Typed("72 or 73")),
    (number(), Typed("3 days")),
    (number(), Typed("1234,567")),
    (number(), Typed("twelve hundred")),
    (number(), Typed("½")),
    (number(), Typed("1e3")),
    (number(), Typed("-")),
    (short(), Typed("  ")),
    (short(), Typed(".")),
    (spot(), Spotted("scam", (4,))),
    (spot(), Spotted("scam", (1, 1))),
    (scenario(), Walked(())),
    (scenario(), Walked((0,))),
    (scenario(), Walked((0, 3))),
    (scenario(), Walked((0, -1))),
    (scenario(), Walked((0, 0, 0))),
]


@pytest.mark.parametrize(("question", "answer"), UNREADABLE)
def test_what_the_question_cannot_have_as_answer_cannot_be_read(question: Question, answer: Answer) -> None:
    assert not question.accepts(answer)
