"""What somebody asked for who wants to host a game, as the command line and the set-up screen take it."""

from dataclasses import dataclass

from quiz.game.events import LivePreset, Mood, PlannedDoor
from quiz.game.planning import QUESTIONS
from quiz.questions.names import NICKNAME_LENGTH, tidy_name

PORT = 8000


@dataclass(frozen=True, kw_only=True)
class HostRequest:
    """A game to host."""

    banks: tuple[str, ...] = ()
    """Ids of the banks to ask from."""
    shadowed: tuple[str, ...] = ()
    """Those of them that were named by their file while another bank of the folders has the id."""
    questions: int = QUESTIONS
    """How many questions; 0 for all."""
    rounds: int = 1
    mood: Mood = "playful"
    preset: LivePreset | None = None
    """How points are given; None: as the mood has it."""
    timed: bool | None = None
    """Whether questions have time limits; None: as the mood has it."""
    teams: tuple[str, ...] = ()
    """The teams to choose from; empty: a team is anybody's to name."""
    hands: bool = False
    """No devices: hands are counted."""
    approve: bool = False
    """Names are looked at by the host before the hall reads them."""
    suggested_names: bool = False
    """Only nicknames that the program suggests are taken."""
    how_sure: bool = False
    """Players are asked how sure they are of an answer."""
    lan: bool = False
    """Let the devices of the network in."""
    port: int | None = None
    """Where pads join; None where nobody said."""
    public_url: str = ""
    certificate: str = ""
    key: str = ""
    seed: int | None = None

    def door(self, before: PlannedDoor | None = None) -> PlannedDoor:
        """Return where pads come in: as was asked for, and for what was not as it was ``before``."""
        before = before or PlannedDoor(port=PORT)
        return PlannedDoor(
            port=before.port if self.port is None else self.port,
            lan=self.lan or before.lan,
            public_url=self.public_url or before.public_url,
            certificate=self.certificate or before.certificate,
            key=self.key or before.key,
            stage_key=before.stage_key,
        )

    def options_beside(self, before: PlannedDoor | None) -> list[str]:
        """Return the options of the command line that say of the door what the game's record, ``before``, does not."""
        door, known = self.door(before), before or PlannedDoor(port=PORT)
        valued = [
            # 0 is any port: the next time it may as well be the one from before.
            ("--port", str(door.port or known.port), str(known.port)),
            ("--public-url", door.public_url, known.public_url),
            ("--cert", door.certificate, known.certificate),
            ("--key", door.key, known.key),
        ]
        options = ["--lan"] if door.lan and not known.lan else []
        return options + [word for option, value, was in valued if value != was for word in (option, value)]


def read_teams(text: str) -> tuple[str, ...]:
    """Return the names of teams from a line with commas. Raises ValueError where they cannot be told apart."""
    names = [tidy_name(part, NICKNAME_LENGTH) for part in text.split(",")]
    teams = tuple(name for name in names if name)
    if len({name.casefold() for name in teams}) < len(teams):
        raise ValueError("Two teams have the same name. Give each its own, with commas between them: Red, Blue, Green.")
    return teams
