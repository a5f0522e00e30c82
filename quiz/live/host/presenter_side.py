"""The column at the side of the presenter's view: the clock, who has not answered, names to look at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from textual.content import Content

from quiz.game.game import Game
from quiz.game.roster import MASKED
from quiz.game.scoring import Member
from quiz.game.state import Phase
from quiz.questions.names import look_alike_key
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.figures import pixel_figures
from quiz.tui.widgets.row_view import TextRow
from quiz.tui.widgets.timer_bar import HURRY, clock_words

_NARROW_SIDE = 24
_WIDE_SIDE = 50
"""Cells of a side column that has room for large figures and two columns of names."""
_MASK = re.compile(rf"{MASKED} \d+")
_BLANK = TextRow(Content(""))
_ASKING = (Phase.OPEN, Phase.CLOSED)
_AROUND_NAMES = 6
"""Lines around the names to look at: two blank, the title, who asks for a seat, the keys, and a second for a long name."""


class NameToLookAt(NamedTuple):
    """A name that the host may approve or replace."""

    player: str
    name: str
    why: str
    """Why it needs a look; empty if it is waiting to be approved."""


def side_width(width: int) -> int:
    """Return how many of ``width`` cells the column at the side takes."""
    return _NARROW_SIDE if width < 100 else 36 if width < 140 else _WIDE_SIDE


def names_to_look_at(live_game: LiveGame) -> list[NameToLookAt]:
    """Return the names waiting to be approved, then those that look much like an older one."""
    players = live_game.game.players
    waiting = [NameToLookAt(one.id, _all_that_waits(one), "") for one in players if one.alias]
    seen: set[str] = set()
    alike: list[NameToLookAt] = []
    for one in players:
        if one.alias or _MASK.fullmatch(one.name):
            continue
        key = look_alike_key("".join(c for c in one.name if not c.isdigit()))
        if key in seen and one.id not in live_game.looked_at:
            alike.append(NameToLookAt(one.id, one.name, "looks taken"))
        seen.add(key)
    return [*waiting, *alike]


def absent_players(game: Game) -> list[Member]:
    """Return who has not answered the question, while it is open or closed; otherwise, who is not connected."""
    asks = game.phase in _ASKING
    return [one for one in game.players if (one.id not in game.replies if asks else not game.is_present(one.id))]


def _all_that_waits(member: Member) -> str:
    """Return all that the hall will see once the name is approved, including a team that was typed."""
    return f"{member.name} · {member.team}" if member.free_team else member.name


@dataclass(frozen=True)
class PresenterSide:
    """What changes from moment to moment: the clock, who has not answered, and names to look at."""

    live_game: LiveGame
    absent: Sequence[Member]
    """The players named as missing."""
    to_look_at: Sequence[NameToLookAt]
    chosen: int
    has_page: bool
    """Whether a stage page is open. Without one, no name is shown, as the terminal may be on the projector."""
    asking: int = 0
    """How many devices are asking for a seat."""

    def rows(self, width: int, height: int) -> list[TextRow]:
        """Return the rows for ``width`` cells and ``height`` lines."""
        head = list(self._head(width))
        # Without missing players, the names to look at have all the room.
        free = height - sum(row.height({}, width) for row in head) - _AROUND_NAMES
        foot = list(self._foot(width, max(height // 3 - 2 if any(self._absent(width, height)) else free, 3)))
        room = height - sum(row.height({}, width) for row in (*head, *foot)) - (2 if foot else 1)
        names = list(self._absent(width, room))
        return [*head, *([_BLANK, *names] if names else []), *([_BLANK, *foot] if foot else [])]

    def _head(self, width: int) -> Iterator[TextRow]:
        game = self.live_game.game
        left = game.seconds_left(self.live_game.now)
        hurry = left is not None and game.phase is Phase.OPEN and left <= HURRY
        style = "bold $wrong" if hurry or game.paused else "bold"
        answers = f"{len(game.replies)} of {game.player_count} in" if game.phase in _ASKING else ""
        if width >= _WIDE_SIDE - 3 and left is not None and not game.paused:
            figures = ["".join(2 * pixel for pixel in row) for row in pixel_figures(str(min(ceil(left), 999)))]
            room = len(figures[0]) + 2
            told = Content.assemble("\n", (answers, "bold"), "\n\n", _answers_bar(game, width - room))
            yield TextRow(told, Content.styled("\n".join(figures), style), room)
            return
        clock = "Paused" if game.paused else clock_words(left)
        if clock or answers:
            yield TextRow(Content.styled(clock, style), note=Content.styled(answers, "bold"), cut=True)
        if answers:
            yield TextRow(_answers_bar(game, width))

    def _absent(self, width: int, room: int) -> Iterator[TextRow]:
        """Yield who has not answered, or otherwise who is not connected."""
        game, found = self.live_game.game, self.absent
        asks = game.phase in _ASKING
        if not found or room < 2 or not self.has_page or game.phase is Phase.FINISHED:
            return
        title = ("Not yet in" if game.phase is Phase.OPEN else "Not in") if asks else "Away"
        yield TextRow(Content.styled(title, "$muted"), note=Content.styled(str(len(found)), "bold"), cut=True)
        columns = 2 if width >= _WIDE_SIDE - 3 else 1
        away = " ○" if columns > 1 else " away"
        most = (room - 1) * columns
        shown = found if len(found) <= most else found[: max((room - 2) * columns, 0)]
        cells = [
            Content.assemble(one.public_name, (away, "$wrong"))
            if asks and not game.is_present(one.id)
            else Content(one.public_name)
            for one in shown
        ]
        for first in range(0, len(cells), columns):
            line = [cell.truncate(width // columns - 1, ellipsis=True) for cell in cells[first : first + columns]]
            yield TextRow(Content("").join(cell.pad_right(width // columns - cell.cell_length) for cell in line), cut=True)
        if len(shown) < len(found):
            yield TextRow(Content.styled(f"and {len(found) - len(shown)} more", "$muted"), cut=True)

    def _foot(self, width: int, most: int) -> Iterator[TextRow]:
        if not self.has_page:
            yield TextRow(Content.styled("▲ No stage page is open. v opens it.", "bold $wrong"))
            return
        if self.asking:
            yield TextRow(Content.styled(f"▲ {self.asking} at the door: m", "bold $wrong"), cut=True)
        if not self.to_look_at:
            return
        count = str(len(self.to_look_at))
        title = Content.styled("▲ Names to look at", "bold $wrong").pad_right(max(width - 18 - len(count), 1))
        yield TextRow(Content.assemble(title, (count, "bold $wrong")).stylize("on $wrong-tint"), cut=True)
        begin = max(min(self.chosen - most // 2, len(self.to_look_at) - most), 0)
        for at, one in list(enumerate(self.to_look_at))[begin : begin + most]:
            why = (f" {one.why}" if width > _NARROW_SIDE else " ≈", "$muted") if one.why else ""
            if at == self.chosen:
                yield from _whole(Content.assemble((one.name, "bold"), why), width)
            else:
                yield TextRow(Content.assemble("  ", one.name, why).truncate(width, ellipsis=True), cut=True)
        keys = (("a", "bold $right"), (" let in  ", "$muted"), ("d", "bold $right"), (" another", "$muted"))
        yield TextRow(Content.assemble(*keys), cut=True)


def _whole(name: Content, width: int) -> Iterator[TextRow]:
    """Yield the whole of the name that the keys act on: nobody should approve one that they have only read in part."""
    for text in name.wrap(width - 2):
        line = Content.assemble(("▌ ", "bold $right"), text)
        yield TextRow(line.pad_right(max(width - line.cell_length, 0)).stylize("on $picked"), cut=True)


def _answers_bar(game: Game, width: int) -> Content:
    done = round(width * len(game.replies) / game.player_count) if game.player_count else 0
    return Content.assemble(("█" * min(done, width), "$right"), (" " * max(width - done, 0), "on $raised"))
