"""Runs one attempt, line by line: a question, its answer, the outcome, and the next."""

from collections.abc import Callable, Mapping, Sequence

from quiz.plain import narration
from quiz.plain.console import HELP, Console, StoppedError
from quiz.plain.prompts import Prompt, PromptAnswer, UnreadableError, first_prompt
from quiz.play.attempt import Response, State
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import CERTAINTY_COUNTS, CERTAINTY_COUNTS_FOR_NOTHING, CERTAINTY_WORDS, Certainty
from quiz.services.attempt_session import AttemptSession
from quiz.store.errors import PlayedElsewhereError, StoreError

_CERTAINTIES: dict[str, Certainty] = {
    "": 2,
    **{
        said: certainty
        for certainty, words in CERTAINTY_WORDS.items()
        for said in (str(certainty), words, words.partition(" ")[0])
    },
}
"""What can be typed: the number, or the words, or the first of them."""


class GivenUpError(Exception):
    """The store cannot be written, and the player, who was told, does not want to try again."""


class AttemptRunner:
    """Plays one attempt to its end, or until the player stops."""

    def __init__(self, session: AttemptSession, console: Console, names: Mapping[str, str]) -> None:
        """Take a new or resumed attempt; ``names`` are the school's own, for what to do now."""
        self._names = names
        self._session = session
        self._kept = {response.position: response for response in session.attempt.responses}
        """The responses in the store, by position."""
        self._attempt = session.attempt
        self._console = console

    def run(self) -> Sequence[Response]:
        """Play until the last question is answered or the player stops; say the score, and return what is in the store.

        Raises StoreError, or GivenUpError if the player has been told already.
        """
        try:
            self._console.say_all(narration.introduction(self._session))
            while not self._attempt.finished:
                self._question()
                self._attempt.advance()
        except StoppedError:
            self._stop()
        except KeyboardInterrupt:
            # The terminal has written ^C on the current line.
            self._console.say("")
            self._stop()
        else:
            self._console.say("")
            self._console.say_all(narration.score(self._session, self._names))
        return tuple(self._kept.values())

    def _stop(self) -> None:
        kept = tuple(self._kept.values())
        self._console.say(narration.stopped(self._session, kept, can_be_asked=self._console.interactive))

    def _question(self) -> None:
        asked = self._attempt.current
        prompt = first_prompt(asked, self._session.record.seed)
        self._stored(self._session.show)
        self._console.say("")
        self._console.say(narration.heading(self._attempt))
        self._say_again(asked, prompt)
        response, ending = self._respond(asked, prompt)
        self._keep(response)
        if self._attempt.state is State.GIVEN:
            response = self._ask_how_sure()
        self._console.say_all(ending)
        self._console.say_all(narration.outcome(self._session, asked, response, self._names))

    def _keep(self, response: Response) -> None:
        self._stored(lambda: self._session.keep(response))
        if not self._attempt.points_are_open:
            self._kept[response.position] = response

    def _say_again(self, asked: PresentedQuestion, prompt: Prompt) -> None:
        self._console.say(asked.question.prompt)
        self._console.say_all(prompt.lines)

    def _respond(self, asked: PresentedQuestion, prompt: Prompt) -> tuple[Response, tuple[str, ...]]:
        """Read lines until one closes the question; return its response and the end of its story, if it has one."""
        while True:
            line = self._line(prompt.ask)
            if not line:
                return self._closed(self._attempt.skip()), ()
            if line == HELP:
                self._help(asked, prompt)
                continue
            try:
                answer = prompt.read(line)
            except UnreadableError as error:
                self._console.say(str(error))
                continue
            if isinstance(answer, PromptAnswer):
                return self._closed(self._attempt.answer(answer.given)), answer.ending
            prompt = answer
            self._console.say_all((*prompt.lead, *prompt.lines))

    def _line(self, ask: str) -> str:
        """Say what to type and return what was typed. Raises StoppedError."""
        self._console.say(ask)
        return self._console.read()

    def _help(self, asked: PresentedQuestion, prompt: Prompt) -> None:
        self._say_again(asked, prompt)
        self._console.say(prompt.help)
        if asked.question.hint:
            self._console.say(f"Hint: {asked.question.hint}")
        self._console.say("An empty line skips the question. Type q to stop and keep what you have answered.")

    def _ask_how_sure(self) -> Response:
        """Ask how sure the player is of their answer, which counts even if they stop here."""
        certainty: Certainty | None = None
        try:
            certainty = self._certainty()
        finally:
            response = self._closed(self._attempt.say_certainty(certainty))
            self._keep(response)
        return response

    def _certainty(self) -> Certainty:
        while True:
            line = self._line("How sure are you? 1 not sure, 2 fairly, 3 very [2]")
            if line.casefold() in _CERTAINTIES:
                return _CERTAINTIES[line.casefold()]
            if line == HELP:
                self._console.say(CERTAINTY_COUNTS if self._attempt.points_are_open else CERTAINTY_COUNTS_FOR_NOTHING)
                self._console.say("An empty line means fairly sure.")
            else:
                self._console.say("That is not 1, 2 or 3.")

    @staticmethod
    def _closed(response: Response | None) -> Response:
        # Without a grace period or a time limit, a shown question always takes an answer.
        assert response
        return response

    def _stored(self, write: Callable[[], None]) -> None:
        """Write to the store; if that fails and a person is there, offer to try again until it works."""
        while True:
            try:
                write()
                return
            except PlayedElsewhereError:
                raise
            except StoreError as error:
                if not self._console.interactive:
                    self._stop()
                    raise
                self._console.say_all((error.message, error.fix))
                if not self._wants_another_try():
                    self._stop()
                    raise GivenUpError from error

    def _wants_another_try(self) -> bool:
        try:
            return self._console.agrees("Try again?")
        except StoppedError:
            return False
