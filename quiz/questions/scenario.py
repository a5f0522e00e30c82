"""A story whose course the player decides."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase
from textwrap import shorten
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Answer, Picked, Walked
from quiz.questions.conversation import Line, line_diagnostics
from quiz.questions.counts import PartCounts, counts_by_column
from quiz.questions.diagnostics import Diagnostic, nearest, quoted, text_list_diagnostics
from quiz.questions.handout import Handout, Labelled, numbered
from quiz.questions.question import Column, Pace, Part, Question

MOST_SCENES = 200
"""The most scenes in one story."""

_THINKING_A_DECISION = 12.0

_SCENE_IN_SHORT = 40
"""The most characters of a shortened scene."""


class Choice(Part, frozen=True, kw_only=True):
    """One way to decide in a scene, and the scene that follows."""

    text: Annotated[str, Meta(description="The decision as the player reads it.")]
    goto: Annotated[str, Meta(description="The scene that follows.")]
    mark: Annotated[
        Annotated[int | float, Meta(extra_json_schema={"minimum": 0, "maximum": 1})],
        Meta(description="0 for a bad decision to 1 for the best."),
    ]
    why: Annotated[str, Meta(description="Shown as soon as it was picked.")] = ""


class Scene(Part, frozen=True, kw_only=True):
    """A place in a story: a decision to take, or an ending."""

    text: Annotated[str, Meta(description="What happens.")]
    lines: Annotated[tuple[Line, ...], Meta(description="Messages that are seen here.")] = ()
    choices: Annotated[tuple[Choice, ...], Meta(description="The decisions; none at an ending.")] = ()
    end: Annotated[bool, Meta(description="true where the story ends.")] = False

    PICKS_ONE: ClassVar[bool] = True
    SCORED: ClassVar[bool] = True

    def stimulus(self) -> tuple[Labelled, ...]:
        """Return what happens."""
        return (("", self.text),)

    def conversation(self) -> tuple[Line, ...]:
        """Return the messages that are seen."""
        return self.lines

    def columns(self) -> tuple[Column, ...]:
        """Count by choice."""
        return tuple(Column(choice.text, float(choice.mark)) for choice in self.choices)

    def columns_of(self, answer: Answer) -> Sequence[int]:
        """Return the choice that was voted for."""
        return answer.options if isinstance(answer, Picked) else ()

    def in_short(self) -> str:
        """Return the first words of what happens, enough to recognise the scene."""
        return shorten(self.text, _SCENE_IN_SHORT, placeholder=" …")

    def best(self) -> Choice:
        """Return the first choice with the highest mark."""
        return max(self.choices, key=lambda choice: choice.mark)

    def labelled(self) -> tuple[str, ...]:
        """Return the choices."""
        return tuple(choice.text for choice in self.choices)

    def accepts(self, answer: Answer) -> bool:
        """Say whether the answer is a vote for one of the choices."""
        return isinstance(answer, Picked) and len(answer.options) == 1 and 0 <= answer.options[0] < len(self.choices)

    def mark(self, answer: Answer | None) -> float:
        """Return the mark of the choice voted for, 0 to 1."""
        return float(self.choices[answer.options[0]].mark) if isinstance(answer, Picked) else 0.0

    def diagnostics(self, scenes: Mapping[str, "Scene"]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the scene, given all ``scenes`` of its story; paths are relative to the scene."""
        if not self.text.strip():
            yield Diagnostic(("text",), "blank", "The scene says nothing.", "Write what happens.")
        yield from line_diagnostics(self.lines)
        if self.end and self.choices:
            yield Diagnostic(("end",), "choices-at-end", "An ending has choices.", "Take out the choices or  end = true.")
        if not self.end and not self.choices:
            message = "The scene has neither choices nor  end = true."
            yield Diagnostic((), "no-way-on", message, "Add the one or the other.")
        yield from text_list_diagnostics((choice.text for choice in self.choices), "choices", 0, "text")
        for position, choice in enumerate(self.choices):
            if choice.goto not in scenes:
                message = f"There is no scene {quoted(choice.goto)}."
                yield Diagnostic(("choices", position, "goto"), "unknown-scene", message, nearest(choice.goto, scenes))
            if not 0 <= choice.mark <= 1:
                path = ("choices", position, "mark")
                yield Diagnostic(path, "out-of-range", "The mark is not from 0 to 1.", "1 is the best.")


