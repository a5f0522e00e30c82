"""Draws how to join: address, code and QR code, large, and in the lobby the players."""

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len

from quiz.live.host.canvas import Canvas
from quiz.live.host.clock import top_of
from quiz.live.host.measures import WIDE, cut, is_wide, margin, wrap, write_lines, write_tall
from quiz.live.host.tall_letters import ROWS, Weight, can_draw, code_letters, tall_width
from quiz.live.qr_code import qr_code
from quiz.live.stage_content import Lobby
from quiz.questions.names import NICKNAME_LENGTH

_LEAST_BESIDE = 22
"""Cells that address and code need beside a large QR code."""
_OPEN = "Open this page on your phone"
_OPEN_HERE = "Open this page on this machine"
_HINT_WIDTH = 96
HINT = "Back row? Ctrl and + makes the letters larger"
_ROOM_FOR_NOTES = 26
"""Lines from which there is room for notes as well as names."""
_CODE_ROWS = 7
_NEWEST = 3
_COLUMN = 19
"""The fewest cells of a column of names."""
_DARK, _LIGHT = "#000000", "#FFFFFF"
"""Cameras need these, whatever the theme."""


def draw_lobby(content: Lobby, width: int, height: int) -> Canvas:
    """Draw how to join for a body of this size."""
    canvas = Canvas(width, height)
    if not content.address:
        _draw_hands(canvas, content)
        return canvas
    return _Way(canvas, content).draw()


def has_larger_code(content: Lobby, width: int, height: int) -> bool:
    """Say whether the QR code would be larger without the names, on a body of this size."""
    beside, alone = (_Way(Canvas(width, height), replace(content, shows_names=shown)).pixel for shown in (True, False))
    return beside < alone


def _draw_hands(canvas: Canvas, content: Lobby) -> None:
    left, y = margin(canvas.width), top_of(canvas.height)
    title = "Answer with hands or cards"
    if is_wide(canvas.width, canvas.height):
        y = write_tall(canvas, left, y, [title], "right") + 1
    else:
        canvas.write(left, y, title, "right", bold=True)
        y += 2
    room = canvas.width - 2 * left
    for text in (
        "No device and no network is needed. Hold up A, B, C or D when you are asked.",
        "Where the answer is longer, write it down; hands go up once it is shown.",
    ):
        y = write_lines(canvas, left, y, wrap(text, room), bold=True)
    y += 1
    if not content.teams:
        canvas.write(left, y, "The whole hall plays as one.", "muted")
    else:
        canvas.write(left, y, "Teams", "right", bold=True)
        _write_names(canvas, content.teams, left, y + 1, room, canvas.height - y - 2 - len(content.notes), 0)
    _write_notes(canvas, content, left, room)


def _notes(canvas: Canvas, content: Lobby, room: int) -> list[str]:
    """Return the lines for the foot."""
    # The notes on who can join are for the host, before anybody is there; after that, a low window needs the room for names.
    if not content.shows_names or (content.count and canvas.height < _ROOM_FOR_NOTES):
        return []
    notes = [line for note in content.notes for line in wrap(note, room)]
    return [*notes, HINT] if canvas.width >= _HINT_WIDTH else notes


def _write_notes(canvas: Canvas, content: Lobby, left: int, room: int) -> int:
    """Write the notes at the foot, and return the line where they begin."""
    notes = _notes(canvas, content, room)
    y = canvas.height - len(notes)
    write_lines(canvas, left, y, notes, "muted")
    return y


