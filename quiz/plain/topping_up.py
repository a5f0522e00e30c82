"""Plays a top-up in the plain front end: a few questions that are due again, and when they come next."""

import json
from contextlib import suppress

import msgspec

from quiz.plain import beginning
from quiz.plain.attempt_runner import AttemptRunner
from quiz.plain.console import Console
from quiz.plain.playing import in_sentences
from quiz.services.bank_finding import refuse_empty
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import NOTHING_DUE, TopUp, nothing_due, when_again
from quiz.store.errors import StoreError


def top_up_plain(
    services: Services, settings: Settings, console: Console, *, new: bool = False, as_json: bool = False
) -> int:
    """Ask what is due as lines of text, with ``new`` also questions never asked, and return the exit status.

    The status is 0 as well if nothing is due. The store of ``services`` is opened here and closed at the end.
    """
    return in_sentences(services, console, lambda: _top_up(services, settings, console, new, as_json))


def _top_up(services: Services, settings: Settings, console: Console, new: bool, as_json: bool) -> int:
    request = services.request.play
    request.check_names()
    refuse_empty(services.library)
    name = beginning.choose_name(request, settings, console)
    services.open_store()
    services.back_up()
    # Only asking what is due does not make anybody a player.
    player = services.sign_in(name, request.team, settings) if new else services.store.find_player(name)
    found = services.top_up(player, new=new) if player else NOTHING_DUE
    if player is None or not found.questions:
        if player:
            # A bank may have gone since the forecast, and --due would promise what is not there.
            with suppress(StoreError):
                services.keep_due(player)
        console.say(nothing_due(found, services.clocks.today()))
        if as_json:
            console.result(json.dumps(_document(name, found), indent=2))
        return 0
    # A pipe has its next line ready at once, and a line is never two key presses.
    session = services.begin_top_up(player, found, grace=0.0)
    AttemptRunner(session, console, services.names).run()
    if not session.attempt.finished:
        session.leave()
    days = services.days_until_again(session)
    services.keep_due(player)
    console.say_all(when_again(session.attempt.responses, days))
    if as_json:
        console.result(json.dumps(_document(player.name, services.top_up(player), session, days), indent=2))
    return 0


def _document(
    name: str, then: TopUp, session: TopUpSession | None = None, days: list[int] | None = None
) -> dict[str, object]:
    """Return what ``--json`` prints; ``then`` is what is due after it."""
    responses = session.attempt.responses if session else ()
    return {
        "player": name,
        "asked": len(session.chosen) if session else 0,
        "right": sum(response.right for response in responses),
        "responses": [
            {
                "bank": session.chosen[response.position].bank.id,
                "question": response.question_id,
                "answer": msgspec.to_builtins(response.given),
                "mark": response.mark,
                "seconds": response.seconds,
                "again_in_days": ahead,
            }
            for response, ahead in zip(responses, days or (), strict=True)
            if session
        ],
        "due_now": len(then.questions),
        "next": then.next_day.isoformat() if then.next_day else None,
    }
