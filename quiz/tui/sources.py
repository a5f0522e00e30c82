"""Opening a source: at once where there is one, by asking which where there are several."""

from collections.abc import Sequence

from quiz.banks.model import Source
from quiz.tui.app import QuizApp
from quiz.tui.screens.dialog import Dialog


async def open_sources(app: QuizApp, sources: Sequence[Source]) -> None:
    """Open one of ``sources`` in the browser. Call from a worker."""
    if len(sources) == 1:
        app.open_link(sources[0].url)
    elif sources:
        ways = [(source.url, f"{source.title}, {source.publisher}") for source in sources]
        url = await app.push_screen_wait(Dialog("Which source?", "It opens in your browser.", ways))
        if url:
            app.open_link(url)
