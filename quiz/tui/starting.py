"""The way from a chosen bank to its first question: a name, an attempt to resume, the play screen."""

import asyncio
from dataclasses import replace

from quiz.banks.model import Bank
from quiz.play.board_rules import practice_notice
from quiz.services.attempt_session import AttemptSession
from quiz.services.requests import RequestError
from quiz.services.services import Unfinished
from quiz.store.errors import StoreError
from quiz.store.records import Player
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.name import NameScreen
from quiz.tui.screens.play import PlayScreen


async def start(app: QuizBase, bank: Bank, learn: bool = False) -> None:
    """Play ``bank`` (``learn``: practise it), after asking what has to be asked. Call from a worker."""
    player = app.player or await ask_name(app)
    if player is None:
        return
    try:
        session = await _session(app, player, bank, learn)
    except (StoreError, RequestError, ValueError) as error:
        app.say(str(error))
        return
    if session:
        app.push_screen(PlayScreen(session))


async def _session(app: QuizBase, player: Player, bank: Bank, learn: bool) -> AttemptSession | None:
    """Go on with an attempt or begin one; None where the player wants neither. Raises as ``Services`` does."""
    services = app.services
    play = services.play_request(bank)
    play = replace(play, learn=learn or (play.learn and play.bank is None))
    options = services.play_options(bank, play, app.settings)
    unfinished = None if play.learn else await asyncio.to_thread(services.resumable, player, bank)
    way = await _ask_to_go_on(app, bank, unfinished) if unfinished else "new"
    if unfinished and way == "resume":
        return await asyncio.to_thread(services.resume, player, bank, unfinished, options)
    if way != "new" or not await _agrees_to_practise(app, options.practice_reasons(bank)):
        return None
    if unfinished:
        await asyncio.to_thread(services.abandon, unfinished)
    return await asyncio.to_thread(services.begin, player, bank, options, play.seed)


async def _ask_to_go_on(app: QuizBase, bank: Bank, unfinished: Unfinished) -> str:
    length = len(unfinished.record.questions)
    return await app.push_screen_wait(
        Dialog(
            "Go on where you stopped?",
            f"You have answered {unfinished.answered} of {length} questions of “{bank.title}”.",
            [("resume", "Go on"), ("new", "Start again (what you answered stays kept)")],
        )
    )


async def _agrees_to_practise(app: QuizBase, reasons: tuple[str, ...]) -> bool:
    """Say before an attempt begins that it counts on no board, where that is so, and ask whether it shall begin."""
    if not reasons:
        return True
    ways = [("begin", "Begin"), ("back", "Back")]
    return await app.push_screen_wait(Dialog("For practice", practice_notice(reasons), ways)) == "begin"


async def ask_name(app: QuizBase) -> Player | None:
    """Ask who is playing and sign them in. Returns None where they would not say. Call from a worker."""
    teams = await app.from_store(app.services.store.teams) or []
    answer = await app.push_screen_wait(NameScreen(app.settings.player, app.settings.team, teams))
    if answer:
        await app.sign_in(*answer)
    return app.player
