"""What every front end does in the same way: names and teams, options, attempts that were left open."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quiz.services.attempt_session import AttemptSession, PlayOptions
from quiz.services.requests import AppRequest, BoardRequest, PlayRequest, RequestError
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.store.errors import StoreError
from tests.builders import FakeClock
from tests.cli.conftest import write_bank
from tests.services.attempt_sessions import answer, clocks


def services_of(folder: Path, **request: Any) -> Services:
    """Return services with the bank ``first``; the store is not opened yet."""
    write_bank(folder / "banks", "first")
    asked = AppRequest(
        **{
            "store": str(folder / "scores.db"),
            "bank_folders": (folder / "banks",),
            "settings_file": folder / "settings.json",
            **request,
        }
    )
    return Services(asked, clocks(), lambda: 5)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return services with the bank ``first`` and an open store."""
    with closing(services_of(tmp_path)) as made:
        made.open_store()
        yield made


@pytest.mark.parametrize(
    ("name", "team", "settings", "becomes"),
    [
        ("Sam", None, Settings(), "Science"),
        ("sam", None, Settings(player="Kim", team="Maths"), "Science"),
        ("Sam", None, Settings(player="SAM", team="Maths"), "Maths"),
        ("Sam", "Art", Settings(player="Sam", team="Maths"), "Art"),
        ("Sam", "", Settings(player="Sam", team="Maths"), ""),
        ("Kim", None, Settings(player="Kim", team=" Maths "), "Maths"),
    ],
)
def test_nobody_is_moved_out_of_their_team_by_not_naming_it(
    services: Services, name: str, team: str | None, settings: Settings, becomes: str
) -> None:
    services.sign_in("Sam", "Science", Settings())
    assert services.sign_in(name, team, settings).team == becomes


def test_a_name_with_nothing_in_it_is_wrong_usage() -> None:
    PlayRequest(player="Sam", team="Art").check_names()
    for wrong in (PlayRequest(player=" \u202e "), PlayRequest(team="")):
        with pytest.raises(RequestError, match=r"nothing in it|no team name") as refused:
            wrong.check_names()
        assert refused.value.wrong_usage


@pytest.mark.parametrize(
    ("asked", "kept", "untimed", "extra"),
    [
        (None, "1.5", False, 1.5),
        (None, "none", False, None),
        ("2", "1.5", False, 2.0),
        ("none", "1.5", False, None),
        (None, "1.5", True, None),
        ("2", "1.5", True, None),
    ],
)
def test_the_clock_is_as_was_asked_for_else_as_the_settings_say_unless_none_is_to_run(
    services: Services, asked: str | None, kept: str, untimed: bool, extra: float | None
) -> None:
    request, settings = PlayRequest(extra_time=asked), Settings(extra_time=kept)
    options = services.play_options(services.find_bank("first"), request, settings, untimed=untimed)
    assert options.extra_time == extra


def test_a_topic_is_found_whatever_its_case_and_an_unknown_one_refused(services: Services) -> None:
    bank = services.find_bank("first")
    assert services.play_options(bank, PlayRequest(topic=" Chats "), Settings()).topic == "chats"
    with pytest.raises(RequestError, match='Did you mean "chats"'):
        services.play_options(bank, PlayRequest(topic="chat"), Settings())


def test_what_was_asked_for_holds_for_the_bank_that_was_named_and_no_other(tmp_path: Path) -> None:
    file = write_bank(tmp_path / "own", "own")
    play = PlayRequest(bank=str(file), questions=1)
    services = services_of(tmp_path, play=play)
    own, first = services.find_bank(str(file)), services.find_bank("first")
    assert services.play_request(own) == play
    assert services.play_request(first) == PlayRequest()
    assert set(services.banks) == {"own", "first"}


def begun(services: Services, *, answers: int) -> AttemptSession:
    bank = services.find_bank("first")
    player = services.sign_in("Ann", "", Settings())
    options = services.play_options(bank, PlayRequest(), Settings(ask_certainty=False), grace=0.0)
    session = services.begin(player, bank, options, None)
    for _ in range(answers):
        session.show()
        session.keep(answer(session))
        session.attempt.advance()
    return session