class Scenario(Question, frozen=True, kw_only=True, tag="scenario"):
    """A story whose course the player decides."""

    start: Annotated[str, Meta(description="The scene it starts with.")]
    scenes: Annotated[dict[str, Scene], Meta(description="Every scene reachable, every path ends.")]

    NAME: ClassVar[str] = "A story"
    HOW: ClassVar[str] = "Vote: where do we go from here?"
    KEY_HEADING: ClassVar[str] = "The best way through"
    ANSWER: ClassVar[type[Walked]] = Walked
    PICKS_ONE: ClassVar[bool] = True
    PACE: ClassVar[Pace] = "told"

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want every scene to be reachable and every path to end."""
        scenes = self.scenes
        if len(scenes) > MOST_SCENES:
            message = f"The story has {len(scenes)} scenes; {MOST_SCENES} is the most."
            yield Diagnostic(("scenes",), "too-many", message, "Make two questions of it.")
            return
        if self.start not in scenes:
            fix = nearest(self.start, scenes) if scenes else "Add [questions.scenes.…] tables."
            yield Diagnostic(("start",), "unknown-scene", f"There is no scene {quoted(self.start)}.", fix)
        for name, scene in scenes.items():
            for found in scene.diagnostics(scenes):
                yield Diagnostic(("scenes", name, *found.path), found.rule, found.message, found.fix)
        if self.start in scenes:
            yield from self._path_diagnostics()

    def _path_diagnostics(self) -> Iterator[Diagnostic]:
        reached, looping = _explored(self.scenes, self.start)
        for name in self.scenes:
            if name not in reached:
                message = f"No path leads to the scene {quoted(name)}."
                yield Diagnostic(("scenes", name), "unreachable-scene", message, "Lead a choice to it, or take it out.")
        if looping:
            message = f"The story can run in circles through the scene {quoted(looping)}."
            fix = "Let every choice lead on, so that each path ends."
            yield Diagnostic(("scenes", looping), "endless-story", message, fix)

    def texts(self) -> Iterator[str]:
        """Yield the prompt and every text of every scene."""
        yield self.prompt
        for scene in self.scenes.values():
            yield scene.text
            yield from (line.text for line in scene.lines)
            yield from (text for choice in scene.choices for text in (choice.text, choice.why))

    def words_read(self) -> int:
        """Return the words of the longest path, of which each scene is read whole and why only of what was decided."""
        longest: dict[str, int] = {}

        def words(name: str) -> int:
            if name not in longest:
                scene = self.scenes[name]
                texts = scene.text, *(line.text for line in scene.lines), *(choice.text for choice in scene.choices)
                ways = (len(choice.why.split()) + words(choice.goto) for choice in scene.choices)
                longest[name] = sum(len(text.split()) for text in texts) + max(ways, default=0)
            return longest[name]

        return len(self.prompt.split()) + words(self.start)

    def seconds_to_think(self) -> float:
        """Return 12 seconds for each decision of the longest path."""
        return _THINKING_A_DECISION * self.most_decisions()

    def most_decisions(self) -> int:
        """Return the most decisions on any path. Needs a story without loops, which loading ensures."""
        longest: dict[str, int] = {}

        def decisions(name: str) -> int:
            if name not in longest:
                choices = self.scenes[name].choices
                longest[name] = 1 + max(decisions(choice.goto) for choice in choices) if choices else 0
            return longest[name]

        return decisions(self.start)

    def scene_name_after(self, choices: Sequence[int]) -> str:
        """Return the name of the scene that these choices lead to. Raises IndexError for an impossible choice."""
        taken = self.taken(choices)
        return taken[-1].goto if taken else self.start

    def scene_after(self, choices: Sequence[int]) -> Scene:
        """Return the scene that these choices lead to. Raises IndexError for an impossible choice."""
        return self.scenes[self.scene_name_after(choices)]

    def order_shown(self, seed: int, choices: Sequence[int] = ()) -> tuple[int, ...]:
        """Return the positions of the choices, in the order shown, at the scene that ``choices`` lead to."""
        return self.choices_arranged(self.scene_name_after(choices), seed)

    def choices_arranged(self, scene: str, seed: int) -> tuple[int, ...]:
        """Return the positions of a scene's choices in the order shown."""
        return self._order(len(self.scenes[scene].choices), seed, scene)

    def taken(self, choices: Sequence[int]) -> list[Choice]:
        """Return the choices along a path, by their positions. Raises IndexError for an impossible one."""
        taken: list[Choice] = []
        scene = self.scenes[self.start]
        for position in choices:
            if position < 0:
                raise IndexError(position)
            taken.append(scene.choices[position])
            scene = self.scenes[taken[-1].goto]
        return taken

    def count_answers(self, answers: Mapping[Walked, int]) -> tuple[PartCounts, ...]:
        """Count scene by scene, in the order of the file, the choices of everybody who reached it."""
        votes: dict[str, Counter[Answer]] = defaultdict(Counter)
        for answer, count in answers.items():
            scene = self.start
            for position in answer.choices:
                votes[scene][Picked((position,))] += count
                scene = self.scenes[scene].choices[position].goto
        return tuple(
            counts_by_column(scene, votes[name], scene.in_short()) for name, scene in self.scenes.items() if scene.choices
        )

    def key_in_words(self) -> list[str]:
        """Return the best way from start to end, a line for each scene: the scene in a few words, and the best choice."""
        lines: list[str] = []
        scene = self.scenes[self.start]
        while scene.choices:
            lines.append(f"{scene.in_short()} → {scene.best().text}")
            scene = self.scenes[scene.best().goto]
        return numbered(lines)

    def answer_in_words(self, answer: Walked) -> list[str]:
        """Return the way taken, a line for each scene: the scene in a few words, the choice, and a better one if any."""
        lines: list[str] = []
        scene = self.scenes[self.start]
        for choice in self.taken(answer.choices):
            better = f" → better: {scene.best().text}" if choice.mark < scene.best().mark else ""
            lines.append(f"{scene.in_short()} → {choice.text}{better}")
            scene = self.scenes[choice.goto]
        return numbered(lines)

    def reasons(self, answer: Walked) -> list[str]:
        """Return the ``why`` of each choice that was not the best."""
        return [f"{choice.text}: {choice.why}" for choice in self.taken(answer.choices) if choice.mark < 1 and choice.why]

    def handout(self) -> Handout:
        """Return the scenes, numbered in the order of the file; each choice says where it leads."""
        numbers = {name: number for number, name in enumerate(self.scenes, 1)}
        shown: list[Labelled] = []
        talk: list[Labelled] = []
        for name, scene in self.scenes.items():
            place = " (start)" if name == self.start else " (end)" if not scene.choices else ""
            shown += [(f"Scene {numbers[name]}{place}", scene.text), *(("", line.said()) for line in scene.lines)]
            for letter, choice in zip(ascii_uppercase, scene.choices, strict=False):
                shown.append((letter, f"{choice.text} → scene {numbers[choice.goto]}"))
                if choice.why:
                    talk.append((f"{numbers[name]}{letter}", choice.why))
        how = "A story: decide at each scene"
        return Handout(how=how, shown=tuple(shown), key=tuple(self.key_in_words()), talk=tuple(talk))

    def _accepts(self, answer: Walked) -> bool:
        try:
            return self.scene_after(answer.choices).end
        except IndexError:
            return False

    def _mark(self, answer: Walked) -> float:
        marks = [choice.mark for choice in self.taken(answer.choices)]
        return sum(marks) / len(marks) if marks else 0.0


def _explored(scenes: Mapping[str, Scene], start: str) -> tuple[set[str], str]:
    """Return the scenes reachable from ``start``, and one that lies on a loop, or nothing."""
    entered: set[str] = set()
    done: set[str] = set()
    stack = [(start, False)]
    looping = ""
    while stack:
        name, leaving = stack.pop()
        if leaving:
            done.add(name)
            continue
        if name in entered:
            if name not in done:
                looping = name
            continue
        entered.add(name)
        stack.append((name, True))
        stack.extend((choice.goto, False) for choice in scenes[name].choices if choice.goto in scenes)
    return entered, looping
