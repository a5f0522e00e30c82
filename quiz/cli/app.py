"""The way into the app, for the commands that end there."""

from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.locations import Locations
from quiz.cli.program import WRONG_USAGE, CliError, app_can_run
from quiz.paths import settings_file
from quiz.services.requests import AppRequest, BoardRequest, PlayRequest, TopUpRequest

if TYPE_CHECKING:
    from quiz.store.records import Origin


def start_app(
    locations: Locations,
    *,
    play: PlayRequest | None = None,
    board: BoardRequest | None = None,
    preview: Path | None = None,
    top_up: TopUpRequest | None = None,
) -> int:
    """Run the app, opening it at a quiz, a top-up, a board or a preview if asked, and return its exit status.

    Raises CliError.
    """
    if not app_can_run():
        message = "The app needs a terminal for its input and output. Play line by line: quiz play BANK --plain"
        raise CliError(message, WRONG_USAGE)
    request = app_request(locations, play=play, board=board, preview=preview, top_up=top_up)
    # Imported only now that nothing can be refused: the app is most of the start-up.
    from quiz.tui.app import run_app

    return run_app(request)


def app_request(
    locations: Locations,
    *,
    play: PlayRequest | None = None,
    board: BoardRequest | None = None,
    preview: Path | None = None,
    top_up: TopUpRequest | None = None,
    origin: "Origin" = "app",
) -> AppRequest:
    """Return the request, with where everything is. Raises CliError."""
    return AppRequest(
        store=locations.store(),
        bank_folders=tuple(locations.folders()),
        settings_file=settings_file(),
        play=play or PlayRequest(),
        board=board,
        preview=preview,
        top_up=top_up,
        origin=origin,
    )
