"""The options for hosting a game, from the command line or the set-up screen."""

from dataclasses import dataclass

from quiz.game.events import LivePreset, Mood, PlannedDoor
from quiz.game.planning import QUESTIONS
from quiz.questions.names import NICKNAME_LENGTH, name_trouble, tidy_name

PORT = 8000


@dataclass(frozen=True, kw_only=True)
class HostRequest:
    """A game to host."""

    banks: tuple[str, ...] = ()
    """The ids of the banks to draw questions from."""
    shadowed: tuple[str, ...] = ()
    """Those of them that were given as files, although another bank in the folders has the same id."""
    questions: int = QUESTIONS
    """How many questions; 0 for all."""
    rounds: int = 1
    mood: Mood = "playful"
    preset: LivePreset | None = None
    """How points are given; None leaves it to the mood."""
    timed: bool | None = None
    """Whether questions have time limits; None leaves it to the mood."""
    teams: tuple[str, ...] = ()
    """The teams to choose from; if empty, players may name any team."""
    hands: bool = False
    """Play without devices, counting hands."""
    approve: bool = False
    """The host approves names before the hall sees them."""
    suggested_names: bool = False
    """Only nicknames suggested by the program are accepted."""
    how_sure: bool = False
    """Ask players how sure they are of their answers."""
    lan: bool = False
    """Let devices on the network connect."""
    port: int | None = None
    """The port where pads join; None if not given."""
    public_url: str = ""
    certificate: str = ""
    key: str = ""
    seed: int | None = None

    def door(self, before: PlannedDoor | None = None) -> PlannedDoor:
        """Return where pads come in: as asked for, and otherwise as ``before``."""
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
        """Return the command-line options for whatever the door has that the game's record, ``before``, does not."""
        door, known = self.door(before), before or PlannedDoor(port=PORT)
        valued = [
            # 0 means any port, so next time the recorded one will do.
            ("--port", str(door.port or known.port), str(known.port)),
            ("--public-url", door.public_url, known.public_url),
            ("--cert", door.certificate, known.certificate),
            ("--key", door.key, known.key),
        ]
        options = ["--lan"] if door.lan and not known.lan else []
        return options + [word for option, value, was in valued if value != was for word in (option, value)]


def read_teams(text: str) -> tuple[str, ...]:
    """Return the names of teams from a line with commas. Raises ValueError if two are the same, or one is too long."""
    teams = tuple(name for part in text.split(",") if (name := tidy_name(part, None)))
    if trouble := next(filter(None, (name_trouble(name, "team name in a hall", NICKNAME_LENGTH) for name in teams)), None):
        raise ValueError(" ".join(trouble))
    if len({name.casefold() for name in teams}) < len(teams):
        raise ValueError("Two teams have the same name. Give each its own, with commas between them: Red, Blue, Green.")
    return teams
