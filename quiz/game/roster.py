"""Who is in a live game: under which name, in which seat, and who of them is connected."""

from quiz.game.scoring import Member
from quiz.questions.names import look_alike_key

MASKED = "Player"
"""What stands for a name that the host took away or has not looked at, with a number behind it."""


class Roster:
    """The players of a live game, also those who left: their answers count no more, and their seats are nobody else's."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.members: dict[str, Member] = {}
        self.devices_out: set[str] = set()
        """What the devices hash to that the host took out."""
        self._names: dict[str, str] = {}
        """The ids of the players by what their names look like."""
        self._seats: dict[str, str] = {}
        """The ids of the players by what their tokens hash to, where that is another one than they came with."""
        self._present: set[str] = set()
        self._removed = 0

    @property
    def players(self) -> list[Member]:
        """The players who are in the game, in the order in which they joined."""
        return [member for member in self.members.values() if not member.removed]

    @property
    def player_count(self) -> int:
        """How many players are in the game."""
        return len(self.members) - self._removed

    @property
    def played_count(self) -> int:
        """How many players have answered at least once: the others stand nowhere."""
        return sum(member.answered for member in self.players)

    @property
    def present_count(self) -> int:
        """How many players are connected."""
        return len(self._present)

    def is_present(self, player: str) -> bool:
        """Say whether a player is connected."""
        return player in self._present

    def seated(self, seat: str) -> Member | None:
        """Return the player whose token hashes to ``seat``, also a removed one; None for a seat that was given away."""
        player = self._seats.get(seat, seat)
        return self.members.get(player)

    def named(self, name: str) -> Member | None:
        """Return the player whose name looks like this one, None where nobody's does."""
        player = self._names.get(look_alike_key(name))
        return self.members[player] if player else None

    def free_mask(self, player: str) -> str:
        """Return a harmless name for a player that nobody has."""
        number = [*self.members, player].index(player) + 1
        while look_alike_key(f"{MASKED} {number}") in self._names:
            number += 1
        return f"{MASKED} {number}"

    # What events make of it

    def _take_in(self, member: Member) -> None:
        self.members[member.id] = member
        self._note_names(member)

    def _rename(self, player: str, name: str) -> None:
        """Give a player another name; a team that they named themselves goes with their own."""
        member = self.members[player]
        self._forget_names(member)
        member.name, member.alias, member.masked = name, "", True
        if member.free_team:
            member.team = ""
        self._note_names(member)

    def _let_stand(self, player: str) -> None:
        member = self.members[player]
        self._forget_names(member)
        member.alias = ""
        self._note_names(member)

    def _give_seat(self, player: str, seat: str) -> None:
        """Let a player be whoever has the token of ``seat``, and nobody else."""
        self._seats = {before: one for before, one in self._seats.items() if one != player}
        # Nobody has this id: the device that the player came with is out.
        self._seats[player] = ""
        self._seats[seat] = player

    def _remove(self, player: str, device: str) -> None:
        """Let a player go, and note the ``device`` that goes with them; empty where none does."""
        member = self.members[player]
        self._forget_names(member)
        member.removed = True
        self._removed += 1
        self._present.discard(player)
        if device:
            self.devices_out.add(device)

    def _note_names(self, member: Member) -> None:
        for name in filter(None, (member.name, member.alias)):
            self._names[look_alike_key(name)] = member.id

    def _forget_names(self, member: Member) -> None:
        for name in filter(None, (member.name, member.alias)):
            self._names.pop(look_alike_key(name), None)
