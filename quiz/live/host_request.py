"""What somebody asked for who wants to host a game, as the command line and the set-up screen take it."""

from dataclasses import dataclass

from quiz.game.events import LivePreset, Mood
from quiz.game.planning import QUESTIONS
from quiz.questions.text import tidy_name

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
    lan: bool = False
    """Let the devices of the network in."""
    port: int = PORT
    public_url: str = ""
    certificate: str = ""
    key: str = ""
    seed: int | None = None


def read_teams(text: str) -> tuple[str, ...]:
    """Return the names of teams from a line with commas. Raises ValueError where they cannot be told apart."""
    names = [tidy_name(part) for part in text.split(",")]
    teams = tuple(name for name in names if name)
    if len({name.casefold() for name in teams}) < len(teams):
        raise ValueError("Two teams have the same name. Give each its own, with commas between them: Red, Blue, Green.")
    return teams
