"""Two servers on one PostgreSQL database: they serve the same people, and one that goes loses nobody's place."""

import asyncio
import itertools
from pathlib import Path

import pytest

from quiz.services.identity import free_name
from tests import builders
from tests.serve.school import served
from tests.store.postgres_server import PostgresServer


async def test_nothing_of_a_person_lives_in_one_server(tmp_path: Path, postgres: PostgresServer) -> None:
    database = postgres.fresh_database()
    questions = builders.every_type()
    async with served(tmp_path, *questions, store=database) as stays:
        async with served(tmp_path, *questions, store=database) as goes:
            visit = await stays.player("Ann")
            visit.url = goes.url
            view = await visit.act("begin", bank="first")
            attempt = view["place"]["attempt"]
            for school in itertools.islice(itertools.cycle((stays, goes)), 7):
                visit.url = school.url
                asks = view["now"] == "question"
                view = await (visit.answers(view, stays.right(attempt, view)) if asks else visit.goes_on(view))
        visit.url = stays.url
        assert await visit.act("attempt", attempt=attempt, path=view.get("path", [])) == view
        while view["now"] != "results":
            asks = view["now"] == "question"
            view = await (visit.answers(view, stays.right(attempt, view)) if asks else visit.goes_on(view))
        assert (view["mark"], len(stays.store.responses(attempt))) == ("100 %", 9)
        free_name(stays.store, "Ann", 1)
        assert (await visit.act("home"))["now"] == "join"


@pytest.mark.thorough
async def test_a_database_that_is_restarted_loses_nobody_an_answer(tmp_path: Path, postgres: PostgresServer) -> None:
    async with served(tmp_path, builders.single("a"), builders.single("b"), store=postgres.fresh_database()) as school:
        visit = await school.player("Ann")
        view = await visit.act("begin", bank="first")
        attempt = view["place"]["attempt"]
        right = school.right(attempt, view)
        postgres.halt()
        try:
            trouble = await visit.answers(view, right)
            assert (visit.status, trouble["now"]) == (503, "trouble")
        finally:
            postgres.start()
        async with asyncio.timeout(builders.PATIENCE):
            # As its page does.
            while (told := await visit.answers(view, right))["now"] == "trouble":  # noqa: ASYNC110
                await asyncio.sleep(0.2)
        assert (told["now"], told["feedback"]["right"]) == ("feedback", True)
        assert len(school.store.responses(attempt)) == 1
