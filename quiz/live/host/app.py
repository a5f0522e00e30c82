"""The host's app: the stage on the projector and, on the same event loop, the pads' server."""

import asyncio
import contextlib
import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace
from textual import work
from textual.screen import Screen
from typing_extensions import override

from quiz.game.events import Event, Finished, PlannedDoor, QuestionShown, Revealed, Skipped
from quiz.game.game import MOST_PLAYERS
from quiz.game.planning import plan_game
from quiz.live.endpoint import Endpoint, free_port
from quiz.live.host.base import HallDoor, HostBase
from quiz.live.host_request import HostRequest
from quiz.questions.text import plural
from quiz.services.live_game import LiveGame, new_token
from quiz.services.requests import RequestError
from quiz.services.services import Services
from quiz.store.errors import HostedElsewhereError, StoreError
from quiz.store.games import GameRecord
from quiz.store.location import store_file
from quiz.tui.dialogs import Dialog, ListDialog
from quiz.tui.inset_app import CLOSING_SECONDS

if TYPE_CHECKING:
    from quiz.live.server import Server


_LOOK_AT_PAGES = 0.25
"""Seconds between checks whether a stage page is open."""


class HostApp(HostBase):
    """INSET Quiz before a hall."""

    CSS_PATH = ["../../tui/quiz.tcss", "host.tcss"]

    def __init__(self, services: Services, request: HostRequest, theme: str, *, record: GameRecord | None = None) -> None:
        """Host the game of ``request``, or resume the one of ``record``; without banks, show the set-up screen first.

        The store of ``services`` is open, and is closed at the end.
        """
        super().__init__(services, theme)
        self.request = request
        self.live_game: LiveGame | None = None
        self.server: Server | None = None
        self.kept_report: Path | None = None
        """The file with the game's report, once it is written."""
        self._record = record
        self._stage_screen: Callable[[], Screen[Any]] = Screen
        """Makes the stage for the open game."""
        self._opening = False
        """Whether a game was begun or resumed: the app hosts only one."""

    @property
    @override
    def door(self) -> HallDoor | None:
        return cast("HallDoor | None", self.server)

    @property
    def left_game(self) -> LiveGame | None:
        """The game, if it can be resumed later; None if it is over, abandoned, or goes on at another host."""
        live_game = self.live_game
        if live_game is None or live_game.abandoned or live_game.is_over:
            return None
        return None if isinstance(live_game.writer.trouble, HostedElsewhereError) else live_game

    @override
    def get_default_screen(self) -> Screen[Any]:
        """Start with the set-up screen if no game was asked for, else with an empty one until the game is open."""
        if self.request.banks or self._record:
            return Screen()
        # Imported here, since it is only needed if the command line does not name a game.
        from quiz.live.host.setup import SetupScreen

        return SetupScreen(self.request)

    def on_mount(self) -> None:
        """Open the game if it is known which one."""
        if self.services.school_notice:
            self.say(self.services.school_notice)
        if self.request.banks or self._record:
            self.run_worker(self.open_game(self.request))

    @override
    async def open_game(self, request: HostRequest) -> None:
        # Imported here, so that drawing the set-up screen does not wait for it.
        from quiz.live.host.stage import StageScreen

        if self._opening:
            return
        self._opening = True
        self.request = request
        try:
            self.live_game = await asyncio.to_thread(self._made)
        except (StoreError, ValueError) as error:
            self.exit(return_code=1, message=str(error))
            return
        self.live_game.watchers.append(_rest_the_collector)
        plan = self.live_game.game.plan
        addresses: list[str] = []
        # For a resumed game, options given now win over its record; a new game's plan already has them.
        door = request.door(plan.door) if self._record or plan.door is None else plan.door
        if not plan.hands:
            try:
                addresses = await self._open_door(self.live_game, door)
            except (OSError, ValueError) as error:
                why = self._why_busy(door, error) if isinstance(error, OSError) else str(error)
                await self._leave_closed(self.live_game, why)
                return
        # Only once the door is open: until then another host may have the game, and it must not be touched.
        if self._record:
            await self.live_game.pause()
        notes = (_who_can_join(door, addresses), _capacity_words(self.door), plan.practice_notice)
        self._stage_screen = partial(
            StageScreen, self.live_game, self.services.names, addresses, "\n".join(filter(None, notes))
        )
        self.push_screen(self._stage_screen())
        if self.server:
            self.set_interval(_LOOK_AT_PAGES, self.follow_pages)

    def follow_pages(self) -> None:
        """Show the presenter's view while a stage page is open, and the stage otherwise."""
        from quiz.live.host.presenter_screen import PresenterScreen
        from quiz.live.host.stage import StageScreen

        server, live_game = self.server, self.live_game
        if server is None or live_game is None or not self.screen_stack:
            return
        screen = self.screen
        if isinstance(screen, StageScreen) and server.stage_pages:
            addresses = server.endpoint.addresses()
            self.switch_screen(PresenterScreen(live_game, self.services.names, addresses, lambda: server.stage_pages))
        elif isinstance(screen, PresenterScreen) and screen.has_lost_its_page:
            self.switch_screen(self._stage_screen())

    @override
    def open_stage_page(self) -> None:
        # Imported here, since few hosts need it.
        from quiz.tui.base import has_browser

        if self.server is None:
            return
        here = has_browser(os.environ, sys.platform)
        address = self.server.stage.address(here=here)
        if here:
            self.open_url(address)
            self.say("Opening the stage page in this machine's browser.")
        else:
            self.copy_to_clipboard(address)
            self._offer_address(address)

    @work(exclusive=True, group="ask")
    async def _offer_address(self, address: str) -> None:
        """Show the page's address only once the host says that the hall does not see this screen."""
        assert self.server
        endpoint = self.server.endpoint
        text = (
            "Its address was copied, if this terminal allows that: paste it into the projector's browser. "
            "Nobody else should read it: once anybody has the page open, the answers stand on this screen."
        )
        if not (endpoint.lan or endpoint.public_url):
            text += " Only this machine reaches it; for another one begin with: quiz host --lan"
        ways = [("keep", "Go on without showing it"), ("show", "Show it: the hall does not see this screen")]
        if await self.push_screen_wait(ListDialog("No browser opens here", text, ways)) == "show":
            await self.push_screen_wait(Dialog("Stage page", address, [("hide", "Hide it")]))

    def _why_busy(self, door: PlannedDoor, error: OSError) -> str:
        """Return why nobody can join on the port, and what to do about it."""
        why = f"Nobody can join on port {door.port}: {error.strerror or error}."
        other = 8080 if door.port != 8080 else 8081
        if self._record:
            return (
                f"{why} Where this game is still open in another window, go on there. "
                f"Else choose another port: quiz host --resume --port {other}"
            )
        return f"{why} Close the other program, or choose another one: quiz host --port {other}"

    async def _leave_closed(self, live_game: LiveGame, why: str) -> None:
        """Close the app because nobody can join; a new game is abandoned, a resumed one stays."""
        if not self._record:
            await live_game.abandon()
        self.live_game = None
        self.exit(return_code=1, message=why)

    @override
    def unfinished(self) -> list[GameRecord]:
        try:
            return self.services.store.games.unfinished(self.services.site)
        except StoreError:
            return []

    @override
    async def keep_report(self) -> None:
        live_game = self.live_game
        if live_game is None:
            return
        if self.kept_report is None:
            await live_game.writer.settle()
            try:
                self.kept_report = await asyncio.to_thread(self._write_report, live_game)
            except (StoreError, OSError, ValueError) as error:
                why = (error.strerror if isinstance(error, OSError) else str(error)) or "It cannot be written"
                self.say(f"No report was kept. {why.rstrip('.')}. Later: quiz report game {live_game.record.id}")
                return
        self.say(f"The report is kept: {self.kept_report}")

    def _write_report(self, live_game: LiveGame) -> Path:
        # Imported here, since it is only needed once, at the end.
        from quiz.services.report_keeping import keep_report

        if live_game.writer.trouble:
            raise live_game.writer.trouble
        folders = [Path.cwd(), *self._beside_the_store()]
        return keep_report(self.services.store, live_game.record, live_game.banks, folders)

    def _beside_the_store(self) -> list[Path]:
        file = store_file(self.services.request.store)
        return [file.parent] if file else []

    @override
    async def resume(self, record: GameRecord) -> None:
        if not self._opening:
            self._record = record
            await self.open_game(self.request)

    def _made(self) -> LiveGame:
        services, request = self.services, self.request
        if self._record:
            return LiveGame.resume(services.store, self._record, services.banks, services.clocks)
        # Fixed now, so that a host that is resumed has the same address, and the projector's page finds it.
        door = replace(request.door(), stage_key=new_token())
        if not door.port and not request.hands:
            door = replace(door, port=free_port(Endpoint(port=0, lan=door.lan).bind))
        plan = plan_game(
            [services.banks[bank] for bank in request.banks],
            services.new_seed() if request.seed is None else request.seed,
            mood=request.mood,
            preset=request.preset,
            questions=request.questions,
            rounds=request.rounds,
            timed=request.timed,
            teams=request.teams,
            hands=request.hands,
            approve=request.approve,
            suggested_names=request.suggested_names,
            how_sure=request.how_sure,
            door=door,
            site=services.site,
            seed_given=request.seed is not None,
            shadowed=request.shadowed,
        )
        return LiveGame.begin(services.store, plan, services.banks, services.clocks)

    async def _open_door(self, live_game: LiveGame, door: PlannedDoor) -> list[str]:
        # Imported here: a game with hands opens no network and needs none of it.
        from quiz.live.pages import tls_context
        from quiz.live.server import Server

        try:
            tls = tls_context(door.certificate, door.key) if door.certificate else None
        except (OSError, RequestError):
            raise ValueError(
                f'"{door.certificate}" and "{door.key}" are no longer a certificate and its key. '
                "Say others: quiz host --resume --cert FILE --key FILE"
            ) from None
        endpoint = Endpoint(port=door.port, lan=door.lan, public_url=door.public_url, secure=tls is not None)
        server = Server(live_game, endpoint, self.services.names, tls)
        await server.start()
        self.server = server
        return server.endpoint.addresses()

    async def on_unmount(self) -> None:
        """Keep what is still unkept, then close the door and the store, each within a time limit."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS / 2):
                if self.live_game:
                    await self.live_game.close()
        # Even if the game ran out of time: closing the store ends what is still waiting for it.
        letting_go = [asyncio.to_thread(self.services.close)]
        if self.server:
            letting_go.append(self.server.close())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*letting_go), CLOSING_SECONDS / 2)


def _who_can_join(door: PlannedDoor, addresses: list[str]) -> str:
    """Return a sentence on who can join."""
    if not addresses:
        return ""
    if door.public_url or door.lan:
        plain = "" if addresses[0].startswith("https:") else "; nothing that is sent is encrypted"
        return f"Anybody who reaches this address and has the code can join{plain}."
    return "Only this machine can join. For phones close this, and say: quiz host --lan"


def _capacity_words(door: HallDoor | None) -> str:
    """Return how many players this machine takes; empty if it is as many as a game allows."""
    return f"This laptop takes {plural(door.capacity, 'player')}." if door and door.capacity < MOST_PLAYERS else ""


def _rest_the_collector(event: Event) -> None:
    """Exempt everything that exists when a question is shown from garbage collection, until its key is shown.

    Collecting everything for a hall of a thousand takes as long as keeping all their answers (measured: the 95th percentile
    in a burst fell from 190 to 90 ms).
    """
    if isinstance(event, QuestionShown):
        gc.freeze()
    elif isinstance(event, Revealed | Skipped | Finished):
        gc.unfreeze()
