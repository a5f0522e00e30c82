"""Draws the standings: the best players with large figures, and teams with bars."""

from collections.abc import Sequence

from rich.cells import cell_len

from quiz.live.host.canvas import Canvas
from quiz.live.host.clock import top_of
from quiz.live.host.measures import cut, is_wide, margin, write_lines, write_tall, write_tall_right
from quiz.live.host.tall_letters import ROWS, can_draw, tall_width
from quiz.live.stage_content import Place, Standings
from quiz.tui.widgets.figures import pixel_figures

_NARROW = 70
"""Cells below which teams go under the players."""
_LEADERS = 3
_LEADER_ROWS = 3
_LEAD = 8
_TALL_LEAD = 12
_TALL_LEADER = 5


def points_words(points: int) -> str:
    """Return points with a separator for thousands."""
    return f"{points:,}"


def draw_standings(content: Standings, width: int, height: int) -> Canvas:
    """Draw the standings for a body of this size, or higher if all places are listed and do not fit."""
    left, top = margin(width), top_of(height)
    inner = width - 2 * left
    if not content.places:
        canvas = Canvas(width, height)
        _draw_without_places(canvas, content, left, top, inner)
        return canvas
    beside = bool(content.teams) and width >= _NARROW
    room = inner * 5 // 8 - 2 if beside else inner
    if is_wide(width, height) and content.title == "Leading" and all(can_draw(place.name) for place in content.places):
        canvas = Canvas(width, height)
        _draw_tall_places(canvas, content, left, top, room)
    else:
        canvas = Canvas(width, max(height, top + 1 + len(content.places)) if content.more == 0 else height)
        below = _draw_places(canvas, content, left, top, room, 0 if beside or not content.teams else len(content.teams) + 2)
        if not beside and content.teams:
            draw_teams(canvas, content.teams, content.teams_note, left, below + 1, inner)
    if beside:
        x = left + room + 3
        draw_teams(canvas, content.teams, content.teams_note, x, top, width - left - x)
    return canvas


def _draw_without_places(canvas: Canvas, content: Standings, left: int, top: int, inner: int) -> None:
    y = top
    if content.title:
        canvas.write(left, y, content.title, "right", bold=True)
        y += 2
    if content.teams:
        y = draw_teams(canvas, content.teams, content.teams_note, left, y, min(inner, 100), notes=len(content.notes) + 1)
    elif content.is_race:
        canvas.write(left, y, "Nobody has answered yet.", "muted")
        y += 2
    draw_notes(canvas, content.notes, left, y + bool(content.teams))


def draw_notes(canvas: Canvas, notes: Sequence[str], x: int, y: int) -> None:
    """Write the notes on the whole game."""
    for note in notes:
        if is_wide(canvas.width, canvas.height) and can_draw(note) and x + tall_width(note) <= canvas.width:
            y = write_tall(canvas, x, y, [note])
        else:
            y = write_lines(canvas, x, y, [note], "muted")


# Players


def _draw_places(canvas: Canvas, content: Standings, left: int, top: int, room: int, below: int) -> int:
    """Draw the places in cell text, and return the line below them; ``below`` lines are kept free."""
    canvas.write(left, top, content.title, "right", bold=True)
    y, last = top + 1, canvas.height - below
    # The best are large only if at least eight places still fit.
    is_large = content.title == "Leading" and last - y >= 3 * _LEADER_ROWS + min(len(content.places), 8) - _LEADERS + 1
    for number, place in enumerate(content.places):
        rows = _LEADER_ROWS if is_large and number < _LEADERS else 1
        more = content.more or number + 1 < len(content.places)
        if y + rows + (1 if more else 0) > last and number:
            left_out = content.more + len(content.places) - number
            canvas.write(left + _LEAD, y, _more_words(left_out), "muted")
            return y + 1
        _draw_place(canvas, place, left, y, room, rows)
        y += rows
        if is_large and number == _LEADERS - 1 and last - y > len(content.places) - number:
            y += 1
    if content.more:
        canvas.write(left + _LEAD, y, _more_words(content.more), "muted")
        y += 1
    return y


def _more_words(number: int) -> str:
    return f"and {number} more; your phone has your place"


def _draw_place(canvas: Canvas, place: Place, left: int, y: int, room: int, rows: int) -> None:
    leads, right = place.rank == 1, left + room
    if leads:
        canvas.fill(left, 2 * y, room, 2 * rows, "picked")
        canvas.fill(left, 2 * y, 1, 2 * rows, "right")
    middle = y + rows // 2
    if rows == _LEADER_ROWS and place.rank < 10:
        canvas.pixels(left + 2, 2 * y + leads, pixel_figures(str(place.rank)), "foreground")
    else:
        canvas.write_right(left + 5, middle, str(place.rank), "foreground" if leads else "muted", bold=leads)
    points = points_words(place.points)
    moved = _moved_words(place)
    name = cut(place.name, room - _LEAD - len(points) - 2 - (len(moved) + 2 if moved else 0))
    bold = leads or rows > 1
    canvas.write(left + _LEAD, middle, name, bold=bold)
    x = left + _LEAD + cell_len(name) + 2
    canvas.write(x, middle, moved, "muted")
    x += len(moved) + 2 if moved else 0
    if x + cell_len(place.team) + len(points) + 2 <= right:
        canvas.write(x, middle, place.team, "muted")
    canvas.write_right(right - 1, middle, points, bold=bold)