def test_what_has_become_of_a_bank_is_said_once(services: Services, tmp_path: Path) -> None:
    said: list[str] = []
    services.on_notice = said.append
    bank = tmp_path / "banks" / "first.toml"
    kept = bank.read_text("utf-8")
    for text, offered in ((kept + "oops", ""), (kept + "oops = ", ""), (kept, "first"), (None, ""), (kept, "first")):
        bank.write_text(text, "utf-8") if text else bank.unlink()
        services.look_again()
        services.look_again()
        assert "".join(services.banks) == offered
    broken, back, gone, again = said
    assert broken.startswith(f'"The first bank" is not offered any more. {bank}:')
    assert broken.endswith(f"quiz bank check {bank}")
    assert gone == f'"The first bank" is not offered any more: {bank} is gone.'
    assert back == again == '"The first bank" is offered again.'


def test_a_bank_that_has_another_id_now_is_not_said_to_be_gone(services: Services, tmp_path: Path) -> None:
    said: list[str] = []
    services.on_notice = said.append
    bank = tmp_path / "banks" / "first.toml"
    bank.write_text(bank.read_text("utf-8").replace('id = "first"', 'id = "renamed"'), "utf-8")
    assert services.look_again()
    assert (list(services.banks), said) == (["renamed"], [])


def test_of_a_school_file_that_has_changed_all_holds_that_can_be_read(services: Services, tmp_path: Path) -> None:
    said: list[str] = []
    services.on_notice = said.append
    file = tmp_path / "school.toml"
    for text, names in (
        ('dpo = "Mrs Khan"\nsite = "North"', {"dpo": "Mrs Khan", "site": "North"}),
        ('dpo = 5\nsite = "South"', {"dpo": "Mrs Khan", "site": "South"}),
        ("dpo = ", {"dpo": "Mrs Khan", "site": "South"}),
        ('dpo = "Mr Webb"', {"dpo": "Mr Webb"}),
    ):
        file.write_text(text, "utf-8")
        assert services.look_again()
        assert not services.look_again()
        assert services.names == names
    clock = FakeClock(0.0)
    services.clocks = clocks(clock)
    file.write_text("", "utf-8")
    for _ in range(2):
        assert not services.look_again(), "an editor may be about to write it"
        clock.move(1.9)
        assert services.names == {"dpo": "Mr Webb"}
    assert services.look_again()
    assert services.names == {}
    file.unlink()
    assert services.look_again()
    assert [sentence.removeprefix(f"{file}")[:16] for sentence in said] == [
        ': "dpo" needs wo',
        ": It cannot be r",
        " can be read aga",
        ": It is gone, or",
    ]


def test_an_attempt_that_was_left_open_can_go_on_unless_nothing_was_answered_or_its_bank_has_changed(
    services: Services, tmp_path: Path
) -> None:
    half = begun(services, answers=1)
    begun(services, answers=0)
    found = services.resumable(half.player, half.bank, "quiz")
    assert found is not None
    assert (found.record.id, found.answered) == (half.record.id, 1)
    assert services.resumable(half.player, half.bank, "learn") is None, "who practises is not asked to go on with a quiz"
    options = services.play_options(half.bank, PlayRequest(), Settings())
    assert services.resume(half.player, half.bank, found, options).attempt.position == 1
    write_bank(tmp_path / "banks", "first", title="Another title")
    assert services.look_again()
    changed = services.find_bank("first")
    assert services.resumable(half.player, changed, "quiz") is None
    assert [left.can_resume for left in services.unfinished(half.player, changed, "quiz")] == [False, False]
    services.abandon(found)
    assert half.record.id not in {left.record.id for left in services.unfinished(half.player, changed, "quiz")}


def test_a_store_that_cannot_be_opened_leaves_one_in_memory_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "scores.db").write_bytes(b"no scores" * 1000)
    with closing(services_of(tmp_path)) as services:
        with pytest.raises(StoreError):
            services.open_store()
        services.open_store_or_memory()
        assert services.trouble is not None
        services.back_up()
        assert services.sign_in("Ann", None, Settings()).name == "Ann"
    assert (tmp_path / "scores.db").read_bytes() == b"no scores" * 1000