class _Way:
    """Address on the left, QR code on the right, names below."""

    def __init__(self, canvas: Canvas, content: Lobby) -> None:
        """Work out how large everything can be."""
        self._canvas, self._content = canvas, content
        self._left, self._top = margin(canvas.width), top_of(canvas.height)
        self._inner = canvas.width - 2 * self._left
        self._code = qr_code(content.link) if content.link else ()
        self._pixel = self._qr_pixel()
        self._qr_width = self._pixel * len(self._code)
        self._qr_rows = (self._pixel * len(self._code) + 1) // 2
        self._room = self._inner - (self._qr_width + 2 if self._pixel else 0)

    @property
    def pixel(self) -> int:
        """How many cells wide a module of the QR code is; 0 if it is not shown."""
        return self._pixel

    def _qr_pixel(self) -> int:
        """Return how many cells wide a module of the QR code can be; 0 if there is no code, or no room for it."""
        size, canvas = len(self._code), self._canvas
        free = canvas.height - self._top
        if not size:
            return 0
        least = 36 if self._content.shows_names else _LEAST_BESIDE
        for pixel in (3, 2, 1):
            fits = (pixel * size + 1) // 2 <= free and self._inner - pixel * size >= (64 if pixel > 1 else least)
            if fits and (pixel < 2 or canvas.width >= WIDE) and (pixel < 3 or not self._content.shows_names):
                return pixel
        return 0

    def draw(self) -> Canvas:
        """Draw how to join and, in the lobby, who is here."""
        canvas, content = self._canvas, self._content
        # Notes that would reach the QR code go beside it: no camera can read one that is written over.
        beside = self._top + self._qr_rows > canvas.height - len(_notes(canvas, content, self._inner))
        foot = _write_notes(canvas, content, self._left, self._room if beside else self._inner)
        if self._pixel:
            x = canvas.width - self._left - self._qr_width
            canvas.fill(x, 2 * self._top, self._qr_width, self._pixel * len(self._code), _LIGHT)
            canvas.pixels(x, 2 * self._top, self._code, _DARK, wide=self._pixel, high=self._pixel)
        y = self._draw_way(foot)
        if content.shows_names:
            self._draw_names(y, foot)
        return canvas

    def _draw_way(self, foot: int) -> int:
        """Draw address and code as large as possible, and return the line below them."""
        canvas, content, left, room = self._canvas, self._content, self._left, self._room
        # Keep a few lines for the names.
        names = 3 if content.shows_names else 0
        free = foot - self._top - names
        weights: tuple[Weight, ...] = ("tall", "narrow") if can_draw(content.address) else ()
        weight = next((one for one in weights if tall_width(content.address, one) <= room), None)
        address = ROWS + 1 if weight else len(wrap(content.address, room)) + 1
        others = [cut(f"or {other}", room) for other in content.others[:2]]
        code_width = next((wide for wide in (2, 1) if _code_width(content.code, wide) <= room), 0)
        is_code_large = code_width > 0 and address + _CODE_ROWS + 2 <= free
        y = write_lines(canvas, left, self._top, [_OPEN if content.link else _OPEN_HERE], bold=True)
        if weight and address + 3 <= free:
            y = write_tall(canvas, left, y, [content.address], weight=weight)
        else:
            y = write_lines(canvas, left, y, wrap(content.address, room), "right", bold=True)
        if y + len(others) + (_CODE_ROWS if is_code_large else 1) + 2 <= foot - names:
            y = write_lines(canvas, left, y, others, "muted")
        if y - self._top + 2 + (_CODE_ROWS if is_code_large else 1) < free:
            y += 1
        if not is_code_large:
            canvas.write(left, y, "and type this code", bold=True)
            canvas.write(left + len("and type this code") + 2, y, content.code, "right", bold=True)
            return y + 1
        y = write_lines(canvas, left, y, ["and type this code"], bold=True)
        canvas.pixels(left, 2 * y, _code_rows(content.code, code_width), "right", wide=code_width, high=2)
        return y + _CODE_ROWS

    def _draw_names(self, y: int, foot: int) -> None:
        canvas, content, left = self._canvas, self._content, self._left
        below = max(y, self._top + self._qr_rows if self._pixel else 0)
        # Below both, names have the whole width; beside the QR code, more lines.
        beside = (foot - y) * self._room > (foot - below) * self._inner
        y, room = (y, self._room) if beside else (below, self._inner)
        y += 1 if foot - y > 3 else 0
        if foot - y < 1:
            return
        x = left
        if content.count and is_wide(canvas.width, canvas.height) and foot - y > 3 * ROWS:
            write_tall(canvas, x, y, [f"{content.count} here"], "right")
            x += tall_width(f"{content.count} here") + 3
            y += ROWS - 1
        elif not content.count:
            canvas.write(x, y, "Nobody is here yet.", "muted")
            x += len("Nobody is here yet.") + 3
        else:
            canvas.write(x, y, f"{content.count} here", "right", bold=True)
            x += len(f"{content.count} here") + 3
        if content.locked:
            canvas.write(x, y, "locked", "wrong", bold=True)
            x += len("locked") + 3
        if content.count > 1:
            canvas.write(x, y, "newest first", "muted")
        more = content.count - len(content.names)
        _write_names(canvas, content.names, left, y + 1, room, foot - y - 1, _NEWEST, more)


def _code_rows(code: str, wide: int) -> tuple[str, ...]:
    """Return the code as rows of pixels; if these are one cell wide, stems are two pixels, to be as thick as otherwise."""
    return code_letters(code, bold=wide == 1)


def _code_width(code: str, wide: int) -> int:
    return wide * len(_code_rows(code, wide)[0])


def _write_names(
    canvas: Canvas, names: Sequence[str], x: int, y: int, room: int, rows: int, bold: int, more: int = 0
) -> None:
    """Write names in columns, as many as fit, the first ``bold`` of them bold; then how many more there are."""
    if not names or rows < 1:
        return
    # Some letters are two cells wide, so a long name could run into the next column.
    widest = max(_COLUMN, 2 + min(max(map(cell_len, names[: 8 * rows])), NICKNAME_LENGTH))
    columns = max(room // widest, 1)
    shown = len(names) if len(names) + (1 if more else 0) <= columns * rows else max(columns * rows - 1, 0)
    for number, name in enumerate(names[:shown]):
        column, row = number % columns, number // columns
        canvas.write(x + column * widest, y + row, cut(name, min(widest - 2, room)), bold=number < bold)
    if left_out := len(names) - shown + more:
        canvas.write(x + shown % columns * widest, y + shown // columns, f"and {left_out} more", "muted")
