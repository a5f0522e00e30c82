"""The host's app: the stage on the projector and, beside it on the same loop, the pads' server."""

import asyncio
import contextlib
import gc
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from typing_extensions import override

from quiz.banks.model import Bank
from quiz.game.events import Event, Finished, QuestionShown, Revealed, Skipped
from quiz.game.planning import plan_game
from quiz.live.endpoint import Endpoint
from quiz.live.host.base import HostBase
from quiz.live.host_request import HostRequest
from quiz.services.attempt_session import Clocks
from quiz.services.live_game import LiveGame
from quiz.services.settings import Settings
from quiz.store.errors import StoreError
from quiz.store.games import GameRecord
from quiz.store.store import Store
from quiz.tui.inset_app import CLOSING_SECONDS

if TYPE_CHECKING:
    from quiz.live.server import Server


class HostApp(HostBase):
    """INSET Quiz before a hall."""

    CSS_PATH = ["../../tui/quiz.tcss", "host.tcss"]

    def __init__(
        self,
        store: Store,
        banks: Mapping[str, Bank],
        request: HostRequest,
        clocks: Clocks,
        seed: int,
        *,
        settings: Settings,
        names: Mapping[str, str],
        record: GameRecord | None = None,
    ) -> None:
        """Host what ``request`` asks for, or bring the game of ``record`` back; without banks ask first."""
        super().__init__(banks, names, settings.theme)
        self.request = request
        self.live_game: LiveGame | None = None
        self.server: Server | None = None
        self._store = store
        self._clocks = clocks
        self._seed = seed
        self._record = record
        self._opening = False
        """Whether a game was begun or taken up again: an app hosts one."""

    @override
    def get_default_screen(self) -> Screen[Any]:
        """Begin on the set-up screen where nothing was asked for, else with an empty one until the game is open."""
        if self.request.banks or self._record:
            return Screen()
        # Here, because only who asks for nothing on the command line needs it.
        from quiz.live.host.setup import SetupScreen

        return SetupScreen(self.request)

    def on_mount(self) -> None:
        """Open the game where it is settled what is played."""
        if self.request.banks or self._record:
            self.run_worker(self.open_game(self.request))

    @override
    async def open_game(self, request: HostRequest) -> None:
        # Here, so that the set-up screen is drawn without waiting for it.
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
        if self._record:
            await self.live_game.pause()
        addresses: list[str] = []
        if not self.live_game.game.plan.hands:
            try:
                addresses = await self._open_door(self.live_game)
            except OSError as error:
                reason = error.strerror or str(error)
                self.exit(
                    return_code=1,
                    message=f"Nobody can join on port {request.port}: {reason}. "
                    "Close the other program, or choose another one: quiz host --port 8080",
                )
                return
        notes = (self._who_can_join(addresses), self.live_game.game.plan.practice_notice)
        self.push_screen(StageScreen(self.live_game, self.names, addresses, "\n".join(note for note in notes if note)))

    def _who_can_join(self, addresses: list[str]) -> str:
        """Return what the open door means, in a sentence."""
        if not addresses:
            return ""
        if self.request.public_url or self.request.lan:
            plain = "" if addresses[0].startswith("https:") else "; nothing that is sent is encrypted"
            return f"Anybody who reaches this address and has the code can join{plain}."
        return "Only this machine can join. For phones close this, and say: quiz host --lan"

    @override
    def unfinished(self) -> list[GameRecord]:
        try:
            return self._store.games.unfinished()
        except StoreError:
            return []

    @override
    async def resume(self, record: GameRecord) -> None:
        if not self._opening:
            self._record = record
            await self.open_game(self.request)

    def _made(self) -> LiveGame:
        if self._record:
            return LiveGame.resume(self._store, self._record, self.banks, self._clocks)
        request = self.request
        plan = plan_game(
            [self.banks[bank] for bank in request.banks],
            self._seed if request.seed is None else request.seed,
            mood=request.mood,
            preset=request.preset,
            questions=request.questions,
            rounds=request.rounds,
            timed=request.timed,
            teams=request.teams,
            hands=request.hands,
            seed_given=request.seed is not None,
            shadowed=request.shadowed,
        )
        return LiveGame.begin(self._store, plan, self.banks, self._clocks)

    async def _open_door(self, live_game: LiveGame) -> list[str]:
        # Imported here: a game with hands opens no network and needs none of it.
        from quiz.live.server import Server, tls_context

        request = self.request
        tls = tls_context(request.certificate, request.key) if request.certificate else None
        endpoint = Endpoint(port=request.port, lan=request.lan, public_url=request.public_url, secure=tls is not None)
        self.server = Server(live_game, endpoint, self.names, tls)
        await self.server.start()
        return self.server.endpoint.addresses()

    async def on_unmount(self) -> None:
        """Keep what is still to be kept, then close the door and let go of the store, none of it without end."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS / 2):
                if self.live_game:
                    await self.live_game.close()
        # Also where there was not time enough for the game: to close the store ends what waits there.
        letting_go = [asyncio.to_thread(self._store.close)]
        if self.server:
            letting_go.append(self.server.close())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*letting_go), CLOSING_SECONDS / 2)


def _rest_the_collector(event: Event) -> None:
    """Leave what is there when a question is read out of garbage collection until its key is shown.

    One collection of everything that a hall of a thousand holds takes as long as keeping all their answers (measured:
    the 95th percentile of a burst fell from 190 to 90 ms).
    """
    if isinstance(event, QuestionShown):
        gc.freeze()
    elif isinstance(event, Revealed | Skipped | Finished):
        gc.unfreeze()
