"""INSET Quiz, begun at once on a bank. Arguments: the bank's folder, its id, and optionally a file for CPU seconds."""

import inspect
import sys
from pathlib import Path

from benchmarks.children.sampling import sample_later
from quiz.banks.model import Bank
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.settings import Settings, write_settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.play import PlayScreen


class Sampled(QuizApp):
    """The app, with its CPU time sampled if a file is given for that."""

    CSS_PATH = [Path(inspect.getfile(QuizApp)).parent / name for name in QuizApp.CSS_PATH]

    def on_mount(self) -> None:
        """Begin to sample."""
        if len(sys.argv) > 3:
            sample_later(self, Path(sys.argv[3]))

    async def play(self, bank: Bank, *, learn: bool = False) -> None:
        """Begin at once: the dialogue before a first go is not measured."""
        assert self.player
        options = self.services.play_options(bank, PlayRequest(), self.settings)
        self.push_screen(PlayScreen(self.services.begin(self.player, bank, options, None)))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    settings_file = folder / "settings.json"
    # The time measured is from a key to its feedback, without a question in between about how sure one is.
    write_settings(Settings(player="Sam", ask_certainty=False), settings_file)
    Sampled(
        AppRequest(
            store=str(folder / "scores.db"),
            bank_folders=(folder,),
            settings_file=settings_file,
            play=PlayRequest(bank=sys.argv[2]),
        )
    ).run()
