"""What every front end does in the same way: names and teams, options, attempts that were left open."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quiz.services.attempt_session import AttemptSession
from quiz.services.requests import AppRequest, BoardRequest, PlayRequest, RequestError
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.store.errors import StoreError
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
        with pytest.raises(RequestError, match="nothing in it") as refused:
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
        ("2", "1.5", True, 2.0),
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
    options = services.play_options(bank, PlayRequest(), Settings(), grace=0.0)
    session = services.begin(player, bank, options, None)
    for _ in range(answers):
        session.show()
        session.keep(answer(session))
        session.attempt.advance()
    return session


def test_an_attempt_that_was_left_open_can_go_on_unless_nothing_was_answered_or_its_bank_has_changed(
    services: Services, tmp_path: Path
) -> None:
    half = begun(services, answers=1)
    begun(services, answers=0)
    found = services.resumable(half.player, half.bank)
    assert found is not None
    assert (found.record.id, found.answered) == (half.record.id, 1)
    options = services.play_options(half.bank, PlayRequest(), Settings())
    assert services.resume(half.player, half.bank, found, options).attempt.position == 1
    write_bank(tmp_path / "banks", "first", title="Another title")
    assert services.look_again()
    changed = services.find_bank("first")
    assert services.resumable(half.player, changed) is None
    assert [left.can_resume for left in services.unfinished(half.player, changed)] == [False, False]
    services.abandon(found)
    assert half.record.id not in {left.record.id for left in services.unfinished(half.player, changed)}


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
