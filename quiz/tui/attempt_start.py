"""The way from a chosen bank to its first question: a name, an attempt to resume, the play screen."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from quiz.banks.model import Bank
from quiz.questions.text import plural
from quiz.services.attempt_session import AttemptSession
from quiz.services.progress import Unfinished
from quiz.services.requests import PlayRequest, RequestError
from quiz.services.topups import nothing_due
from quiz.store.errors import StoreError
from quiz.store.records import Mode, Player
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import Dialog
from quiz.tui.own_data import show_own_data
from quiz.tui.screens.name import NameScreen
from quiz.tui.screens.play import PlayScreen
from quiz.tui.screens.ready import ReadyScreen


async def start(app: QuizBase, bank: Bank, learn: bool = False) -> None:
    """Play ``bank`` (``learn``: practise it), after asking what has to be asked. Call from a worker."""
    await _play(app, lambda player: _session(app, player, bank, learn))


async def go_on(app: QuizBase, bank: Bank, mode: Mode) -> None:
    """Resume what the player left open at ``bank``, or begin anew if it has gone. Call from a worker."""
    await _play(app, lambda player: _left_open(app, player, bank, mode))


async def practise_missed(app: QuizBase, bank: Bank, after: AttemptSession | None = None) -> None:
    """Practise what was missed in the attempt ``after``, else what the player missed in ``bank`` when last asked.

    Say so if there is nothing. Call from a worker.
    """
    await _play(app, lambda player: _missed(app, player, bank, after))


async def top_up(app: QuizBase, new: bool = False) -> None:
    """Ask what is due again, with ``new`` also what was never asked; say so if nothing is due. Call from a worker."""
    await _play(app, lambda player: _due(app, player, new))


async def practise_topic(app: QuizBase, bank: Bank, topic: str) -> None:
    """Practise the questions of one topic of ``bank``. Call from a worker."""
    await _play(app, lambda player: _topic(app, player, bank, topic))


async def _play(app: QuizBase, session_of: Callable[[Player], Awaitable[AttemptSession | None]]) -> None:
    """Ask for a name if there is none, and show the first question of the session that ``session_of`` returns."""
    if app.is_starting:
        # Two keys that each begin something arrived together: the first counts.
        return
    app.is_starting = True
    try:
        player = app.player or await ask_name(app, "Play")
        session = await session_of(player) if player else None
    except (StoreError, RequestError, ValueError) as error:
        app.say(str(error))
        return
    finally:
        app.is_starting = False
    if session:
        # Called when the quiz is left, but not when its results take its place.
        app.push_screen(PlayScreen(session), lambda _: _left(app, session))


def _left(app: QuizBase, session: AttemptSession) -> None:
    app.run_worker(_leave(app, session), group="leave")


async def _leave(app: QuizBase, session: AttemptSession) -> None:
    await app.from_store(session.leave)
    await reckon_due(app, session.player)


async def reckon_due(app: QuizBase, player: Player) -> None:
    """Save the forecast of what is due, now that answers have changed it. If that fails, it is worked out when needed."""
    with suppress(StoreError):
        await asyncio.to_thread(app.services.keep_due, player)


async def _session(app: QuizBase, player: Player, bank: Bank, learn: bool) -> AttemptSession | None:
    """Resume an attempt or begin one; None if the player wants neither. Raises as ``Services`` does."""
    services = app.services
    play = services.play_request(bank)
    play = replace(play, learn=learn or (play.learn and play.bank is None))
    options = services.play_options(bank, play, app.settings)
    unfinished = await asyncio.to_thread(services.resumable, player, bank, options.mode)
    way = await _ask_to_go_on(app, bank, unfinished) if unfinished else "new"
    if unfinished and way == "resume":
        return await asyncio.to_thread(services.resume, player, bank, unfinished, options)
    if way != "new":
        return None
    if not play.learn and (options.practice_reasons(bank) or await asyncio.to_thread(services.is_first_go, player, bank)):
        way = await app.push_screen_wait(ReadyScreen(bank, options, extra_time_given=play.extra_time is not None))
        if not way:
            return None
        options = services.play_options(bank, replace(play, learn=way == "learn"), app.settings)
    if unfinished and unfinished.record.mode == options.mode:
        await asyncio.to_thread(services.abandon, unfinished)
    return await asyncio.to_thread(services.begin, player, bank, options, play.seed)


async def _left_open(app: QuizBase, player: Player, bank: Bank, mode: Mode) -> AttemptSession | None:
    services = app.services
    unfinished = await asyncio.to_thread(services.resumable, player, bank, mode)
    if unfinished is None:
        return await _session(app, player, bank, learn=mode == "learn")
    options = services.play_options(bank, services.play_request(bank), app.settings)
    return await asyncio.to_thread(services.resume, player, bank, unfinished, options)


async def _missed(app: QuizBase, player: Player, bank: Bank, after: AttemptSession | None) -> AttemptSession | None:
    services = app.services
    missed = after.missed if after else await asyncio.to_thread(services.mistakes, player, bank)
    if not missed:
        asked = await asyncio.to_thread(services.store.past, player.id, bank.id)
        app.say(
            "Nothing to practise: everything you were asked was right."
            if asked
            else f"Nothing was asked of you in {bank.title} yet: Enter plays it."
        )
        return None
    cleared = after.cleared if after and after.repeats else 0
    return await asyncio.to_thread(services.begin_round, player, bank, missed, app.settings, cleared)


async def _due(app: QuizBase, player: Player, new: bool) -> AttemptSession | None:
    services = app.services
    found = await asyncio.to_thread(services.top_up, player, new=new)
    if not found.questions:
        app.say(nothing_due(found, services.clocks.today()))
        return None
    return await asyncio.to_thread(services.begin_top_up, player, found)


async def _topic(app: QuizBase, player: Player, bank: Bank, topic: str) -> AttemptSession | None:
    services = app.services
    options = services.play_options(bank, PlayRequest(learn=True, topic=topic), app.settings)
    return await asyncio.to_thread(services.begin, player, bank, options, None)


async def _ask_to_go_on(app: QuizBase, bank: Bank, unfinished: Unfinished) -> str:
    length = plural(len(unfinished.record.questions), "question")
    practice = ", for practice" if unfinished.record.is_practice else ""
    return await app.push_screen_wait(
        Dialog(
            "Go on where you stopped?",
            f"You have answered {unfinished.answered} of {length} of “{bank.title}”{practice}.\n\n"
            "Start again, and what you answered stays kept.",
            [("resume", "Go on"), ("new", "Start again")],
            back="Not now",
        )
    )


async def has_store(app: QuizBase) -> bool:
    """Say what keeps the store from opening, until it opens or the player does without it. Call from a worker.

    Returns False if they would rather close the quiz.
    """
    services = app.services
    while trouble := services.trouble:
        text = f"{trouble.message}\n\n{trouble.fix} quiz doctor tells more."
        ways = [("again", "Try again"), ("play", "Play without keeping")]
        chosen = await app.push_screen_wait(Dialog("! Scores cannot be kept", text, ways, back="Close"))
        if chosen != "again":
            return chosen == "play"
        await app.open_store_again()
    app.run_worker(services.back_up, thread=True, group="back-up")
    return True


async def ask_name(app: QuizBase, then: str = "Done") -> Player | None:
    """Ask who is playing and sign them in. Returns None if they will not say. Call from a worker.

    ``then`` is a word for what comes next.
    """
    teams = await app.from_store(app.services.store.teams) or []
    while True:
        answer = await app.push_screen_wait(NameScreen(app.settings.player, app.settings.team, teams, then))
        if answer != "own data":
            break
        await show_own_data(app, app.settings.player)
        if not app.settings.player:
            # They have just had their name erased, so they are not asked for it again.
            return None
    if answer:
        await app.sign_in(*answer)
    return app.player
