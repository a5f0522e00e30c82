"""The report of a live game: which questions were hard, what was taken for right, and nothing that tells of a person."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC

import msgspec
import pytest

from quiz.game.events import Event
from quiz.game.game import Game
from quiz.game.planning import asked_in, plan_game
from quiz.game.state import Phase
from quiz.questions.answers import Answer, Picked, Typed
from quiz.questions.question import Question
from quiz.reports.game_report import GameReport, game_report
from quiz.reports.game_report_text import game_report_csv, game_report_lines
from tests import builders

RIGHT, WRONG, OTHER = Picked((1,)), Picked((0,)), Picked((2,))


class Evening:
    """A game that is played in a test, one event after another."""

    def __init__(self, *questions: Question, **plan: object) -> None:
        self.bank = builders.bank(*questions)
        made = plan_game([self.bank], 1, questions=0, mood="serious", **plan)  # type: ignore[arg-type]
        given = [question.id for question in questions]
        in_order = tuple(sorted(made.questions, key=lambda planned: given.index(planned.question)))
        self.plan = msgspec.structs.replace(made, questions=in_order)
        self.game = Game(self.plan, asked_in(self.plan, {self.bank.id: self.bank}))
        self.events: list[Event] = []
        self.at = 0.0

    def do(self, event: Event | None) -> None:
        assert event is not None
        self.game.apply(event)
        self.events.append(event)
        self.at += 1

    def joined(self, *names: str, team: str = "") -> None:
        for name in names:
            self.do(self.game.join(name.casefold(), name, team, self.at))
            self.game.came(name.casefold())

    def shown(self) -> None:
        """Open the next question."""
        self.do(self.game.next(self.at))
        self.do(self.game.next(self.at))

    def asked(self, given: Mapping[str, Answer]) -> None:
        """Ask the next question, a story's decisions with the same answers, and show its key."""
        self.shown()
        while self.game.phase is not Phase.REVEALED:
            if self.game.phase is Phase.OPEN:
                for player, answer in given.items():
                    self.do(self.game.answer(player, self.game.number, len(self.game.path), answer, self.at))
            self.do(self.game.next(self.at))

    def counted(self, *rows: Sequence[int]) -> None:
        """Ask the next question in a game with hands, and count these in each team."""
        self.shown()
        while not self.game.wants_count:
            self.do(self.game.next(self.at))
        teams = zip(self.game.teams, map(tuple, rows), strict=True)
        self.do(self.game.count(dict(teams), self.at))
        while self.game.phase is not Phase.REVEALED:
            self.do(self.game.next(self.at))

    def report(self) -> GameReport:
        return game_report("g1", 1_000, self.plan, {self.bank.id: self.bank}, self.events)

    def text(self) -> str:
        return "\n".join(game_report_lines(self.report(), UTC))

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(game_report_csv(self.report(), UTC))))


def test_the_hardest_question_stands_first_with_its_bars_and_the_wrong_answer_that_won() -> None:
    played = Evening(builders.single("easy"), builders.single("hard"))
    played.joined("Ann", "Bea", "Cem", "Idle")
    played.asked({"ann": RIGHT, "bea": RIGHT, "cem": RIGHT})
    played.asked({"ann": RIGHT, "bea": WRONG, "cem": WRONG})
    played.do(played.game.finish(played.at))
    report = played.report()
    assert [(question.id, question.number, question.share) for question in report.questions] == [
        ("hard", 2, 33.3),
        ("easy", 1, 100.0),
    ]
    assert (report.joined, report.answered, report.finished, report.share) == (4, 3, True, 66.7)
    (part,) = report.questions[0].parts
    assert [(bar.text, bar.count, bar.right) for bar in part.bars] == [
        ("option 0", 2, False),
        ("option 1", 1, True),
        ("option 2", 0, False),
        ("option 3", 0, False),
    ]
    assert (part.most_picked_wrong, part.misled) == (("option 0",), True)
    text = played.text()
    assert text.index("2. What about hard?") < text.index("1. What about easy?")
    assert "Most common wrong answer, by more than the right answer: option 0" in text
    assert "✔    1  option 1  ██████████" in text
    assert "Played on 1 January 1970" in text
    assert "4 joined, 3 of them answered at least once." in text


def test_no_name_of_a_player_is_in_any_form_of_it() -> None:
    played = Evening(builders.single("a"), builders.short("b"))
    played.joined("Zebedee", "Yolanda", team="Blue")
    played.asked({"zebedee": RIGHT, "yolanda": WRONG})
    played.asked({"zebedee": Typed("Yolanda did it"), "yolanda": Typed("report fraud")})
    for told in (played.text(), str(played.rows()), str(msgspec.to_builtins(played.report()))):
        assert "What about b?" in told
        assert not any(word in told.casefold() for word in ("zebedee", "yolanda", "did it"))


