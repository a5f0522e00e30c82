"""Answering ``scenario``: a story, one decision after another, each with its consequence."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widget import Widget

from quiz.play.attempt import GRACE, Response
from quiz.questions.answers import Walked
from quiz.questions.scenario import Scenario, Scene
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.choices import Choices, RowState
from quiz.tui.widgets.conversation import bubbles
from quiz.tui.widgets.plain_text import PlainText


class SceneView(VerticalGroup):
    """What happens in one scene, and the decision to take there."""

    DEFAULT_CSS = """
    SceneView Choices {
        margin-bottom: 1;
    }

    .happens {
        margin-bottom: 1;
    }
    """

    def __init__(self, scene: Scene, order: tuple[int, ...]) -> None:
        """Show ``scene`` with its choices in ``order``."""
        super().__init__()
        self._scene = scene
        self._order = order

    def compose(self) -> ComposeResult:
        """Lay the scene out."""
        yield PlainText(self._scene.text, classes="happens")
        yield from bubbles(self._scene.lines, "", numbered=False)
        if self._scene.choices:
            yield Choices([self._scene.choices[position].text for position in self._order])


class ScenarioPanel(AnswerPanel):
    """The scenes so far, the present one at the end."""

    DEFAULT_CSS = """
    .consequence {
        padding: 0 1 0 2;
        margin: 0 0 1 2;
        border-left: outer $right;
        color: $right;
    }

    .consequence.wrong {
        border-left: outer $wrong;
        color: $wrong;
    }

    .ending .happens {
        text-style: bold;
    }
    """
    question: Scenario

    def compose(self) -> ComposeResult:
        """Begin at the start."""
        self._scene = self.question.start
        self._taken: list[int] = []
        self._takes_from = self.clock() + GRACE
        yield self._view()

    def _view(self) -> SceneView:
        scene = self.question.scenes[self._scene]
        self._order = self.question.choices_arranged(self._scene, self.seed)
        return SceneView(scene, self._order)

    def first_focus(self) -> Widget:
        """Return the choices of the present scene."""
        return self.query(Choices).last()

    @on(Choices.Picked)
    async def _decided(self, event: Choices.Picked) -> None:
        event.stop()
        if self.clock() < self._takes_from or event.choices is not self.query(Choices).last():
            return
        self._takes_from = self.clock() + GRACE
        taken = self._order[event.positions[0]]
        choice = self.question.scenes[self._scene].choices[taken]
        self._taken.append(taken)
        event.choices.close()
        well: RowState = "right" if choice.mark >= 1 else "wrong"
        event.choices.note(event.positions[0], "✔" if choice.mark >= 1 else "◐" if choice.mark > 0 else "✘", well)
        for row in event.choices.rows:
            if row.position != event.positions[0]:
                row.tell(state="other")
        if choice.why:
            await self.mount(PlainText(choice.why, classes=f"consequence {well}"))
        self._scene = choice.goto
        view = self._view()
        await self.mount(view)
        if self.question.scenes[self._scene].end:
            view.add_class("ending")
            self.give(Walked(tuple(self._taken)))
        else:
            self.first_focus().focus()
        view.scroll_visible(animate=False, top=True)

    def reveal(self, response: Response) -> None:
        """Take no more decisions."""
        for choices in self.query(Choices):
            choices.close()
