"""``single`` in lines: one number."""

from collections.abc import Iterator

from quiz.plain.prompts.numbers import numbered, read_position
from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, headed
from quiz.questions.answers import Picked
from quiz.questions.options import OptionsQuestion
from quiz.reports.feedback import Feedback


class SinglePrompter(Prompter):
    """Numbered options; pick one."""

    def first(self, question: OptionsQuestion, shown: tuple[int, ...], seed: int) -> Prompt:
        """List the options."""
        return Prompt(
            lines=numbered(question.options[position].text for position in shown),
            ask=f"Type one number from 1 to {len(shown)}.",
            help="One of these is right. Answer with its number.",
            read=lambda line: PromptAnswer(Picked((shown[read_position(line, len(shown))],))),
        )

    def key(self, question: OptionsQuestion, shown: tuple[int, ...], told: Feedback) -> Iterator[str]:
        """Yield the right options with the numbers they were read out with."""
        options = [question.options[position] for position in shown]
        lines = zip(numbered(option.text for option in options), options, strict=True)
        return headed(question.KEY_HEADING, (line for line, option in lines if option.correct))
