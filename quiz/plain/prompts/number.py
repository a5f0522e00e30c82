"""``number`` in lines: a figure."""

from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, UnreadableError
from quiz.questions.answers import Typed
from quiz.questions.number import Number, read_number


class NumberPrompter(Prompter):
    """A figure, as it is typed."""

    def first(self, question: Number, shown: tuple[int, ...], seed: int) -> Prompt:
        """Ask for the figure, in its unit."""

        def read(line: str) -> PromptAnswer:
            if read_number(line, question.unit) is None:
                raise UnreadableError("That could not be read as a figure.")
            return PromptAnswer(Typed(line))

        return Prompt(
            ask=f"Type a figure; it is counted in {question.unit}." if question.unit else "Type a figure.",
            help="Answer with a number in figures, not in words. "
            "A decimal point and commas between thousands are understood.",
            read=read,
        )
