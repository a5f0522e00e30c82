"""``number`` in lines: a figure."""

from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, UnreadableError
from quiz.questions.answers import Typed
from quiz.questions.figures import read_number
from quiz.questions.number import Number


class NumberPrompter(Prompter):
    """A figure, as it is typed."""

    def first(self, question: Number, shown: tuple[int, ...], seed: int) -> Prompt:
        """Ask for the figure, in its unit."""
        counted = f" in {question.unit}" if question.unit else ""

        def read(line: str) -> PromptAnswer:
            if read_number(line, question.unit) is None:
                raise UnreadableError(f"That could not be read as one figure{counted}.")
            return PromptAnswer(Typed(line))

        return Prompt(
            ask=f"Type a figure; it is counted in {question.unit}." if question.unit else "Type a figure.",
            help="Answer with a number in figures, or in words up to a hundred. "
            "A decimal point, commas between thousands and the unit behind it are understood.",
            read=read,
        )
