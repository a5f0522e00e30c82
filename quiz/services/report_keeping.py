"""The report of a live game: read from the store, and kept as a file."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from quiz.banks.model import Bank
from quiz.files import write_numbered
from quiz.reports.game_report import GameReport, game_report
from quiz.reports.game_report_text import game_report_lines, report_day
from quiz.services.material import banks_of_game
from quiz.store.games import GameRecord
from quiz.store.store import Store


def read_report(store: Store, record: GameRecord, banks: Mapping[str, Bank]) -> GameReport:
    """Return the report of a game, by its banks as they were played.

    Raises StoreError, or ValueError where one of them is gone or has changed and its text was not kept yet.
    """
    played = banks_of_game(store, record.plan, banks)
    return game_report(record.id, record.began_at, record.plan, played, store.games.events(record.id))


def keep_report(store: Store, record: GameRecord, banks: Mapping[str, Bank], folders: Iterable[Path]) -> Path:
    """Write the report of a game into a new file in the first of ``folders`` that can be written, and return it.

    No file that is there is written over. Raises as ``read_report`` does, or OSError.
    """
    report = read_report(store, record, banks)
    text = "\n".join([*game_report_lines(report), ""]).encode()
    return write_numbered(folders, f"quiz-report-{report_day(report)}", ".txt", text)
