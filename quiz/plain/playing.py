"""Plays a quiz in the plain front end, from the request to the exit status."""

import json
from collections.abc import Callable
from contextlib import closing, suppress

from msgspec.structs import replace

from quiz.plain import beginning, narration
from quiz.plain.attempt_runner import AttemptRunner, GivenUpError
from quiz.plain.console import Console, StoppedError
from quiz.plain.sign_off import offer_policy
from quiz.services.requests import RequestError
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.store.errors import StoreError


def play_plain(services: Services, settings: Settings, console: Console, *, as_json: bool = False) -> int:
    """Play a quiz as lines of text and return the exit status: 0 fine, 1 not found or not kept, 2 wrong usage.

    The store of ``services`` is opened once bank and name are settled, and closed at the end. With ``as_json`` the attempt
    goes to ``console.result`` at the end, even if the player stopped. Passes on OSError from the console.
    """
    return in_sentences(services, console, lambda: _play(services, settings, console, as_json))


def in_sentences(services: Services, console: Console, play: Callable[[], int]) -> int:
    """Play, close ``services``, and return the exit status; errors are told. Passes on OSError from the console."""
    try:
        with closing(services):
            if services.school_notice:
                console.print_error(services.school_notice)
            return play()
    except RequestError as refusal:
        for sentence in refusal.sentences:
            console.print_error(sentence)
        return 2 if refusal.wrong_usage else 1
    except StoreError as error:
        console.print_error(error.message)
        console.print_error(error.fix)
        return 1
    except GivenUpError:
        return 1
    except (StoppedError, KeyboardInterrupt) as stopped:
        if isinstance(stopped, KeyboardInterrupt):
            # The terminal has written ^C on the current line.
            console.say("")
        console.say("Stopped. Nothing was begun.")
        return 0


def _play(services: Services, settings: Settings, console: Console, as_json: bool) -> int:
    request = services.request.play
    request.check_names()
    bank = beginning.choose_bank(services, console)
    # A pipe has its next line ready at once, and a line is never two key presses.
    options = services.play_options(bank, request, settings, untimed=True, grace=0.0)
    if not console.interactive:
        # A pipe is not sure of anything, and existing scripts rely on one line being one answer.
        options = replace(options, ask_certainty=False)
    name = beginning.choose_name(request, settings, console)
    services.open_store()
    services.back_up()
    player = services.sign_in(name, request.team, settings)
    session = beginning.begin(services, player, bank, options, console)
    kept = AttemptRunner(session, console, services.names).run()
    if session.attempt.finished:
        # If it cannot be kept, it is computed when needed.
        with suppress(StoreError):
            services.keep_due(player)
    if as_json:
        console.result(json.dumps(narration.document(session, kept), indent=2))
    if console.interactive:
        offer_policy(services, session, console)
    return 0
