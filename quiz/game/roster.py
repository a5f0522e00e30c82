"""Who is in a live game: their names, their seats, and who is connected."""

from quiz.game.scoring import Member
from quiz.questions.names import look_alike_key

MASKED = "Player"
"""Replaces a name that the host removed or has not checked, followed by a number."""


class Roster:
    """The players of a live game, including those who left: their answers no longer count, but nobody gets their seats."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.members: dict[str, Member] = {}
        self.devices_out: set[str] = set()
        """Hashes of the devices that the host shut out."""
        self._names: dict[str, str] = {}
        """Ids of players by look-alike key."""
        self._seats: dict[str, str] = {}
        """Ids of players by the hash of their token, if it is not the one they came with."""
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
        """How many players have answered at least once; only they are ranked."""
        return sum(member.answered for member in self.players)

    @property
    def present_count(self) -> int:
        """How many players are connected."""
        return len(self._present)

    def is_present(self, player: str) -> bool:
        """Say whether a player is connected."""
        return player in self._present

    def seated(self, seat: str) -> Member | None:
        """Return the player whose token hashes to ``seat``, even a removed one; None for a seat that was given away."""
        player = self._seats.get(seat, seat)
        return self.members.get(player)

    def named(self, name: str) -> Member | None:
        """Return the player whose name looks like this one, None if nobody's does."""
        player = self._names.get(look_alike_key(name))
        return self.members[player] if player else None

    def free_mask(self, player: str) -> str:
        """Return a harmless name for a player, one that nobody has."""
        number = [*self.members, player].index(player) + 1
        while look_alike_key(f"{MASKED} {number}") in self._names:
            number += 1
        return f"{MASKED} {number}"

    # What events make of it

    def _take_in(self, member: Member) -> None:
        self.members[member.id] = member
        self._note_names(member)

    def _rename(self, player: str, name: str) -> None:
        """Replace a player's name; a team that they named themselves goes with it."""
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
        """Bind a player to the token of ``seat`` and no other."""
        self._seats = {before: one for before, one in self._seats.items() if one != player}
        # Nobody has an empty id, so the device that the player came with is out.
        self._seats[player] = ""
        self._seats[seat] = player

    def _remove(self, player: str, device: str) -> None:
        """Remove a player, and note the ``device`` shut out with them; empty for none."""
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
