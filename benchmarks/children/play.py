"""INSET Quiz on a bank at once. Arguments: the folder of the bank, the bank's id, and a file for CPU seconds or none."""

import inspect
import sys
from pathlib import Path

from benchmarks.children.sampling import sample_later
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.settings import Settings, write_settings
from quiz.tui.app import QuizApp


class Sampled(QuizApp):
    """The app, with a sample of its CPU time where a file is given for it."""

    CSS_PATH = Path(inspect.getfile(QuizApp)).with_name("quiz.tcss")

    def on_mount(self) -> None:
        """Begin to sample."""
        if len(sys.argv) > 3:
            sample_later(self, Path(sys.argv[3]))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    settings_file = folder / "settings.json"
    write_settings(Settings(player="Sam"), settings_file)
    Sampled(
        AppRequest(
            store=str(folder / "scores.db"),
            bank_folders=(folder,),
            settings_file=settings_file,
            play=PlayRequest(bank=sys.argv[2]),
        )
    ).run()
