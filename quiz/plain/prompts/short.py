"""``short`` in lines: words."""

from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, UnreadableError
from quiz.questions.answers import Typed
from quiz.questions.short import Short, plain_words


class ShortPrompter(Prompter):
    """A word or a few words, as they are typed."""

    def first(self, question: Short, shown: tuple[int, ...], seed: int) -> Prompt:
        """Ask for the words."""
        return Prompt(
            ask=question.how_to_answer(),
            help="Answer in your own words, as short as you can. Capital letters and a full stop make no difference.",
            read=_read,
        )


def _read(line: str) -> PromptAnswer:
    if not plain_words(line):
        raise UnreadableError("There is no word in that.")
    return PromptAnswer(Typed(line))
