"""The players' seats: joining, coming back, moving to another device, and being taken out by the host."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import SystemRandom

from quiz.game.game import RejectedError
from quiz.game.nicknames import suggest_name
from quiz.game.scoring import Member
from quiz.game.state import Phase
from quiz.live.admission import Admission
from quiz.live.connection import PadConnection
from quiz.live.messages import ClientMessage, Greeting, Join, Moved, Named, Refused, RemovedView, Waiting, Welcome, encode
from quiz.questions.text import plural
from quiz.services.live_game import LiveGame, new_token, seat_of

_SUGGESTED = 8
"""How many nicknames to suggest on a new line."""
_OUT = "You are out of the game now."
_LEFT = "You have left. What you did in the game stays."
_TAKEN_OUT = "You are out of the game. The host took this device out."


class Seats:
    """The seats of one live game, and the lines of the players who are connected."""

    def __init__(self, live_game: LiveGame, admission: Admission, view: Callable[[Member], bytes], capacity: int) -> None:
        """Seat at most ``capacity`` players of ``live_game``, as ``admission`` allows; ``view`` writes a player's view."""
        self.capacity = capacity
        """How many players this machine can hold."""
        self.by_player: dict[str, PadConnection] = {}
        """The lines of connected players, by the player's id."""
        self._live_game = live_game
        self._game = live_game.game
        self._admission = admission
        self._view = view
        self._dice = SystemRandom()
        self._asking_back: dict[str, PadConnection] = {}
        """The lines of people who say that they are a player who has lost their connection, by the player's id."""
        self._being_seated: set[PadConnection] = set()
        """The lines whose seats are being kept at this moment."""
        self._taken_out: set[str] = set()
        """The ids of players whose devices the host took out."""

    # The host's requests

    def asking_back(self) -> list[str]:
        """Return the ids of the players whose seats another device has asked for."""
        return [player for player, connection in self._asking_back.items() if connection not in self._being_seated]

    async def let_back(self, player: str) -> None:
        """Give a player's seat to the device that has asked for it: the old one ends, points stay. Raises RejectedError."""
        connection = self._claim(player)
        token = new_token()
        with self._seating(connection):
            await self._live_game.do(lambda at: self._game.reseat(player, seat_of(token), at))
            # A line that has ended meanwhile takes no seat, so that somebody may ask for this one again.
            if self._asking_back.get(player) is connection:
                self._seat(connection, player, token)

    async def refuse_back(self, player: str) -> None:
        """Refuse the device that has asked for a player's seat. Raises RejectedError."""
        self._claim(player)
        self._refuse_claim(player, "The host has not given you that seat.")

    def _refuse_claim(self, player: str, sentence: str) -> None:
        """Tell the line that asks for a player's seat, if any, why it does not get it."""
        if connection := self._asking_back.pop(player, None):
            connection.begin_anew()
            connection.note(encode(Refused(sentence=sentence, field="name", teams=self._game.plan.teams)))

    def _claim(self, player: str) -> PadConnection:
        """Return the line that asks for a player's seat and is not being given it yet. Raises RejectedError if none does."""
        connection = self._asking_back.get(player)
        if connection is None or connection in self._being_seated:
            raise RejectedError("No device asks for that seat any more.")
        return connection

    @contextmanager
    def _seating(self, connection: PadConnection) -> Iterator[None]:
        """Mark a line as being given a seat, while that is being kept."""
        self._being_seated.add(connection)
        try:
            yield
        finally:
            self._being_seated.discard(connection)

    async def remove_device(self, player: str) -> None:
        """Take out all players on a player's device, and keep the device out. Raises RejectedError."""
        game, device = self._game, self._hashed(self._admission.device_of(player))
        here = self._admission.take_out(player, [member.id for member in game.players])
        leaving = [one for one in here if not game.members[one].removed]
        self._taken_out.update(leaving)
        # All at once, so that none of them stays if the caller is gone before the end.
        await asyncio.gather(*(self._live_game.do(partial(game.leave, one, device=device)) for one in leaving))

    def _hashed(self, device: str) -> str:
        """Return a hash for a device that differs from game to game, so that the store may keep it."""
        return hashlib.sha256(f"{self._live_game.record.id}\n{device}".encode()).hexdigest()[:24] if device else ""

    # The pads' requests

    async def join(self, connection: PadConnection, said: Join) -> None:
        """Give a line a seat, or have it wait for the host to give it one. Raises RejectedError if it may not join."""
        self._check_address(connection)
        self._check_join_code(connection, said.code)
        if connection.player or connection in self._being_seated:
            raise RejectedError("You are in the game already.")
        if self._admission.is_out(connection.address) or self._hashed(said.device) in self._game.devices_out:
            connection.note(encode(RemovedView(sentence=_TAKEN_OUT)))
            return
        if said.back and (member := self._absent(said.name)):
            self._ask_back(connection, member)
            return
        if self._game.player_count >= self.capacity:
            raise RejectedError(f"The game is full: it takes {plural(self.capacity, 'player')}.")
        with self._seating(connection):
            player, token = await self._live_game.join(said.name, said.team)
            self._admission.joined(connection.address)
            self._admission.note_player(player, said.device, connection.address)
            self._seat(connection, player, token)

    async def leave(self, connection: PadConnection) -> None:
        """Let the player of a line leave. Once the game is over, that only frees the line: what they have stays."""
        if self._game.phase is not Phase.FINISHED:
            await self._live_game.do(partial(self._game.leave, connection.player))
            return
        self._let_go(connection)
        connection.player = ""
        connection.note(encode(RemovedView(sentence=_LEFT)))

    def _ask_back(self, connection: PadConnection, member: Member) -> None:
        """Have a line wait for the host to give it a player's seat. Raises RejectedError if another line already does."""
        if self._asking_back.get(member.id, connection) is not connection:
            raise RejectedError("Another device asks for that seat already. Ask at the front.", "name")
        self._end_claims_of(connection)
        self._asking_back[member.id] = connection
        connection.note(encode(Waiting(name=member.name)))

    def _check_address(self, connection: PadConnection) -> None:
        """Raise RejectedError if the address of this line is over its limits."""
        if connection.surplus and not self._admission.has_room(connection.address):
            raise RejectedError(self._admission.turned_away(connection.address))
        self._admission.check_join(connection.address)

    def _check_join_code(self, connection: PadConnection, code: str) -> None:
        """Raise RejectedError for a wrong code, and count it against the line and its address."""
        if not hmac.compare_digest(code.strip().upper().encode(), self._live_game.record.code.encode()):
            connection.wrong_codes += 1
            self._admission.tried_wrong_code(connection.address)
            raise RejectedError("That is not the code on the big screen. Look again.", "code")

    def _absent(self, name: str) -> Member | None:
        """Return the player of this name if they are not connected; None otherwise."""
        member = self._game.named(name)
        return member if member and not self._game.is_present(member.id) else None

    def refused(self, refusal: RejectedError, said: ClientMessage) -> Refused:
        """Return a refusal as a message, with what helps the player to try again."""
        teams = self._game.plan.teams if refusal.field in ("code", "name", "team") else ()
        back = isinstance(said, Join) and refusal.field == "name" and self._absent(said.name) is not None
        return Refused(sentence=str(refusal), field=refusal.field, teams=teams, may_be_back=back)

    def greeting(self) -> Greeting:
        """Return the greeting for a new line: what there is to join, and names to choose from."""
        game = self._game
        names = {name: None for name in (suggest_name(self._dice) for _ in range(_SUGGESTED)) if not game.named(name)}
        return Greeting(
            title=game.plan.title,
            locked=game.locked,
            teams=game.plan.teams,
            names=tuple(names),
            suggested_only=game.plan.suggested_names,
            free_teams=not game.plan.suggested_names,
        )

    def _seat(self, connection: PadConnection, player: str, token: str) -> None:
        member = self._game.members[player]
        connection.note(encode(Welcome(token=token, name=member.name, team=member.team)))
        self.take(connection, seat_of(token))

    def take(self, connection: PadConnection, seat: str) -> None:
        """Return a player to their seat on a line. Raises RejectedError if there is no such seat."""
        member = self._game.seated(seat)
        if member is None:
            raise RejectedError("This device was not in this game. Join with the code on the big screen.", "token")
        if member.removed:
            sentence = _TAKEN_OUT if member.id in self._taken_out else "The host has taken this name out of the game."
            connection.note(encode(RemovedView(sentence=sentence)))
            return
        player = member.id
        self._admission.note_player(player, "", connection.address)
        before = self.by_player.get(player)
        if before is not None and before is not connection:
            # The old line is most likely dead; if it is another tab, the two must not fight for the seat.
            before.player = ""
            before.hang_up(encode(Moved(sentence=f"{member.name} now plays in another place.")))
        if connection.player != player:
            self._let_go(connection)
        self._end_claims_of(connection)
        connection.player = player
        self.by_player[player] = connection
        self._game.came(player)
        if member.alias or member.masked:
            connection.note(encode(_named(member)))
        self._refuse_claim(player, f"{member.name} is back on the device from before. Choose another nickname.")
        connection.show(self._view(member))

    def tell_name(self, player: str) -> None:
        """Tell a player the name that the hall sees now, if they are connected."""
        if connection := self.by_player.get(player):
            connection.note(encode(_named(self._game.members[player])))

    def dismiss(self, player: str) -> None:
        """Tell a player that they were removed, if they are connected, and the line that has asked for that seat."""
        self._refuse_claim(player, "That player is out of the game now. The nickname is free.")
        if connection := self.by_player.pop(player, None):
            connection.player = ""
            connection.note(encode(RemovedView(sentence=_TAKEN_OUT if player in self._taken_out else _OUT)))

    def is_waiting(self, connection: PadConnection) -> bool:
        """Say whether a line is waiting for the host to give it a seat, or for that to be kept."""
        return connection in self._being_seated or connection in self._asking_back.values()

    def forget(self, connection: PadConnection) -> None:
        """Note that a line has ended."""
        self._being_seated.discard(connection)
        self._end_claims_of(connection)
        self._let_go(connection)

    def _end_claims_of(self, connection: PadConnection) -> None:
        for player in [player for player, one in self._asking_back.items() if one is connection]:
            del self._asking_back[player]

    def _let_go(self, connection: PadConnection) -> None:
        if self.by_player.get(connection.player) is connection:
            del self.by_player[connection.player]
            self._game.went(connection.player)


def _named(member: Member) -> Named:
    sentence = ""
    if member.alias:
        sentence = f"Until the host has seen your name the hall reads {member.alias}."
    elif member.masked:
        sentence = f"The host has given you the name {member.name} for the hall."
    return Named(name=member.name, team=member.team, public_name=member.public_name, sentence=sentence)
