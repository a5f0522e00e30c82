"""``multiple`` in lines: several numbers."""

from quiz.plain.prompts.numbers import numbered, read_positions
from quiz.plain.prompts.prompt import Prompt, PromptAnswer
from quiz.plain.prompts.single import SinglePrompter
from quiz.questions.answers import Picked
from quiz.questions.options import OptionsQuestion


class MultiplePrompter(SinglePrompter):
    """Numbered options; pick all that are right."""

    def first(self, question: OptionsQuestion, shown: tuple[int, ...], seed: int) -> Prompt:
        """List the options."""
        return Prompt(
            lines=numbered(question.options[position].text for position in shown),
            ask=f"Type one or more numbers from 1 to {len(shown)}.",
            help="One or more of these are right, and each wrong one that you pick takes a right one away. "
            "Answer with all your numbers in one line, commas between them.",
            read=lambda line: PromptAnswer(Picked(tuple(shown[place] for place in read_positions(line, len(shown))))),
        )
