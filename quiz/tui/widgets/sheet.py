"""The sheet under an answer: whether it was right, why, what to do now, and the sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.style import Style

from quiz.banks.model import Source
from quiz.banks.rules import is_web_address
from quiz.questions.text import plural
from quiz.reports.feedback import Feedback, Judgement
from quiz.tui.widgets.pieces import GAP, NOTHING, Fold, Piece, Role, closer, shared_beginnings, without, without_edges

GLYPHS: dict[Judgement, str] = {
    "right": "✔",
    "partly right": "◐",
    "not right": "✘",
    "thank you": "●",
    "time is up": "◷",
    "no answer": "–",
}
"""The glyph for each judgement."""

_TEXT_AT = 3
_LABEL = 8
_LABELLED = ("do", "source")


@dataclass(frozen=True)
class Colours:
    """The colours of a judgement."""

    full: str
    on_full: str
    tint: str


_RIGHT = Colours("$right", "$on-right", "$right-tint")
_WRONG = Colours("$wrong", "$on-wrong", "$wrong-tint")
_PARTLY = Colours("$partly", "$on-partly", "$partly-tint")


def colours(judgement: Judgement) -> Colours:
    """Return the colours of ``judgement``: blue for right, orange for not right, and grey for anything else."""
    return {"right": _RIGHT, "not right": _WRONG}.get(judgement, _PARTLY)


def sheet(
    said: Feedback, beside: str, whys: Sequence[str], *, shows_points: bool, also: Sequence[Content] = ()
) -> list[Piece]:
    """Return the pieces of the sheet: the band, then the feedback on its tint.

    ``beside`` follows the verdict: a streak, how much was right, or the topic. Below the band come ``also``, then the
    ``whys`` of what was given, then whether it is worth a second look, then the explanation.
    """
    ink = colours(said.judgement)

    def on_tint(role: Role, text: Content, above: int = 0, label: str = "") -> Piece:
        before = Content(" " * _TEXT_AT) + Content.styled(label, "$muted" if role == "source" else "bold")
        indent = _TEXT_AT + (_LABEL if role in _LABELLED else 0)
        return Piece(role, text, before, indent, paper=ink.tint, edge=ink.full, is_sheet=True, above=above)

    pieces = [_band(said, beside, ink, shows_points)]
    firsts = [*also, *(Content.styled(why, "" if said.judgement == "right" else "$wrong") for why in whys)]
    firsts += [Content.styled(said.second_look, "italic")] if said.second_look else []
    # If there are several, all but the first can scroll with the explanation.
    pieces += [on_tint("why" if number else "yours", text, above=int(number == 0)) for number, text in enumerate(firsts)]
    if said.explanation:
        pieces.append(on_tint("why", Content(said.explanation), above=1))
    if said.action:
        pieces.append(on_tint("do", Content.styled(said.action, "bold"), above=1, label="Do now"))
    alike = shared_beginnings([source.title for source in said.sources])
    for number, source in enumerate(said.sources):
        first = number == 0
        title = Content.styled(source.title, "$muted")
        if is_web_address(source.url):
            # Terminals that support links open them by themselves, and get whatever a live host sends as it is.
            title = title.stylize(Style(link=source.url))
        row = on_tint("source", title, int(first), "Source" if first else "")
        checked = len(f" · {source.checked_in_words}")
        pieces.append(replace(row, note=_origin(source), kept=checked, shared=alike[number], target=source))
    return [*pieces, on_tint("foot", NOTHING)]


def _band(said: Feedback, beside: str, ink: Colours, shows_points: bool) -> Piece:
    style = f"bold {ink.on_full}"
    text = Content.assemble((f"{GLYPHS[said.judgement]} {said.verdict}", style))
    if beside:
        text += Content.styled(f"{GAP}{beside}", ink.on_full)
    points = plural(said.points, "point", "+,") if shows_points and said.points else ""
    worth = Content.styled(points, style)
    return Piece("band", text, Content("  "), 2, worth, paper=ink.full, above=1, is_cut=True, has_parts=True)


def _origin(source: Source) -> Content:
    """Return what follows the title of a source: publisher and date checked."""
    return Content.styled(f"{source.publisher} · {source.checked_in_words}", "$muted")


def _sources_in_a_row_each(pieces: Sequence[Piece]) -> list[Piece]:
    return [replace(piece, is_cut=True) if piece.role == "source" else piece for piece in pieces]


def _sources_in_one_row(pieces: Sequence[Piece]) -> list[Piece]:
    rows = [piece for piece in pieces if piece.role == "source"]
    if len(rows) < 2:
        return list(pieces)
    sources = [piece.target for piece in rows if isinstance(piece.target, Source)]
    # Who says so tells more than the beginning of a title.
    publishers = ", ".join(dict.fromkeys(source.publisher for source in sources))
    days = {source.checked_in_words for source in sources}
    note = Content.styled(days.pop(), "$muted") if len(days) == 1 else NOTHING
    text = Content.styled(f"{len(sources)} sources: {publishers}", "$muted")
    row = replace(rows[0], text=text, note=note, is_cut=True, kept=len(note), shared=0, target=tuple(sources))
    return [row if piece is rows[0] else piece for piece in pieces if piece not in rows[1:]]


def _without_air(pieces: Sequence[Piece]) -> list[Piece]:
    """Remove the empty lines at both ends of the sheet."""
    kept = without("foot")(pieces)
    after = [place + 1 for place, piece in enumerate(kept[:-1]) if piece.role == "band"]
    return [replace(piece, above=0) if place in after else piece for place, piece in enumerate(kept)]


def _without_others(pieces: Sequence[Piece]) -> list[Piece]:
    """Remove the answers that were neither picked nor right; if the first goes, the empty line before it stays."""
    kept = without("other")(pieces)
    air = next((piece.above for piece in pieces if piece.role in ("answer", "other")), 0)
    first = next((place for place, piece in enumerate(kept) if piece.role == "answer"), None)
    if first is not None:
        kept[first] = replace(kept[first], above=max(kept[first].above, air))
    return kept


FOLDS: tuple[tuple[str, Fold], ...] = (
    ("edges", without_edges),
    ("air", _without_air),
    ("answers", closer("answer", "other", "cue", "talk", keeps=1)),
    ("titles", _sources_in_a_row_each),
    ("sources", _sources_in_one_row),
    ("others", _without_others),
    ("sheet", closer("yours", "why", "do", "source")),
    ("top", closer("prompt", "told")),
    ("source", without("source")),
    ("around", closer("answer", "other", "cue", "talk", "band")),
    ("cues", without("cue")),
)
"""The folds after an answer that does not fit, in this order; after them the explanation scrolls by itself."""

GIVEN_BACK = ("cues", "source", "others", "sources", "sheet", "top", "around", "air", "titles")
"""The folds that are undone if space is left over, in this order."""
