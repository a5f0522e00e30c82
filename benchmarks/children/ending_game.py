"""A live game of 1,000 players on the site Hill that waits for a line, ends, and prints when that began and was done.

``ending_game STORE FOLDER``: the folder is for its bank. Times are seconds of the clock that all processes share.
"""

import sys
import time
from contextlib import closing
from pathlib import Path

from benchmarks.banks import bank_text
from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.game.events import Event
from quiz.game.game import Game
from quiz.game.planning import asked_in, plan_game
from quiz.game.state import Phase
from quiz.questions.answers import Picked
from quiz.store.store import open_store

_PLAYERS, _QUESTIONS = 1_000, 10


def played(bank: Bank, run: int) -> tuple[Game, list[Event]]:
    """Return a game that only needs ending, and its events so far; each ``run`` has players of its own."""
    plan = plan_game([bank], 1, questions=_QUESTIONS, timed=False, site="Hill")
    game = Game(plan, asked_in(plan, {bank.id: bank}))
    events: list[Event] = []

    def note(event: Event | None) -> None:
        if event:
            game.apply(event)
            events.append(event)

    for number in range(_PLAYERS):
        note(game.join(f"m{number}", f"Player {run} {number}", f"Team {number % 20}", 0.0))
    clock = 0.0
    while len(game.scored) < _QUESTIONS:
        clock += 1
        if game.phase is Phase.OPEN:
            for number in range(_PLAYERS):
                note(game.answer(f"m{number}", game.number, 0, Picked((number % 4,)), clock))
        note(game.next(clock))
    return game, events


def main(address: str, folder: str) -> None:
    """Store the game up to its end, say so, and end it when asked to."""
    file = Path(folder) / "live.toml"
    file.write_text(bank_text("live", _QUESTIONS), encoding="utf-8")
    (bank,) = load_library([file.parent]).banks.values()
    game, events = played(bank, time.monotonic_ns())
    with closing(open_store(address)) as store:
        record = store.games.begin(game.plan, "BCDFG", 1, [bank])
        store.games.keep(record.id, 0, events)
        end = game.finish(1_000.0)
        game.apply(end)
        print("ready", flush=True)
        sys.stdin.readline()
        begin = time.monotonic()
        store.games.finish(record, len(events), [end], game, int(begin * 1000))
        print(begin, time.monotonic(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
