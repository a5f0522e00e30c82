"""``scenario`` in lines: one number at each decision."""

from typing import ClassVar

from quiz.plain.prompts.numbers import numbered, read_position
from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter
from quiz.questions.answers import Walked
from quiz.questions.scenario import Scenario, Scene


class ScenarioPrompter(Prompter):
    """A story, told scene by scene; a decision's outcome is told with the next one."""

    TELLS_REASONS: ClassVar[bool] = True

    def first(self, question: Scenario, shown: tuple[int, ...], seed: int) -> Prompt:
        """Tell the scene that the story starts with."""
        return _decision(question, seed, question.start, (), ())


def _decision(question: Scenario, seed: int, name: str, path: tuple[int, ...], lead: tuple[str, ...]) -> Prompt:
    """Return the prompt of one scene; ``path`` are the choices that led to it."""
    scene = question.scenes[name]
    shown = question.choices_arranged(name, seed)

    def read(line: str) -> PromptAnswer | Prompt:
        position = shown[read_position(line, len(shown))]
        choice = scene.choices[position]
        why = (choice.why,) if choice.why else ()
        following = question.scenes[choice.goto]
        if following.end:
            return PromptAnswer(Walked((*path, position)), (*why, *_told(following)))
        return _decision(question, seed, choice.goto, (*path, position), why)

    return Prompt(
        lead=lead,
        lines=(*_told(scene), "What do you do?", *numbered(scene.choices[position].text for position in shown)),
        ask=f"Type one number from 1 to {len(shown)}.",
        help="This is a story, and each decision leads on to what happens next. Answer with the number of your decision.",
        read=read,
    )


def _told(scene: Scene) -> tuple[str, ...]:
    return (scene.text, *(line.said() for line in scene.lines))