def test_a_board_is_only_read_and_a_store_that_nobody_has_opened_is_closed_without_harm(tmp_path: Path) -> None:
    services_of(tmp_path).close()
    with closing(services_of(tmp_path)) as services:
        services.open_store()
    with closing(services_of(tmp_path, board=BoardRequest())) as services:
        services.open_store()
        with pytest.raises(StoreError):
            services.sign_in("Ann", None, Settings())


def test_progress_says_what_was_reached_what_is_open_and_what_was_missed(services: Services) -> None:
    half = begun(services, answers=1)
    [standing] = services.progress(half.player).values()
    assert (standing.best, standing.marks, standing.known, standing.missed) == (None, (), 1, ())
    assert standing.unfinished is not None
    assert standing.unfinished.record.id == half.record.id
    assert standing.last_played is not None
    wrong = half.attempt.current.question
    half.show()
    missed = half.attempt.skip()
    assert missed is not None
    half.keep(missed)
    assert services.mistakes(half.player, half.bank) == (wrong.id,)
    assert services.progress(half.player)[half.bank.id].missed == (wrong.id,)
    options = PlayOptions(mode="learn", length=0, only=(wrong.id,), grace=0.0)
    again = services.begin(half.player, half.bank, options, None)
    assert again.record.questions == (wrong.id,)
    assert isinstance(services.clocks.monotonic, FakeClock)
    services.clocks.monotonic.move(1)
    again.show()
    again.keep(answer(again))
    assert services.mistakes(half.player, half.bank) == ()


def test_a_round_of_mistakes_is_nothing_to_go_on_with_and_a_crash_leaves_none_open(services: Services) -> None:
    half = begun(services, answers=0)
    player, bank = half.player, half.bank
    crashed = services.begin_round(player, bank, (bank.questions[0].id,), Settings())
    assert crashed.repeats
    assert not crashed.record.on_board
    assert {asked.limit for asked in crashed.attempt.asked} == {None}
    assert all(unfinished.record.id != crashed.record.id for _, unfinished in services.open_attempts(player))
    assert services.resumable(player, bank, "learn") is None
    second = services.begin_round(player, bank, (bank.questions[1].id,), Settings(), cleared_before=2)
    assert (second.cleared, second.pile) == (2, 3)
    opened = {record.id for record in services.store.open_attempts(player.id)}
    assert crashed.record.id not in opened
    assert second.record.id in opened
    second.leave()
    half.leave()
    opened = {record.id for record in services.store.open_attempts(player.id)}
    assert second.record.id not in opened
    assert half.record.id in opened, "a quiz can be gone on with"


def test_what_was_missed_last_is_dated_and_what_was_put_right_is_not(services: Services) -> None:
    assert isinstance(services.clocks.monotonic, FakeClock)
    session = begun(services, answers=0)
    for moment in (10, 20):
        services.clocks.monotonic.now = moment
        session.show()
        missed = session.attempt.skip()
        assert missed is not None
        session.keep(missed)
        session.attempt.advance()
    asked = [question.question.id for question in session.attempt.asked]
    latest = services.store.latest_answers(session.player.id)[session.bank.id]
    assert services.progress(session.player)[session.bank.id].missed_at == max(answered.at for answered in latest)
    again = services.begin(
        session.player, session.bank, PlayOptions(mode="learn", length=0, only=(asked[1],), grace=0.0), None
    )
    services.clocks.monotonic.now = 30
    again.show()
    again.keep(answer(again))
    assert services.progress(session.player)[session.bank.id].missed_at == min(answered.at for answered in latest)


def test_open_attempts_are_one_a_bank_the_latest_first_and_only_those_that_can_go_on(services: Services) -> None:
    player = services.sign_in("Ann", "", Settings())
    assert services.open_attempts(player) == []
    begun(services, answers=0)
    assert services.open_attempts(player) == []
    begun(services, answers=1)
    assert isinstance(services.clocks.monotonic, FakeClock)
    services.clocks.monotonic.move(60)
    latest = begun(services, answers=1)
    [(bank, unfinished)] = services.open_attempts(player)
    assert (bank, unfinished.record.id, unfinished.answered) == (latest.bank, latest.record.id, 1)
