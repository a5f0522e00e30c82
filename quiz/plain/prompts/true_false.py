"""``true-false`` in lines: a word."""

from quiz.plain.prompts.prompt import Prompt, PromptAnswer, Prompter, UnreadableError
from quiz.questions.answers import Judged
from quiz.questions.short import plain_words
from quiz.questions.true_false import TrueFalse


class TrueFalsePrompter(Prompter):
    """A statement, and the word true or false."""

    def first(self, question: TrueFalse, shown: tuple[int, ...], seed: int) -> Prompt:
        """Ask for the word."""
        return Prompt(
            ask="Type true or false.",
            help="Say whether the statement is true. Answer with the word true or the word false, or with t or f.",
            read=_read,
        )


def _read(line: str) -> PromptAnswer:
    word = plain_words(line)
    if word not in ("true", "t", "false", "f"):
        raise UnreadableError("That is neither true nor false.")
    return PromptAnswer(Judged(word.startswith("t")))
