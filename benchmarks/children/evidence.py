"""Print the seconds of making a pack of evidence, or of reading its rows. Arguments: ``pack`` or ``fetch``, store, staff."""

import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from quiz.banks.loading import load_library
from quiz.files import write_new
from quiz.paths import shipped_banks
from quiz.reports.completion import Rules
from quiz.reports.pack.archive import pack_archive
from quiz.services.evidence_pack import read_pack
from quiz.services.staff_training import read_lists
from quiz.store.store import open_store

_ROWS = {
    "SELECT * FROM attempts JOIN players ON players.id = player_id": 9_000,
    "SELECT * FROM responses": 90_000,
    "SELECT * FROM bank_material": 30,
}
_TODAY = date(2026, 11, 28)


def seconds(how: str, file: str, staff: str) -> float:
    """Return how long it took; the banks are read first, as for every command."""
    if how == "fetch":
        begin = time.perf_counter()
        with closing(sqlite3.connect(file)) as connection:
            for statement, rows in _ROWS.items():
                assert len(connection.execute(statement).fetchall()) == rows
        return time.perf_counter() - begin
    banks = [*load_library([shipped_banks()]).banks.values()][:6]
    target = Path(file).with_name(f"{time.time_ns()}.zip")
    begin = time.perf_counter()
    lists = read_lists(Path(staff))
    with closing(open_store(file, read_only=True)) as store:
        facts = read_pack(store, lists, banks, Rules(today=_TODAY), "")
    write_new(target, pack_archive(facts))
    taken = time.perf_counter() - begin
    assert all(one.people == 300 and one.done for one in facts.completion.courses)
    assert len(facts.versions) == 30
    assert facts.topics.topics.topics
    target.unlink()
    return taken


if __name__ == "__main__":
    print(seconds(*sys.argv[1:]))
