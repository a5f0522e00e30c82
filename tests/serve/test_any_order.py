"""Laws of serving: whatever is asked for, again, late, out of turn and at whichever server, the view is the present one."""

import contextlib
import itertools
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from quiz.live.messages import WireAnswer
from quiz.serve.acts import Act, Begin, Continue, Flag, GiveAnswer, GoOn, SayCertainty, SkipQuestion, TakeName, TopUpNow
from quiz.serve.desk import Desk
from quiz.serve.entrance import Visitor
from quiz.serve.messages import AskView, NothingDueView
from quiz.services.attempt_session import PlayOptions
from quiz.services.requests import AppRequest
from quiz.services.services import Services
from quiz.services.settings import Settings
from tests import builders
from tests.serve.school import write_bank
from tests.services.attempt_sessions import clocks

QUESTIONS = (builders.single("a", time_limit=20), builders.single("b", time_limit="none"), builders.poll("c"))

_OFFSETS = some.sampled_from([0, 0, 0, 1, -1])
_WAYS = some.sampled_from(["answer", "certainty", "skip", "next", "flag", "look"])
_STEPS = some.lists(
    some.tuples(
        some.integers(0, 1),
        _WAYS,
        _OFFSETS,
        some.integers(0, 3),
        some.sampled_from([0, 0, 0, 6, 25]),
    ),
    max_size=25,
)


def act_of(way: str, attempt: str, question: int, place: int) -> Act:
    where: dict[str, Any] = {"attempt": attempt, "question": max(question, 1)}
    match way:
        case "answer":
            return GiveAnswer(**where, given=WireAnswer(picked=(place,)))
        case "certainty":
            return SayCertainty(**where, certainty=(1, 2, 3, 3)[place])
        case "skip":
            return SkipQuestion(**where)
        case "next":
            return Continue(**where)
        case "flag":
            return Flag(**where, flagged=place < 2)
    return GoOn(attempt=attempt)


def test_every_view_is_the_one_that_a_page_loaded_anew_would_have(tmp_path: Path) -> None:
    clock, people = builders.FakeClock(0.0), itertools.count()
    write_bank(tmp_path, *QUESTIONS, ask_certainty=True)
    asked = AppRequest(store=":memory:", bank_folders=(tmp_path / "banks",), settings_file=tmp_path / "s.json", origin="web")
    services = Services(asked, clocks(clock), new_seed=lambda: 1)
    services.open_store()
    store = services.store

    @settings(max_examples=60, deadline=None)
    @given(_STEPS)
    def holds(steps: list[tuple[int, str, int, int, int]]) -> None:
        number = next(people)
        ann = Visitor(kind="browser", said=f"{number:043}")
        desks = [Desk(services, needs_code=False, most=2) for _ in range(2)]
        desks[0].obey(ann, TakeName(name=f"Ann {number}"))
        view: Any = desks[0].obey(ann, Begin(bank="first"))[0]
        attempt = view.place.attempt
        before = store.responses(attempt)
        for server, way, offset, place, seconds in steps:
            clock.move(seconds)
            view = desks[server].obey(ann, act_of(way, attempt, view.place.question + offset, place))[0]
            fresh = Desk(services, needs_code=False, most=2).obey(ann, GoOn(attempt=attempt))[0]
            # An answer that cannot be taken is told of, and else nothing differs.
            assert (replace(view, sentence="") if isinstance(view, AskView) else view) == fresh
            now = store.responses(attempt)
            for new, old in zip(now, before, strict=False):
                assert new == replace(old, certainty=new.certainty), "what was kept stays"
                assert new.certainty == old.certainty or old.certainty is None
            before = now
        record = store.attempt(attempt)
        assert record is not None
        assert (record.outcome == "finished") == (len(before) == len(QUESTIONS))

    with contextlib.closing(services):
        holds()


def missed(services: Services, name: str) -> None:
    """Let somebody have missed every question of every bank two days ago."""
    player = services.sign_in(name, "", Settings())
    for bank in services.banks.values():
        session = services.begin(player, bank, PlayOptions(grace=0.0), 1)
        while not session.attempt.finished:
            session.show()
            skipped = session.attempt.skip()
            assert skipped
            session.keep(skipped)
            session.attempt.advance()


def test_so_it_is_in_a_top_up_of_several_banks(tmp_path: Path) -> None:
    clock, people = builders.FakeClock(0.0), itertools.count()
    for bank in ("first", "second"):
        write_bank(tmp_path, builders.single("a"), builders.single("b"), identifier=bank)
    asked = AppRequest(store=":memory:", bank_folders=(tmp_path / "banks",), settings_file=tmp_path / "s.json", origin="web")
    services = Services(asked, clocks(clock), new_seed=lambda: 1)
    services.open_store()

    @settings(max_examples=40, deadline=None)
    @given(_STEPS)
    def holds(steps: list[tuple[int, str, int, int, int]]) -> None:
        number = next(people)
        ann = Visitor(kind="browser", said=f"{number:043}")
        desks = [Desk(services, needs_code=False, most=2) for _ in range(2)]
        desks[0].obey(ann, TakeName(name=f"Ann {number}"))
        missed(services, f"Ann {number}")
        clock.move(2 * 24 * 60 * 60)
        view: Any = desks[0].obey(ann, TopUpNow())[0]
        attempt = view.place.attempt
        for server, way, offset, place, _ in steps:
            view = desks[server].obey(ann, act_of(way, attempt, view.place.question + offset, place))[0]
            fresh = Desk(services, needs_code=False, most=2).obey(ann, GoOn(attempt=attempt))[0]
            assert (replace(view, sentence="") if isinstance(view, AskView) else view) == fresh
            going_on = Desk(services, needs_code=False, most=2).obey(ann, TopUpNow())[0]
            assert going_on == fresh or isinstance(going_on, NothingDueView)

    with contextlib.closing(services):
        holds()
