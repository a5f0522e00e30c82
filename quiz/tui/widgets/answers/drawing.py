"""How an answer looks: at rest, under the mouse, chosen, and once the right answer is shown."""

from dataclasses import replace
from typing import Literal, TypeAlias

from textual.content import Content

from quiz.tui.widgets.pieces import TEXT_AT, Piece, Target, cap

TIGHT = 66
"""Below this width of the column the result of an answer is said in one word."""

_WORDS = {
    "your answer": "yours",
    "right answer": "right",
    "right, missed": "missed",
}

Came: TypeAlias = Literal["right", "wrong", "partly", "missed", "mine", "other"]
"""The result of an answer: ``missed`` is right but was not picked, ``other`` neither right nor picked.

``mine`` was picked in a poll, where nothing is right or wrong.
"""

_GLYPHS = {"right": "✔", "wrong": "✘", "partly": "◐", "missed": "–", "mine": "●"}
_INKS = {"missed": "right", "mine": "partly"}
"""Results drawn in the colour of another."""


def answer(
    key: str,
    text: str,
    target: Target,
    *,
    is_chosen: bool = False,
    is_picked: bool | None = None,
    is_hovered: bool = False,
) -> Piece:
    """Return an answer that can be given; ``is_chosen`` says that the cursor is on it.

    ``is_picked`` is None if only one can be given; otherwise a box before the text shows it.
    """
    is_full = is_picked or (is_chosen and is_picked is None)
    paper = "$picked" if is_full else "$raised" if is_hovered or is_chosen else "$surface"
    label = cap(key, "bold $on-right on $right" if is_full else "bold $right on $chip")
    indent = TEXT_AT
    if is_picked is not None:
        label += Content.assemble("  ", ("■" if is_picked else "□", "$right"))
        indent += 3
    return Piece(
        "answer",
        Content.styled(text, "bold") if is_full else Content(text),
        label,
        indent,
        paper=paper,
        edge="$right" if is_chosen else "",
        is_marked=True,
        is_card=True,
        target=target,
    )


def answered(came: Came, text: str, note: str = "", *, key: str = "", width: int = TIGHT) -> Piece:
    """Return an answer with its result; ``key`` is on its cap if it is ``other``."""
    if came == "other":
        return Piece("other", Content.styled(text, "$muted"), cap(key, "$muted on $surface"), TEXT_AT, is_card=True)
    colour = _INKS.get(came, came)
    note = note if width >= TIGHT else _WORDS.get(note, note)
    return Piece(
        "answer",
        Content.styled(text, f"bold ${colour}"),
        cap(_GLYPHS[came], f"bold $on-{colour} on ${colour}"),
        TEXT_AT,
        Content.styled(note, f"${colour}"),
        paper=f"${colour}-tint",
        is_card=True,
    )


def key_of(keys: str, place: int) -> str:
    """Return which of ``keys`` is on the cap of the answer at ``place``, from 0; only arrows reach answers beyond."""
    return keys[place] if place < len(keys) else "·"


def keys_in_words(keys: str, count: int) -> str:
    """Return the first ``count`` of ``keys`` as the key line shows them: ``1-4``."""
    last = keys[min(count, len(keys)) - 1]
    return keys[0] if last == keys[0] else f"{keys[0]}-{last}"


def step(cursor: int | None, by: int, count: int) -> int:
    """Return where an arrow leads among ``count`` answers, round the ends; from nowhere to the first or the last."""
    before = (count if by < 0 else -1) if cursor is None else cursor
    return (before + by) % count


def first_with_air(pieces: list[Piece]) -> list[Piece]:
    """Return ``pieces`` with an empty line before the first."""
    return [replace(piece, above=1) if place == 0 else piece for place, piece in enumerate(pieces)]
