"""The run of one attempt, line after line: a question, its answer, what came of it, and the next."""

from collections.abc import Callable, Mapping, Sequence

from quiz.plain import narration
from quiz.plain.console import HELP, Console, StoppedError
from quiz.plain.prompts import Prompt, PromptAnswer, UnreadableError, first_prompt
from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import Certainty
from quiz.services.attempt_session import AttemptSession
from quiz.store.errors import PlayedElsewhereError, StoreError

_CERTAINTIES: dict[str, Certainty] = {"": 1, "1": 1, "2": 2, "3": 3}


class GivenUpError(Exception):
    """The store cannot be written, the player has been told so and does not want to try again."""


class _TimeUpError(Exception):
    """A line came after the time for the question had run out."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Conversation:
    """One player's attempt as a conversation."""

    def __init__(self, session: AttemptSession, console: Console, names: Mapping[str, str]) -> None:
        """Take an attempt that has begun or goes on; ``names`` are the school's own, for what to do now."""
        self._names = names
        self._session = session
        self._kept: list[Response] = list(session.attempt.responses)
        """The responses that are in the store."""
        self._attempt = session.attempt
        self._console = console

    def run(self) -> Sequence[Response]:
        """Play until the last question is answered or the player stops; say the score, and return what is in the store.

        Raises StoreError, or GivenUpError where a person has heard of it already.
        """
        try:
            self._console.say_all(narration.introduction(self._session))
            while not self._attempt.finished:
                self._question()
                self._attempt.advance()
        except StoppedError:
            self._stop()
        except KeyboardInterrupt:
            # The terminal has written ^C into the line that the cursor is on.
            self._console.say("")
            self._stop()
        else:
            self._console.say("")
            self._console.say_all(narration.score(self._session))
        return self._kept

    def _stop(self) -> None:
        self._console.say(narration.stopped(self._session, self._kept))

    def _question(self) -> None:
        asked = self._attempt.current
        prompt = first_prompt(asked, self._session.record.seed)
        self._wait_until_ready(asked)
        self._stored(self._session.show)
        self._console.say("")
        self._console.say(narration.heading(self._attempt))
        self._say_again(asked, prompt)
        ending: tuple[str, ...] = ()
        try:
            response, ending = self._respond(asked, prompt)
        except _TimeUpError as late:
            response = late.response
        self._stored(lambda: self._session.keep(response))
        self._kept.append(response)
        self._console.say_all(ending)
        self._console.say_all(narration.outcome(asked, response, self._session.bank, self._names))

    def _wait_until_ready(self, asked: PresentedQuestion) -> None:
        """Let a person hear the last feedback out before the next question's time begins."""
        runs_already = self._session.record.shown_position == self._attempt.position
        if self._console.interactive and asked.limit is not None and not runs_already:
            self._console.say("")
            self._console.say(
                f"Press Enter when you are ready for question {self._attempt.position + 1}. Its time begins then."
            )
            self._console.read()

    def _say_again(self, asked: PresentedQuestion, prompt: Prompt) -> None:
        self._console.say(asked.question.prompt)
        self._console.say_all(prompt.lines)
        self._console.say_all(narration.time_left(self._attempt))

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
                return self._closed(self._attempt.answer(answer.given, self._certainty())), answer.ending
            prompt = answer
            self._console.say_all((*prompt.lead, *prompt.lines))

    def _line(self, ask: str) -> str:
        """Say what to type and return what was typed. Raises StoppedError, or _TimeUpError for what comes too late."""
        self._check_time()
        self._console.say(ask)
        line = self._console.read()
        self._check_time()
        return line

    def _check_time(self) -> None:
        """Close the question if its time has run out: since it was asked, or while the player was away."""
        if late := self._attempt.expire():
            raise _TimeUpError(late)

    def _help(self, asked: PresentedQuestion, prompt: Prompt) -> None:
        self._say_again(asked, prompt)
        self._console.say(prompt.help)
        if asked.question.hint:
            self._console.say(f"Hint: {asked.question.hint}")
        self._console.say("An empty line skips the question. Type q to stop and keep what you have answered.")

    def _certainty(self) -> Certainty | None:
        """Ask how sure the player is, where that makes the points."""
        if self._attempt.preset != "certainty":
            return None
        while True:
            line = self._line("How sure are you? Type 1 for not sure, 2 for fairly sure, 3 for very sure.")
            if line in _CERTAINTIES:
                return _CERTAINTIES[line]
            if line == HELP:
                self._console.say("The surer you are, the more a right answer gives and the more a wrong one costs.")
                self._console.say("An empty line means not sure.")
            else:
                self._console.say("That is none of the numbers 1, 2 and 3.")

    @staticmethod
    def _closed(response: Response | None) -> Response:
        # Without a grace period, a question that is shown always takes an answer.
        assert response
        return response

    def _stored(self, write: Callable[[], None]) -> None:
        """Write to the store; where that fails and a person is there, offer to try again until it works."""
        while True:
            try:
                write()
                return
            except PlayedElsewhereError:
                raise
            except StoreError as error:
                if not self._console.interactive:
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
