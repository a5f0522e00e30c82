"""What is asked before the first question: which bank, which name, and whether to resume an old attempt."""

from collections.abc import Sequence

from quiz.banks.model import Bank
from quiz.plain.console import HELP, Console
from quiz.play.board_rules import practice_notice
from quiz.questions.names import is_name, name_trouble, tidy_name
from quiz.questions.text import plural
from quiz.services.attempt_session import AttemptSession, PlayOptions
from quiz.services.bank_finding import refuse_empty
from quiz.services.progress import Unfinished
from quiz.services.requests import PlayRequest, RequestError
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.store.records import Player

GUEST = "Guest"
"""The name of a player who does not give one."""


def choose_bank(services: Services, console: Console) -> Bank:
    """Return the bank that was asked for, or ask for one. Raises RequestError or StoppedError."""
    asked = services.request.play.bank
    if asked is not None:
        return services.find_bank(asked)
    refuse_empty(services.library)
    banks = services.banks
    if not console.interactive:
        raise RequestError(
            f"Say which bank to play, for example: quiz play {next(iter(banks))}.",
            f"The banks are: {', '.join(banks)}.",
            wrong_usage=True,
        )
    return _ask_which(list(banks.values()), console)


def _ask_which(banks: Sequence[Bank], console: Console) -> Bank:
    """Offer the banks by number until one is taken. Raises StoppedError."""
    offer = [f"{number}. {bank.title}. {plural(bank.quiz_length(), 'question')}." for number, bank in enumerate(banks, 1)]
    offer.insert(0, "Which quiz do you want to play?")
    console.say_all(offer)
    while True:
        console.say(f"Type one number from 1 to {len(banks)}, or q to leave.")
        line = console.read().removesuffix(".")
        if line.isascii() and line.isdecimal() and 1 <= int(line[:9]) <= len(banks):
            return banks[int(line[:9]) - 1]
        console.say_all(offer if line == HELP else ["That is not one of these numbers."])


def choose_name(request: PlayRequest, settings: Settings, console: Console) -> str:
    """Return the name to play under: as requested, from the settings, typed, or Guest. Raises StoppedError."""
    if name := tidy_name(request.player or settings.player):
        return name
    if not console.interactive:
        return GUEST
    console.say(f"What is your name? With an empty line you play as {GUEST}.")
    while typed := console.read():
        trouble = name_trouble(typed)
        if not trouble:
            return tidy_name(typed)
        why = trouble[0] if is_name(tidy_name(typed)) else "A name needs a letter or a figure."
        console.say(f"{why} Type another, or an empty line.")
    return GUEST


def begin(services: Services, player: Player, bank: Bank, options: PlayOptions, console: Console) -> AttemptSession:
    """Resume an unfinished attempt if a person is there who wants to, else begin one.

    Raises StoreError, StoppedError, or ValueError where no question fits.
    """
    # A pipe cannot be asked.
    if console.interactive:
        if unfinished := services.resumable(player, bank, options.mode):
            if console.agrees(_offer(unfinished)):
                return services.resume(player, bank, unfinished, options)
            services.abandon(unfinished)
        elif changed := next((left for left in services.unfinished(player, bank, options.mode) if left.answered), None):
            console.say("Your unfinished quiz cannot go on, because its questions have changed since. A new one begins.")
            services.abandon(changed)
    if reasons := options.practice_reasons(bank):
        console.say(practice_notice(reasons))
    return services.begin(player, bank, options, services.request.play.seed)


def _offer(unfinished: Unfinished) -> str:
    record = unfinished.record
    kind = "practice" if record.is_practice else "quiz"
    return (
        f"You have an unfinished {kind} here, with {unfinished.answered} of {len(record.questions)} answered. "
        "Do you want to go on with it? Otherwise a new one begins."
    )
