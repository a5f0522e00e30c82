"""Items to match with, or to sort into, what they belong to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from string import ascii_uppercase
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Matched
from quiz.questions.counts import AnswerCount, PartCounts, commonest
from quiz.questions.diagnostics import Diagnostic, quoted, text_list_diagnostics
from quiz.questions.handout import HANDOUT_SEED, Handout, Labelled, lettered
from quiz.questions.question import Part, Question


class Pair(Part, frozen=True, kw_only=True, rename={"box": "with"}):
    """An item and the box that it belongs in; several items may share a box. The file's key for it is ``with``."""

    item: Annotated[str, Meta(description="What is to be matched.")]
    box: Annotated[str, Meta(description="What it belongs with; several items may share one.")]


class Match(Question, frozen=True, kw_only=True, tag="match"):
    """Items to match with, or to sort into, what they belong to."""

    pairs: Annotated[tuple[Pair, ...], Meta(description="Two or more of { item, with }.")]
    distractors: Annotated[tuple[str, ...], Meta(description="Boxes that nothing belongs in.")] = ()

    NAME: ClassVar[str] = "Match"
    HOW: ClassVar[str] = "Say what belongs to what."
    KEY_HEADING: ClassVar[str] = "What goes with what"
    ANSWER: ClassVar[type[Matched]] = Matched
    THINKING: ClassVar[float] = 20.0

    @property
    def boxes(self) -> tuple[str, ...]:
        """The boxes, each once, distractors last."""
        return tuple(dict.fromkeys([*(pair.box for pair in self.pairs), *self.distractors]))

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want two different items, two boxes, and distractors that are not in the key."""
        yield from text_list_diagnostics((pair.item for pair in self.pairs), "pairs", 2, "item")
        yield from text_list_diagnostics(self.distractors, "distractors", 0)
        used = {pair.box for pair in self.pairs}
        for position, pair in enumerate(self.pairs):
            if not pair.box.strip():
                path = ("pairs", position, "with")
                yield Diagnostic(path, "blank", "The text is empty.", "Write what the item belongs with.")
        for position, distractor in enumerate(self.distractors):
            if distractor in used:
                message = f"{quoted(distractor)} is what an item belongs with, so it cannot be a distractor."
                yield Diagnostic(("distractors", position), "repeated", message, "Take it out of the distractors.")
        if len(used | set(self.distractors)) < 2 <= len(self.pairs):
            fix = "Use another one for some items, or add distractors."
            yield Diagnostic(("pairs",), "too-few", "Everything belongs with the same thing.", fix)

    def texts(self) -> Iterator[str]:
        """Yield prompt, items and boxes."""
        yield self.prompt
        yield from (text for pair in self.pairs for text in (pair.item, pair.box))
        yield from self.distractors

    def arranged(self, seed: int) -> tuple[int, ...]:
        """Shuffle the boxes; the items stay in order."""
        return self._order(len(self.boxes), seed)

    def stimulus(self) -> tuple[Labelled, ...]:
        """Return the items."""
        return tuple(("·", pair.item) for pair in self.pairs)

    def labelled(self) -> tuple[str, ...]:
        """Return the boxes."""
        return self.boxes

    def count_answers(self, answers: Mapping[Matched, int]) -> tuple[PartCounts, ...]:
        """Count item by item: its own box, and its commonest wrong one."""
        return tuple(self._count_item(place, answers) for place in range(len(self.pairs)))

    def _count_item(self, place: int, answers: Mapping[Matched, int]) -> PartCounts:
        pair = self.pairs[place]
        boxes: Counter[str] = Counter()
        for answer, count in answers.items():
            if (box := answer.boxes[place]) is not None:
                boxes[box] += count
        right = AnswerCount(pair.box, boxes.pop(pair.box, 0), 1.0)
        wrong = [AnswerCount(box, count, 0.0) for box, count in commonest(boxes, self.boxes, 1)]
        return PartCounts(about=pair.item, answered=sum(answers.values()), counts=(right, *wrong), complete=False)

    def key_in_words(self) -> list[str]:
        """Return each item with its box."""
        return [f"{pair.item}: {pair.box}" for pair in self.pairs]

    def answer_in_words(self, answer: Matched) -> list[str]:
        """Return each item with the box it was given."""
        return [f"{pair.item}: {box or 'nothing'}" for pair, box in zip(self.pairs, answer.boxes, strict=True)]

    def handout(self) -> Handout:
        """Return the items with figures, and the boxes with letters, shuffled the same on every sheet."""
        boxes = [self.boxes[position] for position in self.arranged(HANDOUT_SEED)]
        key = (f"{number}{ascii_uppercase[boxes.index(pair.box)]}" for number, pair in enumerate(self.pairs, 1))
        items = tuple((str(number), pair.item) for number, pair in enumerate(self.pairs, 1))
        return Handout(shown=(*items, *lettered(boxes)), key=("   ".join(key),))

    def _accepts(self, answer: Matched) -> bool:
        known = {*self.boxes, None}
        return len(answer.boxes) == len(self.pairs) and set(answer.boxes) <= known and any(answer.boxes)

    def _mark(self, answer: Matched) -> float:
        right = sum(pair.box == box for pair, box in zip(self.pairs, answer.boxes, strict=True))
        return right / len(self.pairs)
