"""What is settled before the first question: which bank, who plays, on which terms."""

import os
from collections.abc import Sequence
from pathlib import Path

from quiz.banks.loading import Library, Reading, load_library, read_bank
from quiz.banks.model import Bank
from quiz.paths import expand
from quiz.plain.console import HELP, CannotPlayError, Console, plural
from quiz.play.drawing import topics
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.text import tidy_name
from quiz.services.attempt_session import PlayOptions
from quiz.services.requests import PlayRequest
from quiz.services.settings import Settings
from quiz.store.records import Player
from quiz.store.store import Store

GUEST = "Guest"
"""The name of a player who gives none."""

_MOST_FAULTS = 5


def is_path(wanted: str) -> bool:
    """Say whether somebody names a bank by its file and not by its id."""
    return wanted.endswith(".toml") or "/" in wanted or os.sep in wanted


def choose_bank(wanted: str | None, folders: Sequence[Path], streams: Console) -> Bank:
    """Return the bank with the id or at the path ``wanted``, or ask for one. Raises CannotPlayError or StoppedError."""
    if wanted is not None and is_path(wanted):
        reading = read_bank(expand(wanted))
        if reading.bank:
            return reading.bank
        raise _with_faults(reading)
    library = load_library(folders)
    banks = library.banks
    if wanted is not None:
        if wanted in banks:
            return banks[wanted]
        raise _missing(wanted, library)
    if not banks:
        raise CannotPlayError(1, "No bank was found here.", "Name a folder that holds some: quiz --banks FOLDER.")
    if not streams.interactive:
        raise CannotPlayError(2, f"Say which bank to play, for example: quiz play {next(iter(banks))}.", _known(banks))
    return _ask_which(list(banks.values()), streams)


def _known(banks: dict[str, Bank]) -> str:
    return f"The banks are: {', '.join(banks)}."


def _with_faults(reading: Reading) -> CannotPlayError:
    """Return the refusal of a bank with faults: the first of them, and how many more there are."""
    faults = [str(fault) for fault in reading.faults]
    more = len(faults) - _MOST_FAULTS
    rest = [f"And {plural(more, 'more fault')}: quiz bank check says them all."] if more > 0 else []
    return CannotPlayError(1, f"The bank {reading.file} cannot be played.", *faults[:_MOST_FAULTS], *rest)


def _missing(wanted: str, library: Library) -> CannotPlayError:
    """Return the refusal of an id that no playable bank has: the faults of a file of that name, or the nearest spelling."""
    for reading in library.broken:
        if Path(reading.file).stem == wanted:
            return _with_faults(reading)
    near = nearest(wanted, library.banks) if library.banks else "Name a folder that holds it: quiz --banks FOLDER."
    return CannotPlayError(1, f"There is no bank {quoted(wanted)}.", near)


def _ask_which(banks: Sequence[Bank], streams: Console) -> Bank:
    """Offer the banks by number until one is taken. Raises StoppedError."""
    offer = [f"{number}. {bank.title}. {plural(bank.quiz_length(), 'question')}." for number, bank in enumerate(banks, 1)]
    offer.insert(0, "Which quiz do you want to play?")
    streams.say_all(offer)
    while True:
        streams.say(f"Type one number from 1 to {len(banks)}, or q to leave.")
        line = streams.read().removesuffix(".")
        if line.isascii() and line.isdecimal() and 1 <= int(line[:9]) <= len(banks):
            return banks[int(line[:9]) - 1]
        streams.say_all(offer if line == HELP else ["That is none of these numbers."])


def choose_name(request: PlayRequest, settings: Settings, streams: Console) -> str:
    """Return the name to play under: asked for, from the settings, typed, or Guest. Raises CannotPlayError or StoppedError."""
    if request.player is not None:
        return _tidied(request.player, "name")
    if name := tidy_name(settings.player):
        return name
    if not streams.interactive:
        return GUEST
    streams.say(f"What is your name? With an empty line you play as {GUEST}.")
    while typed := streams.read():
        if name := tidy_name(typed):
            return name
        streams.say("There is nothing in that name that can be shown. Type another, or an empty line.")
    return GUEST


def _tidied(given: str, what: str) -> str:
    if name := tidy_name(given):
        return name
    raise CannotPlayError(2, f"The {what} {quoted(given)} has nothing in it that can be shown.", "Give one with letters.")


def check_names(request: PlayRequest) -> None:
    """Refuse a player's or team's name that is none, before anything is asked or opened. Raises CannotPlayError."""
    if request.player is not None:
        _tidied(request.player, "name")
    if request.team is not None:
        _tidied(request.team, "team name")


def sign_in(store: Store, name: str, request: PlayRequest, settings: Settings, at: int) -> Player:
    """Return the player of this name. Without a team asked for, nobody is moved out of theirs. Raises StoreError."""
    if request.team is not None:
        team = _tidied(request.team, "team name")
    else:
        is_owner = name.casefold() == tidy_name(settings.player).casefold()
        known = store.find_player(name)
        team = (tidy_name(settings.team) if is_owner else "") or (known.team if known else "")
    return store.sign_in(name, team, at)


def terms(request: PlayRequest, settings: Settings, bank: Bank, folders: Sequence[Path]) -> PlayOptions:
    """Return how to play. The clock is off unless extra time was asked for. Raises CannotPlayError for an unknown topic."""
    extra = None if request.extra_time in (None, "none") else float(request.extra_time)
    return PlayOptions(
        mode="learn" if request.learn else "quiz",
        preset=settings.preset_for(request.preset),
        extra_time=extra,
        length=request.questions,
        topic=_topic(request.topic, bank),
        seed_given=request.seed is not None,
        shadowed=request.bank is not None and is_path(request.bank) and load_library(folders).shadows(bank),
        # A pipe has its next line ready at once, and a line is never two key presses.
        grace=0.0,
    )


def _topic(wanted: str | None, bank: Bank) -> str | None:
    if wanted is None:
        return None
    known = topics(bank.questions)
    for topic in known:
        if topic.casefold() == wanted.strip().casefold():
            return topic
    near = nearest(wanted, known) if known else "It has no topics at all."
    raise CannotPlayError(1, f"{quoted(bank.title)} has no questions on the topic {quoted(wanted)}.", near)
