"""Plays a quiz in the plain front end, from what was asked for to the exit status."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from quiz.banks.model import Bank
from quiz.plain import beginning, narration
from quiz.plain.console import CannotPlayError, Console, StoppedError
from quiz.plain.session import GivenUpError, Session
from quiz.play.board_rules import practice_notice
from quiz.services.attempt_session import AttemptSession, Clocks, PlayOptions, can_resume
from quiz.services.requests import PlayRequest
from quiz.services.settings import Settings
from quiz.store.errors import StoreError
from quiz.store.maintenance import back_up
from quiz.store.records import AttemptRecord, Player
from quiz.store.store import Store, open_store


def play_plain(
    request: PlayRequest,
    *,
    bank_folders: Sequence[Path],
    store_address: str,
    settings: Settings,
    streams: Console,
    clocks: Clocks,
    seed: Callable[[], int],
    names: Mapping[str, str] | None = None,
    as_json: bool = False,
) -> int:
    """Play a quiz as lines of text and return the exit status: 0 well, 1 not there or not kept, 2 wrong usage.

    ``seed`` is asked for a number where the request has none; ``names`` are the school's own, for what to do now. With
    ``as_json`` the attempt is handed to ``streams.result`` at the end, also where the player stopped. Passes on OSError
    from the streams.
    """
    try:
        beginning.check_names(request)
        bank = beginning.choose_bank(request.bank, bank_folders, streams)
        terms = beginning.terms(request, settings, bank, bank_folders)
        name = beginning.choose_name(request, settings, streams)
        with closing(open_store(store_address)) as store:
            back_up(store_address, clocks.wall())
            player = beginning.sign_in(store, name, request, settings, clocks.wall())
            sitting = _unfinished(store, player, bank, terms, clocks, streams)
            if sitting is None:
                number = seed() if request.seed is None else request.seed
                if reasons := terms.practice_reasons(bank):
                    streams.say(practice_notice(reasons))
                sitting = AttemptSession.begin(store, player, bank, terms, number, clocks)
            kept = Session(sitting, streams, names or {}).run()
        if as_json:
            streams.result(json.dumps(narration.document(sitting, kept), indent=2))
    except CannotPlayError as refusal:
        for sentence in refusal.sentences:
            streams.print_error(sentence)
        return refusal.status
    except StoreError as error:
        streams.print_error(error.message)
        streams.print_error(error.fix)
        return 1
    except GivenUpError:
        return 1
    except StoppedError:
        streams.say("Stopped. Nothing was begun.")
    except KeyboardInterrupt:
        # The terminal has written ^C into the line that the cursor is on.
        streams.say("")
        streams.say("Stopped. Nothing was begun.")
    return 0


def _unfinished(
    store: Store, player: Player, bank: Bank, terms: PlayOptions, clocks: Clocks, streams: Console
) -> AttemptSession | None:
    """Return the player's unfinished attempt at the bank if a person is there who wants to go on with it."""
    if not streams.interactive:
        return None
    record = next((record for record in store.open_attempts(player.id) if record.bank_id == bank.id), None)
    if record is None:
        return None
    answered = len(store.responses(record.id))
    if not can_resume(record, bank):
        streams.say("Your unfinished quiz cannot go on, because its questions have changed since. A new one begins.")
    elif streams.agrees(_offer(record, answered)):
        return AttemptSession.resume(store, player, bank, record, terms, clocks)
    store.abandon(record.id, answered, clocks.wall())
    return None


def _offer(record: AttemptRecord, answered: int) -> str:
    kind = "practice" if record.mode == "learn" else "quiz"
    return (
        f"You have an unfinished {kind} here, with {answered} of {len(record.questions)} answered. "
        "Do you want to go on with it? Otherwise a new one begins."
    )
