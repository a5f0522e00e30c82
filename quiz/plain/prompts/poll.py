"""``poll`` in lines: one number, none of them right."""

from quiz.plain.prompts.numbers import numbered, read_position
from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter
from quiz.questions.answers import Picked
from quiz.questions.poll import Poll


class PollPrompter(Prompter):
    """Numbered options; pick one."""

    def first(self, question: Poll, shown: tuple[int, ...], seed: int) -> Prompt:
        """List the options."""
        return Prompt(
            lines=numbered(question.options[position].text for position in shown),
            ask=f"Type one number from 1 to {len(shown)}. There is no right answer.",
            help="None of these is right or wrong. Answer with the number of the one that is so for you.",
            read=lambda line: PromptAnswer(Picked((shown[read_position(line, len(shown))],))),
        )