def _moved_words(place: Place) -> str:
    return f"▲{place.moved}" if place.moved > 0 else f"▼{-place.moved}" if place.moved < 0 else ""


def _draw_tall_places(canvas: Canvas, content: Standings, left: int, top: int, room: int) -> None:
    canvas.write(left, top, content.title, "right", bold=True)
    y = top + 2
    shown = 0
    for number, place in enumerate(content.places):
        rows = _TALL_LEADER if number < _LEADERS else ROWS
        if y + rows + 1 > canvas.height:
            break
        if place.rank == 1:
            canvas.fill(left, 2 * y, room, 2 * rows - 1, "picked")
            canvas.fill(left, 2 * y, 2, 2 * rows - 1, "right")
        ink = "foreground" if number < _LEADERS else "muted"
        points = points_words(place.points)
        write_tall(canvas, left + 4, y, [str(place.rank)], ink)
        _write_fitting(canvas, left + _TALL_LEAD, y, place.name, room - _TALL_LEAD - tall_width(points) - 2)
        write_tall_right(canvas, left + room - 1, y, points)
        y += rows
        shown += 1
    left_out = content.more + len(content.places) - shown
    if left_out:
        canvas.write(left + _TALL_LEAD, min(y, canvas.height - 1), _more_words(left_out), "muted")


def _write_fitting(canvas: Canvas, x: int, y: int, text: str, room: int, ink: str = "foreground") -> None:
    """Write in the largest letters that fit: tall, narrow, or cell text."""
    if tall_width(text) <= room:
        write_tall(canvas, x, y, [text], ink)
    elif tall_width(text, "narrow") <= room:
        write_tall(canvas, x, y, [text], ink, "narrow")
    else:
        canvas.write(x, y + 1, cut(text, room), ink, bold=True)


# Teams


def draw_teams(canvas: Canvas, teams: Sequence[Place], note: str, x: int, y: int, room: int, notes: int = 0) -> int:
    """Draw the teams with their bars, and return the line below them; ``notes`` lines are kept free."""
    canvas.write(x, y, "Teams", "right", bold=True)
    canvas.write_right(x + room, y, note, "muted")
    y += 2 if canvas.height - y > 2 * len(teams) + 2 + notes else 1
    free = canvas.height - notes - y
    most = max([1, *(team.points for team in teams)])
    is_tall = is_wide(canvas.width, canvas.height) and all(can_draw(team.name) for team in teams)
    if is_tall and free >= (ROWS + 2) * len(teams):
        for team in teams:
            points = points_words(team.points)
            _write_fitting(canvas, x, y, team.name, room - tall_width(points) - 2)
            write_tall_right(canvas, x + room, y, points)
            _bar(canvas, team, most, x, 2 * (y + ROWS), room, 2)
            y += ROWS + 2
        return y
    for bar in (3, 2, 1, 0):
        rows = 1 + (bar + 1) // 2 + (1 if bar == 3 else 0)
        if rows * len(teams) <= free + (1 if bar == 3 else 0):
            break
    for number, team in enumerate(teams):
        if y + 1 > canvas.height - notes:
            break
        if y + 2 > canvas.height - notes and number + 1 < len(teams):
            canvas.write(x, y, f"and {len(teams) - number} more", "muted")
            return y + 1
        _draw_team(canvas, team, x, y, room)
        _bar(canvas, team, most, x, 2 * y + 2, room, bar)
        y += rows
    return y


def _draw_team(canvas: Canvas, team: Place, x: int, y: int, room: int) -> None:
    points = points_words(team.points)
    canvas.write(x, y, str(team.rank), "right" if team.rank == 1 else "muted", bold=True)
    lead = len(str(team.rank)) + 2
    canvas.write(x + lead, y, cut(team.name, room - lead - len(points) - 1), bold=True)
    canvas.write_right(x + room, y, points, bold=True)


def _bar(canvas: Canvas, team: Place, most: int, x: int, half: int, room: int, halves: int) -> None:
    canvas.fill(x, half, room, halves, "surface")
    length = round(room * max(team.points, 0) / most)
    canvas.fill(x, half, max(length, 1 if team.points > 0 else 0), halves, "right" if team.rank == 1 else "bar")
