"""Draws the podium at the end of a race: three steps, empty until they are shown."""

from collections.abc import Sequence

from rich.cells import cell_len

from quiz.live.host.canvas import Canvas
from quiz.live.host.measures import FIGURE_ROWS, cut, is_wide, margin, wrap, write_tall
from quiz.live.host.standings_lines import draw_notes, draw_teams, points_words
from quiz.live.host.tall_letters import ROWS, can_draw, tall_lines, tall_width
from quiz.live.stage_content import Place, Podium
from quiz.tui.widgets.figures import pixel_figures

_NARROW = 70
"""Cells below which the podium is a list."""
_GAP = 1
_HEIGHTS = (1.0, 0.72, 0.5)
_COLUMN_OF = (1, 0, 2)
"""The column of each step: the highest is in the middle."""
_ON_A_STEP = 3
"""The most names on a shared step."""


def draw_podium(content: Podium, width: int, height: int, grown: float = 1.0) -> Canvas:
    """Draw the podium for a body of this size; the step shown last has ``grown`` so far, 0 to 1."""
    canvas = Canvas(width, height)
    left = margin(width)
    if width < _NARROW:
        _draw_list(canvas, content, left)
        return canvas
    inner = width - 2 * left
    room = inner * 5 // 8 if content.teams or content.notes else inner
    for number, step in enumerate(content.steps):
        is_shown = len(content.steps) - number <= content.shown
        is_newest = len(content.steps) - number == content.shown
        _draw_step(canvas, step, number, is_shown, left, (room - 2 * _GAP) // 3, grown if is_newest else 1.0)
    x = left + room + 3
    y = 1 if height > 24 else 0
    if content.teams:
        y = draw_teams(canvas, content.teams, content.teams_note, x, y, width - left - x, notes=len(content.notes) + 1) + 1
    # Unlike the winners, what the notes say is no secret.
    draw_notes(canvas, content.notes, x, max(y, height - _notes_rows(content, width, height) - 1))
    return canvas


def _notes_rows(content: Podium, width: int, height: int) -> int:
    return len(content.notes) * (ROWS if is_wide(width, height) else 1)


def _draw_list(canvas: Canvas, content: Podium, left: int) -> None:
    y = 1
    for number, step in enumerate(content.steps):
        is_shown = len(content.steps) - number <= content.shown
        for place in step[: 1 if not is_shown else _ON_A_STEP]:
            leads = place.rank == 1 and is_shown
            if leads:
                canvas.fill(left, 2 * y, canvas.width - 2 * left, 2, "picked")
            canvas.write(left + 1, y, str(place.rank), "right" if leads else "muted", bold=True)
            if is_shown:
                points = points_words(place.points)
                canvas.write(left + 4, y, cut(place.name, canvas.width - 2 * left - 6 - len(points)), bold=True)
                canvas.write_right(canvas.width - left - 1, y, points, bold=True)
            y += 2
    if content.teams and y < canvas.height - 2:
        draw_teams(canvas, content.teams, content.teams_note, left, y, canvas.width - 2 * left, notes=len(content.notes))
    draw_notes(canvas, content.notes, left, canvas.height - len(content.notes))


def _draw_step(
    canvas: Canvas, step: Sequence[Place], number: int, is_shown: bool, left: int, room: int, grown: float
) -> None:
    x = left + _COLUMN_OF[number] * (room + _GAP)
    head = _head(canvas, step, room) if is_shown else []
    # The steps share their ground and their sky, whoever is on them.
    highest = canvas.height - _sky(canvas)
    block = max(round(highest * _HEIGHTS[number] * grown), 3)
    y = canvas.height - block
    leads = is_shown and step[0].rank == 1
    paper = "right" if leads else "raised" if is_shown else "surface"
    ink = "on-right" if leads else "foreground" if is_shown else "muted"
    canvas.fill(x, 2 * y, room, 2 * block, paper)
    rows = pixel_figures(str(step[0].rank))
    wide = 4 if is_wide(canvas.width, canvas.height) and block >= 16 else 2
    if block >= FIGURE_ROWS + 3:
        canvas.pixels(x + (room - 3 * wide) // 2, 2 * y + 2, rows, ink, wide=wide, high=wide)
    else:
        canvas.write(x + room // 2, y, str(step[0].rank), ink, bold=True)
    if is_shown:
        _write_middle(canvas, x, canvas.height - 1, room, points_words(step[0].points), ink, bold=True)
        _draw_head(canvas, head, x, y, room)


def _sky(canvas: Canvas) -> int:
    """Return the lines above the highest step."""
    return 2 * ROWS + 2 if is_wide(canvas.width, canvas.height) else 3


def _head(canvas: Canvas, step: Sequence[Place], room: int) -> list[tuple[str, str]]:
    """Return the lines above a step, each with its ink: the names, and the team of somebody who is alone on it."""
    if len(step) == 1:
        place = step[0]
        lines = wrap(place.name, room)
        team = [(cut(place.team, room), "muted")] if place.team else []
        names = lines if len(lines) + len(team) <= _sky(canvas) else [cut(place.name, room)]
        return [*((name, "foreground") for name in names), *team]
    named = [cut(place.name, room) for place in step]
    if len(named) > _ON_A_STEP:
        named = [*named[: _ON_A_STEP - 1], f"and {len(named) - _ON_A_STEP + 1} more"]
    return [(name, "foreground") for name in named]


def _draw_head(canvas: Canvas, head: Sequence[tuple[str, str]], x: int, y: int, room: int) -> None:
    names = [text for text, ink in head if ink == "foreground"]
    if is_wide(canvas.width, canvas.height) and len(names) == 1 and can_draw(names[0]):
        lines = tall_lines(names[0], room)
        if lines and len(lines) <= 2:
            team = next((text for text, ink in head if ink == "muted"), "")
            top = y - ROWS * len(lines) - 1
            for line in lines:
                write_tall(canvas, x + (room - tall_width(line)) // 2, top, [line])
                top += ROWS
            _write_middle(canvas, x, y - 1, room, team, "muted")
            return
    for number, (text, ink) in enumerate(head):
        _write_middle(canvas, x, y - len(head) + number, room, text, ink, bold=ink == "foreground")


def _write_middle(canvas: Canvas, x: int, y: int, room: int, text: str, ink: str, *, bold: bool = False) -> None:
    canvas.write(x + max((room - cell_len(text)) // 2, 0), y, text, ink, bold=bold)