def test_a_team_of_fewer_than_five_who_answered_has_no_figure() -> None:
    played = Evening(builders.single("a"))
    played.joined(*(f"Red {place}" for place in range(5)), team="Red")
    played.joined(*(f"Blue {place}" for place in range(5)), team="Blue")
    answers = {f"red {place}": RIGHT for place in range(5)} | {f"blue {place}": RIGHT for place in range(4)}
    played.asked(answers)
    assert [(team.name, team.points is None, team.members) for team in played.report().teams] == [
        ("Red", False, 5),
        ("Blue", True, None),
    ]
    assert "Blue: fewer than 5, so no figure is shown" in played.text()


def test_what_was_skipped_or_struck_is_named_and_counts_nothing() -> None:
    played = Evening(*(builders.single(name) for name in "abcd"))
    played.joined("Ann")
    played.shown()
    played.do(played.game.skip(played.at))
    played.asked({"ann": RIGHT})
    played.do(played.game.strike(played.at))
    played.asked({"ann": WRONG})
    report = played.report()
    assert [(one.number, one.why) for one in report.left_out] == [(1, "skipped"), (2, "struck")]
    assert [question.id for question in report.questions] == ["c"]
    assert (report.not_asked, report.finished) == (1, False)
    text = played.text()
    assert "it was skipped: 1. What about a?" in text
    assert "it was struck, its key being wrong: 2. What about b?" in text
    assert "1 question of the game was not shown" in text
    assert "not played to its end" in text
    assert [row["counts"] for row in played.rows()] == ["yes"] * 4 + ["skipped", "struck"]


def test_who_was_removed_is_in_no_figure() -> None:
    played = Evening(builders.single("a"))
    played.joined("Ann", "Rude")
    played.asked({"ann": RIGHT, "rude": WRONG})
    played.do(played.game.leave("rude", played.at))
    (question,) = played.report().questions
    assert (question.answered, question.share) == (1, 100.0)
    assert sum(bar.count for bar in question.parts[0].bars) == 1


@pytest.mark.parametrize(("players", "is_shown"), [(4, False), (5, True)])
def test_a_poll_is_shown_of_five_answers_or_more(players: int, is_shown: bool) -> None:
    played = Evening(builders.single("a"), builders.poll("b"))
    names = [f"p{place}" for place in range(players)]
    played.joined(*names)
    played.asked(dict.fromkeys(names, RIGHT))
    played.asked(dict.fromkeys(names, WRONG))
    keyed, poll = played.report().questions
    assert (keyed.id, poll.id, poll.share, poll.key) == ("a", "b", None, ())
    assert bool(poll.parts[0].bars) is is_shown
    assert poll.parts[0].most_picked_wrong == ()
    assert ("Answered by fewer than 5: nothing is shown." in played.text()) is not is_shown
    counts = [row["count"] for row in played.rows() if row["question"] == "b"]
    assert counts == ([str(players), "0", "0"] if is_shown else ["fewer than 5"])


def test_each_decision_of_a_story_has_its_bars() -> None:
    played = Evening(builders.scenario("a"))
    played.joined("Ann", "Bea")
    played.asked({"ann": WRONG, "bea": WRONG})
    (question,) = played.report().questions
    assert question.parts
    assert all(part.text for part in question.parts)
    assert [sum(bar.count for bar in part.bars) for part in question.parts] == [2] * len(question.parts)


def test_hands_are_counted_into_it() -> None:
    played = Evening(builders.single("a"), hands=True, teams=("Red", "Blue"))
    played.counted((0, 4, 2, 0), (1, 1, 0, 0))
    report = played.report()
    (question,) = report.questions
    assert (question.answered, question.share) == (8, 62.5)
    assert [bar.count for bar in question.parts[0].bars] == [1, 5, 2, 0]
    assert [(team.name, team.points is None) for team in report.teams] == [("Red", False), ("Blue", True)]
    assert "Answered with hands or cards." in played.text()


def test_hands_that_go_up_for_a_poll_are_shown_of_five_or_more() -> None:
    played = Evening(builders.poll("a"), builders.poll("b"), hands=True)
    played.counted((1, 3, 0))
    played.counted((1, 4, 0))
    few, enough = played.report().questions
    assert (few.parts[0].bars, few.share) == ((), None)
    assert [bar.count for bar in enough.parts[0].bars] == [1, 4, 0]


def test_a_bank_that_has_changed_is_said_in_a_sentence() -> None:
    played = Evening(builders.single("a"))
    with pytest.raises(ValueError, match=r"has changed since the game began.*needs the bank as it was"):
        game_report("g1", 1_000, played.plan, {"first": builders.bank(content_hash="f" * 16)}, [])
    with pytest.raises(ValueError, match="is not there any more"):
        game_report("g1", 1_000, played.plan, {}, [])


def test_no_cell_of_the_table_is_a_formula() -> None:
    played = Evening(builders.single("a", prompt="=1+1"), builders.single("b", prompt=' @SUM(A1) and "more"'))
    played.joined("Ann")
    played.asked({"ann": RIGHT})
    played.asked({"ann": RIGHT})
    prompts = {row["prompt"] for row in played.rows()}
    assert prompts == {"'=1+1", '\' @SUM(A1) and "more"'}
