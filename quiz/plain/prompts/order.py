"""``order`` in lines: all numbers, the first step first."""

from quiz.plain.prompts.numbers import numbered, read_positions, refuse_missing
from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter
from quiz.questions.answers import Ordered
from quiz.questions.order import Order


class OrderPrompter(Prompter):
    """Numbered steps, shuffled."""

    def first(self, question: Order, shown: tuple[int, ...], seed: int) -> Prompt:
        """List the steps."""

        def read(line: str) -> PromptAnswer:
            places = read_positions(line, len(shown))
            refuse_missing(places, len(shown))
            return PromptAnswer(Ordered(tuple(shown[place] for place in places)))

        return Prompt(
            lines=numbered(question.steps[position] for position in shown),
            ask=f"Type all the numbers from 1 to {len(shown)} in the right order.",
            help="These steps are mixed up. Answer with every number once in one line: first the number of the step that "
            "comes first, with blanks or commas between them. "
            "What counts is how many pairs of steps stand in the right order.",
            read=read,
        )
