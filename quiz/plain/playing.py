"""Plays a quiz in the plain front end, from what was asked for to the exit status."""

import json
from contextlib import closing

from quiz.plain import beginning, narration
from quiz.plain.console import Console, StoppedError
from quiz.plain.session import Conversation, GivenUpError
from quiz.services.requests import RequestError
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.store.errors import StoreError


def play_plain(services: Services, settings: Settings, console: Console, *, as_json: bool = False) -> int:
    """Play a quiz as lines of text and return the exit status: 0 well, 1 not there or not kept, 2 wrong usage.

    The store of ``services`` is opened once it is settled who plays what, and closed at the end. With ``as_json`` the
    attempt is handed to ``console.result`` at the end, also where the player stopped. Passes on OSError from the console.
    """
    try:
        with closing(services):
            return _play(services, settings, console, as_json)
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
            # The terminal has written ^C into the line that the cursor is on.
            console.say("")
        console.say("Stopped. Nothing was begun.")
        return 0


def _play(services: Services, settings: Settings, console: Console, as_json: bool) -> int:
    request = services.request.play
    request.check_names()
    bank = beginning.choose_bank(services, console)
    # A pipe has its next line ready at once, and a line is never two key presses.
    options = services.play_options(bank, request, settings, untimed=True, grace=0.0)
    name = beginning.choose_name(request, settings, console)
    services.open_store()
    services.back_up()
    player = services.sign_in(name, request.team, settings)
    session = beginning.begin(services, player, bank, options, console)
    kept = Conversation(session, console, services.names).run()
    if as_json:
        console.result(json.dumps(narration.document(session, kept), indent=2))
    return 0
