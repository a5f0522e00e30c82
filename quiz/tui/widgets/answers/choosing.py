"""Choosing from a column of answers: by number or letter, by arrow and Enter, or with the mouse."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.tui.widgets.answers.drawing import answer, first_with_air, key_of, keys_in_words, step
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.pieces import Piece, Target

KEYS = "123456789abcdefghilmnopqrstuvwxyz"
"""The keys on the caps, without j and k, which move the cursor."""


class ChoosingPanel(AnswerPanel):
    """Answers to choose from: one is given at once, or several are picked and then given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Answer"),
        *(Binding(key, f"choose({place})", "answer", show=place == 0) for place, key in enumerate(KEYS)),
        Binding("up,k", "move(-1)", "choose", key_display="↑ ↓"),
        Binding("down,j", "move(1)", "choose", show=False),
        Binding("space", "pick_here", "pick", show=False),
    ]
    PARTS: ClassVar[frozenset[str]] = frozenset({"confirm", "choose", "move", "pick_here"})
    WORD: ClassVar[str] = "answer"
    """What the number and letter keys do, for the key line."""

    cursor: int | None = None
    """The place of the cursor; None for nowhere, so that Enter gives no answer that nobody chose."""

    @property
    def texts(self) -> Sequence[str]:
        """The answers, in the order shown."""
        raise NotImplementedError

    @property
    def picked(self) -> set[int] | None:
        """The places picked so far; None if only one answer is to be given."""
        return None

    def chosen(self, places: tuple[int, ...]) -> None:
        """Give the answers at these places of the order shown."""
        raise NotImplementedError

    def open_pieces(self, width: int) -> list[Piece]:
        """Return the answers."""
        picked = self.picked
        return first_with_air(
            [
                answer(
                    key_of(KEYS, place),
                    text,
                    place,
                    is_chosen=place == self.cursor,
                    is_picked=None if picked is None else place in picked,
                    is_hovered=place == self.hovered,
                )
                for place, text in enumerate(self.texts)
            ]
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter once something is chosen, and only the keys of existing answers."""
        if action == "confirm" and not (self.cursor is not None if self.picked is None else self.picked):
            return False
        if action == "pick_here" and self.picked is None:
            return False
        if action == "choose" and isinstance(parameters[0], int) and parameters[0] >= len(self.texts):
            return False
        return super().check_action(action, parameters)

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Name the keys for this number of answers."""
        if binding.action == "choose(0)":
            return keys_in_words(KEYS, len(self.texts)), self.WORD if self.picked is None else "pick"
        if self.picked is not None:
            if binding.action == "confirm":
                return "Enter", f"Check {len(self.picked)} picked"
            if binding.action == "move(-1)":
                return "↑ ↓ Space", "pick"
        return None

    def action_choose(self, place: int) -> None:
        """Give the answer at ``place``, or if several may be picked, pick or unpick it."""
        if self.picked is not None:
            self.cursor = place
            self._toggle(place)
        else:
            self.cursor = place
            self.chosen((place,))

    def action_move(self, by: int) -> None:
        """Go to the answer above or below, round the ends; from nowhere to the first or the last."""
        self.cursor = step(self.cursor, by, len(self.texts))
        self.changed(self.cursor)

    def action_pick_here(self) -> None:
        """Pick or unpick the answer under the cursor."""
        if self.cursor is not None:
            self._toggle(self.cursor)

    def action_confirm(self) -> None:
        """Give what was picked, or if only one may be given, the answer under the cursor."""
        if self.picked is not None:
            self.chosen(tuple(sorted(self.picked)))
        elif self.cursor is not None:
            self.chosen((self.cursor,))

    def pick(self, target: Target) -> None:
        """Choose with the mouse."""
        if isinstance(target, int):
            self.action_choose(target)

    def _toggle(self, place: int) -> None:
        if self.picked is not None:
            self.picked.symmetric_difference_update({place})
            self.changed(place)
