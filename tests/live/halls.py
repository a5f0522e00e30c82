"""A hall without a screen: a game and its events, and what is drawn of it read back from the canvas."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from quiz.banks.model import Bank
from quiz.game.events import GamePlan
from quiz.game.game import Game
from quiz.game.planning import asked_in, plan_game
from quiz.live.host.canvas import Canvas
from quiz.live.host.presenter import StagePresenter
from quiz.live.host.tall_letters import Weight, can_draw, tall
from tests import builders

_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"


@dataclass
class Hall:
    """What the presenter reads of a live game."""

    game: Game
    banks: dict[str, Any]
    now: float = 0.0
    writer: Any = field(default_factory=lambda: SimpleNamespace(trouble=None))
    record: Any = field(default_factory=lambda: SimpleNamespace(code="KMRWX"))
    podium_shown: int = 0
    kept_in: str = "disk"

    @property
    def bank(self) -> Any:
        """The bank of the current question."""
        return self.banks[self.game.plan.questions[self.game.number].bank]

    def step(self, seconds: float = 1.0) -> None:
        """Press Enter after so many seconds."""
        self.now += seconds
        self.game.apply(self.game.next(self.now))

    def join(self, *names: str, team: str = "") -> list[str]:
        """Let players in, and return their ids."""
        for name in names:
            self.game.apply(self.game.join(f"id-{name}", name, team, self.now))
            self.game.came(f"id-{name}")
        return [f"id-{name}" for name in names]

    def answer(self, player: str, given: Any) -> None:
        """Answer what is open."""
        event = self.game.answer(player, self.game.number, len(self.game.path), given, self.now)
        if event:
            self.game.apply(event)


def hall(*questions: Any, **plan: Any) -> tuple[Hall, StagePresenter]:
    """Return a hall that is asked these questions, and its presenter."""
    return hall_of(builders.bank(*(questions or (builders.single("a"), builders.single("b")))), **plan)


def hall_of(bank: Bank, **plan: Any) -> tuple[Hall, StagePresenter]:
    """Return a hall that is asked all of a bank, and its presenter."""
    made: GamePlan = plan_game([bank], 5, questions=0, **plan)
    found = Hall(Game(made, asked_in(made, {bank.id: bank})), {bank.id: bank})
    return found, StagePresenter(found, {})  # type: ignore[arg-type]  # all of it that is asked for


def missing(canvas: Canvas, texts: Sequence[str]) -> list[str]:
    """Return the words of ``texts`` that are not on the canvas so often as in them, in cells or in tall letters."""
    wanted = Counter(word for text in texts for word in text.split())
    drawn = Counter(word for line in _cell_text(canvas) for word in line.split())
    short = [word for word, count in wanted.items() if drawn[word] < count]
    if not short:
        return []
    rows = _pixels(canvas)
    return [word for word in short if drawn[word] + _tall_count(rows, word) < wanted[word]]


def _cell_text(canvas: Canvas) -> Iterator[str]:
    for row in canvas._texts:
        yield "".join(cell or " " for cell in row)


def _pixels(canvas: Canvas) -> list[str]:
    rows = []
    for row in canvas._texts:
        bits = [max(_QUADRANTS.find(cell or " "), 0) for cell in row]
        rows.append("".join(f"{bit & 1}{bit >> 1 & 1}" for bit in bits))
        rows.append("".join(f"{bit >> 2 & 1}{bit >> 3 & 1}" for bit in bits))
    return rows


@lru_cache(maxsize=4096)
def _tall_word(word: str, weight: Weight) -> tuple[str, ...]:
    rows: list[str] = []
    for line in tall(word, weight):
        bits = [_QUADRANTS.index(cell) for cell in line]
        rows.append("".join(f"{bit & 1}{bit >> 1 & 1}" for bit in bits))
        rows.append("".join(f"{bit >> 2 & 1}{bit >> 3 & 1}" for bit in bits))
    width = max(len(row.rstrip("0")) for row in rows)
    return tuple(row[:width] for row in rows)


def _tall_count(rows: Sequence[str], word: str) -> int:
    weights: tuple[Weight, ...] = ("tall", "narrow") if can_draw(word) else ()
    return sum(_found(rows, _tall_word(word, weight)) for weight in weights)


def _found(rows: Sequence[str], word: Sequence[str]) -> int:
    count = 0
    # The fullest row of the word is the rarest on the canvas.
    key = max(range(len(word)), key=lambda row: word[row].count("1"))
    for y in range(0, len(rows) - len(word) + 1, 2):
        x = rows[y + key].find(word[key])
        while x >= 0:
            count += all(rows[y + row].startswith(word[row], x) for row in range(len(word)))
            x = rows[y + key].find(word[key], x + 1)
    return count
