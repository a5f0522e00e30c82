"""Banks as they were when played, by which answers are read whatever has become of the files since."""

from collections.abc import Mapping

from quiz.banks.model import Bank
from quiz.game.events import GamePlan
from quiz.store.store import Store


def banks_of_game(store: Store, plan: GamePlan, banks: Mapping[str, Bank]) -> dict[str, Bank]:
    """Return the banks of a game by their ids: those of ``banks`` that have not changed, else as the store keeps them.

    For a game from before texts were kept there is only today's bank, if any. Raises StoreError.
    """
    found = {}
    for planned in plan.banks:
        bank = banks.get(planned.id)
        if bank is None or bank.content_hash != planned.content_hash:
            bank = store.material(planned.content_hash) or bank
        if bank:
            found[planned.id] = bank
    return found
