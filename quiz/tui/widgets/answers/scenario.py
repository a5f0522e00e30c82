"""Answering ``scenario``: a story, one decision after another, each with its consequence."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.content import Content

from quiz.play.attempt import GRACE, Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Walked
from quiz.questions.scenario import Choice, Scenario, Scene
from quiz.questions.text import plural
from quiz.reports.feedback import Feedback
from quiz.tui.widgets.answers.choosing import ChoosingPanel
from quiz.tui.widgets.answers.drawing import Came, answered, first_with_air
from quiz.tui.widgets.conversation import told
from quiz.tui.widgets.pieces import TEXT_AT, Piece, Role

_GLYPHS: dict[Came, str] = {"right": "✔", "partly": "◐", "wrong": "✘"}


class ScenarioPanel(ChoosingPanel):
    """The present scene of the story, below the decisions so far."""

    SHOWS_REASONS: ClassVar[bool] = True
    HOW: ClassVar[str] = "Decide with a number. It changes what happens next."
    COUNTS: ClassVar[str] = "the mean of your decisions"
    WORD: ClassVar[str] = "decide"
    SCROLLS: ClassVar[Role | None] = "talk"
    question: Scenario

    def __init__(self, asked: PresentedQuestion, seed: int, clock: Callable[[], float]) -> None:
        """Begin at the start."""
        super().__init__(asked, seed, clock)
        self._taken: list[int] = []
        self._takes_from = clock() + GRACE

    @property
    def _before(self) -> list[int]:
        """The decisions that led to the scene shown: after the last decision its scene stays until the result is shown."""
        is_over = not self.question.scene_after(self._taken).choices
        return self._taken[:-1] if is_over else self._taken

    @property
    def _scene(self) -> Scene:
        return self.question.scene_after(self._before)

    @property
    def _order(self) -> tuple[int, ...]:
        return self.question.order_shown(self.seed, self._before)

    @property
    def texts(self) -> Sequence[str]:
        """The choices of the scene."""
        return [self._scene.choices[position].text for position in self._order]

    def before_pieces(self) -> list[Piece]:
        """Return the decisions so far (or at the start the prompt), what happens, and the messages shown."""
        if self.response:
            return self._ending(self.response)
        scene = self._scene
        taken = self.question.taken(self._before)
        decided = [self._told(choice) for choice in taken]
        if decided:
            return [*decided, replace(self.prompt_piece(scene.text), above=1), *told(scene.lines)]
        happens = replace(self.prompt_piece(scene.text), role="told", text=Content(scene.text), above=1)
        return [self.prompt_piece(self.question.prompt), happens, *told(scene.lines)]

    def _told(self, choice: Choice) -> Piece:
        """Return an earlier decision with its consequence."""
        came = _came(choice)
        text = Content.assemble((_GLYPHS[came], f"bold ${came}"), f" {choice.text}. {choice.why}".replace("..", "."))
        return Piece("told", text.stylize("$muted"), Content.styled("│ ", "$line"), 2)

    def chosen(self, places: tuple[int, ...]) -> None:
        """Take a decision, and go on to the scene that follows; at an ending, give the answer."""
        if self.clock() < self._takes_from or self.question.scene_after(self._taken).end:
            return
        self._takes_from = self.clock() + GRACE
        self._taken.append(self._order[places[0]])
        if self.question.scene_after(self._taken).end:
            self.give(Walked(tuple(self._taken)))
            return
        self.cursor = None
        self.redraw()
        self.refresh_bindings()
        self.post_message(self.MoreAsked())

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Return each decision with its consequence and any better one; without an answer, the best way."""
        question = self.question
        given = response.given if isinstance(response.given, Walked) else None
        pieces = []
        name = question.start
        choices = iter(question.taken(given.choices) if given else ())
        while (scene := question.scenes[name]).choices:
            choice = next(choices) if given else scene.best()
            pieces += self._decided(scene, choice, with_why=given is not None)
            name = choice.goto
        return first_with_air(pieces)

    def _decided(self, scene: Scene, choice: Choice, *, with_why: bool) -> list[Piece]:
        came = _came(choice)
        row = replace(answered(came, choice.text), is_card=False, text=Content.styled(choice.text, "bold"))
        pieces = [row]
        if choice.mark < scene.best().mark:
            better = Content.styled(f"→ {scene.best().text}", "bold $right")
            pieces.append(Piece("cue", better, indent=TEXT_AT, paper=row.paper))
        if choice.why and with_why:
            pieces.append(Piece("cue", Content.styled(choice.why, f"${came}"), indent=TEXT_AT, paper=row.paper))
        return pieces

    def _ending(self, response: Response) -> list[Piece]:
        """Return the beginning of the answered question: how the story ended, or without an answer the prompt."""
        if not isinstance(response.given, Walked):
            return [self.prompt_piece(self.question.prompt), Piece("told", Content.styled("The best way", "bold"), above=1)]
        ending = self.question.scene_after(response.given.choices).text
        return [self.prompt_piece("What you decided"), Piece("other", Content(ending))]

    def beside_verdict(self, response: Response, said: Feedback) -> str:
        """Return how many decisions were right."""
        if not isinstance(response.given, Walked):
            return ""
        came = [_came(choice) for choice in self.question.taken(response.given.choices)]
        half = f", {came.count('partly')} half right" if "partly" in came else ""
        return f"{plural(len(came), 'decision')}, {came.count('right')} right{half}"


def _came(choice: Choice) -> Came:
    return "right" if choice.mark >= 1 else "partly" if choice.mark > 0 else "wrong"
