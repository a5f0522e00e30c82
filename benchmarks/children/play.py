"""INSET Quiz on a bank at once. Arguments: the folder of the bank, the bank's id, and a file for CPU seconds or none."""

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
    """The app, with a sample of its CPU time where a file is given for it."""

    CSS_PATH = [Path(inspect.getfile(QuizApp)).parent / name for name in QuizApp.CSS_PATH]

    def on_mount(self) -> None:
        """Begin to sample."""
        if len(sys.argv) > 3:
            sample_later(self, Path(sys.argv[3]))

    async def play(self, bank: Bank, *, learn: bool = False) -> None:
        """Begin at once: what is said before a first go is not measured."""
        assert self.player
        options = self.services.play_options(bank, PlayRequest(), self.settings)
        self.push_screen(PlayScreen(self.services.begin(self.player, bank, options, None)))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    settings_file = folder / "settings.json"
    # What is measured lies between a key and its feedback, with no question of how sure one is between the two.
    write_settings(Settings(player="Sam", ask_certainty=False), settings_file)
    Sampled(
        AppRequest(
            store=str(folder / "scores.db"),
            bank_folders=(folder,),
            settings_file=settings_file,
            play=PlayRequest(bank=sys.argv[2]),
        )
    ).run()
