"""A school that is served: banks in a folder, a store in a file, and browsers that speak to the server over HTTP."""

import contextlib
import ssl
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp

from quiz.live.wire_questions import asked_part
from quiz.questions.answers import Answer, Picked, Walked
from quiz.questions.question import Question
from quiz.serve.request import ServeRequest
from quiz.serve.server import QuizServer
from quiz.services.requests import AppRequest
from quiz.services.services import Services
from tests import builders
from tests.services.attempt_sessions import clocks

CODE = "KMRWX"


class Visit:
    """A browser: it keeps its cookie and asks for one thing after another."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.status = 0
        self.headers: Any = {}

    async def act(self, do: str, *, headers: dict[str, str] | None = None, **wish: Any) -> dict[str, Any]:
        """Ask for something and return the view."""
        async with self.session.post(f"{self.url}/act", json={"do": do, **wish}, headers=headers or {}) as response:
            self.status, self.headers = response.status, response.headers
            is_json = response.content_type == "application/json"
            found: dict[str, Any] = await response.json() if is_json else {"now": "", "sentence": await response.text()}
            return found

    async def joins(self, name: str, **more: Any) -> dict[str, Any]:
        """Load the page, which brings the cookie, and take a name."""
        await self.act("home")
        return await self.act("join", **{"name": name, "code": CODE, **more})

    async def answers(self, view: dict[str, Any], given: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Answer the question in sight."""
        place = view["place"]
        wish = {"attempt": place["attempt"], "question": place["question"], "path": view["path"], "given": given}
        return await self.act("answer", **wish, **more)

    async def goes_on(self, view: dict[str, Any]) -> dict[str, Any]:
        """Leave the feedback in sight."""
        return await self.act("next", attempt=view["place"]["attempt"], question=view["place"]["question"])


class School:
    """What is served."""

    def __init__(self, server: QuizServer, services: Services, clock: builders.FakeClock) -> None:
        self.server = server
        self.services = services
        self.store = services.store
        self.clock = clock
        self.said: list[str] = []
        """What has been said on the server's terminal of files that have changed."""
        self.url = f"{'https' if server.endpoint.secure else 'http'}://127.0.0.1:{server.endpoint.port}"
        self._open = contextlib.AsyncExitStack()

    async def visit(self, **options: Any) -> Visit:
        """Open a browser that nobody has used yet."""
        jar = aiohttp.CookieJar(unsafe=True)
        session = await self._open.enter_async_context(aiohttp.ClientSession(cookie_jar=jar, **options))
        return Visit(session, self.url)

    async def player(self, name: str = "Ann", **more: Any) -> Visit:
        """Open a browser and take a name there."""
        visit = await self.visit()
        assert (await visit.joins(name, **more))["now"] == "home"
        return visit

    def right(self, attempt: str, view: dict[str, Any]) -> dict[str, Any]:
        """Return the right answer to the question in sight as its page would send it."""
        question, seed = self._question(attempt, view)
        answer: Answer = builders.right_answer(question)
        choices: tuple[int, ...] = ()
        if isinstance(answer, Walked):
            choices = answer.choices[: len(view["path"])]
            answer = Picked((answer.choices[len(view["path"])],))
        shown = asked_part(question, seed, choices).write(answer)
        return {name: value for name in shown.__struct_fields__ if (value := getattr(shown, name)) is not None}

    def _question(self, attempt: str, view: dict[str, Any]) -> tuple[Question, int]:
        record = self.store.attempt(attempt)
        assert record
        question = self.services.library.banks[record.bank_id].question(record.questions[view["place"]["question"] - 1])
        assert question
        return question, record.seed


def write_bank(folder: Path, *questions: Question, identifier: str = "first", **about: Any) -> None:
    """Put a bank into the folder, which asks all of its questions."""
    made = builders.bank(*questions, identifier=identifier, **{"quiz_length": 0, "ask_certainty": False, **about})
    (folder / "banks").mkdir(exist_ok=True)
    text = builders.to_toml(builders.document(made))
    (folder / "banks" / f"{identifier}.toml").write_text(text, encoding="utf-8")


@contextlib.asynccontextmanager
async def served(
    folder: Path,
    *questions: Question,
    clock: builders.FakeClock | None = None,
    limits: Callable[[], float] = time.monotonic,
    tls: ssl.SSLContext | None = None,
    about: dict[str, Any] | None = None,
    store: str = "",
    **request: Any,
) -> AsyncIterator[School]:
    """Serve a bank of these questions, if there are any, and what else is in the folder; ``limits`` go by a clock."""
    if questions:
        write_bank(folder, *questions, **(about or {}))
    clock = clock or builders.FakeClock(0.0)
    asked = AppRequest(
        store=store or str(folder / "scores.db"),
        bank_folders=(folder / "banks",),
        settings_file=folder / "settings.json",
        origin="web",
    )
    services = Services(asked, clocks(clock), new_seed=lambda: 1)
    services.open_store()
    wanted = replace(ServeRequest(port=0, code=CODE), **request)
    said: list[str] = []
    server = QuizServer(services, wanted, tls, on_notice=said.append, clock=limits)
    await server.start()
    school = School(server, services, clock)
    school.said = said
    try:
        yield school
    finally:
        await school._open.aclose()
        await server.close()
        services.close()
