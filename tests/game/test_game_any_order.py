"""Any order of joining, answering, dropping out, the host's keys and time over a live game, killed and replayed at will."""

from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.game.events import Event
from quiz.game.game import Game, RejectedError
from quiz.game.state import Phase
from quiz.live.host.presenter import StagePresenter
from quiz.questions.answers import Answer, Picked
from quiz.questions.poll import Poll
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from tests import builders
from tests.game import games
from tests.live.halls import Hall

QUESTIONS = (builders.single("a"), builders.multiple("b"), builders.scenario("c"), builders.poll("d"), builders.order("e"))
POLLS = {3}
LOG = msgspec.json.Decoder(list[Event])
COMES = {
    **dict.fromkeys(("Start", "Next question", "Next round"), Phase.READING),
    "Open now": Phase.OPEN,
    "Go on": Phase.OPEN,
    "Close": Phase.CLOSED,
    "Decide": Phase.DECIDED,
    "Show answer": Phase.REVEALED,
    "Standings": Phase.STANDINGS,
    "The end": Phase.FINISHED,
}
"""What the host's key brings, by what it is called."""
NAMES = st.sampled_from(["Quick Badger", "quick badger", "Wren", "Player 3", "Newt", " ", "\u202e"])


def answer_to(question: Question, right: bool) -> Answer:
    """Return an answer as a live game takes it: to a story a vote, to a poll a choice."""
    if isinstance(question, Scenario | Poll):
        return Picked((0 if right else 1,))
    return builders.right_answer(question) if right else builders.wrong_answer(question)


