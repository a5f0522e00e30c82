"""The way from a chosen bank to its first question: a name, an attempt to resume, the play screen."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from quiz.bank.model import Bank
from quiz.request import PlayRequest
from quiz.store.errors import StoreError
from quiz.store.records import Player
from quiz.store.sitting import Sitting
from quiz.tui.app import QuizApp
from quiz.tui.screens.dialog import Dialog
from quiz.tui.screens.name import NameScreen
from quiz.tui.screens.play import PlayScreen


async def start(app: QuizApp, bank: Bank, learn: bool = False) -> None:
    """Play ``bank`` (``learn``: practise it), after asking what has to be asked. Call from a worker."""
    player = app.player or await ask_name(app)
    if player is None:
        return
    backstage = app.backstage
    asked = app.request.play if app.request.play.bank in (bank.id, bank.file) else PlayRequest()
    play = replace(asked, learn=learn)
    record = None if learn else await app.from_store(lambda: backstage.resumable(player, bank))
    begin: Callable[[], Sitting] = lambda: backstage.begin(player, bank, play, app.settings)  # noqa: E731
    if record:
        answered = len(await app.from_store(lambda: backstage.store.responses(record.id)) or ())
        way = await app.push_screen_wait(
            Dialog(
                "Go on where you stopped?",
                f"You have answered {answered} of {len(record.questions)} questions of “{bank.title}”.",
                [("resume", "Go on"), ("new", "Start again (what you answered stays kept)")],
            )
        )
        if way == "":
            return
        if way == "resume":
            begin = lambda: backstage.resume(player, bank, record, app.settings)  # noqa: E731
    try:
        sitting = await asyncio.to_thread(begin)
    except (StoreError, ValueError) as error:
        app.say(str(error))
        return
    app.push_screen(PlayScreen(sitting))


async def ask_name(app: QuizApp) -> Player | None:
    """Ask who is playing and sign them in. Returns None where they would not say. Call from a worker."""
    backstage = app.backstage
    teams = await app.from_store(backstage.store.teams) or []
    answer = await app.push_screen_wait(NameScreen(app.settings.player, app.settings.team, teams))
    if answer:
        await app.sign_in(*answer)
    return app.player
