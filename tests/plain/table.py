"""A table at which somebody plays line by line: a bank, a store, a clock, and all that is said there."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from quiz.plain import Console, play_plain
from quiz.plain.prompts.match import letter
from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.match import Match
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.store.records import AttemptRecord
from quiz.store.store import open_store
from tests.builders import FakeClock, bank, document, to_toml
from tests.services.attempt_sessions import clocks

SEED = 1

Step: TypeAlias = str | BaseException | Callable[[], object]
"""What comes next at the table: a line, an interruption, or something that happens before the next line."""


@dataclass
class Heard:
    """What came of one run of the program."""

    said: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    status: int = -1

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(self.said)

    @property
    def attempt(self) -> Any:
        """The one JSON document that was printed."""
        (result,) = self.results
        return json.loads(result)


class Table:
    """Where people play, one after the other, always with the same store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = str(folder / "scores.db")
        self.clock = FakeClock()
        self.settings = Settings(ask_certainty=False)

    def lay(self, *questions: Question, identifier: str = "first", **about: Any) -> Path:
        """Put a bank on the table, with these questions or one of each type, all asked, and return its file."""
        made = bank(*questions, identifier=identifier, **{"quiz_length": 0, **about})
        file = self.folder / f"{identifier}.toml"
        file.write_text(to_toml(document(made)), encoding="utf-8")
        return file

    def play(
        self, *steps: Step, bank: str | None = "first", person: bool = False, as_json: bool = False, **request: Any
    ) -> Heard:
        """Play with these steps for input; ``person`` says whether somebody can be asked."""
        heard = Heard()
        to_come = iter(steps)

        def read_line() -> str | None:
            for step in to_come:
                if isinstance(step, str):
                    return step
                if isinstance(step, BaseException):
                    raise step
                step()
            return None

        asked = AppRequest(
            store=self.store,
            bank_folders=(self.folder,),
            settings_file=self.folder / "settings.json",
            play=PlayRequest(**{"bank": bank, **request}),
        )
        console = Console(
            read_line=read_line,
            say=heard.said.append,
            result=heard.results.append,
            interactive=person,
            print_error=heard.complaints.append,
        )
        services = Services(asked, clocks(self.clock), lambda: SEED)
        heard.status = play_plain(services, self.settings, console, as_json=as_json)
        return heard

    def kept(self, name: str = "Guest", identifier: str = "first") -> list[tuple[AttemptRecord, list[Response]]]:
        """Return every attempt of a player that is open or finished, and its responses."""
        store = open_store(self.store)
        player = store.find_player(name)
        assert player
        attempts = [*store.open_attempts(player.id), *store.history(player.id, identifier)]
        found = [(attempt, store.responses(attempt.id)) for attempt in attempts]
        store.close()
        return found


def asked(question: Question) -> PresentedQuestion:
    """Return a question as every player at a table is asked it."""
    return PresentedQuestion(question, question.arranged(SEED), None)


def typed(question: Question, given: Answer) -> list[str]:
    """Return the lines that give this answer to a question at a table: one, or one for each decision of a story."""
    shown = asked(question).arrangement
    match given:
        case Picked(positions) | Ordered(positions):
            return [" ".join(str(shown.index(position) + 1) for position in positions)]
        case Judged(answer):
            return [str(answer)]
        case Matched(chosen):
            assert isinstance(question, Match)
            letters = {box: letter(shown.index(i)) for i, box in enumerate(question.boxes)}
            return [" ".join(f"{item}{letters[box or '']}" for item, box in enumerate(chosen, 1))]
        case Typed(text):
            return [text]
        case Spotted(verdict, lines):
            return [f"{verdict} {', '.join(str(line + 1) for line in lines)}"]
        case Walked(choices):
            assert isinstance(question, Scenario)
            return _walk(question, choices)


def _walk(question: Scenario, choices: tuple[int, ...]) -> list[str]:
    lines = []
    name = question.start
    for choice in choices:
        lines.append(str(question.choices_arranged(name, SEED).index(choice) + 1))
        name = question.scenes[name].choices[choice].goto
    return lines