class AnyOrder(RuleBasedStateMachine):
    """A host, players and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.events: list[Event] = []
        self.given: dict[tuple[str, int, int], Answer] = {}
        self.present: set[str] = set()
        self.closed: set[int] = set()
        self.sure: dict[tuple[str, int], int] = {}

    @initialize(
        limit=st.sampled_from([20.0, 20.0, None]),
        may_change=st.booleans(),
        preset=st.sampled_from(["steady", "accuracy", "classic"]),
        how_sure=st.booleans(),
    )
    def two_players_and_an_open_question(self, limit: float | None, may_change: bool, preset: str, how_sure: bool) -> None:
        self.limit = limit
        teams = ("Red", "Blue")
        changes = {"teams": teams, "may_change": may_change, "preset": preset, "how_sure": how_sure}
        self.plan = games.plan(*QUESTIONS, limit=limit, rounds=(1, 2, 2), **changes)
        self.game = self.new()
        assert self.do(self.game.join, "p", "Heron", "Red")
        assert self.do(self.game.join, "q", "Lynx", "Blue")
        self.comes("p")
        assert self.do(self.game.next)
        assert self.do(self.game.next)
        assert self.game.phase is Phase.OPEN

    def new(self) -> Game:
        return Game(self.plan, builders.asked(*QUESTIONS, limit=self.limit))

    def take(self, event: Event) -> None:
        self.events.append(event)
        self.game.apply(event)
        if self.game.phase is Phase.CLOSED:
            self.closed.add(self.game.number)

    def do(self, command: Any, *arguments: Any) -> bool:
        try:
            event = command(*arguments, self.now)
        except RejectedError as refusal:
            said = str(refusal)
        else:
            if event is not None:
                self.take(event)
            return event is not None
        assert said.endswith(".")
        return False

    @rule(player=st.sampled_from("rs"), name=NAMES, team=st.sampled_from(["Red", "Red", "blue", "None"]))
    def join(self, player: str, name: str, team: str) -> None:
        self.do(self.game.join, player, name, team)

    @rule(player=st.sampled_from("pqrs"))
    def comes(self, player: str) -> None:
        if player in self.game.members:
            self.game.came(player)
            if not self.game.members[player].removed:
                self.present.add(player)

    @rule(player=st.sampled_from("pqrs"))
    def goes(self, player: str) -> None:
        self.game.went(player)
        self.present.discard(player)

    @precondition(lambda self: self.game.number >= 0)
    @rule(player=st.sampled_from("pqrs"), right=st.booleans(), late=st.sampled_from([0, 0, 0, 1]), early=st.booleans())
    def answer(self, player: str, right: bool, late: int, early: bool) -> None:
        game = self.game
        number, step = game.number - late, len(game.path) - (early and late)
        given = answer_to(QUESTIONS[max(number, 0)], right)
        left, before = game.seconds_left(self.now), self.given.get((player, number, step))
        if self.do(game.answer, player, number, step, given):
            assert game.phase is Phase.OPEN
            assert not game.paused
            assert left is None or left > 0
            assert not game.members[player].removed
            assert before is None or (self.plan.may_change and before != given)
            self.given[player, number, step] = given
            self.sure.pop((player, number), None)

    @precondition(lambda self: self.game.number >= 0)
    @rule(player=st.sampled_from("pqrs"), certainty=st.sampled_from([1, 2, 3]), late=st.sampled_from([0, 0, 0, 1]))
    def say_how_sure(self, player: str, certainty: int, late: int) -> None:
        game = self.game
        number = game.number - late
        before = {one: (reply.given, reply.seconds) for one, reply in game.replies.items()}
        points = {member.id: member.points for member in game.members.values()}
        if self.do(game.state_certainty, player, number, len(game.path), certainty):
            assert self.plan.how_sure
            assert game.phase is Phase.OPEN
            assert (player, number, len(game.path)) in self.given
            self.sure[player, number] = certainty
        assert {one: (reply.given, reply.seconds) for one, reply in game.replies.items()} == before
        assert {member.id: member.points for member in game.members.values()} == points

    @precondition(lambda self: self.game.phase is Phase.OPEN)
    @rule(player=st.sampled_from("pqrs"), right=st.booleans())
    def a_draft_is_taken(self, player: str, right: bool) -> None:
        game = self.game
        before, given = dict(game.replies), answer_to(QUESTIONS[game.number], right)
        if self.do(game.take_draft, player, given):
            assert player not in before, "what was sent stands"
            self.given[player, game.number, len(game.path)] = given

    @precondition(lambda self: self.game.phase is Phase.CLOSED)
    @rule()
    def reopen(self) -> None:
        game, replies = self.game, dict(self.game.replies)
        if self.do(game.reopen):
            left = game.seconds_left(self.now)
            assert game.phase is Phase.OPEN
            assert left is None or left >= 10.0 - 1e-9
            assert game.replies == replies, "nothing that was answered is lost"
            self.closed.discard(game.number)

    @precondition(lambda self: self.game.phase in (Phase.REVEALED, Phase.STANDINGS))
    @rule()
    def strike(self) -> None:
        if self.do(self.game.strike):
            assert all(self.game.number not in member.scores for member in self.game.members.values())

    @rule(player=st.sampled_from("pr"))
    def another_device(self, player: str) -> None:
        points = {member.id: member.points for member in self.game.members.values()}
        if self.do(self.game.reseat, player, f"new {player}"):
            seated = self.game.seated(f"new {player}")
            assert seated is not None
            assert seated.id == player
            assert self.game.seated(player) is None, "the device from before is out"
            assert {member.id: member.points for member in self.game.members.values()} == points

    @rule(command=st.sampled_from(["next", "next", "next", "next", "skip", "end_round"]))
    def host(self, command: str) -> None:
        game = self.game
        phase, left, paused, number = game.phase, game.seconds_left(self.now), game.paused, game.number
        ended = game.number >= 0 and game.round_ends
        said = StagePresenter(Hall(game, {}), {}).next_step()  # type: ignore[arg-type]  # all of it that is asked for
        done = self.do(getattr(game, command))
        if done and command == "next" and not paused:
            assert game.phase is COMES[said], "the key is called for what comes"
        if done and command == "end_round":
            assert (game.phase, game.number, game.round_ends) == (phase, number, True)
        if done and command == "next" and paused:
            assert (game.phase, game.seconds_left(self.now)) == (phase, left)
        if game.phase is Phase.READING and phase is Phase.REVEALED:
            assert not ended
        if game.phase is Phase.READING and phase is not Phase.READING:
            assert game.number > number

    @precondition(lambda self: self.game.phase in (Phase.READING, Phase.OPEN))
    @rule(rest=st.sampled_from([0.5, 30.0]))
    def pause_and_go_on(self, rest: float) -> None:
        left = self.game.seconds_left(self.now)
        paused = self.game.paused
        self.do(self.game.pause)
        assert self.game.paused is not paused
        self.now += rest if self.game.paused else 0.0
        assert self.game.due(self.now) is None or not self.game.paused
        assert self.game.seconds_left(self.now) == left

    @rule(player=st.sampled_from("prs"))
    def mask(self, player: str) -> None:
        self.do(self.game.mask, player)

    @rule(player=st.sampled_from("rs"))
    def remove(self, player: str) -> None:
        if self.do(self.game.leave, player):
            self.present.discard(player)
            self.given = {key: given for key, given in self.given.items() if key[0] != player}
            self.sure = {key: sure for key, sure in self.sure.items() if key[0] != player}

    @rule(locked=st.booleans())
    def lock(self, locked: bool) -> None:
        self.do(self.game.lock, locked)

    @rule()
    def more_time(self) -> None:
        self.do(self.game.add_time, 10.0)

    @rule(seconds=st.sampled_from([0.125, 1.0, 5.0, 21.0]))
    def time_goes_by(self, seconds: float) -> None:
        game = self.game
        left = game.seconds_left(self.now)
        self.now += seconds
        if game.paused:
            assert game.seconds_left(self.now) == left
        if game.phase is Phase.OPEN and left is not None and seconds > left and not game.paused:
            assert not self.do(game.answer, "q", game.number, len(game.path), answer_to(QUESTIONS[game.number], True))
        if event := game.due(self.now):
            assert event.at == self.now
            if game.phase is Phase.OPEN and game.seconds_left(self.now) != 0.0:
                assert not self.plan.may_change
                assert all(one in game.replies for one in self.present)
            self.take(event)

    @precondition(lambda self: self.events)
    @rule()
    def killed_and_resumed(self) -> None:
        again = self.new()
        for event in LOG.decode(msgspec.json.encode(self.events)):
            again.apply(event)
        assert self.seen(again) == self.seen(self.game)
        assert again.last_at == self.events[-1].at
        for player in self.present:
            again.came(player)
        self.game = again

    def seen(self, game: Game) -> tuple[Any, ...]:
        return (
            *(game.phase, game.number, game.path, game.paused, game.locked, game.round_ends, game.seconds_left(self.now)),
            *(game.standings(), game.team_standings(), game.replies, game.skipped, game.struck, game.members),
            *(game.player_count, game.played_count, [game.seated(seat) for seat in ("p", "q", "r", "s", "new p", "new r")]),
        )

    @invariant()
    def an_answer_counts_once_and_only_when_its_key_was_shown(self) -> None:
        game = self.game
        assert not game.scored & (game.skipped | game.struck)
        for member in game.members.values():
            assert set(member.scores) <= game.scored | POLLS - game.skipped - game.struck
            assert not any(member.scores[number].points for number in POLLS & set(member.scores))
            assert member.points == sum(score.points for score in member.scores.values())
            assert all(0 <= score.points <= 1000 for score in member.scores.values())
            if member.removed:
                continue
            answered = {number for player, number, _ in self.given if player == member.id}
            assert set(member.scores) - POLLS == answered & game.scored
            for number, score in member.scores.items():
                assert score.certainty == self.sure.get((member.id, number))
                if score.given is not None:
                    assert score.given == self.given[member.id, number, 0]
            if game.phase is Phase.OPEN and (reply := game.replies.get(member.id)):
                assert reply.given == self.given[member.id, game.number, len(game.path)]

    @invariant()
    def every_question_that_was_closed_ends_scored_or_skipped(self) -> None:
        game = self.game
        done = {number for number in self.closed if number < game.number or game.phase is Phase.FINISHED}
        assert done <= game.scored | game.skipped | game.struck | POLLS

    @invariant()
    def ranks_and_names_are_as_they_should_be(self) -> None:
        lines = self.game.standings()
        playing = {member.id for member in self.game.players if any(key[0] == member.id for key in self.given)}
        assert {line.player for line in lines} == playing, "who has never answered stands nowhere"
        assert len(lines) == self.game.played_count
        assert [line.points for line in lines] == sorted((line.points for line in lines), reverse=True)
        for one, other in pairwise(lines):
            assert (one.rank == other.rank) == (one.points == other.points)
        names = [line.name.casefold() for line in lines]
        assert len(set(names)) == len(names)
        for team in self.game.team_standings():
            points = [line.points for line in lines if line.team == team.name]
            assert team.points == sum(points) / len(points)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
