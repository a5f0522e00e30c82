"""The statistics of a bank's questions: of which quizzes, pooled over versions, and nothing of too few people."""

import csv
import io
from collections.abc import Mapping

import msgspec
import pytest

from quiz.banks.model import Bank
from quiz.questions.answers import Answer, Judged, Picked, Typed
from quiz.questions.question import Question
from quiz.reports.item_report import ItemReport, Which, chosen_attempts, item_report
from quiz.reports.item_report_text import item_report_csv, item_report_lines
from quiz.store.finished import FinishedAttempt, GivenAnswer
from tests import builders

RIGHT, WRONG = Picked((1,)), Picked((0,))


class Played:
    """Quizzes that were finished in a test, in the order in which they began."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.attempts: list[FinishedAttempt] = []
        self.answers: list[GivenAnswer] = []

    def quiz(self, player: str, given: Mapping[str, Answer | None], of: Bank | None = None) -> None:
        """Let somebody finish a quiz of these questions, by the bank or another version of it."""
        bank = of or self.bank
        identifier = f"a{len(self.attempts)}"
        marks = [(question, self._asked(bank, question).mark(answer)) for question, answer in given.items()]
        usual = msgspec.structs.replace(_ATTEMPT, bank_hash=bank.content_hash, length=len(given))
        mark = 100 * sum(mark for _, mark in marks) / len(marks)
        self.attempts.append(msgspec.structs.replace(usual, id=identifier, player_id=player, name=player, mark=mark))
        for question, got in marks:
            answer = given[question]
            self.answers.append(
                GivenAnswer(
                    attempt_id=identifier,
                    question_id=question,
                    outcome="skipped" if answer is None else "answered",
                    given=None if answer is None else msgspec.json.encode(answer).decode(),
                    mark=got * self._asked(bank, question).worth,
                    weight=self._asked(bank, question).worth,
                    certainty=None,
                )
            )

    def _asked(self, bank: Bank, question_id: str) -> Question:
        return bank.question(question_id) or builders.single(question_id)

    def report(self, which: Which = "first", *versions: Bank) -> ItemReport:
        played = {version.content_hash: version for version in versions}
        return item_report(self.bank, played, self.attempts, self.answers, which)


_ATTEMPT = FinishedAttempt(
    id="",
    player_id="",
    name="",
    guest=False,
    anonymous=False,
    team="",
    site="",
    origin="app",
    game_id=None,
    bank_id="first",
    bank_version="1",
    bank_hash="",
    length=1,
    mark=0.0,
    points=0,
    pass_mark=80.0,
    passed=False,
    on_board=True,
    started_at=1,
    ended_at=2,
)


def evening(people: int, *questions: Question) -> Played:
    """Let so many people play: the better half knows everything, the others a question less one after another."""
    played = Played(builders.bank(*(questions or (builders.single("a"), builders.single("b"), builders.single("c")))))
    for place in range(people):
        known = place % 4
        given = {question.id: RIGHT if known > number else WRONG for number, question in enumerate(played.bank.questions)}
        played.quiz(f"p{place}", given)
    return played


@pytest.mark.parametrize(
    ("which", "ids"),
    [("first", ["a0", "a2"]), ("best", ["a1", "a2"]), ("last", ["a3", "a4"]), ("all", ["a0", "a1", "a2", "a3", "a4"])],
)
def test_which_quizzes_of_each_person_count(which: Which, ids: list[str]) -> None:
    played = Played(builders.bank(builders.single("a"), builders.single("b")))
    for player, right in (("Ann", 1), ("Ann", 2), ("Bob", 1), ("Ann", 2), ("Bob", 1)):
        played.quiz(player, {name: RIGHT if place < right else WRONG for place, name in enumerate("ab")})
    assert sorted(attempt.id for attempt in chosen_attempts(played.attempts, which)) == ids
    report = played.report(which)
    assert (report.people, report.attempts) == (2, len(ids))


@pytest.mark.parametrize(
    ("people", "knows", "discriminates", "wanting"),
    [(4, False, False, (1, 16)), (5, True, False, (0, 15)), (19, True, False, (0, 1)), (20, True, True, (0, 0))],
)
def test_figures_want_people(people: int, knows: bool, discriminates: bool, wanting: tuple[int, int]) -> None:
    item = evening(people).report().items[0]
    figures = item.figures
    assert figures is not None
    assert (figures.facility is not None, figures.discrimination_index is not None) == (knows, discriminates)
    assert (figures.discriminative_efficiency is not None, figures.sd is not None) == (discriminates, knows)
    assert (figures.people_wanting, figures.people_wanting_to_discriminate) == wanting
    assert (item.counts is not None, item.commonest_wrong is not None) == (knows, knows)
    assert item.people == people


def test_people_are_counted_and_not_their_quizzes() -> None:
    played = Played(builders.bank(builders.single("a"), builders.single("b")))
    for _ in range(5):
        for player in ("Ann", "Bob", "Cem", "Dee"):
            played.quiz(player, {"a": RIGHT, "b": WRONG})
    item = played.report("all").items[0]
    assert (item.people, item.figures and item.figures.facility, item.counts) == (4, None, None)


def test_a_question_has_its_figures_its_counts_and_the_wrong_answer_that_won() -> None:
    report = evening(40).report()
    assert (report.people, report.attempts, report.answers_changed, report.answers_unknown) == (40, 40, 0, 0)
    a, b, c = report.items
    assert (a.id, a.kind, a.prompt, a.key) == ("a", "One answer", "What about a?", ("option 1",))
    assert [item.figures and item.figures.facility for item in (a, b, c)] == [75, 50, 25]
    assert b.figures is not None
    assert b.figures.discrimination_index == pytest.approx(70.71)
    assert b.figures.discriminative_efficiency == 100
    assert a.counts is not None
    assert (a.counts.right, a.counts.wrong, a.counts.unanswered) == (30, 10, 0)
    assert c.commonest_wrong is not None
    assert (c.commonest_wrong.answer.text, c.commonest_wrong.answer.count, c.commonest_wrong.outvotes) == (
        "option 0",
        30,
        True,
    )
    assert [notice.concern for notice in c.notices] == ["key-outvoted"]
    assert report.consistency is not None
    assert report.standard_error is not None


def test_of_fewer_than_twenty_people_nothing_is_said_of_the_whole_quiz() -> None:
    report = evening(19).report()
    assert report.consistency is report.standard_error is None


def test_a_question_that_nobody_was_asked_stands_there_without_figures() -> None:
    played = Played(builders.bank(builders.single("a"), builders.single("b")))
    assert [(item.id, item.people, item.counts) for item in played.report().items] == [("a", 0, None), ("b", 0, None)]
    lines = item_report_lines(played.report())
    assert lines[-1] == "Nobody has finished a quiz at it yet."
    assert item_report_lines(played.report(), "since 1 Sep 2026")[-1] == "Nobody has finished a quiz at it since then."


def test_answers_to_an_equal_question_of_an_earlier_version_count_and_others_do_not() -> None:
    now = builders.bank(builders.single("a", explanation="Better said."), builders.single("b", prompt="Asked otherwise"))
    before = builders.bank(builders.single("a"), builders.single("b"), builders.single("gone"), content_hash="f" * 16)
    lost = builders.bank(builders.single("a"), content_hash="e" * 16)
    played = Played(now)
    for place in range(6):
        played.quiz(f"p{place}", {"a": RIGHT, "b": WRONG, "gone": RIGHT}, before)
    played.quiz("new", {"a": WRONG, "b": RIGHT})
    played.quiz("lost", {"a": WRONG}, lost)
    report = played.report("first", before)
    a, b = report.items
    assert a.figures is not None
    assert (a.people, a.figures.facility) == (7, 85.71)
    assert (b.people, report.answers_changed, report.answers_unknown) == (1, 12, 1)
    # Without the text of that version nobody knows what was asked.
    assert played.report().items[0].people == 1
    assert played.report().answers_unknown == 19


def test_a_question_that_has_another_id_now_is_the_same_question() -> None:
    before = builders.bank(builders.single("old", prompt="What?"), content_hash="f" * 16)
    played = Played(builders.bank(builders.single("new", prompt="What?")))
    for place in range(5):
        played.quiz(f"p{place}", {"old": RIGHT}, before)
    (item,) = played.report("first", before).items
    assert (item.id, item.people) == ("new", 5)


def test_two_questions_with_one_task_keep_their_own_answers() -> None:
    played = Played(builders.bank(builders.single("a", prompt="What?"), builders.single("b", prompt="What?")))
    for place in range(5):
        played.quiz(f"p{place}", {"b": RIGHT})
    assert [item.people for item in played.report().items] == [0, 5]


def test_a_poll_has_counts_and_no_figures() -> None:
    played = Played(builders.bank(builders.single("a"), builders.poll("b")))
    for place in range(6):
        played.quiz(f"p{place}", {"a": RIGHT, "b": Picked((place % 2,))})
    a, b = played.report().items
    assert a.figures is not None
    assert (b.figures, b.commonest_wrong, b.notices, b.key) == (None, None, (), ())
    assert b.counts is not None
    assert [one.count for one in b.counts.parts[0].counts] == [3, 3, 0]


def test_the_lines_tell_figures_how_many_are_wanting_and_what_to_look_at() -> None:
    played = evening(40)
    for place in range(3):
        played.quiz(f"few{place}", {"a": RIGHT})
    lines = item_report_lines(played.report(), "since 1 Sep 2026")
    assert lines[0] == "The first bank · first quizzes · 43 people · since 1 Sep 2026"
    assert lines[4:7] == [
        "a      43      77 %       52      100     10  option 0",
        "b      40      50 %       71      100     20  option 0",
        "c      40      25 %       52      100 !   30  option 0 (more than the key)",
    ]
    assert "What to look at" in lines
    assert lines[lines.index("What to look at") + 2 :][:2] == [
        "c: What about c?",
        "   ! More chose “option 0” than the right answer: check the key, or brief on it.",
    ]


def test_it_is_told_how_many_people_are_wanting() -> None:
    lines = item_report_lines(evening(3).report())
    assert lines[4] == "a       3    2 more"
    assert not any("option" in line for line in lines)
    assert item_report_lines(evening(18).report())[4] == "a      18      72 %   2 more   2 more      5  option 0"


def test_an_id_that_is_too_long_for_its_column_pushes_no_figure_aside() -> None:
    long = "within-how-many-hours-is-a-serious-breach-reported-to-the"
    played = Played(builders.bank(builders.single("a"), builders.single(long)))
    for place in range(5):
        played.quiz(f"p{place}", {"a": RIGHT, long: RIGHT})
    heading, short, alone, figures = item_report_lines(played.report())[3:7]
    assert alone == long
    assert short.index("100 %") == figures.index("100 %") == heading.index("known by") + len("known by") - len("100 %")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    text = "option 0 which is very long, as options of real banks often are, to the very end of the line and further on"
    options = tuple(msgspec.structs.replace(option, text=f"{option.text} {text}") for option in builders.single("a").options)
    long = builders.single("an-id-that-is-rather-long-for-one", options=options, prompt=f"Which one? {text}")
    lines = item_report_lines(
        evening(40, builders.single("b"), builders.single("c"), long).report(), "since 1 Sep 2026", width
    )
    assert max(map(len, lines)) <= width
    told = " ".join(" ".join(lines).split())
    assert "an-id-that-is-rather-long-for-one: Which one? option 0 which" in told
    assert f"More chose “option 0 {text}” than the right answer: check the key, or brief on it." in told


def test_in_a_narrow_window_ids_figures_and_answers_stand_one_below_the_other() -> None:
    report = evening(40, builders.single("a-rather-long-id"), builders.single("b")).report()
    narrow, usual = item_report_lines(report, width=40), item_report_lines(report, width=80)
    assert narrow[narrow.index("a-rather-long-id") :][:4] == [
        "a-rather-long-id",
        "       40      75 %       58      100",
        "    10  option 0",
        "b",
    ]
    assert usual[4:6] == ["a-rather-long-id      40      75 %       58      100", "    10  option 0"]


def test_a_name_is_in_no_form_of_it_and_typed_words_are_in_none() -> None:
    played = Played(builders.bank(builders.short("a"), builders.true_false("b")))
    for place in range(30):
        played.quiz(f"Zebedee {place}", {"a": Typed("Yolanda did it"), "b": Judged(place % 2 == 0)})
    report = played.report()
    for told in ("\n".join(item_report_lines(report)), item_report_csv(report), str(msgspec.to_builtins(report))):
        assert "What about a?" in told or "a  " in told
        assert not any(word in told.casefold() for word in ("zebedee", "yolanda", "did it"))


def test_the_table_has_a_row_an_answer_and_one_at_least_a_question() -> None:
    played = Played(builders.bank(builders.single("a"), builders.short("b"), builders.single("never")))
    for place in range(40):
        played.quiz(f"p{place}", {"a": RIGHT if place % 4 else WRONG, "b": Typed("report fraud")})
    rows = list(csv.DictReader(io.StringIO(item_report_csv(played.report()))))
    assert [(row["question"], row["answer"], row["right"], row["count"], row["answered"]) for row in rows] == [
        ("a", "option 0", "no", "10", "40"),
        ("a", "option 1", "yes", "30", "40"),
        ("a", "option 2", "no", "0", "40"),
        ("a", "option 3", "no", "0", "40"),
        ("b", "", "", "", ""),
        ("never", "", "", "", ""),
    ]
    assert (rows[0]["known by"], rows[0]["people"], rows[0]["all right"], rows[0]["not answered"]) == (
        "75.0",
        "40",
        "30",
        "0",
    )
    assert (rows[-1]["known by"], rows[-1]["all right"]) == ("", "fewer than 5")
